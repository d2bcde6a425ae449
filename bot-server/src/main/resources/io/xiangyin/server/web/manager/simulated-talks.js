/** Simulated conversations of the last simulation, those that went wrong first. */
import { html, nothing } from "lit";
import { t, word } from "/ui/text.js";
import { ReadingDialog } from "./dialog.js";

export class SimulatedTalks extends ReadingDialog {
  static properties = { persona: { state: true } };

  /** Shows those of a kind of shopper. */
  look(persona) {
    this.persona = persona;
    return this.open(`/reports/simulation/dialogues?${new URLSearchParams({ persona })}`);
  }

  render() {
    return this.frame("simulated", t("manager.sim.talks", { persona: word("persona", this.persona) }), ({ total, dialogues }) => {
      if (!total) return html`<p>${t("manager.sim.talks.none")}</p>`;
      return html`<p class="muted small">${t("manager.sim.talks.say", { total, n: dialogues.length })}</p>
        ${dialogues.map((one) => html`<details data-testid="simulated-talk">
            <summary>${one.lines[0]?.text ?? one.id} <b>${one.findings.join("、") || t("manager.sim.fine")}</b> <span class="meta">${one.id}</span></summary>
            ${one.lines.map(({ who, text }) => html`<article>${who ? html`<p class="meta">${t(`manager.sim.${who}`)}</p>` : nothing}<p class="text">${text}</p></article>`)}
          </details>`)}`;
    });
  }
}
customElements.define("simulated-talks", SimulatedTalks);
