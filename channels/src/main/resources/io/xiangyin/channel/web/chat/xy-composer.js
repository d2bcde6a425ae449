/** The field where the shopper writes, with send and, where possible, dictation. Fires "send" with `{text, input?}`, input "voice" was dictated, and "attach" with the files chosen or pasted. */
import { LitElement, html, css, nothing } from "lit";
import { base, buttons, fields } from "/ui/styles.js";
import { t } from "/ui/text.js";
import { clipIcon, micIcon, sendIcon } from "/ui/icons.js";
import { KINDS } from "/ui/upload.js";
import { canListen, listen } from "./speech.js";

const LONGEST = 2000;
const COUNT_FROM = 1800;

export class XyComposer extends LitElement {
  static properties = { text: { state: true }, listening: { state: true }, elder: { type: Boolean, reflect: true }, language: {} };

  static styles = [
    base,
    buttons,
    fields,
    css`
      :host {
        display: block;
        font-size: inherit;
        line-height: inherit;
      }
      form {
        display: flex;
        align-items: flex-end;
        gap: var(--xy-2);
      }
      textarea.field {
        flex: 1;
        min-width: 0;
        min-height: var(--xy-target);
        padding-block: max(8px, calc((var(--xy-target) - 1.5em) / 2 - 1px));
        max-height: 30vh;
        resize: none;
        overflow-y: auto;
      }
      textarea::placeholder {
        white-space: nowrap;
      }
      .btn {
        min-height: var(--xy-target);
        min-width: var(--xy-target);
        white-space: nowrap;
      }
      .send {
        padding-inline: var(--xy-3);
      }
      .send svg {
        display: none;
      }
      @media (min-width: 360px) {
        :host(:not([elder])) .send svg {
          display: block;
        }
      }
      .mic[aria-pressed="true"] {
        color: var(--xy-red);
        background: var(--xy-red-soft);
        border-color: var(--xy-red);
      }
      .count {
        text-align: right;
        font-size: var(--xy-text-s);
        color: var(--xy-ink-2);
      }
      .over {
        color: var(--xy-red);
      }
    `,
  ];

  #stop = null;
  #typedAt = 0;
  #spoken = false;

  constructor() {
    super();
    this.text = "";
    this.language = "zh-CN";
  }

  focus() {
    this.#field?.focus();
  }

  render() {
    const left = LONGEST - this.text.length;
    return html`<form @submit=${this.#submit}>
        <label class="sr-only" for="text">${t("chat.input.label")}</label>
        <textarea
          id="text"
          class="field"
          rows="1"
          placeholder=${t("chat.input")}
          enterkeyhint="send"
          autocomplete="off"
          aria-describedby="count"
          data-testid="chat-input"
          .value=${this.text}
          @input=${this.#write}
          @keydown=${this.#key}
          @paste=${this.#paste}
        ></textarea>
        <input type="file" accept=${KINDS} multiple hidden data-testid="chat-file" @change=${this.#choose} />
        <button type="button" class="btn icon" aria-label=${t("chat.attach")} title=${t("chat.attach")} data-testid="chat-attach" @click=${() => this.renderRoot.querySelector("input[type=file]").click()}>${clipIcon()}</button>
        ${canListen
          ? html`<button type="button" class="btn icon mic" aria-label=${t(this.listening ? "chat.mic.stop" : "chat.mic")} aria-pressed=${Boolean(this.listening)} data-testid="chat-mic" @click=${this.#listen}>${micIcon()}</button>`
          : nothing}
        <button class="btn primary send" data-testid="chat-send">${sendIcon()}${t("chat.send")}</button>
      </form>
      <p id="count" class="count ${left < 0 ? "over" : ""}" role="status" ?hidden=${this.text.length < COUNT_FROM}>
        ${left < 0 ? t("chat.over", { n: -left }) : t("chat.left", { n: left })}
      </p>`;
  }

  updated() {
    const field = this.#field;
    field.style.height = "auto";
    if (this.text) field.style.height = `${field.scrollHeight + 2}px`;
  }

  get #field() {
    return this.renderRoot.querySelector("textarea");
  }

  #write(event) {
    this.text = event.target.value;
    if (Date.now() - this.#typedAt < 3000) return;
    this.#typedAt = Date.now();
    this.dispatchEvent(new Event("typing"));
  }

  #key(event) {
    // Enter that confirms a pinyin candidate belongs to the input method; keyCode 229 is its older sign
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    this.#submit();
  }

  #submit(event) {
    event?.preventDefault();
    const text = this.text.trim();
    if (!text || this.text.length > LONGEST) return this.focus();
    this.text = "";
    this.dispatchEvent(new CustomEvent("send", { detail: { text, input: this.#spoken ? "voice" : undefined } }));
    this.#spoken = false;
    this.focus();
  }

  #choose(event) {
    this.#attach([...event.target.files]);
    event.target.value = "";
  }

  #paste(event) {
    const files = [...(event.clipboardData?.files ?? [])];
    if (!files.length) return;
    event.preventDefault();
    this.#attach(files);
  }

  #attach(files) {
    if (files.length) this.dispatchEvent(new CustomEvent("attach", { detail: files }));
  }

  #heard(words) {
    this.text = words.slice(0, LONGEST);
    this.#spoken = true;
  }

  #listen() {
    if (this.listening) return this.#stop?.();
    const before = this.text;
    this.listening = true;
    const ended = () => (this.listening = false);
    try {
      this.#stop = listen(this.language, (words) => this.#heard(before + words), ended);
    } catch {
      ended();
    }
  }
}
customElements.define("xy-composer", XyComposer);
