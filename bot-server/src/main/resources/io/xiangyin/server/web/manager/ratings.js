/** "顾客满意吗？": what the shoppers said of the service, and how that moved. */
import { html, nothing } from "lit";
import { t } from "/ui/text.js";
import { known, meanings, opens, percentText, point, rateCell, rateColumns, rateRow } from "./figures.js";
import { during, sliceLabel } from "./fcr.js";
import { section } from "./section.js";

export function ratingsSection({ metrics, series }, filters) {
  const { csat, nps, ratingParticipation } = metrics;
  const sentence = known(csat)
    ? t("manager.rate.say", { n: csat.numerator, d: csat.denominator, p: percentText(csat.value), nps: Math.round(nps.value) })
    : t("manager.rate.empty");
  const label = (slice) => sliceLabel(slice, filters.window === "1d");
  return section("ratings", t("manager.rate.q"), sentence, known(csat) ? charts(series, label) : null, html`<xy-table
      .caption=${t("manager.rate.table")}
      .columns=${rateColumns()}
      .rows=${[
        rateRow("csat", t("m.csat"), csat),
        rateRow("nps", t("m.nps"), nps, (value) => String(Math.round(value))),
        rateRow("ratingParticipation", t("m.ratingParticipation"), ratingParticipation),
      ]}
      .definitions=${["csat", "nps", "ratingParticipation"].map((name) => [t(`m.${name}`), t(`def.${name}`)])}
      filename="xiangyin-ratings"
    ></xy-table>
    ${known(csat) ? byPeriod(series, label) : nothing}`);
}

function charts(series, label) {
  const one = (metric, values, unit, testid) => html`<xy-chart .config=${{ type: "line", unit, labels: series.map(label), series: [{ label: t(`m.${metric}`), values }], opens: series.map((slice) => during(slice, metric)) }} label=${t("manager.rate.chart", { name: t(`m.${metric}`) })} data-testid=${testid}></xy-chart>`;
  return html`${one("csat", series.map((slice) => point(slice.csat)), "%", "chart-csat")}
  ${one("nps", series.map((slice) => (known(slice.nps) ? Math.round(slice.nps.value) : null)), t("unit.points"), "chart-nps")}`;
}

function byPeriod(series, label) {
  const columns = [{ label: t("col.when") }, { label: t("m.csat"), numeric: true }, { label: t("m.nps"), numeric: true }, { label: t("manager.rate.n"), numeric: true }];
  const rows = series.map((slice) => [
    label(slice),
    rateCell(during(slice, "csat"), label(slice), slice.csat),
    known(slice.nps) ? opens(during(slice, "nps"), label(slice), Math.round(slice.nps.value), slice.nps.value) : "-",
    slice.csat.denominator,
  ]);
  return html`<details class="series"><summary>${t("manager.series")}</summary><xy-table .caption=${t("manager.rate.periods")} .columns=${columns} .rows=${rows} .definitions=${meanings(["csat", "nps"])} filename="xiangyin-csat-nps" data-testid="ratings-series"></xy-table></details>`;
}
