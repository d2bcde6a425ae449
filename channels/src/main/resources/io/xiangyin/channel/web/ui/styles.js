/** Shared styles for web components: base, buttons, fields, chips and panels over the tokens. */
import { css } from "lit";

/** Box sizing, visible focus, hidden-but-read text and reduced motion; every component takes it first. */
export const base = css`
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  :host {
    font: 400 var(--xy-text-m) / var(--xy-line) var(--xy-font);
    color: var(--xy-ink);
    overflow-wrap: anywhere;
  }
  :host([hidden]),
  [hidden] {
    display: none !important;
  }
  h1,
  h2,
  h3,
  p,
  ul,
  ol,
  dl,
  dd,
  figure {
    margin: 0;
    padding: 0;
  }
  ul,
  ol {
    list-style: none;
  }
  h1 {
    font-size: var(--xy-text-xxl);
    line-height: 1.3;
  }
  h2 {
    font-size: var(--xy-text-xl);
    line-height: 1.4;
  }
  h3 {
    font-size: var(--xy-text-m);
    line-height: 1.5;
  }
  a {
    color: var(--xy-blue-ink);
    text-underline-offset: 3px;
  }
  :focus-visible {
    outline: 3px solid var(--xy-focus);
    outline-offset: 2px;
    border-radius: 4px;
  }
  svg {
    display: block;
    flex: none;
  }
  .muted {
    color: var(--xy-ink-2);
  }
  .small {
    font-size: var(--xy-text-s);
  }
  .num {
    font-variant-numeric: tabular-nums;
  }
  .sr-only {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  @media (prefers-reduced-motion: reduce) {
    *,
    *::before,
    *::after {
      animation: none !important;
      transition: none !important;
      scroll-behavior: auto !important;
    }
  }
`;

/** Buttons: native elements with `btn`, and one of `primary`, `human`, `quiet`, `danger`; `figure` is a number that opens what it counts. */
export const buttons = css`
  .btn {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: var(--xy-2);
    min-height: var(--xy-target);
    min-width: var(--xy-target);
    padding: 6px var(--xy-4);
    border: 1px solid var(--xy-border-strong);
    border-radius: var(--xy-radius);
    background: var(--xy-surface);
    color: var(--xy-ink);
    font: inherit;
    line-height: 1.3;
    cursor: pointer;
    transition: background-color var(--xy-motion);
  }
  .btn:hover {
    background: var(--xy-surface-2);
  }
  .btn.primary {
    background: var(--xy-accent);
    border-color: var(--xy-accent);
    color: var(--xy-on-accent);
    font-weight: 600;
  }
  .btn.primary:hover {
    background: var(--xy-accent-hover);
  }
  .btn.staff {
    background: var(--xy-blue);
    border-color: var(--xy-blue);
    color: var(--xy-on-blue);
    font-weight: 600;
  }
  .btn.staff:not([aria-pressed="true"]):hover {
    background: var(--xy-blue-hover);
  }
  .btn.human {
    border-color: var(--xy-accent);
    color: var(--xy-accent-ink);
    background: var(--xy-accent-soft);
    font-weight: 600;
  }
  .btn.quiet {
    border-color: transparent;
    background: transparent;
  }
  .btn.quiet:hover {
    background: var(--xy-surface-2);
  }
  .btn.icon {
    padding: 0;
  }
  .btn.figure {
    min-height: 24px;
    min-width: 24px;
    padding: 0;
    border: 0;
    background: none;
    justify-content: inherit;
    color: var(--xy-blue-ink);
    text-decoration: underline dotted;
    text-underline-offset: 3px;
  }
  .btn.figure:hover {
    text-decoration-style: solid;
  }
  .btn.dense {
    min-height: 36px;
    padding: 2px var(--xy-3);
    font-size: var(--xy-text-s);
  }
  .btn:disabled,
  .btn[aria-disabled="true"] {
    cursor: not-allowed;
    background: var(--xy-surface-2);
    border-color: var(--xy-border);
    color: var(--xy-ink-2);
  }
  .btn[aria-pressed="true"] {
    background: var(--xy-blue-soft);
    border-color: var(--xy-blue);
    color: var(--xy-blue-ink);
    font-weight: 600;
  }
`;

/** Text fields, selects and their labels. */
export const fields = css`
  label {
    font-size: var(--xy-text-s);
    color: var(--xy-ink-2);
  }
  .field {
    width: 100%;
    min-height: var(--xy-target);
    padding: 8px var(--xy-3);
    border: 1px solid var(--xy-border-strong);
    border-radius: var(--xy-radius);
    background: var(--xy-surface);
    color: var(--xy-ink);
    font: inherit;
    line-height: 1.5;
  }
  .field::placeholder {
    color: var(--xy-ink-2);
    opacity: 1;
  }
  .field:focus-visible {
    outline-offset: 0;
    border-radius: var(--xy-radius);
  }
  .field-error {
    color: var(--xy-red);
    font-size: var(--xy-text-s);
  }
`;

/** Chips: a short word on a tinted ground. The word carries the meaning, the colour only helps. */
export const chips = css`
  .chip {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    padding: 0 6px;
    border-radius: 4px;
    background: var(--xy-surface-2);
    color: var(--xy-ink-2);
    font-size: var(--xy-text-xs);
    line-height: 1.6;
    white-space: nowrap;
  }
  .chip.blue {
    background: var(--xy-blue-soft);
    color: var(--xy-blue-ink);
  }
  .chip.good {
    background: var(--xy-green-soft);
    color: var(--xy-green);
  }
  .chip.warn {
    background: var(--xy-amber-soft);
    color: var(--xy-amber);
  }
  .chip.bad {
    background: var(--xy-red-soft);
    color: var(--xy-red);
    font-weight: 600;
  }
  .chip.accent {
    background: var(--xy-accent-soft);
    color: var(--xy-accent-ink);
  }
`;

/** Panels: a surface with a border; no shadow, because nothing floats. */
export const panels = css`
  .panel {
    background: var(--xy-surface);
    border: 1px solid var(--xy-border);
    border-radius: var(--xy-radius);
    padding: var(--xy-5);
  }
`;
