/** The right column: the hand-over card and the three ways on. Fires "done" after one of them. */
import { LitElement, html, css, nothing } from "lit";
import { base, buttons, fields, chips } from "/ui/styles.js";
import { t, word } from "/ui/text.js";
import { exact, relative } from "/ui/time.js";
import { dialectChip } from "./queue-column.js";

export class CardColumn extends LitElement {
  static properties = { desk: { attribute: false }, stamp: { attribute: false }, problem: { state: true }, busy: { state: true } };

  static styles = [
    base,
    buttons,
    fields,
    chips,
    css`
      :host {
        display: flex;
        flex-direction: column;
        min-height: 0;
        background: var(--xy-surface);
        border-left: 1px solid var(--xy-border);
      }
      .card {
        flex: 1;
        min-height: 0;
        overflow-y: auto;
        padding: var(--xy-4);
        display: grid;
        align-content: start;
        gap: var(--xy-4);
      }
      h2 {
        font-size: var(--xy-text-l);
      }
      h3 {
        font-size: var(--xy-text-xs);
        color: var(--xy-ink-2);
        font-weight: 600;
      }
      .chips {
        display: flex;
        flex-wrap: wrap;
        gap: 4px;
        margin-top: 4px;
      }
      .wanted {
        font-size: var(--xy-text-l);
        font-weight: 600;
        line-height: 1.5;
      }
      dl {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: 2px var(--xy-3);
        font-size: var(--xy-text-s);
      }
      dt {
        color: var(--xy-ink-2);
      }
      li {
        font-size: var(--xy-text-s);
        padding: 4px 0;
      }
      .order {
        padding: var(--xy-2) var(--xy-3);
        border: 1px solid var(--xy-border);
        border-radius: var(--xy-radius);
        margin-top: var(--xy-2);
      }
      .order p:first-child {
        display: flex;
        justify-content: space-between;
        gap: var(--xy-2);
      }
      footer {
        display: grid;
        gap: var(--xy-2);
        padding: var(--xy-3) var(--xy-4);
        border-top: 1px solid var(--xy-border);
      }
      .ways {
        display: grid;
        grid-template-columns: repeat(3, auto);
        gap: var(--xy-2);
      }
      .ways .btn {
        padding-inline: var(--xy-2);
      }
      textarea {
        resize: vertical;
      }
    `,
  ];

  willUpdate() {
    if (this.shown === this.desk.selected) return;
    this.shown = this.desk.selected;
    this.problem = null;
    const note = this.renderRoot?.querySelector("textarea");
    if (note) note.value = "";
  }

  render() {
    const { current, open } = this.desk;
    if (!current) return html`<div class="card"></div>`;
    return html`<div class="card" data-testid="card" tabindex="0" role="region" aria-label=${t("agent.card")}>
        ${open?.card ? this.#card(open.card) : html`<xy-state kind="loading" lines="8"></xy-state>`}
      </div>
      ${current.mine ? this.#ways() : html`<footer><p class="muted small">${t("agent.cardWaiting")}</p></footer>`}`;
  }

  #card(card) {
    return html`<div>
        <h2>${card.customer?.name || t("agent.anonymous")}</h2>
        <div class="chips">
          <span class="chip ${card.customer?.verified ? "good" : ""}">${t(card.customer?.verified ? "agent.verified" : "agent.unverified")}</span>
          ${dialectChip(card.dialect)} ${card.elderMode ? html`<span class="chip accent">${t("agent.elder")}</span>` : nothing}
          ${card.emotion ? html`<span class="chip">${t("agent.mood")}：${word("emotion", card.emotion.label)}</span>` : nothing}
        </div>
      </div>
      <section>
        <h3>${t("agent.why")}</h3>
        <p>
          <b>${word("urgency", card.urgency)} · ${word("reason", card.reason)}</b>
          <time class="small muted" datetime=${card.requestedAt} title=${exact(card.requestedAt)}>${relative(card.requestedAt)}</time>
        </p>
        ${card.reasonText ? html`<p class="small">${card.reasonText}</p>` : nothing}
      </section>
      ${card.callback
        ? html`<section data-testid="callback"><h3>${t("agent.callback")}</h3><p class="wanted num">${card.callback.phone ?? t("agent.callback.noNumber")}</p></section>`
        : nothing}
      ${card.messages?.length
        ? html`<section data-testid="messages-left"><h3>${t("agent.messageLeft")}</h3><ul>${card.messages.map((text) => html`<li>${text}</li>`)}</ul></section>`
        : nothing}
      ${card.wanted ? html`<section><h3>${t("agent.wanted")}</h3><p class="wanted">${card.wanted}</p></section>` : nothing}
      ${card.slots?.length
        ? html`<section><h3>${t("agent.slots")}</h3><dl>${card.slots.map((slot) => html`<dt>${slot.label}</dt><dd>${slot.value}</dd>`)}</dl></section>`
        : nothing}
      ${card.flow ? html`<section><h3>${t("agent.flow")}</h3><p class="small">${card.flow.name} · ${t(`flow.${card.flow.state}`)}</p></section>` : nothing}
      ${card.tried?.length ? html`<section><h3>${t("agent.tried")}</h3><ul>${card.tried.map(tried)}</ul></section>` : nothing}
      <section>
        <h3>${t("agent.orders")}</h3>
        ${card.orders?.length ? card.orders.map(order) : html`<p class="small muted">${t("agent.noOrders")}</p>`}
      </section>`;
  }

  #ways() {
    const way = (path, testid, key, kind) =>
      html`<button class="btn ${kind}" ?disabled=${this.busy} data-testid=${testid} @click=${() => this.#handOn(path)}>${t(key)}</button>`;
    return html`<footer>
      <label for="note">${t("agent.noteField")}</label>
      <textarea id="note" class="field" rows="2" maxlength="1000" data-testid="note-input"></textarea>
      <p class="field-error" role="alert" ?hidden=${!this.problem}>${this.problem}</p>
      <div class="ways">
        ${way("return-to-bot", "return-to-bot", "agent.return", "")} ${way("transfer", "transfer", "agent.transfer", "")} ${way("resolve", "resolve", "agent.resolve", "staff")}
      </div>
    </footer>`;
  }

  async #handOn(way) {
    const note = this.renderRoot.querySelector("textarea");
    this.busy = true;
    this.problem = null;
    try {
      await this.desk.handOn(way, note.value.trim());
      note.value = "";
    } catch (problem) {
      this.problem = t("agent.failed", { why: problem.message });
    } finally {
      this.busy = false;
    }
  }
}
customElements.define("card-column", CardColumn);

const tried = ({ question, answer, articleTitle }) =>
  html`<li><b>${question}</b><br />${answer}${articleTitle ? html`<br /><span class="muted">${t("chat.basis", { title: articleTitle })}</span>` : nothing}</li>`;

function order(one) {
  return html`<div class="order small">
    <p><b>${one.item}</b><span class="num">¥${one.amount}</span></p>
    <p class="muted">${one.spec}</p>
    <p><span class="chip">${word("order.status", one.status)}</span> ${one.signedAt ? t("agent.signed", { when: relative(one.signedAt) }) : nothing}</p>
    <p class="muted num">${one.orderNo}</p>
  </div>`;
}
