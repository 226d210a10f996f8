// One plot over time, drawn by uPlot: the range is chosen by dragging, the cursor goes through all plots at once, and
// everything that is drawn can be read without seeing it.

import { h } from "./dom.js";
import { clock, text } from "./time.js";
import { go } from "./state.js";
import { valueTable } from "./valuetable.js";
import { drawMarks } from "./marks.js";

const HEIGHT = 190;
const plots = new Set();
const sync = uPlot.sync("time");

export const colour = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** Draws all plots anew in the colours of the theme. */
export function redrawAll() {
  for (const plot of plots) plot.draw();
}

/** Lets go of the plots that are no longer in the page. */
export function forgetOld() {
  for (const plot of plots) if (!plot.element.isConnected) plot.destroy();
}

/**
 * A spec has
 *   title; xs: seconds, ascending; range: {from, to, seconds}; format: value => text; axis: the same for the y axis, shorter
 *   series: [{label, ys, ink: 1..8, dash, fill, bars}]
 *   and may have marks [{from, to, kind, label}], limit {value, label}, top (the y axis ends there at least),
 *   ceiling (and there at most), floor (it begins there at most, and not at zero).
 */
export class Plot {
  constructor() {
    this.legend = h("div", { class: "legend" });
    this.stage = h("div", { class: "stage", tabindex: 0, role: "img" });
    this.said = h("p", { class: "unseen", "aria-live": "polite" });
    this.table = h("details", { class: "values" }, h("summary", {}, "Values"));
    this.element = h("div", { class: "plot" }, this.legend, this.stage, this.said, this.table);
    this.hidden = new Set();
    this.stage.addEventListener("keydown", event => this.key(event));
    this.stage.addEventListener("blur", () => this.leave());
    this.table.addEventListener("toggle", () => this.tell());
    this.resize = new ResizeObserver(() => this.fit());
    this.resize.observe(this.stage);
    plots.add(this);
  }

  show(spec) {
    this.spec = spec;
    this.stage.setAttribute("aria-label", this.summary());
    this.draw();
    this.tell();
  }

  draw() {
    if (!this.spec) return;
    this.chart?.destroy();
    const width = this.stage.clientWidth;
    this.chart = width > 0 ? new uPlot(this.options(width), this.data(), this.stage) : undefined;
    this.element.dataset.points = this.spec.series.reduce((sum, one) => sum + one.ys.filter(y => y !== null).length, 0);
    this.drawLegend(null);
  }

  data() {
    return [this.spec.xs, ...this.spec.series.map(one => one.ys)];
  }

  options(width) {
    const { spec } = this;
    const axis = { stroke: colour("--quiet"), grid: { stroke: colour("--grid"), width: 1 }, ticks: { show: false }, font: "11px " + colour("--sans") };
    return {
      width, height: HEIGHT, padding: [8, 18, 0, 0], legend: { show: false },
      cursor: { sync: { key: sync.key, setSeries: false }, drag: { x: true, y: false, setScale: false }, points: { size: 6 } },
      scales: { x: { time: true, range: [spec.range.from, spec.range.to] }, y: { range: (_, low, high) => this.span(low, high) } },
      axes: [
        { ...axis, size: 26, space: 64, values: (_, ticks) => ticks.map(tick => shortClock(tick, spec.range.seconds)) },
        { ...axis, size: widthOf, space: 34, values: (_, ticks) => ticks.map(spec.axis ?? spec.format) },
      ],
      series: [{}, ...spec.series.map((one, i) => this.line(one, i))],
      hooks: {
        drawClear: [chart => drawMarks(chart, spec)],
        setCursor: [chart => this.drawLegend(chart.cursor.idx ?? null)],
        setSelect: [chart => this.choose(chart)],
      },
    };
  }

  span(low, high) {
    const most = Math.max(high ?? 0, this.spec.top ?? 0, this.spec.limit?.value ?? 0) || 1;
    const { floor } = this.spec;
    const least = floor === undefined ? 0 : Math.min(floor, low === null ? floor : low - (most - low) * 0.06);
    return [least, Math.min(most + (most - least) * 0.06, this.spec.ceiling ?? Infinity)];
  }

  line(one, i) {
    const ink = colour("--s" + one.ink);
    return {
      label: one.label, show: !this.hidden.has(one.label), stroke: ink, width: 1.5, dash: one.dash,
      fill: one.fill ? colour("--fill" + one.ink) : undefined,
      points: { show: (chart, series, first, last) => alone(this.spec.series[i].ys, first, last), size: 4, fill: ink },
      spanGaps: false,
    };
  }

