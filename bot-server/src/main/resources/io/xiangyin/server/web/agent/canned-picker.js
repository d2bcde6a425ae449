/** Ready words while "/" is typed. Fires "use" with the words filled in. */
import { html } from "lit";
import { t } from "/ui/text.js";
import { Picker } from "./picker.js";

export class CannedPicker extends Picker {
  static properties = { replies: { attribute: false }, values: { attribute: false } };

  label = t("agent.canned");
  testid = "canned";

  get options() {
    const typed = this.typed.toLowerCase();
    return (this.replies ?? [])
      .filter((one) => one.shortcut.toLowerCase().includes(typed) || one.text.includes(this.typed))
      .map((one) => ({ taken: this.#filled(one.text), shown: html`<b>/${one.shortcut}</b>　${this.#filled(one.text)}` }));
  }

  render() {
    return this.options.length ? super.render() : html`<p class="none muted small">${t("agent.canned.none")}</p>`;
  }

  #filled(text) {
    return text.replace(/\{(\w+)\}/g, (whole, name) => this.values?.[name] ?? whole);
  }
}
customElements.define("canned-picker", CannedPicker);
