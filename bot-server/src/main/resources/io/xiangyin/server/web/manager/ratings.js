/** "顾客满意吗？": what the shoppers said of the service. */
import { html } from "lit";
import { t } from "/ui/text.js";
import { known, percentText, rateColumns, rateRow } from "./figures.js";
import { section } from "./section.js";

export function ratingsSection({ metrics }) {
  const { csat, nps, ratingParticipation } = metrics;
  const sentence = known(csat)
    ? t("manager.rate.say", { n: csat.numerator, d: csat.denominator, p: percentText(csat.value) })
    : t("manager.rate.empty");
  return section("ratings", t("manager.rate.q"), sentence, null, html`<xy-table
    .caption=${t("manager.rate.table")}
    .columns=${rateColumns()}
    .rows=${[
      rateRow("csat", t("m.csat"), csat),
      rateRow("nps", t("m.nps"), nps, (value) => String(Math.round(value))),
      rateRow("ratingParticipation", t("m.ratingParticipation"), ratingParticipation),
    ]}
    .definitions=${["csat", "nps", "ratingParticipation"].map((name) => [t(`m.${name}`), t(`def.${name}`)])}
    filename="xiangyin-ratings"
  ></xy-table>`);
}
