/** The chat's side of the talk with the widget around it: close, unread, ready; nothing a shopper wrote is told. */
export class Frame {
  framed = window.parent !== window;
  #origin = originOf(new URLSearchParams(location.search).get("parent"));
  #visible = true;
  #unread = 0;
  #since = Date.now();

  /** `opened` is called when the widget's panel opens. */
  constructor(opened) {
    if (!this.framed) return;
    addEventListener("message", (event) => {
      if (event.source !== window.parent || event.origin !== this.#origin) return;
      if (event.data?.type === "xiangyin:opened") {
        this.#visible = true;
        this.#unread = 0;
        opened();
      } else if (event.data?.type === "xiangyin:closed") {
        this.#visible = false;
      }
    });
    this.#tell({ type: "xiangyin:ready" });
  }

  close() {
    this.#tell({ type: "xiangyin:close" });
  }

  /** Something came from the bot or an agent; counted while the panel is closed. */
  arrived(item) {
    if (this.#visible || new Date(item.at).getTime() < this.#since) return;
    this.#tell({ type: "xiangyin:unread", count: ++this.#unread });
  }

  #tell(message) {
    if (this.framed && this.#origin) window.parent.postMessage(message, this.#origin);
  }
}

function originOf(address) {
  try {
    return new URL(address).origin;
  } catch {
    return null;
  }
}
