/** What the workbench knows: the queue, my conversations, and the open one with its items and card. */
import { socketAddress, newId } from "/ui/api.js";
import { Backoff } from "/ui/backoff.js";

const REFRESH_EVERY_MS = 15_000;
const ALIVE_EVERY_MS = 15_000;

/** Fires "change" after every change, "approvals" when there is something new to approve, "mentioned" (detail: the frame) when a colleague names me in a note, "alarm" (detail: the frame) when a supervisor should look at once, "arrived" (detail: the entry) when a shopper is new, offered to me, or writes to me. */
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
  /** The conversation shown beside the selected one, if one is. */
  beside = null;
  /** What the agent just asked though the shopper had said it: `{conversationId, what: [label]}`. */
  askedAgain = null;
  /** Replies that the server has not shown back yet, of all conversations. */
  sending = [];
  #session;
  #socket = null;
  #backoff = new Backoff();
  #closed = false;
  #timers = [];
  #known = new Set();
  #asking = null;
  #askAgain = false;

  constructor(session) {
    super();
    this.#session = session;
  }

  start() {
    this.#connect();
    this.refresh();
    this.#session.call("PUT", "/agents/me/presence", { status: "online" }).catch(() => {});
    this.#timers.push(setInterval(() => this.refresh(), REFRESH_EVERY_MS));
    this.#timers.push(setInterval(() => this.#tell({ type: "alive" }), ALIVE_EVERY_MS));
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

  /** Colleagues' conversations, for supervisors. */
  get others() {
    return this.queue?.others ?? [];
  }

  get me() {
    return this.#session.user;
  }

  get supervises() {
    return this.me.permissions.includes("supervise");
  }

  /** The entry of the selected conversation, whether it is mine, and whether a colleague holds it. */
  get current() {
    const find = (list) => list.find((entry) => entry.conversationId === this.selected);
    const mine = find(this.mine);
    const watched = find(this.others);
    const entry = mine ?? find(this.waiting) ?? watched;
    return entry ? { entry, mine: Boolean(mine), watched: Boolean(watched) } : null;
  }

  /** Asks for the queue; while one answer is awaited, many wishes become one more question. */
  async refresh() {
    if (this.#closed) return;
    if (this.#asking) {
      this.#askAgain = true;
      return this.#asking;
    }
    this.#asking = this.#ask();
    await this.#asking;
    this.#asking = null;
    if (this.#askAgain) {
      this.#askAgain = false;
      await this.refresh();
    }
  }

  async #ask() {
    try {
      const queue = await this.#session.call("GET", "/queue");
      if (this.#closed) return;
      this.queue = queue;
      this.problem = null;
      this.#announce();
      if (this.selected && !this.current) this.#deselect();
      if (this.beside && !this.beside.current) this.beside = null;
      if (!this.selected) this.#selectFirst();
    } catch (problem) {
      this.problem = problem;
    }
    this.changed();
  }

  async select(conversationId) {
    if (this.selected === conversationId && this.open && !this.open.problem) return;
    this.selected = conversationId;
    this.open = { items: null, card: null };
    this.typing = null;
    this.changed();
    this.#watch();
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
    this.changed();
  }

  /** Does not take what was offered. */
  async decline(conversationId) {
    await this.#session.call("POST", `/conversations/${conversationId}/decline`);
    await this.refresh();
  }

  async takeOver(conversationId) {
    await this.#session.call("POST", `/conversations/${conversationId}/take-over`, {});
    await this.refresh();
    await this.reload();
  }

  async accept(conversationId) {
    await this.#session.call("POST", `/conversations/${conversationId}/accept`);
    await this.refresh();
    await this.select(conversationId);
    await this.reload();
  }

  /** Sends a reply; it stays in `sending` until its event comes back. */
  reply(text, again) {
    return this.replyTo(this.selected, text, again);
  }

  async replyTo(id, text, again) {
    const message = again ?? { conversationId: id, clientMessageId: newId(), text, at: new Date().toISOString() };
    this.sending = [...this.sending.filter((one) => one !== again), { ...message, problem: null }];
    this.changed();
    try {
      const { clientMessageId } = message;
      const { seq, askedAgain } = await this.#session.call("POST", `/conversations/${id}/agent-messages`, { clientMessageId, text: message.text });
      if (this.selected === id || this.beside?.selected === id) this.#take(id, { ...message, seq, type: "message", author: "agent", kind: "text", authorName: this.#session.user?.name });
      this.askedAgain = askedAgain?.length ? { conversationId: id, what: askedAgain } : null;
    } catch (problem) {
      this.sending = this.sending.map((one) => (one.clientMessageId === message.clientMessageId ? { ...one, problem } : one));
    }
    this.changed();
  }

  /** Ends my part: `way` is transfer, return-to-bot or resolve. */
  async handOn(way, form) {
    const id = this.selected;
    await this.#session.call("POST", `/conversations/${id}/${way}`, form);
    if (this.selected === id) this.#deselect();
    await this.refresh();
  }

  presence(status) {
    return this.#session.call("PUT", "/agents/me/presence", { status });
  }

  writing(conversationId = this.selected) {
    this.#tell({ type: "typing", conversationId });
  }

  /** Shows one of my conversations beside the selected one; the same again takes it away. */
  pin(conversationId) {
    this.beside = this.beside?.selected === conversationId ? null : new Pane(this, conversationId);
    this.beside?.reload();
    this.changed();
  }

  async transcript(conversationId) {
    return (await this.#session.call("GET", `/conversations/${conversationId}/events?after=0`)).events;
  }

  /** A supervisor hears what happens in the selected conversation, whoever holds it. */
  #watch() {
    if (this.supervises && this.selected) this.#tell({ type: "watch", conversationId: this.selected });
  }

  #tell(frame) {
    if (this.online) this.#socket.send(JSON.stringify(frame));
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
      this.changed();
      if (!this.#closed) setTimeout(() => this.#connect(), this.#backoff.next());
    };
  }

  #hear(frame) {
    if (this.#closed) return;
    if (frame.type === "ready") {
      const again = this.#backoff.attempts > 0;
      this.online = true;
      this.lost = false;
      this.#backoff.reset();
      this.#watch();
      if (again) {
        this.refresh();
        this.reload();
        this.beside?.reload();
      }
      this.changed();
    } else if (frame.type === "queue_changed") {
      this.refresh();
    } else if (frame.type === "event") {
      this.#take(frame.conversationId, frame.event);
    } else if (frame.type === "mentioned") {
      this.dispatchEvent(new CustomEvent("mentioned", { detail: frame }));
    } else if (frame.type === "alarm") {
      this.dispatchEvent(new CustomEvent("alarm", { detail: frame }));
    } else if (frame.type === "approvals_changed") {
      this.dispatchEvent(new Event("approvals"));
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
    if (conversationId === this.beside?.selected) this.beside.take(item);
    if (item.clientMessageId) this.sending = this.sending.filter((one) => one.clientMessageId !== item.clientMessageId);
    if (item.type === "message" && item.author === "customer") {
      this.typing = null;
      if (entry) this.dispatchEvent(new CustomEvent("arrived", { detail: entry }));
    }
    if (item.type === "status") this.refresh();
    if (conversationId === this.selected && (item.attachment || ["acted", "tags", "approval_decided"].includes(item.type))) this.#reloadCard(conversationId);
    this.changed();
  }

  #showTyping(conversationId) {
    this.typing = conversationId;
    this.changed();
    clearTimeout(this.typingTimer);
    this.typingTimer = setTimeout(() => ((this.typing = null), this.changed()), 5000);
  }

  async #reloadCard(id) {
    try {
      const card = await this.#session.call("GET", `/conversations/${id}/card`);
      if (this.selected === id) this.open = { ...this.open, card };
      this.changed();
    } catch {
      // the card of before stays
    }
  }

  /** Tells of newcomers, and once more of one that is offered to me. */
  #announce() {
    const key = (entry) => (entry.offeredTo === this.me.id ? `${entry.conversationId}!` : entry.conversationId);
    const fresh = this.waiting.find((entry) => !this.#known.has(key(entry)) && (!entry.offeredTo || entry.offeredTo === this.me.id));
    if (fresh) this.dispatchEvent(new CustomEvent("arrived", { detail: fresh }));
    this.#known = new Set(this.waiting.flatMap((entry) => [entry.conversationId, key(entry)]));
  }

  #selectFirst() {
    const first = this.waiting.find((entry) => entry.offeredTo === this.me.id) ?? this.waiting[0] ?? this.mine[0];
    if (first) this.select(first.conversationId);
  }

  #deselect() {
    this.selected = null;
    this.open = null;
  }

  /** Tells the page that something is to be drawn anew. */
  changed() {
    this.dispatchEvent(new Event("change"));
  }
}

/** One of my conversations beside the selected one, for a second column that looks like the first. */
class Pane {
  open = { items: null };
  #desk;

  constructor(desk, conversationId) {
    this.#desk = desk;
    this.selected = conversationId;
  }

  get current() {
    const entry = this.#desk.mine.find((one) => one.conversationId === this.selected);
    return entry ? { entry, mine: true, watched: false } : null;
  }

  get me() {
    return this.#desk.me;
  }

  get sending() {
    return this.#desk.sending;
  }

  get typing() {
    return this.#desk.typing;
  }

  get askedAgain() {
    return this.#desk.askedAgain;
  }

  async reload() {
    try {
      this.open = { items: await this.#desk.transcript(this.selected) };
    } catch (problem) {
      this.open = { ...this.open, problem };
    }
    this.#desk.changed();
  }

  take(item) {
    const items = this.open.items ?? [];
    if (!items.some((one) => one.seq === item.seq)) this.open = { items: [...items, item].sort((a, b) => a.seq - b.seq) };
  }

  reply(text, again) {
    return this.#desk.replyTo(this.selected, text, again);
  }

  writing() {
    this.#desk.writing(this.selected);
  }
}
