/** The window and the group of the report, and which conversations are listed, kept in the address of the page. */
export const WINDOWS = ["1d", "7d", "30d", "90d"];
export const GROUPS = ["channel", "intent", "agent", "dialect", "ageGroup", "skillGroup", "tier", "category", "botVersion", "handledBy", "hour", "weekday"];
export const OUTCOMES = ["not_solved", "handed_off", "solved", "open", "all"];
/** Which conversations are listed: those of an outcome or behind a figure, of a group, of a shorter time, of a length of wait. */
export const LISTED = { metric: "", missed: "", by: "", key: "", from: "", to: "", over: "", upTo: "" };

/** `{window, group, outcome, …LISTED}` from the address; anything unknown is the first of its list. */
export function readFilters() {
  const query = new URLSearchParams(location.search);
  const pick = (name, list) => (list.includes(query.get(name)) ? query.get(name) : list[0]);
  const listed = Object.fromEntries(Object.keys(LISTED).map((name) => [name, query.get(name) ?? ""]));
  return { window: pick("window", WINDOWS), group: pick("group", GROUPS), outcome: pick("outcome", OUTCOMES), ...listed };
}

export function writeFilters(filters) {
  history.replaceState(null, "", `?${new URLSearchParams(Object.entries(filters).filter(([, value]) => value))}`);
}

/** The from and to of a window: today begins at midnight, the others reach back whole days. */
export function range(window, now = new Date()) {
  const from = new Date(now);
  from.setHours(0, 0, 0, 0);
  from.setDate(from.getDate() - (parseInt(window, 10) - 1));
  return { from: from.toISOString(), to: now.toISOString() };
}

/** The window before: for today the same day a week ago, up to the same time; else as many days before. */
export function before(window, now = new Date()) {
  const { from, to } = range(window, now);
  const days = Math.max(7, parseInt(window, 10));
  const back = (at) => new Date(new Date(at) - days * 86_400_000).toISOString();
  return { beforeFrom: back(from), beforeTo: window === "1d" || days === parseInt(window, 10) ? back(to) : from };
}
