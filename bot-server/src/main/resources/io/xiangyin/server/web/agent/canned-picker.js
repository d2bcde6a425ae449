/** Ready words while "/" is typed. Fires "use" with the words filled in. */
import { LitElement, html, css } from "lit";
import { base } from "/ui/styles.js";
import { t } from "/ui/text.js";

export class CannedPicker extends LitElement {
  static properties = { replies: { attribute: false }, typed: {}, values: { attribute: false }, at: { state: true } };

  static styles = [
    base,
    css`
      :host {
        display: block;
        max-height: 14rem;
        overflow-y: auto;
        border-top: 1px solid var(--xy-border);
        background: var(--xy-surface);
      }
      li {
        padding: 6px var(--xy-5);
        font-size: var(--xy-text-s);
        cursor: pointer;
      }
      li[aria-selected="true"] {
        background: var(--xy-blue-soft);
      }
      .none {
        padding: 6px var(--xy-5);
      }
    `,
  ];

  get #found() {
    const typed = this.typed.toLowerCase();
    return (this.replies ?? []).filter((one) => one.shortcut.toLowerCase().includes(typed) || one.text.includes(this.typed));
  }

  willUpdate(changed) {
    if (changed.has("typed")) this.at = 0;
  }

  render() {
    const found = this.#found;
    if (!found.length) return html`<p class="none muted small">${t("agent.canned.none")}</p>`;
    return html`<ul role="listbox" aria-label=${t("agent.canned")} data-testid="canned">
      ${found.map(
        (one, i) => html`<li role="option" aria-selected=${i === this.at} @mousedown=${(event) => this.#take(event, i)}><b>/${one.shortcut}</b>　${this.#filled(one.text)}</li>`,
      )}
    </ul>`;
  }

  move(step) {
    this.at = Math.min(Math.max(0, this.#found.length - 1), Math.max(0, this.at + step));
  }

  /** Takes the marked one; false if there is none. */
  take() {
    const one = this.#found[this.at];
    if (one) this.dispatchEvent(new CustomEvent("use", { detail: this.#filled(one.text) }));
    return Boolean(one);
  }

  #take(event, i) {
    event.preventDefault(); // the cursor stays in the input
    this.at = i;
    this.take();
  }

  #filled(text) {
    return text.replace(/\{(\w+)\}/g, (whole, name) => this.values?.[name] ?? whole);
  }
}
customElements.define("canned-picker", CannedPicker);
