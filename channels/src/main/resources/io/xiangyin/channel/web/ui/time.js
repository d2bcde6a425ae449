/** Times and durations in words: relative for reading, exact for hovering. */
import { t } from "./text.js";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const WEEKDAYS = ["日", "一", "二", "三", "四", "五", "六"];
const two = (n) => String(n).padStart(2, "0");

/** "14:05" */
export const hourMinute = (at) => {
  const date = new Date(at);
  return `${two(date.getHours())}:${two(date.getMinutes())}`;
};

/** "2026-11-03 14:05:09", local time. */
export function exact(at) {
  const d = new Date(at);
  const day = `${d.getFullYear()}-${two(d.getMonth() + 1)}-${two(d.getDate())}`;
  return `${day} ${hourMinute(at)}:${two(d.getSeconds())}`;
}

/** "刚刚", "3 分钟前", then the hour and minute, then the day. */
export function relative(at, now = Date.now()) {
  const age = now - new Date(at).getTime();
  if (age < MINUTE) return t("time.now");
  if (age < HOUR) return t("time.minutesAgo", { n: Math.floor(age / MINUTE) });
  if (daysBetween(at, now) === 0) return hourMinute(at);
  return `${dayLabel(at, now)} ${hourMinute(at)}`;
}

/** "今天", "昨天", "11月3日 周二". */
export function dayLabel(at, now = Date.now()) {
  const days = daysBetween(at, now);
  if (days === 0) return t("time.today");
  if (days === 1) return t("time.yesterday");
  const d = new Date(at);
  return `${d.getMonth() + 1}月${d.getDate()}日 周${WEEKDAYS[d.getDay()]}`;
}

/** A key that is the same for two times of one local day. */
export const dayKey = (at) => new Date(at).toDateString();

/** "42 秒", "3 分 05 秒", "2 小时 10 分" from seconds; "-" when unknown. */
export function duration(seconds) {
  if (seconds === null || seconds === undefined || Number.isNaN(seconds)) return "-";
  if (seconds < 10) return `${Math.round(seconds * 10) / 10} 秒`;
  const s = Math.round(seconds);
  if (s < 60) return `${s} 秒`;
  if (s < 3600) return `${Math.floor(s / 60)} 分 ${two(s % 60)} 秒`;
  if (s < 86_400) return `${Math.floor(s / 3600)} 小时 ${Math.floor((s % 3600) / 60)} 分`;
  return `${Math.floor(s / 86_400)} 天 ${Math.floor((s % 86_400) / 3600)} 小时`;
}

/** "850 毫秒", then as `duration`; from milliseconds. */
export function milliseconds(ms) {
  if (ms === null || ms === undefined) return "-";
  return ms < 1000 ? `${Math.round(ms)} 毫秒` : duration(ms / 1000);
}

/** A running clock from seconds: "00:42", "1:02:03". */
export function clock(seconds) {
  const s = Math.max(0, Math.floor(seconds));
  const rest = `${two(Math.floor((s % 3600) / 60))}:${two(s % 60)}`;
  return s < 3600 ? rest : `${Math.floor(s / 3600)}:${rest}`;
}

function daysBetween(at, now) {
  const start = (time) => new Date(time).setHours(0, 0, 0, 0);
  return Math.round((start(now) - start(at)) / (24 * HOUR));
}
