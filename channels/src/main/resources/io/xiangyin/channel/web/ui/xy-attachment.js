/** A file in a conversation: a picture that opens large, or a button that saves it. Fetched by whoever shows it, who has the token. */
import { LitElement, html, css } from "lit";
import { base, buttons } from "./styles.js";
import { t } from "./text.js";

/** `attachment` is `{id, name, mediaType, bytes}`; `fetch` takes a path and resolves to the file. */
export class XyAttachment extends LitElement {
  static properties = { attachment: { attribute: false }, conversation: {}, fetch: { attribute: false }, source: { state: true }, gone: { state: true } };

  static styles = [
    base,
    buttons,
    css`
      :host {
        display: block;
      }
      .thumb {
        display: block;
        padding: 0;
        border: 1px solid var(--xy-line);
        border-radius: var(--xy-radius);
        background: var(--xy-surface-2);
        cursor: zoom-in;
        overflow: hidden;
        min-width: 96px;
        min-height: 96px;
      }
      .thumb img {
        display: block;
        max-width: 100%;
        max-height: var(--thumb, 240px);
      }
      dialog {
        max-width: 96vw;
        max-height: 96vh;
        padding: var(--xy-2);
        border: 0;
        border-radius: var(--xy-radius);
        background: var(--xy-surface);
        color: var(--xy-ink);
      }
      dialog::backdrop {
        background: rgb(0 0 0 / 0.6);
      }
      dialog img {
        display: block;
        max-width: 92vw;
        max-height: 80vh;
        margin-bottom: var(--xy-2);
      }
    `,
  ];

  #id = null;

  connectedCallback() {
    super.connectedCallback();
    this.requestUpdate(); // what is shown again is fetched again
  }

  willUpdate() {
    if (!this.isConnected || this.#id === this.attachment.id) return;
    this.#id = this.attachment.id;
    if (this.#isPicture) this.#load();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    if (this.source) URL.revokeObjectURL(this.source);
    this.source = null;
    this.#id = null;
  }

  render() {
    const { name, bytes } = this.attachment;
    if (this.gone) return html`<p class="muted small" data-testid="attachment-gone">${t("attachment.gone", { name })}</p>`;
    if (!this.#isPicture) return html`<button type="button" class="btn dense" data-testid="attachment-file" @click=${this.#save}>${t("attachment.save", { name, kb: Math.ceil(bytes / 1024) })}</button>`;
    return html`<button type="button" class="thumb" aria-label=${t("attachment.enlarge", { name })} data-testid="attachment-picture" @click=${() => this.#dialog.showModal()}>
        ${this.source ? html`<img src=${this.source} alt=${name} />` : ""}
      </button>
      <dialog aria-label=${name} @click=${(event) => event.target === this.#dialog && this.#dialog.close()}>
        ${this.source ? html`<img src=${this.source} alt=${name} />` : ""}
        <form method="dialog"><button class="btn">${t("attachment.close")}</button></form>
      </dialog>`;
  }

  get #dialog() {
    return this.renderRoot.querySelector("dialog");
  }

  get #isPicture() {
    return this.attachment.mediaType === "image/jpeg";
  }

  #fetch() {
    return this.fetch(`/conversations/${this.conversation}/attachments/${this.attachment.id}`);
  }

  async #load() {
    try {
      this.source = URL.createObjectURL(await this.#fetch());
    } catch (problem) {
      this.gone = problem.status === 404;
    }
  }

  async #save() {
    try {
      const link = document.createElement("a");
      link.href = URL.createObjectURL(await this.#fetch());
      link.download = this.attachment.name;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    } catch (problem) {
      this.gone = problem.status === 404;
    }
  }
}
customElements.define("xy-attachment", XyAttachment);
