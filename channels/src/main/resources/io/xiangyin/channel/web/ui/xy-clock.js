/** A clock that counts up from a moment against a target, told by colour and by word. */
import { LitElement, html, css } from "lit";
import { base } from "./styles.js";
import { clock } from "./time.js";
import { t } from "./text.js";

/** "good" below half of the target, "warn" up to it, "bad" beyond it. */
export function levelOf(seconds, target) {
  if (seconds <= target / 2) return "good";
  return seconds <= target ? "warn" : "bad";
}

const all = new Set();
setInterval(() => all.forEach((one) => one.requestUpdate()), 1000);

export class XyClock extends LitElement {
  static properties = {
    since: {},
    target: { type: Number },
    level: { reflect: true },
    loud: { type: Boolean, reflect: true },
  };

  static styles = [
    base,
    css`
      :host {
        display: inline-flex;
        align-items: baseline;
        gap: 6px;
        font-variant-numeric: tabular-nums;
        font-weight: 600;
        font-size: var(--xy-text-s);
        color: var(--xy-green);
        white-space: nowrap;
      }
      :host([level="warn"]) {
        color: var(--xy-amber);
      }
      :host([level="bad"]) {
        color: var(--xy-red);
      }
      :host([loud]) b {
        font-size: 2.25rem;
        line-height: 1.1;
        letter-spacing: 0.01em;
      }
      :host([loud]) span {
        font-size: var(--xy-text-l);
      }
    `,
  ];

  constructor() {
    super();
    this.target = 30;
  }

  connectedCallback() {
    super.connectedCallback();
    all.add(this);
  }

  disconnectedCallback() {
    all.delete(this);
    super.disconnectedCallback();
  }

  willUpdate() {
    this.level = levelOf(this.#seconds, this.target);
  }

  render() {
    return html`<b>${clock(this.#seconds)}</b><span>${t(`clock.${this.level}`)}</span>`;
  }

  get #seconds() {
    return Math.max(0, (Date.now() - new Date(this.since).getTime()) / 1000);
  }
}
customElements.define("xy-clock", XyClock);
