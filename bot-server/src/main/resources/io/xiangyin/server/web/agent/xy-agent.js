/** The agent workbench: sign-in, then queue, conversation and card, all of it by keyboard too. */
import { LitElement, html, css, nothing } from "lit";
import { base, buttons, fields, chips } from "/ui/styles.js";
import { t } from "/ui/text.js";
import { StaffSession } from "/ui/staff-session.js";
import "/ui/xy-sign-in.js";
import "/ui/xy-banner.js";
import "/ui/xy-state.js";
import "./queue-column.js";
import "./conversation-column.js";
import "./card-column.js";
import "./approval-list.js";
import "./past-talks.js";
import { staffNav } from "/ui/staff-nav.js";
import { Casework } from "./casework.js";
import { Desk } from "./desk.js";
import { beep } from "./beep.js";

const KEYS = [
  ["j  k", "keys.move"],
  ["Enter", "keys.accept"],
  ["r", "keys.reply"],
  ["Ctrl + Enter", "keys.send"],
  ["/", "keys.canned"],
  ["Alt + 1…3", "keys.suggest"],
  ["n", "keys.note"],
  ["f", "keys.search"],
  ["e", "keys.close"],
  ["Esc", "keys.leave"],
  ["?", "keys.help"],
];

const MOST_ALARMS = 3;

export class XyAgent extends LitElement {
  static properties = {
    stamp: { state: true },
    away: { state: true },
    sound: { state: true },
    problem: { state: true },
    canned: { state: true },
    approvals: { state: true },
    mention: { state: true },
    alarms: { state: true },
  };

  static styles = [
    base,
    buttons,
    fields,
    chips,
    css`
      .page {
        display: grid;
        grid-template-rows: auto auto 1fr;
        height: 100vh;
      }
      .top {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--xy-2) var(--xy-3);
        padding: var(--xy-2) var(--xy-4);
        background: var(--xy-surface);
        border-bottom: 1px solid var(--xy-border);
      }
      h1 {
        font-size: var(--xy-text-l);
        white-space: nowrap;
      }
      .columns {
        display: grid;
        grid-template-columns: minmax(270px, 320px) minmax(0, 1fr) minmax(300px, 360px);
        min-height: 0;
      }
      .second {
        display: none;
        border-left: 1px solid var(--xy-border);
      }
      @media (min-width: 1600px) {
        .columns.beside {
          grid-template-columns: 290px minmax(0, 1fr) minmax(0, 1fr) minmax(300px, 360px);
        }
        .second {
          display: flex;
        }
      }
      dialog {
        width: min(92vw, 420px);
        padding: var(--xy-5);
        border: 1px solid var(--xy-border);
        border-radius: var(--xy-radius);
        background: var(--xy-surface);
        color: var(--xy-ink);
        box-shadow: var(--xy-shadow);
      }
      dialog.wide {
        width: min(92vw, 720px);
      }
      dl {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: var(--xy-2) var(--xy-4);
        margin: var(--xy-3) 0 var(--xy-4);
      }
      dt {
        font-weight: 600;
      }
      @media (max-width: 640px) {
        .top nav {
          order: 1;
        }
        h1 {
          flex: 1;
        }
      }
      @media (max-width: 1023px) {
        .page {
          height: auto;
          min-height: 100vh;
        }
        .columns {
          grid-template-columns: minmax(0, 1fr);
        }
        queue-column {
          max-height: 50vh;
          border-right: 0;
          border-bottom: 1px solid var(--xy-border);
        }
        conversation-column {
          min-height: 70vh;
        }
      }
    `,
  ];

  #session = new StaffSession();
  #desk = null;
  #casework = new Casework(this.#session);

