/** The left column: the loud clock, who waits, and my conversations. Fires "choose" with a conversation id. */
import { LitElement, html, css, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { base, buttons, chips } from "/ui/styles.js";
import { t, word } from "/ui/text.js";
import { exact, relative } from "/ui/time.js";
import { problemState } from "/ui/xy-state.js";
import "/ui/xy-clock.js";

const URGENCY = { safety: "bad", complaint: "warn", care: "accent", value: "blue", normal: "" };

export class QueueColumn extends LitElement {
  static properties = { desk: { attribute: false }, stamp: { attribute: false } };

  static styles = [
    base,
    buttons,
    chips,
    css`
      :host {
        display: block;
        overflow-y: auto;
        background: var(--xy-surface);
        border-right: 1px solid var(--xy-border);
      }
      .service {
        padding: var(--xy-3) var(--xy-4) var(--xy-4);
        border-bottom: 1px solid var(--xy-border);
      }
      h2 {
        padding: var(--xy-3) var(--xy-4) var(--xy-1);
        font-size: var(--xy-text-s);
        color: var(--xy-ink-2);
      }
      .item {
        display: grid;
        gap: 2px;
        width: 100%;
        padding: 10px var(--xy-4);
        border: 0;
        border-left: 4px solid transparent;
        border-bottom: 1px solid var(--xy-border);
        background: none;
        color: inherit;
        font: inherit;
        text-align: left;
        cursor: pointer;
      }
      .item:hover {
        background: var(--xy-surface-2);
      }
      .item[aria-current="true"] {
        background: var(--xy-blue-soft);
        border-left-color: var(--xy-blue);
      }
      .item:focus-visible {
        outline-offset: -3px;
      }
      .line {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: 2px var(--xy-2);
      }
      .chips {
        display: flex;
        flex-wrap: wrap;
        gap: 4px;
      }
      .last {
        font-size: var(--xy-text-s);
        color: var(--xy-ink-2);
        display: -webkit-box;
        -webkit-line-clamp: 2;
        -webkit-box-orient: vertical;
        overflow: hidden;
      }
    `,
  ];

  render() {
    const { desk } = this;
    if (!desk.queue) return desk.problem ? problemState(desk.problem, () => desk.refresh()) : html`<xy-state kind="loading" lines="6"></xy-state>`;
    const target = desk.queue.serviceLevelSeconds;
    const longest = desk.waiting.reduce((a, b) => (!a || b.requestedAt < a.requestedAt ? b : a), null);
    return html`<section class="service" aria-label=${t("agent.longest")}>
        <p class="muted small">${longest ? t("agent.longest") : t("agent.nobody")}</p>
        ${longest ? html`<xy-clock loud .since=${longest.requestedAt} .target=${target} data-testid="service-clock"></xy-clock>` : nothing}
        <p class="muted small">${t("agent.target", { n: target })}</p>
      </section>
      <h2>${t("agent.waiting")} · ${desk.waiting.length}</h2>
      ${desk.waiting.length ? nothing : html`<xy-state kind="empty" .heading=${t("agent.nobody")} .detail=${t("agent.nobody.detail")}></xy-state>`}
      <ul>
        ${repeat(desk.waiting, (entry) => entry.conversationId, (entry) => this.#waiting(entry, target))}
      </ul>
      <h2>${t("agent.mine")} · ${desk.mine.length}</h2>
      ${desk.mine.length ? nothing : html`<xy-state kind="empty" .heading=${t("agent.noMine")} .detail=${t("agent.noMine.detail")}></xy-state>`}
      <ul>
        ${repeat(desk.mine, (entry) => entry.conversationId, (entry) => this.#mine(entry))}
      </ul>
      ${desk.others.length
        ? html`<h2>${t("agent.watching")} · ${desk.others.length}</h2>
            <ul>
              ${repeat(desk.others, (entry) => entry.conversationId, (entry) => this.#other(entry))}
            </ul>`
        : nothing}`;
  }

  #waiting(entry, target) {
    const urgency = word("urgency", entry.urgency);
    const reason = word("reason", entry.reason);
    return this.#item(
      entry,
      "queue-item",
      html`<xy-clock .since=${entry.requestedAt} .target=${target}></xy-clock>`,
      html`<span class="chips">
        ${entry.offeredTo === this.desk.me.id ? html`<span class="chip good" data-testid="offered">${t("agent.offered")}</span>` : nothing}
        <span class="chip ${URGENCY[entry.urgency] ?? ""}">${urgency}</span>
        ${reason === urgency ? nothing : html`<span class="chip">${reason}</span>`}
        ${entry.callback ? html`<span class="chip warn">${t("agent.callback")}</span>` : nothing}
        ${entry.messageLeft ? html`<span class="chip accent">${t("agent.messageLeft")}</span>` : nothing}
        ${dialectChip(entry.dialect)} ${entry.elderMode ? html`<span class="chip accent">${t("agent.elder")}</span>` : nothing}
      </span>`,
    );
  }

  #mine(entry) {
    const answered = entry.lastAuthor !== "customer";
    return this.#item(
      entry,
      "mine-item",
      answered ? time(entry.lastAt) : html`<xy-clock .since=${entry.lastAt} .target=${this.desk.queue.serviceLevelSeconds} title=${t("agent.answerWithin")}></xy-clock>`,
      html`<span class="chips">${dialectChip(entry.dialect)} ${entry.elderMode ? html`<span class="chip accent">${t("agent.elder")}</span>` : nothing}</span>`,
    );
  }

  #other(entry) {
    return this.#item(entry, "other-item", time(entry.lastAt), html`<span class="chips"><span class="chip">${entry.agentName || entry.agentId}</span></span>`);
  }

  #item(entry, testid, clock, more) {
    const current = entry.conversationId === this.desk.selected;
    return html`<li>
      <button class="item" data-testid=${testid} data-conversation=${entry.conversationId} aria-current=${current} @click=${() => this.#choose(entry)}>
        <span class="line"><strong>${entry.customer?.name || t("agent.anonymous")}</strong>${clock}</span>
        ${more}
        <span class="last">${entry.lastText}</span>
      </button>
    </li>`;
  }

  #choose(entry) {
    this.dispatchEvent(new CustomEvent("choose", { detail: entry.conversationId }));
  }
}
customElements.define("queue-column", QueueColumn);

const time = (at) => html`<time class="small muted" datetime=${at} title=${exact(at)}>${relative(at)}</time>`;

/** A chip for a dialect other than Mandarin. */
export function dialectChip(dialect) {
  if (!dialect || ["cmn", "mandarin", "zh", "unknown", "putonghua"].includes(dialect.toLowerCase())) return nothing;
  return html`<span class="chip blue">${word("dialect", dialect)}</span>`;
}
