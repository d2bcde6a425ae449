/** The month's sample for experts: read a conversation, score it without seeing the other's scores, then settle what differs. */
import { html, css, nothing } from "lit";
import { base, buttons, fields, chips } from "/ui/styles.js";
import { t, word } from "/ui/text.js";
import { problemState } from "/ui/xy-state.js";
import { StaffPage, pageStyles } from "/ui/staff-page.js";
import "/manager/talk-dialog.js";

const SHOWN = 50;
const MARKS = [1, 2, 3, 4, 5];

export class XyReview extends StaffPage {
  static properties = { review: { state: true }, month: { state: true }, problem: { state: true }, told: { state: true }, limit: { state: true } };

  static styles = [
    base,
    buttons,
    fields,
    chips,
    pageStyles,
    css`
      .answer {
        font-size: var(--xy-text-l);
      }
      .scroll {
        overflow-x: auto;
      }
      form {
        display: flex;
        flex-wrap: wrap;
        align-items: end;
        gap: var(--xy-2) var(--xy-3);
      }
      form label {
        display: grid;
      }
      select.field,
      .month {
        width: auto;
        min-height: 36px;
        padding-block: 2px;
      }
      .why {
        flex: 1 1 16em;
      }
    `,
  ];

  name = "review";
  heading = t("expert.title");
  limit = SHOWN;
  month = "";

  entered() {
    this.#load();
  }

  content() {
    if (this.problem) return problemState(this.problem, () => this.#load());
    if (!this.review) return html`<xy-state class="panel" kind="loading" lines="10"></xy-state>`;
    return html`${this.#state()} ${this.#disputes()} ${this.#sample()} <talk-dialog .session=${this.session}></talk-dialog>`;
  }

  #state() {
    const { month, sample, pairs, same, kappa, disputes } = this.review;
    const mine = sample.filter((one) => Object.keys(one.mine).length).length;
    const twice = sample.filter((one) => one.scorers === 2).length;
    const agreed = pairs ? t("expert.agreed", { pairs, same, kappa: kappa === null ? "–" : kappa.toFixed(2), disputed: disputes.length }) : t("expert.agreed.none");
    return html`<section class="panel" aria-labelledby="state">
      <div class="bar">
        <h2 id="state">${t("expert.q")}</h2>
        <label class="sr-only" for="month">${t("expert.month")}</label>
        <input id="month" class="field month" type="month" .value=${month} data-testid="review-month" @change=${(event) => this.#of(event.target.value)} />
      </div>
      <p class="answer" data-testid="review-state">${sample.length ? t("expert.say", { n: sample.length, mine, twice }) : t("expert.none")}</p>
      <p data-testid="review-kappa">${agreed}</p>
      <p role="status" data-testid="review-told">${this.told ?? ""}</p>
    </section>`;
  }

  #disputes() {
    const { disputes } = this.review;
    if (!disputes.length) return nothing;
    return html`<section class="panel" aria-labelledby="disputes">
      <h2 id="disputes">${t("expert.disputes.q", { n: disputes.length })}</h2>
      ${disputes.map(
        (one) => html`<form @submit=${(event) => this.#rule(event, one)} data-testid="dispute">
          <p>${this.#open(one.conversationId)} ${one.title}：${word("person", one.first)} ${one.firstScore}，${word("person", one.second)} ${one.secondScore}</p>
          ${this.#mark("score", t("expert.ruling"))}
          <label class="why">${t("expert.why")}<input class="field" name="note" maxlength="500" required data-testid="ruling-note" /></label>
          <button class="btn staff dense" data-testid="rule">${t("expert.rule")}</button>
        </form>`,
      )}
    </section>`;
  }

  #sample() {
    const { sample } = this.review;
    if (!sample.length) return nothing;
    const heads = ["conversation", "stratum", "scorers", "scores"];
    return html`<section class="panel" aria-labelledby="sample">
      <h2 id="sample">${t("expert.sample.q")}</h2>
      <div class="scroll" tabindex="0" role="region" aria-label=${t("expert.sample.q")}><table class="stack">
        <thead>
          <tr>${heads.map((one) => html`<th scope="col">${t(`expert.${one}`)}</th>`)}</tr>
        </thead>
        <tbody>
          ${sample.slice(0, this.limit).map((one) => html`<tr data-testid="sampled"><td>${this.#open(one.conversationId)}</td><td>${stratum(one.stratum)}</td><td>${one.scorers}/2</td><td>${this.#scores(one)}</td></tr>`)}
        </tbody>
      </table></div>
      ${sample.length > this.limit ? html`<button class="btn" @click=${() => (this.limit += SHOWN)}>${t("manager.drill.more", { n: sample.length })}</button>` : nothing}
    </section>`;
  }

  #open(id) {
    return html`<button type="button" class="btn quiet dense" data-testid="review-open" @click=${() => this.renderRoot.querySelector("talk-dialog").look(id)}>${t("expert.read")} ${id.slice(-6)}</button>`;
  }

  #scores(one) {
    const { items } = this.review;
    if (Object.keys(one.mine).length) return items.map(({ id, title }) => `${title} ${one.mine[id]}`).join("，");
    if (one.scorers === 2) return t("expert.full");
    return html`<form @submit=${(event) => this.#score(event, one)}>
      ${items.map(({ id, title }) => this.#mark(id, title))}
      <button class="btn dense" data-testid="score">${t("expert.save")}</button>
    </form>`;
  }

  #mark(name, title) {
    return html`<label>${title}<select class="field" name=${name} required data-testid="mark-${name}"><option value="">–</option>${MARKS.map((mark) => html`<option>${mark}</option>`)}</select></label>`;
  }

  async #score(event, { conversationId }) {
    event.preventDefault();
    const scores = Object.fromEntries([...new FormData(event.target)].map(([id, mark]) => [id, Number(mark)]));
    await this.#send(`/conversations/${conversationId}/review`, { scores }, t("expert.saved"));
  }

  async #rule(event, { conversationId, item }) {
    event.preventDefault();
    const given = new FormData(event.target);
    await this.#send(`/conversations/${conversationId}/rulings`, { item, score: Number(given.get("score")), note: given.get("note").trim() }, t("expert.ruled"));
  }

  async #send(path, body, told) {
    try {
      await this.session.call("POST", path, body);
      this.told = told;
    } catch (problem) {
      this.told = problem.message;
    }
    await this.#load();
  }

  #of(month) {
    this.month = month;
    this.limit = SHOWN;
    this.#load();
  }

  async #load() {
    const asked = this.month;
    try {
      const review = await this.session.call("GET", `/reviews/expert${asked ? `?month=${asked}` : ""}`);
      if (asked !== this.month) return;
      this.review = review;
      this.problem = null;
    } catch (problem) {
      this.problem = problem;
    }
  }
}

/** "网页，人工，粤语" of `web/human/yue`. */
function stratum(key) {
  const [channel, by, dialect] = key.split("/");
  return [word("channel", channel), t(`expert.by.${by}`), word("dialect", dialect)].join("，");
}

customElements.define("xy-review", XyReview);
