/** The manager pages: questions, each answered by a sentence, a chart and a table, refreshed while visible. */
import { LitElement, html, css, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { base, buttons, fields, panels } from "/ui/styles.js";
import { t } from "/ui/text.js";
import { hourMinute, exact } from "/ui/time.js";
import { StaffSession } from "/ui/staff-session.js";
import { problemState } from "/ui/xy-state.js";
import { staffNav } from "/ui/staff-nav.js";
import "/ui/xy-sign-in.js";
import "/ui/xy-banner.js";
import "/ui/xy-table.js";
import "/ui/xy-chart.js";
import "./model-cost.js";
import "./drill-down.js";
import "./turn-review.js";
import "./alert-list.js";
import "./simulated-talks.js";
import { GROUPS, LISTED, WINDOWS, before, range, readFilters, writeFilters } from "./filters.js";
import { metricName, opener } from "./figures.js";
import { sectionStyles } from "./section.js";
import { fcrSection } from "./fcr.js";
import { waitsSection } from "./waits.js";
import { failuresSection } from "./failures.js";
import { groupsSection } from "./groups.js";
import { ratingsSection } from "./ratings.js";
import { changeSection } from "./change.js";
import { agentsSection } from "./agents.js";
import { fairnessSection } from "./fairness.js";
import { handledSection } from "./handled.js";
import { simulationSection } from "./simulation.js";

const REFRESH_EVERY_MS = 5_000;
/** What moves slowly is asked for less often. */
const REST_EVERY_MS = 60_000;
/** How often one who waits is told how far it is. */
const PROGRESS_EVERY_MS = 1_000;

export class XyManager extends LitElement {
  static properties = { filters: { state: true }, report: { state: true }, shown: { state: true }, reading: { state: true }, byIntent: { state: true }, rest: { state: true }, problem: { state: true } };

  static styles = [
    base,
    buttons,
    fields,
    panels,
    sectionStyles,
    css`
      header {
        position: sticky;
        top: 0;
        z-index: 1;
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--xy-2) var(--xy-4);
        padding: var(--xy-2) var(--xy-5);
        background: var(--xy-surface);
        border-bottom: 1px solid var(--xy-border);
      }
      h1 {
        font-size: var(--xy-text-l);
        white-space: nowrap;
      }
      .filters {
        flex: 1;
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--xy-1) var(--xy-2);
      }
      select.field {
        width: auto;
        min-height: 36px;
        padding-block: 2px;
      }
      main {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--xy-5);
        max-width: 1320px;
        margin: 0 auto;
        padding: var(--xy-5);
      }
      details.series summary {
        min-height: 36px;
        padding: 6px 0;
        cursor: pointer;
        color: var(--xy-blue-ink);
        font-size: var(--xy-text-s);
      }
      @media (max-width: 640px) {
        header {
          position: static;
        }
        .filters {
          order: 1;
          flex-basis: 100%;
        }
        h1 {
          flex: 1;
        }
        main {
          padding: var(--xy-3);
        }
      }
      @media print {
        header .btn,
        .filters,
        drill-down {
          display: none;
        }
        header {
          position: static;
        }
        section.panel {
          break-inside: avoid;
          border: 0;
          border-top: 1px solid #000;
          border-radius: 0;
        }
      }
    `,
  ];

  #session = new StaffSession();
  /** The window and group of the report that is on its way. */
  #asking = null;

  connectedCallback() {
    super.connectedCallback();
    this.filters = readFilters();
    this.#session.addEventListener("change", () => this.#follow());
    document.addEventListener("visibilitychange", () => this.#refresh());
    setInterval(() => this.#refresh(), REFRESH_EVERY_MS);
    setInterval(() => this.#tellProgress(), PROGRESS_EVERY_MS);
    this.#follow();
  }

  render() {
    if (!this.#session.user) return html`<xy-sign-in .session=${this.#session} .heading=${t("manager.title")}></xy-sign-in>`;
    return html`<header>
        <h1>${t("manager.title")}</h1>
        <div class="filters">
          ${WINDOWS.map((one) => html`<button class="btn dense" aria-pressed=${this.filters.window === one} data-testid="window-${one}" @click=${() => this.#filter({ window: one })}>${t(`manager.window.${one}`)}</button>`)}
          <label for="group">${t("manager.group")}</label>
          <select id="group" class="field" data-testid="group" @change=${(event) => this.#filter({ group: event.target.value })}>
            ${GROUPS.map((one) => html`<option value=${one} ?selected=${this.filters.group === one}>${t(`manager.group.${one}`)}</option>`)}
          </select>
        </div>
        ${staffNav("manager", this.#session.user)}
        <span class="small">${this.#session.user.name}</span>
        <button class="btn dense" @click=${() => print()}>${t("manager.print")}</button>
        <button class="btn dense" data-testid="sign-out" @click=${() => this.#session.signOut()}>${t("signin.out")}</button>
      </header>
      ${this.problem && this.report ? html`<xy-banner kind="offline" data-testid="connection-banner">${t("manager.stale", { at: hourMinute(this.report.generatedAt) })}</xy-banner>` : nothing}
      <main @look=${(event) => this.#look(event.detail)} @talk=${(event) => this.renderRoot.querySelector("drill-down").talk(event.detail)}>${this.#content()}</main>`;
  }

  #content() {
    if (!this.report) return this.problem ? problemState(this.problem, () => this.#refresh()) : html`${this.#waiting()}<xy-state class="panel" kind="loading" lines="12"></xy-state>`;
    const { report } = this;
    const filters = { ...this.filters, ...this.shown };
    const { conversations, excluded = {} } = report.counts;
    return html`${this.#isBehind() ? this.#waiting() : nothing}<p class="muted small">
        <span data-testid="counts">${t("manager.counts", { n: conversations })}${leftOut(excluded)}</span>
        <span title=${exact(report.generatedAt)}>${t("manager.updated", { at: hourMinute(report.generatedAt) })}</span>
      </p>
      <alert-list .session=${this.#session}></alert-list>
      ${fcrSection(report, filters)} ${this.rest ? changeSection(this.rest.comparison, filters) : nothing} ${waitsSection(report)} ${failuresSection(report, this.byIntent, this.rest?.questions ?? [])}
      ${groupsSection(report, filters)} ${this.rest ? html`${handledSection(this.rest.handledBy)} ${fairnessSection(this.rest)} ${agentsSection(this.rest.agents)}` : nothing} ${ratingsSection(report, filters)} ${this.rest ? simulationSection(this.rest.simulation) : nothing}
      <simulated-talks .session=${this.#session}></simulated-talks>
      <model-cost .session=${this.#session}></model-cost>
      <turn-review .session=${this.#session}></turn-review>
      <drill-down .session=${this.#session} .asked=${filters} @narrow=${(event) => this.#filter(event.detail)}></drill-down>`;
  }

  /** Who comes from elsewhere to look behind a figure is taken to the list once it is there. */
  updated() {
    const list = this.renderRoot.querySelector("drill-down");
    if (!list || location.hash !== "#drill") return;
    writeFilters(this.filters);
    list.updateComplete.then(() => list.show());
  }

  /** Whether the window that is shown is not the one asked for last. */
  #isBehind() {
    return !this.report || this.shown.window !== this.filters.window;
  }

  /** What the reader waits for, and how far it is. */
  #waiting() {
    const { reading, report } = this;
    const doing = reading ? t(`manager.reading.${reading.what}`, { done: reading.done, all: reading.all }) : t("manager.reading");
    const meanwhile = report ? t("manager.reading.meanwhile", { window: t(`manager.window.${this.shown.window}`) }) : "";
    return html`<p role="status" data-testid="reading">${t("manager.reading.window", { window: t(`manager.window.${this.filters.window}`) })}${doing}${meanwhile}</p>`;
  }

  async #tellProgress() {
    if (!this.#asking || !this.#isBehind()) return;
    this.reading = await this.#progress();
  }

  #progress() {
    return this.#session.call("GET", "/reports/progress").then(({ reading }) => reading, () => null); // the report itself tells what is wrong
  }

  #follow() {
    this.report = this.problem = this.#asking = null;
    this.#refresh();
    this.requestUpdate();
  }

  #filter(change) {
    this.filters = { ...this.filters, ...change };
    writeFilters(this.filters);
    if (change.window) this.rest = null;
    if (change.window || change.group) this.#refresh();
  }

  /** Goes to the conversations behind a figure, see LISTED, or opens the simulated ones of a persona. */
  #look(listed) {
    if (listed.persona) return this.renderRoot.querySelector("simulated-talks").look(listed.persona);
    this.#filter({ ...LISTED, ...listed, ...(listed.metric ? {} : { outcome: "all" }) });
    this.renderRoot.querySelector("drill-down").show();
  }

  async #refresh() {
    if (!this.#session.user || this.problem?.status === 403 || document.visibilityState !== "visible") return;
    const asked = this.filters;
    const asking = `${asked.window} ${asked.group}`;
    if (asking === this.#asking) return; // a slow answer is waited for, not asked for again
    this.#asking = asking;
    try {
      for (const window of await this.#windowsTo(asked.window)) {
        const [report, byIntent] = await this.#fetch(window, asked.group);
        if (asked.window !== this.filters.window || asked.group !== this.filters.group) return;
        this.report = report;
        this.byIntent = byIntent;
        this.shown = { window, group: asked.group };
        this.problem = null;
      }
      if (!this.rest || Date.now() - this.rest.at > REST_EVERY_MS) await this.#refreshRest(asked.window);
    } catch (problem) {
      if (problem.status === 403) this.report = null;
      this.problem = problem;
    } finally {
      if (asking === this.#asking) this.#asking = null;
    }
  }

  /** The report of a window, and its groups by intent. */
  async #fetch(window, group) {
    const get = (groupBy) => this.#session.call("GET", `/reports/service?${new URLSearchParams({ ...range(window), groupBy })}`);
    const [report, intents] = await Promise.all([get(group), group === "intent" ? null : get("intent")]);
    return [report, (intents ?? report).groups];
  }

  /** While the server still reads, the shorter windows come first, for they are there sooner. */
  async #windowsTo(window) {
    if (this.report) return [window];
    this.reading = await this.#progress();
    return this.reading ? WINDOWS.slice(0, WINDOWS.indexOf(window) + 1) : [window];
  }

  async #refreshRest(window) {
    const get = (path, query) => this.#session.call("GET", `/reports/${path}?${new URLSearchParams({ ...range(window), ...query })}`);
    const questions = this.#session.call("GET", `/knowledge/questions?${new URLSearchParams(range(window))}`).catch(() => ({ groups: [] }));
    const [comparison, { agents }, dialects, ages, handled, { run }, { groups }] = await Promise.all([get("comparison", before(window)), get("agents"), ...["dialect", "ageGroup", "handledBy"].map((groupBy) => get("service", { groupBy })), get("simulation"), questions]);
    if (window === this.filters.window) this.rest = { at: Date.now(), comparison, agents, dialect: dialects.groups, ageGroup: ages.groups, handledBy: handled.groups, simulation: run, questions: groups };
  }
}

/** What was not counted and how much of it; each keeps its button, so that a new report moves none under the pointer. */
function leftOut(excluded) {
  const left = Object.entries(excluded).filter(([, n]) => n);
  const opens = ([why, n], i) => html`${i ? t("manager.counts.and") : nothing}${opener({ metric: `excluded.${why}` }, metricName(`excluded.${why}`), `${metricName(`excluded.${why}`)} ${n}`)}`;
  return left.length ? repeat(left, ([why]) => why, opens) : t("manager.counts.none");
}

customElements.define("xy-manager", XyManager);
