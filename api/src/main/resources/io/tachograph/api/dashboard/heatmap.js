// How latencies were distributed over time: a column for each step, a row for each range of values, darker for more.

import { h, s } from "./dom.js";
import { clock } from "./time.js";
import { exact, seconds } from "./format.js";

const WIDTH = 1000;
const HEIGHT = 190;
const ROWS_PER_OCTAVE = 4;

/** @param rows of /distribution with steps; `frame` {from, to, step, range} */
export function heatmap(title, rows, frame) {
  if (rows.length === 0) return null;
  const cells = new Map();
  const rowOf = value => Math.floor(Math.log2(Math.max(value, 1e-6)) * ROWS_PER_OCTAVE + 1e-9);
  let low = Infinity;
  let high = -Infinity;
  for (const row of rows) {
    const y = rowOf(Math.sqrt(Math.max(row.above, 1e-6) * row.up_to));
    const x = Math.floor((Date.parse(row.time) / 1000 - frame.from) / frame.step);
    low = Math.min(low, y);
    high = Math.max(high, y);
    const key = x + "/" + y;
    cells.set(key, (cells.get(key) ?? 0) + row.count);
  }
  const columns = Math.max(1, Math.ceil((frame.to - frame.from) / frame.step));
  const most = Math.max(...cells.values());
  const [wide, tall] = [WIDTH / columns, HEIGHT / (high - low + 1)];
  const drawing = s("svg", { class: "heat", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: "none", role: "img",
    "aria-label": `${title}: distribution over time, from ${seconds(2 ** (low / ROWS_PER_OCTAVE))} to ${seconds(2 ** ((high + 1) / ROWS_PER_OCTAVE))}` });
  for (const [key, n] of cells) {
    const [x, y] = key.split("/").map(Number);
    drawing.append(s("rect", { x: (x * wide).toFixed(2), y: ((high - y) * tall).toFixed(2), width: (wide + 0.3).toFixed(2), height: (tall + 0.3).toFixed(2),
      "fill-opacity": (0.06 + 0.94 * Math.sqrt(n / most)).toFixed(3) },
      s("title", {}, `${clock(frame.from + x * frame.step, frame.range.seconds)}, ${seconds(2 ** (y / ROWS_PER_OCTAVE))} – ${seconds(2 ** ((y + 1) / ROWS_PER_OCTAVE))}: ${exact(n)} requests`)));
  }
  const ticks = [];
  for (let octave = Math.ceil(low / ROWS_PER_OCTAVE); octave * ROWS_PER_OCTAVE <= high; octave++) ticks.push(octave);
  const every = Math.ceil(ticks.length / 7);
  const labels = ticks.filter((_, i) => i % every === 0).map(octave => s("text",
    { x: 58, y: ((high + 1 - octave * ROWS_PER_OCTAVE) * tall + 4).toFixed(1), "text-anchor": "end" }, seconds(2 ** octave)));
  const axis = s("svg", { class: "heat-axis", viewBox: `0 0 62 ${HEIGHT}`, width: 62, height: HEIGHT, "aria-hidden": "true" }, labels);
  return h("div", { class: "heat-frame" }, axis, drawing,
    h("p", { class: "heat-x quiet" }, h("span", {}, clock(frame.from, frame.range.seconds)), h("span", {}, clock(frame.to, frame.range.seconds))));
}
