/** The line to the server: one WebSocket that comes back by itself, and plain requests while it will not open. */
import { request, socketAddress, Problem } from "/ui/api.js";
import { upload } from "/ui/upload.js";
import { Backoff } from "/ui/backoff.js";
import { Outbox } from "./outbox.js";

const HELLO_WITHIN_MS = 8_000;
const ACK_WITHIN_MS = 8_000;
const PING_EVERY_MS = 25_000;
const SILENT_MS = 60_000;
const POLL_EVERY_MS = 3_000;
const GONE = [401, 403, 404, 409, 410];

/**
 * Fires "change" when `state`, `view` or the outbox changed, "item" with each new conversation item (detail), and
 * "typing" when the other side writes. `state` is connecting, online, polling, reconnecting, offline or trouble.
 */
export class Connection extends EventTarget {
  state = "connecting";
  view = null;
  #who;
  #memory;
  #socket = null;
  #backoff = new Backoff();
  #after = 0;
  #heardAt = 0;
  #polling = false;
  #retry = 0;
  #creating = null;

  constructor(who, memory) {
    super();
    this.#who = who;
    this.#memory = memory;
    this.outbox = new Outbox(memory);
  }

  start() {
    addEventListener("online", () => this.#now());
    addEventListener("offline", () => this.#become("offline"));
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && this.#now());
    setInterval(() => this.#watch(), 1000);
    this.#open();
  }

  /** `input` says how it was entered, if not typed. */
  send(text, input) {
    const entry = this.outbox.add(text, input);
    this.#transmit(entry);
    this.#changed();
  }

  resend(clientMessageId) {
    this.outbox.mark(clientMessageId, "sending");
    const entry = this.outbox.entries.find((one) => one.clientMessageId === clientMessageId);
    if (!this.#transmit(entry)) this.#now();
    this.#changed();
  }

  typing() {
    this.#write({ type: "typing" });
  }

  /** Ends an answer that is being written; what was shown of it stays. */
  stop() {
    this.#write({ type: "stop" });
  }

  upload(file) {
    return upload(this.#memory.get("conversationId"), this.#memory.get("token"), file);
  }

  /** Calls a path below this conversation; the answer, when it is a view, becomes the view. */
  async call(method, path, body) {
    const answer = await request(method, `/conversations/${this.#memory.get("conversationId")}${path}`, {
      token: this.#memory.get("token"),
      body,
    });
    if (answer?.status) this.#see(answer);
    return answer;
  }

  /** Leaves this conversation for a new one; what is unsent goes along. */
  startAnew() {
    this.#memory.set({ conversationId: null, token: null, lastSeq: 0 });
    this.#after = 0;
    this.view = null;
    this.#drop();
    this.dispatchEvent(new Event("anew"));
    this.#open();
  }

  async #open() {
    if (this.#socket) return;
    clearTimeout(this.#retry);
    try {
      // one conversation, however often the page wakes meanwhile
      if (!this.#memory.get("token")) await (this.#creating ??= this.#create().finally(() => (this.#creating = null)));
    } catch {
      this.#later();
      return;
    }
    if (this.#socket) return;
    const query = new URLSearchParams({ token: this.#memory.get("token"), conversation: this.#memory.get("conversationId"), after: this.#after });
    const socket = new WebSocket(socketAddress(`/ws?${query}`));
    this.#socket = socket;
    this.#heardAt = Date.now();
    socket.onmessage = (message) => this.#socket === socket && this.#hear(JSON.parse(message.data));
    socket.onclose = (closed) => this.#socket === socket && this.#closed(closed.code);
    setTimeout(() => this.#socket === socket && this.state !== "online" && socket.close(), HELLO_WITHIN_MS);
  }

  async #create() {
    const { customer, name } = this.#who;
    const made = await request("POST", "/conversations", {
      body: { channel: "web", customer: { externalId: customer || undefined, name: name || undefined } },
    });
    this.#memory.set({ conversationId: made.conversationId, token: made.token, lastSeq: 0 });
  }

  #hear(frame) {
    this.#heardAt = Date.now();
    switch (frame.type) {
      case "hello":
        this.#backoff.reset();
        this.#become("online");
        this.#see(frame.conversation);
        this.outbox.unsent.forEach((entry) => this.#transmit(entry));
        this.dispatchEvent(new Event("ready"));
        break;
      case "event":
        this.#take(frame.event);
        break;
      case "conversation":
        this.#see(frame.conversation);
        break;
      case "ack":
        this.outbox.mark(frame.clientMessageId, "delivered");
        this.#changed();
        break;
      case "generating":
        this.dispatchEvent(new CustomEvent("generating", { detail: frame.text }));
        break;
      case "typing":
        this.dispatchEvent(new CustomEvent("typing", { detail: frame.author }));
        break;
      case "error":
        this.#refused(frame);
        break;
    }
  }

  #refused({ clientMessageId, status, detail }) {
    if (clientMessageId) this.outbox.mark(clientMessageId, status >= 500 || status === 429 ? "failed" : "rejected", detail);
    else if (GONE.includes(status)) return this.startAnew();
    this.#changed();
  }

  #take(item) {
    if (item.seq <= this.#after) return;
    this.#after = item.seq;
    this.#memory.set({ lastSeq: Math.max(this.#after, this.#memory.get("lastSeq") ?? 0) });
    if (item.clientMessageId) this.outbox.settle(item.clientMessageId);
    this.dispatchEvent(new CustomEvent("item", { detail: item }));
  }

  #closed(code) {
    this.#socket = null;
    if (code === 4401 || code === 4403) this.startAnew();
    else this.#later();
  }

  #later() {
    if (this.state !== "polling") this.#become(navigator.onLine ? (this.#backoff.attempts > 3 ? "trouble" : "reconnecting") : "offline");
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => this.#open(), this.#backoff.next());
    if (this.#backoff.attempts >= 2 || this.outbox.unsent.length) this.#poll();
  }

  /** Goes on without the socket: sends what is waiting, then fetches what is new, until the socket is back. */
  async #poll() {
    if (this.#polling || !this.#memory.get("token")) return;
    this.#polling = true;
    try {
      while (this.state !== "online") {
        for (const entry of this.outbox.unsent) await this.#post(entry);
        const id = this.#memory.get("conversationId");
        const { events } = await this.call("GET", `/events?after=${this.#after}`);
        if (id !== this.#memory.get("conversationId")) break; // begun anew meanwhile
        events.forEach((item) => this.#take(item));
        await this.call("GET", "");
        if (this.state !== "online") this.#become("polling");
        await new Promise((wake) => setTimeout(wake, POLL_EVERY_MS));
      }
    } catch (problem) {
      if (GONE.includes(problem.status)) this.startAnew();
      else if (this.state !== "online") this.#become(navigator.onLine ? "trouble" : "offline");
    } finally {
      this.#polling = false;
    }
  }

  /** Sends one message by request. Throws when the server was not reached or the conversation is gone. */
  async #post({ clientMessageId, text, input }) {
    try {
      await this.call("POST", "/messages", { clientMessageId, text, input });
      this.outbox.mark(clientMessageId, "delivered");
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      if (GONE.includes(problem.status)) throw problem;
      this.outbox.mark(clientMessageId, problem.transient ? "failed" : "rejected", problem.detail);
      if (problem.transient) throw problem;
    } finally {
      this.#changed();
    }
  }

  #transmit(entry) {
    const sent = this.#write({ type: "message", clientMessageId: entry.clientMessageId, text: entry.text, input: entry.input });
    if (sent) this.outbox.mark(entry.clientMessageId, "sending");
    else if (this.#memory.get("token")) this.#poll();
    return sent;
  }

  #write(frame) {
    if (this.state !== "online" || this.#socket?.readyState !== WebSocket.OPEN) return false;
    this.#socket.send(JSON.stringify(frame));
    return true;
  }

  /** Once a second: keeps the socket warm, notices a dead one, and sends an unacknowledged message the other way. */
  #watch() {
    if (this.state !== "online") return;
    const silent = Date.now() - this.#heardAt;
    if (silent > SILENT_MS) return this.#drop(true);
    if (silent > PING_EVERY_MS && Math.floor(silent / 1000) % 5 === 0) this.#write({ type: "ping" });
    const late = this.outbox.unsent.find((entry) => entry.sentAt && Date.now() - entry.sentAt > ACK_WITHIN_MS);
    if (late) {
      this.outbox.mark(late.clientMessageId, late.state);
      this.#post(late).catch((problem) => GONE.includes(problem.status) && this.startAnew());
    }
  }

  #drop(comeBack = false) {
    const socket = this.#socket;
    this.#socket = null;
    this.#become("reconnecting");
    socket?.close();
    if (comeBack) this.#later();
  }

  #now() {
    if (this.state === "online") return;
    this.#backoff.reset();
    this.#open();
  }

  /** An answer may be overtaken by a frame of the socket, or come after the shopper began anew. */
  #see(view) {
    if (view.conversationId !== this.#memory.get("conversationId") || view.seq < this.view?.seq) return;
    this.view = view;
    this.#changed();
  }

  #become(state) {
    if (this.state === state) return;
    this.state = state;
    this.#changed();
  }

  #changed() {
    this.dispatchEvent(new Event("change"));
  }
}
