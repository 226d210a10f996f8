// What each plot of the page shows, from the page's data.

const METRIC_LABELS = { ttft: "TTFT", tpot: "TPOT", icl: "ICL (chunk gaps)", e2e: "E2E" };

const durationAxis = label => ({
  label,
  positive: true,
  tick: plainDuration,
  scale: (values, start, end) => logarithmic(...extent(values.filter(value => value > 0), 1.12), start, end, start > end ? 22 : 58),
});

const fromZero = (label, tick = plain) => ({
  label,
  tick,
  scale: (values, start, end) => {
    const most = extent([0, ...values], 1)[1];
    const ticks = niceTicks(0, most || 1, Math.abs(end - start) / 38);
    const step = ticks.length > 1 ? ticks[1] : most || 1;
    return linear(0, Math.ceil((most || 1) / step - 1e-9) * step, start, end, 38);
  },
});

/** Cumulative share of the values at or below each bucket's upper edge, 2^((i+1)/32) seconds. */
function cumulative({ idx, cnt, n, zero }, edges) {
  let seen = zero;
  let next = 0;
  return edges.map(edge => {
    while (next < idx.length && idx[next] + 1 <= edge) seen += cnt[next++];
    const before = idx.length === 0 || edge < idx[0];
    const after = next === idx.length && (idx.length === 0 || edge > idx.at(-1) + 1);
    return before || after ? null : seen / n;
  });
}

function cdf(run, tail) {
  const metrics = Object.entries(run.cdf).filter(([, { idx }]) => idx.length > 0);
  const first = Math.min(...metrics.map(([, { idx }]) => idx[0]));
  const last = Math.max(...metrics.map(([, { idx }]) => idx.at(-1) + 1));
  const edges = Array.from({ length: last - first + 1 }, (_, i) => first + i);
  const xs = edges.map(edge => 2 ** (edge / 32));
  const shares = metrics.map(([, buckets]) => cumulative(buckets, edges));
  const highest = extent([0.9, ...shares.flat().filter(share => share < 1)], 1)[1];
  return {
    wide: true,
    xs,
    x: { label: "latency (logarithmic)", tick: plainDuration, scale: (values, start, end) => logarithmic(values[0], values.at(-1), start, end, 62) },
    y: {
      label: tail ? "share at or below, each nine as high as the last" : "share at or below",
      tick: share => plain(share * 100) + " %",
      scale: (_, start, end) => tail ? nines(highest, start, end) : linear(0, 1, start, end, 40),
    },
    series: metrics.map(([metric, { n, zero, idx }], which) => ({
      key: metric,
      label: METRIC_LABELS[metric],
      colour: Object.keys(METRIC_LABELS).indexOf(metric) + 1,
      ys: shares[which].map(share => tail && share === 1 ? null : share), // infinitely many nines
      tell: percent,
      absent: i => percent(edges[i] < idx[0] ? zero / n : 1),
      dash: { tpot: "7 3", icl: "2 3" }[metric],
    })),
    marks: Object.entries(run.slo ?? {}).filter(([metric]) => metric in run.cdf)
      .sort((one, other) => one[1] - other[1])
      .map(([metric, limit]) => ({ x: limit, label: `SLO: ${METRIC_LABELS[metric] ?? metric} ≤ ${duration(limit)}` })),
    heading: i => "≤ " + duration(xs[i]),
  };
}

const TIMELINES = {
  requests: {
    y: fromZero("requests per second"),
    series: [["scheduled", "scheduled", 5, { dash: "2 3" }], ["finished", "finished", 1, {}], ["failed", "of these, failed", 6, { bars: true }]],
    tell: value => number(value) + "/s",
  },
  latency: {
    y: durationAxis("latency (logarithmic)"),
    series: [["ttft_p50", "TTFT p50", 1, {}], ["ttft_p99", "TTFT p99", 2, {}], ["e2e_p50", "E2E p50", 4, { dash: "7 3" }]],
    tell: duration,
  },
  lag: { y: durationAxis("lag (logarithmic)"), series: [["lag", "largest lag", 5, {}]], tell: duration },
  tokens: { y: fromZero("output tokens per second"), series: [["tokens", "output tokens", 3, {}]], tell: value => number(value) + "/s" },
  concurrency: { y: fromZero("requests in flight"), series: [["concurrency", "mean in flight", 4, {}]], tell: number },
};

