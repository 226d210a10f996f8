// GPUs that run slower than those that do the same work.

import { megahertz, percent } from "./format.js";

const LEAST_SHARE = 0.9;
const BUSY = 0.2;

/** Rows with `lags`, a sentence where the clock of a busy GPU is well below the median of its product. */
export function stragglers(gpus) {
  const clocks = new Map();
  const busy = gpus.filter(row => row.sm_clock_mhz_mean !== null && row.utilization_mean > BUSY);
  for (const row of busy) clocks.set(row.product, [...clocks.get(row.product) ?? [], row.sm_clock_mhz_mean]);
  for (const [product, all] of clocks) clocks.set(product, all.sort((a, b) => a - b)[Math.floor(all.length / 2)]);
  return gpus.map(row => {
    const usual = clocks.get(row.product);
    const lags = busy.includes(row) && row.sm_clock_mhz_mean < LEAST_SHARE * usual
      ? `${megahertz(row.sm_clock_mhz_mean)} where others of its kind run at ${megahertz(usual)}; throttled ${percent(row.throttled_share)} of the time` : null;
    return { ...row, lags, rowClass: lags ? "bad" : null };
  });
}
