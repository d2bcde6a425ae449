/** The shop's score: where it comes from, what is weakest, who puts it right, and what the log shows of GB/T 47746. */
import { html, css, nothing } from "lit";
import { base, buttons, fields, chips } from "/ui/styles.js";
import { t, word } from "/ui/text.js";
import { problemState } from "/ui/xy-state.js";
import { groupName } from "/manager/figures.js";
import { StaffPage, pageStyles } from "/ui/staff-page.js";
import "/manager/talk-dialog.js";

const DAYS = [30, 92, 365];
const DAY_MS = 86_400_000;

export class XyScorecard extends StaffPage {
  static properties = { card: { state: true }, rule: { state: true }, days: { state: true }, problem: { state: true }, told: { state: true } };

  static styles = [
    base,
    buttons,
    fields,
    chips,
    pageStyles,
    css`
      .lines table {
        min-width: 760px;
        table-layout: fixed;
      }
      .lines th:first-child {
        width: 32%;
      }
      .lines th.num {
        width: 10%;
      }
      td.num,
      th.num {
        text-align: right;
        white-space: nowrap;
      }
      .owner {
        display: flex;
        gap: var(--xy-1);
      }
      .owner input {
        width: 7em;
        min-height: 36px;
      }
      @media print {
        header nav,
        .btn,
        .hits {
          display: none;
        }
        .panel {
          break-inside: avoid;
          border: 0;
        }
      }
    `,
  ];

  name = "scorecard";
  heading = t("scorecard.title");
  days = 92;

  entered() {
    this.#load();
  }

