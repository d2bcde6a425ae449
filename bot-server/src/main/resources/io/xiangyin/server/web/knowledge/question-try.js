/** Asks the bot a question and shows what it would say and why; with `analysis`, how the question is read. */
import { LitElement, html, css, nothing } from "lit";
import { base, buttons, chips, fields, panels } from "/ui/styles.js";
import { latest } from "/ui/latest.js";
import { t, word } from "/ui/text.js";
import "./model-try.js";

const percent = (share) => `${Math.round(share * 100)}%`;
const TONE = { answer: "good", ask: "warn", refuse: "bad" };

export class QuestionTry extends LitElement {
  static properties = { session: { attribute: false }, question: {}, analysis: { type: Boolean }, result: { state: true }, steps: { state: true }, problem: { state: true } };

  static styles = [
    base,
    buttons,
    chips,
    fields,
    panels,
    css`
      :host,
      form {
        display: grid;
        gap: var(--xy-3);
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        gap: var(--xy-2);
        align-items: center;
      }
      .row .field {
        flex: 1 1 12em;
      }
      .reply,
      .text {
        white-space: pre-line;
      }
      .reply {
        padding: var(--xy-2) var(--xy-3);
        border-radius: var(--xy-radius);
        background: var(--xy-blue-soft);
      }
      ol {
        display: grid;
        gap: var(--xy-3);
      }
      mark {
        background: var(--xy-amber-soft);
        color: inherit;
        border-bottom: 2px solid var(--xy-amber);
      }
      dl {
        display: grid;
        grid-template-columns: max-content minmax(0, 1fr);
        gap: var(--xy-1) var(--xy-4);
      }
      dt {
        color: var(--xy-ink-2);
      }
    `,
  ];

  render() {
    return html`<form @submit=${this.#ask}>
        <h3>${t("knowledge.try.q")}</h3>
        <div class="row">
          <input class="field" maxlength="300" required aria-label=${t("knowledge.try.label")} data-testid="try-question" .value=${this.question ?? ""} @input=${(event) => (this.question = event.target.value)} />
          <button class="btn staff" data-testid="try-submit">${t("knowledge.try.ask")}</button>
        </div>
      </form>
      <p class="field-error" role="alert" ?hidden=${!this.problem}>${this.problem?.message}</p>
      ${this.result ? this.#result(this.result) : nothing} ${this.steps ? this.#steps(this.steps) : nothing}
      ${this.analysis && this.session.user?.roles?.includes("admin") ? html`<model-try .session=${this.session} .question=${this.question}></model-try>` : nothing}`;
  }

  #result(result) {
    return html`<div data-testid="try-result">
      <p class="row">
        <span class="chip ${TONE[result.decision]}" data-testid="decision">${t(`knowledge.decision.${result.decision}`)}</span>
        <span class="small num">${t("knowledge.try.confidence", { is: percent(result.confidence), from: percent(result.answerFrom) })}</span>
      </p>
      ${result.reply ? html`<p class="reply">${result.reply}</p>` : nothing}
      <h3>${t("knowledge.try.found")}</h3>
      <ol>
        ${result.passages.slice(0, this.analysis ? 10 : 3).map((one, i) => this.#passage(one, i))}
      </ol>
    </div>`;
  }

  #passage(one, i) {
    return html`<li>
      <div class="row"><b>${i + 1}. ${one.title}</b>${one.heading ? html`<span class="muted small">${one.heading}</span>` : nothing}</div>
      <p class="small text">${marked(one.text, one.matches)}</p>
      <p class="small muted num">
        ${t("knowledge.try.scores", { score: one.score.toFixed(2), lexical: percent(one.lexical), covered: percent(one.covered), vector: one.vector === null || one.vector === undefined ? "-" : one.vector.toFixed(3) })}
      </p>
    </li>`;
  }

  #steps(steps) {
    return html`<section>
      <h3>${t("knowledge.analysis")}</h3>
      <dl class="small" data-testid="analysis">${steps.map((one) => html`<dt>${word("knowledge.step", one.step.replaceAll(" ", "_"), one.step)}</dt><dd>${one.result || "-"}</dd>`)}</dl>
    </section>`;
  }

  #asking = latest();

  #ask = async (event) => {
    event.preventDefault();
    const asked = this.question;
    const wanted = this.#asking();
    this.problem = null;
    try {
      const [result, steps] = await Promise.all([
        this.session.call("POST", "/knowledge/try", { question: asked }),
        this.analysis ? this.session.call("POST", "/knowledge/analyse", { text: asked }).then((answer) => answer.steps) : null,
      ]);
      if (wanted()) Object.assign(this, { result, steps });
    } catch (problem) {
      if (wanted()) this.problem = problem;
    }
  };
}
customElements.define("question-try", QuestionTry);

/** A text with the words at `places` marked. */
function marked(text, places) {
  const parts = [];
  let at = 0;
  for (const [from, to] of places) {
    parts.push(text.slice(at, from), html`<mark>${text.slice(from, to)}</mark>`);
    at = to;
  }
  return [...parts, text.slice(at)];
}
