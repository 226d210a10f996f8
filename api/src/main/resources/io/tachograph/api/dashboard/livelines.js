// Plots of the whole fleet that live windows go into at once, where a point is one window.

import { Plot } from "./plot.js";

const SECONDS = 10;
const VALUES = {
  requests: window => [window.requests / window.seconds],
  tokens: window => [window.output_tokens / window.seconds],
  errors: window => [window.requests - window.cancelled > 0 ? window.failed / (window.requests - window.cancelled) : null],
  ttft: window => quantiles(window.latencies.ttft),
  tpot: window => quantiles(window.latencies.tpot),
  goodput: (window, slo) => [window.slos[slo]?.eligible > 0 ? window.slos[slo].met / window.slos[slo].eligible : null],
};

const quantiles = summary => summary ? [summary.p50, summary.p95, summary.p99] : [null, null, null];

export class LiveLines {
  constructor() {
    this.plots = new Map();
    this.waiting = new Set();
  }

  /** The plot of that name with a spec, null without one. */
  plot(name, spec) {
    if (spec === null) return null;
    if (!this.plots.has(name)) this.plots.set(name, new Plot());
    const plot = this.plots.get(name);
    plot.show(spec);
    return plot.element;
  }

  take(window, frame, slo) {
    if (frame.step !== SECONDS) return;
    for (const [name, plot] of this.plots) {
      if (!plot.spec) continue;
      put(plot.spec, Date.parse(window.time) / 1000, VALUES[name](window, slo), frame);
      this.waiting.add(plot);
    }
    // Windows come in bursts: one drawing shows them all.
    this.drawing ??= requestAnimationFrame(() => {
      this.drawing = undefined;
      for (const plot of this.waiting) plot.show(plot.spec);
      this.waiting.clear();
    });
  }
}

/** Puts values at a time, and moves the spec on to the range as it is now. */
function put(spec, at, values, frame) {
  spec.range = frame.range;
  let i = spec.xs.indexOf(at);
  if (i < 0 && at > (spec.xs.at(-1) ?? -Infinity)) {
    while ((spec.xs.at(-1) ?? at - SECONDS) < at) {
      spec.xs.push((spec.xs.at(-1) ?? at - SECONDS) + SECONDS);
      for (const one of spec.series) one.ys.push(null);
    }
    i = spec.xs.length - 1;
  }
  if (i >= 0) spec.series.forEach((one, k) => { one.ys[i] = values[k]; });
  while (spec.xs.length > 0 && spec.xs[0] < frame.from) {
    spec.xs.shift();
    for (const one of spec.series) one.ys.shift();
  }
}
