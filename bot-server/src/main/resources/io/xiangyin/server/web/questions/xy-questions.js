/** The questionnaire as a shopper answers it, by the link they were sent. Larger type for the old. */
import { LitElement, html, css } from "lit";
import { base, buttons, fields } from "/ui/styles.js";
import { request } from "/ui/api.js";
import { t } from "/ui/text.js";
import { problemState } from "/ui/xy-state.js";
import { doneIcon } from "/ui/icons.js";

const FEWEST = 0.8;

export class XyQuestions extends LitElement {
  static properties = { asked: { state: true }, problem: { state: true }, hint: { state: true }, busy: { state: true }, done: { state: true } };

  static styles = [
    base,
    buttons,
    fields,
    css`
      main {
        display: grid;
        gap: var(--xy-5);
        max-width: 640px;
        margin: 0 auto;
        padding: var(--xy-5) var(--xy-4) var(--xy-8);
      }
      main.elder {
        font-size: 1.375rem;
      }
      form {
        display: grid;
        gap: var(--xy-5);
      }
      fieldset {
        margin: 0;
        padding: var(--xy-4);
        border: 1px solid var(--xy-border);
        border-radius: var(--xy-radius);
        background: var(--xy-surface);
        min-width: 0;
      }
      legend,
      .label {
        padding: 0;
        float: left;
        width: 100%;
        margin-bottom: var(--xy-3);
        font-size: inherit;
        font-weight: 600;
        color: var(--xy-ink);
      }
      .marks {
        clear: both;
        display: grid;
        grid-template-columns: repeat(5, 1fr);
        gap: var(--xy-2);
      }
      .marks.ten {
        grid-template-columns: repeat(auto-fill, minmax(max(var(--xy-target), 2.5em), 1fr));
      }
      .marks label {
        position: relative;
        display: grid;
        place-items: center;
        min-height: var(--xy-target);
        border: 1px solid var(--xy-border-strong);
        border-radius: var(--xy-radius);
        font-size: inherit;
        color: var(--xy-ink);
        cursor: pointer;
      }
      .marks input {
        position: absolute;
        inset: 0;
        width: 100%;
        height: 100%;
        margin: 0;
        opacity: 0;
        cursor: pointer;
      }
      .marks label:has(:checked) {
        background: var(--xy-blue-soft);
        border-color: var(--xy-blue);
        color: var(--xy-blue-ink);
        font-weight: 600;
      }
      .marks label:has(:focus-visible) {
        outline: 3px solid var(--xy-focus);
        outline-offset: 2px;
      }
      .ends {
        display: flex;
        justify-content: space-between;
        margin-top: var(--xy-1);
        color: var(--xy-ink-2);
        font-size: 0.875em;
      }
      .field {
        clear: both;
      }
      .done {
        display: grid;
        justify-items: center;
        gap: var(--xy-3);
        padding: var(--xy-8) 0;
        text-align: center;
      }
    `,
  ];

  #token = new URLSearchParams(location.search).get("t") ?? "";

  connectedCallback() {
    super.connectedCallback();
    this.#load();
  }

  async #load() {
    try {
      this.asked = await request("GET", this.#path());
      this.problem = null;
    } catch (problem) {
      this.problem = problem;
    }
  }

  #path() {
    return `/questionnaires/${encodeURIComponent(this.#token)}`;
  }

  render() {
    return html`<main class=${this.asked?.elder ? "elder" : ""}>${this.#content()}</main>`;
  }

  #content() {
    if (this.done) return html`<div class="done" role="status" data-testid="questions-done">${doneIcon()}<h1>${t("questions.done")}</h1><p>${t("questions.done.detail")}</p></div>`;
    if (this.problem) return this.#broken(this.problem);
    if (!this.asked) return html`<xy-state kind="loading" lines="8"></xy-state>`;
    return html`<h1>${t("questions.title")}</h1>
      <p>${t("questions.why")}</p>
      <form @submit=${this.#submit} novalidate>
        ${this.asked.questions.map((question, i) => this.#question(question, i + 1))}
        <p class="field-error" role="alert" data-testid="questions-hint" ?hidden=${!this.hint}>${this.hint}</p>
        <button class="btn primary" ?disabled=${this.busy} data-testid="questions-send">${t("questions.send")}</button>
      </form>`;
  }

  #broken(problem) {
    const key = { 404: "questions.gone", 409: "questions.answered" }[problem.status];
    return key ? html`<div class="done" data-testid="questions-broken"><h1>${t(key)}</h1><p>${t(`${key}.detail`)}</p></div>` : problemState(problem, () => this.#load());
  }

  #question({ id, scale, text }, n) {
    const title = `${n}. ${text}`;
    if (scale === "five") return this.#marks(id, title, [1, 2, 3, 4, 5], ["questions.least", "questions.most"]);
    if (scale === "ten") return this.#marks(id, title, [...Array(11).keys()], ["questions.never", "questions.surely"]);
    const field = scale === "minutes" ? html`<input class="field" id=${id} name=${id} inputmode="numeric" pattern="[0-9]*" maxlength="4" />` : html`<textarea class="field" id=${id} name=${id} rows="2" maxlength="500"></textarea>`;
    return html`<fieldset><label class="label" for=${id}>${title}</label>${field}</fieldset>`;
  }

  #marks(id, title, marks, [least, most]) {
    return html`<fieldset>
      <legend>${title}</legend>
      <div class="marks ${marks.length > 5 ? "ten" : ""}">
        ${marks.map((mark) => html`<label>${mark}<input type="radio" name=${id} value=${mark} data-testid="q-${id}-${mark}" /></label>`)}
      </div>
      <p class="ends"><span>${t(least)}</span><span>${t(most)}</span></p>
    </fieldset>`;
  }

  async #submit(event) {
    event.preventDefault();
    const values = Object.fromEntries([...new FormData(event.target)].map(([id, value]) => [id, value.trim()]).filter(([, value]) => value));
    const scaled = this.asked.questions.filter(({ scale }) => scale !== "text");
    const answered = scaled.filter(({ id }) => values[id] !== undefined);
    const wrong = scaled.find(({ id, scale }) => scale === "minutes" && values[id] !== undefined && !/^\d{1,4}$/.test(values[id]));
    this.hint = wrong ? t("questions.number") : answered.length < FEWEST * scaled.length ? t("questions.few", { n: Math.ceil(FEWEST * scaled.length), have: answered.length }) : null;
    if (this.hint) return;
    this.busy = true;
    try {
      await request("POST", this.#path(), { body: { opened: this.asked.opened, values } });
      this.done = true;
      scrollTo(0, 0);
    } catch (problem) {
      if (problem.status === 409 || problem.status === 404) this.problem = problem;
      else this.hint = problem.transient ? t("questions.failed") : problem.message;
    }
    this.busy = false;
  }
}
customElements.define("xy-questions", XyQuestions);
