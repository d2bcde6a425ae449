/** A small shop as a customer of the demo sees it: their orders, some goods, and the chat by its one script tag. */
import { LitElement, html, nothing } from "lit";
import { base, buttons, chips } from "/ui/styles.js";
import { request } from "/ui/api.js";
import { t, word } from "/ui/text.js";
import { dayLabel, exact } from "/ui/time.js";
import { problemState } from "/ui/xy-state.js";
import { GOODS, pictureOf } from "./goods.js";
import { shopStyles } from "./shop-styles.js";

export class XyShop extends LitElement {
  static properties = { info: { state: true }, orders: { state: true }, problem: { state: true } };
  static styles = [base, buttons, chips, shopStyles];

  #query = new URLSearchParams(location.search);

  connectedCallback() {
    super.connectedCallback();
    this.#load();
  }

  render() {
    const customer = this.#customer;
    return html`<header>
        <div class="wide">
          <a class="logo" href="/shop?${this.#query}">${this.info?.shop ?? t("shop.name")}</a>
          <div class="search" aria-hidden="true">${t("shop.search")}</div>
          <span class="hello">${customer ? t("shop.hello", { name: customer.name }) : t("shop.visitor")}</span>
          <a class="switch" href="/">${t("shop.switch")}</a>
        </div>
      </header>
      <main class="wide">
        <section class="welcome">
          <h1>${t("shop.banner")}</h1>
          <p>${t("shop.banner.detail")}</p>
        </section>
        <section aria-labelledby="orders">
          <h2 id="orders">${t("shop.orders")}</h2>
          ${this.#orders()}
        </section>
        <section aria-labelledby="goods">
          <h2 id="goods">${t("shop.goods")}</h2>
          <ul class="goods">
            ${GOODS.map(([name, category, price]) => html`<li>${picture(category, "tall")}<h3>${name}</h3><p class="price num">¥${price}</p></li>`)}
          </ul>
        </section>
      </main>
      <footer class="wide small muted">${t("shop.footer")}</footer>`;
  }

  #orders() {
    if (this.problem) return problemState(this.problem, () => this.#load());
    if (!this.orders) return html`<xy-state kind="loading" lines="4"></xy-state>`;
    if (!this.orders.length) return html`<xy-state kind="empty" .heading=${t("shop.noOrders")} .detail=${t("shop.noOrders.detail")}></xy-state>`;
    return html`<ul class="orders">${this.orders.map((order) => this.#order(order))}</ul>`;
  }

  #order(order) {
    const when = order.signedAt ?? order.shippedAt ?? order.paidAt;
    return html`<li class="order" data-testid="order">
      ${picture(order.category, "")}
      <div>
        <h3>${order.item}</h3>
        <p class="small muted">${order.spec}${order.quantity ? ` × ${order.quantity}` : ""}</p>
        <p class="small muted num">${t("shop.orderNo", { no: order.orderNo })}</p>
      </div>
      <div class="right">
        <p class="price num">¥${order.amount}</p>
        <p><span class="chip accent">${word("order.status", order.status)}</span></p>
        ${when ? html`<p class="small muted"><time datetime=${when} title=${exact(when)}>${dayLabel(when)}</time></p>` : nothing}
      </div>
    </li>`;
  }

  get #customer() {
    return this.info?.customers.find((one) => one.id === this.#query.get("customer"));
  }

  async #load() {
    this.problem = null;
    try {
      this.info ??= await request("GET", "/demo/info");
      document.title = this.info.shop;
      this.#addChat();
      const id = this.#query.get("customer");
      this.orders = id ? (await request("GET", `/demo/orders?customer=${encodeURIComponent(id)}`)).orders : [];
    } catch (problem) {
      this.problem = problem;
    }
  }

  /** What a shop writes into its page as one tag; here by script, because the customer comes from the address. */
  #addChat() {
    if (document.querySelector("script[data-shop]")) return;
    const script = document.createElement("script");
    script.src = "/widget.js";
    script.async = true;
    script.dataset.shop = this.info.shop;
    const customer = this.#query.get("customer");
    if (customer) script.dataset.customer = customer;
    if (this.#customer) script.dataset.name = this.#customer.name;
    for (const name of ["elder", "open"]) if (this.#query.get(name) === "1") script.dataset[name] = "1";
    document.head.append(script);
  }
}
customElements.define("xy-shop", XyShop);

function picture(category, kind) {
  const [word, tint] = pictureOf(category);
  return html`<div class="picture ${kind} ${tint}" aria-hidden="true">${word}</div>`;
}
