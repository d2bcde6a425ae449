/** The one fetch wrapper of all pages: JSON in and out, bearer token, time limit, problems as errors. */
import { t } from "./text.js";

const BASE = "/api/v1";
const TIMEOUT_MS = 15_000;

/**
 * An answer other than success, or no answer at all.
 * `status` is 0 when the server was not reached; then `code` is "offline" or "timeout".
 */
export class Problem extends Error {
  constructor({ status = 0, title = "", detail = "", code = "" }) {
    super(detail || title || code || `HTTP ${status}`);
    this.name = "Problem";
    this.status = status;
    this.title = title;
    this.detail = detail;
    this.code = code;
  }

  /** Whether trying again later can help. */
  get transient() {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

/**
 * Calls the server. A path that begins with "/demo/" is used as it is; any other is below /api/v1.
 *
 * @returns the parsed JSON body, or null when there is none
 * @throws Problem for every outcome that is not a success
 */
export async function request(method, path, { token, body, timeoutMs = TIMEOUT_MS } = {}) {
  const headers = { Accept: "application/json" };
  if (body !== undefined) headers["Content-Type"] = "application/json";
  return json(await reach(method, path, { token, headers, body: body === undefined ? undefined : JSON.stringify(body), timeoutMs }));
}

/** Sends a file as it is; the answer is JSON. */
export async function send(path, token, file, timeoutMs = TIMEOUT_MS) {
  return json(await reach("POST", path, { token, headers: { "Content-Type": "application/octet-stream" }, body: file, timeoutMs }));
}

/** Fetches a file. */
export async function fetchFile(path, token) {
  return reach("GET", path, { token, headers: {}, timeoutMs: TIMEOUT_MS });
}

/** The body of a successful answer. */
async function reach(method, path, { token, headers, body, timeoutMs }) {
  if (token) headers.Authorization = `Bearer ${token}`;
  const deadline = new AbortController();
  const timer = setTimeout(() => deadline.abort(), timeoutMs);
  try {
    const response = await fetch(path.startsWith("/demo/") ? path : BASE + path, { method, headers, body, signal: deadline.signal, cache: "no-store" });
    const whole = await response.blob();
    if (response.ok) return whole;
    throw new Problem({ title: response.statusText, ...((await json(whole)) ?? {}), status: response.status });
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw new Problem({ status: 0, code: deadline.signal.aborted ? "timeout" : "offline", title: String(error), detail: t("state.offline") });
  } finally {
    clearTimeout(timer);
  }
}

/** The address of a WebSocket on the server of this page. */
export function socketAddress(path) {
  const scheme = location.protocol === "https:" ? "wss:" : "ws:";
  return `${scheme}//${location.host}${BASE}${path}`;
}

/** A random id that no other message has. */
export function newId() {
  // randomUUID is missing on plain http pages of a home network
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The JSON in a body; null when there is none. */
async function json(body) {
  try {
    return JSON.parse(await body.text());
  } catch {
    return null;
  }
}
