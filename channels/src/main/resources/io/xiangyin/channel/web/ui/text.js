/** Looks up the words of the pages by key, so that another language is one more bundle. */
import { messages as zh } from "./messages.zh-CN.js";

const bundles = { "zh-CN": zh };
const wanted = document.documentElement.lang || "zh-CN";
/** Names of this shop, told by the server. */
const learnt = {};
const bundle = bundles[wanted] ?? zh;

/** The text of a key with `{name}` places filled; the key itself when it is missing, so that it is seen. */
export function t(key, values = {}) {
  const template = bundle[key] ?? zh[key] ?? key;
  return template.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

/** The text of a key, or `fallback` when there is none: for words that come from the server. */
export function word(prefix, value, fallback = value) {
  if (value === null || value === undefined || value === "") return fallback ?? "";
  const key = keyOf(prefix, value);
  return bundle[key] ?? zh[key] ?? learnt[key] ?? fallback;
}

/** Takes over names by kind and id, such as `{intent: {return_goods: "退货"}}`; `word("intent", …)` finds them. */
export function learn(names) {
  for (const [prefix, byId] of Object.entries(names)) {
    for (const [id, name] of Object.entries(byId)) learnt[keyOf(prefix, id)] = name;
  }
}

const keyOf = (prefix, value) => `${prefix}.${String(value).toLowerCase().replaceAll("-", "_")}`;
