/** All articles: search, filters, one line each. */
import { html, css, nothing } from "lit";
import { base, buttons, chips, fields, panels } from "/ui/styles.js";
import { t } from "/ui/text.js";
import { LoadingView } from "./load.js";

const PAGE = 50;
const FILTERS = { state: ["draft", "published", "retired"], visibility: ["public", "agents"], origin: ["file", "edited_file", "stored"] };
const TONE = { draft: "warn", published: "good", retired: "" };

export class ArticleList extends LoadingView {
  static properties = { ...LoadingView.properties, filter: { state: true } };

  static styles = [
    base,
    buttons,
    chips,
    fields,
    panels,
    css`
      :host,
      section {
        display: grid;
        gap: var(--xy-3);
        min-width: 0;
      }
      .filters {
        display: flex;
        flex-wrap: wrap;
        align-items: end;
        gap: var(--xy-2);
      }
      .filters label {
        display: grid;
        gap: 2px;
      }
      .filters .words {
        flex: 1 1 16em;
      }
      ul.panel {
        padding: 0;
        overflow: hidden;
      }
      li {
        border-bottom: 1px solid var(--xy-border);
      }
      li button {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--xy-1) var(--xy-3);
        width: 100%;
        min-height: var(--xy-target);
        padding: var(--xy-2) var(--xy-4);
        border: 0;
        background: none;
        color: inherit;
        font: inherit;
        text-align: left;
        cursor: pointer;
      }
      li button:hover {
        background: var(--xy-surface-2);
      }
      .title {
        flex: 1 1 14em;
        min-width: 0;
      }
      .pages {
        display: flex;
        align-items: center;
        gap: var(--xy-3);
      }
    `,
  ];

  constructor() {
    super();
    this.filter = { q: "", offset: 0 };
  }

  get path() {
    const set = Object.entries({ ...this.filter, limit: PAGE }).filter(([, value]) => value !== "" && value !== false);
    return `/knowledge/articles?${new URLSearchParams(set)}`;
  }

  content({ articles, total, categories }) {
    const { offset } = this.filter;
    return html`<section aria-labelledby="all">
      <h2 id="all">${t("knowledge.list.q", { n: total })}</h2>
      <div class="filters">
        <label class="words">${t("knowledge.list.search")}<input class="field" type="search" data-testid="search" .value=${this.filter.q} @input=${(event) => this.#filter({ q: event.target.value })} /></label>
        ${this.#select("category", categories, (one) => one)}
        ${Object.entries(FILTERS).map(([name, values]) => this.#select(name, values, (one) => t(`knowledge.${name}.${one}`)))}
        <button class="btn" aria-pressed=${this.filter.stale === true} @click=${() => this.#filter({ stale: !this.filter.stale })}>${t("knowledge.list.stale")}</button>
        <button class="btn staff" data-testid="new-article" @click=${() => this.edit({})}>${t("knowledge.list.new")}</button>
      </div>
      ${articles.length
        ? html`<ul class="panel">
            ${articles.map((one) => this.#row(one))}
          </ul>`
        : html`<xy-state class="panel" kind="empty" .heading=${t("knowledge.list.none")} .detail=${t("knowledge.list.none.detail")}></xy-state>`}
      ${total > PAGE
        ? html`<div class="pages">
            <button class="btn dense" ?disabled=${offset === 0} @click=${() => this.#filter({ offset: offset - PAGE })}>${t("knowledge.list.before")}</button>
            <span class="small num">${t("knowledge.list.page", { from: offset + 1, to: Math.min(offset + PAGE, total), n: total })}</span>
            <button class="btn dense" ?disabled=${offset + PAGE >= total} @click=${() => this.#filter({ offset: offset + PAGE })}>${t("knowledge.list.after")}</button>
          </div>`
        : nothing}
    </section>`;
  }

  #select(name, values, word) {
    return html`<label
      >${t(`knowledge.filter.${name}`)}<select class="field" @change=${(event) => this.#filter({ [name]: event.target.value })}>
        <option value="">${t("knowledge.filter.any")}</option>
        ${values.map((one) => html`<option value=${one} ?selected=${this.filter[name] === one}>${word(one)}</option>`)}
      </select></label
    >`;
  }

  #row(one) {
    return html`<li>
      <button data-testid="article" @click=${() => this.edit({ id: one.id })}>
        <span class="title">${one.title}</span>
        ${one.stale ? html`<span class="chip warn">${t("knowledge.stale")}</span>` : nothing}
        ${one.visibility === "agents" ? html`<span class="chip blue">${t("knowledge.visibility.agents")}</span>` : nothing}
        <span class="chip ${TONE[one.state]}">${t(`knowledge.state.${one.state}`)}</span>
        <span class="small muted">${one.category} · ${t(`knowledge.origin.${one.origin}`)} · ${t("knowledge.used", { n: one.used })}</span>
      </button>
    </li>`;
  }

  #filter(change) {
    this.filter = { ...this.filter, offset: 0, ...change };
    this.load();
  }
}
customElements.define("article-list", ArticleList);
