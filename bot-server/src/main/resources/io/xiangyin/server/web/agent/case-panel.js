/** Below the card: tags, notes, tickets and past talks of the shopper. */
import { LitElement, html, css, nothing } from "lit";
import { live } from "lit/directives/live.js";
import { base, buttons, fields, chips } from "/ui/styles.js";
import { t, word } from "/ui/text.js";
import { exact, relative } from "/ui/time.js";
import "./mention-picker.js";

const KINDS = ["after_sales", "quality", "complaint", "consult", "callback"];

export class CasePanel extends LitElement {
  static properties = {
    casework: { attribute: false },
    conversation: {},
    customer: {},
    items: { attribute: false },
    found: { state: true },
    opening: { state: true },
    written: { state: true },
    problem: { state: true },
  };

  static styles = [
    base,
    buttons,
    fields,
    chips,
    css`
      :host {
        display: grid;
        gap: var(--xy-4);
      }
      h3 {
        font-size: var(--xy-text-xs);
        color: var(--xy-ink-2);
        font-weight: 600;
      }
      .tags,
      form,
      .head {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px;
      }
      .head {
        justify-content: space-between;
      }
      form .field {
        flex: 1;
        min-width: 8em;
        min-height: 36px;
        padding-block: 4px;
        font-size: var(--xy-text-s);
      }
      .chip button {
        border: 0;
        background: none;
        color: inherit;
        min-width: 24px;
        min-height: 24px;
        cursor: pointer;
      }
      li {
        padding: 4px 0;
        font-size: var(--xy-text-s);
      }
      .btn.dense {
        min-height: 32px;
      }
    `,
  ];

  willUpdate(changed) {
    if (!changed.has("customer")) return;
    this.found = null;
    this.opening = false;
    this.problem = null;
    this.written = "";
    this.#load();
  }

  get #tags() {
    return this.items?.findLast((item) => item.type === "tags")?.tags ?? [];
  }

  render() {
    const { tickets = [], talks = [] } = this.found ?? {};
    const past = talks.filter((talk) => talk.conversationId !== this.conversation);
    return html`<section>
        <h3>${t("agent.tags")}</h3>
        <div class="tags">
          ${this.#tags.map((tag) => html`<span class="chip blue">${tag}<button aria-label=${t("agent.tags.remove", { tag })} @click=${() => this.#tag(this.#tags.filter((one) => one !== tag))}>×</button></span>`)}
        </div>
        <form @submit=${this.#addTag}><input class="field" name="tag" maxlength="24" placeholder=${t("agent.tags.add")} aria-label=${t("agent.tags.add")} data-testid="tag-input" /></form>
      </section>
      <section>
        <h3>${t("agent.note")}</h3>
        <form @submit=${this.#note}>
          <input class="field" name="note" maxlength="2000" autocomplete="off" placeholder=${t("agent.note.placeholder")} aria-label=${t("agent.note")} data-testid="note-add" .value=${live(this.written ?? "")} @input=${(event) => (this.written = event.target.value)} @keydown=${(event) => this.renderRoot.querySelector("mention-picker").heed(event)} />
          <button class="btn dense">${t("agent.note.add")}</button>
        </form>
        <mention-picker .casework=${this.casework} .typed=${this.written} @use=${(event) => (this.written = event.detail)}></mention-picker>
      </section>
      <section>
        <div class="head"><h3>${t("agent.tickets")}</h3><button class="btn dense" aria-expanded=${Boolean(this.opening)} data-testid="ticket-open" @click=${() => (this.opening = !this.opening)}>${t("agent.tickets.open")}</button></div>
        ${this.opening ? this.#ticketForm() : nothing}
        ${this.found && !tickets.length ? html`<p class="small muted">${t("agent.tickets.none")}</p>` : nothing}
        <ul>
          ${tickets.map(
            (one) =>
              html`<li><a href="/tickets?ticket=${one.id}" target="_blank" rel="opener">${one.number}</a> ${one.subject} <span class="chip ${one.overdue ? "bad" : ""}">${word("ticket.state", one.state)}</span></li>`,
          )}
        </ul>
      </section>
      <section>
        <h3>${t("agent.history")}</h3>
        ${this.found && !past.length ? html`<p class="small muted">${t("agent.history.none")}</p>` : nothing}
        <ul>
          ${past
            .slice(0, 5)
            .map((talk) => html`<li><button class="btn dense quiet" data-testid="past-talk" @click=${() => this.#look(talk)}><time title=${exact(talk.lastAt)}>${relative(talk.lastAt)}</time></button> ${talk.text}</li>`)}
        </ul>
      </section>
      <p class="field-error" role="alert" ?hidden=${!this.problem}>${this.problem}</p>`;
  }

  #ticketForm() {
    return html`<form @submit=${this.#openTicket}>
      <select class="field" name="kind" aria-label=${t("agent.close.reason")}>${KINDS.map((kind) => html`<option value=${kind}>${word("ticket.kind", kind)}</option>`)}</select>
      <input class="field" name="subject" maxlength="500" required placeholder=${t("agent.note.placeholder")} aria-label=${t("agent.tickets.open")} data-testid="ticket-subject" />
      <button class="btn dense staff" data-testid="ticket-submit">${t("agent.tickets.open")}</button>
    </form>`;
  }

  #look(talk) {
    this.dispatchEvent(new CustomEvent("look", { detail: talk.conversationId, bubbles: true, composed: true }));
  }

  #addTag(event) {
    event.preventDefault();
    const tag = event.target.tag.value.trim();
    event.target.reset();
    if (tag) this.#tag([...this.#tags, tag]);
  }

  #tag(tags) {
    return this.#try(() => this.casework.tags(this.conversation, tags));
  }

  #note(event) {
    event.preventDefault();
    const text = event.target.note.value.trim();
    if (text) this.#try(() => this.casework.note(this.conversation, text), () => (this.written = ""));
  }

  #openTicket(event) {
    event.preventDefault();
    const { kind, subject } = Object.fromEntries(new FormData(event.target));
    this.#try(
      () => this.casework.openTicket(this.conversation, kind, subject),
      () => {
        this.opening = false;
        this.#load();
      },
    );
  }

  async #try(act, then = () => {}) {
    try {
      await act();
      this.problem = null;
      then();
    } catch (problem) {
      this.problem = t("agent.failed", { why: problem.message });
    }
  }

  async #load() {
    const { customer } = this;
    if (!customer) return;
    try {
      const [tickets, talks] = await Promise.all([this.casework.tickets(customer), this.casework.talks({ customer })]);
      if (customer === this.customer) this.found = { tickets, talks };
    } catch (problem) {
      this.problem = t("agent.failed", { why: problem.message });
    }
  }
}
customElements.define("case-panel", CasePanel);
