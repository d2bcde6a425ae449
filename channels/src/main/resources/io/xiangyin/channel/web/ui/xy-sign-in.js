/** The sign-in of the staff pages; works on the `session` it is given and tells what went wrong. */
import { LitElement, html, css, nothing } from "lit";
import { base, buttons, fields, panels } from "./styles.js";
import { t } from "./text.js";

export class XySignIn extends LitElement {
  static properties = {
    session: { attribute: false },
    heading: {},
    busy: { state: true },
    error: { state: true },
  };

  static styles = [
    base,
    buttons,
    fields,
    panels,
    css`
      :host {
        display: grid;
        min-height: 100vh;
        place-items: center;
        padding: var(--xy-4);
      }
      main {
        width: min(100%, 400px);
      }
      form {
        display: grid;
        gap: var(--xy-4);
      }
      h1 {
        font-size: var(--xy-text-xl);
      }
      .brand {
        color: var(--xy-accent-ink);
        font-weight: 600;
      }
      .pair {
        display: grid;
        gap: var(--xy-1);
      }
    `,
  ];

  render() {
    return html`<main>
      <form class="panel" @submit=${this.#submit}>
        <div>
          <p class="brand">${t("brand")}</p>
          <h1>${this.heading}</h1>
        </div>
        <div class="pair">
          <label for="username">${t("signin.username")}</label>
          <input id="username" name="username" class="field" autocomplete="username" autocapitalize="none" required data-testid="login-username" />
        </div>
        <div class="pair">
          <label for="password">${t("signin.password")}</label>
          <input id="password" name="password" class="field" type="password" autocomplete="current-password" required data-testid="login-password" />
        </div>
        <p class="field-error" role="alert" ?hidden=${!this.error}>${this.error ?? nothing}</p>
        <button class="btn staff" ?disabled=${this.busy} data-testid="login-submit">
          ${this.busy ? t("signin.busy") : t("signin.submit")}
        </button>
      </form>
    </main>`;
  }

  firstUpdated() {
    this.renderRoot.querySelector("#username").focus();
  }

  async #submit(event) {
    event.preventDefault();
    const data = new FormData(event.target);
    this.busy = true;
    this.error = null;
    try {
      await this.session.signIn(data.get("username").trim(), data.get("password"));
    } catch (problem) {
      if (problem.status === 401) this.error = t("signin.wrong");
      else this.error = problem.status === 0 ? t("signin.offline") : problem.message;
      this.renderRoot.querySelector("#password").select();
    } finally {
      this.busy = false;
    }
  }
}
customElements.define("xy-sign-in", XySignIn);