  connectedCallback() {
    super.connectedCallback();
    this.sound = false;
    this.#session.addEventListener("change", () => this.#follow());
    addEventListener("keydown", (event) => this.#key(event));
    setInterval(() => (this.stamp = Date.now()), 30_000);
    this.#follow();
  }

  render() {
    if (!this.#session.user) return html`<xy-sign-in .session=${this.#session} .heading=${t("agent.title")}></xy-sign-in>`;
    const desk = this.#desk;
    return html`<div class="page">
        <header class="top">
          <h1>${t("agent.title")}</h1>
          ${staffNav("desk", this.#session.user)}
          ${this.approvals?.length || desk.supervises
            ? html`<button class="btn dense" data-testid="approvals" @click=${this.#openApprovals}>${t("agent.approvals")} ${this.approvals?.length ? html`<b class="num">${this.approvals.length}</b>` : nothing}</button>`
            : nothing}
          <button class="btn dense" data-testid="search" @click=${() => this.#dialog("search")}>${t("agent.search")} <kbd>f</kbd></button>
          <span>${this.#session.user.name}</span>
          <button class="btn dense" aria-pressed=${!this.away} data-testid="presence" @click=${this.#presence}>${t(this.away ? "agent.away" : "agent.online")}</button>
          <button class="btn dense" aria-pressed=${this.sound} data-testid="sound" @click=${this.#sound}>${t("agent.sound")}</button>
          <button class="btn dense" @click=${this.#help}>${t("agent.keys")} <kbd>?</kbd></button>
          <button class="btn dense" data-testid="sign-out" @click=${() => this.#session.signOut()}>${t("signin.out")}</button>
        </header>
        <div>
          ${!desk.lost ? nothing : html`<xy-banner kind="offline" data-testid="connection-banner">${t("agent.reconnecting")}</xy-banner>`}
          ${this.mention
            ? html`<xy-banner kind="info" data-testid="mention"
                >${t("agent.mentioned", { name: this.mention.from, text: this.mention.text })}
                <button slot="action" class="btn dense" @click=${this.#openMention}>${t("agent.mentioned.open")}</button></xy-banner
              >`
            : nothing}
          ${(this.alarms ?? []).map(
            (alarm) =>
              html`<xy-banner kind="bad" data-testid="alarm"
                >${t(`alarm.${alarm.about}`, { name: alarm.customer || t("agent.anonymous"), number: alarm.number, subject: alarm.subject })}
                <button slot="action" class="btn dense" @click=${() => this.#heed(alarm)}>${t("alarm.open")}</button></xy-banner
              >`,
          )}
          ${this.problem ? html`<xy-banner kind="bad">${this.problem}</xy-banner>` : nothing}
        </div>
        <main class="columns ${desk.beside ? "beside" : ""}">
          <queue-column .desk=${desk} .stamp=${this.stamp} @choose=${(event) => this.#choose(event.detail)}></queue-column>
          <conversation-column
            .desk=${desk}
            .casework=${this.#casework}
            .canned=${this.canned}
            .stamp=${this.stamp}
            @accept=${this.#accept}
            @decline=${() => this.#try(() => desk.decline(desk.selected))}
            @take-over=${() => this.#try(() => desk.takeOver(desk.selected))}
            @pin=${() => desk.pin(desk.selected)}
          ></conversation-column>
          ${desk.beside
            ? html`<conversation-column class="second" pinned data-testid="beside" .desk=${desk.beside} .casework=${this.#casework} .canned=${this.canned} .stamp=${this.stamp} @pin=${() => desk.pin(desk.beside.selected)}></conversation-column>`
            : nothing}
          <card-column .desk=${desk} .casework=${this.#casework} .stamp=${this.stamp} @acted=${() => this.#approvals()} @look=${(event) => this.#look(event.detail)}></card-column>
        </main>
      </div>
      <dialog id="approvals" aria-labelledby="approvals-title">
        <h2 id="approvals-title">${t("agent.approvals")}</h2>
        <approval-list .casework=${this.#casework} .approvals=${this.approvals} @changed=${() => this.#approvals()}></approval-list>
        <form method="dialog"><button class="btn" data-testid="approvals-close">${t("chat.close")}</button></form>
      </dialog>
      <dialog id="search" class="wide" aria-labelledby="search-title">
        <h2 id="search-title">${t("agent.search")}</h2>
        <past-talks .casework=${this.#casework}></past-talks>
        <form method="dialog"><button class="btn">${t("chat.close")}</button></form>
      </dialog>
      <dialog id="help" aria-labelledby="keys">
        <h2 id="keys">${t("agent.keys")}</h2>
        <dl>${KEYS.map(([key, what]) => html`<dt>${key}</dt><dd>${t(what)}</dd>`)}</dl>
        <form method="dialog"><button class="btn">${t("chat.close")}</button></form>
      </dialog>`;
  }

  /** Starts or ends the desk with the session. */
  #follow() {
    if (this.#session.user && !this.#desk) {
      this.#desk = new Desk(this.#session);
      this.#desk.addEventListener("change", () => this.#changed());
      this.#desk.addEventListener("arrived", (event) => this.#arrived(event.detail));
      this.#desk.addEventListener("mentioned", (event) => (this.mention = event.detail));
      this.#desk.addEventListener("alarm", (event) => this.#alarm(event.detail));
      this.#desk.addEventListener("approvals", () => this.#approvals());
      this.#desk.start();
      this.#casework.cannedReplies().then((all) => (this.canned = all), () => {});
      this.#approvals();
    } else if (!this.#session.user && this.#desk) {
      this.#desk.stop();
      this.#desk = null;
      document.title = t("agent.title");
    }
    this.requestUpdate();
  }

  #changed() {
    this.stamp = performance.now();
    const n = this.#desk?.waiting.length ?? 0;
    document.title = n ? `(${n}) ${t("agent.title")}` : t("agent.title");
  }

  #choose(conversationId) {
    this.problem = null;
    this.#desk.select(conversationId);
  }

  async #accept() {
    const desk = this.#desk; // gone from the page when the agent signs out meanwhile
    this.problem = null;
    try {
      await desk.accept(desk.selected);
      await this.updateComplete;
      const column = this.renderRoot.querySelector("conversation-column");
      await column?.updateComplete;
      column?.reply();
    } catch (problem) {
      this.problem = problem.status === 409 ? t("agent.taken") : t("agent.failed", { why: problem.message });
      desk.refresh();
    }
  }

  async #presence() {
    const away = !this.away;
    try {
      await this.#desk.presence(away ? "away" : "online");
      this.away = away;
    } catch (problem) {
      this.problem = t("agent.failed", { why: problem.message });
    }
  }

  async #try(act) {
    this.problem = null;
    try {
      await act();
    } catch (problem) {
      this.problem = t("agent.failed", { why: problem.message });
    }
  }

  /** Sound, and with it a notification when the page is not in sight. */
  #sound() {
    this.sound = !this.sound;
    if (this.sound && "Notification" in globalThis && Notification.permission === "default") Notification.requestPermission();
  }

  #arrived(entry) {
    this.#notify(t("agent.notify.title", { name: entry.customer?.name || t("agent.anonymous") }), entry.conversationId);
  }

  #notify(title, tag) {
    if (!this.sound) return;
    beep();
    if (document.visibilityState === "visible" || !("Notification" in globalThis) || Notification.permission !== "granted") return;
    new Notification(title, { tag });
  }

  /** The latest few stay in sight until they are opened. */
  #alarm(alarm) {
    const same = (one) => one.about === alarm.about && one.conversationId === alarm.conversationId && one.ticketId === alarm.ticketId;
    this.alarms = [...(this.alarms ?? []).filter((one) => !same(one)), alarm].slice(-MOST_ALARMS);
    this.#notify(t(`alarm.${alarm.about}`, { name: alarm.customer || t("agent.anonymous"), number: alarm.number, subject: alarm.subject }), alarm.conversationId ?? alarm.ticketId);
  }

  #heed(alarm) {
    this.alarms = this.alarms.filter((one) => one !== alarm);
    if (alarm.conversationId) this.#open(alarm.conversationId);
    else window.open(`/tickets?ticket=${encodeURIComponent(alarm.ticketId)}`); // with its opener, so that nobody has to sign in again
  }

  async #approvals() {
    this.approvals = await this.#casework.approvals().catch(() => this.approvals);
  }

  #openApprovals() {
    this.#approvals();
    this.#dialog("approvals");
  }

  #openMention() {
    const id = this.mention.conversationId;
    this.mention = null;
    this.#open(id);
  }

  #open(id) {
    if ([...this.#desk.waiting, ...this.#desk.mine, ...this.#desk.others].some((entry) => entry.conversationId === id)) this.#choose(id);
    else this.#look(id);
  }

  #help() {
    this.#dialog("help");
  }

  #dialog(id) {
    const dialog = this.renderRoot.querySelector(`#${id}`);
    if (dialog.open) dialog.close();
    else dialog.showModal();
  }

  #look(conversationId) {
    this.#dialog("search");
    this.renderRoot.querySelector("past-talks").look(conversationId);
  }

  #key(event) {
    const typing = event.composedPath().some((node) => /^(INPUT|TEXTAREA|SELECT)$/.test(node.tagName));
    if (!this.#desk || typing || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const onButton = event.composedPath()[0].tagName === "BUTTON" || event.composedPath()[0].tagName === "SUMMARY";
    const inList = event.composedPath().some((node) => node.tagName === "QUEUE-COLUMN");
    if (event.key === "?") this.#help();
    else if (this.renderRoot.querySelector("dialog[open]")) return;
    else if (event.key === "j") this.#move(1);
    else if (event.key === "k") this.#move(-1);
    else if (event.key === "r") this.#reply();
    else if (event.key === "f") this.#dialog("search");
    else if (event.key === "n") this.#inCard("case-panel", "[name=note]")?.focus();
    else if (event.key === "e") this.#inCard("ways-on")?.open("resolve");
    else if (event.key === "Enter" && (!onButton || inList)) this.#enter(event);
    else return;
    event.preventDefault();
  }

  #move(step) {
    const ids = [...this.#desk.waiting, ...this.#desk.mine, ...this.#desk.others].map((entry) => entry.conversationId);
    const to = Math.min(ids.length - 1, Math.max(0, ids.indexOf(this.#desk.selected) + step));
    if (ids[to]) this.#choose(ids[to]);
    this.renderRoot.querySelector("queue-column").renderRoot.querySelector(`[data-conversation="${CSS.escape(ids[to] ?? "")}"]`)?.focus();
  }

  #enter(event) {
    const focused = event.composedPath()[0].dataset?.conversation;
    if (focused && focused !== this.#desk.selected) return this.#choose(focused);
    if (this.#desk.current && !this.#desk.current.mine && !this.#desk.current.watched) this.#accept();
    else this.#reply();
  }

  #inCard(element, within) {
    const found = this.renderRoot.querySelector("card-column").renderRoot.querySelector(element);
    return within ? found?.renderRoot.querySelector(within) : found;
  }

  #reply() {
    this.renderRoot.querySelector("conversation-column").reply();
  }
}
customElements.define("xy-agent", XyAgent);
