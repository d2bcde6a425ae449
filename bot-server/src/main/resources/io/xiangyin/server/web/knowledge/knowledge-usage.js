/** Which articles answered most, and which nobody vouched for in long. */
import { html, css } from "lit";
import { base, buttons, panels } from "/ui/styles.js";
import { t } from "/ui/text.js";
import "/ui/xy-table.js";
import { LoadingView } from "./load.js";

export class KnowledgeUsage extends LoadingView {
  static styles = [
    base,
    buttons,
    panels,
    css`
      :host {
        display: grid;
        gap: var(--xy-4);
      }
      section {
        display: grid;
        gap: var(--xy-3);
        min-width: 0;
      }
    `,
  ];

  get path() {
    return "/knowledge/usage";
  }

  content({ asked, answered, most, stale }) {
    const name = { label: t("knowledge.field.title") };
    const used = { label: t("knowledge.usage.count"), numeric: true };
    return html`<section class="panel" aria-labelledby="most">
        <h2 id="most">${t("knowledge.usage.q")}</h2>
        <p class="muted">${t("knowledge.usage.say", { asked, answered })}</p>
        ${most.length ? html`<xy-table .caption=${t("knowledge.usage.q")} .columns=${[name, used]} .rows=${most.map((one) => [one.title, one.count])} filename="knowledge-usage"></xy-table>` : html`<xy-state kind="empty"></xy-state>`}
      </section>
      <section class="panel" aria-labelledby="stale">
        <h2 id="stale">${t("knowledge.usage.stale.q")}</h2>
        ${stale.length
          ? html`<xy-table .caption=${t("knowledge.usage.stale")} .columns=${[name, { label: t("knowledge.usage.updated") }, { label: t("knowledge.field.validUntil") }, used]} .rows=${stale.map((one) => [one.title, one.updated ?? "-", one.validUntil ?? "-", one.used])} filename="knowledge-stale"></xy-table>`
          : html`<p class="muted">${t("knowledge.usage.stale.none")}</p>`}
      </section>`;
  }
}
customElements.define("knowledge-usage", KnowledgeUsage);
