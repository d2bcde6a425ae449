/**
 * node-nlp told the same examples and asked the same messages as Xiangyin's classifier.
 * Arguments: examples (intent TAB text), messages (set TAB intent TAB text), file for the figures.
 */
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { percentile, seconds, tell } from "./figures.mjs";

const { NlpManager } = createRequire(import.meta.url)("node-nlp");
const [examples, messages, figures] = process.argv.slice(2);
const rows = (file) => readFileSync(file, "utf8").split("\n").filter(Boolean).map((line) => line.split("\t"));

const nlp = new NlpManager({ languages: ["zh"], forceNER: false, autoSave: false, autoLoad: false, nlu: { log: false } });
for (const [intent, text] of rows(examples)) nlp.addDocument("zh", text, intent);
const begun = process.hrtime.bigint();
await nlp.train();
const training = seconds(begun);

const asked = rows(messages);
for (const [, , text] of asked) await nlp.process("zh", text);
const spans = [];
const right = {};
const all = {};
for (const [set, intent, text] of asked) {
  const from = process.hrtime.bigint();
  const found = await nlp.process("zh", text);
  spans.push(seconds(from));
  all[set] = (all[set] ?? 0) + 1;
  right[set] = (right[set] ?? 0) + (found.intent === intent ? 1 : 0);
}
tell(figures, {
  training,
  p50: percentile(spans, 0.5),
  p95: percentile(spans, 0.95),
  ...Object.fromEntries(Object.entries(all).map(([set, count]) => [`right.${set}`, right[set] / count])),
});
