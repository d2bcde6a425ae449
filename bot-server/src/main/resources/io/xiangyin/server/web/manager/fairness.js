/** "方言和老人用户公平吗？": the same service for every way of speaking and every age. */
import { html } from "lit";
import { t } from "/ui/text.js";
import { groupName, known, meanings, opens, percentText, point, rateCell, waitCell } from "./figures.js";
import { withInterval } from "./change.js";
import { section } from "./section.js";

/** Fewer conversations say nothing about a group. */
const ENOUGH = 30;

export function fairnessSection({ dialect, ageGroup }) {
  return section("fairness", t("manager.fairness.q"), sentence(dialect, ageGroup), charts(dialect, ageGroup), html`
    ${table("dialect", dialect)} ${table("ageGroup", ageGroup)}`);
}

const FCR = "firstContactResolutionRate.service";
const of = (by, group, metric) => ({ by, key: group.key, metric });
const share = (group) => group.firstContactResolutionRate.service;

/** The group whose interval lies wholly below that of the largest one, worst first. */
function behind(groupBy, groups) {
  const [usual, ...others] = groups.filter((group) => group.conversations >= ENOUGH && known(share(group)));
  return others
    .filter((group) => share(group).interval.high < share(usual).interval.low)
    .sort((a, b) => share(a).value - share(b).value)
    .map((group) => t("manager.fairness.group", { name: groupName(groupBy, group.key), p: percentText(share(group).value) }));
}

function sentence(dialect, ageGroup) {
  if (!dialect.length) return t("manager.fair.empty");
  const list = [...behind("dialect", dialect), ...behind("ageGroup", ageGroup)];
  return list.length ? t("manager.fairness.say", { list: list.join("，") }) : t("manager.fairness.even");
}

function charts(dialect, ageGroup) {
  return [["dialect", dialect], ["ageGroup", ageGroup]].map(([groupBy, groups]) => {
    const shown = groups.filter((group) => known(share(group)));
    const config = {
      type: "bar",
      unit: "%",
      max: 100,
      labels: shown.map((group) => groupName(groupBy, group.key)),
      series: [
        { label: t("m.firstContactResolutionRate"), values: shown.map((group) => point(share(group))), opens: shown.map((group) => of(groupBy, group, FCR)) },
        { label: t("col.handoff"), values: shown.map((group) => point(group.handoffRate)), opens: shown.map((group) => of(groupBy, group, "handoffRate")) },
      ],
    };
    return html`<xy-chart .config=${config} label=${t("manager.fairness.chart", { group: t(`manager.group.${groupBy}`) })} data-testid="chart-fair-${groupBy}"></xy-chart>`;
  });
}

function table(groupBy, groups) {
  const columns = [{ label: t(`manager.group.${groupBy}`) }, ...["col.conversations", "m.firstContactResolutionRate", "col.handoff", "col.accuracy", "col.wait"].map((key) => ({ label: t(key), numeric: true }))];
  const rows = groups.map((group) => {
    const name = groupName(groupBy, group.key);
    const asked = (metric) => of(groupBy, group, metric);
    return [
      name,
      opens(asked(""), name, group.conversations),
      rateCell(asked(FCR), name, share(group), withInterval(share(group)), share(group).value),
      rateCell(asked("handoffRate"), name, group.handoffRate),
      rateCell(asked("understanding.accuracy"), name, group.accuracy),
      waitCell(asked("humanFirstResponse"), name, group.humanFirstResponse, "p50"),
    ];
  });
  return html`<xy-table .caption=${t("manager.fair.table", { group: t(`manager.group.${groupBy}`) })} .columns=${columns} .rows=${rows} .definitions=${[[t("manager.fairness.interval"), t("def.interval")], ...meanings([FCR, "handoffRate", "understanding.accuracy", "humanFirstResponse"], { n: groups[0]?.firstContactResolutionRate.windowDays })]} filename="xiangyin-fair-${groupBy}" data-testid="fair-${groupBy}"></xy-table>`;
}
