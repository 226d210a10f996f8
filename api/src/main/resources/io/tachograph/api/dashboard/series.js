// From the rows of the API to what a plot draws: one list of times, and for each series a value or null at each time.

/**
 * Lines of rows.
 * @param steps {from, to, step} in seconds; a time without a row is a gap
 * @param keyOf the series of a row, null for none
 * @param valueOf its value
 */
export function lines(rows, { from, to, step }, keyOf, valueOf) {
  const xs = [];
  for (let at = Math.floor(from / step) * step; at < to; at += step) xs.push(at);
  const index = new Map(xs.map((at, i) => [at, i]));
  const byKey = new Map();
  for (const row of rows) {
    const key = keyOf(row);
    const i = index.get(Math.floor(Date.parse(row.time) / 1000 / step) * step);
    if (key === null || i === undefined) continue;
    if (!byKey.has(key)) byKey.set(key, new Array(xs.length).fill(null));
    byKey.get(key)[i] = valueOf(row);
  }
  return { xs, byKey };
}

/** The keys with the most of something, and how many are left out. */
export function largest(rows, keyOf, weightOf, most) {
  const weights = new Map();
  for (const row of rows) weights.set(keyOf(row), (weights.get(keyOf(row)) ?? 0) + (weightOf(row) ?? 0));
  const keys = [...weights.keys()].sort((a, b) => weights.get(b) - weights.get(a) || a.localeCompare(b));
  return { keys: keys.slice(0, most).sort((a, b) => a.localeCompare(b)), others: Math.max(0, keys.length - most) };
}

export const total = (rows, valueOf) => rows.reduce((sum, row) => sum + (valueOf(row) ?? 0), 0);
