// Ranges and steps. A range is two texts as the API takes them: `now-1h` and `now`, or RFC 3339.

const UNITS = { s: 1, m: 60, h: 3600, d: 86400, w: 604800 };
const STEPS = [10, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400, 172800, 604800];
const POINTS = 380;

export const PRESETS = [
  ["now-15m", "15 min"], ["now-1h", "1 hour"], ["now-6h", "6 hours"], ["now-24h", "24 hours"],
  ["now-7d", "7 days"], ["now-30d", "30 days"], ["now-90d", "90 days"], ["now-365d", "1 year"],
];

const RELATIVE = /^now(?:-(\d{1,6})([smhdw]))?$/;

/** The time that a text means, in seconds since 1970; NaN when it means none. */
export function instant(text, now = Date.now() / 1000) {
  const relative = RELATIVE.exec(text);
  if (relative) return Math.floor(now / 10) * 10 - (relative[1] ? Number(relative[1]) * UNITS[relative[2]] : 0);
  return Date.parse(text) / 1000;
}

/** A range as seconds, or null when it is none. */
export function bounds(range, now) {
  const from = instant(range.from, now);
  const to = instant(range.to, now);
  return from < to ? { from, to, seconds: to - from } : null;
}

export const isLive = range => range.to === "now";

/** A step that gives a plot as many points as it has room for, in seconds. */
export function stepOf(range) {
  const { seconds } = bounds(range);
  return STEPS.find(step => seconds / step <= POINTS) ?? STEPS.at(-1);
}

/** Seconds as the API writes a length. */
export const length = seconds => seconds + "s";

/** The range of the same length that ends where this one begins. */
export function before(range) {
  const { from, seconds } = bounds(range);
  return { from: text(from - seconds), to: text(from) };
}

export const text = seconds => new Date(Math.round(seconds * 1000)).toISOString().replace(".000Z", "Z");

/** A range twice as long around the middle, not beyond now. */
export function wider(range) {
  const { from, to, seconds } = bounds(range);
  const now = instant("now");
  const end = Math.min(now, to + seconds / 2);
  return { from: text(end - 2 * seconds), to: end >= now ? "now" : text(end) };
}

/** The next or the previous range of the same length. */
export function shifted(range, direction) {
  const { from, to, seconds } = bounds(range);
  const now = instant("now");
  const end = to + direction * seconds;
  if (end >= now) return { from: `now-${Math.round(seconds)}s`, to: "now" };
  return { from: text(from + direction * seconds), to: text(end) };
}

const two = number => String(number).padStart(2, "0");
const dateOf = date => `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;

/** A time in the reader's zone: as short as the range lets it be. */
export function clock(seconds, rangeSeconds = 0) {
  const date = new Date(seconds * 1000);
  const time = `${two(date.getHours())}:${two(date.getMinutes())}` + (rangeSeconds <= 7200 ? ":" + two(date.getSeconds()) : "");
  if (rangeSeconds > 90 * 86400) return dateOf(date);
  const today = dateOf(new Date()) === dateOf(date);
  return today && rangeSeconds <= 86400 ? time : `${dateOf(date)} ${time}`;
}

/** What people call a range. */
export function rangeLabel(range) {
  const preset = PRESETS.find(([from]) => from === range.from && range.to === "now");
  if (preset) return "Last " + preset[1];
  const { from, to, seconds } = bounds(range) ?? { from: NaN };
  if (Number.isNaN(from)) return "Choose a range";
  if (range.to === "now") return `Since ${clock(from, seconds)}`;
  // Seconds only where there are some.
  const span = from % 60 === 0 && to % 60 === 0 ? Math.max(seconds, 7201) : seconds;
  const end = clock(to, span);
  const begin = clock(from, span);
  return `${begin} – ${end.slice(0, 11) === begin.slice(0, 11) && end.length > 11 ? end.slice(11) : end}`;
}

/** How long ago, in seconds. */
export const since = iso => Math.max(0, Date.now() / 1000 - Date.parse(iso) / 1000);

/** For an input of type datetime-local, in the reader's zone. */
export function localInput(seconds) {
  const date = new Date(seconds * 1000);
  return `${dateOf(date)}T${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}
