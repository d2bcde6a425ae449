/** Accounts for the administrator: who may sign in, what they may do, and who did what. */
import { html, css, nothing } from "lit";
import { base, buttons, fields, chips } from "/ui/styles.js";
import { t, word } from "/ui/text.js";
import { exact, relative } from "/ui/time.js";
import { problemState } from "/ui/xy-state.js";
import "./group-panel.js";
import { StaffPage, pageStyles } from "/ui/staff-page.js";

const ROLES = ["agent", "supervisor", "manager", "admin"];

export class XyAccounts extends StaffPage {
  static properties = { accounts: { state: true }, audit: { state: true }, editing: { state: true }, problem: { state: true }, told: { state: true }, sure: { state: true } };

  static styles = [
    base,
    buttons,
    fields,
    chips,
    pageStyles,
    css`
      form {
        display: grid;
        gap: var(--xy-3);
      }
      fieldset {
        display: flex;
        flex-wrap: wrap;
        gap: var(--xy-3);
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
    `,
  ];

  name = "accounts";
  heading = t("accounts.title");

  entered() {
    this.#load();
  }

  content() {
    if (this.problem) return problemState(this.problem, () => this.#load());
    if (!this.accounts) return html`<xy-state kind="loading" lines="6"></xy-state>`;
    return html`<div class="two">
      <section class="panel">
        <div class="bar"><h2>${t("accounts.who")} · ${this.accounts.length}</h2><button class="btn dense staff" data-testid="account-add" @click=${() => this.#edit({ roles: ["agent"], skills: [], capacity: 0 })}>${t("accounts.add")}</button></div>
        <table>
          <thead>
            <tr><th scope="col">${t("accounts.username")}</th><th scope="col">${t("accounts.roles")}</th><th scope="col">${t("accounts.sessions")}</th><th scope="col"><span class="sr-only">${t("accounts.edit")}</span></th></tr>
          </thead>
          <tbody>
            ${this.accounts.map(
              (one) => html`<tr data-testid="account">
                <td>${one.username}<br />${one.name} ${one.disabled ? html`<span class="chip bad">${t("accounts.state.off")}</span>` : nothing}</td>
                <td>${one.roles.map((role) => word("role", role)).join("、")}<br />${one.skills.map((skill) => html`<span class="chip blue">${word("dialect", skill, word("skill", skill))}</span> `)}</td>
                <td class="num">${one.sessions}</td>
                <td><button class="btn dense" data-testid="account-edit" @click=${() => this.#edit(one)}>${t("accounts.edit")}</button></td>
              </tr>`,
            )}
          </tbody>
        </table>
      </section>
      <div>
        ${this.editing ? this.#form(this.editing) : nothing}
        ${this.told ? html`<p role="status" data-testid="told">${this.told}</p>` : nothing}
      </div>
    </div>
    <group-panel .session=${this.session} .accounts=${this.accounts} @changed=${() => this.#load()}></group-panel>
    <section class="panel">
      <h2>${t("accounts.audit")}</h2>
      <table data-testid="audit">
        <tbody>
          ${this.audit?.map((one) => html`<tr><td><time title=${exact(one.at)}>${relative(one.at)}</time></td><td>${word("person", one.who)}</td><td>${word("audit", one.act)}</td><td>${one.about === one.who ? nothing : word("person", one.about)}</td><td class="muted">${inWords(one.detail)}</td></tr>`)}
        </tbody>
      </table>
    </section>`;
  }

  #form(one) {
    const fresh = !one.username;
    return html`<section class="panel">
      <form @submit=${this.#save}>
        <label>${t("accounts.username")}<input class="field" name="username" .value=${one.username ?? ""} ?disabled=${!fresh} required pattern="[A-Za-z0-9_\\-]{2,64}" autocomplete="off" data-testid="account-username" /></label>
        <label>${t("accounts.name")}<input class="field" name="name" .value=${one.name ?? ""} required maxlength="64" data-testid="account-name" /></label>
        <fieldset>
          <legend class="small muted">${t("accounts.roles")}</legend>
          ${ROLES.map((role) => html`<label><input type="checkbox" name="roles" value=${role} .checked=${one.roles.includes(role)} />${word("role", role)}</label>`)}
        </fieldset>
        <label>${t("accounts.skills")}<input class="field" name="skills" .value=${one.skills.join(",")} data-testid="account-skills" /></label>
        <label>${t("accounts.capacity")}<input class="field" name="capacity" type="number" min="0" max="100" .value=${String(one.capacity)} /></label>
        <label>${t(fresh ? "accounts.password" : "accounts.password.new")}<input class="field" name="password" type="password" minlength="8" ?required=${fresh} autocomplete="new-password" data-testid="account-password" /></label>
        ${fresh ? nothing : html`<label><input type="checkbox" name="disabled" .checked=${one.disabled} /> ${t("accounts.disabled")}</label>`}
        <p class="bar">
          <button class="btn staff" data-testid="account-save">${t("accounts.save")}</button>
          <button type="button" class="btn" @click=${() => (this.editing = null)}>${t("agent.back")}</button>
          ${fresh ? nothing : html`<button type="button" class="btn" data-testid="account-delete" @click=${() => this.#delete(one)}>${t(this.sure ? "accounts.delete.sure" : "accounts.delete")}</button>`}
        </p>
      </form>
    </section>`;
  }

  #edit(one) {
    this.editing = one;
    this.told = null;
    this.sure = false;
  }

  #save(event) {
    event.preventDefault();
    const data = new FormData(event.target);
    const { username } = this.editing;
    const body = {
      name: data.get("name"),
      roles: data.getAll("roles"),
      skills: data.get("skills").split(/[,，]/).map((skill) => skill.trim()).filter(Boolean),
      capacity: Number(data.get("capacity")),
      ...(data.get("password") ? { password: data.get("password") } : {}),
    };
    this.#try(() => (username ? this.session.call("PUT", `/accounts/${username}`, { ...body, disabled: data.has("disabled") }) : this.session.call("POST", "/accounts", { ...body, username: data.get("username") })));
  }

  #delete(one) {
    if (this.sure) this.#try(() => this.session.call("DELETE", `/accounts/${one.username}`));
    else this.sure = true;
  }

  async #try(act) {
    try {
      await act();
      this.editing = null;
      this.told = t("accounts.saved");
      await this.#load();
    } catch (problem) {
      this.told = problem.detail || problem.message;
    }
  }

  async #load() {
    try {
      const [{ accounts }, { audit }] = await Promise.all([this.session.call("GET", "/accounts"), this.session.call("GET", "/audit?limit=50")]);
      Object.assign(this, { accounts, audit, problem: null });
    } catch (problem) {
      this.problem = problem;
    }
  }
}
customElements.define("xy-accounts", XyAccounts);

/** The record of a change in words: its keys, roles, permissions and people by their names. */
function inWords(detail) {
  return detail.replace(/[\w-]+/g, (one) => word("audit.detail", one, word("role", one, word("permission", one, word("person", one)))));
}
