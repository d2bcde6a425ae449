/** What the workbench knows: the queue, my conversations, and the open one with its items and card. */
import { socketAddress, newId } from "/ui/api.js";
import { Backoff } from "/ui/backoff.js";

const REFRESH_EVERY_MS = 15_000;

/** Fires "change" after every change, "arrived" when a shopper is new in the queue or writes to me. */
export class Desk extends EventTarget {
  queue = null;
  problem = null;
  online = false;
  /** Whether the line was lost, as against not open yet. */
  lost = false;
  selected = null;
  /** Of the selected conversation: `{items, card, problem}`; `items` and `card` are null while loading. */
  open = null;
  typing = null;
  /** Replies that the server has not shown back yet, of all conversations. */
  sending = [];
  #session;
  #socket = null;
  #backoff = new Backoff();
  #closed = false;
  #timers = [];
  #known = new Set();

  constructor(session) {
    super();
    this.#session = session;
  }

  start() {
    this.#connect();
    this.refresh();
    this.#session.call("PUT", "/agents/me/presence", { status: "online" }).catch(() => {});
    this.#timers.push(setInterval(() => this.refresh(), REFRESH_EVERY_MS));
  }

  stop() {
    this.#closed = true;
    this.#timers.forEach(clearInterval);
    this.#socket?.close();
  }

  get waiting() {
    return this.queue?.waiting ?? [];
  }

  get mine() {
    return this.queue?.mine ?? [];
  }

  /** The entry of the selected conversation and whether it is mine. */
  get current() {
    const find = (list) => list.find((entry) => entry.conversationId === this.selected);
    const mine = find(this.mine);
    const entry = mine ?? find(this.waiting);
    return entry ? { entry, mine: Boolean(mine) } : null;
  }

  async refresh() {
    try {
      this.queue = await this.#session.call("GET", "/queue");
      this.problem = null;
      this.#announce();
      if (this.selected && !this.current) this.#deselect();
      if (!this.selected) this.#selectFirst();
    } catch (problem) {
      this.problem = problem;
    }
    this.#changed();
  }

  async select(conversationId) {
    if (this.selected === conversationId && this.open && !this.open.problem) return;
    this.selected = conversationId;
    this.open = { items: null, card: null };
    this.typing = null;
    this.#changed();
    await this.reload();
  }

  async reload() {
    const id = this.selected;
    if (!id) return;
    try {
      const [{ events }, card] = await Promise.all([
        this.#session.call("GET", `/conversations/${id}/events?after=0`),
        this.#session.call("GET", `/conversations/${id}/card`),
      ]);
      if (this.selected === id) this.open = { items: events, card };
    } catch (problem) {
      if (this.selected === id) this.open = { ...this.open, problem };
    }
    this.#changed();
  }

  async accept(conversationId) {
    await this.#session.call("POST", `/conversations/${conversationId}/accept`);
    await this.refresh();
    await this.select(conversationId);
    await this.reload();
  }

  /** Sends a reply; it stays in `sending` until its event comes back. */
  async reply(text, again) {
    const id = this.selected;
    const message = again ?? { conversationId: id, clientMessageId: newId(), text, at: new Date().toISOString() };
    this.sending = [...this.sending.filter((one) => one !== again), { ...message, problem: null }];
    this.#changed();
    try {
      const { clientMessageId } = message;
      const { seq } = await this.#session.call("POST", `/conversations/${id}/agent-messages`, { clientMessageId, text: message.text });
      if (this.selected === id) this.#take(id, { ...message, seq, type: "message", author: "agent", kind: "text", authorName: this.#session.user?.name });
    } catch (problem) {
      this.sending = this.sending.map((one) => (one.clientMessageId === message.clientMessageId ? { ...one, problem } : one));
    }
    this.#changed();
  }

  /** Ends my part: `way` is transfer, return-to-bot or resolve. */
  async handOn(way, note) {
    await this.#session.call("POST", `/conversations/${this.selected}/${way}`, { note });
    this.#deselect();
    await this.refresh();
  }

  presence(status) {
    return this.#session.call("PUT", "/agents/me/presence", { status });
  }

  writing() {
    if (this.online) this.#socket.send(JSON.stringify({ type: "typing", conversationId: this.selected }));
  }

  #connect() {
    if (this.#closed) return;
    const socket = new WebSocket(socketAddress("/staff/ws"));
    this.#socket = socket;
    socket.onopen = () => socket.send(JSON.stringify({ type: "auth", token: this.#session.token }));
    socket.onmessage = (message) => this.#hear(JSON.parse(message.data));
    socket.onclose = () => {
      this.online = false;
      this.lost = true;
      this.#changed();
      if (!this.#closed) setTimeout(() => this.#connect(), this.#backoff.next());
    };
  }

  #hear(frame) {
    if (frame.type === "ready") {
      const again = this.#backoff.attempts > 0;
      this.online = true;
      this.lost = false;
      this.#backoff.reset();
      if (again) {
        this.refresh();
        this.reload();
      }
      this.#changed();
    } else if (frame.type === "queue_changed") {
      this.refresh();
    } else if (frame.type === "event") {
      this.#take(frame.conversationId, frame.event);
    } else if (frame.type === "typing") {
      this.#showTyping(frame.conversationId);
    }
  }

  #take(conversationId, item) {
    const entry = this.mine.find((one) => one.conversationId === conversationId);
    if (entry && item.type === "message") Object.assign(entry, { lastText: item.text, lastAt: item.at, lastAuthor: item.author });
    if (conversationId === this.selected && this.open?.items && !this.open.items.some((one) => one.seq === item.seq)) {
      this.open = { ...this.open, items: [...this.open.items, item].sort((a, b) => a.seq - b.seq) };
    }
    if (item.clientMessageId) this.sending = this.sending.filter((one) => one.clientMessageId !== item.clientMessageId);
    if (item.type === "message" && item.author === "customer") {
      this.typing = null;
      this.dispatchEvent(new Event("arrived"));
    }
    if (item.type === "status") this.refresh();
    this.#changed();
  }

  #showTyping(conversationId) {
    this.typing = conversationId;
    this.#changed();
    clearTimeout(this.typingTimer);
    this.typingTimer = setTimeout(() => ((this.typing = null), this.#changed()), 5000);
  }

  #announce() {
    const now = this.waiting.map((entry) => entry.conversationId);
    if (now.some((id) => !this.#known.has(id))) this.dispatchEvent(new Event("arrived"));
    this.#known = new Set(now);
  }

  #selectFirst() {
    const first = this.waiting[0] ?? this.mine[0];
    if (first) this.select(first.conversationId);
  }

  #deselect() {
    this.selected = null;
    this.open = null;
  }

  #changed() {
    this.dispatchEvent(new Event("change"));
  }
}
