/** The first page of the demo: what this is, and the doors to it for shopper, agent and manager. */
import { LitElement, html, css } from "lit";
import { base, buttons, chips, panels } from "/ui/styles.js";
import { request } from "/ui/api.js";
import { t, word } from "/ui/text.js";
import { problemState } from "/ui/xy-state.js";

export class XyStart extends LitElement {
  static properties = { info: { state: true }, problem: { state: true } };

  static styles = [
    base,
    buttons,
    chips,
    panels,
    css`
      :host {
        display: block;
      }
      main {
        display: grid;
        gap: var(--xy-8);
        max-width: 1040px;
        margin: 0 auto;
        padding: var(--xy-8) var(--xy-5);
      }
      .lead {
        margin-top: var(--xy-2);
        max-width: 44em;
        font-size: var(--xy-text-l);
      }
      h1 {
        color: var(--xy-accent-ink);
      }
      section {
        display: grid;
        gap: var(--xy-3);
      }
      .cards {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 280px), 1fr));
        gap: var(--xy-3);
      }
      a.panel {
        display: block;
        padding: var(--xy-4);
        color: inherit;
        text-decoration: none;
        height: 100%;
      }
      a.panel:hover {
        border-color: var(--xy-accent);
        background: var(--xy-accent-soft);
      }
      a.staff:hover {
        border-color: var(--xy-blue);
        background: var(--xy-blue-soft);
      }
      .go {
        color: var(--xy-blue-ink);
        font-size: var(--xy-text-s);
      }
      table {
        border-collapse: collapse;
        width: 100%;
        font-size: var(--xy-text-s);
      }
      th,
      td {
        padding: 8px var(--xy-3) 8px 0;
        text-align: left;
        border-bottom: 1px solid var(--xy-border);
      }
      code {
        font-size: var(--xy-text-m);
        padding: 2px 8px;
        border-radius: 4px;
        background: var(--xy-surface-2);
      }
      footer {
        display: flex;
        flex-wrap: wrap;
        gap: var(--xy-3) var(--xy-6);
      }
      footer a {
        display: inline-block;
        padding: 8px 0;
      }
    `,
  ];

  connectedCallback() {
    super.connectedCallback();
    this.#load();
  }

  render() {
    return html`<main>
      <header>
        <h1>${t("brand")}</h1>
        <p class="lead">${t("start.lead")}</p>
      </header>
      ${this.info ? this.#doors(this.info) : this.problem ? problemState(this.problem, () => this.#load()) : html`<xy-state kind="loading" lines="8"></xy-state>`}
      <footer>
        <a href="/openapi.json">${t("start.api")}</a>
        <a href="/ui">${t("start.ui")}</a>
      </footer>
    </main>`;
  }

  #doors({ shop, customers, signIns, password }) {
    return html`<section aria-labelledby="shoppers">
        <h2 id="shoppers">${t("start.shoppers", { shop })}</h2>
        <ul class="cards">
          ${customers.map(
            (one) =>
              html`<li>
                <a class="panel" href="/shop?customer=${encodeURIComponent(one.id)}" data-testid="customer">
                  <h3>${one.name}${one.age ? `，${t("start.age", { n: one.age })}` : ""}</h3>
                  <p class="small muted">${one.about}</p>
                  <p class="go">${t("start.enterShop")} ›</p>
                </a>
              </li>`,
          )}
        </ul>
      </section>
      <section aria-labelledby="staff">
        <h2 id="staff">${t("start.staff")}</h2>
        <ul class="cards">
          <li><a class="panel staff" href="/agent" data-testid="door-agent"><h3>${t("agent.title")}</h3><p class="small muted">${t("start.agent.about")}</p><p class="go">${t("start.open")} ›</p></a></li>
          <li><a class="panel staff" href="/manager" data-testid="door-manager"><h3>${t("manager.title")}</h3><p class="small muted">${t("start.manager.about")}</p><p class="go">${t("start.open")} ›</p></a></li>
          ${["scorecard", "knowledge", "tickets", "customers", "accounts"].map(
            (page) => html`<li><a class="panel staff" href="/${page}" data-testid="door-${page}"><h3>${t(`${page}.title`)}</h3><p class="small muted">${t(`start.${page}.about`)}</p><p class="go">${t("start.open")} ›</p></a></li>`,
          )}
        </ul>
        <div class="panel">
          <p>${password ? html`${t("start.password")} <code data-testid="demo-password">${password}</code>` : t("start.noPassword")}</p>
          <table>
            <thead>
              <tr><th scope="col">${t("signin.username")}</th><th scope="col">${t("start.name")}</th><th scope="col">${t("start.role")}</th></tr>
            </thead>
            <tbody>
              ${signIns.map(
                (one) =>
                  html`<tr>
                    <th scope="row"><code>${one.username}</code></th>
                    <td>${one.name}</td>
                    <td>${one.roles.map((role) => word("role", role)).join("、")} ${(one.skills ?? []).map((skill) => html`<span class="chip blue">${word("dialect", skill)}</span>`)}</td>
                  </tr>`,
              )}
            </tbody>
          </table>
        </div>
      </section>`;
  }

  async #load() {
    this.problem = null;
    try {
      this.info = await request("GET", "/demo/info");
    } catch (problem) {
      this.problem = problem;
    }
  }
}
customElements.define("xy-start", XyStart);
