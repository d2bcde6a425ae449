/** The look of the chat, normal and elder (text 20 to 30 px, targets 60 px, the human bar across the bottom). */
import { css } from "lit";

export const chatStyles = css`
  :host {
    --xy-target: 44px;
    --body: var(--xy-text-m);
    --minor: var(--xy-text-xs);
    display: flex;
    flex-direction: column;
    height: 100vh;
    height: 100dvh;
    min-height: 0;
    overflow: auto;
    background: var(--xy-bg);
    font-size: var(--body);
  }
  :host([elder]) {
    --xy-target: 60px;
    --body: var(--elder-size, 1.25rem);
    --minor: max(1.125rem, calc(var(--body) * 0.8));
    line-height: 1.7;
  }
  header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--xy-1) var(--xy-2);
    padding: var(--xy-2) var(--xy-2) var(--xy-2) var(--xy-4);
    background: var(--xy-surface);
    border-bottom: 1px solid var(--xy-border);
  }
  .who {
    flex: 1 1 8.5em;
    min-width: 0;
    line-height: 1.35;
  }
  .who h1 {
    word-break: keep-all;
    font-size: var(--xy-text-m);
    font-weight: 600;
    line-height: 1.35;
  }
  .who p {
    font-size: var(--xy-text-xs);
    color: var(--xy-ink-2);
  }
  :host([elder]) .who h1 {
    font-size: 1.25rem;
  }
  :host([elder]) .who p {
    font-size: 1.125rem;
  }
  .tools {
    display: flex;
    flex-wrap: wrap;
    gap: var(--xy-1);
  }
  .tools .btn {
    padding-inline: var(--xy-2);
    white-space: nowrap;
  }
  :host([elder]) .tools {
    flex: 1 1 auto;
  }
  :host([elder]) .tools .quiet {
    margin-left: auto;
  }
  :host([elder]) .tools .btn {
    font-size: 1.25rem;
  }
  .size {
    font-weight: 700;
  }
  .log {
    position: relative;
    flex: 1 1 auto;
    min-height: 7rem;
    overflow-y: auto;
    overscroll-behavior: contain;
    padding: var(--xy-3) var(--xy-4);
  }
  .log:focus-visible {
    outline-offset: -3px;
  }
  .inner {
    max-width: 760px;
    margin: 0 auto;
    display: flex;
    flex-direction: column;
    gap: var(--xy-3);
  }
  .day,
  .settle {
    display: flex;
    justify-content: center;
    gap: var(--xy-2);
    margin: var(--xy-2) 0 var(--xy-4);
  }
  .notice {
    align-self: center;
    text-align: center;
    font-size: var(--minor);
    color: var(--xy-ink-2);
    max-width: 34em;
  }
  .row {
    display: flex;
    flex-direction: column;
    align-items: flex-start;
    gap: 2px;
  }
  .row.mine {
    align-items: flex-end;
  }
  .name {
    font-size: var(--minor);
    color: var(--xy-ink-2);
  }
  .bubble {
    max-width: min(88%, 34em);
    padding: var(--xy-2) var(--xy-3);
    border-radius: var(--xy-radius);
    background: var(--xy-surface);
    border: 1px solid var(--xy-border);
    border-top-left-radius: 2px;
  }
  .bubble.customer {
    background: var(--xy-accent-soft);
    border-color: transparent;
    border-radius: var(--xy-radius);
    border-top-right-radius: 2px;
  }
  .bubble.agent {
    background: var(--xy-blue-soft);
    border-color: transparent;
  }
  .text {
    white-space: pre-wrap;
  }
  .meta {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 var(--xy-2);
    font-size: var(--minor);
    color: var(--xy-ink-2);
  }
  .failed {
    color: var(--xy-red);
    font-weight: 600;
  }
  .btn.resend,
  .btn.read {
    min-height: var(--xy-target);
    font-size: var(--minor);
  }
  .generated {
    border: 1px solid var(--xy-border-strong);
    border-radius: 4px;
    padding: 0 4px;
    line-height: 1.4;
  }
  .form {
    display: grid;
    gap: var(--xy-2);
    margin: var(--xy-1) 0 0;
  }
  .form label {
    display: grid;
    gap: var(--xy-1);
  }
  .form :is(input, select) {
    font: inherit;
    min-height: var(--xy-target);
    padding: 0 var(--xy-2);
  }

  .choices {
    display: flex;
    flex-wrap: wrap;
    gap: var(--xy-2);
    margin: var(--xy-2) 0 var(--xy-1);
    max-width: 100%;
  }
  .choices .btn {
    text-align: left;
    justify-content: flex-start;
    border-color: var(--xy-accent);
    gap: 6px;
  }
  .choices .btn:disabled {
    border-color: var(--xy-border);
  }
  :host([elder]) .choices {
    flex-direction: column;
    align-self: stretch;
  }
  :host([elder]) .choices .btn {
    width: 100%;
  }
  .number {
    color: var(--xy-accent-ink);
    font-weight: 600;
  }
  .btn:disabled .number {
    color: inherit;
  }
  .card {
    margin: 8px 0 0;
    padding: 10px 12px;
    border: 1px solid var(--xy-border);
    border-radius: 8px;
  }
  .card img {
    display: block;
    max-width: 100%;
    max-height: 180px;
    margin-bottom: 8px;
    border-radius: 6px;
  }
  .card figcaption {
    font-weight: 600;
  }
  .card dl {
    margin: 6px 0 0;
  }
  .card dl div {
    display: flex;
    flex-wrap: wrap;
    gap: 0 12px;
    justify-content: space-between;
  }
  .card dd {
    margin: 0;
  }
  .source button {
    display: inline-flex;
    gap: 6px;
    align-items: center;
    min-height: var(--xy-target);
    padding: 0;
    border: 0;
    background: none;
    color: var(--xy-blue-ink);
    font: inherit;
    font-size: var(--minor);
    text-align: left;
    cursor: pointer;
  }
  .source button:hover span:first-child {
    text-decoration: underline;
  }
  .source button[aria-expanded="true"] .arrow {
    transform: rotate(90deg);
  }
  .source blockquote {
    margin: 0 0 var(--xy-2);
    padding-left: var(--xy-3);
    border-left: 3px solid var(--xy-border-strong);
    font-size: max(var(--xy-text-s), var(--minor));
    white-space: pre-wrap;
  }
  .typing {
    color: var(--xy-ink-2);
    font-size: var(--minor);
  }
  .typing i {
    display: inline-block;
    width: 6px;
    height: 6px;
    margin-left: 4px;
    border-radius: 50%;
    background: currentColor;
    animation: blink 1s infinite alternate;
  }
  .typing i:nth-of-type(2) {
    animation-delay: 0.2s;
  }
  .typing i:nth-of-type(3) {
    animation-delay: 0.4s;
  }
  @keyframes blink {
    to {
      opacity: 0.2;
    }
  }
  .starters {
    display: flex;
    flex-wrap: wrap;
    gap: var(--xy-2);
  }
  .starters p {
    flex-basis: 100%;
    font-size: var(--minor);
    color: var(--xy-ink-2);
  }
  .waiting {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: var(--xy-1) var(--xy-4);
    padding: var(--xy-2) var(--xy-4);
    background: var(--xy-accent-soft);
    border-top: 1px solid var(--xy-border);
  }
  .waiting strong {
    color: var(--xy-accent-ink);
    font-variant-numeric: tabular-nums;
  }
  .waiting small {
    display: block;
    font-size: var(--minor);
    color: var(--xy-ink-2);
  }
  .foot {
    padding: var(--xy-2) var(--xy-3);
    padding-bottom: max(var(--xy-2), env(safe-area-inset-bottom));
    background: var(--xy-surface);
    border-top: 1px solid var(--xy-border);
  }
  .foot > * {
    max-width: 760px;
    margin-inline: auto;
  }
  .files {
    margin-bottom: var(--xy-2);
    font-size: var(--minor);
    color: var(--xy-ink-2);
  }
  .model {
    display: flex;
    align-items: center;
    gap: var(--xy-2);
    margin-top: var(--xy-2);
    font-size: var(--minor);
    color: var(--xy-ink-2);
  }
  .human-bar {
    display: flex;
    width: 100%;
    margin-top: var(--xy-2);
    font-size: 1.375rem;
  }
  .voice {
    display: flex;
    flex-wrap: wrap;
    gap: var(--xy-2);
    margin-top: var(--xy-2);
  }
  .voice label {
    flex: 1 1 8em;
    display: flex;
    align-items: center;
    gap: var(--xy-2);
    font-size: 1.125rem;
    white-space: nowrap;
  }
  .voice select {
    flex: 1;
    min-width: 0;
    min-height: var(--xy-target);
    font-size: 1.125rem;
  }
  @media (max-height: 700px) {
    .voice {
      display: none;
    }
  }
  .closed {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: var(--xy-1) var(--xy-3);
    margin-bottom: var(--xy-2);
    font-size: max(var(--xy-text-s), var(--minor));
  }
  xy-banner {
    font-size: max(var(--xy-text-s), var(--minor));
  }
`;
