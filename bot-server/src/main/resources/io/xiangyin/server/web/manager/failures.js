/** "机器人在哪里失败？": what was not answered or answered wrongly, and where by intent. */
import { html, nothing } from "lit";
import { t } from "/ui/text.js";
import { groupName, known, percentText, point, rateColumns, rateRow } from "./figures.js";
import { groupTable } from "./groups.js";
import { section } from "./section.js";
import { relative } from "/ui/time.js";

const MOST_QUESTIONS = 15;

export function failuresSection({ metrics }, byIntent, questions) {
  const groups = byIntent ?? [];
  return section("failures", t("manager.fail.q"), sentence(metrics.unansweredRate, groups), chart(groups), html`
    <xy-table
      .caption=${t("manager.fail.rates")}
      .columns=${rateColumns()}
      .rows=${[rateRow("unansweredRate", t("m.unansweredRate"), metrics.unansweredRate), rateRow("falseAnswerRate", t("m.falseAnswerRate"), metrics.falseAnswerRate)]}
      .definitions=${["unansweredRate", "falseAnswerRate"].map((name) => [t(`m.${name}`), t(`def.${name}`)])}
      filename="xiangyin-answers"
    ></xy-table>
    ${groups.length ? groupTable("intent", groups, t("manager.fail.table")) : nothing}
    ${questions.length ? openQuestions(questions) : nothing}`);
}

/** What shoppers asked in vain, the most frequent first. */
function openQuestions(questions) {
  const columns = [{ label: t("manager.open.question") }, ...["count", "unanswered", "bad"].map((key) => ({ label: t(`manager.open.${key}`), numeric: true })), { label: t("manager.open.last") }, { label: t("manager.open.now") }];
  const rows = questions.slice(0, MOST_QUESTIONS).map((one) => [
    one.question,
    one.count,
    one.unanswered,
    one.badlyRated,
    { text: html`<button class="btn figure" aria-label=${t("manager.open.talk", { question: one.question })} data-testid="open-question" @click=${(event) => event.target.dispatchEvent(new CustomEvent("talk", { detail: one.conversationId, bubbles: true, composed: true }))}>${relative(one.lastAt)}</button>`, raw: one.lastAt },
    one.answeredNow ? t("manager.open.yes") : { text: html`<a href="/knowledge">${t("manager.open.no")} · ${t("manager.open.write")}</a>`, raw: t("manager.open.no") },
  ]);
  return html`<xy-table .caption=${t("manager.open.table")} .columns=${columns} .rows=${rows} .definitions=${["unanswered", "bad", "now"].map((key) => [t(`manager.open.${key}`), t(`def.open.${key}`)])} filename="xiangyin-open-questions" data-testid="open-questions"></xy-table>`;
}

function sentence(unanswered, groups) {
  if (!known(unanswered)) return t("manager.fail.empty");
  const say = t("manager.fail.say", { n: unanswered.numerator, d: unanswered.denominator, p: percentText(unanswered.value) });
  const least = groups.filter((group) => known(group.containmentRate)).sort((a, b) => a.containmentRate.value - b.containmentRate.value)[0];
  return least ? say + t("manager.fail.most", { intent: groupName("intent", least.key), p: percentText(least.containmentRate.value) }) : say;
}

function chart(groups) {
  const shown = groups.filter((group) => known(group.containmentRate)).slice(0, 12);
  if (!shown.length) return null;
  const config = {
    type: "bar",
    horizontal: true,
    unit: "%",
    max: 100,
    labels: shown.map((group) => groupName("intent", group.key)),
    series: [{ label: t("m.containmentRate"), values: shown.map((group) => point(group.containmentRate)) }],
    opens: shown.map((group) => ({ by: "intent", key: group.key, metric: "containmentRate", missed: "true" })),
  };
  return html`<xy-chart .config=${config} .height=${90 + shown.length * 36} label=${t("manager.fail.chart")} data-testid="chart-intents"></xy-chart>`;
}
