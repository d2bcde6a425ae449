/** The living page: every component of the design system in every state, made of the components themselves. */
import { LitElement, html, css } from "lit";
import { base, buttons, fields, chips, panels } from "./styles.js";
import "./xy-banner.js";
import "./xy-state.js";
import "./xy-clock.js";
import "./xy-table.js";
import "./xy-chart.js";
import { chatStyles } from "/chat/chat-styles.js";
import { rowTemplate } from "/chat/bubble.js";
import "/chat/xy-composer.js";
import "/chat/xy-rating.js";

const COLOURS = ["bg", "surface", "surface-2", "border", "border-strong", "ink", "ink-2", "accent", "accent-soft", "blue", "blue-soft", "green", "green-soft", "amber", "amber-soft", "red", "red-soft", "chart-1", "chart-2", "chart-3", "chart-4", "chart-5", "chart-6"];
const SIZES = [["xs", 13], ["s", 14], ["m", 16], ["l", 18], ["xl", 22], ["xxl", 28]];
const ago = (seconds) => new Date(Date.now() - seconds * 1000).toISOString();

export class LivingPage extends LitElement {
  static styles = [
    base,
    buttons,
    fields,
    chips,
    panels,
    css`
      :host {
        display: block;
      }
      .page {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--xy-6);
        max-width: 1040px;
        margin: 0 auto;
        padding: var(--xy-6) var(--xy-5);
      }
      section {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--xy-4);
      }
      .flow {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--xy-3);
      }
      .grid {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 280px), 1fr));
        gap: var(--xy-3);
      }
      .swatch {
        width: 96px;
        font-size: var(--xy-text-xs);
      }
      .swatch i {
        display: block;
        height: 40px;
        border: 1px solid var(--xy-border);
        border-radius: var(--xy-radius);
      }
      .stack {
        display: grid;
        gap: var(--xy-2);
      }
    `,
  ];

  render() {
    return html`<main class="page">
      <header>
        <h1>界面组件</h1>
        <p class="muted">所有页面用同一套颜色、字号和组件。这一页由组件自己拼成，改了组件，这里就变。</p>
      </header>
      ${part("颜色", html`<div class="flow">${COLOURS.map((name) => html`<div class="swatch"><i style="background:var(--xy-${name})"></i>${name}</div>`)}</div>`)}
      ${part("字号", html`<div class="stack">${SIZES.map(([name, px]) => html`<p style="font-size:var(--xy-text-${name})">${px} · 老街优选，放心买 ¥1,299.00</p>`)}</div>`)}
      ${part("按钮", this.#buttons())} ${part("输入框", this.#fields())} ${part("小标签", this.#chips())} ${part("横幅", this.#banners())}
      ${part("整块的状态", this.#states())} ${part("计时", this.#clocks())} ${part("聊天：普通版", html`<chat-sample></chat-sample>`)}
      ${part("聊天：长辈版", html`<chat-sample elder></chat-sample>`)} ${part("评价", html`<div class="grid"><xy-rating></xy-rating><xy-rating problem="没有提交成功，请再点一次。"></xy-rating><xy-rating rated></xy-rating></div>`)}
      ${part("图和表", this.#figures())}
    </main>`;
  }

