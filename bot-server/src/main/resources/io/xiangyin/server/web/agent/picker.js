/** A list over an input, walked with the arrow keys while the cursor stays in the input. Fires "use" with what was taken. */
import { LitElement, html, css, nothing } from "lit";
import { base } from "/ui/styles.js";

/** A picker gives `label`, `testid` and `options`; what is typed narrows them. */
export class Picker extends LitElement {
  static properties = { typed: {}, at: { state: true } };

  static styles = [
    base,
    css`
      :host {
        display: block;
        max-height: 14rem;
        overflow-y: auto;
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

  /** What there is to take: `[{shown, taken}]`. */
  get options() {
    return [];
  }

  willUpdate(changed) {
    if (changed.has("typed")) this.at = 0;
  }

  render() {
    const { options } = this;
    if (!options.length) return nothing;
    return html`<ul role="listbox" aria-label=${this.label} data-testid=${this.testid}>
      ${options.map(({ shown }, i) => html`<li role="option" aria-selected=${i === this.at} @mousedown=${(event) => this.#pick(event, i)}>${shown}</li>`)}
    </ul>`;
  }

  /** Does what a key of the input means here; false if it means nothing here. */
  heed(event) {
    const { options } = this;
    if (event.isComposing || !options.length) return false;
    if (event.key === "ArrowDown") this.at = Math.min(options.length - 1, this.at + 1);
    else if (event.key === "ArrowUp") this.at = Math.max(0, this.at - 1);
    else if (event.key === "Enter" || event.key === "Tab") this.#take();
    else return false;
    event.preventDefault();
    return true;
  }

  #pick(event, i) {
    event.preventDefault(); // the cursor stays in the input
    this.at = i;
    this.#take();
  }

  #take() {
    this.dispatchEvent(new CustomEvent("use", { detail: this.options[this.at].taken }));
  }
}
