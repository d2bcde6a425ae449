/** A dialog over the page in which something said can be read, word for word. */
import { LitElement, html, css, nothing } from "lit";
import { base, buttons } from "/ui/styles.js";
import { latest } from "/ui/latest.js";
import { t } from "/ui/text.js";

export class ReadingDialog extends LitElement {
  static properties = { session: { attribute: false }, found: { state: true }, problem: { state: true } };

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
      summary {
        cursor: pointer;
        padding: var(--xy-2) 0;
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

  /** Opens, and asks the server for what is to be read. */
  async open(path) {
    const wanted = this.#asking();
    this.found = this.problem = null;
    this.renderRoot.querySelector("dialog").showModal();
    try {
      const found = await this.session.call("GET", path);
      if (wanted()) this.found = found;
    } catch (problem) {
      if (wanted()) this.problem = problem.detail ?? problem.message;
    }
  }

  /** The dialog with its heading; `content` makes what was found into what is read. */
  frame(testid, heading, content) {
    return html`<dialog aria-labelledby="heading" data-testid=${testid}>
      <header>
        <h2 id="heading">${heading}</h2>
        <button class="btn dense" data-testid="${testid}-close" @click=${() => this.renderRoot.querySelector("dialog").close()}>${t("manager.talk.close")}</button>
      </header>
      ${this.problem ? html`<p role="alert">${this.problem}</p>` : nothing}
      ${this.found ? content(this.found) : this.problem ? nothing : html`<xy-state kind="loading" lines="6"></xy-state>`}
    </dialog>`;
  }
}