  #buttons() {
    return html`<div class="flow">
        <button class="btn">普通</button><button class="btn primary">主要</button><button class="btn human">人工</button><button class="btn staff">员工页主要</button>
        <button class="btn quiet">安静</button><button class="btn" aria-pressed="true">已选</button><button class="btn" disabled>不可用</button><button class="btn dense">紧凑</button>
      </div>
      <div class="flow" style="--xy-target:60px;font-size:1.25rem"><button class="btn">长辈版</button><button class="btn primary">长辈版主要</button></div>`;
  }

  #fields() {
    return html`<div class="grid">
      <div><label for="a">普通</label><input id="a" class="field" placeholder="说点什么…" /></div>
      <div><label for="b">有错</label><input id="b" class="field" value="xiaolin" aria-invalid="true" aria-describedby="b-error" /><p id="b-error" class="field-error">账号或密码不对，请再核对一下。</p></div>
      <div><label for="c">很长的字</label><input id="c" class="field" value="一个非常非常非常非常非常非常非常非常长的商品名称" /></div>
    </div>`;
  }

  #chips() {
    return html`<div class="flow"><span class="chip">普通</span><span class="chip blue">粤语</span><span class="chip accent">长辈版</span><span class="chip good">已核验</span><span class="chip warn">投诉</span><span class="chip bad">安全</span></div>`;
  }

  #banners() {
    return html`<div class="stack">
      <xy-banner>正在连接…</xy-banner><xy-banner kind="good">已经连上。</xy-banner><xy-banner kind="warn">网络不稳，消息还能收发，会慢几秒。</xy-banner>
      <xy-banner kind="offline">现在没有网络。您写的话会先存着，连上就发出去。</xy-banner><xy-banner kind="bad">没有办成：这位顾客已被同事接走。</xy-banner>
    </div>`;
  }

  #states() {
    return html`<div class="grid">${["loading", "empty", "error", "offline", "denied"].map((kind) => html`<div class="panel"><p class="small muted">${kind}</p><xy-state kind=${kind}></xy-state></div>`)}</div>`;
  }

  #clocks() {
    return html`<div class="flow">
      <xy-clock loud .since=${ago(6)} target="30"></xy-clock><xy-clock loud .since=${ago(22)} target="30"></xy-clock><xy-clock loud .since=${ago(75)} target="30"></xy-clock><xy-clock .since=${ago(4000)} target="30"></xy-clock>
    </div>`;
  }

  #figures() {
    const config = { type: "line", labels: ["一", "二", "三", "四", "五"], unit: "%", max: 100, series: ["甲", "乙", "丙", "丁", "戊", "己"].map((label, i) => ({ label, values: [80, 72, null, 76, 82].map((v) => v && v - i * 9) })) };
    return html`<xy-chart .config=${config} label="六种颜色的折线示例"></xy-chart>
      <xy-table
        caption="表：每个比例都带个数"
        .columns=${[{ label: "指标" }, { label: "比例", numeric: true }, { label: "个数", numeric: true }]}
        .rows=${[["一次解决率", "81.5%", "101/124"], ["答错的比例", "还没有数据", "0/0"]]}
        .definitions=${[["一次解决率", "7 天内没有为同一件事再来，才算一次解决。"]]}
        filename="example"
      ></xy-table>`;
  }
}
customElements.define("living-page", LivingPage);

/** Bubbles of the chat in every state. */
class ChatSample extends LitElement {
  static properties = { elder: { type: Boolean, reflect: true }, opened: { state: true } };
  static styles = [base, buttons, chatStyles, css`:host { height: auto; padding: var(--xy-4); border: 1px solid var(--xy-border); border-radius: var(--xy-radius); }`];

  constructor() {
    super();
    this.opened = new Set(["2-0"]);
  }

  render() {
    const ctx = { now: Date.now(), opened: this.opened, toggle: (key) => this.#toggle(key), choose() {}, resend() {}, reader: this.elder ? { stateOf: () => "silent", toggle() {} } : null };
    return html`<div class="inner">${rows().map((row) => rowTemplate(row, ctx))}</div>
      <p class="typing">小乡正在输入<i></i><i></i><i></i></p>
      <xy-composer ?elder=${this.elder}></xy-composer>`;
  }

  #toggle(key) {
    this.opened = new Set(this.opened.has(key) ? [] : [key]);
  }
}
customElements.define("chat-sample", ChatSample);

function rows() {
  const choices = [{ title: "退货", value: "1" }, { title: "换货", value: "2" }, { title: "查物流", value: "3" }];
  const say = (key, author, text, more = {}, row = {}) => ({ kind: "bubble", key, first: true, open: false, shown: text, item: { seq: key, at: ago(90), author, kind: "text", text, ...more }, ...row });
  return [
    { kind: "day", key: "d", at: ago(90) },
    say(1, "bot", "您好，想办什么？", { choices }, { open: true }),
    say(2, "bot", "签收七天内、商品完好可以退。", { generated: true, citations: [{ title: "七天无理由退货", passage: "消费者自收到商品之日起七日内，可以无理由退货。" }] }),
    say(3, "customer", "好的"),
    say(4, "customer", "还有一件", { pending: "sending" }),
    say(5, "customer", "这句没发出去", { pending: "failed" }),
    { kind: "notice", key: 6, status: "with_agent", agentName: "小林" },
    say(7, "agent", "您好，我是小林，马上帮您看。", { authorName: "小林" }),
  ];
}

function part(heading, content) {
  return html`<section><h2>${heading}</h2>${content}</section>`;
}
