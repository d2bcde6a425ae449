/** Tells the bench what was measured: a properties file of names and numbers. */
import { writeFileSync } from "node:fs";

export const seconds = (begun) => Number(process.hrtime.bigint() - begun) / 1e9;

/** Milliseconds that `share` of the spans stay below; the spans are in seconds. */
export function percentile(spans, share) {
  const sorted = Float64Array.from(spans).sort();
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] * 1000;
}

export function tell(file, figures) {
  writeFileSync(file, Object.entries(figures).map(([name, value]) => `${name} = ${value}\n`).join(""));
}
