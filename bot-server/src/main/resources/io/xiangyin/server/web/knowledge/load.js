/** A view that shows what the server says: loading, the problem, or the content of `data`. */
import { LitElement, html } from "lit";
import { problemState } from "/ui/xy-state.js";

export class LoadingView extends LitElement {
  static properties = { session: { attribute: false }, data: { state: true }, problem: { state: true } };

  /** The path to load from; a view that changes it calls `load`. */
  get path() {
    return "";
  }

  connectedCallback() {
    super.connectedCallback();
    this.load();
  }

  async load() {
    const asked = this.path;
    try {
      const data = await this.session.call("GET", asked);
      if (asked !== this.path) return;
      this.data = data;
      this.problem = null;
    } catch (problem) {
      this.problem = problem;
    }
  }

  render() {
    if (this.problem) return problemState(this.problem, () => this.load());
    if (!this.data) return html`<xy-state class="panel" kind="loading" lines="8"></xy-state>`;
    return this.content(this.data);
  }

  edit(detail) {
    this.dispatchEvent(new CustomEvent("edit", { detail, bubbles: true, composed: true }));
  }
}
