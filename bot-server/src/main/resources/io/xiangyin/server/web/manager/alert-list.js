/** What the watch found: alerts that last, and those of late; somebody takes care by a click. */
import { LitElement, html, css, nothing } from "lit";
import { base, buttons, fields, panels } from "/ui/styles.js";
import { t } from "/ui/text.js";
import { exact, relative } from "/ui/time.js";
import { sectionStyles } from "./section.js";
import { opener } from "./figures.js";

const REFRESH_EVERY_MS = 15_000;
const SHOWN = 8;
const HOUR_MS = 3_600_000;

/** Figures of the report behind what is watched; those that few are good of are opened by whom they missed. */
const FIGURES = { handoffRate: "handoffRate", abandonmentRate: "abandonmentRate", humanFirstResponse: "humanFirstResponse", botFirstResponse: "botFirstResponseMs", unansweredRate: "unansweredRate", askedAgainRate: "askedAgainRate" };
const MISSED = { serviceLevel: "serviceLevel", csat: "csat" };

/** Whom an alert is about: those of the last hour, of the last week where groups are compared, of eight weeks where turns are judged. */
function alerted({ about, seenAt }) {
  const [what, key] = about.split(/:(.*)/);
  const since = (hours) => ({ from: new Date(new Date(seenAt) - hours * HOUR_MS).toISOString(), to: new Date(seenAt).toISOString() });
  if (what === "understanding") return { metric: `understanding.accuracyByDialect.${key}`, missed: "true", ...since(57 * 24) };
  if (key) return { by: what, key, metric: "firstContactResolutionRate.service", missed: "true", ...since(7 * 24) };
  return { metric: FIGURES[what] ?? MISSED[what] ?? "", missed: what in MISSED ? "true" : "", ...since(1) };
}

export class AlertList extends LitElement {
  static properties = { session: { attribute: false }, alerts: { state: true }, problem: { state: true } };

  static styles = [
    base,
    buttons,
    fields,
    panels,
    sectionStyles,
    css`
      li {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--xy-2) var(--xy-3);
        padding: var(--xy-2) 0;
        border-bottom: 1px solid var(--xy-border);
      }
      li p {
        flex: 1 1 24em;
      }
      .over {
        color: var(--xy-ink-2);
      }
    `,
  ];

  connectedCallback() {
    super.connectedCallback();
    this.refresh();
    this.timer = setInterval(() => document.visibilityState === "visible" && this.refresh(), REFRESH_EVERY_MS);
  }

  disconnectedCallback() {
    clearInterval(this.timer);
    super.disconnectedCallback();
  }

  async refresh() {
    try {
      this.alerts = (await this.session.call("GET", "/alerts")).alerts;
      this.problem = null;
    } catch (problem) {
      this.problem = problem.detail ?? problem.message;
    }
  }

  render() {
    const lasting = (this.alerts ?? []).filter((alert) => !alert.closedAt);
    const over = (this.alerts ?? []).filter((alert) => alert.closedAt).slice(0, SHOWN);
    return html`<section class="panel" aria-labelledby="alerts">
      <h2 id="alerts">${t("manager.alerts.q")}</h2>
      <p class="answer" data-testid="answer-alerts">${this.problem ?? (this.alerts ? t(lasting.length ? "manager.alerts.say" : "manager.alerts.none", { n: lasting.length }) : t("manager.alerts.loading"))}</p>
      ${lasting.length ? html`<ul data-testid="alerts">${lasting.map((alert) => this.#lasting(alert))}</ul>` : nothing}
      ${over.length ? html`<details><summary>${t("manager.alerts.over", { n: over.length })}</summary><ul>${over.map((alert) => html`<li class="over"><p>${alert.text}</p><time title=${exact(alert.closedAt)}>${relative(alert.closedAt)}</time></li>`)}</ul></details>` : nothing}
    </section>`;
  }

  #lasting(alert) {
    return html`<li data-testid="alert">
      <p><b aria-hidden="true">⚠</b> ${alert.text} <span class="muted small">${opener(alerted(alert), alert.text, t("manager.alerts.count", { n: alert.count }))} · <time title=${exact(alert.openedAt)}>${relative(alert.openedAt)}</time></span></p>
      ${alert.acknowledgedBy
        ? html`<span class="chip" data-testid="alert-by">${t("manager.alerts.by", { name: alert.acknowledgedBy })}</span>`
        : html`<button class="btn dense" data-testid="alert-take" @click=${() => this.#take(alert)}>${t("manager.alerts.take")}</button>`}
    </li>`;
  }

  async #take(alert) {
    try {
      await this.session.call("POST", `/alerts/${alert.id}/acknowledge`, {});
    } catch (problem) {
      this.problem = problem.detail ?? problem.message;
    }
    await this.refresh();
  }
}
customElements.define("alert-list", AlertList);
