/** The right column: the hand-over card, what is filed with it, and the three ways on. */
import { LitElement, html, css, nothing } from "lit";
import { base, chips } from "/ui/styles.js";
import { t, word } from "/ui/text.js";
import { exact, relative } from "/ui/time.js";
import { dialectChip } from "./queue-column.js";
import "/ui/xy-attachment.js";
import "./order-actions.js";
import "./case-panel.js";
import "./ways-on.js";

export class CardColumn extends LitElement {
  static properties = { desk: { attribute: false }, casework: { attribute: false }, stamp: { attribute: false } };

  static styles = [
    base,
    chips,
    css`
      :host {
        display: flex;
        flex-direction: column;
        min-height: 0;
        background: var(--xy-surface);
        border-left: 1px solid var(--xy-border);
      }
      xy-attachment {
        --thumb: 110px;
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
      .orders {
        display: grid;
        gap: var(--xy-2);
        margin-top: 4px;
      }
      footer {
        padding: var(--xy-3) var(--xy-4);
        border-top: 1px solid var(--xy-border);
      }
    `,
  ];

  render() {
    const { current, open } = this.desk;
    if (!current) return html`<div class="card"></div>`;
    return html`<div class="card" data-testid="card" tabindex="0" role="region" aria-label=${t("agent.card")}>
        ${open?.card ? this.#card(open.card) : html`<xy-state kind="loading" lines="8"></xy-state>`}
      </div>
      ${current.mine ? html`<ways-on .desk=${this.desk} .casework=${this.casework} .stamp=${this.stamp}></ways-on>` : html`<footer><p class="muted small">${t("agent.cardWaiting")}</p></footer>`}`;
  }

  #card(card) {
    return html`<div>
        <h2><a href="/customers?customer=${encodeURIComponent(card.customer?.externalId ?? "")}" target="_blank" rel="opener" title=${t("agent.profile")}>${card.customer?.name || t("agent.anonymous")}</a></h2>
        <div class="chips">
          <span class="chip ${card.customer?.verified ? "good" : ""}">${t(card.customer?.verified ? "agent.verified" : "agent.unverified")}</span>
          ${dialectChip(card.dialect)} ${card.elderMode ? html`<span class="chip accent">${t("agent.elder")}</span>` : nothing}
          ${/^[6-9]\d/.test(card.customer?.ageGroup ?? "") ? html`<span class="chip accent" data-testid="elder">${t("age.elder")}</span>` : nothing}
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
      ${card.attachments?.length ? html`<section data-testid="card-files"><h3>${t("agent.files")}</h3>${card.attachments.map((one) => html`<xy-attachment .attachment=${one} .conversation=${this.desk.selected} .fetch=${(path) => this.casework.file(path)}></xy-attachment>`)}</section>` : nothing}
      ${card.flow ? html`<section><h3>${t("agent.flow")}</h3><p class="small">${card.flow.name} · ${t(`flow.${card.flow.state}`)}</p></section>` : nothing}
      ${card.tried?.length ? html`<section><h3>${t("agent.tried")}</h3><ul>${card.tried.map(tried)}</ul></section>` : nothing}
      <section>
        <h3>${t("agent.orders")}</h3>
        <div class="orders">
          ${card.orders?.map((order) => html`<order-actions .order=${order} .casework=${this.casework} .conversation=${this.desk.selected} ?mine=${this.desk.current.mine}></order-actions>`)}
        </div>
        ${card.orders?.length ? nothing : html`<p class="small muted">${t("agent.noOrders")}</p>`}
      </section>
      <case-panel .casework=${this.casework} .conversation=${this.desk.selected} .customer=${card.customer?.externalId} .items=${this.desk.open.items}></case-panel>`;
  }
}
customElements.define("card-column", CardColumn);

const tried = ({ question, answer, articleTitle }) =>
  html`<li><b>${question}</b><br />${answer}${articleTitle ? html`<br /><span class="muted">${t("chat.basis", { title: articleTitle })}</span>` : nothing}</li>`;
