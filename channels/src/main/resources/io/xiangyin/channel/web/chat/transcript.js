/** The conversation as rows to show: days, bubbles, notices and the rating, in order. */
import { dayKey } from "/ui/time.js";
import { unnumbered } from "./bubble.js";

export class Transcript {
  #items = [];

  /** Adds an item; items arrive in order of `seq`. */
  add(item) {
    this.#items.push(item);
  }

  clear() {
    this.#items = [];
  }

  get begun() {
    return this.#items.length > 0;
  }

  get customerHasSpoken() {
    return this.#items.some((item) => item.type === "message" && item.author === "customer");
  }

  /** Tickets whose end the shopper spoke on already, or that went on since. */
  get settled() {
    const last = new Map(this.#items.filter((item) => item.ticket).map((item) => [item.ticket.id, item.ticket.state]));
    return new Set([...last].filter(([, state]) => state !== "solved").map(([id]) => id));
  }

  /**
   * Rows `{key, kind: day|bubble|notice|rating, …}`; the outbox comes last. In a bubble `first` says that another
   * author spoke before, `open` that its choices can still be taken, `shown` is the text to show.
   */
  rows(outbox) {
    const rows = [];
    const lastSpoken = this.#lastSpoken(outbox);
    const lastAsked = this.#items.findLast((item) => item.type === "rating_asked")?.seq;
    const rated = this.#items.some((item) => item.type === "rated" && item.seq > lastAsked);
    const state = { day: null, author: null, choices: [] };
    for (const item of this.#items) {
      day(rows, state, item.at, item.seq);
      if (item.type === "message") rows.push(bubble(item, state, item.seq > lastSpoken));
      else if (item.type === "elder_mode") rows.push({ kind: "notice", key: item.seq, elder: item.on });
      else if (item.type === "rating_asked" && item.seq === lastAsked) rows.push({ kind: "rating", key: item.seq, rated });
      if (item.type !== "message") state.author = null;
    }
    for (const entry of outbox) {
      day(rows, state, entry.at, entry.clientMessageId);
      const item = { ...entry, author: "customer", kind: "text", pending: entry.state };
      rows.push(bubble(item, state, false));
    }
    return rows;
  }

  #lastSpoken(outbox) {
    if (outbox.length) return Infinity;
    return this.#items.findLast((item) => item.type === "message" && item.author === "customer")?.seq ?? -1;
  }
}

function day(rows, state, at, key) {
  const today = dayKey(at);
  if (today === state.day) return;
  state.day = today;
  state.author = null;
  rows.push({ kind: "day", key: `day-${key}`, at });
}

function bubble(item, state, open) {
  const first = item.author !== state.author;
  state.author = item.author;
  // a taken choice was sent as its value; the shopper chose its title
  const taken = item.author === "customer" && state.choices.find((choice) => choice.value === item.text);
  if (item.author !== "customer") state.choices = item.choices?.length ? item.choices : state.choices;
  return { kind: "bubble", key: item.clientMessageId ?? item.seq, item, first, open, shown: taken ? unnumbered(taken.title) : item.text };
}
