/** One row of the chat as a template: a bubble with choices and sources, a notice or a day. */
import { html, nothing } from "lit";
import { t } from "/ui/text.js";
import { dayLabel, exact, relative } from "/ui/time.js";
import { speakIcon, pauseIcon } from "/ui/icons.js";

/** `ctx` is `{now, opened: Set, toggle(key), choose(choice), resend(id), file(attachment), reader?}`. */
export function rowTemplate(row, ctx) {
  if (row.kind === "day") return html`<p class="day"><span>${dayLabel(row.at, ctx.now)}</span></p>`;
  if (row.kind === "notice") return html`<p class="notice" data-testid="bubble-system">${t(row.elder ? "chat.elderOn" : "chat.elderOff")}</p>`;
  if (row.item.author === "system" || row.item.kind === "notice") {
    return html`<p class="notice" data-testid="bubble-system">${row.shown}</p>
      ${row.item.ticket?.state === "solved" && !ctx.settled.has(row.item.ticket.id) ? settle(row.item.ticket.id, ctx) : nothing}
      ${row.item.questionnaire ? html`<p class="settle"><a class="btn" href=${row.item.questionnaire} target="_blank" rel="noopener" data-testid="questionnaire">${t("chat.questionnaire")}</a></p>` : nothing}`;
  }
  return bubble(row, ctx);
}

/** The shopper's own word on whether a ticket is settled. */
function settle(id, ctx) {
  return html`<p class="settle">
    <button type="button" class="btn" data-testid="ticket-settled" @click=${() => ctx.settle(id, true)}>${t("chat.ticket.yes")}</button>
    <button type="button" class="btn" data-testid="ticket-unsettled" @click=${() => ctx.settle(id, false)}>${t("chat.ticket.no")}</button>
  </p>`;
}

function bubble({ item, first, open, shown, key }, ctx) {
  const mine = item.author === "customer";
  const name = mine ? t("chat.you") : item.author === "agent" ? item.authorName || t("chat.agent") : t("chat.bot");
  return html`<div class="row ${mine ? "mine" : "theirs"}">
    <p class=${first && !mine ? "name" : "sr-only"}>${name}</p>
    <div class="bubble ${item.author}" data-testid="bubble-${item.author}">
      ${item.attachment ? ctx.file(item.attachment) : html`<p class="text">${shown}${item.generated ? html` <span class="generated" data-testid="generated">${t("chat.generated")}</span>` : nothing}</p>`}
      ${item.card ? card(item.card) : nothing}
      ${(item.citations ?? []).map((citation, i) => source(citation, `${key}-${i}`, ctx))}
    </div>
    ${item.form && open ? form(item.form, ctx) : nothing}
    ${item.choices?.length ? choices(item.choices, open, ctx) : nothing}
    <p class="meta">
      ${ctx.reader && item.author === "bot" ? readAloud(item, key, ctx.reader) : nothing}
      ${mine ? delivery(item, ctx) : nothing}
      <time datetime=${item.at} title=${exact(item.at)}>${relative(item.at, ctx.now)}</time>
    </p>
  </div>`;
}

function source({ title, passage }, id, ctx) {
  const open = ctx.opened.has(id);
  return html`<div class="source">
    <button type="button" aria-expanded=${open} aria-controls="passage-${id}" data-testid="citation" @click=${() => ctx.toggle(id)}>
      <span>${t("chat.basis", { title })}</span><span class="arrow" aria-hidden="true">›</span>
    </button>
    <blockquote id="passage-${id}" ?hidden=${!open}>${passage}</blockquote>
  </div>`;
}

/** Facts in a frame; the text above says the same, so a picture that does not load is no loss. */
function card({ title, image, rows }) {
  return html`<figure class="card" data-testid="card">
    ${image ? html`<img src=${image} alt="" loading="lazy" @error=${(event) => event.target.remove()} />` : nothing}
    <figcaption>${title}</figcaption>
    <dl>${rows.map(({ label, value }) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`)}</dl>
  </figure>`;
}

/** Several questions at once. What is sent is one message with a line for each, as somebody without the form would write it. */
function form({ fields }, ctx) {
  const send = (event) => {
    event.preventDefault();
    const given = new FormData(event.target);
    const lines = fields.filter(({ name }) => given.get(name)?.trim()).map(({ name, label }) => `${label}：${given.get(name).trim()}`);
    if (lines.length) ctx.choose({ value: lines.join("\n") });
  };
  return html`<form class="form" data-testid="form" @submit=${send}>
    ${fields.map(({ name, label, type, options }) => html`<label><span>${label}</span>${options.length ? select(name, options) : html`<input name=${name} type=${type} />`}</label>`)}
    <button class="btn primary" data-testid="form-send">${t("chat.form.send")}</button>
  </form>`;
}

function select(name, options) {
  return html`<select name=${name}>
    <option value=""></option>
    ${options.map((option) => html`<option>${option}</option>`)}
  </select>`;
}

function choices(list, open, ctx) {
  return html`<ul class="choices">
    ${list.map(
      (choice, i) =>
        html`<li>
          <button type="button" class="btn" data-testid="choice" ?disabled=${!open} @click=${() => ctx.choose(choice)}>
            <span class="number" aria-hidden="true">(${i + 1})</span><span class="sr-only">${i + 1}，</span>${unnumbered(choice.title)}
          </button>
        </li>`,
    )}
  </ul>`;
}

/** In elder mode titles come numbered, for channels that show words alone. */
export function unnumbered(title) {
  return title.replace(/^\d+\. /, "");
}

function readAloud(item, key, reader) {
  const state = reader.stateOf(key);
  const label = { silent: "chat.read", reading: "chat.read.pause", paused: "chat.read.resume" }[state];
  return html`<button type="button" class="btn quiet read" data-testid="read-aloud" @click=${() => reader.toggle(key, item.spoken || item.text, item.voice)}>
    ${state === "reading" ? pauseIcon() : speakIcon()}${t(label)}
  </button>`;
}

function delivery(item, ctx) {
  if (!item.pending || item.pending === "delivered") return html`<span>${t("chat.delivered")}</span>`;
  if (item.pending === "sending") return html`<span>${t("chat.sending")}</span>`;
  return html`<span class="failed">${t("chat.failed")}${item.why ? `：${item.why}` : ""}</span>
    <button type="button" class="btn dense resend" data-testid="resend" @click=${() => ctx.resend(item.clientMessageId)}>${t("chat.resend")}</button>`;
}
