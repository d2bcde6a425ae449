/** Suggested replies over the input, with their sources. Fires "use" with the words. */
import { LitElement, html, css, nothing } from "lit";
import { base, buttons, chips } from "/ui/styles.js";
import { t } from "/ui/text.js";

const WAIT_MS = 400;

export class SuggestionBar extends LitElement {
  static properties = { casework: { attribute: false }, conversation: {}, newest: {}, found: { state: true } };

  static styles = [
    base,
    buttons,
    chips,
    css`
      :host {
        display: block;
        background: var(--xy-surface);
      }
      ol {
        display: grid;
        grid-auto-flow: column;
        grid-auto-columns: minmax(220px, 1fr);
        gap: var(--xy-2);
        overflow-x: auto;
        padding: var(--xy-2) var(--xy-5) 0;
      }
      button {
        display: grid;
        align-content: start;
        gap: 2px;
        width: 100%;
        height: 100%;
        padding: var(--xy-2) var(--xy-3);
        border: 1px dashed var(--xy-border-strong);
        border-radius: var(--xy-radius);
        background: none;
        color: inherit;
        font: inherit;
        font-size: var(--xy-text-s);
        text-align: left;
        cursor: pointer;
      }
      button:hover {
        background: var(--xy-blue-soft);
      }
      .text {
        display: -webkit-box;
        -webkit-line-clamp: 2;
        -webkit-box-orient: vertical;
        overflow: hidden;
      }
    `,
  ];

  willUpdate(changed) {
    if (!changed.has("conversation") && !changed.has("newest")) return;
    if (changed.has("conversation")) this.found = [];
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.#load(), WAIT_MS);
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
    super.disconnectedCallback();
  }

  render() {
    if (!this.found?.length) return nothing;
    return html`<ol aria-label=${t("agent.suggest")}>
      ${this.found.map(
        (one, i) =>
          html`<li>
            <button data-testid="suggestion" title=${t("agent.suggest.use")} @click=${() => this.use(i)}>
              <span class="muted"><kbd>Alt ${i + 1}</kbd> ${t(one.sure ? "agent.suggest.sure" : "agent.suggest.maybe")}${one.title ? ` · ${t("chat.basis", { title: one.title })}` : nothing}</span>
              <span class="text">${one.text}</span>
            </button>
          </li>`,
      )}
    </ol>`;
  }

  /** Puts the i-th suggestion into the input. */
  use(i) {
    if (this.found?.[i]) this.dispatchEvent(new CustomEvent("use", { detail: this.found[i].text }));
  }

  async #load() {
    const id = this.conversation;
    try {
      const { suggestions } = await this.casework.suggestions(id);
      if (id === this.conversation) this.found = suggestions;
    } catch {
      this.found = []; // the agent writes without suggestions
    }
  }
}
customElements.define("suggestion-bar", SuggestionBar);
