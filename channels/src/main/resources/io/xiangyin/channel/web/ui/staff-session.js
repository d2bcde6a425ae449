/** Who is signed in on a staff page; the token lives in sessionStorage and dies with the tab. */
import { fetchFile, request, Problem } from "./api.js";
import { upload } from "./upload.js";
import { learn } from "./text.js";

const KEY = "xiangyin.staff";

export class StaffSession extends EventTarget {
  #state = read();
  /** The calls that have no answer yet. */
  #calls = new Set();

  constructor() {
    super();
    if (this.#state) this.#learnNames();
  }

  get user() {
    return this.#state?.user ?? null;
  }

  get token() {
    return this.#state?.token ?? null;
  }

  async signIn(username, password) {
    this.#keep(await request("POST", "/auth/login", { body: { username, password } }));
    this.#learnNames();
  }

  /** No call begins from now on; the token ends when those under way have their answer, so that none is refused half way. */
  async signOut() {
    const token = this.token;
    this.#keep(null);
    await Promise.allSettled(this.#calls);
    if (token) await request("POST", "/auth/logout", { token }).catch(() => {});
  }

  /** Calls the server as this user; a 401 ends the session, so that the page shows the sign-in again. Nobody signed in: a 401 without asking. */
  call(method, path, body) {
    return this.#during((token) => request(method, path, { token, body }));
  }

  /** Fetches a file as this user. */
  file(path) {
    return this.#during((token) => fetchFile(path, token));
  }

  /** Sends a file into a conversation as this user. */
  attach(conversationId, file) {
    return this.#during((token) => upload(conversationId, token, file));
  }

  async #during(begin) {
    const token = this.token;
    if (!token) throw new Problem({ status: 401, code: "signed-out" });
    const call = begin(token);
    this.#calls.add(call);
    try {
      return await call;
    } catch (problem) {
      if (problem instanceof Problem && problem.status === 401 && token === this.token) this.#keep(null);
      throw problem;
    } finally {
      this.#calls.delete(call);
    }
  }

  /** So that pages show what people call things, and not their ids. */
  async #learnNames() {
    try {
      learn(await this.call("GET", "/names"));
      this.dispatchEvent(new Event("names"));
    } catch {
      // ids are shown then
    }
  }

  #keep(state) {
    this.#state = state;
    if (state) sessionStorage.setItem(KEY, JSON.stringify(state));
    else sessionStorage.removeItem(KEY);
    this.dispatchEvent(new Event("change"));
  }
}

function read() {
  try {
    const state = JSON.parse(sessionStorage.getItem(KEY));
    return state && new Date(state.expiresAt) > new Date() ? state : null;
  } catch {
    return null;
  }
}