  drawLegend(index) {
    const at = index ?? lastOf(this.spec);
    const time = h("span", { class: "at" }, index === null ? "" : clock(this.spec.xs[index], this.spec.range.seconds));
    this.legend.replaceChildren(...this.spec.series.map(one => h("button", {
      type: "button", class: "key s" + one.ink, "aria-pressed": String(!this.hidden.has(one.label)),
      title: "Show or hide " + one.label, onclick: () => this.toggle(one.label),
    }, h("i", { class: one.dash ? "dashed" : null }), h("span", { class: "name" }, one.label), h("b", {}, this.spec.format(at === null ? null : one.ys[at])))), time);
  }

  toggle(label) {
    if (!this.hidden.delete(label)) this.hidden.add(label);
    this.draw();
    [...this.legend.querySelectorAll("button")].find(button => button.title.endsWith(" " + label))?.focus();
  }

  choose(chart) {
    const { left, width } = chart.select;
    if (width < 4) return;
    const step = this.spec.step ?? 10;
    const from = Math.floor(chart.posToVal(left, "x") / step) * step;
    const to = Math.max(from + step, Math.ceil(chart.posToVal(left + width, "x") / step) * step);
    chart.setSelect({ left: 0, width: 0, top: 0, height: 0 }, false);
    go({ from: text(from), to: text(to) });
  }

  /** The arrow keys walk through the values; each is said. */
  key(event) {
    const { xs } = this.spec;
    const to = { ArrowLeft: (this.at ?? xs.length) - 1, ArrowRight: (this.at ?? -1) + 1, Home: 0, End: xs.length - 1 }[event.key];
    if (event.key === "Escape") this.leave();
    if (to === undefined || xs.length === 0 || !this.chart) return;
    event.preventDefault();
    this.at = Math.max(0, Math.min(xs.length - 1, to));
    this.chart.setCursor({ left: this.chart.valToPos(xs[this.at], "x"), top: 10 });
    this.drawLegend(this.at);
    this.said.textContent = clock(xs[this.at], this.spec.range.seconds) + ": "
      + this.spec.series.map(one => `${one.label} ${this.spec.format(one.ys[this.at])}`).join(", ");
  }

  leave() {
    if (this.at === undefined) return;
    this.at = undefined;
    this.chart?.setCursor({ left: -10, top: -10 });
    this.drawLegend(null);
  }

  fit() {
    const width = this.stage.clientWidth;
    if (!this.chart) this.draw();
    else if (width > 0 && width !== this.chart.width) this.chart.setSize({ width, height: HEIGHT });
  }

  tell() {
    if (this.table.open && this.spec) this.table.replaceChildren(this.table.firstChild, valueTable(this.spec));
  }

  summary() {
    const { title, series, format } = this.spec;
    const last = lastOf(this.spec);
    const now = last === null ? "no value" : series.map(one => `${one.label} ${format(one.ys[last])}`).join(", ");
    return `${title} over time. Last: ${now}. Arrow keys read the values.`;
  }

  destroy() {
    this.chart?.destroy();
    this.resize.disconnect();
    plots.delete(this);
  }
}

/** Room for the longest text of the y axis. */
function widthOf(_, texts) {
  return 14 + 6.2 * Math.max(4, ...(texts ?? []).map(text => text.length));
}

/** Indexes of values without a neighbour, which no line would show; all of them where there are few. */
function alone(ys, first, last) {
  for (let i = first; i <= last; i++) {
    if (ys[i] !== null && (ys[i - 1] ?? null) === null && (ys[i + 1] ?? null) === null) return true;
  }
  return false;
}

function lastOf({ xs, series }) {
  for (let i = xs.length - 1; i >= 0; i--) if (series.some(one => one.ys[i] !== null)) return i;
  return null;
}

function shortClock(seconds, range) {
  const date = new Date(seconds * 1000);
  const two = number => String(number).padStart(2, "0");
  const midnight = date.getHours() === 0 && date.getMinutes() === 0;
  if (range > 3 * 86400 || (midnight && range > 3600)) return `${date.getDate()} ${date.toLocaleString("en", { month: "short" })}`;
  return `${two(date.getHours())}:${two(date.getMinutes())}` + (range <= 600 ? ":" + two(date.getSeconds()) : "");
}
