/** Figures of the service report as words and table cells; every rate keeps its denominator. */
import { html } from "lit";
import { t, word } from "/ui/text.js";
import { duration, milliseconds } from "/ui/time.js";

export const percentText = (value) => `${Math.round(value * 1000) / 10}%`;

/** "81.5%（101/124）" or "还没有数据". */
export function rateText(rate) {
  if (!known(rate)) return t("manager.none");
  return `${percentText(rate.value)}（${rate.numerator}/${rate.denominator}）`;
}

export const known = (rate) => rate && rate.value !== null && rate.value !== undefined && rate.denominator > 0;

/** A row of a table of rates: name, rate, numerator/denominator. `show` turns the value into words. */
export function rateRow(name, label, rate, show = percentText) {
  const cell = known(rate)
    ? { text: show(rate.value), raw: rate.value, testid: `metric-${name}` }
    : { text: t("manager.none"), raw: "", testid: `metric-${name}` };
  const counts = `${rate?.numerator ?? 0}/${rate?.denominator ?? 0}`;
  return [label, cell, rate?.denominator ? opens({ metric: name }, label, counts) : counts];
}

/** A figure in words that opens the conversations behind it, see LISTED, or a persona's simulated ones; the page hears of it by "look". */
export function opener(listed, label, text) {
  const tell = (event) => event.target.dispatchEvent(new CustomEvent("look", { detail: listed, bubbles: true, composed: true }));
  return html`<button class="btn figure" aria-label=${t("manager.drill.figure", { figure: label, n: text })} data-testid="behind-${[listed.metric, listed.key, listed.persona].filter(Boolean).join("-") || "all"}" @click=${tell}>${text}</button>`;
}

/** The same as a cell of a table. */
export const opens = (listed, label, text, raw = text) => ({ text: opener(listed, label, text), raw });

/** The cell of a share that opens what it counts, such as "81.5%（101/124）". */
export const rateCell = (listed, label, rate, text = rateText(rate), raw = text) => (known(rate) ? opens(listed, label, text, raw) : text);

/** The cell of a place in a distribution that opens the waits behind it. */
export const waitCell = (listed, label, span, key, show = duration) => (span?.count ? opens(listed, label, show(span[key]), span[key]) : "-");

/** Names of figures with what they mean, by their names in the report. */
export const meanings = (names, values = {}) => names.map((name) => [metricName(name), t(`def.${name.replace(/\.service$|\.total$/, "")}`, values)]);

/** A figure in words, by its name in the report. */
export function metricName(metric) {
  const [name, part] = metric.split(/\.(?=[^.]*$)/);
  if (name === "understanding.accuracyByDialect") return `${t("col.accuracy")}：${word("dialect", part)}`;
  return t(metric === "serviceLevel" ? "m.onTime" : `m.${metric.replace(/^handoff\.|\.service$/g, "")}`);
}

export const rateColumns = () => [{ label: t("col.figure") }, { label: t("col.rate"), numeric: true }, { label: t("col.counts"), numeric: true }];

/** A row of percentiles; `show` turns the unit of the report into words. */
export function spanRow(name, label, span, show = duration) {
  const cell = (value) => ({ text: span?.count ? show(value) : "-", raw: value ?? "" });
  return [
    label,
    span?.count ? { ...opens({ metric: name }, label, span.count), testid: `metric-${name}` } : { text: 0, testid: `metric-${name}` },
    ...["p50", "p90", "p95", "p99", "max"].map((key) => (span && key in span ? cell(span[key]) : "-")),
  ];
}

export const spanColumns = () => [
  { label: t("col.figure") },
  ...["count", "p50", "p90", "p95", "p99", "max"].map((key) => ({ label: t(`col.${key}`), numeric: true })),
];

/** A percentage for a chart, or null where there is nothing to divide. */
export const point = (rate) => (known(rate) ? Math.round(rate.value * 1000) / 10 : null);

/** The name of a group, by what the report is grouped by. */
export function groupName(groupBy, key) {
  if (groupBy === "dialect") return word("dialect", key);
  if (groupBy === "channel") return word("channel", key);
  if (groupBy === "ageGroup") return word("age", key);
  if (groupBy === "intent") return word("intent", key, word("flowName", key));
  if (groupBy === "agent") return word("person", key);
  if (groupBy === "hour") return t("manager.hour", { hour: key });
  if (groupBy === "handledBy") return word("handledby", key);
  if (["skillGroup", "tier", "category", "weekday"].includes(groupBy)) return word(groupBy.toLowerCase(), key, word("dialect", key));
  return key;
}

export { duration, milliseconds };
