/** Icons: small inline drawings in the colour of the text, always beside a word or a label. */
import { svg, html } from "lit";

const icon = (paths, size = "1.25em") => html`<svg
  width=${size}
  height=${size}
  viewBox="0 0 24 24"
  fill="none"
  stroke="currentColor"
  stroke-width="2"
  stroke-linecap="round"
  stroke-linejoin="round"
  aria-hidden="true"
  focusable="false"
>
  ${paths}
</svg>`;

export const closeIcon = () => icon(svg`<path d="M6 6l12 12M18 6L6 18"/>`);
export const sendIcon = () => icon(svg`<path d="M21 3L10 14M21 3l-7 18-4-7-7-4z"/>`);
export const personIcon = () => icon(svg`<circle cx="12" cy="8" r="4"/><path d="M4 21c1-5 5-6 8-6s7 1 8 6"/>`);
export const speakIcon = () => icon(svg`<path d="M4 10v4h4l5 4V6l-5 4z"/><path d="M17 9a4 4 0 010 6M19.5 6.5a8 8 0 010 11"/>`);
export const pauseIcon = () => icon(svg`<path d="M8 5v14M16 5v14"/>`);
export const clipIcon = () => icon(svg`<path d="M20 11.500l-8.200 8.200a5 5 0 01-7-7L13 4.500a3.300 3.300 0 014.700 4.700L9.500 17.400a1.700 1.700 0 01-2.400-2.400l7.500-7.500"/>`);
export const micIcon = () =>
  icon(svg`<rect x="9" y="3" width="6" height="11" rx="3"/><path d="M5 11a7 7 0 0014 0M12 18v3"/>`);
export const warnIcon = () => icon(svg`<path d="M12 4L2.5 20h19z"/><path d="M12 10v4M12 17v.01"/>`);
export const infoIcon = () => icon(svg`<circle cx="12" cy="12" r="9"/><path d="M12 11v5M12 8v.01"/>`);
export const doneIcon = () => icon(svg`<path d="M4 12l5 5L20 7"/>`);
export const clockIcon = () => icon(svg`<circle cx="12" cy="12" r="9"/><path d="M12 7v5l3 2"/>`);
export const offlineIcon = () => icon(svg`<path d="M3 3l18 18M5 12a10 10 0 014-2.400M19 12a10 10 0 00-5-2.700M8.500 15.500a5 5 0 017 0M12 19v.01"/>`);
export const lockIcon = () => icon(svg`<rect x="5" y="11" width="14" height="9" rx="2"/><path d="M8 11V8a4 4 0 018 0v3"/>`);
export const starIcon = (filled) =>
  html`<svg width="1.75em" height="1.75em" viewBox="0 0 24 24" fill=${filled ? "currentColor" : "none"} stroke="currentColor" stroke-width="1.8" stroke-linejoin="round" aria-hidden="true" focusable="false"><path d="M12 3l2.800 5.700 6.200.9-4.500 4.400 1.100 6.200L12 17.300 6.400 20.200l1.100-6.200L3 9.600l6.200-.9z" /></svg>`;
