/** The window and the group of the report, kept in the address of the page. */
export const WINDOWS = ["1d", "7d", "30d"];
export const GROUPS = ["channel", "intent", "agent", "dialect", "ageGroup"];
export const OUTCOMES = ["not_solved", "handed_off", "solved"];

/** `{window, group, outcome}` from the address; anything unknown is the first of its list. */
export function readFilters() {
  const query = new URLSearchParams(location.search);
  const pick = (name, list) => (list.includes(query.get(name)) ? query.get(name) : list[0]);
  return { window: pick("window", WINDOWS), group: pick("group", GROUPS), outcome: pick("outcome", OUTCOMES) };
}

export function writeFilters(filters) {
  history.replaceState(null, "", `?${new URLSearchParams(filters)}`);
}

/** The from and to of a window: today begins at midnight, the others reach back whole days. */
export function range(window, now = new Date()) {
  const from = new Date(now);
  from.setHours(0, 0, 0, 0);
  from.setDate(from.getDate() - (parseInt(window, 10) - 1));
  return { from: from.toISOString(), to: now.toISOString() };
}
