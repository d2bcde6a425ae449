/** A table of figures with caption, definition in a disclosure, and export of what it shows. */
import { LitElement, html, css, nothing } from "lit";
import { base, buttons } from "./styles.js";
import { csv, download } from "./csv.js";
import { t } from "./text.js";

/**
 * `columns` are `{label, numeric?}`; `rows` are arrays of cells, where a cell is a text, a number or
 * `{text, raw?, testid?, title?}` (`raw` is what the export writes).
 */
export class XyTable extends LitElement {
  static properties = {
    caption: {},
    columns: { attribute: false },
    rows: { attribute: false },
    definitions: { attribute: false },
    filename: {},
  };

  static styles = [
    base,
    buttons,
    css`
      :host {
        display: block;
      }
      .scroll {
        overflow-x: auto;
      }
      table {
        width: 100%;
        border-collapse: collapse;
        font-size: var(--xy-text-s);
      }
      caption {
        text-align: left;
        padding-bottom: var(--xy-2);
        color: var(--xy-ink-2);
      }
      th,
      td {
        padding: 8px var(--xy-3);
        border-bottom: 1px solid var(--xy-border);
        text-align: left;
        vertical-align: baseline;
        overflow-wrap: normal;
      }
      thead th {
        color: var(--xy-ink-2);
        font-weight: 600;
        white-space: nowrap;
      }
      tbody th {
        font-weight: 500;
        min-width: 8em;
      }
      .numeric {
        text-align: right;
        font-variant-numeric: tabular-nums;
        white-space: nowrap;
      }
      footer {
        display: flex;
        flex-wrap: wrap;
        align-items: flex-start;
        gap: var(--xy-2) var(--xy-4);
        margin-top: var(--xy-2);
        font-size: var(--xy-text-s);
      }
      details {
        flex: 1 1 14em;
      }
      summary {
        min-height: 36px;
        padding: 6px 0;
        cursor: pointer;
        color: var(--xy-ink-2);
      }
      dt {
        font-weight: 600;
        margin-top: var(--xy-2);
      }
      dd {
        color: var(--xy-ink-2);
      }
      @media print {
        .btn:not(.figure),
        summary {
          display: none;
        }
      }
    `,
  ];

  constructor() {
    super();
    this.columns = [];
    this.rows = [];
    this.definitions = [];
    this.filename = "xiangyin";
  }

  render() {
    return html`<div class="scroll" tabindex="0" role="region" aria-label=${this.caption ?? t("table.label")}>
        <table>
          <caption>
            ${this.caption}
          </caption>
          <thead>
            <tr>
              ${this.columns.map((c) => html`<th scope="col" class=${c.numeric ? "numeric" : ""}>${c.label}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${this.rows.map((row) => html`<tr>${row.map((value, i) => this.#cell(value, i))}</tr>`)}
          </tbody>
        </table>
      </div>
      <footer>
        ${this.definitions.length
          ? html`<details>
              <summary>${t("table.definitions")}</summary>
              <dl>${this.definitions.map(([name, text]) => html`<dt>${name}</dt><dd>${text}</dd>`)}</dl>
            </details>`
          : nothing}
        <button class="btn dense" @click=${this.#export}>${t("table.export")}</button>
      </footer>`;
  }

  #cell(value, index) {
    const shown = value !== null && typeof value === "object" ? value : { text: value };
    const kind = this.columns[index]?.numeric ? "numeric" : "";
    const testid = shown.testid ?? nothing;
    if (index === 0) return html`<th scope="row" class=${kind} data-testid=${testid}>${shown.text}</th>`;
    return html`<td class=${kind} data-testid=${testid} title=${shown.title ?? nothing}>${shown.text}</td>`;
  }

  #export() {
    const plain = (value) => (value !== null && typeof value === "object" ? (value.raw ?? value.text) : value);
    const rows = [this.columns.map((c) => c.label), ...this.rows.map((row) => row.map(plain))];
    download(`${this.filename}.csv`, csv(rows));
  }
}
customElements.define("xy-table", XyTable);
