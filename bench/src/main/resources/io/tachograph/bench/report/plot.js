// One plot: axes, lines, legend, cursor. It knows nothing of benchmarks; `figures.js` says what is drawn.

const SVG = "http://www.w3.org/2000/svg";

/** Series that the reader has switched off, by key: every plot with the same series follows. */
const hiddenSeries = new Set();

const allPlots = [];

function element(name, attributes, parent, text) {
  const made = name.startsWith("svg:") ? document.createElementNS(SVG, name.slice(4)) : document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text !== undefined) made.textContent = text;
  parent?.append(made);
  return made;
}

/**
 * A plot in a figure. A spec has
 *   xs: numbers; x, y: {scale: (values, start, end) => scale, label, tick: value => text}
 *   series: [{key, label, colour: 1..6, ys: numbers or nulls aligned with xs, tell: value => text, absent: index => text where
 *     there is no value, dash, bars, dots}]
 *   heading: index => text of the cursor's first line
 * and may have bands [{from, to, kind, label}], marks [{x or y, label}], names (of the points), flagged (of the points),
 * group (plots whose cursors move together), pick: index => void, wide (a plot of the page's whole width).
 */
class Plot {
  constructor(figure, spec) {
    this.figure = figure;
    this.title = figure.querySelector("figcaption strong").textContent;
    this.legend = element("div", { class: "legend", role: "group", "aria-label": "Series" }, figure);
    this.stage = element("div", { class: "stage" }, figure);
    this.tip = element("div", { class: "tip", role: "status", hidden: "" }, this.stage);
    this.spec = spec;
    this.table();
    allPlots.push(this);
    this.draw();
    new ResizeObserver(() => {
      if (Math.abs(this.figure.clientWidth - this.width) > 1) this.draw();
    }).observe(figure);
  }

  shown() {
    return this.spec.series.filter(series => !hiddenSeries.has(series.key));
  }

  draw(width = this.figure.clientWidth) {
    if (width === 0) return; // in a run that is not selected
    this.width = width;
    const spec = this.spec;
    const height = Math.round(Math.max(210, Math.min(spec.wide ? 340 : 250, width * 0.6)));
    this.svg?.remove();
    this.svg = element("svg:svg", { viewBox: `0 0 ${width} ${height}`, width, height, role: "img", tabindex: 0, "aria-label": this.summary() }, this.stage);
    const visible = this.shown();
    const values = (visible.length ? visible : spec.series).flatMap(series => series.ys);
    const bottom = height - 40;
    const top = spec.marks?.some(mark => mark.x !== undefined) ? 36 : 22;
    const y = this.y = spec.y.scale(values, bottom, top);
    const left = Math.max(...y.ticks.map(tick => spec.y.tick(tick).length * 6.7 + 10), 48);
    const right = width - 14;
    const x = this.x = spec.x.scale(spec.xs, left, right);
    this.box = { left, right, top, bottom };
    this.bands();
    this.axes();
    this.drawLegend();
    let drawn = 0;
    for (const series of visible) drawn += this.line(series, x, y);
    this.marks();
    if (spec.names) this.names(visible.at(-1) ?? spec.series[0]);
    this.figure.dataset.drawn = drawn;
    this.cursor();
  }

  text(x, y, text, anchor, kind = "") {
    return element("svg:text", { x, y, "text-anchor": anchor, class: kind }, this.svg, text);
  }

  rule(x1, y1, x2, y2, kind) {
    return element("svg:line", { x1, y1, x2, y2, class: kind }, this.svg);
  }

  axes() {
    const { left, right, top, bottom } = this.box;
    for (const minor of this.x.minor ?? []) this.rule(this.x.at(minor), top, this.x.at(minor), bottom, "minor");
    for (const tick of this.y.ticks) {
      const at = this.y.at(tick);
      this.rule(left, at, right, at, "grid");
      this.text(left - 6, at + 4, this.spec.y.tick(tick), "end");
    }
    for (const tick of this.x.ticks) {
      const at = this.x.at(tick);
      const text = this.spec.x.tick(tick);
      const half = text.length * 3.3;
      this.rule(at, top, at, bottom, "grid");
      this.text(Math.min(at, this.width - half), bottom + 16, text, "middle");
    }
    this.rule(left, bottom, right, bottom, "axis");
    this.text(0, 12, this.spec.y.label, "start", "label");
    this.text(right, bottom + 34, this.spec.x.label, "end", "label");
  }

  bands() {
    const { left, right, top, bottom } = this.box;
    for (const band of this.spec.bands ?? []) {
      const from = Math.max(left, this.x.at(band.from));
      const to = Math.min(right, this.x.at(band.to));
      if (to <= from) continue;
      const area = element("svg:rect", { x: from, y: top, width: to - from, height: bottom - top, class: "band-" + band.kind }, this.svg);
      element("svg:title", {}, area, band.label);
    }
  }

