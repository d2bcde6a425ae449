/** Writes an article: its text and questions, what shoppers would get, a question to try, its versions. */
import { LitElement, html, css, nothing } from "lit";
import { base, buttons, chips, fields, panels } from "/ui/styles.js";
import { latest } from "/ui/latest.js";
import { t } from "/ui/text.js";
import { exact, relative } from "/ui/time.js";
import { problemState } from "/ui/xy-state.js";
import "./question-try.js";

const PREVIEW_AFTER_MS = 350;
const EMPTY = { title: "", category: "", questions: [], source: "", body: "", visibility: "public", validFrom: null, validUntil: null, version: 0, state: "draft" };

export class ArticleEditor extends LitElement {
  static properties = {
    session: { attribute: false },
    draft: { attribute: false },
    article: { state: true },
    passages: { state: true },
    versions: { state: true },
    changes: { state: true },
    problem: { state: true },
    said: { state: true },
    busy: { state: true },
  };

  static styles = [
    base,
    buttons,
    chips,
    fields,
    panels,
    css`
      .columns {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--xy-4);
        align-items: start;
      }
      @media (min-width: 960px) {
        .columns {
          grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
        }
      }
      form,
      aside {
        display: grid;
        gap: var(--xy-3);
        min-width: 0;
      }
      label {
        display: grid;
        gap: 2px;
      }
      .three {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(9em, 1fr));
        gap: var(--xy-3);
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--xy-2);
      }
      h2 {
        flex: 1;
      }
      .columns {
        margin-top: var(--xy-3);
      }
      h3 + * {
        margin-top: var(--xy-2);
      }
      .passage {
        padding: var(--xy-2) var(--xy-3);
        margin-top: var(--xy-2);
        border-left: 3px solid var(--xy-blue);
        background: var(--xy-surface-2);
        white-space: pre-line;
      }
      pre {
        margin: var(--xy-2) 0 0;
        font: inherit;
        font-size: var(--xy-text-s);
        white-space: pre-wrap;
      }
      dialog {
        max-width: min(480px, 92vw);
        color: var(--xy-ink);
      }
      dialog::backdrop {
        background: rgb(0 0 0 / 40%);
      }
      .added {
        background: var(--xy-green-soft);
      }
      .removed {
        background: var(--xy-red-soft);
      }
    `,
  ];

  #timer;
  #previewing = latest();

  connectedCallback() {
    super.connectedCallback();
    this.passages = [];
    this.versions = [];
    if (this.draft.id) this.#load(this.draft.id).then(() => this.#focus("[data-testid=title]"));
    else {
      this.article = { ...EMPTY, ...this.draft };
      this.#focus("#body");
    }
  }

