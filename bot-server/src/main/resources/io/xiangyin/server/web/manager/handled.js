/** "机器人和人工，谁办得好？": what the bot settled alone beside what people took part in. */
import { html } from "lit";
import { t } from "/ui/text.js";
import { groupName, known, meanings, milliseconds, opens, percentText, point, rateCell, waitCell } from "./figures.js";
import { withInterval } from "./change.js";
import { section } from "./section.js";

export function handledSection(groups) {
  const [bot, human] = ["bot", "human"].map((key) => groups.find((group) => group.key === key));
  return section("handled", t("manager.handled.q"), sentence(bot, human), bot && human ? chart(bot, human) : null, table([bot, human].filter(Boolean)));
}

const FCR = "firstContactResolutionRate.service";
const of = (group, metric) => ({ by: "handledBy", key: group.key, metric });
const fcr = (group) => group?.firstContactResolutionRate.service;
const name = (group) => groupName("handledBy", group.key);

function sentence(bot, human) {
  if (!known(fcr(bot)) || !known(fcr(human))) return t("manager.handled.empty");
  return t("manager.handled.say", { bn: bot.conversations, bp: percentText(fcr(bot).value), hn: human.conversations, hp: percentText(fcr(human).value) });
}

function chart(bot, human) {
  const config = {
    type: "bar",
    unit: "%",
    max: 100,
    labels: [t("m.firstContactResolutionRate"), t("m.csat")],
    series: [bot, human].map((group) => ({ label: name(group), values: [point(fcr(group)), point(group.csat)], opens: [of(group, FCR), of(group, "csat")] })),
  };
  return html`<xy-chart .config=${config} label=${t("manager.handled.chart")} data-testid="chart-handled"></xy-chart>`;
}

function table(groups) {
  const columns = [{ label: t("manager.group.handledBy") }, ...["col.conversations", "m.firstContactResolutionRate", "m.csat", "m.botFirstResponseMs", "col.wait"].map((key) => ({ label: t(key), numeric: true }))];
  const rows = groups.map((group) => [
    name(group),
    opens(of(group, ""), name(group), group.conversations),
    rateCell(of(group, FCR), name(group), fcr(group), withInterval(fcr(group)), fcr(group).value ?? ""),
    rateCell(of(group, "csat"), name(group), group.csat),
    waitCell(of(group, "botFirstResponseMs"), name(group), group.botFirstResponseMs, "p50", milliseconds),
    waitCell(of(group, "humanFirstResponse"), name(group), group.humanFirstResponse, "p50"),
  ]);
  return html`<xy-table .caption=${t("manager.handled.table")} .columns=${columns} .rows=${rows} .definitions=${[[t("manager.group.handledBy"), t("def.handledBy")], ...meanings([FCR, "csat", "botFirstResponseMs", "humanFirstResponse"], { n: groups[0]?.firstContactResolutionRate.windowDays })]} filename="xiangyin-handled-by" data-testid="handled-table"></xy-table>`;
}
