/** One order of the shopper, with what an agent may do about it. */
import { LitElement, html, css, nothing } from "lit";
import { base, buttons, fields, chips } from "/ui/styles.js";
import { t, word } from "/ui/text.js";
import { relative } from "/ui/time.js";

const REASONS = ["no_reason", "quality", "damaged", "wrong_item"];

/** What may be done, by state of the order. */
function possible(order) {
  const all = [];
  if (order.status === "paid") all.push("cancel");
  if (order.status === "signed" && !order.returns?.length && !order.exchanges?.length) all.push("return", "exchange");
  return [...all, "compensate"];
}

export class OrderActions extends LitElement {
  static properties = {
    order: { attribute: false },
    casework: { attribute: false },
    conversation: {},
    mine: { type: Boolean },
    wish: { state: true },
    busy: { state: true },
    said: { state: true },
  };

  static styles = [
    base,
    buttons,
    fields,
    chips,
    css`
      :host {
        display: grid;
        gap: 4px;
        padding: var(--xy-2) var(--xy-3);
        border: 1px solid var(--xy-border);
        border-radius: var(--xy-radius);
        font-size: var(--xy-text-s);
      }
      .head {
        display: flex;
        justify-content: space-between;
        gap: var(--xy-2);
      }
      .ways {
        display: flex;
        flex-wrap: wrap;
        gap: var(--xy-1);
      }
      .ways .btn {
        min-height: 32px;
        padding-inline: var(--xy-2);
      }
      form {
        display: grid;
        gap: var(--xy-2);
        padding-top: var(--xy-2);
        border-top: 1px solid var(--xy-border);
      }
      label {
        display: grid;
        gap: 2px;
      }
    `,
  ];

  render() {
    const { order } = this;
    return html`<p class="head"><b>${order.item}</b><span class="num">¥${order.amount}</span></p>
      <p class="muted">${order.spec} · <span class="num">${order.orderNo}</span></p>
      <p>
        <span class="chip">${word("order.status", order.status)}</span> ${order.signedAt ? t("agent.signed", { when: relative(order.signedAt) }) : nothing}
        ${order.returns?.length ? html`<span class="chip warn">${t("agent.act.return")}</span>` : nothing}
        ${order.exchanges?.length ? html`<span class="chip warn">${t("agent.act.exchange")}</span>` : nothing}
        ${(order.compensations ?? []).map((one) => html`<span class="chip good">${t("agent.act.compensate")} ¥${one.amount}</span>`)}
      </p>
      ${this.mine && !this.wish
        ? html`<p class="ways">${possible(order).map((way) => html`<button class="btn dense" data-testid="order-${way}" @click=${() => this.#begin(way)}>${t(`agent.act.${way}`)}</button>`)}</p>`
        : nothing}
      ${this.wish ? this.#form() : nothing}
      <p role="status" ?hidden=${!this.said} class="small" data-testid="order-said">${this.said}</p>`;
  }

  #form() {
    const way = this.wish;
    return html`<form @submit=${this.#do}>
      ${way === "compensate"
        ? html`<label>${t("agent.act.amount")}<input class="field" name="amount" inputmode="decimal" pattern="\\d{1,6}(\\.\\d{1,2})?" required data-testid="act-amount" /></label>
            <p class="muted">${t("agent.act.limit")}</p>`
        : nothing}
      ${way === "return" || way === "exchange"
        ? html`<label>${t("agent.act.reason")}<select class="field" name="reason">${REASONS.map((reason) => html`<option value=${reason}>${t(`reasonOf.${reason}`)}</option>`)}</select></label>`
        : html`<label>${t("agent.act.reason")}<input class="field" name="reason" maxlength="200" required data-testid="act-reason" /></label>`}
      ${way === "exchange" ? html`<label>${t("agent.act.toSpec")}<input class="field" name="toSpec" maxlength="60" /></label>` : nothing}
      <p class="ways">
        <button class="btn dense staff" ?disabled=${this.busy} data-testid="act-do">${t("agent.act.do")}</button>
        <button type="button" class="btn dense" @click=${() => (this.wish = null)}>${t("agent.back")}</button>
      </p>
    </form>`;
  }

  async #begin(way) {
    this.wish = way;
    this.said = null;
    await this.updateComplete;
    this.renderRoot.querySelector("form .field").focus();
  }

  async #do(event) {
    event.preventDefault();
    const { reason, ...values } = Object.fromEntries(new FormData(event.target));
    const action = { return: "create_return", exchange: "create_exchange", compensate: "grant_compensation", cancel: "cancel_order" }[this.wish];
    this.busy = true;
    try {
      const { status, detail, code } = await this.casework.act(this.conversation, action, this.order.orderNo, reason, values);
      this.said = { done: t("agent.act.done"), waiting_for_approval: t("agent.act.waiting"), refused: t("agent.act.refused", { why: detail || code }) }[status] ?? t("agent.act.failed");
      this.wish = null;
      this.dispatchEvent(new CustomEvent("acted", { bubbles: true, composed: true }));
    } catch (problem) {
      this.said = t("agent.failed", { why: problem.message });
    } finally {
      this.busy = false;
    }
  }
}
customElements.define("order-actions", OrderActions);