  /** Whoever came by keyboard goes on where the writing begins. */
  async #focus(place) {
    await this.updateComplete;
    this.renderRoot.querySelector(place)?.focus();
  }

  render() {
    if (!this.article) return this.problem ? problemState(this.problem, () => this.#load(this.draft.id)) : html`<xy-state class="panel" kind="loading"></xy-state>`;
    const { article } = this;
    return html`<div class="row">
        <h2>${article.id ? t("knowledge.edit.q") : t("knowledge.edit.new")}</h2>
        ${article.id ? html`<span class="chip" data-testid="state">${t(`knowledge.state.${article.state}`)}</span>` : nothing}
        ${article.file ? html`<span class="small muted">${t("knowledge.edit.file", { file: article.file })}</span>` : nothing}
      </div>
      <div class="columns">${this.#form(article)} ${this.#aside(article)}</div>
      ${article.id ? this.#farewell(article) : nothing}`;
  }

  #form(article) {
    return html`<form class="panel" @submit=${(event) => event.preventDefault()}>
      <label>${t("knowledge.field.title")}<input class="field" data-testid="title" maxlength="200" .value=${article.title} @input=${this.#set("title")} /></label>
      <label>${t("knowledge.field.questions")}<textarea class="field" rows="4" data-testid="questions" .value=${article.questions.join("\n")} @input=${(event) => this.#change({ questions: event.target.value.split("\n").map((one) => one.trim()).filter(Boolean) })}></textarea></label>
      <label>${t("knowledge.field.body")}<textarea id="body" class="field" rows="12" data-testid="body" .value=${article.body} @input=${this.#set("body")}></textarea></label>
      <div class="three">
        <label>${t("knowledge.field.category")}<input class="field" maxlength="60" .value=${article.category} @input=${this.#set("category")} /></label>
        <label>${t("knowledge.field.source")}<input class="field" maxlength="300" .value=${article.source} @input=${this.#set("source")} /></label>
        <label
          >${t("knowledge.filter.visibility")}<select class="field" @change=${this.#set("visibility")}>
            ${["public", "agents"].map((one) => html`<option value=${one} ?selected=${article.visibility === one}>${t(`knowledge.visibility.${one}`)}</option>`)}
          </select></label
        >
        <label>${t("knowledge.field.validFrom")}<input class="field" type="date" .value=${article.validFrom ?? ""} @input=${this.#set("validFrom")} /></label>
        <label>${t("knowledge.field.validUntil")}<input class="field" type="date" .value=${article.validUntil ?? ""} @input=${this.#set("validUntil")} /></label>
      </div>
      <p class="field-error" role="alert" ?hidden=${!this.problem}>${this.problem?.status === 409 ? t("knowledge.edit.conflict") : (this.problem?.message ?? nothing)}</p>
      <p class="small" role="status" data-testid="said">${this.said ?? nothing}</p>
      <div class="row">
        <button class="btn primary" data-testid="publish" ?disabled=${this.busy} @click=${() => this.#save("published")}>${t("knowledge.edit.publish")}</button>
        <button class="btn" data-testid="save-draft" ?disabled=${this.busy} @click=${() => this.#save("draft")}>${t("knowledge.edit.draft")}</button>
        ${article.id && article.state !== "retired" ? html`<button class="btn" data-testid="retire" ?disabled=${this.busy} @click=${() => this.#act(() => this.session.call("POST", `${this.#path()}/retire`, { version: article.version }), t("knowledge.edit.retired"))}>${t("knowledge.edit.retire")}</button>` : nothing}
        ${article.id && article.version > 0 ? html`<button class="btn danger" data-testid="delete" ?disabled=${this.busy} @click=${() => this.#dialog().showModal()}>${t(article.origin === "edited_file" ? "knowledge.edit.reset" : "knowledge.edit.delete")}</button>` : nothing}
        <button class="btn quiet" data-testid="back" @click=${this.#done}>${t("knowledge.edit.back")}</button>
      </div>
    </form>`;
  }

  /** Asked before an article goes with all its versions: nothing brings them back. */
  #farewell({ title, origin }) {
    const reset = origin === "edited_file";
    return html`<dialog class="panel" aria-labelledby="farewell" data-testid="farewell" @close=${(event) => event.target.returnValue === "delete" && this.#delete()}>
      <form method="dialog">
        <h3 id="farewell">${t(reset ? "knowledge.edit.reset.q" : "knowledge.edit.delete.q", { title })}</h3>
        <p class="small">${t(reset ? "knowledge.edit.reset.detail" : "knowledge.edit.delete.detail", { n: this.versions.length })}</p>
        <div class="row">
          <button class="btn" value="keep" autofocus data-testid="delete-no">${t("knowledge.edit.delete.no")}</button>
          <button class="btn danger" value="delete" data-testid="delete-yes">${t(reset ? "knowledge.edit.reset.yes" : "knowledge.edit.delete.yes")}</button>
        </div>
      </form>
    </dialog>`;
  }

  #dialog() {
    const dialog = this.renderRoot.querySelector("dialog");
    dialog.returnValue = "";
    return dialog;
  }

  #aside(article) {
    return html`<aside>
      <section class="panel" aria-labelledby="preview">
        <h3 id="preview">${t("knowledge.preview")}</h3>
        <div data-testid="preview">
          ${this.passages.length
            ? this.passages.map((one) => html`<p class="passage">${one.heading ? html`<b>${one.heading}：</b><br />` : nothing}${one.text}</p>`)
            : html`<p class="muted">${t("knowledge.preview.empty")}</p>`}
        </div>
      </section>
      <section class="panel"><question-try .session=${this.session} .question=${article.questions[0] ?? ""}></question-try></section>
      ${this.versions.length
        ? html`<section class="panel" aria-labelledby="versions">
            <h3 id="versions">${t("knowledge.versions")}</h3>
            <ul>
              ${this.versions.map((one, i) => this.#version(one, this.versions[i + 1]))}
            </ul>
            ${this.changes ? html`<pre data-testid="diff">${this.changes.filter((line) => line.change !== "same" || line.text).map((line) => html`<div class=${line.change}>${{ added: "＋ ", removed: "－ ", same: "　 " }[line.change]}${line.text}</div>`)}</pre>` : nothing}
          </section>`
        : nothing}
    </aside>`;
  }

  #version(one, before) {
    const when = one.at ? html`<time title=${exact(one.at)}>${relative(one.at)}</time>` : nothing;
    return html`<li class="row small">
      <span class="num">${one.version === 0 ? t("knowledge.versions.file") : t("knowledge.versions.number", { n: one.version })}</span>
      <span>${t(`knowledge.state.${one.state}`)} · ${one.version === 0 ? "" : one.author} ${when}</span>
      ${before ? html`<button class="btn dense" @click=${() => this.#diff(before.version, one.version)}>${t("knowledge.versions.diff")}</button>` : nothing}
    </li>`;
  }

  #set(name) {
    return (event) => this.#change({ [name]: event.target.value });
  }

  #change(change) {
    this.article = { ...this.article, ...change };
    this.said = null;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#preview(), PREVIEW_AFTER_MS);
  }

  async #preview() {
    const { title, body } = this.article;
    const wanted = this.#previewing();
    try {
      const { passages } = await this.session.call("POST", "/knowledge/preview", { title: title.slice(0, 200), body });
      if (wanted()) this.passages = passages;
    } catch (problem) {
      if (wanted()) this.problem = problem;
    }
  }

  #path() {
    return `/knowledge/articles/${encodeURIComponent(this.article.id)}`;
  }

  #written(state) {
    const { title, category, questions, source, body, visibility, validFrom, validUntil, version } = this.article;
    return { title, category, questions, source, body, visibility, validFrom: validFrom ?? "", validUntil: validUntil ?? "", state, version };
  }

  #save(state) {
    const written = this.#written(state);
    return this.#act(
      () => (this.article.id ? this.session.call("PUT", this.#path(), written) : this.session.call("POST", "/knowledge/articles", written)),
      t(state === "published" ? "knowledge.edit.published" : "knowledge.edit.saved"),
    );
  }

  async #act(call, said) {
    this.busy = true;
    this.problem = null;
    try {
      const article = await call();
      this.article = article;
      this.said = said;
      await this.#load(article.id);
    } catch (problem) {
      this.problem = problem;
    } finally {
      this.busy = false;
    }
  }

  #delete = async () => {
    this.busy = true;
    try {
      await this.session.call("DELETE", `${this.#path()}?version=${this.article.version}`);
      this.#done();
    } catch (problem) {
      this.problem = problem;
    } finally {
      this.busy = false;
    }
  };

  #done = () => this.dispatchEvent(new CustomEvent("done", { bubbles: true, composed: true }));

  async #load(id) {
    const path = `/knowledge/articles/${encodeURIComponent(id)}`;
    try {
      const [article, versions] = await Promise.all([this.session.call("GET", path), this.session.call("GET", `${path}/versions`)]);
      this.article = article;
      this.passages = article.passages;
      this.versions = versions.versions;
      this.problem = null;
    } catch (problem) {
      this.problem = problem;
    }
  }

  async #diff(from, to) {
    this.changes = (await this.session.call("GET", `${this.#path()}/diff?from=${from}&to=${to}`)).lines;
  }
}
customElements.define("article-editor", ArticleEditor);
