/** "新版本更好吗？": the last simulation, beside another version before the same shoppers if there was one. */
import { html } from "lit";
import { t, word } from "/ui/text.js";
import { known, opens, percentText, point, rateText } from "./figures.js";
import { section } from "./section.js";

export function simulationSection(run) {
  if (!run) return section("simulation", t("manager.sim.q"), t("manager.sim.empty"), null, html``);
  return section("simulation", t("manager.sim.q"), sentence(run), chart(run), table(run));
}

function sentence({ report, comparison }) {
  const { success } = report.all;
  const own = t("manager.sim.say", { n: success.numerator, d: success.denominator, p: known(success) ? percentText(success.value) : t("manager.none") });
  if (!comparison) return own;
  const verdict = t(comparison.significant ? "manager.sim.real" : "manager.sim.chance");
  return own + t("manager.sim.against", { p: percentText(comparison.otherSuccess.value), fixed: comparison.fixed.length, broken: comparison.broken.length, chance: comparison.p < 0.0001 ? t("manager.sim.below") : `= ${comparison.p.toFixed(4)}`, verdict });
}

function personas({ report, other }) {
  return Object.entries(report.byPersona).map(([persona, figures]) => ({ persona, figures, before: other?.byPersona[persona] }));
}

function chart(run) {
  const rows = personas(run);
  const series = [{ label: t("manager.sim.this"), values: rows.map(({ figures }) => point(figures.success)) }];
  if (run.other) series.unshift({ label: t("manager.sim.other"), values: rows.map(({ before }) => (before ? point(before.success) : null)) });
  series.forEach((one) => (one.opens = rows.map(({ persona }) => ({ persona }))));
  const config = { type: "bar", horizontal: true, unit: "%", max: 100, labels: rows.map(({ persona }) => word("persona", persona)), series };
  return html`<xy-chart .config=${config} .height=${90 + rows.length * 36} label=${t("manager.sim.chart")} data-testid="chart-simulation"></xy-chart>`;
}

function table(run) {
  const columns = [{ label: t("manager.sim.persona") }, ...["this", "other", "fcr", "escalations", "turns"].map((key) => ({ label: t(`manager.sim.${key}`), numeric: true }))];
  const rows = personas(run).map(({ persona, figures, before }) => [
    word("persona", persona),
    opens({ persona }, word("persona", persona), rateText(figures.success)),
    before ? rateText(before.success) : "-",
    rateText(figures.firstContactResolution),
    rateText(figures.escalationsRight),
    figures.turns,
  ]);
  return html`<xy-table .caption=${t("manager.sim.table")} .columns=${columns} .rows=${rows} .definitions=${[[t("manager.sim.this"), t("def.simulation")]]} filename="xiangyin-simulation" data-testid="simulation-table"></xy-table>`;
}
