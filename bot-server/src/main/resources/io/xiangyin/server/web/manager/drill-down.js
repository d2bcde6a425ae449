/** "具体是哪些会话？": the conversations behind the figures, 50 at a time. */
import { LitElement, html, css, nothing } from "lit";
import { base, buttons, panels } from "/ui/styles.js";
import { t, word } from "/ui/text.js";
import { exact, relative } from "/ui/time.js";
import { problemState } from "/ui/xy-state.js";
import { sectionStyles } from "./section.js";
import { LISTED, OUTCOMES, range } from "./filters.js";
import { groupName, metricName } from "./figures.js";
import "./talk-dialog.js";

const PAGE = 50;

/** `asked` is what of the filters says which conversations are listed; fires "narrow" with what of it is to be otherwise. */
export class DrillDown extends LitElement {
  static properties = {
    session: { attribute: false },
    asked: { attribute: false, hasChanged: (now, before) => words(now) !== words(before) },
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
    if (!changed.has("asked")) return;
    this.list = null;
    this.limit = PAGE;
    this.refresh();
  }

  async refresh() {
    const asked = this.asked;
    try {
      const { conversations, total } = await this.session.call("GET", `/reports/conversations?${query(asked)}`);
      if (words(asked) !== words(this.asked)) return;
      this.list = conversations;
      this.total = total;
      this.problem = null;
    } catch (problem) {
      this.problem = problem;
    }
  }

  /** Brings the list before the reader's eyes and keys. */
  show() {
    this.scrollIntoView();
    this.renderRoot.querySelector("h2").focus({ preventScroll: true });
  }

  /** Shows a conversation, word for word. */
  talk(conversationId) {
    this.renderRoot.querySelector("talk-dialog").look(conversationId);
  }

  render() {
    const { metric, outcome, by, key, from, to, over, upTo } = this.asked;
    return html`<section class="panel" aria-labelledby="drill">
      <h2 id="drill" tabindex="-1">${t("manager.drill.q")}</h2>
      <div class="outcomes" role="group" aria-label=${t("manager.drill.outcome")}>
        ${OUTCOMES.map((one) => html`<button class="btn dense" aria-pressed=${!metric && one === outcome} data-testid="outcome-${one}" @click=${() => this.#narrow({ outcome: one, metric: "", missed: "", over: "", upTo: "" })}>${t(`manager.drill.${one}`)}</button>`)}
        ${metric ? this.#figure() : nothing}
        ${over || upTo ? this.#without("all-lengths", { over: "", upTo: "" }, lengthText(over, upTo)) : nothing}
        ${key ? this.#without("all-groups", { by: "", key: "" }, `${t(`manager.group.${by}`)}：${groupName(by, key)}`) : nothing}
        ${from ? this.#without("all-times", { from: "", to: "" }, t("manager.drill.times", { from: exact(from), to: exact(to) })) : nothing}
      </div>
      ${this.#list()}
      <talk-dialog .session=${this.session}></talk-dialog>
    </section>`;
  }

  #narrow(listed) {
    this.dispatchEvent(new CustomEvent("narrow", { detail: listed }));
  }

  /** Takes a restriction away. */
  #without(testid, listed, what) {
    return html`<button class="btn dense" data-testid=${testid} @click=${() => this.#narrow(listed)}>${t("manager.drill.without", { what })}</button>`;
  }

  /** Which figure it is about: those it counts, or those it was measured over besides. */
  #figure() {
    const { metric, missed } = this.asked;
    return html`<button class="btn dense" aria-pressed=${!missed} data-testid="figure-counted" @click=${() => this.#narrow({ missed: "" })}>${t("manager.drill.counted", { figure: metricName(metric) })}</button>
      ${metric.startsWith("excluded.") ? nothing : html`<button class="btn dense" aria-pressed=${Boolean(missed)} data-testid="figure-missed" @click=${() => this.#narrow({ missed: "true" })}>${t("manager.drill.missed")}</button>`}
      <button class="btn dense" data-testid="no-figure" @click=${() => this.#narrow(LISTED)}>${t("manager.drill.figures")}</button>`;
  }

  #list() {
    const { metric, outcome } = this.asked;
    if (this.problem && !this.list) return problemState(this.problem, () => this.refresh());
    if (!this.list) return html`<xy-state kind="loading" lines="5"></xy-state>`;
    if (!this.list.length) return html`<xy-state kind="empty" .heading=${t("manager.drill.empty")} .detail=${t("manager.drill.empty.detail")}></xy-state>`;
    const columns = ["when", "customer", "first", "reasons"].map((key) => ({ label: t(`col.${key}`) }));
    columns.push({ label: t("col.turns"), numeric: true });
    const rows = this.list.slice(0, this.limit).map((one) => [
      { text: relative(one.startedAt), raw: exact(one.startedAt) },
      one.customer || t("agent.anonymous"),
      { text: html`<button class="btn quiet dense" data-testid="open-talk" @click=${() => this.talk(one.conversationId)}>${one.firstText || t("manager.talk.open")}</button>`, raw: one.firstText },
      (one.reasons ?? []).map((reason) => word("reason", reason)).join("、"),
      one.turns,
    ]);
    return html`<xy-table .caption=${metric ? t("manager.drill.behind") : t(`manager.drill.${outcome}`)} .columns=${columns} .rows=${rows} filename="xiangyin-${metric || outcome}" data-testid="drill-table"></xy-table>
      ${this.total > this.list.length ? html`<p class="muted small" data-testid="drill-total">${t("manager.drill.first", { total: this.total, n: this.list.length })}</p>` : nothing}
      ${this.list.length > this.limit ? html`<button class="btn" @click=${() => (this.limit += PAGE)}>${t("manager.drill.more", { n: this.list.length })}</button>` : nothing}`;
  }
}
const words = ({ group, ...asked } = {}) => JSON.stringify(asked);

/** What is asked of the server. */
function query({ window, group, outcome, from, to, by, ...listed }) {
  const asked = { ...(from ? { from, to } : range(window)), groupBy: by, outcome: listed.metric || outcome === "all" ? "" : outcome, ...listed };
  return new URLSearchParams(Object.entries(asked).filter(([, value]) => value)).toString();
}

function lengthText(over, upTo) {
  const seconds = (n) => t("wait.seconds", { n });
  if (!upTo) return t("wait.over", { n: seconds(over) });
  return over ? t("wait.between", { from: seconds(over), to: seconds(upTo) }) : t("wait.within", { n: seconds(upTo) });
}
customElements.define("drill-down", DrillDown);
