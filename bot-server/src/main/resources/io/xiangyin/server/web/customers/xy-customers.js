/** One customer: who they are, what they buy, what they said; export and erasure when they ask for it. */
import { html, css, nothing } from "lit";
import { base, buttons, fields, chips } from "/ui/styles.js";
import { latest } from "/ui/latest.js";
import { t, word } from "/ui/text.js";
import { exact, relative } from "/ui/time.js";
import { problemState } from "/ui/xy-state.js";
import { StaffPage, pageStyles } from "/ui/staff-page.js";

export class XyCustomers extends StaffPage {
  static properties = { customer: { state: true }, talks: { state: true }, tickets: { state: true }, problem: { state: true }, told: { state: true }, erasing: { state: true } };

  static styles = [
    base,
    buttons,
    fields,
    chips,
    pageStyles,
    css`
      form {
        display: flex;
        flex-wrap: wrap;
        gap: var(--xy-2);
      }
      form .field {
        flex: 1;
        min-width: 12em;
        max-width: 28em;
      }
      li {
        padding: 6px 0;
        font-size: var(--xy-text-s);
        border-bottom: 1px solid var(--xy-border);
      }
      .chips {
        display: flex;
        flex-wrap: wrap;
        gap: 4px;
      }
    `,
  ];

  name = "customers";
  heading = t("customers.title");

  entered() {
    const id = new URLSearchParams(location.search).get("customer");
    if (id) this.#show(id);
  }

  content() {
    return html`<form role="search" @submit=${this.#search}>
        <input class="field" name="q" required placeholder=${t("customers.search")} aria-label=${t("customers.search")} data-testid="customer-search" />
        <button class="btn staff">${t("agent.search.go")}</button>
      </form>
      ${this.told ? html`<p role="status" data-testid="told">${this.told}</p>` : nothing}
      ${this.problem ? problemState(this.problem, () => this.entered()) : this.customer ? this.#profile(this.customer) : this.talks ? this.#found() : html`<xy-state kind="empty" .heading=${t("customers.choose")} .detail=${t("customers.choose.detail")}></xy-state>`}`;
  }

