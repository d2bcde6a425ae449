/** The knowledge pages: what was not answered, the articles, an import, and how a question is read. */
import { LitElement, html, css, nothing } from "lit";
import { base, buttons } from "/ui/styles.js";
import { t } from "/ui/text.js";
import { hourMinute } from "/ui/time.js";
import { StaffSession } from "/ui/staff-session.js";
import "/ui/xy-sign-in.js";
import "/ui/xy-banner.js";
import "./open-questions.js";
import "./article-list.js";
import "./article-editor.js";
import "./article-import.js";
import "./question-try.js";
import "./knowledge-usage.js";

const VIEWS = ["questions", "articles", "usage", "try", "import"];
const STATUS_EVERY_MS = 3_000;

export class XyKnowledge extends LitElement {
  static properties = { view: { state: true }, editing: { state: true }, status: { state: true } };

  static styles = [
    base,
    buttons,
    css`
      header {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--xy-2) var(--xy-4);
        padding: var(--xy-2) var(--xy-5);
        background: var(--xy-surface);
        border-bottom: 1px solid var(--xy-border);
      }
      h1 {
        font-size: var(--xy-text-l);
      }
      nav {
        flex: 1;
        display: flex;
        flex-wrap: wrap;
        gap: var(--xy-1);
      }
      main {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--xy-4);
        max-width: 1280px;
        margin: 0 auto;
        padding: var(--xy-5);
      }
      details {
        font-size: var(--xy-text-s);
        color: var(--xy-amber);
      }
      summary {
        min-height: 36px;
        cursor: pointer;
      }
      @media (max-width: 640px) {
        nav {
          order: 1;
          flex-basis: 100%;
        }
        h1 {
          flex: 1;
        }
        main {
          padding: var(--xy-3);
        }
      }
    `,
  ];

  #session = new StaffSession();

  connectedCallback() {
    super.connectedCallback();
    this.#read();
    addEventListener("popstate", () => this.#read());
    this.#session.addEventListener("change", () => {
      this.requestUpdate();
      this.#refresh();
    });
    setInterval(() => this.#refresh(), STATUS_EVERY_MS);
    this.#refresh();
  }

  render() {
    if (!this.#session.user) return html`<xy-sign-in .session=${this.#session} .heading=${t("knowledge.title")}></xy-sign-in>`;
    return html`<header>
        <h1>${t("knowledge.title")}</h1>
        <nav aria-label=${t("knowledge.views")}>
          ${VIEWS.map((view) => html`<button class="btn dense" aria-pressed=${this.view === view && !this.editing} data-testid="view-${view}" @click=${() => this.#go(view)}>${t(`knowledge.view.${view}`)}</button>`)}
        </nav>
        <span class="small">${this.#session.user.name}</span>
        <button class="btn dense" data-testid="sign-out" @click=${() => this.#session.signOut()}>${t("signin.out")}</button>
      </header>
      <main @edit=${(event) => this.#edit(event.detail)} @done=${() => this.#go("articles")}>
        ${this.#status()} ${this.#content()}
      </main>`;
  }

  #status() {
    if (!this.status) return nothing;
    const { building, articles, vectors, since, problems } = this.status;
    return html`<p class="muted small" role="status" data-testid="status">
        ${building ? t("knowledge.building") : t("knowledge.ready", { n: articles, at: hourMinute(since), how: t(vectors ? "knowledge.byVectors" : "knowledge.byWords") })}
      </p>
      ${problems.length
        ? html`<details>
            <summary>${t("knowledge.problems", { n: problems.length })}</summary>
            <ul>
              ${problems.map((problem) => html`<li>${problem}</li>`)}
            </ul>
          </details>`
        : nothing}`;
  }

  #content() {
    const session = this.#session;
    if (this.editing) return html`<article-editor .session=${session} .draft=${this.editing}></article-editor>`;
    switch (this.view) {
      case "articles":
        return html`<article-list .session=${session}></article-list>`;
      case "usage":
        return html`<knowledge-usage .session=${session}></knowledge-usage>`;
      case "try":
        return html`<question-try .session=${session} analysis></question-try>`;
      case "import":
        return html`<article-import .session=${session}></article-import>`;
      default:
        return html`<open-questions .session=${session}></open-questions>`;
    }
  }

  #read() {
    const query = new URLSearchParams(location.search);
    this.view = VIEWS.includes(query.get("view")) ? query.get("view") : VIEWS[0];
    this.editing = query.get("article") ? { id: query.get("article") } : null;
  }

  #go(view) {
    history.pushState(null, "", `?view=${view}`);
    this.view = view;
    this.editing = null;
  }

  /** @param draft `{id}` of an article, or what a new one begins with */
  #edit(draft) {
    history.pushState(null, "", draft.id ? `?view=articles&article=${encodeURIComponent(draft.id)}` : "?view=articles");
    this.editing = draft;
  }

  async #refresh() {
    if (!this.#session.user || document.visibilityState !== "visible") return;
    try {
      this.status = await this.#session.call("GET", "/knowledge/status");
    } catch {
      // the views tell what is wrong
    }
  }
}
customElements.define("xy-knowledge", XyKnowledge);
