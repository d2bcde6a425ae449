/** The middle column: the open conversation, with the bot's part folded, and the composer or the accept button. */
import { LitElement, html, nothing } from "lit";
import { live } from "lit/directives/live.js";
import { base, buttons, fields, chips } from "/ui/styles.js";
import { t } from "/ui/text.js";
import { clipIcon } from "/ui/icons.js";
import { KINDS } from "/ui/upload.js";
import { exact, relative } from "/ui/time.js";
import { problemState } from "/ui/xy-state.js";
import { conversationStyles } from "./conversation-styles.js";
import { dialectChip } from "./queue-column.js";
import { happening } from "./happening.js";
import "/ui/xy-attachment.js";
import "./suggestion-bar.js";
import "./canned-picker.js";
import "./mention-picker.js";

/** Fires "accept", "decline", "take-over" and "pin"; sends replies through the desk. Drafts are kept per conversation. */
export class ConversationColumn extends LitElement {
  static properties = {
    desk: { attribute: false },
    casework: { attribute: false },
    canned: { attribute: false },
    stamp: { attribute: false },
    pinned: { type: Boolean },
    problem: { state: true },
    draft: { state: true },
    whispered: { state: true },
  };
  static styles = [base, buttons, fields, chips, conversationStyles];

  #drafts = new Map();
  #shown = null;
  #unfolded = false;
  #wroteAt = 0;

