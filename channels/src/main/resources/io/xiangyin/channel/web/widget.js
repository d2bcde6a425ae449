/*
 * The Xiangyin chat for any shop page, by one tag:
 *   <script src="https://bot.example/widget.js" data-customer="c-1001" data-name="王桂兰" data-shop="老街优选" async></script>
 * Attributes: data-customer, data-name, data-shop, data-elder="1", data-open="1". Adds one element, <xiangyin-chat>, and
 * nothing else to the page; everything is inside its shadow root and an iframe of the bot's own origin.
 */
(() => {
  const script = document.currentScript;
  const origin = new URL(script.src).origin;
  const settings = { ...script.dataset };

  const style = `
    :host { all: initial; font: 16px/1.5 "PingFang SC","HarmonyOS Sans SC","Noto Sans CJK SC","Microsoft YaHei",sans-serif; }
    .launcher { position: fixed; right: 20px; bottom: 20px; z-index: 2147483000; width: 68px; height: 68px; border: 0; border-radius: 50%;
      display: grid; place-content: center; justify-items: center; gap: 1px; background: #c2410c; color: #fff; font: inherit; cursor: pointer; box-shadow: 0 6px 20px rgb(40 30 20 / 30%); }
    .launcher:hover { background: #a8380a; }
    .launcher span { font-size: 12px; line-height: 1.2; }
    .launcher svg { width: 26px; height: 26px; margin: 0 auto; }
    .dot { position: absolute; top: -2px; right: -2px; min-width: 22px; height: 22px; padding: 0 5px; border-radius: 11px; border: 2px solid #fff; background: #b3261e;
      color: #fff; font-size: 12px; line-height: 18px; font-style: normal; box-sizing: border-box; }
    :focus-visible { outline: 3px solid #1a5fb4; outline-offset: 3px; }
    .panel { position: fixed; right: 20px; bottom: 20px; z-index: 2147483001; width: 400px; height: min(640px, calc(100vh - 40px)); border-radius: 12px; overflow: hidden;
      background: #f7f5f2; box-shadow: 0 12px 40px rgb(40 30 20 / 30%); }
    iframe { width: 100%; height: 100%; border: 0; display: block; }
    .fallback { position: absolute; top: 8px; right: 8px; width: 44px; height: 44px; border: 0; border-radius: 8px; background: transparent; color: #221f1b; font-size: 24px; cursor: pointer; }
    [hidden] { display: none; }
    @media (max-width: 479px) { .panel { inset: 0; width: 100%; height: 100%; border-radius: 0; } }
    @media (prefers-color-scheme: dark) { .panel { background: #171512; } .fallback { color: #f1ede7; } }
    @media print { .launcher, .panel { display: none; } }`;

  class XiangyinChat extends HTMLElement {
    #root = this.attachShadow({ mode: "open" });
    #frame = null;

    connectedCallback() {
      if (this.#root.childElementCount) return;
      // built by the DOM, so that a host page's content security policy has nothing to refuse
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(style);
      this.#root.adoptedStyleSheets = [sheet];
      this.launcher = this.#make("button", { className: "launcher", type: "button" }, { "data-testid": "widget-launcher", "aria-haspopup": "dialog", "aria-expanded": "false", "aria-label": "联系客服" });
      this.launcher.append(drawing(), this.#make("span", { textContent: "联系客服" }));
      this.dot = this.#make("em", { className: "dot", hidden: true });
      this.launcher.append(this.dot);
      this.panel = this.#make("div", { className: "panel", hidden: true }, { role: "dialog", "aria-label": "在线客服", "data-testid": "widget-panel" });
      this.fallback = this.#make("button", { className: "fallback", type: "button", textContent: "×" }, { "aria-label": "关闭", "data-testid": "widget-close" });
      this.panel.append(this.fallback);
      this.#root.append(this.launcher, this.panel);
      this.launcher.addEventListener("click", () => this.open());
      this.fallback.addEventListener("click", () => this.close());
      this.#root.addEventListener("keydown", (event) => event.key === "Escape" && this.close());
      window.addEventListener("message", (event) => this.#hear(event));
      if (settings.open === "1") this.open();
    }

    open() {
      if (!this.#frame) this.#load();
      this.panel.hidden = false;
      this.launcher.hidden = true;
      this.launcher.setAttribute("aria-expanded", "true");
      this.#unread(0);
      this.#frame.focus();
      this.#tell("xiangyin:opened");
    }

    close() {
      if (this.panel.hidden) return;
      this.panel.hidden = true;
      this.launcher.hidden = false;
      this.launcher.setAttribute("aria-expanded", "false");
      this.launcher.focus();
      this.#tell("xiangyin:closed");
    }

    #load() {
      const query = new URLSearchParams({ parent: location.origin });
      for (const name of ["customer", "name", "shop", "elder"]) if (settings[name]) query.set(name, settings[name]);
      this.#frame = this.#make("iframe", { src: `${origin}/chat/?${query}`, title: "在线客服", allow: "microphone" });
      this.panel.append(this.#frame);
    }

    #hear(event) {
      if (!this.#frame || event.source !== this.#frame.contentWindow || event.origin !== origin) return;
      switch (event.data?.type) {
        case "xiangyin:ready":
          this.fallback.hidden = true; // the chat has its own close button
          if (!this.panel.hidden) this.#tell("xiangyin:opened");
          break;
        case "xiangyin:close":
          this.close();
          break;
        case "xiangyin:unread":
          if (this.panel.hidden) this.#unread(Number(event.data.count) || 0);
          break;
      }
    }

    #unread(count) {
      this.dot.hidden = count === 0;
      this.dot.textContent = count > 9 ? "9+" : String(count);
      this.launcher.setAttribute("aria-label", count ? `联系客服，${count} 条新消息` : "联系客服");
    }

    #tell(type) {
      this.#frame?.contentWindow?.postMessage({ type }, origin);
    }

    #make(tag, properties, attributes = {}) {
      const element = Object.assign(document.createElement(tag), properties);
      for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
      return element;
    }
  }

  function drawing() {
    const space = "http://www.w3.org/2000/svg";
    const svg = document.createElementNS(space, "svg");
    svg.setAttribute("viewBox", "0 0 24 24");
    svg.setAttribute("aria-hidden", "true");
    const path = document.createElementNS(space, "path");
    path.setAttribute("d", "M4 5h16a1 1 0 011 1v10a1 1 0 01-1 1h-8l-5 4v-4H4a1 1 0 01-1-1V6a1 1 0 011-1zM8 10v2M12 9v4M16 10v2");
    for (const [name, value] of [["fill", "none"], ["stroke", "currentColor"], ["stroke-width", "2"], ["stroke-linecap", "round"], ["stroke-linejoin", "round"]]) path.setAttribute(name, value);
    svg.append(path);
    return svg;
  }

  if (!customElements.get("xiangyin-chat")) customElements.define("xiangyin-chat", XiangyinChat);
  const attach = () => document.querySelector("xiangyin-chat") ?? document.body.append(document.createElement("xiangyin-chat"));
  if (document.body) attach();
  else addEventListener("DOMContentLoaded", attach);
})();
