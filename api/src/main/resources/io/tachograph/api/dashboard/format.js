// Numbers for people: three digits that mean something, and a unit.

const NARROW = "\u202f";
const digits = new Intl.NumberFormat("en", { maximumSignificantDigits: 3, useGrouping: false });
const whole = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const NONE = "–";

const three = value => Math.abs(value) >= 1000 ? whole.format(value) : digits.format(value);
const known = text => value => value === null || value === undefined || Number.isNaN(value) ? NONE : text(value);

/** 0.0412 is 41.2 ms. */
export const seconds = known(value => {
  const size = Math.abs(value);
  if (size === 0) return "0" + NARROW + "s";
  if (size < 1e-3) return three(value * 1e6) + NARROW + "µs";
  if (size < 0.9995) return three(value * 1e3) + NARROW + "ms";
  if (size < 120) return three(value) + NARROW + "s";
  return duration(value);
});

/** 4000 is 1 h 6 min. */
export const duration = known(value => {
  const total = Math.round(value);
  if (total < 60) return total + NARROW + "s";
  const parts = [[86400, "d"], [3600, "h"], [60, "min"]];
  const first = parts.findIndex(([length]) => total >= length);
  let rest = total;
  const told = [];
  for (const [length, unit] of parts.slice(first, first + 2)) {
    const count = Math.floor(rest / length);
    rest -= count * length;
    if (count > 0) told.push(count + NARROW + unit);
  }
  return told.join(" ");
});

/** 12345 is 12.3 k. */
export const count = known(value => {
  const size = Math.abs(value);
  if (size >= 999.5e9) return three(value / 1e12) + NARROW + "T";
  if (size >= 999.5e6) return three(value / 1e9) + NARROW + "G";
  if (size >= 999.5e3) return three(value / 1e6) + NARROW + "M";
  if (size >= 9999.5) return three(value / 1e3) + NARROW + "k";
  return three(value);
});

export const exact = known(value => whole.format(value));

/** 0.0042 is 0.42 %. */
export const percent = known(value => {
  const share = value * 100;
  if (share > 99 && share < 100) return (Math.floor(share * 1000) / 1000).toFixed(share > 99.9 ? 3 : 2).replace(/0+$/, "").replace(/\.$/, "") + NARROW + "%";
  return three(share) + NARROW + "%";
});

/** 0.9994 is 99.9 %: a share of time, of which nobody counts the nines. */
export const share = known(value => (Math.round(value * 1000) / 10) + NARROW + "%");

export const perSecond = known(value => count(value) + "/s");
export const tokensPerSecond = known(value => count(value) + NARROW + "tok/s");
export const watts = known(value => Math.abs(value) >= 9999.5 ? three(value / 1e3) + NARROW + "kW" : three(value) + NARROW + "W");
export const celsius = known(value => three(value) + NARROW + "°C");
export const megahertz = known(value => exact(value) + NARROW + "MHz");
export const joules = known(value => Math.abs(value) >= 3.6e6 ? three(value / 3.6e6) + NARROW + "kWh" : Math.abs(value) >= 9999.5 ? three(value / 1e3) + NARROW + "kJ" : three(value) + NARROW + "J");
/** 1.2 of USD is $1.20, and 0.0012 is $0.0012. */
export const money = (value, currency) => known(sum => new Intl.NumberFormat("en", { style: "currency", currency,
  ...Math.abs(sum) < 1 ? { maximumSignificantDigits: 3 } : Math.abs(sum) >= 1000 && { maximumFractionDigits: 0 } }).format(sum))(value);
/** 0.0012 is +0.12 pt: a difference of shares. */
export const points = known(value => (value >= 0 ? "+" : "−") + three(Math.abs(value) * 100) + NARROW + "pt");
export const bytes = known(value => three(value / 1024 ** 3) + NARROW + "GiB");
export const times = known(value => three(value) + "×");

/** A change of `from` to `to` with its sign, null where there is nothing to compare. */
export function change(from, to) {
  if (!(from > 0) || to === null || to === undefined) return null;
  const share = to / from - 1;
  if (Math.abs(share) < 0.005) return "±0" + NARROW + "%";
  return (share > 0 ? "+" : "−") + digits.format(Math.abs(Math.abs(share) >= 1 ? Math.round(share * 100) : Math.round(share * 1000) / 10)) + NARROW + "%";
}

/** The text for values of a metric's unit as the API names it. */
export function ofUnit(unit) {
  return { s: seconds, ratio: percent, "tokens/s": tokensPerSecond, "burn rate": times }[unit] ?? count;
}

/** A name that may be empty. */
export const named = (text, otherwise) => text === "" || text === null || text === undefined ? otherwise : text;
