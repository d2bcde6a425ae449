/** "各组的服务一样好吗？": the same figures for each channel, intent, agent, dialect or age group. */
import { html, nothing } from "lit";
import { t } from "/ui/text.js";
import { groupName, known, meanings, milliseconds, opens, percentText, rateCell, waitCell } from "./figures.js";
import { section } from "./section.js";

export function groupsSection(report, filters) {
  const group = t(`manager.group.${filters.group}`);
  const groups = report.groups ?? [];
  const table = groups.length ? groupTable(filters.group, groups, t("manager.fair.table", { group })) : nothing;
  return section("groups", t("manager.fair.q"), sentence(groups, filters, group), null, table);
}

/** A table of groups; a rate shows its numbers in the same cell, and every figure opens its conversations. */
export function groupTable(groupBy, groups, caption) {
  const columns = [
    { label: t(`manager.group.${groupBy}`) },
    { label: t("col.conversations"), numeric: true },
    { label: t("m.firstContactResolutionRate"), numeric: true },
    { label: t("m.firstContactResolutionRate.bot"), numeric: true },
    { label: t("m.containmentRate"), numeric: true },
    { label: t("col.firstResponse"), numeric: true },
    { label: t("col.accuracy"), numeric: true },
    { label: t("col.unanswered"), numeric: true },
    { label: t("col.handoff"), numeric: true },
    { label: t("col.wait"), numeric: true },
  ];
  const rows = groups.map((group) => {
    const name = groupName(groupBy, group.key);
    const of = (metric) => ({ by: groupBy, key: group.key, metric });
    const rate = (metric, share) => rateCell(of(metric), name, share);
    return [
      name,
      opens(of(""), name, group.conversations),
      rate("firstContactResolutionRate.service", group.firstContactResolutionRate.service),
      rate("firstContactResolutionRate.bot", group.firstContactResolutionRate.bot),
      rate("containmentRate", group.containmentRate),
      waitCell(of("botFirstResponseMs"), name, group.botFirstResponseMs, "p95", milliseconds),
      rate("understanding.accuracy", group.accuracy),
      rate("unansweredRate", group.unansweredRate),
      rate("handoffRate", group.handoffRate),
      waitCell(of("humanFirstResponse"), name, group.humanFirstResponse, "p50"),
    ];
  });
  return html`<xy-table .caption=${caption} .columns=${columns} .rows=${rows} .definitions=${meanings(["firstContactResolutionRate.service", "containmentRate", "botFirstResponseMs", "understanding.accuracy", "unansweredRate", "handoffRate", "humanFirstResponse"], { n: groups[0].firstContactResolutionRate.windowDays })} filename="xiangyin-by-${groupBy}" data-testid="groups-${groupBy}"></xy-table>`;
}

function sentence(groups, filters, group) {
  const rated = groups.filter((one) => known(one.firstContactResolutionRate?.service));
  if (rated.length < 2) return t("manager.fair.empty");
  const sorted = rated.sort((a, b) => b.firstContactResolutionRate.service.value - a.firstContactResolutionRate.service.value);
  const name = (one) => groupName(filters.group, one.key);
  const rate = (one) => percentText(one.firstContactResolutionRate.service.value);
  const [best, worst] = [sorted[0], sorted.at(-1)];
  return t("manager.fair.say", { group, best: name(best), bp: rate(best), worst: name(worst), wp: rate(worst) });
}
