/** What an agent asks of the server beside the talk itself: colleagues, words, notes, money, tickets, the past. */
import { newId } from "/ui/api.js";
import { mentioned } from "./mention-picker.js";

export class Casework {
  #session;

  constructor(session) {
    this.#session = session;
  }

  async agents() {
    return (await this.#get("/agents")).agents;
  }

  async cannedReplies() {
    return (await this.#get("/canned-replies")).cannedReplies;
  }

  suggestions(conversationId) {
    return this.#get(`/conversations/${conversationId}/suggestions`);
  }

  /** What a language model can draft here, by kind; none where there is no model. */
  async draftKinds(conversationId) {
    return (await this.#get(`/conversations/${conversationId}/drafts`)).kinds;
  }

  /** A draft to be changed and sent by the agent, `{text, unsupported?, outcome?, reasonCode?}`. */
  draft(conversationId, kind, text) {
    return this.#session.call("POST", `/conversations/${conversationId}/drafts`, text ? { kind, text } : { kind });
  }

  /** Fetches a file of a conversation. */
  file(path) {
    return this.#session.file(path);
  }

  /** Sends a file to the shopper. */
  attach(conversationId, file) {
    return this.#session.attach(conversationId, file);
  }

  async note(conversationId, text) {
    const mentions = text.includes("@") ? mentioned(text, await this.agents()) : [];
    return this.#session.call("POST", `/conversations/${conversationId}/notes`, { text, mentions });
  }

  tags(conversationId, tags) {
    return this.#session.call("PUT", `/conversations/${conversationId}/tags`, { tags });
  }

  /** Does something in the shop's systems; resolves to `{status, detail?}`. */
  act(conversationId, action, orderNo, reason, values = {}) {
    return this.#session.call("POST", `/conversations/${conversationId}/actions`, { clientActionId: newId(), action, orderNo, reason, arguments: values });
  }

  async approvals() {
    return (await this.#get("/approvals?state=waiting")).approvals;
  }

  decide(approvalId, approved) {
    return this.#session.call("POST", `/approvals/${encodeURIComponent(approvalId)}/decision`, { approved });
  }

  async tickets(customer) {
    return (await this.#get(`/tickets?customer=${encodeURIComponent(customer)}&limit=10`)).tickets;
  }

  openTicket(conversationId, kind, subject) {
    return this.#session.call("POST", "/tickets", { conversationId, kind, subject });
  }

  /** Past talks by words, by customer, or both. */
  async talks({ words = "", customer = "" }) {
    const query = new URLSearchParams({ limit: 20 });
    if (words) query.set("q", words);
    if (customer) query.set("customer", customer);
    return (await this.#get(`/conversations?${query}`)).conversations;
  }

  async transcript(conversationId) {
    return (await this.#get(`/conversations/${conversationId}/events?after=0`)).events;
  }

  #get(path) {
    return this.#session.call("GET", path);
  }
}
