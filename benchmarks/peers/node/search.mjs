/**
 * MiniSearch over words cut by jieba, searching the passages that Xiangyin's search searches.
 * Arguments: passages and questions (one a line), seconds to ask for, file for the figures.
 */
import { readFileSync } from "node:fs";
import MiniSearch from "minisearch";
import { Jieba } from "@node-rs/jieba";
import { dict } from "@node-rs/jieba/dict.js";
import { percentile, seconds, tell } from "./figures.mjs";

const TOP = 10;
const [passages, questions, span, figures] = process.argv.slice(2);
const lines = (file) => readFileSync(file, "utf8").split("\n").filter(Boolean);
const jieba = Jieba.withDict(dict);
const words = (text) => jieba.cutForSearch(text, true).filter((word) => /[\p{L}\p{N}]/u.test(word));

const begun = process.hrtime.bigint();
const index = new MiniSearch({ fields: ["text"], tokenize: words, searchOptions: { tokenize: words } });
index.addAll(lines(passages).map((text, id) => ({ id, text })));
const indexing = seconds(begun);

const spans = [];
const from = process.hrtime.bigint();
const asked = lines(questions);
for (let i = 0; spans.length < asked.length && seconds(from) < Number(span); i += 1) {
  const at = process.hrtime.bigint();
  index.search(asked[i]).slice(0, TOP);
  spans.push(seconds(at));
}
tell(figures, { indexing, p50: percentile(spans, 0.5), p95: percentile(spans, 0.95), throughput: spans.length / seconds(from) });
