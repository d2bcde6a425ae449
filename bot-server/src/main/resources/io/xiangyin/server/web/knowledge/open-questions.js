/** What shoppers asked in vain, grouped by meaning; each group is one step from an article. */
import { html, css, nothing } from "lit";
import { base, buttons, chips, panels } from "/ui/styles.js";
import { t } from "/ui/text.js";
import { relative, exact } from "/ui/time.js";
import { LoadingView } from "./load.js";

export class OpenQuestions extends LoadingView {
  static styles = [
    base,
    buttons,
    chips,
    panels,
    css`
      section {
        display: grid;
        gap: var(--xy-3);
      }
      ol {
        display: grid;
        gap: var(--xy-2);
      }
      li.panel {
        display: grid;
        gap: var(--xy-1);
        padding: var(--xy-3) var(--xy-4);
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--xy-2);
      }
      h3 {
        flex: 1 1 16em;
        min-width: 0;
      }
    `,
  ];

  get path() {
    return "/knowledge/questions";
  }

  content({ asked, failed, groups, groupedBy }) {
    return html`<section aria-labelledby="open">
      <div>
        <h2 id="open">${t("knowledge.open.q")}</h2>
        <p class="muted">${t("knowledge.open.say", { asked, failed, how: t(`knowledge.groupedBy.${groupedBy}`) })}</p>
      </div>
      ${groups.length ? html`<ol>${groups.map((group) => this.#group(group))}</ol>` : html`<xy-state class="panel" kind="empty" .heading=${t("knowledge.open.none")} .detail=${t("knowledge.open.none.detail")}></xy-state>`}
    </section>`;
  }

  #group(group) {
    const others = group.examples.slice(1);
    return html`<li class="panel" data-testid="open-question">
      <div class="row">
        <h3>${group.question}</h3>
        ${group.answeredNow ? html`<span class="chip good">${t("knowledge.open.now")}</span>` : nothing}
        <button class="btn dense" data-testid="write-article" @click=${() => this.edit({ title: group.question, questions: group.examples })}>${t("knowledge.open.write")}</button>
      </div>
      ${others.length ? html`<p class="muted small">${t("knowledge.open.also", { examples: others.join("；") })}</p>` : nothing}
      <p class="small muted">
        <span class="num">${t("knowledge.open.count", { n: group.count, unanswered: group.unanswered, bad: group.badlyRated })}</span> ·
        <time title=${exact(group.lastAt)}>${relative(group.lastAt)}</time>
      </p>
    </li>`;
  }
}
customElements.define("open-questions", OpenQuestions);
