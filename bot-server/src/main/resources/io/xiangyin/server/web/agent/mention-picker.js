/** Colleagues while "@" is typed at the end of a note. Fires "use" with the note, the colleague's name put in. */
import { html } from "lit";
import { t } from "/ui/text.js";
import { Picker } from "./picker.js";

const BEGUN = /@([^\s@]*)$/;

export class MentionPicker extends Picker {
  static properties = { casework: { attribute: false }, agents: { state: true } };

  label = t("agent.colleagues");
  testid = "colleagues";

  get options() {
    const begun = BEGUN.exec(this.typed ?? "");
    if (!begun) return [];
    const alike = ({ id, name }) => name.includes(begun[1]) || id.toLowerCase().includes(begun[1].toLowerCase());
    return (this.agents ?? []).filter(alike).map((one) => ({
      taken: `${this.typed.slice(0, begun.index)}@${this.#call(one)} `,
      shown: html`<b>${one.name}</b> <span class="muted">${one.id} · ${t(`presence.${one.presence}`)}</span>`,
    }));
  }

  willUpdate(changed) {
    super.willUpdate(changed);
    if (changed.has("typed") && !this.agents && BEGUN.test(this.typed ?? "")) this.#load();
  }

  async #load() {
    this.agents = await this.casework.agents().catch(() => null);
  }

  /** What people read; the sign-in name where two colleagues share a name. */
  #call({ id, name }) {
    return this.agents.filter((one) => one.name === name).length > 1 ? id : name;
  }
}
customElements.define("mention-picker", MentionPicker);

/** The ids of the colleagues whom a note names, by name or by sign-in name. */
export function mentioned(text, agents) {
  const calls = agents.flatMap(({ id, name }) => [[name, id], [id, id]]).sort(([a], [b]) => b.length - a.length);
  const named = [...text.matchAll(/@/g)].map(({ index }) => calls.find(([call]) => standsAt(text, index + 1, call)));
  return [...new Set(named.filter(Boolean).map(([, id]) => id))];
}

/** Whether this is called there, and not somebody whose Latin name only begins like it. */
function standsAt(text, place, call) {
  return text.startsWith(call, place) && !(/\w$/.test(call) && /^[\w-]/.test(text.slice(place + call.length)));
}
