/** A strip that tells the state of the connection or an outcome: `kind` is info, good, warn, bad or offline. */
import { LitElement, html, css } from "lit";
import { base } from "./styles.js";
import { infoIcon, doneIcon, warnIcon, offlineIcon } from "./icons.js";

const ICONS = { info: infoIcon, good: doneIcon, warn: warnIcon, bad: warnIcon, offline: offlineIcon };

export class XyBanner extends LitElement {
  static properties = { kind: { type: String, reflect: true } };

  static styles = [
    base,
    css`
      :host {
        display: flex;
        align-items: center;
        gap: var(--xy-2);
        padding: var(--xy-2) var(--xy-4);
        background: var(--xy-blue-soft);
        color: var(--xy-blue-ink);
        font-size: var(--xy-text-s);
      }
      :host([kind="good"]) {
        background: var(--xy-green-soft);
        color: var(--xy-green);
      }
      :host([kind="warn"]),
      :host([kind="offline"]) {
        background: var(--xy-amber-soft);
        color: var(--xy-amber);
      }
      :host([kind="bad"]) {
        background: var(--xy-red-soft);
        color: var(--xy-red);
      }
      div {
        flex: 1;
        min-width: 0;
      }
    `,
  ];

  constructor() {
    super();
    this.kind = "info";
  }

  render() {
    return html`${(ICONS[this.kind] ?? infoIcon)()}
      <div role="status"><slot></slot></div>
      <slot name="action"></slot>`;
  }
}
customElements.define("xy-banner", XyBanner);
