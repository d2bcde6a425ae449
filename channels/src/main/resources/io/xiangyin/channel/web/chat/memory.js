/** What the browser keeps of one shopper's chat, so that a reload or a new visit goes on where it was. */
export class Memory {
  #key;
  #state;

  constructor(customer) {
    this.#key = `xiangyin.chat.${customer || "visitor"}`;
    this.#state = this.#read();
  }

  /** conversationId, token, lastSeq, outbox, elder (undefined until chosen) size (elder text size in px), language and speed of the voice. */
  get(name) {
    return this.#state[name];
  }

  set(changes) {
    this.#state = { ...this.#state, ...changes };
    try {
      localStorage.setItem(this.#key, JSON.stringify(this.#state));
    } catch {
      // storage is off or full: the chat works, only a reload begins anew
    }
  }

  #read() {
    try {
      return JSON.parse(localStorage.getItem(this.#key)) ?? {};
    } catch {
      return {};
    }
  }
}
