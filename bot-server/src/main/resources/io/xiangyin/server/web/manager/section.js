/** The frame of one question: heading, the answer in one sentence, chart, table. */
import { html, css, nothing } from "lit";

export function section(id, question, answer, charts, table) {
  return html`<section class="panel" aria-labelledby=${id}>
    <h2 id=${id}>${question}</h2>
    <p class="answer" data-testid="answer-${id}">${answer}</p>
    ${charts ? html`<div class="charts">${charts}</div>` : nothing} ${table}
  </section>`;
}

export const sectionStyles = css`
  section.panel {
    display: grid;
    gap: var(--xy-4);
    min-width: 0;
  }
  section.panel > * {
    min-width: 0;
  }
  .answer {
    font-size: var(--xy-text-l);
    max-width: 46em;
  }
  .big {
    display: flex;
    flex-wrap: wrap;
    gap: var(--xy-3) var(--xy-8);
  }
  .big b {
    display: block;
    font-size: 2.25rem;
    line-height: 1.2;
    font-variant-numeric: tabular-nums;
  }
  .big .none {
    font-size: var(--xy-text-l);
    font-weight: 500;
    color: var(--xy-ink-2);
  }
  .charts > * {
    min-width: 0;
  }
  .charts {
    display: grid;
    gap: var(--xy-6);
  }
  @media (min-width: 900px) {
    .charts:has(xy-chart + xy-chart) {
      grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
    }
  }
`;
