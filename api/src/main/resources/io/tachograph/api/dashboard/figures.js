// What the plots of requests show: from an answer of the API to a plot's spec.

import { count, percent, perSecond, seconds, tokensPerSecond } from "./format.js";
import { lines } from "./series.js";

const QUANTILES = [["0.5", "p50", 1], ["0.95", "p95", 2], ["0.99", "p99", 6]];
const rate = (row, of) => row.seconds > 0 ? of(row) / row.seconds : null;

/** Quantiles over time of all requests together; null when there are none. */
export function latencyPlot(title, answer, frame, marks, limit) {
  if (answer.rows.length === 0) return null;
  const { xs, byKey } = lines(answer.rows, frame, row => String(row.quantile), row => row.value);
  const series = QUANTILES.map(([key, label, ink]) => ({ label, ink, ys: byKey.get(key) ?? xs.map(() => null) }));
  return { title, xs, series, marks, limit, format: seconds, ...frame };
}

/** One line for each group of one quantile. */
export function groupedPlot(title, answer, frame, { keys, labelOf = key => key, keyOf, valueOf, format, axis, marks, limit, ceiling, top, floor }) {
  if (answer.rows.length === 0) return null;
  const { xs, byKey } = lines(answer.rows, frame, row => keys.includes(keyOf(row)) ? keyOf(row) : null, valueOf);
  const series = keys.map((key, i) => ({ label: labelOf(key), ink: i % 8 + 1, ys: byKey.get(key) ?? xs.map(() => null) }));
  if (series.every(one => one.ys.every(y => y === null || y === undefined))) return null;
  return { title, xs, series, marks, limit, format, axis, ceiling, top, floor, ...frame };
}

function one(answer, frame, marks, { title, label, ink, of, format, axis, fill, top, ceiling, floor }) {
  if (answer.rows.length === 0) return null;
  const { xs, byKey } = lines(answer.rows, frame, () => "all", of);
  return { title, xs, series: [{ label, ink, fill, ys: byKey.get("all") ?? xs.map(() => null) }], marks, format, axis, top, ceiling, floor, ...frame };
}

export const throughputPlots = {
  requests: (answer, frame, marks) => one(answer, frame, marks, {
    title: "Requests", label: "finished", ink: 1, fill: true, format: perSecond, of: row => rate(row, of => of.requests) }),
  tokens: (answer, frame, marks) => one(answer, frame, marks, {
    title: "Output tokens", label: "output", ink: 3, fill: true, format: tokensPerSecond, axis: count, of: row => rate(row, of => of.output_tokens) }),
  errors: (answer, frame, marks) => one(answer, frame, marks, {
    title: "Errors", label: "error rate", ink: 6, fill: true, top: 0.01, ceiling: 1, format: percent, of: row => row.error_rate }),
  attainment: (answer, frame, marks) => one(answer, frame, marks, {
    title: "Goodput", label: "met the SLO", ink: 4, top: 1, ceiling: 1, floor: 0.9, format: percent, of: row => row.attainment }),
};

