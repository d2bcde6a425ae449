/** Groups with what their members may besides, and what each role allows. Fires "changed" (detail: what to say). */
import { LitElement, html, css, nothing } from "lit";
import { base, buttons, fields, chips, panels } from "/ui/styles.js";
import { t, word } from "/ui/text.js";

export class GroupPanel extends LitElement {
  static properties = { session: { attribute: false }, accounts: { attribute: false }, groups: { state: true }, roles: { state: true }, all: { state: true }, editing: { state: true }, problem: { state: true } };

  static styles = [
    base,
    buttons,
    fields,
    chips,
    panels,
    css`
      :host {
        display: grid;
        gap: var(--xy-4);
      }
      form,
      section {
        display: grid;
        gap: var(--xy-3);
      }
      fieldset {
        display: flex;
        flex-wrap: wrap;
        gap: var(--xy-1) var(--xy-4);
        border: 0;
        margin: 0;
        padding: 0;
      }
      fieldset label {
        display: flex;
        align-items: center;
        gap: 4px;
        min-height: 32px;
        color: var(--xy-ink);
      }
      .bar {
        display: flex;
        flex-wrap: wrap;
        gap: var(--xy-2);
        align-items: center;
        justify-content: space-between;
      }
      .scroll {
        overflow-x: auto;
      }
      table {
        border-collapse: collapse;
        width: 100%;
        font-size: var(--xy-text-s);
      }
      th,
      td {
        padding: 4px var(--xy-2);
        text-align: left;
        border-bottom: 1px solid var(--xy-border);
      }
    `,
  ];

  connectedCallback() {
    super.connectedCallback();
    this.#load();
  }

  render() {
    if (!this.groups) return html`<p class="muted">${this.problem ?? t("state.loading")}</p>`;
    return html`${this.problem ? html`<p class="field-error" role="alert">${this.problem}</p>` : nothing}
      <section class="panel" data-testid="groups">
        <div class="bar"><h2>${t("groups.title")} · ${this.groups.length}</h2><button class="btn dense staff" data-testid="group-add" @click=${() => (this.editing = { name: "", members: [], skills: [], permissions: [] })}>${t("groups.add")}</button></div>
        <p class="muted small">${t("groups.detail")}</p>
        ${this.groups.map(
          (group) => html`<div class="bar" data-testid="group">
            <span><b>${group.name}</b> ${group.members.map((one) => html`<span class="chip">${this.accounts.find((account) => account.username === one)?.name ?? one}</span> `)} ${group.skills.map((skill) => html`<span class="chip blue">${word("dialect", skill, word("skill", skill))}</span> `)} ${group.permissions.map((one) => html`<span class="chip accent">${word("permission", one)}</span> `)}</span>
            <button class="btn dense" data-testid="group-edit" @click=${() => (this.editing = group)}>${t("accounts.edit")}</button>
          </div>`,
        )}
        ${this.editing ? this.#form(this.editing) : nothing}
      </section>
      <section class="panel" data-testid="roles">
        <h2>${t("roles.title")}</h2>
        <p class="muted small">${t("roles.detail")}</p>
        <div class="scroll">
          <table>
            <thead>
              <tr><th scope="col">${t("roles.permission")}</th>${Object.keys(this.roles).map((role) => html`<th scope="col">${word("role", role)}</th>`)}</tr>
            </thead>
            <tbody>
              ${this.all.map(
                (permission) => html`<tr>
                  <th scope="row">${word("permission", permission)}</th>
                  ${Object.entries(this.roles).map(([role, allowed]) => html`<td><input type="checkbox" aria-label="${word("role", role)}：${word("permission", permission)}" data-testid="allow-${role}-${permission}" .checked=${allowed.includes(permission)} @change=${(event) => this.#allow(role, permission, event.target.checked)} /></td>`)}
                </tr>`,
              )}
            </tbody>
          </table>
        </div>
      </section>`;
  }

  #form(group) {
    const box = (name, value, label, on) => html`<label><input type="checkbox" name=${name} value=${value} .checked=${on} />${label}</label>`;
    return html`<form @submit=${this.#save} data-testid="group-form">
      <label>${t("groups.name")}<input class="field" name="name" .value=${group.name} ?disabled=${Boolean(group.name)} required maxlength="32" data-testid="group-name" /></label>
      <fieldset><legend class="small muted">${t("groups.members")}</legend>${this.accounts.map((one) => box("members", one.username, one.name, group.members.includes(one.username)))}</fieldset>
      <fieldset><legend class="small muted">${t("groups.permissions")}</legend>${this.all.map((one) => box("permissions", one, word("permission", one), group.permissions.includes(one)))}</fieldset>
      <label>${t("accounts.skills")}<input class="field" name="skills" .value=${group.skills.join(",")} data-testid="group-skills" /></label>
      <p class="bar">
        <button class="btn staff" data-testid="group-save">${t("accounts.save")}</button>
        <button type="button" class="btn" @click=${() => (this.editing = null)}>${t("agent.back")}</button>
        ${group.name ? html`<button type="button" class="btn" data-testid="group-delete" @click=${() => this.#try(() => this.session.call("DELETE", `/groups/${encodeURIComponent(group.name)}`))}>${t("groups.delete")}</button>` : nothing}
      </p>
    </form>`;
  }

  #save(event) {
    event.preventDefault();
    const data = new FormData(event.target);
    const name = this.editing.name || data.get("name").trim();
    const skills = data.get("skills").split(/[,，]/).map((skill) => skill.trim()).filter(Boolean);
    this.#try(() => this.session.call("PUT", `/groups/${encodeURIComponent(name)}`, { members: data.getAll("members"), permissions: data.getAll("permissions"), skills }));
  }

  #allow(role, permission, on) {
    const allowed = this.roles[role].filter((one) => one !== permission);
    this.#try(() => this.session.call("PUT", `/roles/${role}`, { permissions: on ? [...allowed, permission] : allowed }));
  }

  async #try(act) {
    this.problem = null;
    try {
      await act();
      this.editing = null;
      this.dispatchEvent(new Event("changed"));
    } catch (problem) {
      this.problem = problem.detail || problem.message;
    }
    this.#load();
  }

  async #load() {
    try {
      const [{ groups }, { roles, permissions }] = await Promise.all([this.session.call("GET", "/groups"), this.session.call("GET", "/roles")]);
      Object.assign(this, { groups, roles, all: permissions });
    } catch (problem) {
      this.problem = problem.message;
    }
  }
}
customElements.define("group-panel", GroupPanel);
