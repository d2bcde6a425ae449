/** The tickets: what is still to be done, until when, and one of them with its history. */
import { html, css, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { base, buttons, fields, chips } from "/ui/styles.js";
import { latest } from "/ui/latest.js";
import { t, word } from "/ui/text.js";
import { duration, exact, relative } from "/ui/time.js";
import { problemState } from "/ui/xy-state.js";
import { StaffPage, pageStyles } from "/ui/staff-page.js";

const FILTERS = { all: "open=true", mine: "open=true&assignee=me", overdue: "overdue=true", closed: "state=closed" };
const NEXT = { open: ["in_progress", "waiting_customer", "solved"], in_progress: ["waiting_customer", "solved"], waiting_customer: ["in_progress", "solved"], solved: ["in_progress", "closed"], closed: ["open"] };
const REFRESH_EVERY_MS = 15_000;

export class XyTickets extends StaffPage {
  static properties = { filter: { state: true }, words: { state: true }, tickets: { state: true }, open: { state: true }, problem: { state: true }, told: { state: true } };

  static styles = [
    base,
    buttons,
    fields,
    chips,
    pageStyles,
    css`
      tr[aria-selected="true"] {
        background: var(--xy-blue-soft);
      }
      td button {
        border: 0;
        background: none;
        color: var(--xy-blue-ink);
        font: inherit;
        text-align: left;
        text-decoration: underline;
        cursor: pointer;
        min-height: 28px;
      }
      form {
        display: flex;
        gap: var(--xy-2);
      }
      form .field {
        min-height: 36px;
      }
      form .btn {
        white-space: nowrap;
      }
      .detail {
        display: grid;
        gap: var(--xy-4);
      }
      li {
        padding: 4px 0;
        font-size: var(--xy-text-s);
        border-bottom: 1px solid var(--xy-border);
      }
    `,
  ];

  #listing = latest();
  #choosing = latest();
  name = "tickets";
  heading = t("tickets.title");

  entered() {
    const query = new URLSearchParams(location.search);
    this.filter = query.get("filter") in FILTERS ? query.get("filter") : "all";
    this.words = query.get("q") ?? "";
    if (query.get("ticket")) this.#choose(query.get("ticket"));
    this.#load();
    clearInterval(this.timer);
    this.timer = setInterval(() => document.visibilityState === "visible" && this.#load(), REFRESH_EVERY_MS);
  }

  content() {
    if (this.problem) return problemState(this.problem, () => this.#load());
    if (!this.tickets) return html`<xy-state kind="loading" lines="6"></xy-state>`;
    const running = this.tickets.filter((one) => !["solved", "closed"].includes(one.state));
    return html`<p data-testid="summary"><b>${t("tickets.summary", { open: running.length, overdue: running.filter((one) => one.overdue).length, soon: running.filter((one) => one.escalated && !one.overdue).length })}</b></p>
      <div class="bar">
        ${Object.keys(FILTERS).map((key) => html`<button class="btn dense" aria-pressed=${this.filter === key} data-testid="filter-${key}" @click=${() => this.#show(key, this.words)}>${t(`tickets.${key}`)}</button>`)}
        <form role="search" @submit=${this.#search}>
          <input class="field" name="q" .value=${this.words} placeholder=${t("tickets.search")} aria-label=${t("tickets.search")} data-testid="ticket-search" />
        </form>
      </div>
      <div class="two">
        <section class="panel">${this.tickets.length ? this.#table() : html`<xy-state kind="empty" .heading=${t("tickets.none")} .detail=${t("tickets.none.detail")}></xy-state>`}</section>
        <section class="panel" data-testid="ticket">${this.open ? this.#detail(this.open) : html`<p class="muted">${t("tickets.choose")}</p>`}</section>
      </div>`;
  }

  #table() {
    return html`<table class="stack">
      <thead>
        <tr><th scope="col">${t("tickets.title")}</th><th scope="col">${t("agent.customer")}</th><th scope="col">${t("tickets.assignee")}</th><th scope="col">${t("tickets.next")}</th></tr>
      </thead>
      <tbody>
        ${repeat(
          this.tickets,
          (one) => one.id,
          (one) => html`<tr aria-selected=${one.id === this.open?.id}>
            <td>
              <button data-testid="ticket-row" @click=${() => this.#choose(one.id)}>${one.number} ${one.subject}</button><br />
              <span class="chip ${one.kind === "complaint" ? "warn" : ""}">${word("ticket.kind", one.kind)}</span>
              ${one.priority === "normal" ? nothing : html`<span class="chip accent">${word("ticket.priority", one.priority)}</span>`}
            </td>
            <td>${one.customer.name || one.customer.externalId}</td>
            <td>${word("person", one.assignee) || html`<span class="muted">${t("tickets.nobody")}</span>`}</td>
            <td>${this.#due(one)}</td>
          </tr>`,
        )}
      </tbody>
    </table>`;
  }

  #due(one) {
    const state = html`<span class="chip ${{ solved: "good", closed: "" }[one.state] ?? "blue"}">${word("ticket.state", one.state)}</span>`;
    if (one.state === "closed") return html`${state} ${t(one.confirmed ? "tickets.confirmed" : "tickets.unconfirmed")}`;
    if (one.state === "solved") return state;
    if (one.paused) return html`${state}<br /><span class="muted">${t("tickets.paused")}</span>`;
    const left = (new Date(one.dueAt) - Date.now()) / 1000;
    return html`${state}<br /><span class=${left < 0 ? "field-error" : ""} title=${exact(one.dueAt)}>${left < 0 ? t("tickets.overdueBy", { n: duration(-left) }) : t("tickets.left", { n: duration(left) })}</span>`;
  }

  #detail(one) {
    return html`<div class="detail">
      <div>
        <h2>${one.number} ${one.subject}</h2>
        <p>${this.#due(one)}</p>
        <p class="small muted">${one.customer.name || one.customer.externalId} · ${t("tickets.opened")} ${relative(one.openedAt)}</p>
        ${one.conversations.length ? html`<a class="small" href="/customers?customer=${encodeURIComponent(one.customer.externalId)}">${t("tickets.conversation")}</a>` : nothing}
      </div>
      <div class="bar">
        ${NEXT[one.state].map((state) => html`<button class="btn dense ${state === "solved" ? "staff" : ""}" data-testid="to-${state}" @click=${() => this.#change({ state })}>${t(`ticket.to.${state}`)}</button>`)}
        ${one.assignee === this.session.user.id ? nothing : html`<button class="btn dense" data-testid="take" @click=${() => this.#change({ assignee: this.session.user.id })}>${t("tickets.take")}</button>`}
      </div>
      <p class="field-error" role="alert" ?hidden=${!this.told}>${this.told}</p>
      <form @submit=${this.#comment}>
        <input class="field" name="comment" maxlength="2000" required placeholder=${t("tickets.comment")} aria-label=${t("tickets.comment")} data-testid="ticket-comment" />
        <button class="btn dense">${t("agent.note.add")}</button>
      </form>
      <section>
        <h3>${t("tickets.history")}</h3>
        <ol>
          ${one.changes.map((change) => html`<li><time class="muted" title=${exact(change.at)}>${relative(change.at)}</time> ${change.author}　${this.#words(change)}</li>`)}
        </ol>
      </section>
    </div>`;
  }

  #words({ kind, text }) {
    const shown = { state: word("ticket.state", text), priority: word("ticket.priority", text), assigned: word("person", text) || t("tickets.nobody") }[kind] ?? text;
    return t(`ticket.change.${kind}`, { text: shown });
  }

  #search(event) {
    event.preventDefault();
    this.#show(this.filter, event.target.q.value.trim());
  }

  #show(filter, words) {
    this.filter = filter;
    this.words = words;
    history.replaceState(null, "", `?${new URLSearchParams({ filter, q: words })}`);
    this.#load();
  }

  async #load() {
    const wanted = this.#listing();
    try {
      const query = FILTERS[this.filter] + (this.words ? `&q=${encodeURIComponent(this.words)}` : "");
      const { tickets } = await this.session.call("GET", `/tickets?limit=200&${query}`);
      if (!wanted()) return;
      this.tickets = tickets;
      this.problem = null;
    } catch (problem) {
      if (wanted() && !this.tickets) this.problem = problem;
    }
  }

  async #choose(id) {
    const wanted = this.#choosing();
    this.told = null;
    try {
      const ticket = await this.session.call("GET", `/tickets/${id}`);
      if (wanted()) this.open = ticket;
    } catch (problem) {
      if (wanted()) this.problem = problem;
    }
  }

  #comment(event) {
    event.preventDefault();
    this.#change({ comment: event.target.comment.value.trim() });
    event.target.reset();
  }

  async #change(wish) {
    const { id, version } = this.open;
    const wanted = this.#choosing();
    try {
      const changed = await this.session.call("PUT", `/tickets/${id}`, { version, ...wish });
      if (wanted()) Object.assign(this, { open: changed, told: null });
    } catch (problem) {
      if (wanted() && problem.status === 409) await this.#choose(id);
      if (this.open.id === id) this.told = problem.detail || problem.message;
    }
    this.#load();
  }
}
customElements.define("xy-tickets", XyTickets);
