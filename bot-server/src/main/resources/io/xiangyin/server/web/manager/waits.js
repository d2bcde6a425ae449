/** "谁等得久？": how fast the bot answers, and the five spans of a handoff. */
import { html } from "lit";
import { t } from "/ui/text.js";
import { duration, milliseconds, opens, percentText, rateColumns, rateRow, spanColumns, spanRow } from "./figures.js";
import { section } from "./section.js";

const SPANS = ["requestToAck", "ackToQueued", "queuedToAccepted", "acceptedToFirstReply", "total"];
const HISTOGRAMS = ["botFirstResponseMs", "handoff.total", "totalFirstHelp"];
const PERCENTILES = ["p50", "p90", "p95", "p99", "max"];

export function waitsSection({ metrics }) {
  const bot = metrics.botFirstResponseMs;
  return section("waits", t("manager.wait.q"), sentence(bot, metrics.humanFirstResponse), charts(bot, metrics.handoff, metrics.histograms), html`
    <xy-table .caption=${t("manager.wait.table")} .columns=${spanColumns()} .rows=${rows(metrics)} .definitions=${definitions()} filename="xiangyin-waits"></xy-table>
    <xy-table
      .caption=${t("manager.wait.rates")}
      .columns=${rateColumns()}
      .rows=${[
        rateRow("serviceLevel", t("m.serviceLevel", { n: metrics.serviceLevel?.targetSeconds ?? 30 }), metrics.serviceLevel),
        rateRow("abandonmentRate", t("m.abandonmentRate"), metrics.abandonmentRate),
      ]}
      .definitions=${[
        [t("m.serviceLevel", { n: metrics.serviceLevel?.targetSeconds ?? 30 }), t("def.serviceLevel")],
        [t("m.abandonmentRate"), t("def.abandonmentRate")],
      ]}
      filename="xiangyin-service-level"
    ></xy-table>
    <details class="series"><summary>${t("manager.wait.histograms")}</summary>${HISTOGRAMS.map((name) => histogramTable(name, metrics.histograms[name]))}</details>`);
}

function sentence(bot, human) {
  if (!bot?.count && !human?.count) return t("manager.wait.empty");
  const values = { p50: milliseconds(bot?.p50), p95: milliseconds(bot?.p95), h50: duration(human?.p50) };
  return t(human?.count ? "manager.wait.say" : "manager.wait.sayBot", values);
}

function charts(bot, handoff, histograms) {
  if (!bot?.count && !handoff?.total?.count) return null;
  const spans = {
    type: "bar",
    horizontal: true,
    unit: t("unit.seconds"),
    labels: SPANS.map((name) => t(`m.${name}`)),
    series: ["p50", "p95"].map((key) => ({ label: t(`chart.${key}`), values: SPANS.map((name) => handoff?.[name]?.[key] ?? null) })),
    opens: SPANS.map((name) => ({ metric: `handoff.${name}` })),
  };
  const response = {
    type: "bar",
    unit: t("unit.milliseconds"),
    labels: PERCENTILES.map((key) => t(`chart.${key}`)),
    series: [{ label: t("m.botFirstResponseMs"), values: PERCENTILES.map((key) => bot?.[key] ?? null) }],
    opens: PERCENTILES.map(() => ({ metric: "botFirstResponseMs" })),
  };
  return html`<xy-chart .config=${spans} height="320" label=${t("manager.wait.chartSpans")} data-testid="chart-spans"></xy-chart>
    <xy-chart .config=${response} label=${t("manager.wait.chartBot")} data-testid="chart-response"></xy-chart>
    ${HISTOGRAMS.map((name) => histogramChart(name, histograms[name]))}`;
}

const histogramName = (name) => t(name === "handoff.total" ? "manager.wait.handoffTotal" : `m.${name}`);

/** How many waits were how long. */
function histogramChart(name, bars) {
  const config = {
    type: "bar",
    unit: t("unit.times"),
    labels: bars.map((_, i) => barLabel(bars, i)),
    series: [{ label: histogramName(name), values: bars.map((bar) => bar.count) }],
    opens: bars.map((_, i) => barOpens(name, bars, i)),
  };
  return html`<xy-chart .config=${config} label=${t("manager.wait.histogram", { name: histogramName(name) })} data-testid="chart-histogram-${name.replace(".", "-")}"></xy-chart>`;
}

/** The waits of a bar. */
const barOpens = (metric, bars, i) => ({ metric, over: i ? String(bars[i - 1].upTo) : "", upTo: bars[i].upTo === null ? "" : String(bars[i].upTo) });

const lengthText = (seconds) => (seconds < 60 ? t("wait.seconds", { n: seconds }) : t("wait.minutes", { n: seconds / 60 }));

function barLabel(bars, i) {
  if (bars[i].upTo === null) return t("wait.over", { n: lengthText(bars[i - 1].upTo) });
  return i ? t("wait.between", { from: lengthText(bars[i - 1].upTo), to: lengthText(bars[i].upTo) }) : t("wait.within", { n: lengthText(bars[i].upTo) });
}

function histogramTable(name, bars) {
  const all = bars.reduce((sum, bar) => sum + bar.count, 0);
  const rows = bars.map((bar, i) => [barLabel(bars, i), bar.count ? opens(barOpens(name, bars, i), barLabel(bars, i), bar.count) : 0, all ? percentText(bar.count / all) : "-"]);
  const title = histogramName(name);
  return html`<xy-table .caption=${t("manager.wait.histogram", { name: title })} .columns=${[{ label: t("wait.length") }, { label: t("col.count"), numeric: true }, { label: t("col.rate"), numeric: true }]} .rows=${rows} .definitions=${[[title, t(`def.${name.startsWith("handoff.") ? "handoff" : name}`)]]} filename="xiangyin-${name}" data-testid="table-${name.replace(".", "-")}"></xy-table>`;
}

function rows(m) {
  return [
    spanRow("botFirstResponseMs", t("m.botFirstResponseMs"), m.botFirstResponseMs, milliseconds),
    ...SPANS.map((name) => spanRow(`handoff.${name}`, t(`m.${name}`), m.handoff?.[name])),
    spanRow("handoff.abandoned", t("m.abandoned"), m.handoff?.abandoned),
    spanRow("humanFirstResponse", t("m.humanFirstResponse"), m.humanFirstResponse),
    spanRow("totalFirstHelp", t("m.totalFirstHelp"), m.totalFirstHelp),
  ];
}

const definitions = () => [
  [t("m.botFirstResponseMs"), t("def.botFirstResponseMs")],
  [t("manager.wait.handoff"), t("def.handoff")],
  [t("m.humanFirstResponse"), t("def.humanFirstResponse")],
  [t("m.totalFirstHelp"), t("def.totalFirstHelp")],
];
