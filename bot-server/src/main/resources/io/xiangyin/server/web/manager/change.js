/** "比上一段时间好了吗？": every share beside the same one of the period before, and whether the difference is more than chance. */
import { html } from "lit";
import { t } from "/ui/text.js";
import { duration, known, meanings, metricName, milliseconds, percentText, rateCell, waitCell } from "./figures.js";
import { before, range } from "./filters.js";
import { section } from "./section.js";

/** Shares of which less is better. */
const LESS_IS_BETTER = new Set(["repeatContactRate", "reopenRate", "abandonmentRate", "unansweredRate", "askedAgainRate"]);

export function changeSection(comparison, filters) {
  const { rates, waits } = comparison;
  const earlier = before(filters.window);
  const sides = { before: { from: earlier.beforeFrom, to: earlier.beforeTo }, after: range(filters.window) };
  return section("change", t("manager.change.q", { before: t(`manager.change.${filters.window}`) }), sentence(rates), chart(rates, sides), html`
    <xy-table .caption=${t("manager.change.table")} .columns=${columns()} .rows=${rates.map((change) => row(change, sides))} .definitions=${[[t("manager.change.clear"), t("def.clear")]]} filename="xiangyin-change" data-testid="change-table"></xy-table>
    <xy-table .caption=${t("manager.change.waits")} .columns=${waitColumns()} .rows=${waits.map((change) => waitRow(change, sides))} .definitions=${meanings(waits.map(({ metric }) => metric))} filename="xiangyin-change-waits"></xy-table>`);
}

const better = (change) => change.difference > 0 !== LESS_IS_BETTER.has(change.metric);
const points = (share) => `${share > 0 ? "+" : ""}${Math.round(share * 1000) / 10}`;

function sentence(rates) {
  const clear = rates.filter((change) => change.clear);
  if (!rates.some((change) => known(change.before))) return t("manager.change.empty");
  if (!clear.length) return t("manager.change.none");
  const list = (wanted) => clear.filter((change) => better(change) === wanted).map((change) => metricName(change.metric));
  const say = (key, names) => (names.length ? t(key, { list: names.join("、") }) : "");
  return say("manager.change.better", list(true)) + say("manager.change.worse", list(false));
}

function chart(rates, sides) {
  const shown = rates.filter((change) => known(change.before) && known(change.after));
  if (!shown.length) return null;
  const opens = (side) => shown.map((change) => ({ metric: change.metric, ...sides[side] }));
  const values = (side) => shown.map((change) => Math.round(change[side].value * 1000) / 10);
  const config = {
    type: "bar",
    horizontal: true,
    unit: "%",
    max: 100,
    labels: shown.map((change) => metricName(change.metric)),
    series: [
      { label: t("manager.change.before"), values: values("before"), opens: opens("before") },
      { label: t("manager.change.after"), values: values("after"), opens: opens("after") },
    ],
  };
  return html`<xy-chart .config=${config} .height=${90 + shown.length * 44} label=${t("manager.change.chart")} data-testid="chart-change"></xy-chart>`;
}

const columns = () => [
  { label: t("col.figure") },
  { label: t("manager.change.before"), numeric: true },
  { label: t("manager.change.after"), numeric: true },
  { label: t("manager.change.difference"), numeric: true },
  { label: t("manager.change.interval"), numeric: true },
  { label: t("manager.change.clear") },
];

function row(change, sides) {
  const { metric, before, after, difference, interval, clear } = change;
  const verdict = clear ? t(better(change) ? "manager.change.up" : "manager.change.down") : t("manager.change.unclear");
  return [
    metricName(metric),
    rateCell({ metric, ...sides.before }, metricName(metric), before),
    rateCell({ metric, ...sides.after }, metricName(metric), after),
    { text: difference === null ? "-" : points(difference), raw: difference ?? "", testid: `change-${metric}` },
    interval ? `${points(interval.low)} – ${points(interval.high)}` : "-",
    verdict,
  ];
}

const waitColumns = () => [
  { label: t("col.figure") },
  ...["before", "after"].flatMap((side) => ["p50", "p95"].map((key) => ({ label: `${t(`manager.change.${side}`)} ${t(`chart.${key}`)}`, numeric: true }))),
];

function waitRow({ metric, before, after }, sides) {
  const show = metric === "botFirstResponseMs" ? milliseconds : duration;
  const cells = (side, span) => ["p50", "p95"].map((key) => waitCell({ metric, ...sides[side] }, metricName(metric), span, key, show));
  return [metricName(metric), ...cells("before", before), ...cells("after", after)];
}

/** What a share of the page is called beside its interval, such as "83.4%（81.1–85.5%）". */
export function withInterval(rate) {
  if (!known(rate)) return t("manager.none");
  const { interval } = rate;
  return interval ? `${percentText(rate.value)}（${percentText(interval.low)}–${percentText(interval.high)}）` : percentText(rate.value);
}
