/** Who is signed in on a staff page; the token lives in sessionStorage and dies with the tab. */
import { request, Problem } from "./api.js";
import { learn } from "./text.js";

const KEY = "xiangyin.staff";

export class StaffSession extends EventTarget {
  #state = read();

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

  async signOut() {
    const token = this.token;
    this.#keep(null);
    if (token) await request("POST", "/auth/logout", { token }).catch(() => {});
  }

  /** Calls the server as this user; a 401 ends the session, so that the page shows the sign-in again. */
  async call(method, path, body) {
    try {
      return await request(method, path, { token: this.token, body });
    } catch (problem) {
      if (problem instanceof Problem && problem.status === 401) this.#keep(null);
      throw problem;
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