  /** Limits across the plot; those of x are named above it, or inside where there is no room beside another's name. */
  marks() {
    const { left, right, top, bottom } = this.box;
    let taken = -Infinity;
    for (const mark of this.spec.marks ?? []) {
      if (mark.y !== undefined) {
        const at = this.y.at(mark.y);
        this.rule(left, at, right, at, "mark");
        this.text(left + 4, at + 14, mark.label, "start", "in-mark");
      } else if (mark.x >= this.x.low && mark.x <= this.x.high) {
        const at = this.x.at(mark.x);
        const wide = mark.label.length * 6.2;
        const start = Math.max(left, Math.min(at - wide / 2, right - wide));
        this.rule(at, top, at, bottom, "mark");
        this.text(start, start > taken ? top - 5 : top + 12, mark.label, "start", "in-mark");
        taken = Math.max(taken, start + wide + 6);
      }
    }
  }

  /** Draws one series and returns the number of its points. */
  line(series, x, y) {
    const group = element("svg:g", { class: "series s" + series.colour, "data-key": series.key }, this.svg);
    let path = "";
    let points = 0;
    let gap = true;
    series.ys.forEach((value, i) => {
      if (value === null) {
        gap = true;
        return;
      }
      points++;
      const px = x.at(this.spec.xs[i]);
      const py = y.at(value);
      if (series.bars) {
        if (value > 0) path += `M${px.toFixed(1)} ${y.at(0).toFixed(1)}V${py.toFixed(1)}`;
      } else {
        path += (gap ? "M" : "L") + px.toFixed(1) + " " + py.toFixed(1);
        const alone = gap && (series.ys[i + 1] ?? null) === null;
        if (series.dots || alone) this.dot(group, px, py, this.spec.flagged?.[i], series.dots ? 4 : 1.5);
      }
      gap = false;
    });
    const style = series.dash ? { "stroke-dasharray": series.dash } : {};
    group.prepend(element("svg:path", { d: path || "M0 0", class: series.bars ? "bars" : "line", ...style }));
    group.setAttribute("data-points", points);
    return points;
  }

  dot(group, x, y, flagged, r) {
    element("svg:circle", { cx: x.toFixed(1), cy: y.toFixed(1), r, class: flagged ? "flagged" : "dot" }, group);
  }

  /** Names of the points beside `series`, where they find room; nothing is written over something else. */
  names(series) {
    const taken = [];
    const { left, right, top, bottom } = this.box;
    const points = this.spec.xs.map((value, i) => series.ys[i] === null ? null : [this.x.at(value), this.y.at(series.ys[i])]);
    for (const point of points) if (point) taken.push([point[0] - 5, point[1] - 5, point[0] + 5, point[1] + 5]);
    points.forEach((point, i) => {
      if (point === null) return;
      const wide = this.spec.names[i].length * 6.4;
      const places = [[-wide / 2, -9], [-wide - 8, -4], [8, 4], [-wide / 2, 20], [-wide - 8, 12], [8, -8]];
      for (const [dx, dy] of places) {
        const box = [point[0] + dx, point[1] + dy - 10, point[0] + dx + wide, point[1] + dy + 2];
        const free = taken.every(other => box[2] < other[0] || box[0] > other[2] || box[3] < other[1] || box[1] > other[3]);
        if (free && box[0] >= left && box[2] <= right + 10 && box[1] >= top - 10 && box[3] <= bottom) {
          taken.push(box);
          this.text(box[0], point[1] + dy, this.spec.names[i], "start", "name");
          return;
        }
      }
    });
  }

  drawLegend() {
    this.legend.replaceChildren(...(this.spec.controls ?? []));
    for (const series of this.spec.series) {
      const button = element("button", { type: "button", class: "s" + series.colour, "aria-pressed": !hiddenSeries.has(series.key) }, this.legend);
      const sample = element("svg:svg", { viewBox: "0 0 22 10", width: 22, height: 10, "aria-hidden": true }, button);
      element("svg:path", { d: series.bars ? "M11 10V1" : "M1 5H21", class: series.bars ? "bars" : "line", ...(series.dash ? { "stroke-dasharray": series.dash } : {}) }, sample);
      button.append(series.label);
      button.addEventListener("click", () => {
        if (!hiddenSeries.delete(series.key)) hiddenSeries.add(series.key);
        allPlots.forEach(plot => plot.draw());
      });
    }
    const kinds = new Map((this.spec.bands ?? []).filter(band => band.to > band.from).map(band => [band.kind, band.label]));
    for (const [kind, label] of kinds) {
      const note = element("span", {}, this.legend);
      const sample = element("svg:svg", { viewBox: "0 0 14 10", width: 14, height: 10, "aria-hidden": true }, note);
      element("svg:rect", { width: 14, height: 10, class: "band-" + kind }, sample);
      note.append(label);
    }
    if (this.spec.flagged?.includes(true)) {
      const note = element("span", {}, this.legend);
      const sample = element("svg:svg", { viewBox: "0 0 12 12", width: 12, height: 12, "aria-hidden": true }, note);
      this.dot(sample, 6, 6, true, 4);
      note.append("partial or client-bound");
    }
  }

  summary() {
    const { x, y, series } = this.spec;
    return `${this.title}: ${y.label} by ${x.label}; ${series.map(one => one.label).join(", ")}. The values are in the table below.`;
  }
}
