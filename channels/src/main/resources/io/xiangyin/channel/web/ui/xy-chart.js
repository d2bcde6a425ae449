/** A chart in the colours of the tokens; the figures stand in a table beside it, so it is an image to a screen reader. */
import { LitElement, html, css } from "lit";
import { Chart, registerables } from "chart.js";
import { base } from "./styles.js";

Chart.register(...registerables);
const dark = matchMedia("(prefers-color-scheme: dark)");
const still = matchMedia("(prefers-reduced-motion: reduce)");

/**
 * `config` is `{type, labels, series: [{label, values, dash?, opens?}], unit, horizontal?, max?, opens?}`; `label` says what it
 * shows. `opens` holds, for each label, what a click on its bar or point tells by "look"; the table beside it has the same for keys.
 */
export class XyChart extends LitElement {
  static properties = { config: { attribute: false }, label: {}, height: { type: Number } };

  static styles = [
    base,
    css`
      :host {
        display: block;
      }
      div {
        position: relative;
      }
    `,
  ];

  #chart = null;
  #repaint = () => {
    this.#destroy();
    this.requestUpdate();
  };

  constructor() {
    super();
    this.height = 260;
    this.label = "";
  }

  connectedCallback() {
    super.connectedCallback();
    dark.addEventListener("change", this.#repaint);
    this.requestUpdate();
  }

  disconnectedCallback() {
    dark.removeEventListener("change", this.#repaint);
    this.#destroy();
    super.disconnectedCallback();
  }

  render() {
    return html`<div style="height:${this.height}px"><canvas role="img" aria-label=${this.label}></canvas></div>`;
  }

  updated() {
    if (!this.config) return;
    const made = chartOf(this.config, (name) => getComputedStyle(this).getPropertyValue(name).trim());
    made.options.onClick = (event) => this.#look(event);
    made.options.onHover = (event) => (event.native.target.style.cursor = this.#under(event) ? "pointer" : "");
    if (this.#chart && this.#chart.config.type === made.type) {
      this.#chart.data = made.data;
      this.#chart.options = made.options;
      this.#chart.update("none");
    } else {
      this.#destroy();
      this.#chart = new Chart(this.renderRoot.querySelector("canvas"), made);
    }
  }

  /** What the bar or point under the pointer opens, else the one nearest in its row or column. */
  #under(event) {
    const axis = this.config.horizontal ? "y" : "x";
    const at = (options) => this.#chart.getElementsAtEventForMode(event.native, "nearest", options, false)[0];
    const hit = at({ intersect: true }) ?? at({ intersect: false, axis });
    return hit && (this.config.series[hit.datasetIndex].opens ?? this.config.opens)?.[hit.index];
  }

  #look(event) {
    const detail = this.#under(event);
    if (detail) this.dispatchEvent(new CustomEvent("look", { detail, bubbles: true, composed: true }));
  }

  #destroy() {
    this.#chart?.destroy();
    this.#chart = null;
  }
}

/** A long label in two lines, so that a phone has room for it. */
const lines = (label) => (label.length > 8 && label.includes("（") ? label.split(/(?=（)/) : label);

function chartOf({ type, labels, series, unit = "", horizontal = false, max }, token) {
  const ink = token("--xy-ink-2");
  const line = token("--xy-border");
  const font = { family: token("--xy-font"), size: 13 };
  const value = { beginAtZero: true, max, grid: { color: line }, ticks: { color: ink, font }, title: { display: Boolean(unit), text: unit, color: ink, font } };
  const category = { grid: { display: false }, ticks: { color: ink, font } };
  return {
    type,
    data: {
      labels: horizontal ? labels.map(lines) : labels,
      datasets: series.map((one, i) => {
        const color = token(`--xy-chart-${(i % 6) + 1}`);
        return {
          label: one.label,
          data: one.values,
          borderColor: color,
          backgroundColor: color,
          borderWidth: 2,
          borderDash: one.dash ? [6, 4] : [],
          pointRadius: 4,
          pointStyle: ["circle", "rectRot", "triangle", "rect", "star", "cross"][i % 6],
          spanGaps: false,
          tension: 0,
          maxBarThickness: 22,
        };
      }),
    },
    options: {
      responsive: true,
      maintainAspectRatio: false,
      animation: still.matches ? false : { duration: 160 },
      indexAxis: horizontal ? "y" : "x",
      interaction: { mode: "index", axis: horizontal ? "y" : "x", intersect: false },
      scales: horizontal ? { x: value, y: category } : { x: category, y: value },
      plugins: { legend: { position: "top", align: "start", labels: { color: token("--xy-ink"), font, usePointStyle: true, boxWidth: 8, boxHeight: 8 } } },
    },
  };
}
customElements.define("xy-chart", XyChart);
