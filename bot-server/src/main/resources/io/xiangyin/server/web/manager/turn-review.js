/** "每种话都听得懂吗？": accuracy by dialect, alerts, and turns that people judge right or wrong. */
import { LitElement, html, css, nothing } from "lit";
import { base, buttons, chips, fields, panels } from "/ui/styles.js";
import { t, word } from "/ui/text.js";
import { exact, relative } from "/ui/time.js";
import { problemState } from "/ui/xy-state.js";
import { sectionStyles } from "./section.js";
import { known, percentText, rateText } from "./figures.js";

const REFRESH_EVERY_MS = 15_000;
const PAGE = 10;

export class TurnReview extends LitElement {
  static properties = { session: { attribute: false }, answer: { state: true }, problem: { state: true }, told: { state: true }, limit: { state: true } };

  static styles = [
    base,
    buttons,
    chips,
    fields,
    panels,
    sectionStyles,
    css`
      ol {
        display: grid;
        gap: var(--xy-3);
      }
      li {
        display: grid;
        gap: var(--xy-2);
        padding: var(--xy-3) 0;
        border-top: 1px solid var(--xy-border);
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--xy-2);
      }
      .said {
        font-size: var(--xy-text-l);
      }
      select.field {
        width: auto;
      }
    `,
  ];

  #timer = 0;

  connectedCallback() {
    super.connectedCallback();
    this.limit = PAGE;
    this.refresh();
    this.#timer = setInterval(() => document.visibilityState === "visible" && this.refresh(), REFRESH_EVERY_MS);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.#timer);
  }

  async refresh() {
    try {
      this.answer = await this.session.call("GET", "/reviews");
      this.problem = null;
    } catch (problem) {
      this.problem = problem;
    }
  }

  render() {
    return html`<section class="panel" aria-labelledby="review">
      <h2 id="review">${t("review.q")}</h2>
      ${this.#content()}
      <p role="status" class="small muted" data-testid="review-told">${this.told ?? ""}</p>
    </section>`;
  }

  #content() {
    if (this.problem && !this.answer) return problemState(this.problem, () => this.refresh());
    if (!this.answer) return html`<xy-state kind="loading" lines="5"></xy-state>`;
    const { alerts, accuracyByDialect, turns, intents } = this.answer;
    return html`<p class="answer" data-testid="answer-review">${this.#sentence(accuracyByDialect)}</p>
      ${alerts.map(
        ({ dialect, accuracy }) =>
          html`<xy-banner kind="warn" data-testid="review-alert">${t("review.alert", { dialect: word("dialect", dialect), p: percentText(accuracy.value), n: accuracy.numerator, d: accuracy.denominator })}</xy-banner>`,
      )}
      ${this.#table(accuracyByDialect)} ${this.#turns(turns, intents)}
      <div class="row"><button class="btn dense" data-testid="review-export" @click=${this.#export}>${t("review.export")}</button><span class="small muted">${t("review.export.detail")}</span></div>`;
  }

  #sentence(rates) {
    const judged = Object.entries(rates).filter(([, rate]) => known(rate));
    if (!judged.length) return t("review.none");
    const [worst, rate] = judged.sort(([, a], [, b]) => a.value - b.value)[0];
    return t("review.say", { worst: word("dialect", worst), p: percentText(rate.value), n: rate.numerator, d: rate.denominator });
  }

  #table(rates) {
    const rows = Object.entries(rates).map(([dialect, rate]) => [word("dialect", dialect), { text: rateText(rate), raw: rate.value ?? "", testid: `accuracy-${dialect}` }]);
    if (!rows.length) return nothing;
    const columns = [{ label: t("manager.group.dialect") }, { label: t("review.accuracy"), numeric: true }];
    return html`<xy-table .caption=${t("review.table")} .columns=${columns} .rows=${rows} filename="xiangyin-accuracy"></xy-table>`;
  }

  #turns(turns, intents) {
    if (!turns.length) return html`<xy-state kind="empty" .heading=${t("review.empty")} .detail=${t("review.empty.detail")}></xy-state>`;
    return html`<h3>${t("review.list", { n: turns.length })}</h3>
      <ol data-testid="review-list">${turns.slice(0, this.limit).map((turn, i) => this.#turn(turn, i, intents))}</ol>
      ${turns.length > this.limit ? html`<button class="btn" @click=${() => (this.limit += PAGE)}>${t("review.more")}</button>` : nothing}`;
  }

  #turn(turn, i, intents) {
    const id = `intent-${i}`;
    const seen = turn.intent ? word("intent", turn.intent) : t("review.noIntent");
    return html`<li data-testid="review-turn">
      <p class="said">${turn.text}</p>
      ${turn.mandarin !== turn.text ? html`<p class="muted">${t("review.mandarin", { text: turn.mandarin })}</p>` : nothing}
      <div class="row small">
        <span class="chip">${word("dialect", turn.dialect)}</span>
        <span class="chip">${t(`review.reason.${turn.reason}`)}</span>
        <span>${t("review.seen", { intent: seen })}</span>
        <time class="muted" title=${exact(turn.at)}>${relative(turn.at)}</time>
      </div>
      <div class="row">
        <button class="btn dense" data-testid="review-right" @click=${() => this.#label(turn, true)}>${t("review.right")}</button>
        <label for=${id} class="small">${t("review.intent")}</label>
        <select id=${id} class="field">
          <option value="">${t("review.unknown")}</option>
          ${intents.map((one) => html`<option value=${one}>${word("intent", one)}</option>`)}
        </select>
        <button class="btn dense" data-testid="review-wrong" @click=${(event) => this.#label(turn, false, event.target.parentElement.querySelector("select").value)}>${t("review.wrong")}</button>
      </div>
    </li>`;
  }

  async #label(turn, right, intent) {
    try {
      await this.session.call("POST", `/conversations/${turn.conversationId}/labels`, { seq: turn.seq, right, intent: intent || undefined });
      this.told = t("review.kept");
      await this.refresh();
    } catch (problem) {
      this.told = problem.detail ?? t("review.failed");
    }
  }

  async #export() {
    const { corrections } = await this.session.call("GET", "/reviews/corrections");
    const lines = corrections.map((line) => JSON.stringify(line)).join("\n");
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([lines], { type: "application/jsonl" }));
    link.download = "xiangyin-corrections.jsonl";
    link.click();
    URL.revokeObjectURL(link.href);
    this.told = t("review.exported", { n: corrections.length });
  }
}
customElements.define("turn-review", TurnReview);
