/** "具体是哪些会话？": the conversations behind the figures, 50 at a time. */
import { LitElement, html, css, nothing } from "lit";
import { base, buttons, panels } from "/ui/styles.js";
import { t, word } from "/ui/text.js";
import { exact, relative } from "/ui/time.js";
import { problemState } from "/ui/xy-state.js";
import { sectionStyles } from "./section.js";
import { OUTCOMES, range } from "./filters.js";
import { groupName } from "./figures.js";
import "./talk-dialog.js";

const PAGE = 50;

/** Fires "outcome" when another outcome is chosen, "missed" for the other side of a figure, and "all" when the list is to hold everything again. */
export class DrillDown extends LitElement {
  static properties = {
    session: { attribute: false },
    window: {},
    outcome: {},
    group: {},
    key: {},
    metric: {},
    missed: {},
    list: { state: true },
    problem: { state: true },
    limit: { state: true },
  };

  static styles = [
    base,
    buttons,
    panels,
    sectionStyles,
    css`
      .outcomes {
        display: flex;
        flex-wrap: wrap;
        gap: var(--xy-2);
      }
    `,
  ];

  willUpdate(changed) {
    if (!["window", "outcome", "group", "key", "metric", "missed"].some((name) => changed.has(name))) return;
    this.list = null;
    this.limit = PAGE;
    this.refresh();
  }

  async refresh() {
    const asked = this.#asked();
    try {
      const query = new URLSearchParams(range(this.window));
      if (this.metric) [["metric", this.metric], ["missed", this.missed]].forEach(([name, value]) => query.set(name, value));
      else query.set("outcome", this.outcome);
      if (this.key) [["groupBy", this.group], ["key", this.key]].forEach(([name, value]) => query.set(name, value));
      const { conversations } = await this.session.call("GET", `/reports/conversations?${query}`);
      if (asked !== this.#asked()) return;
      this.list = conversations;
      this.problem = null;
    } catch (problem) {
      this.problem = problem;
    }
  }

  #asked() {
    return [this.window, this.outcome, this.group, this.key, this.metric, this.missed].join(" ");
  }

  render() {
    return html`<section class="panel" aria-labelledby="drill">
      <h2 id="drill">${t("manager.drill.q")}</h2>
      <div class="outcomes" role="group" aria-label=${t("manager.drill.outcome")}>
        ${OUTCOMES.map(
          (one) =>
            html`<button class="btn dense" aria-pressed=${!this.metric && one === this.outcome} data-testid="outcome-${one}" @click=${() => this.dispatchEvent(new CustomEvent("outcome", { detail: one }))}>${t(`manager.drill.${one}`)}</button>`,
        )}
        ${this.metric ? this.#figure() : nothing} ${this.key ? html`<button class="btn dense" data-testid="all-groups" @click=${() => this.dispatchEvent(new CustomEvent("all"))}>${t("manager.drill.all", { group: t(`manager.group.${this.group}`), key: groupName(this.group, this.key) })}</button>` : nothing}
      </div>
      ${this.#list()}
      <talk-dialog .session=${this.session}></talk-dialog>
    </section>`;
  }

  /** Which figure it is about: those it counts, or those it was measured over besides. */
  #figure() {
    const name = this.metric.replace(/^handoff\.|\.service$/g, "");
    const tell = (type, detail) => this.dispatchEvent(new CustomEvent(type, { detail }));
    return html`<button class="btn dense" aria-pressed=${!this.missed} data-testid="figure-counted" @click=${() => tell("missed", "")}>${t("manager.drill.counted", { figure: t(`m.${name}`, { n: "" }) })}</button>
      <button class="btn dense" aria-pressed=${Boolean(this.missed)} data-testid="figure-missed" @click=${() => tell("missed", "true")}>${t("manager.drill.missed")}</button>
      <button class="btn dense" data-testid="no-figure" @click=${() => tell("all")}>${t("manager.drill.figures")}</button>`;
  }

  #list() {
    if (this.problem && !this.list) return problemState(this.problem, () => this.refresh());
    if (!this.list) return html`<xy-state kind="loading" lines="5"></xy-state>`;
    if (!this.list.length) return html`<xy-state kind="empty" .heading=${t("manager.drill.empty")} .detail=${t("manager.drill.empty.detail")}></xy-state>`;
    const columns = ["when", "customer", "first", "reasons"].map((key) => ({ label: t(`col.${key}`) }));
    columns.push({ label: t("col.turns"), numeric: true });
    const rows = this.list.slice(0, this.limit).map((one) => [
      { text: relative(one.startedAt), raw: exact(one.startedAt) },
      one.customer || t("agent.anonymous"),
      { text: html`<button class="btn quiet dense" data-testid="open-talk" @click=${() => this.renderRoot.querySelector("talk-dialog").look(one.conversationId)}>${one.firstText || t("manager.talk.open")}</button>`, raw: one.firstText },
      (one.reasons ?? []).map((reason) => word("reason", reason)).join("、"),
      one.turns,
    ]);
    return html`<xy-table .caption=${this.metric ? t("manager.drill.behind") : t(`manager.drill.${this.outcome}`)} .columns=${columns} .rows=${rows} filename="xiangyin-${this.metric || this.outcome}" data-testid="drill-table"></xy-table>
      ${this.list.length > this.limit ? html`<button class="btn" @click=${() => (this.limit += PAGE)}>${t("manager.drill.more", { n: this.list.length })}</button>` : nothing}`;
  }
}
customElements.define("drill-down", DrillDown);
