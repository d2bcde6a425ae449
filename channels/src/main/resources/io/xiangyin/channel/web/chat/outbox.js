/** Messages that the shopper has written and the server has not shown back yet; survives a reload. */
import { newId } from "/ui/api.js";

/**
 * An entry is `{clientMessageId, text, at, state, why?, tries}`; the states are sending, delivered (durable, its
 * event is on the way), failed (will be tried again) and rejected (the server will never take it).
 */
export class Outbox {
  #memory;
  #entries;

  constructor(memory) {
    this.#memory = memory;
    this.#entries = (memory.get("outbox") ?? []).map((entry) => ({ ...entry, sentAt: 0 }));
  }

  get entries() {
    return this.#entries;
  }

  /** Entries that the server has not taken, oldest first. */
  get unsent() {
    return this.#entries.filter((entry) => entry.state === "sending" || entry.state === "failed");
  }

  add(text, input) {
    const entry = { clientMessageId: newId(), text, input, at: new Date().toISOString(), state: "sending", sentAt: 0 };
    this.#entries = [...this.#entries, entry];
    this.#keep();
    return entry;
  }

  mark(clientMessageId, state, why) {
    this.#entries = this.#entries.map((entry) =>
      entry.clientMessageId === clientMessageId ? { ...entry, state, why, sentAt: Date.now() } : entry,
    );
    this.#keep();
  }

  /** The event of a message has come: its bubble is now the event. */
  settle(clientMessageId) {
    this.#entries = this.#entries.filter((entry) => entry.clientMessageId !== clientMessageId);
    this.#keep();
  }

  #keep() {
    this.#memory.set({ outbox: this.#entries.filter((entry) => entry.state !== "delivered") });
  }
}
