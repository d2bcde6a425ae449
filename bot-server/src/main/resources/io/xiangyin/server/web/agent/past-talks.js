/** Search over past talks by words, and one of them to read. */
import { LitElement, html, css, nothing } from "lit";
import { base, buttons, fields } from "/ui/styles.js";
import { latest } from "/ui/latest.js";
import { t } from "/ui/text.js";
import { exact, relative } from "/ui/time.js";
import { happening } from "./happening.js";
import { conversationStyles } from "./conversation-styles.js";

export class PastTalks extends LitElement {
  static properties = { casework: { attribute: false }, found: { state: true }, items: { state: true }, problem: { state: true } };

  static styles = [
    base,
    buttons,
    fields,
    conversationStyles,
    css`
      :host {
        display: grid;
        gap: var(--xy-3);
      }
      form {
        display: flex;
        gap: var(--xy-2);
      }
      li button {
        width: 100%;
        justify-content: start;
        text-align: left;
      }
      .log {
        max-height: 50vh;
      }
    `,
  ];

  #asking = latest();

  render() {
    return html`<form @submit=${this.#find}>
        <input class="field" name="words" required placeholder=${t("agent.search.field")} aria-label=${t("agent.search.field")} data-testid="search-input" />
        <button class="btn staff">${t("agent.search.go")}</button>
      </form>
      <p class="field-error" role="alert" ?hidden=${!this.problem}>${this.problem}</p>
      ${this.items ? this.#transcript() : this.found ? this.#rows() : nothing}`;
  }

  #rows() {
    if (!this.found.length) return html`<p class="muted">${t("agent.search.none")}</p>`;
    return html`<ul>
      ${this.found.map(
        (talk) => html`<li><button class="btn quiet" data-testid="found" @click=${() => this.look(talk.conversationId)}><b>${talk.customer.name || t("agent.anonymous")}</b> <time class="small muted" title=${exact(talk.lastAt)}>${relative(talk.lastAt)}</time> ${talk.text}</button></li>`,
      )}
    </ul>`;
  }

  #transcript() {
    return html`<div class="log" tabindex="0" role="log">
        ${this.items.map((item) =>
          item.type === "message"
            ? html`<article class="message ${item.author}"><p class="meta">${item.authorName || t(`agent.${item.author === "customer" ? "customer" : "bot"}`)} <time title=${exact(item.at)}>${relative(item.at)}</time></p><p class="text">${item.text}</p></article>`
            : happening(item),
        )}
      </div>
      ${this.found ? html`<button class="btn" @click=${() => (this.items = null)}>${t("agent.search")}</button>` : nothing}`;
  }

  /** Shows one talk. */
  look(conversationId) {
    this.#ask(this.casework.transcript(conversationId), (items) => (this.items = items));
  }

  #find(event) {
    event.preventDefault();
    this.items = null;
    this.#ask(this.casework.talks({ words: event.target.words.value.trim() }), (found) => (this.found = found));
  }

  /** Asks, and hands on the answer unless something else was asked since. */
  async #ask(question, answered) {
    const wanted = this.#asking();
    try {
      const answer = await question;
      if (!wanted()) return;
      answered(answer);
      this.problem = null;
    } catch (problem) {
      if (wanted()) this.problem = t("agent.failed", { why: problem.message });
    }
  }
}
customElements.define("past-talks", PastTalks);
