/** Takes in files, one after another, and tells what came of each. */
import { LitElement, html, css, nothing } from "lit";
import { base, buttons, fields, panels } from "/ui/styles.js";
import { t } from "/ui/text.js";

const KINDS = ".md,.markdown,.html,.htm,.txt,.docx,.pdf,.csv,.xlsx,.jsonl";
const LARGEST = 20 * 1024 * 1024;

export class ArticleImport extends LitElement {
  static properties = { session: { attribute: false }, files: { state: true }, publish: { state: true } };

  static styles = [
    base,
    buttons,
    fields,
    panels,
    css`
      section,
      ul {
        display: grid;
        gap: var(--xy-3);
      }
      progress {
        width: 100%;
        accent-color: var(--xy-blue);
      }
      .check {
        display: flex;
        gap: var(--xy-2);
        align-items: center;
        min-height: var(--xy-target);
        color: var(--xy-ink);
      }
      .bad {
        color: var(--xy-red);
      }
    `,
  ];

  constructor() {
    super();
    this.files = [];
    this.publish = false;
  }

  render() {
    return html`<section class="panel" aria-labelledby="import">
      <h2 id="import">${t("knowledge.import.q")}</h2>
      <p class="muted">${t("knowledge.import.kinds")}</p>
      <label for="file">${t("knowledge.import.choose")}</label>
      <input id="file" class="field" type="file" multiple accept=${KINDS} data-testid="file" @change=${this.#bring} />
      <label class="check"><input type="checkbox" .checked=${this.publish} @change=${(event) => (this.publish = event.target.checked)} data-testid="import-publish" />${t("knowledge.import.publish")}</label>
      <ul aria-live="polite">
        ${this.files.map((file) => this.#file(file))}
      </ul>
    </section>`;
  }

  #file({ name, share, result, problem }) {
    return html`<li data-testid="imported">
      <b>${name}</b>
      ${problem ? html`<p class="bad">${problem}</p>` : nothing}
      ${result ? html`<p>${t("knowledge.import.result", result)}</p>` : nothing}
      ${result?.problems.length
        ? html`<ul class="small bad">
            ${result.problems.map((one) => html`<li>${one}</li>`)}
          </ul>`
        : nothing}
      ${problem || result ? nothing : html`<progress max="1" .value=${share} aria-label=${t("knowledge.import.progress", { name })}></progress>`}
    </li>`;
  }

  #bring = async (event) => {
    const chosen = [...event.target.files];
    event.target.value = "";
    const first = this.files.length;
    this.files = [...this.files, ...chosen.map((file) => ({ name: file.name, share: 0 }))];
    for (const [i, file] of chosen.entries()) {
      const note = (change) => (this.files = this.files.map((one, at) => (at === first + i ? { ...one, ...change } : one)));
      try {
        if (file.size > LARGEST) throw new Error(t("knowledge.import.large"));
        note({ result: await this.#send(file, (share) => note({ share })) });
      } catch (problem) {
        note({ problem: problem.message });
      }
    }
  };

  /** XMLHttpRequest, because fetch tells nothing of an upload's progress. */
  #send(file, progress) {
    return new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      const state = this.publish ? "published" : "draft";
      request.open("POST", `/api/v1/knowledge/import?${new URLSearchParams({ name: file.name, state })}`);
      request.setRequestHeader("Authorization", `Bearer ${this.session.token}`);
      request.setRequestHeader("Content-Type", "application/octet-stream");
      request.timeout = 120_000;
      request.upload.onprogress = (event) => progress(event.loaded / event.total);
      request.onload = () => {
        const answer = JSON.parse(request.responseText || "{}");
        if (request.status === 200) resolve(answer);
        else reject(new Error(answer.detail ?? t("state.error")));
      };
      request.onerror = request.ontimeout = () => reject(new Error(t("state.offline")));
      request.send(file);
    });
  }
}
customElements.define("article-import", ArticleImport);
