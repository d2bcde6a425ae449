/** Lets the language model answer a question as it would for a shopper, and shows passages, checks and cost. */
import { LitElement, html, css, nothing } from "lit";
import { base, buttons, chips, panels } from "/ui/styles.js";
import { t, word } from "/ui/text.js";

export class ModelTry extends LitElement {
  static properties = { session: { attribute: false }, question: {}, trial: { state: true }, busy: { state: true }, problem: { state: true } };

  static styles = [
    base,
    buttons,
    chips,
    panels,
    css`
      :host,
      section {
        display: grid;
        gap: var(--xy-3);
      }
      pre {
        white-space: pre-wrap;
        overflow-wrap: anywhere;
        font-size: var(--xy-text-s);
      }
    `,
  ];

  render() {
    return html`<section>
      <h3>${t("knowledge.model")}</h3>
      <p><button class="btn" data-testid="model-try" ?disabled=${this.busy || !this.question?.trim()} @click=${this.#try}>${t(this.busy ? "knowledge.model.busy" : "knowledge.model.try")}</button></p>
      <p class="field-error" role="alert" ?hidden=${!this.problem}>${this.problem?.message}</p>
      ${this.trial ? this.#trial(this.trial) : nothing}
    </section>`;
  }

  #trial(trial) {
    if (!trial.found) return html`<p class="muted">${t("knowledge.model.nothing")}</p>`;
    return html`<div data-testid="model-trial">
      ${trial.fixed ? html`<p><span class="chip warn">${t("knowledge.model.fixed")}</span></p>` : nothing}
      <p><b>${t("knowledge.model.shown")}</b> ${trial.shown ? html`${trial.shown} <span class="chip">${t("chat.generated")}</span>` : t("knowledge.model.quoted")}</p>
      <ol>
        ${trial.checks.map(
          ({ text, passages, objection }) =>
            html`<li>
              ${text} <span class="muted num">${passages.map((n) => `[${n}]`).join("")}</span>
              <span class="chip ${objection ? "bad" : "good"}">${objection ? word("knowledge.objection", objection.replaceAll("-", "_"), objection) : t("knowledge.model.kept")}</span>
            </li>`,
        )}
      </ol>
      <p class="small num muted">${t("knowledge.model.cost", { model: trial.model || "-", prompt: trial.prompt, input: trial.inputTokens, output: trial.outputTokens, yuan: trial.yuan.toFixed(5), ms: trial.millis })}${trial.failure ? ` · ${trial.failure}` : ""}</p>
      ${this.#part("knowledge.model.passages", trial.passages.map(({ n, title, text }) => `[${n}] ${title}\n${text}`).join("\n\n"))}
      ${this.#part("knowledge.model.instructions", trial.instructions)} ${this.#part("knowledge.model.sent", trial.sent)} ${this.#part("knowledge.model.answer", trial.answer)}
    </div>`;
  }

  #part(title, text) {
    return html`<details><summary>${t(title)}</summary><pre tabindex="0">${text}</pre></details>`;
  }

  #try = async () => {
    this.busy = true;
    this.problem = null;
    try {
      this.trial = await this.session.call("POST", "/llm/try", { question: this.question });
    } catch (problem) {
      this.trial = null;
      this.problem = problem;
    } finally {
      this.busy = false;
    }
  };
}
customElements.define("model-try", ModelTry);
