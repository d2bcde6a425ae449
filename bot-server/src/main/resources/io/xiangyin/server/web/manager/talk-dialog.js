/** One conversation, word for word, over the page. */
import { html, nothing } from "lit";
import { t } from "/ui/text.js";
import { exact, hourMinute } from "/ui/time.js";
import { ReadingDialog } from "./dialog.js";

export class TalkDialog extends ReadingDialog {
  /** Shows a conversation. */
  look(conversationId) {
    return this.open(`/conversations/${encodeURIComponent(conversationId)}/events?after=0`);
  }

  render() {
    return this.frame("talk", t("manager.talk"), ({ events }) => events.map((item) => this.#item(item)));
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
