/** One conversation, word for word, over the page. */
import { LitElement, html, css, nothing } from "lit";
import { base, buttons } from "/ui/styles.js";
import { latest } from "/ui/latest.js";
import { t } from "/ui/text.js";
import { exact, hourMinute } from "/ui/time.js";

export class TalkDialog extends LitElement {
  static properties = { session: { attribute: false }, items: { state: true }, problem: { state: true } };

  static styles = [
    base,
    buttons,
    css`
      dialog {
        width: min(760px, 94vw);
        max-height: 86vh;
        padding: var(--xy-4) var(--xy-5);
        border: 1px solid var(--xy-border);
        border-radius: var(--xy-radius);
        background: var(--xy-surface);
        color: var(--xy-ink);
      }
      header {
        display: flex;
        justify-content: space-between;
        align-items: center;
        gap: var(--xy-3);
        margin-bottom: var(--xy-3);
      }
      article {
        padding: var(--xy-2) 0;
        border-bottom: 1px solid var(--xy-border);
      }
      .meta {
        font-size: var(--xy-text-xs);
        color: var(--xy-ink-2);
      }
      .text {
        white-space: pre-wrap;
      }
    `,
  ];

  #asking = latest();

  /** Shows a conversation. */
  async look(conversationId) {
    const wanted = this.#asking();
    this.items = this.problem = null;
    this.renderRoot.querySelector("dialog").showModal();
    try {
      const { events } = await this.session.call("GET", `/conversations/${encodeURIComponent(conversationId)}/events?after=0`);
      if (wanted()) this.items = events;
    } catch (problem) {
      if (wanted()) this.problem = problem.detail ?? problem.message;
    }
  }

  render() {
    return html`<dialog aria-labelledby="talk" data-testid="talk">
      <header>
        <h2 id="talk">${t("manager.talk")}</h2>
        <button class="btn dense" data-testid="talk-close" @click=${() => this.renderRoot.querySelector("dialog").close()}>${t("manager.talk.close")}</button>
      </header>
      ${this.problem ? html`<p role="alert">${this.problem}</p>` : nothing}
      ${this.items ? this.items.map((item) => this.#item(item)) : this.problem ? nothing : html`<xy-state kind="loading" lines="6"></xy-state>`}
    </dialog>`;
  }

  #item(item) {
    const when = html`<time datetime=${item.at} title=${exact(item.at)}>${hourMinute(item.at)}</time>`;
    if (item.type === "message") {
      const who = item.authorName || t(`agent.${item.author === "customer" ? "customer" : "bot"}`);
      return html`<article><p class="meta">${who} ${when}</p><p class="text">${item.text}</p></article>`;
    }
    if (item.type === "status") return html`<article><p class="meta">${t(`agent.status.${item.status}`, { name: item.agentName ?? "" })} ${when}</p></article>`;
    if (item.type === "rated") return html`<article><p class="meta">${t("agent.rated", { score: item.score, resolved: t(item.resolved ? "chat.rate.yes" : "chat.rate.no") })} ${when}</p></article>`;
    return nothing;
  }
}
customElements.define("talk-dialog", TalkDialog);