  willUpdate() {
    if (this.#shown === this.desk.selected) return;
    this.#shown = this.desk.selected;
    this.#unfolded = false;
    this.problem = null;
    this.whispered = "";
    this.draft = this.#drafts.get(this.#shown) ?? "";
    this.fresh = true;
  }

  updated() {
    const log = this.renderRoot.querySelector(".log");
    if (!log) return;
    const count = (this.desk.open?.items?.length ?? 0) + this.#unsent.length;
    if (this.fresh || count !== this.count) log.scrollTop = log.scrollHeight;
    this.fresh = this.fresh && count === 0;
    this.count = count;
  }

  /** Puts the cursor into the reply. */
  reply() {
    this.renderRoot.querySelector("textarea")?.focus();
  }

  render() {
    const { current, open } = this.desk;
    if (!current) return html`<xy-state kind="empty" .heading=${t("agent.choose")} .detail=${t("agent.choose.detail")}></xy-state>`;
    if (open?.problem) return problemState(open.problem, () => this.desk.reload());
    const { entry, mine, watched } = current;
    return html`<header>
        <h2>${entry.customer?.name || t("agent.anonymous")}</h2>
        <span class="chip ${watched ? "warn" : ""}">${watched ? t("agent.watch") : mine ? t("agent.mine") : t("agent.waiting")}</span>
        ${dialectChip(entry.dialect ?? open?.card?.dialect)}
        ${mine ? html`<button class="btn dense pin" data-testid="pin" @click=${() => this.#fire("pin")}>${t(this.pinned ? "agent.unpin" : "agent.pin")}</button>` : nothing}
      </header>
      <div class="log" role="log" tabindex="0" aria-label=${t("chat.log")}>
        ${open?.items ? this.#items(open.items) : html`<xy-state kind="loading" lines="6"></xy-state>`}
        ${this.#unsent.map((message) => this.#sending(message))}
        <p class="typing" role="status">${this.desk.typing === this.desk.selected ? t("agent.typing") : nothing}</p>
      </div>
      ${mine ? this.#composer(entry, open) : watched ? this.#watching() : this.#accept(entry)}`;
  }

  get #unsent() {
    return this.desk.sending.filter((message) => message.conversationId === this.desk.selected);
  }

  #items(items) {
    const from = foldEnd(items);
    const folded = items.slice(0, from);
    const turns = folded.filter((item) => item.type === "message" && item.author === "bot").length;
    return html`${turns
      ? html`<details ?open=${this.#unfolded} @toggle=${(event) => (this.#unfolded = event.target.open)}>
          <summary data-testid="bot-turns">${t("agent.botTurns", { n: turns })}</summary>
          ${folded.map((item, i) => this.#item(item, folded, i))}
        </details>`
      : folded.map((item, i) => this.#item(item, folded, i))}
    ${items.slice(from).map((item, i) => this.#item(item, items, from + i))}`;
  }

  #item(item, all, index) {
    if (item.type !== "message") return happening(item);
    if (item.author === "system") return html`<p class="notice" data-testid="bubble-system">${item.text}</p>`;
    return this.#message(item, glossOf(item, all, index));
  }

  #message(item, understood) {
    const name = { customer: t("agent.customer"), bot: t("agent.bot"), agent: item.authorName || t("agent.me") }[item.author];
    const gloss = understood?.mandarin && understood.mandarin !== item.text ? understood.mandarin : null;
    return html`<article class="message ${item.author}" data-testid="bubble-${item.author}">
      <p class="meta"><b>${name}</b> <time datetime=${item.at} title=${exact(item.at)}>${relative(item.at)}</time>${item.generated ? html` <span class="chip">${t("chat.generated")}</span>` : nothing}${item.author === "agent" ? this.#delivery(item.seq) : nothing}</p>
      ${item.attachment ? this.#file(item.attachment) : html`<p class="text">${item.text}</p>`}
      ${gloss ? html`<p class="gloss" data-testid="gloss">${t("agent.gloss", { text: gloss })}</p>` : nothing}
      ${item.choices?.length ? html`<p class="gloss">${item.choices.map((choice, i) => html`(${i + 1}) ${choice.title}　`)}</p>` : nothing}
      ${(item.citations ?? []).map((citation) => html`<p class="gloss" title=${citation.passage}>${t("chat.basis", { title: citation.title })}</p>`)}
    </article>`;
  }

  #file(attachment) {
    return html`<xy-attachment .attachment=${attachment} .conversation=${this.desk.selected} .fetch=${(path) => this.casework.file(path)}></xy-attachment>`;
  }

  #delivery(seq) {
    const word = this.desk.open?.items?.findLast((item) => item.replySeq === seq)?.type;
    return word ? html` <span class=${word === "undelivered" ? "field-error" : ""}>${t(`agent.${word}`)}</span>` : nothing;
  }

  #sending(message) {
    return html`<article class="message agent">
      <p class="meta"><b>${t("agent.me")}</b> ${message.problem ? nothing : t("chat.sending")}</p>
      <p class="text">${message.text}</p>
      ${message.problem
        ? html`<p class="field-error">${t("agent.sendFailed", { why: message.problem.message })} <button class="btn dense" @click=${() => this.desk.reply(null, message)}>${t("chat.resend")}</button></p>`
        : nothing}
    </article>`;
  }

  #accept(entry) {
    const offered = entry.offeredTo === this.desk.me.id;
    return html`<footer class="accept">
      <button class="btn primary" data-testid="accept" @click=${() => this.#fire("accept")}>${t("agent.accept")}　<kbd>Enter</kbd></button>
      ${offered ? html`<button class="btn" data-testid="decline" @click=${() => this.#fire("decline")}>${t("agent.decline")}</button>` : nothing}
      <p class="muted small">${t("agent.accept.hint")}</p>
    </footer>`;
  }

  /** A supervisor looks on: a word to the agent, or the whole conversation. */
  #watching() {
    return html`<mention-picker .casework=${this.casework} .typed=${this.whispered} @use=${(event) => (this.whispered = event.detail)}></mention-picker>
    <footer>
      <textarea class="field" rows="2" maxlength="2000" placeholder=${t("agent.whisper.hint")} aria-label=${t("agent.whisper")} data-testid="whisper-input" .value=${live(this.whispered ?? "")} @input=${(event) => (this.whispered = event.target.value)} @keydown=${(event) => this.renderRoot.querySelector("mention-picker").heed(event)}></textarea>
      <button class="btn staff" data-testid="whisper-send" @click=${this.#whisper}>${t("agent.whisper")}</button>
      <button class="btn" data-testid="take-over" @click=${() => this.#fire("take-over")}>${t("agent.takeOver")}</button>
    </footer>`;
  }

  #fire(name) {
    this.dispatchEvent(new Event(name));
  }

  async #whisper() {
    const text = (this.whispered ?? "").trim();
    const id = this.desk.selected;
    if (!text) return;
    try {
      await this.casework.note(id, text);
      if (id === this.#shown) this.whispered = "";
      this.problem = null;
    } catch (problem) {
      this.problem = t("agent.failed", { why: problem.message });
    }
  }

  #composer(entry, open) {
    const typed = /^\/(\S*)$/.exec(this.draft ?? "")?.[1];
    const newest = open?.items?.findLast((item) => item.type === "message" && item.author === "customer")?.seq;
    const asked = this.desk.askedAgain?.conversationId === this.desk.selected ? this.desk.askedAgain.what : null;
    return html`${asked ? html`<p class="asked" role="alert" data-testid="asked-again">${t("agent.askedAgain", { what: asked.join("、") })}</p>` : nothing}
      ${typed === undefined
        ? html`<suggestion-bar .written=${this.draft ?? ""} .casework=${this.casework} .conversation=${this.desk.selected} .newest=${newest} @use=${(event) => this.#use(event.detail)}></suggestion-bar>`
        : html`<canned-picker .replies=${this.canned} .typed=${typed} .values=${this.#values(entry, open)} @use=${(event) => this.#use(event.detail)}></canned-picker>`}
      ${this.problem ? html`<p class="asked" role="alert">${this.problem}</p>` : nothing}
      <footer>
        <label class="sr-only" for="reply">${t("agent.input.label")}</label>
        <textarea id="reply" class="field" rows="3" maxlength="2000" placeholder="${t("agent.input")} · ${t("agent.canned.hint")}" data-testid="agent-input" .value=${this.draft ?? ""} @input=${this.#write} @keydown=${this.#key}></textarea>
        <input type="file" accept=${KINDS} multiple hidden data-testid="agent-file" @change=${this.#attach} />
        <button class="btn icon" aria-label=${t("chat.attach")} title=${t("chat.attach")} data-testid="agent-attach" @click=${() => this.renderRoot.querySelector("input[type=file]").click()}>${clipIcon()}</button>
        <button class="btn staff" data-testid="agent-send" @click=${this.#send}>${t("agent.send")}</button>
      </footer>`;
  }

  async #attach(event) {
    const files = [...event.target.files];
    const id = this.desk.selected; // the agent may turn to another shopper while the files are on their way
    event.target.value = "";
    this.problem = null;
    for (const file of files) {
      try {
        await this.casework.attach(id, file);
      } catch (problem) {
        this.problem = t("chat.attach.failed", { name: file.name, why: problem.message });
      }
    }
  }

  /** What ready words are filled with. */
  #values(entry, open) {
    return { customer: entry.customer?.name ?? "", agent: this.desk.me.name, order: open?.card?.orders?.[0]?.item ?? "" };
  }

  /** Puts words into the input to be edited and sent. */
  #use(text) {
    this.draft = text;
    this.#drafts.set(this.desk.selected, text);
    this.reply();
  }

  /** Uses the i-th suggestion. */
  suggestion(i) {
    this.renderRoot.querySelector("suggestion-bar")?.use(i);
  }

  #write(event) {
    this.draft = event.target.value;
    this.#drafts.set(this.desk.selected, this.draft);
    if (Date.now() - this.#wroteAt < 3000) return;
    this.#wroteAt = Date.now();
    this.desk.writing();
  }

  #key(event) {
    if (this.renderRoot.querySelector("canned-picker")?.heed(event)) return;
    if (event.altKey && /^Digit[123]$/.test(event.code)) {
      event.preventDefault();
      this.suggestion(Number(event.code.at(-1)) - 1);
    }
    if (event.key === "Escape") event.target.blur();
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
    event.preventDefault();
    this.#send();
  }

  #send() {
    const text = (this.draft ?? "").trim();
    if (text) {
      this.draft = "";
      this.#drafts.delete(this.desk.selected);
      this.desk.reply(text);
    }
    this.reply();
  }
}
customElements.define("conversation-column", ConversationColumn);

/** Where the folded part ends: at the shopper's last words before a person was asked for. */
function foldEnd(items) {
  const asked = items.findIndex((item) => item.type === "status" && item.status !== "bot");
  const end = asked < 0 ? items.length : asked;
  const lastWords = items.slice(0, end).findLastIndex((item) => item.type === "message" && item.author === "customer");
  return lastWords < 0 ? end : lastWords;
}

/** What the bot understood of a shopper's message, recorded after it and before the next one. */
function glossOf(item, all, index) {
  if (item.author !== "customer") return null;
  for (const later of all.slice(index + 1)) {
    if (later.type === "understood") return later;
    if (later.type === "message" && later.author === "customer") return null;
  }
  return null;
}
