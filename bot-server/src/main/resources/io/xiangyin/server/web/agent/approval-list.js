/** What waits for a supervisor's word. Fires "changed" after a decision. */
import { LitElement, html, css, nothing } from "lit";
import { base, buttons } from "/ui/styles.js";
import { t, word } from "/ui/text.js";
import { exact, relative } from "/ui/time.js";

export class ApprovalList extends LitElement {
  static properties = { casework: { attribute: false }, approvals: { attribute: false }, busy: { state: true }, problem: { state: true } };

  static styles = [
    base,
    buttons,
    css`
      li {
        display: grid;
        gap: var(--xy-2);
        padding: var(--xy-3) 0;
        border-bottom: 1px solid var(--xy-border);
      }
      .ways {
        display: flex;
        gap: var(--xy-2);
      }
    `,
  ];

  render() {
    if (!this.approvals?.length) return html`<p class="muted">${t("agent.approvals.none")}</p>`;
    return html`<p class="small" role="alert" ?hidden=${!this.problem}>${this.problem}</p>
      <ul>
        ${this.approvals.map((one) => this.#one(one))}
      </ul>`;
  }

  #one(one) {
    return html`<li data-testid="approval">
      <p>
        <b>${t("agent.approvals.asked", { agent: one.agent, item: one.item, action: word("action", one.action), yuan: one.yuan })}</b>
        <time class="small muted" title=${exact(one.askedAt)}>${relative(one.askedAt)}</time>
      </p>
      <p class="small">${one.reason} · ${one.orderNo}</p>
      ${one.mine
        ? html`<p class="small muted">${t("agent.approvals.mine")}</p>`
        : html`<p class="ways">
            <button class="btn staff" ?disabled=${this.busy} data-testid="approve" @click=${() => this.#decide(one, true)}>${t("agent.approvals.approve")}</button>
            <button class="btn" ?disabled=${this.busy} data-testid="refuse" @click=${() => this.#decide(one, false)}>${t("agent.approvals.refuse")}</button>
          </p>`}
    </li>`;
  }

  async #decide(one, approved) {
    this.busy = true;
    try {
      const { status } = await this.casework.decide(one.id, approved);
      this.problem = status === "failed" ? t("agent.act.failed") : null;
    } catch (problem) {
      this.problem = t("agent.failed", { why: problem.message });
    } finally {
      this.busy = false;
      this.dispatchEvent(new Event("changed"));
    }
  }
}
customElements.define("approval-list", ApprovalList);
