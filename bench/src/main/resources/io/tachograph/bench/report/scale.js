// Numbers and scales. Durations are in seconds everywhere.

/** Three significant digits, but no digit before the decimal point is dropped; as the tables have it. */
function number(value) {
  const size = Math.abs(value);
  if (value === 0) return "0";
  if (size >= 99.95) return Math.round(value).toLocaleString("en-US").replace("-", "−");
  return Number(value.toPrecision(3)).toFixed(Math.max(0, 2 - Math.floor(Math.log10(Number(size.toPrecision(3)))))).replace("-", "−");
}

function duration(seconds) {
  return Math.abs(seconds) >= 0.9995 ? number(seconds) + "\u00a0s" : number(seconds * 1000) + "\u00a0ms";
}

/** A share; never rounded up to 100 %. */
function percent(share) {
  if (share > 0.9995 && share < 1) return Math.floor(Number((share * 1e6).toPrecision(12))) / 1e4 + "\u00a0%";
  return (share === 1 ? "100" : number(share * 100)) + "\u00a0%";
}

/** An axis label: no more digits than it needs. */
const plain = value => String(Number(value.toPrecision(6))).replace(/\B(?=(\d{3})+$)(?<!\.\d*)/g, ",");

function plainDuration(seconds) {
  if (seconds === 0) return "0";
  if (seconds >= 1) return plain(seconds) + "\u00a0s";
  return seconds >= 1e-3 ? plain(seconds * 1e3) + "\u00a0ms" : plain(seconds * 1e6) + "\u00a0µs";
}

/** Steps of 1, 2 or 5 times a power of ten: at most `most` of them from `low` to `high`. */
function niceTicks(low, high, most) {
  const raw = (high - low) / Math.max(1, most);
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = power * [1, 2, 5, 10].find(times => times * power >= raw * 0.999999);
  const ticks = [];
  for (let i = Math.ceil(low / step - 1e-9); i * step <= high + step * 1e-9; i++) ticks.push(i * step);
  return ticks;
}

/** A linear scale of numbers from `low` to `high` onto pixels from `start` to `end`. */
function linear(low, high, start, end, apart) {
  const at = value => start + (value - low) / (high - low) * (end - start);
  return { at, low, high, ticks: niceTicks(low, high, Math.abs(end - start) / apart) };
}

/** A logarithmic scale: as many of 1, 2, 5 (or 1, 3, or whole decades) as fit `apart` pixels from each other. */
function logarithmic(low, high, start, end, apart) {
  const from = Math.log10(low);
  const span = Math.log10(high) - from;
  const at = value => start + (Math.log10(value) - from) / span * (end - start);
  const decades = Array.from({ length: Math.ceil(span) + 2 }, (_, i) => Math.floor(from) + i);
  const within = factors => decades.flatMap(decade => factors.map(factor => Number((factor * 10 ** decade).toPrecision(3))))
    .filter(value => value >= low * 0.999999 && value <= high * 1.000001);
  const fits = ticks => ticks.every((tick, i) => i === 0 || Math.abs(at(tick) - at(ticks[i - 1])) >= apart);
  const sets = [[1, 2, 5], [1, 3], [1]].map(within);
  if (span < 0.8) sets.unshift(niceTicks(low, high, Math.abs(end - start) / apart / 2));
  const ticks = sets.find(fits) ?? sets.at(-1).filter((_, i, all) => i % Math.ceil(all.length * apart / Math.abs(end - start)) === 0);
  return { at, low, high, ticks, minor: within([1, 2, 3, 4, 5, 6, 7, 8, 9]) };
}

/** A scale that gives every nine of a quantile the same room: 90 %, 99 %, 99.9 %, … `high` is the highest share below 1. */
function nines(high, start, end) {
  const depth = share => -Math.log10(1 - Math.min(share, high));
  const full = depth(high);
  const at = share => start + depth(share) / full * (end - start);
  const ticks = [0, 0.5, 0.9, 0.95, 0.99, 0.999, 0.9999, 0.99999, 0.999999].filter(share => share <= high);
  return { at, low: 0, high, ticks: ticks.filter(share => share !== 0.95 || Math.abs(at(0.95) - at(0.9)) > 14) };
}

/** Smallest and largest of what is to be drawn, with some room for a logarithmic axis. */
function extent(values, room) {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (value !== null && Number.isFinite(value)) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  }
  if (low > high) return [1, 10];
  return [low / room, high * room];
}
