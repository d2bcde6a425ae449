/** "今天一次解决了多少？": first contact resolution of the whole service and of the bot alone. */
import { html } from "lit";
import { t } from "/ui/text.js";
import { dayLabel, hourMinute } from "/ui/time.js";
import { known, meanings, metricName, opener, opens, percentText, point, rateCell, rateColumns, rateRow } from "./figures.js";
import { section } from "./section.js";

const SERVICE = "firstContactResolutionRate.service";
const BOT = "firstContactResolutionRate.bot";

export function fcrSection(report, filters) {
  const { metrics } = report;
  const { service, bot, windowDays } = metrics.firstContactResolutionRate;
  const when = t(`manager.window.${filters.window}`);
  return section("fcr", t("manager.fcr.q", { when }), sentence(service, bot), charts(report, filters, service, bot), html`
    <xy-table
      .caption=${t("manager.fcr.table")}
      .columns=${rateColumns()}
      .rows=${rows(metrics, service, bot)}
      .definitions=${definitions(metrics, windowDays)}
      filename="xiangyin-fcr"
    ></xy-table>`);
}

function sentence(service, bot) {
  if (!known(service)) return t("manager.fcr.empty");
  return t("manager.fcr.say", {
    n: service.numerator,
    d: service.denominator,
    p: percentText(service.value),
    bn: bot?.numerator ?? 0,
    bp: known(bot) ? percentText(bot.value) : t("manager.none"),
  });
}

function big(testid, metric, rate) {
  const label = metricName(metric);
  const figure = known(rate)
    ? html`<b data-testid=${testid}>${percentText(rate.value)}</b>`
    : html`<b class="none" data-testid=${testid}>${t("manager.none")}</b>`;
  return html`<p><span class="muted small">${label}</span>${figure}<span class="small num">${known(rate) ? opener({ metric }, label, `${rate.numerator}/${rate.denominator}`) : "0/0"}</span></p>`;
}

function charts({ series, counts, metrics }, filters, service, bot) {
  const figures = html`<div class="big">${big("fcr-service", SERVICE, service)} ${big("fcr-bot", BOT, bot)}</div>`;
  const steps = funnel(counts, metrics);
  if (!series?.length) return figures;
  const label = (slice) => sliceLabel(slice, filters.window === "1d");
  const values = (who) => series.map((slice) => point(slice.firstContactResolutionRate[who]));
  const config = {
    type: "line",
    labels: series.map(label),
    unit: "%",
    max: 100,
    series: [
      { label: t("manager.fcr.service"), values: values("service"), opens: series.map((slice) => during(slice, SERVICE)) },
      { label: t("manager.fcr.bot"), values: values("bot"), opens: series.map((slice) => during(slice, BOT)), dash: true },
    ],
  };
  const table = [
    [{ label: t("col.when") }, { label: t("manager.fcr.service"), numeric: true }, { label: t("manager.fcr.bot"), numeric: true }, { label: t("col.conversations"), numeric: true }],
    series.map((slice) => [
      label(slice),
      rateCell(during(slice, SERVICE), label(slice), slice.firstContactResolutionRate.service),
      rateCell(during(slice, BOT), label(slice), slice.firstContactResolutionRate.bot),
      slice.conversations ? opens(during(slice, "conversations"), label(slice), slice.conversations) : 0,
    ]),
  ];
  return html`${figures}
    <xy-chart .config=${config} label=${t("manager.fcr.chart")} data-testid="chart-fcr"></xy-chart>
    <xy-chart .config=${{ type: "bar", horizontal: true, labels: steps.map(([label]) => label), series: [{ label: t("manager.fcr.funnel"), values: steps.map(([, n]) => n) }], opens: steps.map(([, , metric]) => ({ metric })) }} label=${t("manager.fcr.funnelChart")} data-testid="chart-funnel"></xy-chart>
    <xy-table .caption=${t("manager.fcr.funnel")} .columns=${[{ label: t("col.figure") }, { label: t("col.count"), numeric: true }]} .rows=${steps.map(([label, n, metric]) => [label, n ? opens({ metric }, label, n) : 0])} .definitions=${meanings(["containmentRate", "botResolutionRate"], metrics.botResolutionRate)} filename="xiangyin-funnel" data-testid="table-funnel"></xy-table>
    <details class="series"><summary>${t("manager.series")}</summary><xy-table .caption=${t("manager.fcr.chart")} .columns=${table[0]} .rows=${table[1]} .definitions=${meanings([SERVICE], { n: metrics.firstContactResolutionRate.windowDays })} filename="xiangyin-fcr-series"></xy-table></details>`;
}

/** From all conversations to those settled for good, each step a part of the one above. */
function funnel({ conversations }, m) {
  return [
    [t("funnel.conversations"), conversations, "conversations"],
    [t("funnel.contained"), m.containmentRate.numerator, "containmentRate"],
    [t("funnel.bot"), m.botResolutionRate.numerator, "botResolutionRate"],
    [t("funnel.confirmed"), m.botResolutionRate.confirmed, "botResolutionRate.confirmed"],
  ];
}

/** Those behind a figure in one hour or day. */
export const during = ({ from, to }, metric) => ({ metric, from, to });

/** A day, or the hour within it when the slices are shorter than a day. */
export function sliceLabel({ from, to }, oneDay) {
  if (oneDay) return hourMinute(from);
  const wholeDay = new Date(to) - new Date(from) >= 23 * 3_600_000;
  return wholeDay ? dayLabel(from) : `${dayLabel(from)} ${hourMinute(from)}`;
}

function rows(m, service, bot) {
  return [
    rateRow(SERVICE, t("m.firstContactResolutionRate"), service),
    rateRow(BOT, t("m.firstContactResolutionRate.bot"), bot),
    rateRow("containmentRate", t("m.containmentRate"), m.containmentRate),
    rateRow("botResolutionRate", t("m.botResolutionRate"), m.botResolutionRate),
    rateRow("repeatContactRate", t("m.repeatContactRate"), m.repeatContactRate),
    rateRow("reopenRate", t("m.reopenRate"), m.reopenRate),
    rateRow("transfersPerCase", t("m.transfersPerCase"), m.transfersPerCase, (value) => String(Math.round(value * 100) / 100)),
  ];
}

function definitions(m, n) {
  const { confirmed = 0, assumed = 0 } = m.botResolutionRate ?? {};
  return [
    ["firstContactResolutionRate", { n }],
    ["containmentRate", {}],
    ["botResolutionRate", { confirmed, assumed }],
    ["repeatContactRate", {}],
    ["reopenRate", {}],
    ["transfersPerCase", {}],
  ].map(([name, values]) => [t(`m.${name}`), t(`def.${name}`, values)]);
}
