/** The rating card: five large labelled stars, solved or not, a comment. Fires "rate" with `{score, resolved, comment}`. */
import { LitElement, html, css } from "lit";
import { base, buttons, fields } from "/ui/styles.js";
import { t } from "/ui/text.js";
import { starIcon, doneIcon } from "/ui/icons.js";

export class XyRating extends LitElement {
  static properties = {
    rated: { type: Boolean },
    problem: {},
    busy: { type: Boolean },
    score: { state: true },
    resolved: { state: true },
    hint: { state: true },
  };

  static styles = [
    base,
    buttons,
    fields,
    css`
      :host {
        display: block;
        font-size: inherit;
        line-height: inherit;
      }
      form {
        display: grid;
        gap: var(--xy-3);
        padding: var(--xy-4);
        border: 1px solid var(--xy-border);
        border-radius: var(--xy-radius);
        background: var(--xy-surface);
      }
      fieldset {
        margin: 0;
        padding: 0;
        border: 0;
        min-width: 0;
      }
      legend {
        padding: 0 0 var(--xy-2);
        font-weight: 600;
      }
      .stars {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(max(var(--xy-target), 2.75em), 1fr));
        gap: var(--xy-1);
      }
      :host([elder]) .stars {
        grid-template-columns: repeat(3, 1fr);
      }
      .star {
        flex-direction: column;
        gap: 2px;
        padding: 6px 1px;
        font-size: 0.8125em;
        white-space: nowrap;
      }
      .star.lit svg {
        color: var(--xy-accent);
      }
      .pair {
        display: grid;
        grid-template-columns: 1fr 1fr;
        gap: var(--xy-2);
      }
      .done {
        display: flex;
        gap: var(--xy-2);
        align-items: center;
        justify-content: center;
        color: var(--xy-green);
      }
      label {
        font-size: 0.875em;
      }
    `,
  ];

  render() {
    if (this.rated) return html`<p class="done" role="status">${doneIcon()}${t("chat.rate.thanks")}</p>`;
    return html`<form @submit=${this.#submit}>
      <fieldset>
        <legend>${t("chat.rate.title")}</legend>
        <div class="stars">${[1, 2, 3, 4, 5].map((n) => this.#star(n))}</div>
      </fieldset>
      <fieldset>
        <legend>${t("chat.rate.resolved")}</legend>
        <div class="pair">
          <button type="button" class="btn" aria-pressed=${this.resolved === true} data-testid="rating-resolved-yes" @click=${() => (this.resolved = true)}>${t("chat.rate.yes")}</button>
          <button type="button" class="btn" aria-pressed=${this.resolved === false} data-testid="rating-resolved-no" @click=${() => (this.resolved = false)}>${t("chat.rate.no")}</button>
        </div>
      </fieldset>
      <div>
        <label for="comment">${t("chat.rate.comment")}</label>
        <textarea id="comment" class="field" rows="2" maxlength="500" data-testid="rating-comment"></textarea>
      </div>
      <p class="field-error" role="alert" ?hidden=${!this.hint && !this.problem}>${this.hint || this.problem}</p>
      <button class="btn primary" ?disabled=${this.busy} data-testid="rating-submit">${t("chat.rate.submit")}</button>
    </form>`;
  }

  #star(n) {
    const label = t(`chat.rate.${n}`);
    return html`<button
      type="button"
      class="btn star ${this.score >= n ? "lit" : ""}"
      aria-pressed=${this.score === n}
      aria-label=${t("chat.rate.score", { n, word: label })}
      data-testid="rating-score-${n}"
      @click=${() => (this.score = n)}
    >
      ${starIcon(this.score >= n)}<span>${label}</span>
    </button>`;
  }

  #submit(event) {
    event.preventDefault();
    this.hint = this.score && this.resolved !== undefined ? null : t("chat.rate.need");
    if (this.hint) return;
    const comment = this.renderRoot.querySelector("#comment").value.trim();
    const detail = { score: this.score, resolved: this.resolved, ...(comment ? { comment } : {}) };
    this.dispatchEvent(new CustomEvent("rate", { detail }));
  }
}
customElements.define("xy-rating", XyRating);
