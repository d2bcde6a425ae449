/** Waiting times between attempts to reconnect: 0.5 s doubling to 10 s, with jitter so that clients spread out. */
export class Backoff {
  #attempt = 0;

  /** Milliseconds to wait before the next attempt. */
  next() {
    const ceiling = Math.min(10_000, 500 * 2 ** this.#attempt++);
    return Math.max(500, ceiling / 2 + (Math.random() * ceiling) / 2);
  }

  get attempts() {
    return this.#attempt;
  }

  reset() {
    this.#attempt = 0;
  }
}
