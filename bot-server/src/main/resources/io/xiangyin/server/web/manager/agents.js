/** "客服各自怎么样？": what each agent settled, beside what everybody settles of as hard a mix. */
import { html } from "lit";
import { t, word } from "/ui/text.js";
import { known, opens, percentText, rateCell, waitCell } from "./figures.js";
import { withInterval } from "./change.js";
import { section } from "./section.js";

export function agentsSection(agents) {
  const rated = agents.filter((agent) => known(agent.solved));
  return section("agents", t("manager.agents.q"), t(rated.length ? "manager.agents.say" : "manager.agents.empty", { n: rated.length }), chart(rated), html`<xy-table
    .caption=${t("manager.agents.table")}
    .columns=${columns()}
    .rows=${agents.map(row)}
    .definitions=${["expected", "firstReply"].map((key) => [t(`manager.agents.${key}`), t(`def.${key}`)])}
    filename="xiangyin-agents"
    data-testid="agents-table"
  ></xy-table>`);
}

const FCR = "firstContactResolutionRate.service";
const of = (agent, metric) => ({ by: "agent", key: agent, metric });

function chart(agents) {
  if (!agents.length) return null;
  const percent = (share) => Math.round(share * 1000) / 10;
  const config = {
    type: "bar",
    horizontal: true,
    unit: "%",
    max: 100,
    labels: agents.map((agent) => word("person", agent.agent)),
    series: [
      { label: t("manager.agents.solved"), values: agents.map((agent) => percent(agent.solved.value)), opens: agents.map((agent) => of(agent.agent, FCR)) },
      { label: t("manager.agents.expected"), values: agents.map((agent) => percent(agent.expected)) },
    ],
  };
  return html`<xy-chart .config=${config} .height=${90 + agents.length * 44} label=${t("manager.agents.chart")} data-testid="chart-agents"></xy-chart>`;
}

const columns = () => [
  { label: t("manager.group.agent") },
  ...["conversations", "solved", "expected", "difference", "csat", "transferred", "firstReply"].map((key) => ({ label: t(key === "conversations" ? "col.conversations" : `manager.agents.${key}`), numeric: true })),
];

function row({ agent, conversations, solved, expected, difference, csat, transferred, firstReply }) {
  const name = word("person", agent);
  const points = difference === null ? "-" : `${difference > 0 ? "+" : ""}${Math.round(difference * 1000) / 10}`;
  return [
    name,
    opens(of(agent, ""), name, conversations),
    rateCell(of(agent, FCR), name, solved, withInterval(solved), solved.value ?? ""),
    { text: expected === null ? "-" : percentText(expected), raw: expected ?? "" },
    { text: points, raw: difference ?? "" },
    rateCell(of(agent, "csat"), name, csat),
    rateCell(of(agent, "transfers"), name, transferred),
    waitCell(of(agent, "handoff.acceptedToFirstReply"), name, firstReply, "p50"),
  ];
}
