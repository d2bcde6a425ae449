/**
 * Botkit answering scripted dialogues over HTTP, state in memory, driven as fast as so many shoppers go.
 * Arguments: shoppers, seconds, file for the figures. With "serve" as the only argument it is the bot.
 */
import { createRequire } from "node:module";
import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { Agent, request } from "node:http";
import { percentile, seconds, tell } from "./figures.mjs";

const PORT = 38_123;

if (process.argv[2] === "serve") await serve();
else await drive(...process.argv.slice(2));

/** A return in four turns: which order, why, how the parcel is sent, done. */
async function serve() {
  const require = createRequire(import.meta.url);
  const { Botkit, BotkitConversation } = require("botkit");
  const { WebAdapter } = require("botbuilder-adapter-web");
  const bot = new Botkit({ adapter: new WebAdapter(), disable_console: true });
  const dialogue = new BotkitConversation("return", bot);
  dialogue.ask("您想退哪一件？", [], "order");
  dialogue.ask("为什么要退呢？", [], "reason");
  dialogue.ask("怎么寄回来方便？", [], "way");
  dialogue.say("退货办好了：{{vars.order}}。");
  bot.addDialog(dialogue);
  bot.hears("退货", "message", async (replier) => replier.beginDialog("return"));
  bot.ready(() => process.send("ready"));
}

async function drive(shoppers, span, figures) {
  const bot = fork(fileURLToPath(import.meta.url), ["serve"], { env: { ...process.env, PORT: String(PORT) }, stdio: ["ignore", "ignore", "inherit", "ipc"] });
  await new Promise((ready, failed) => {
    bot.once("message", ready);
    bot.once("exit", (code) => failed(new Error(`Botkit ended with ${code}`)));
  });
  await until(PORT);
  const agent = new Agent({ keepAlive: true, maxSockets: Number(shoppers) });
  const spans = [];
  const begun = process.hrtime.bigint();
  await Promise.all(Array.from({ length: Number(shoppers) }, (_, shopper) => talk(agent, shopper, begun, Number(span), spans)));
  const throughput = spans.length / seconds(begun);
  bot.kill();
  tell(figures, { throughput, p50: percentile(spans, 0.5), p95: percentile(spans, 0.95) });
  process.exit(0);
}

async function talk(agent, shopper, begun, span, spans) {
  for (let dialogue = 0; seconds(begun) < span; dialogue += 1) {
    for (const text of ["我要退货", "水壶", "坏了", "上门取"]) {
      const from = process.hrtime.bigint();
      const answer = await say(agent, { type: "message", user: `s${shopper}-${dialogue}`, text });
      if (!answer.includes("text")) throw new Error(`no reply to ${text}: ${answer}`);
      spans.push(seconds(from));
    }
  }
}

function say(agent, message) {
  const body = JSON.stringify(message);
  return new Promise((resolve, reject) => {
    const call = request({ agent, port: PORT, path: "/api/messages", method: "POST", headers: { "content-type": "application/json", "content-length": Buffer.byteLength(body) } }, (response) => {
      let answer = "";
      response.setEncoding("utf8");
      response.on("data", (part) => (answer += part));
      response.on("end", () => resolve(answer));
    });
    call.on("error", reject);
    call.end(body);
  });
}

/** Until the bot takes connections, ten seconds at most. */
async function until(port) {
  const begun = process.hrtime.bigint();
  for (;;) {
    try {
      await say(new Agent(), { type: "message", user: "first", text: "你好" });
      return;
    } catch (refused) {
      if (seconds(begun) > 10) throw refused;
      await new Promise((again) => setTimeout(again, 50));
    }
  }
}