function timeline(kind, run, group) {
  const { t, step, from, to } = run.timeline;
  const { y, series, tell } = TIMELINES[kind];
  const end = t.at(-1) + step;
  const bands = from === undefined ? [] : [
    { from: t[0], to: from, kind: "apart", label: "warm-up, cool-down" },
    { from: to, to: end, kind: "apart", label: "warm-up, cool-down" },
  ];
  if (run.bound !== null) bands.push({ from: run.bound, to: end, kind: "bound", label: "client-bound" });
  return {
    group,
    bands,
    xs: t.map(second => second + step / 2),
    x: { label: "seconds from the start of the run", tick: plain, scale: (_, left, right) => linear(t[0], end, left, right, 48) },
    y,
    series: series.map(([key, label, colour, style]) => ({
      key, label, colour, ...style, tell,
      ys: run.timeline[key].map(value => y.positive && value !== null && value <= 0 ? null : value),
    })),
    heading: i => `${t[i]} to ${t[i] + step} s`,
  };
}

/** Latency against throughput: the line goes from load to load, and folds back where throughput falls. */
function curve(sweep, metric, pick) {
  const column = key => sweep.points.map(point => point[key] ?? null);
  return {
    xs: column("throughput"),
    x: fromZero("successful requests per second"),
    y: durationAxis(METRIC_LABELS[metric] + " (logarithmic)"),
    series: [
      { key: metric + "_p50", label: "p50", colour: 1, ys: column(metric + "_p50"), tell: duration, dots: true },
      { key: metric + "_p99", label: "p99", colour: 2, ys: column(metric + "_p99"), tell: duration, dots: true },
    ],
    names: sweep.points.map(({ name, load }) => name + (load === sweep.knee ? " knee" : "")),
    flagged: sweep.points.map(({ flags }) => flags !== ""),
    heading: i => headingOf(sweep.points[i]) + ": " + number(sweep.points[i].throughput) + "/s successful",
    pick,
  };
}

function byLoad(sweep, y, series, marks, pick) {
  const xs = sweep.points.map(point => point.load);
  const knee = sweep.knee === null ? [] : [{ x: sweep.knee, label: "measured knee: " + plain(sweep.knee) + sweep.unit.replace("clients", " clients") }];
  return {
    xs,
    x: fromZero(sweep.load + (sweep.unit === "/s" ? " (requests per second)" : "")),
    y,
    series: series.map(one => ({ ...one, dots: true, ys: sweep.points.map(point => point[one.key] ?? null) })),
    marks: [...marks, ...knee],
    flagged: sweep.points.map(({ flags }) => flags !== ""),
    heading: i => headingOf(sweep.points[i]),
    pick,
  };
}

const headingOf = ({ name, flags }) => name + (flags ? ` (${flags})` : "");

const shareAxis = { label: "share of offered requests", tick: share => plain(share * 100) + " %", scale: (_, start, end) => linear(0, 1, start, end, 26) };

const SWEEP_PLOTS = {
  "sweep-ttft": (sweep, pick) => curve(sweep, "ttft", pick),
  "sweep-e2e": (sweep, pick) => curve(sweep, "e2e", pick),
  "sweep-attainment": (sweep, pick) => byLoad(sweep, shareAxis, [{ key: "attainment", label: "attainment", colour: 3, tell: percent }],
    [{ y: sweep.wanted, label: "wanted: " + percent(sweep.wanted) }], pick),
  "sweep-goodput": (sweep, pick) => byLoad(sweep, fromZero("requests per second"), [
    { key: "goodput", label: "goodput", colour: 3, tell: value => number(value) + "/s" },
    { key: "throughput", label: "successful", colour: 1, dash: "7 3", tell: value => number(value) + "/s" },
  ], [], pick),
};
