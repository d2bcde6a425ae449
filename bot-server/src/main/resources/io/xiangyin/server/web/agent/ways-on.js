/** The ways on from a conversation: back to the bot, to a colleague, or closed with a short form. Fires "done". */
import { LitElement, html, css, nothing } from "lit";
import { live } from "lit/directives/live.js";
import { base, buttons, chips, fields } from "/ui/styles.js";
import { t } from "/ui/text.js";

const OUTCOMES = ["solved", "unsolved", "follow_up"];
/** Reason codes of the flows of a usual shop; any other begins with the first reason. */
const REASON_OF_FLOW = {
  return: "refund",
  exchange: "refund",
  "refund-progress": "refund",
  "cancel-order": "refund",
  compensation: "refund",
  "track-parcel": "logistics",
  urge: "logistics",
  "not-received": "logistics",
  "parcel-problem": "logistics",
  "change-address": "logistics",
  repair: "quality",
  injury: "quality",
  "price-protection": "price",
  coupon: "price",
  complaint: "complaint",
};
const REASONS = ["refund", "logistics", "quality", "price", "account", "complaint", "other"];

export class WaysOn extends LitElement {
  static properties = { desk: { attribute: false }, casework: { attribute: false }, stamp: { attribute: false }, way: { state: true }, agents: { state: true }, problem: { state: true }, busy: { state: true }, drafted: { state: true }, drafting: { state: true } };

  static styles = [
    base,
    buttons,
    chips,
    fields,
    css`
      :host {
        display: block;
        padding: var(--xy-3) var(--xy-4);
        border-top: 1px solid var(--xy-border);
      }
      form {
        display: grid;
        gap: var(--xy-2);
        margin-bottom: var(--xy-2);
      }
      fieldset {
        display: grid;
        border: 0;
        margin: 0;
        padding: 0;
      }
      legend {
        font-size: var(--xy-text-s);
        color: var(--xy-ink-2);
      }
      fieldset label {
        display: flex;
        align-items: center;
        gap: var(--xy-2);
        min-height: 28px;
        color: var(--xy-ink);
      }
      .ways {
        display: grid;
        grid-template-columns: repeat(3, auto);
        gap: var(--xy-2);
      }
      .ways .btn {
        padding-inline: var(--xy-2);
      }
      textarea {
        resize: vertical;
      }
    `,
  ];

  willUpdate() {
    if (this.shown === this.desk.selected) return;
    this.shown = this.desk.selected;
    this.way = null;
    this.note = null;
    this.drafted = null;
    this.problem = null;
  }

  render() {
    return html`${this.way ? this.#form() : nothing}
      <p class="field-error" role="alert" ?hidden=${!this.problem}>${this.problem}</p>
      <div class="ways">
        ${this.#button("return-to-bot", "agent.return", "")} ${this.#button("transfer", "agent.transfer", "")} ${this.#button("resolve", "agent.resolve", "staff")}
      </div>`;
  }

  #button(way, key, kind) {
    return html`<button class="btn ${kind}" ?disabled=${this.busy} aria-pressed=${this.way === way} data-testid=${way} @click=${() => this.open(way)}>${t(key)}</button>`;
  }

  /** Opens the form of a way; once more closes it. */
  async open(way) {
    if (this.way === way) {
      this.way = null;
      return;
    }
    this.way = way;
    this.note = null;
    this.drafted = null;
    if (way === "resolve") this.#draft();
    if (way === "transfer") this.agents = (await this.casework.agents().catch(() => [])).filter((one) => one.id !== this.desk.me.id);
    await this.updateComplete;
    this.renderRoot.querySelector("form textarea, form select")?.focus();
  }

  /** A language model, where there is one, drafts the form; the agent who was quicker keeps their own words. */
  async #draft() {
    const id = this.desk.selected;
    this.drafting = true;
    try {
      if (!(await this.casework.draftKinds(id)).includes("wrapup")) return;
      const drafted = await this.casework.draft(id, "wrapup");
      if (this.way === "resolve" && this.desk.selected === id && this.note === null) this.drafted = drafted;
    } catch {
      // the form filled from the events stays
    } finally {
      this.drafting = false;
    }
  }

  #form() {
    return html`<form @submit=${this.#submit} data-testid="way-form">
      ${this.way === "transfer" ? this.#to() : this.way === "resolve" ? this.#outcome() : nothing}
      <label for="note">${t(this.way === "resolve" ? "agent.close.summary" : "agent.transfer.note")}</label>
      <textarea id="note" name="note" class="field" rows="3" maxlength="1000" data-testid="note-input" .value=${live(this.way === "resolve" ? (this.note ?? this.drafted?.text ?? this.#summary) : (this.note ?? ""))} @input=${(event) => (this.note = event.target.value)}></textarea>
      ${this.way !== "resolve" ? nothing : this.drafting ? html`<p class="small muted" role="status">${t("agent.close.drafting")}</p>` : this.drafted ? html`<p class="small muted" role="status" data-testid="drafted-close"><span class="chip">${t("chat.generated")}</span> ${t("agent.close.drafted")}</p>` : nothing}
      <button class="btn staff" ?disabled=${this.busy} data-testid="way-submit">${t(this.way === "resolve" ? "agent.close.submit" : this.way === "transfer" ? "agent.transfer.submit" : "agent.return")}</button>
    </form>`;
  }

  #to() {
    return html`<label>${t("agent.transfer.title")}
      <select class="field" name="to" data-testid="transfer-to">
        <option value="">${t("agent.transfer.any")}</option>
        ${(this.agents ?? []).map((one) => html`<option value=${one.id}>${one.name} · ${t(`presence.${one.presence}`)} · ${t("agent.holds", { n: one.holds })}</option>`)}
      </select></label>`;
  }

  #outcome() {
    return html`<fieldset>
        <legend>${t("agent.close.outcome")}</legend>
        ${OUTCOMES.map((one, i) => html`<label><input type="radio" name="outcome" value=${one} .checked=${one === (this.drafted?.outcome ?? OUTCOMES[0])} />${t(`outcome.${one}`)}</label>`)}
      </fieldset>
      <label>${t("agent.close.reason")}
        <select class="field" name="reasonCode">${REASONS.map((one) => html`<option value=${one} ?selected=${one === this.#reason}>${t(`closeReason.${one}`)}</option>`)}</select></label>`;
  }

  /** What was wanted and what was done, from the card and the events. */
  get #summary() {
    const { card, items } = this.desk.open ?? {};
    const acted = (items ?? []).filter((item) => item.type === "acted" && item.outcome === "succeeded").map((item) => t(`action.${item.action}`));
    return [card?.wanted, acted.length ? acted.join("、") : null].filter(Boolean).join("\n");
  }

  /** What it was about, by the model's word or by the matter the bot had in hand. */
  get #reason() {
    const { card } = this.desk.open ?? {};
    return this.drafted?.reasonCode ?? (card?.reason === "complaint" ? "complaint" : (REASON_OF_FLOW[card?.flow?.id] ?? REASONS[0]));
  }

  async #submit(event) {
    event.preventDefault();
    const form = Object.fromEntries([...new FormData(event.target)].filter(([, value]) => value !== ""));
    this.busy = true;
    this.problem = null;
    try {
      await this.desk.handOn(this.way, form);
      this.way = null;
    } catch (problem) {
      this.problem = t("agent.failed", { why: problem.message });
    } finally {
      this.busy = false;
    }
  }
}
customElements.define("ways-on", WaysOn);
