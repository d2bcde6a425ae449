/** "各组的服务一样好吗？": the same figures for each channel, intent, agent, dialect or age group. */
import { html, nothing } from "lit";
import { t } from "/ui/text.js";
import { duration, groupName, known, milliseconds, percentText, rateText } from "./figures.js";
import { section } from "./section.js";

export function groupsSection(report, filters, look) {
  const group = t(`manager.group.${filters.group}`);
  const groups = report.groups ?? [];
  const table = groups.length ? groupTable(filters.group, groups, t("manager.fair.table", { group }), look) : nothing;
  return section("groups", t("manager.fair.q"), sentence(groups, filters, group), null, table);
}

/** A table of groups; a rate shows its numbers in the same cell. `look(key)` goes to the conversations of a group. */
export function groupTable(groupBy, groups, caption, look) {
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
  const rows = groups.map((group) => [
    groupName(groupBy, group.key),
    look ? { text: html`<button class="btn quiet dense" aria-label=${t("manager.drill.group", { key: groupName(groupBy, group.key), n: group.conversations })} data-testid="look-${group.key}" @click=${() => look(group.key)}>${group.conversations}</button>`, raw: group.conversations } : group.conversations,
    rateText(group.firstContactResolutionRate?.service),
    rateText(group.firstContactResolutionRate?.bot),
    rateText(group.containmentRate),
    group.botFirstResponseMs?.count ? milliseconds(group.botFirstResponseMs.p95) : "-",
    rateText(group.accuracy),
    rateText(group.unansweredRate),
    rateText(group.handoffRate),
    group.humanFirstResponse?.count ? duration(group.humanFirstResponse.p50) : "-",
  ]);
  return html`<xy-table .caption=${caption} .columns=${columns} .rows=${rows} filename="xiangyin-by-${groupBy}" data-testid="groups-${groupBy}"></xy-table>`;
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