  #found() {
    return html`<section class="panel">
      <h2>${t("customers.found")}</h2>
      ${this.talks.length
        ? html`<ul>
            ${this.talks.map((talk) => html`<li><button class="btn dense" data-testid="found" @click=${() => this.#show(talk.customer.externalId)}>${talk.customer.name || talk.customer.externalId}</button> <time class="muted" title=${exact(talk.lastAt)}>${relative(talk.lastAt)}</time> ${talk.text}</li>`)}
          </ul>`
        : html`<p class="muted">${t("agent.search.none")}</p>`}
    </section>`;
  }

  #profile(one) {
    const { rfm, preferences } = one;
    return html`<div class="two">
      <section class="panel" data-testid="profile">
        <h2>${one.name || t("agent.anonymous")} <span class="small muted">${one.externalId}</span></h2>
        <p class="chips">
          <span class="chip ${one.verified ? "good" : ""}">${t(one.verified ? "agent.verified" : "agent.unverified")}</span>
          ${one.tier ? html`<span class="chip blue" data-testid="tier">${word("tier", one.tier)}</span>` : nothing}
          ${preferences.elderMode ? html`<span class="chip accent">${t("agent.elder")}</span>` : nothing}
          ${one.tags.map((tag) => html`<span class="chip">${tag}</span>`)}
        </p>
        <p>${rfm.daysSinceLast === null ? t("customers.rfm.none") : t("customers.rfm", { days: rfm.daysSinceLast, orders: rfm.ordersIn30Days, spend: rfm.yearlySpend })}</p>
        <h3>${t("customers.preferences")}</h3>
        <p class="small">${word("dialect", preferences.dialect)} · ${t(preferences.notify ? "customers.notify.on" : "customers.notify.off")} · ${t("customers.quiet", { from: preferences.quietFrom, to: preferences.quietTo })} · ${t("customers.channels")}：${one.channels.map((channel) => word("channel", channel)).join("、")}</p>
        <h3>${t("customers.contacts")}</h3>
        ${one.contacts.length ? nothing : html`<p class="small muted">${t("customers.contacts.none")}</p>`}
        <ul data-testid="contacts">
          ${one.contacts.map((contact) => html`<li><b class="num">${contact.phone}</b> ${t("customers.consent", { purpose: word("consent", contact.purpose) })} <time class="muted" title=${exact(contact.consentedAt)}>${relative(contact.consentedAt)}</time></li>`)}
        </ul>
        <h3>${t("agent.orders")}</h3>
        <ul>
          ${one.orders.map((order) => html`<li><b>${order.item}</b> ¥${order.amount} <span class="chip">${word("order.status", order.status)}</span> <span class="muted num">${order.orderNo}</span></li>`)}
        </ul>
        <h3>${t("agent.tickets")}</h3>
        ${this.tickets?.length ? nothing : html`<p class="small muted">${t("agent.tickets.none")}</p>`}
        <ul>
          ${this.tickets?.map((ticket) => html`<li><a href="/tickets?ticket=${ticket.id}">${ticket.number}</a> ${ticket.subject} <span class="chip">${word("ticket.state", ticket.state)}</span></li>`)}
        </ul>
      </section>
      <div>
        <section class="panel">
          <h2>${t("customers.talks")} · ${one.conversations}</h2>
          <ul>
            ${this.talks?.map((talk) => html`<li><time class="muted" title=${exact(talk.lastAt)}>${relative(talk.lastAt)}</time> <span class="chip">${t(`agent.status.${talk.status}`, { name: word("person", talk.lastAgent) || "" })}</span><br />${talk.text}</li>`)}
          </ul>
        </section>
        ${one.mayExport || one.mayErase ? this.#duties(one) : nothing}
      </div>
    </div>`;
  }

  #duties(one) {
    return html`<section class="panel" style="margin-top:16px">
      <div class="bar">
        ${one.mayExport ? html`<button class="btn dense" data-testid="export" @click=${() => this.#export(one)}>${t("customers.export")}</button>` : nothing}
        ${one.mayErase ? html`<button class="btn dense" data-testid="erase" aria-expanded=${Boolean(this.erasing)} @click=${() => (this.erasing = !this.erasing)}>${t("customers.erase")}</button>` : nothing}
      </div>
      ${this.erasing
        ? html`<form @submit=${this.#erase}>
            <p class="small">${t("customers.erase.warn")}</p>
            <input class="field" name="reason" required maxlength="500" placeholder=${t("customers.erase.reason")} aria-label=${t("customers.erase.reason")} data-testid="erase-reason" />
            <button class="btn" data-testid="erase-do">${t("customers.erase.do")}</button>
          </form>`
        : nothing}
    </section>`;
  }

  #showing = latest();

  async #search(event) {
    event.preventDefault();
    const words = event.target.q.value.trim();
    if (/^[\w-]+$/.test(words)) {
      await this.#show(words);
      if (!this.problem) return;
    }
    await this.#try(async () => {
      const wanted = this.#showing();
      const { conversations } = await this.session.call("GET", `/conversations?q=${encodeURIComponent(words)}&limit=50`);
      if (wanted()) Object.assign(this, { customer: null, talks: conversations });
    });
  }

  async #show(id) {
    const key = encodeURIComponent(id);
    const wanted = this.#showing();
    await this.#try(async () => {
      const [customer, { conversations }, { tickets }] = await Promise.all([
        this.session.call("GET", `/customers/${key}`),
        this.session.call("GET", `/conversations?customer=${key}&limit=50`).catch(() => ({ conversations: [] })),
        this.session.call("GET", `/tickets?customer=${key}`),
      ]);
      if (!wanted()) return;
      Object.assign(this, { customer, talks: conversations, tickets });
      history.replaceState(null, "", `?customer=${key}`);
    });
  }

  #export(one) {
    return this.#try(async () => {
      const all = await this.session.call("GET", `/customers/${encodeURIComponent(one.externalId)}/export`);
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([JSON.stringify(all, null, 2)], { type: "application/json" }));
      link.download = `${one.externalId}.json`;
      link.click();
      URL.revokeObjectURL(link.href);
      this.told = t("customers.exported");
    });
  }

  #erase(event) {
    event.preventDefault();
    return this.#try(async () => {
      const done = await this.session.call("POST", `/customers/${encodeURIComponent(this.customer.externalId)}/erasure`, { reason: event.target.reason.value });
      Object.assign(this, { customer: null, talks: null, erasing: false, told: t("customers.erased", done) });
    });
  }

  async #try(act) {
    this.told = null;
    try {
      await act();
      this.problem = null;
    } catch (problem) {
      this.problem = problem;
    }
  }
}
customElements.define("xy-customers", XyCustomers);