  content() {
    if (this.problem) return problemState(this.problem, () => this.#load());
    if (!this.card) return html`<xy-state class="panel" kind="loading" lines="10"></xy-state>`;
    return html`${this.#score()} ${this.#weak()} ${this.#ledger()} ${this.#sources()} ${this.#duties()} <talk-dialog .session=${this.session}></talk-dialog>`;
  }

  #score() {
    const { card } = this;
    const say = card.total === null ? t("scorecard.none") : t("scorecard.say", { total: figure(card.total), bonus: figure(card.bonus), version: card.version, n: card.conversations });
    return html`<section class="panel" aria-labelledby="score">
      <div class="bar">
        <h2 id="score">${t("scorecard.q")}</h2>
        ${DAYS.map((days) => html`<button class="btn dense" aria-pressed=${this.days === days} data-testid="days-${days}" @click=${() => this.#since(days)}>${t(`scorecard.days.${days}`)}</button>`)}
        <button class="btn dense" @click=${() => print()}>${t("manager.print")}</button>
      </div>
      <p class="answer" data-testid="score">${say}</p>
      ${card.parts.map((part) => this.#part(part))}
    </section>`;
  }

  #part(part) {
    const heads = ["value", "base", "score", "bonus"];
    return html`<div class="scroll lines" tabindex="0" role="region" aria-label=${part.title}>
      <h3>${part.score === null ? t("scorecard.part.none", part) : t("scorecard.part", { title: part.title, score: figure(part.score) })}</h3>
      <table>
        <thead>
          <tr><th scope="col">${t("scorecard.indicator")}</th>${heads.map((one) => html`<th scope="col" class="num">${t(`scorecard.${one}`)}</th>`)}<th scope="col">${t("scorecard.evidence")}</th></tr>
        </thead>
        <tbody>
          ${part.lines.map(
            (line) => html`<tr data-testid="line-${line.id}">
              <td>${line.title}</td>
              <td class="num">${line.value === null ? "–" : figure(line.value) + line.unit}</td>
              <td class="num">${line.lower ? "≤" : "≥"} ${figure(line.base)}${line.unit}</td>
              <td class="num">${line.score === null ? "–" : figure(line.score)}</td>
              <td class="num">${line.bonus ? `+${figure(line.bonus)}` : ""}</td>
              <td>${this.#evidence(line)}</td>
            </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  }

  /** What a figure rests on; opens the conversations behind it where the log has them. */
  #evidence(line) {
    if (!line.evidence) return t("scorecard.notMeasured");
    const name = t("manager.drill.figure", { figure: line.title, n: line.evidence });
    if (line.measure.startsWith("rules.")) return html`<button class="btn figure" aria-label=${name} data-testid="behind-${line.id}" @click=${() => this.#showRule(line.measure)}>${line.evidence}</button>`;
    if (!line.figure) return line.evidence;
    const { from, to } = this.card;
    const [by, key] = line.group?.split("=") ?? ["", ""];
    const query = new URLSearchParams({ window: "90d", metric: line.figure, by, key, from, to });
    return html`<a href="/manager?${query}#drill" aria-label=${name} data-testid="behind-${line.id}">${line.evidence}</a>`;
  }

  async #showRule(measure) {
    this.rule = measure;
    await this.updateComplete;
    this.renderRoot.querySelector("#hits")?.scrollIntoView();
  }

  /** A conversation, word for word. */
  #talk(conversationId, text) {
    return html`<button class="btn figure" aria-label=${t("scorecard.talk", { n: text })} data-testid="open-talk" @click=${() => this.renderRoot.querySelector("talk-dialog").look(conversationId)}>${text}</button>`;
  }

  #weak() {
    const { weakest } = this.card;
    const first = weakest[0];
    return html`<section class="panel" aria-labelledby="weak">
      <h2 id="weak">${t("scorecard.weak.q")}</h2>
      <p class="answer" data-testid="weak">${first ? t("scorecard.weak.say", { ...first, score: figure(first.score) }) : t("scorecard.weak.none")}</p>
      ${weakest.length
        ? html`<ol>
              ${weakest.map((line) => html`<li>${line.title} ${figure(line.score)}：${figure(line.value)}${line.unit}（${line.evidence}）。${line.advice}。</li>`)}
            </ol>
            <div class="bar"><button class="btn staff" data-testid="note" @click=${() => this.#note()}>${t("scorecard.note")}</button><span role="status" data-testid="told">${this.told ?? ""}</span></div>`
        : nothing}
    </section>`;
  }

  #ledger() {
    const { ledger } = this.card;
    const heads = ["indicator", "evidence", "advice", "owner", "planBy", "state"];
    return html`<section class="panel" aria-labelledby="ledger">
      <h2 id="ledger">${t("scorecard.ledger")}</h2>
      ${ledger.length
        ? html`<div class="scroll" tabindex="0" role="region" aria-label=${t("scorecard.ledger")}><table>
            <thead>
              <tr>${heads.map((one) => html`<th scope="col">${t(`scorecard.${one}`)}</th>`)}</tr>
            </thead>
            <tbody>
              ${ledger.map(
                (entry) => html`<tr data-testid="ledger-${entry.indicator}">
                  <td>${entry.title}</td>
                  <td>${entry.evidence}</td>
                  <td>${entry.suggestion}</td>
                  <td>${entry.state === "done" ? entry.owner : this.#owner(entry)}${entry.history ? html`<p class="small muted" data-testid="owners">${entry.history}</p>` : nothing}</td>
                  <td>${entry.planBy}</td>
                  <td><span class="chip ${entry.state === "escalated" ? "bad" : "blue"}">${t(`scorecard.state.${entry.state}`)}</span></td>
                </tr>`,
              )}
            </tbody>
          </table></div>`
        : html`<p class="muted">${t("scorecard.ledger.none")}</p>`}
    </section>`;
  }

  #owner(entry) {
    return html`<form class="owner" @submit=${(event) => this.#own(event, entry)}>
      <input class="field" name="owner" maxlength="40" required aria-label="${t("scorecard.owner")}：${entry.title}" .value=${entry.owner} data-testid="owner" />
      <button class="btn dense" data-testid="owner-save">${t("scorecard.owner.save")}</button>
    </form>`;
  }

  #sources() {
    const { card } = this;
    const dropped = Object.entries(card.survey?.dropped ?? {}).map(([why, n]) => `${why} ${n}`).join("，") || t("scorecard.dropped.none");
    return html`<section class="panel" aria-labelledby="sources">
      <h2 id="sources">${t("scorecard.sources.q")}</h2>
      <p class="answer" data-testid="sources">${t("scorecard.sources.say", card)}</p>
      <p>${card.survey ? t("scorecard.survey", { ...card.survey, dropped }) : t("scorecard.survey.none")} ${card.survey?.waitsDisagree ?? ""}</p>
      ${card.survey?.groups.length ? this.#groups(card.survey.groups) : nothing} ${card.survey?.weighted.length ? this.#weighted(card.survey.weighted) : nothing}
      <p>${card.review ? t("scorecard.review", { ...card.review, kappa: card.review.kappa === null ? "–" : card.review.kappa.toFixed(2) }) : t("scorecard.review.none")}</p>
      ${card.hits.length ? this.#hits(card.hits) : nothing}
    </section>`;
  }

  /** What the rules found, of one rule where one is chosen. */
  #hits(hits) {
    const rules = new Map(hits.map((hit) => [hit.measure, hit.rule]));
    const shown = hits.filter((hit) => !this.rule || hit.measure === this.rule).slice(0, 20);
    return html`<div class="bar" id="hits">${[["", t("scorecard.rule.all")], ...rules].map(([measure, title]) => html`<button class="btn dense" aria-pressed=${(this.rule ?? "") === measure} @click=${() => (this.rule = measure)}>${title}</button>`)}</div>
      ${shown.length
        ? html`<div class="scroll hits" tabindex="0" role="region" aria-label=${t("scorecard.rule")}><table>
            <thead>
              <tr>${["rule", "by", "text", "conversation"].map((one) => html`<th scope="col">${t(`scorecard.${one}`)}</th>`)}</tr>
            </thead>
            <tbody>
              ${shown.map((hit) => html`<tr data-testid="hit"><td>${hit.rule}</td><td>${word("person", hit.by)}</td><td>${hit.text}</td><td>${this.#talk(hit.conversationId, hit.conversationId)} · ${hit.seq}</td></tr>`)}
            </tbody>
          </table></div>`
        : html`<p class="muted">${t("scorecard.rule.none")}</p>`}`;
  }

  /** Who answered, beside who was asked. */
  #groups(groups) {
    const named = ({ name }) => {
      const [by, key] = name.split("=");
      return `${t(`scorecard.group.${by}`)} ${groupName(by, key)}`;
    };
    return html`<div class="scroll" tabindex="0" role="region" aria-label=${t("scorecard.groups")}><table data-testid="survey-groups">
      <thead>
        <tr>${["group", "answers", "sent", "overall", "fair"].map((one) => html`<th scope="col">${t(`scorecard.groups.${one}`)}</th>`)}</tr>
      </thead>
      <tbody>
        ${groups.map((group) => html`<tr><td>${named(group)}</td><td>${group.answers}</td><td>${group.sent || "–"}</td><td>${group.overall === null ? "–" : figure(group.overall)}</td><td>${group.silent ? html`<span class="chip bad">${t("scorecard.groups.silent")}</span>` : ""}</td></tr>`)}
      </tbody>
    </table></div>`;
  }

  /** The mean of those who answered, beside the mean as if every group had answered in its share. */
  #weighted(rows) {
    return html`<div class="scroll" tabindex="0" role="region" aria-label=${t("scorecard.weighted")}><table data-testid="survey-weighted">
      <thead>
        <tr>${["by", "raw", "answers", "weighted", "asked", "unheard"].map((one) => html`<th scope="col">${t(`scorecard.weighted.${one}`)}</th>`)}</tr>
      </thead>
      <tbody>
        ${rows.map((row) => html`<tr><td>${t(`scorecard.group.${row.by}`)}</td><td>${figure(row.raw)}</td><td>${row.answers}</td><td>${figure(row.weighted)}</td><td>${row.asked}</td><td>${row.unheard}</td></tr>`)}
      </tbody>
    </table></div>`;
  }

  #duties() {
    const { duties } = this.card;
    const met = duties.filter((duty) => duty.kept !== null);
    const verdict = (kept) => t(kept === null ? "scorecard.unmet" : kept ? "scorecard.kept" : "scorecard.broken");
    return html`<section class="panel" aria-labelledby="duties">
      <h2 id="duties">${t("scorecard.duties.q")}</h2>
      <p class="answer" data-testid="duties">${t("scorecard.duties.say", { met: met.length, kept: met.filter((duty) => duty.kept).length })}</p>
      <div class="scroll" tabindex="0" role="region" aria-label=${t("scorecard.duties.q")}><table>
        <thead>
          <tr>${["clause", "duty", "verdict", "evidence"].map((one) => html`<th scope="col">${t(`scorecard.${one}`)}</th>`)}</tr>
        </thead>
        <tbody>
          ${duties.map((duty) => html`<tr><td>${duty.clause}</td><td>${duty.duty}</td><td>${duty.kept === null ? html`<span class="muted">${verdict(null)}</span>` : html`<span class="chip ${duty.kept ? "blue" : "bad"}">${verdict(duty.kept)}</span>`}</td><td>${duty.evidence}${duty.broken.length ? html`<p class="small">${t("scorecard.duty.where")} ${duty.broken.map((id, i) => html`${this.#talk(id, String(i + 1))} `)}</p>` : nothing}</td></tr>`)}
        </tbody>
      </table></div>
    </section>`;
  }

  #since(days) {
    this.days = days;
    this.card = null;
    this.#load();
  }

  async #load() {
    const days = this.days;
    const to = new Date();
    const from = new Date(to.getTime() - days * DAY_MS);
    try {
      const card = await this.session.call("GET", `/reports/scorecard?${new URLSearchParams({ from: from.toISOString(), to: to.toISOString() })}`);
      if (days !== this.days) return;
      this.card = card;
      this.problem = null;
    } catch (problem) {
      this.problem = problem;
    }
  }

  async #note() {
    await this.#change("POST", "/reports/ledger", undefined, t("scorecard.noted"));
  }

  async #own(event, entry) {
    event.preventDefault();
    const owner = new FormData(event.target).get("owner").trim();
    if (owner) await this.#change("PUT", `/reports/ledger/${entry.indicator}`, { owner }, "");
  }

  async #change(method, path, body, told) {
    try {
      const { ledger } = await this.session.call(method, path, body);
      this.card = { ...this.card, ledger };
      this.told = told;
    } catch (problem) {
      this.told = problem.message;
    }
  }
}

function figure(value) {
  return Number.isInteger(value) ? String(value) : value.toFixed(1);
}

customElements.define("xy-scorecard", XyScorecard);
