/** The shopper's chat: header, log, waiting strip and composer over one connection. */
import { LitElement, html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { base, buttons, fields } from "/ui/styles.js";
import { fetchFile } from "/ui/api.js";
import { t } from "/ui/text.js";
import { closeIcon, personIcon } from "/ui/icons.js";
import "/ui/xy-banner.js";
import "/ui/xy-state.js";
import "/ui/xy-attachment.js";
import "./xy-composer.js";
import "./xy-rating.js";
import { chatStyles } from "./chat-styles.js";
import { rowTemplate } from "./bubble.js";
import { Connection } from "./connection.js";
import { Memory } from "./memory.js";
import { Transcript } from "./transcript.js";
import { LANGUAGES, SPEEDS, Reader, canListen, canSpeak } from "./speech.js";
import { Frame } from "./frame.js";

const SIZES = [20, 22, 24, 27, 30];
const TYPING_AFTER_MS = 300;
const TYPING_FOR_MS = 12_000;
const BANNERS = {
  connecting: ["info", "chat.connecting"],
  reconnecting: ["offline", "chat.reconnecting"],
  offline: ["offline", "chat.offline"],
  trouble: ["offline", "chat.trouble"],
  polling: ["warn", "chat.poor"],
};

export class XyChat extends LitElement {
  static properties = { elder: { type: Boolean, reflect: true }, tick: { state: true } };
  static styles = [base, buttons, fields, chatStyles];

  #query = new URLSearchParams(location.search);
  #memory = new Memory(this.#query.get("customer"));
  #connection = new Connection({ customer: this.#query.get("customer"), name: this.#query.get("name") }, this.#memory);
  #transcript = new Transcript();
  #reader = new Reader(() => ({ language: this.#memory.get("language"), speed: this.#speed }), () => this.requestUpdate());
  #frame = new Frame(() => this.renderRoot.querySelector("xy-composer")?.focus());
  #opened = new Set();
  #openedAt = Date.now();
  #wantsHuman = false;
  #typing = null;
  #draft = null;
  #typingTimer = 0;
  #rating = {};
  #stick = true;
  #patient = true;
  /** Files on their way, with what went wrong. */
  #files = new Map();

  connectedCallback() {
    super.connectedCallback();
    const shop = this.#query.get("shop");
    if (shop) document.title = `${shop} · ${t("chat.service")}`;
    this.elder = this.#memory.get("elder") ?? this.#query.get("elder") === "1";
    const line = this.#connection;
    line.addEventListener("change", () => this.requestUpdate());
    line.addEventListener("item", (event) => this.#take(event.detail));
    line.addEventListener("typing", (event) => this.#showTyping(event.detail));
    line.addEventListener("generating", (event) => this.#showDraft(event.detail));
    line.addEventListener("anew", () => ((this.#draft = null), this.#transcript.clear()));
    line.addEventListener("ready", () => this.#catchUp());
    line.start();
    setInterval(() => (this.tick = Date.now()), 30_000);
    // a quick connection needs no banner
    setTimeout(() => ((this.#patient = false), this.requestUpdate()), 1500);
    addEventListener("keydown", (event) => event.key === "Escape" && !event.isComposing && this.#frame.close());
    addEventListener("pagehide", () => this.#reader.stop());
  }

  render() {
    const view = this.#connection.view;
    const rows = this.#transcript.rows(this.#connection.outbox.entries);
    if (this.elder) this.style.setProperty("--elder-size", `${this.#size / 16}rem`);
    return html`${this.#header(view)} ${this.#banner()}
      <main class="log" tabindex="0" aria-label=${t("chat.log")} @scroll=${this.#scrolled}>
        <div class="inner" role="log" aria-live="polite" aria-relevant="additions" data-testid="chat-log">
          ${rows.length ? nothing : html`<xy-state kind="loading" lines="3"></xy-state>`}
          ${repeat(rows, (row) => row.key, (row) => this.#row(row))}
        </div>
        <div class="inner">${this.#starters(view)} ${this.#draftRow()} ${this.#typingLine()}</div>
      </main>
      ${view?.status === "queued" ? this.#waiting(view.handoff) : nothing}
      <footer class="foot">
        ${this.#files.size ? html`<ul class="files" role="status">${[...this.#files].map(([file, problem]) => html`<li data-testid="sending-file">${problem ? t("chat.attach.failed", { name: file.name, why: problem }) : t("chat.attach.sending", { name: file.name })}${problem ? html` <button type="button" class="btn dense" @click=${() => this.#attach([file])}>${t("chat.resend")}</button>` : nothing}</li>`)}</ul>` : nothing}
        ${view?.status === "closed" ? this.#closed() : nothing}
        <xy-composer ?elder=${this.elder} .language=${this.#language} @send=${({ detail }) => this.#send(detail.text, detail.input)} @attach=${({ detail }) => this.#attach(detail)} @typing=${() => this.#connection.typing()}></xy-composer>
        ${this.elder ? html`${this.#humanButton(view, "human-bar")} ${this.#voice()}` : nothing}
        ${this.#modelSwitch(view)}
      </footer>`;
  }

  /** Where the shop has a language model, the shopper may do without. */
  #modelSwitch(view) {
    if (view?.languageModel === undefined) return nothing;
    const on = view.languageModel;
    const flip = () => this.#connection.call("PUT", "/preferences", { languageModel: !on }).catch(() => {});
    return html`<p class="model"><span>${t(on ? "chat.model.on" : "chat.model.off")}</span> <button type="button" class="btn quiet dense" aria-pressed=${!on} data-testid="chat-model" @click=${flip}>${t(on ? "chat.model.forbid" : "chat.model.allow")}</button></p>`;
  }

  updated() {
    const log = this.renderRoot.querySelector(".log");
    if (!this.#stick) return;
    const last = this.#lastRow();
    // an answer longer than the window is read from its beginning
    const tall = last?.classList.contains("theirs") && last.offsetHeight > log.clientHeight;
    log.scrollTop = tall ? last.offsetTop - 8 : log.scrollHeight;
  }

  #header(view) {
    const shop = this.#query.get("shop");
    const agent = view?.status === "with_agent";
    return html`<header>
      <div class="who">
        <h1>${shop ? `${shop} · ${t("chat.service")}` : t("chat.service")}</h1>
        <p>${agent ? t("chat.withAgent", { name: view.agentName || t("chat.agent") }) : t("chat.iAmBot")}</p>
      </div>
      <div class="tools">
        ${this.elder
          ? html`<button class="btn size" data-testid="chat-smaller" aria-disabled=${this.#size === SIZES[0]} @click=${() => this.#resize(-1)}>A−<span class="sr-only">${t("chat.smaller")}</span></button>
              <button class="btn size" data-testid="chat-bigger" aria-disabled=${this.#size === SIZES.at(-1)} @click=${() => this.#resize(1)}>A+<span class="sr-only">${t("chat.bigger")}</span></button>`
          : this.#humanButton(view, "")}
        <button class="btn" data-testid="chat-elder" @click=${() => this.#setElder(!this.elder)}>${t(this.elder ? "chat.elder.off" : "chat.elder")}</button>
        ${this.#frame.framed
          ? html`<button class="btn quiet icon" aria-label=${t("chat.close")} data-testid="chat-close" @click=${() => this.#frame.close()}>${closeIcon()}</button>`
          : nothing}
      </div>
    </header>`;
  }

  /** Which tongue is listened to and read, and how fast it is read. */
  #voice() {
    if (!canSpeak && !canListen) return nothing;
    return html`<div class="voice">
      ${this.#choiceOf("language", LANGUAGES, this.#language)}
      ${canSpeak ? this.#choiceOf("speed", Object.keys(SPEEDS), this.#speed) : nothing}
    </div>`;
  }

  #choiceOf(setting, values, chosen) {
    return html`<label><span>${t(`chat.voice.${setting}`)}</span>
      <select class="field" data-testid="voice-${setting}" @change=${(event) => this.#keepVoice({ [setting]: event.target.value })}>
        ${values.map((value) => html`<option value=${value} ?selected=${value === chosen}>${t(`chat.voice.${setting}.${value}`)}</option>`)}
      </select></label>`;
  }

  #humanButton(view, kind) {
    const label = { queued: t("chat.human.queued"), with_agent: t("chat.human.with") }[view?.status] ?? t("chat.human.label");
    return html`<button class="btn human ${kind}" aria-label=${kind ? nothing : label} title=${label} data-testid="chat-human" @click=${this.#askHuman}>
      ${personIcon()}${kind ? (view?.status === "bot" || !view ? t("chat.human.elder") : label) : t("chat.human")}
    </button>`;
  }

  #banner() {
    const { state } = this.#connection;
    if (state === "online" || (state === "connecting" && this.#patient)) {
      return this.#wantsHuman ? html`<xy-banner kind="warn" data-testid="connection-banner">${t("chat.human.later")}</xy-banner>` : nothing;
    }
    const [kind, key] = BANNERS[state];
    return html`<xy-banner kind=${kind} data-testid="connection-banner">${t(key)} ${this.#wantsHuman ? t("chat.human.later") : nothing}</xy-banner>`;
  }

  #row(row) {
    if (row.kind === "rating") {
      return html`<xy-rating ?elder=${this.elder} ?rated=${row.rated} ?busy=${this.#rating.busy} .problem=${this.#rating.problem} @rate=${this.#rate}></xy-rating>`;
    }
    return rowTemplate(row, {
      now: Date.now(),
      opened: this.#opened,
      reader: this.elder && canSpeak ? this.#reader : null,
      toggle: (key) => this.#toggle(key),
      choose: (choice) => this.#choose(choice.value),
      resend: (id) => this.#connection.resend(id),
      file: (attachment) => html`<xy-attachment .attachment=${attachment} .conversation=${this.#memory.get("conversationId")} .fetch=${(path) => fetchFile(path, this.#memory.get("token"))}></xy-attachment>`,
      settled: this.#transcript.settled,
      settle: (id, settled) => this.#connection.call("POST", `/tickets/${id}/confirmation`, { settled }).catch(() => this.requestUpdate()),
    });
  }

  #starters(view) {
    const fresh = this.#transcript.begun && !this.#transcript.customerHasSpoken && !this.#connection.outbox.entries.length;
    if (!fresh || view?.status !== "bot") return nothing;
    return html`<div class="starters">
      <p>${t("chat.start.hint")}</p>
      ${[1, 2, 3, 4].map((n) => html`<button class="btn" data-testid="starter" @click=${() => this.#choose(t(`chat.start.${n}`))}>${t(`chat.start.${n}`)}</button>`)}
    </div>`;
  }

  #waiting(handoff) {
    const ahead = Math.max(0, (handoff?.position ?? 1) - 1);
    const seconds = handoff?.estimatedWaitSeconds;
    const parts = [ahead ? t("chat.wait.ahead", { n: ahead }) : t("chat.wait.next")];
    if (Number.isFinite(seconds)) parts.push(seconds < 60 ? t("chat.wait.seconds") : t("chat.wait.minutes", { n: Math.ceil(seconds / 60) }));
    return html`<div class="waiting">
      <p role="status" data-testid="waiting"><strong>${parts.join("，")}</strong><small>${t("chat.wait.leave")}</small></p>
      <button class="btn" data-testid="stop-waiting" @click=${this.#stopWaiting}>${t("chat.wait.stop")}</button>
    </div>`;
  }

  #closed() {
    return html`<div class="closed"><span>${t("chat.closed")}</span><button class="btn" data-testid="chat-again" @click=${() => this.#connection.startAnew()}>${t("chat.again")}</button></div>`;
  }

  #typingLine() {
    const name = this.#typing === "agent" ? this.#connection.view?.agentName || t("chat.agent") : t("chat.bot");
    return html`<p class="typing" role="status">${this.#typing ? html`${t("chat.typing", { name })}<i></i><i></i><i></i>` : nothing}</p>`;
  }

  /** An answer while it is written. It is read out once, when it is whole. */
  #draftRow() {
    if (this.#draft === null) return nothing;
    return html`<div class="row theirs" data-testid="draft">
      <div class="bubble bot"><p class="text">${this.#draft} <span class="generated">${t("chat.generated")}</span></p></div>
      <p class="meta"><span>${t("chat.drafting")}</span> <button class="btn dense" data-testid="stop-generating" @click=${() => this.#connection.stop()}>${t("chat.stop")}</button></p>
    </div>`;
  }

  #showDraft(text) {
    this.#hideTyping();
    this.#draft = text || null;
    this.requestUpdate();
  }

  #take(item) {
    this.#transcript.add(item);
    if (item.type === "message" && item.author !== "customer") {
      this.#draft = null;
      this.#hideTyping();
      this.#frame.arrived(item);
    }
    if (item.type === "elder_mode" && new Date(item.at).getTime() > this.#openedAt) this.#keepElder(item.on);
    this.requestUpdate();
  }

  #send(text, input) {
    this.#stick = true;
    this.#connection.send(text, input);
  }

  /** Sends files one after another; one that fails stays in sight with the reason. */
  async #attach(files) {
    this.#stick = true;
    for (const file of files) {
      this.#noteFile(file, "");
      try {
        await this.#connection.upload(file);
        this.#files.delete(file);
        this.requestUpdate();
      } catch (problem) {
        this.#noteFile(file, problem.message);
      }
    }
  }

  #noteFile(file, problem) {
    this.#files.set(file, problem);
    this.requestUpdate();
  }

  #choose(text) {
    this.#send(text);
    // the button goes away: keep the place for keyboard users without calling up a phone's keyboard
    this.renderRoot.querySelector(".log").focus({ preventScroll: true });
  }

  #toggle(key) {
    this.#stick = false;
    if (!this.#opened.delete(key)) this.#opened.add(key);
    this.requestUpdate();
  }

  async #askHuman() {
    if (["queued", "with_agent"].includes(this.#connection.view?.status)) return;
    this.#stick = true;
    try {
      await this.#connection.call("POST", "/handoff");
      this.#wantsHuman = false;
    } catch {
      this.#wantsHuman = true; // asked again as soon as the line is back
      this.requestUpdate();
    }
  }

  #stopWaiting() {
    this.#wantsHuman = false;
    this.#connection.call("DELETE", "/handoff").catch(() => this.requestUpdate());
    this.renderRoot.querySelector(".log").focus({ preventScroll: true });
  }

  async #rate({ detail }) {
    this.#rating = { busy: true };
    this.requestUpdate();
    try {
      await this.#connection.call("POST", "/rating", detail);
      this.#rating = {};
    } catch {
      this.#rating = { problem: t("chat.rate.failed") };
    }
    this.requestUpdate();
  }

  /** After every connect: what the shopper chose while the line was down. */
  #catchUp() {
    const view = this.#connection.view;
    if (this.#memory.get("elder") === undefined && this.#query.get("elder") !== "1") this.elder = view.elderMode;
    else if (Boolean(view.elderMode) !== this.elder) this.#tellElder();
    if (this.#wantsHuman) this.#askHuman();
  }

  #setElder(on) {
    this.#keepElder(on);
    this.#stick = true;
    this.#tellElder();
  }

  #keepElder(on) {
    this.elder = on;
    this.#memory.set({ elder: on });
    if (!on) this.#reader.stop();
  }

  #tellElder() {
    this.#connection.call("PUT", "/preferences", { elderMode: this.elder }).catch(() => {});
  }

  #keepVoice(changes) {
    this.#memory.set(changes);
    this.#reader.stop();
    this.requestUpdate();
  }

  get #language() {
    return LANGUAGES.includes(this.#memory.get("language")) ? this.#memory.get("language") : LANGUAGES[0];
  }

  get #speed() {
    return this.#memory.get("speed") in SPEEDS ? this.#memory.get("speed") : "calm";
  }

  get #size() {
    return SIZES.includes(this.#memory.get("size")) ? this.#memory.get("size") : SIZES[0];
  }

  #resize(step) {
    const size = SIZES[SIZES.indexOf(this.#size) + step];
    if (!size) return;
    this.#memory.set({ size });
    this.requestUpdate();
  }

  #showTyping(author) {
    if (this.#typing === author) return;
    clearTimeout(this.#typingTimer);
    this.#typingTimer = setTimeout(() => {
      this.#typing = author;
      this.requestUpdate();
      this.#typingTimer = setTimeout(() => this.#hideTyping(), TYPING_FOR_MS);
    }, TYPING_AFTER_MS);
  }

  #hideTyping() {
    clearTimeout(this.#typingTimer);
    this.#typing = null;
    this.requestUpdate();
  }

  #lastRow() {
    return this.renderRoot.querySelector("[role=log]").lastElementChild;
  }

  #scrolled({ target }) {
    this.#stick = target.scrollHeight - target.scrollTop - target.clientHeight < 60;
  }
}
customElements.define("xy-chat", XyChat);
