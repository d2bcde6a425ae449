/** "语言模型花了多少？": calls, outcomes and money of the last 30 days; nothing where no model is configured. */
import { LitElement, html, nothing } from "lit";
import { base, panels } from "/ui/styles.js";
import { t, word } from "/ui/text.js";
import { rateText } from "./figures.js";
import { section, sectionStyles } from "./section.js";

const HEADS = ["purpose", "calls", "used", "cached", "refused", "failed", "tokens", "yuan"];
const yuan = (value) => value.toFixed(2);

export class ModelCost extends LitElement {
  static properties = { session: { attribute: false }, usage: { state: true } };
  static styles = [base, panels, sectionStyles];

  connectedCallback() {
    super.connectedCallback();
    this.session
      .call("GET", "/llm/usage?days=30")
      .then((usage) => (this.usage = usage))
      .catch(() => (this.usage = null)); // the report does without
  }

  render() {
    if (!this.usage?.configured) return nothing;
    const { rows, yuanToday, yuanThisMonth, resting } = this.usage;
    const totals = [...Map.groupBy(rows, (row) => row.purpose)].map(([purpose, group]) => {
      const sum = (field) => group.reduce((total, row) => total + row[field], 0);
      const calls = sum("calls");
      const cached = sum("cached");
      const hits = cached ? rateText({ value: cached / calls, numerator: cached, denominator: calls }) : 0;
      return [word("llm.purpose", purpose, purpose), calls, sum("used"), hits, sum("refused"), sum("failed"), sum("inputTokens") + sum("outputTokens"), yuan(sum("yuan"))];
    });
    const columns = HEADS.map((head, i) => ({ label: t(`manager.llm.${head}`), numeric: i > 0 }));
    const definitions = ["used", "cached", "refused", "tokens", "yuan"].map((head) => [t(`manager.llm.${head}`), t(`def.llm.${head}`)]);
    const said = t("manager.llm.say", { today: yuan(yuanToday), month: yuan(yuanThisMonth) }) + (resting ? t("manager.llm.resting") : "");
    return section("llm", t("manager.llm.q"), said, null, html`<xy-table .caption=${t("manager.llm.table")} .columns=${columns} .rows=${totals} .definitions=${definitions} filename="xiangyin-model-cost" data-testid="model-cost"></xy-table>`);
  }
}
customElements.define("model-cost", ModelCost);
