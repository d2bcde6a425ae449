/** The frame of a staff page: sign-in, header with the way to the other pages, and what it shows in between. */
import { LitElement, html, css } from "lit";
import { base, buttons } from "./styles.js";
import { t } from "./text.js";
import { StaffSession } from "./staff-session.js";
import { staffNav } from "./staff-nav.js";
import "./xy-sign-in.js";

export const pageStyles = css`
  header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--xy-2) var(--xy-3);
    padding: var(--xy-2) var(--xy-4);
    background: var(--xy-surface);
    border-bottom: 1px solid var(--xy-border);
  }
  header h1 {
    font-size: var(--xy-text-l);
  }
  main {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--xy-4);
    max-width: 1280px;
    margin: 0 auto;
    padding: var(--xy-5);
  }
  .panel {
    background: var(--xy-surface);
    border: 1px solid var(--xy-border);
    border-radius: var(--xy-radius);
    padding: var(--xy-4) var(--xy-5);
  }
  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--xy-2);
  }
  .two {
    display: grid;
    grid-template-columns: minmax(0, 1fr) minmax(320px, 440px);
    gap: var(--xy-4);
    align-items: start;
  }
  h2 {
    font-size: var(--xy-text-l);
  }
  h3 {
    font-size: var(--xy-text-s);
    color: var(--xy-ink-2);
  }
  section {
    display: grid;
    gap: var(--xy-2);
  }
  table {
    width: 100%;
    border-collapse: collapse;
    font-size: var(--xy-text-s);
    font-variant-numeric: tabular-nums;
  }
  th,
  td {
    padding: 8px var(--xy-3) 8px 0;
    border-bottom: 1px solid var(--xy-border);
    text-align: left;
    vertical-align: top;
  }
  th {
    font-weight: 600;
    color: var(--xy-ink-2);
  }
  /* a row of a table with long words becomes a block of lines on a phone */
  @media (max-width: 640px) {
    header nav {
      order: 1;
    }
    header h1 {
      flex: 1;
    }
    table.stack,
    .stack tbody,
    .stack tr,
    .stack td {
      display: block;
    }
    .stack thead {
      position: absolute;
      clip-path: inset(50%);
    }
    .stack tr {
      padding: var(--xy-2) 0;
      border-bottom: 1px solid var(--xy-border);
    }
    .stack td {
      padding: 2px 0;
      border: 0;
    }
  }
  @media (max-width: 1023px) {
    .two {
      grid-template-columns: minmax(0, 1fr);
    }
    main {
      padding: var(--xy-3);
    }
  }
`;

/** A page extends it and gives `name` (its key in the navigation), `heading` and `content()`. */
export class StaffPage extends LitElement {
  session = new StaffSession();

  static styles = [base, buttons, pageStyles];

  connectedCallback() {
    super.connectedCallback();
    this.session.addEventListener("names", () => this.requestUpdate());
    this.session.addEventListener("change", () => {
      this.requestUpdate();
      if (this.session.user) this.entered();
    });
    if (this.session.user) this.entered();
  }

  /** Called when somebody is signed in: load what the page shows. */
  entered() {}

  render() {
    const { user } = this.session;
    if (!user) return html`<xy-sign-in .session=${this.session} .heading=${this.heading}></xy-sign-in>`;
    return html`<header>
        <h1>${this.heading}</h1>
        ${staffNav(this.name, user)}
        <span class="small">${user.name}</span>
        <button class="btn dense" data-testid="sign-out" @click=${() => this.session.signOut()}>${t("signin.out")}</button>
      </header>
      <main>${this.content()}</main>`;
  }
}
