// Effects with their intervals: ratios around 1, on one scale for all rows.

import { s } from "./dom.js";

/** A scale for ratios, wide enough for all of them. */
export function scaleOf(rows) {
  const far = Math.max(0.1, ...rows.flatMap(row => [row.ratio_low, row.ratio_high]).filter(ratio => ratio > 0).map(ratio => Math.abs(Math.log(ratio)))) * 1.08;
  return ratio => (50 + Math.max(-1, Math.min(1, Math.log(ratio) / far)) * 50).toFixed(2) + "%";
}

export function effectBar({ ratio, ratio_low: low, ratio_high: high, minimum_effect: least, verdict }, at) {
  if (ratio === null) return null;
  const ink = { worse: "s6", better: "s3" }[verdict] ?? "s5";
  return s("svg", { class: "effect " + ink, width: "100%", height: 18, "aria-hidden": "true" },
    s("rect", { x: at(1 / (1 + least)), width: (parseFloat(at(1 + least)) - parseFloat(at(1 / (1 + least)))).toFixed(2) + "%", y: 0, height: 18, class: "band" }),
    s("line", { x1: "50%", x2: "50%", y1: 0, y2: 18, class: "rail" }),
    s("line", { x1: at(low), x2: at(high), y1: 9, y2: 9, class: "whisker" }),
    s("circle", { cx: at(ratio), cy: 9, r: 4 }));
}

/** 1.12 is +12 %. */
export const asChange = ratio => ratio === null || ratio === undefined ? "–" : (ratio >= 1 ? "+" : "−") + (Math.abs(ratio - 1) * 100).toPrecision(ratio > 0.9 && ratio < 1.1 ? 2 : 3).replace(/\.0+$/, "") + "\u202f%";

export const VERDICTS = { better: "faster", worse: "slower", no_evidence: "no evidence", insufficient_data: "too few data" };
