/** Looks up the words of the pages by key, so that another language is one more bundle. */
import { messages as zh } from "./messages.zh-CN.js";

const bundles = { "zh-CN": zh };
const wanted = document.documentElement.lang || "zh-CN";
const bundle = bundles[wanted] ?? zh;

/** The text of a key with `{name}` places filled; the key itself when it is missing, so that it is seen. */
export function t(key, values = {}) {
  const template = bundle[key] ?? zh[key] ?? key;
  return template.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

/** The text of a key, or `fallback` when there is none: for words that come from the server. */
export function word(prefix, value, fallback = value) {
  if (value === null || value === undefined || value === "") return fallback ?? "";
  const key = `${prefix}.${String(value).toLowerCase().replaceAll("-", "_")}`;
  return bundle[key] ?? zh[key] ?? fallback;
}
