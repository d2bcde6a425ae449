/** The look of the workbench's conversation. */
import { css } from "lit";

export const conversationStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-width: 0;
    min-height: 0;
  }
  header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--xy-2);
    padding: var(--xy-3) var(--xy-5);
    border-bottom: 1px solid var(--xy-border);
    background: var(--xy-surface);
  }
  header h2 {
    font-size: var(--xy-text-l);
  }
  .log {
    flex: 1;
    min-height: 8rem;
    overflow-y: auto;
    padding: var(--xy-4) var(--xy-5);
  }
  .log:focus-visible {
    outline-offset: -3px;
  }
  .message {
    max-width: 46em;
    margin-bottom: var(--xy-3);
    padding: var(--xy-2) var(--xy-3);
    border-radius: var(--xy-radius);
    background: var(--xy-surface);
    border: 1px solid var(--xy-border);
  }
  .message.agent {
    margin-left: auto;
    width: fit-content;
    min-width: 12em;
    max-width: 85%;
    background: var(--xy-blue-soft);
    border-color: transparent;
  }
  .message.customer {
    width: fit-content;
    min-width: 12em;
    max-width: 85%;
    background: var(--xy-accent-soft);
    border-color: transparent;
  }
  .meta {
    font-size: var(--xy-text-xs);
    color: var(--xy-ink-2);
  }
  .text {
    white-space: pre-wrap;
  }
  .gloss {
    font-size: var(--xy-text-s);
    color: var(--xy-ink-2);
  }
  .notice {
    margin: var(--xy-3) 0;
    text-align: center;
    font-size: var(--xy-text-s);
    color: var(--xy-ink-2);
  }
  .note {
    margin: var(--xy-3) 0;
    padding: var(--xy-2) var(--xy-3);
    border-left: 3px solid var(--xy-amber);
    background: var(--xy-amber-soft);
    font-size: var(--xy-text-s);
  }
  details {
    margin-bottom: var(--xy-4);
    border: 1px solid var(--xy-border);
    border-radius: var(--xy-radius);
    padding: 0 var(--xy-3);
  }
  summary {
    min-height: 40px;
    padding: 8px 0;
    cursor: pointer;
    color: var(--xy-blue-ink);
    font-size: var(--xy-text-s);
  }
  .typing {
    min-height: 1.6em;
    font-size: var(--xy-text-s);
    color: var(--xy-ink-2);
  }
  footer {
    display: flex;
    align-items: flex-end;
    gap: var(--xy-3);
    padding: var(--xy-3) var(--xy-5);
    border-top: 1px solid var(--xy-border);
    background: var(--xy-surface);
  }
  footer textarea {
    flex: 1;
    resize: vertical;
  }
  .accept {
    align-items: center;
    flex-wrap: wrap;
  }
  .accept .btn {
    min-width: 12em;
    font-size: var(--xy-text-l);
  }
  .pin {
    display: none;
    margin-left: auto;
  }
  @media (min-width: 1600px) {
    .pin {
      display: inline-flex;
    }
  }
  .asked {
    padding: var(--xy-2) var(--xy-5);
    background: var(--xy-red-soft);
    color: var(--xy-red);
    font-size: var(--xy-text-s);
  }
  kbd {
    padding: 0 6px;
    border: 1px solid currentColor;
    border-radius: 4px;
    font: inherit;
    font-size: var(--xy-text-xs);
  }
`;
