/** What a view shows instead of its content: `kind` is loading, empty, error, offline or denied. */
import { LitElement, html, css } from "lit";
import { base, buttons } from "./styles.js";
import { infoIcon, warnIcon, offlineIcon, lockIcon } from "./icons.js";
import { t } from "./text.js";

const ICONS = { empty: infoIcon, error: warnIcon, offline: offlineIcon, denied: lockIcon };

/** Fires "retry" when the reader asks for another try. `heading` says what, `detail` why and the next step. */
export class XyState extends LitElement {
  static properties = {
    kind: { type: String, reflect: true },
    heading: {},
    detail: {},
    lines: { type: Number },
  };

  static styles = [
    base,
    buttons,
    css`
      :host {
        display: block;
      }
      .box {
        display: grid;
        justify-items: center;
        gap: var(--xy-2);
        padding: var(--xy-6) var(--xy-4);
        text-align: center;
        color: var(--xy-ink-2);
      }
      .box > svg {
        width: 32px;
        height: 32px;
      }
      :host([kind="error"]) .box > svg {
        color: var(--xy-red);
      }
      :host([kind="offline"]) .box > svg {
        color: var(--xy-amber);
      }
      strong {
        color: var(--xy-ink);
      }
      p {
        max-width: 40em;
      }
      .btn {
        margin-top: var(--xy-2);
      }
      .bone {
        height: 16px;
        margin: 14px 0;
        border-radius: 4px;
        background: var(--xy-surface-2);
        animation: breathe 1.4s ease-in-out infinite alternate;
      }
      .bone:nth-child(3n + 1) {
        width: 62%;
      }
      .bone:nth-child(3n) {
        width: 84%;
      }
      @keyframes breathe {
        to {
          opacity: 0.45;
        }
      }
    `,
  ];

  constructor() {
    super();
    this.kind = "empty";
    this.lines = 4;
  }

  render() {
    if (this.kind === "loading") {
      return html`<div role="status">
        <span class="sr-only">${t("state.loading")}</span>
        ${Array.from({ length: this.lines }, () => html`<div class="bone"></div>`)}
      </div>`;
    }
    const retry = this.kind === "error" || this.kind === "offline";
    return html`<div class="box" role=${retry ? "alert" : "status"}>
      ${(ICONS[this.kind] ?? infoIcon)()}
      <strong>${this.heading ?? t(`state.${this.kind}`)}</strong>
      <p>${this.detail ?? t(`state.${this.kind}.detail`)}</p>
      ${retry ? html`<button class="btn" @click=${this.#retry}>${t("state.retry")}</button>` : ""}
      <slot></slot>
    </div>`;
  }

  #retry() {
    this.dispatchEvent(new CustomEvent("retry"));
  }
}
customElements.define("xy-state", XyState);

/** The state element for a failed call: no permission, offline or error with its sentence. */
export function problemState(problem, retry) {
  if (problem.status === 403) return html`<xy-state kind="denied"></xy-state>`;
  const kind = problem.status === 0 ? "offline" : "error";
  const detail = problem.status === 0 ? undefined : problem.detail || problem.title || undefined;
  return html`<xy-state kind=${kind} .detail=${detail} @retry=${retry}></xy-state>`;
}
