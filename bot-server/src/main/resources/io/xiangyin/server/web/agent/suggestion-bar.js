/** Suggested replies over the input, with their sources. Fires "use" with the words. */
import { LitElement, html, css, nothing } from "lit";
import { base, buttons, chips } from "/ui/styles.js";
import { t } from "/ui/text.js";

const WAIT_MS = 400;

export class SuggestionBar extends LitElement {
  static properties = { casework: { attribute: false }, conversation: {}, newest: {}, written: { attribute: false }, found: { state: true }, kinds: { state: true }, drafting: { state: true }, problem: { state: true } };

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
      .drafts {
        display: flex;
        align-items: center;
        gap: var(--xy-2);
        padding: var(--xy-2) var(--xy-5) 0;
      }
      .drafted {
        padding: var(--xy-2) var(--xy-5) 0;
        white-space: pre-line;
      }
      li button {
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
      li button:hover {
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
    if (changed.has("conversation")) {
      this.found = [];
      this.kinds = [];
      this.drafted = this.problem = null;
    }
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.#load(), WAIT_MS);
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
    super.disconnectedCallback();
  }

  render() {
    if (!this.found?.length && !this.kinds?.length) return nothing;
    return html`${this.#drafts()}<ol aria-label=${t("agent.suggest")}>
      ${(this.found ?? []).map(
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

  /** What a language model drafts: it goes into the input, or is shown, and is sent by nobody but the agent. */
  #drafts() {
    if (!this.kinds?.length) return nothing;
    return html`<p class="drafts">
        ${["reply", "tone", "mandarin", "summary"].map(
          (kind) =>
            html`<span><button class="btn dense" data-testid="draft-${kind}" ?disabled=${this.drafting || (kind === "tone" && !this.written?.trim())} @click=${() => this.#draft(kind)}>${t(`agent.draft.${kind}`)}</button></span>`,
        )}
        <span class="muted small" role="status">${this.drafting ? t("agent.draft.writing") : (this.problem ?? nothing)}</span>
      </p>
      ${this.drafted ? html`<p class="drafted" data-testid="drafted"><span class="chip">${t("chat.generated")}</span> ${this.drafted}</p>` : nothing}`;
  }

  async #draft(kind) {
    const id = this.conversation;
    this.drafting = true;
    this.problem = null;
    try {
      const { text, unsupported } = await this.casework.draft(id, kind, kind === "tone" ? this.written.trim() : undefined);
      if (id !== this.conversation) return;
      if (kind === "reply") this.dispatchEvent(new CustomEvent("use", { detail: text }));
      else this.drafted = text;
      if (unsupported?.length) this.problem = t("agent.draft.unsupported", { text: unsupported.join(" ") });
    } catch (problem) {
      this.problem = problem.message;
    } finally {
      this.drafting = false;
    }
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
      const kinds = await this.casework.draftKinds(id);
      if (id === this.conversation) this.kinds = kinds;
    } catch {
      this.found = []; // the agent writes without suggestions
    }
  }
}
customElements.define("suggestion-bar", SuggestionBar);
