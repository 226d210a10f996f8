// The newest ranking by a metric, cell by cell, and live.

import { h } from "./dom.js";
import { rows } from "./api.js";
import { Panel } from "./panel.js";
import { intervals } from "./intervals.js";
import { address } from "./state.js";
import { clock, isLive } from "./time.js";
import { duration } from "./format.js";

const METRICS = [["ttft", "TTFT"], ["tpot", "TPOT"], ["e2e", "E2E"], ["output_throughput", "Throughput"], ["error_rate", "Errors"]];
const cellOf = row => [row.origin, row.prompt_band, row.streamed ? "streamed" : "whole"].join(" / ");

export class RankingPanel {
  constructor(page) {
    this.page = page;
    const { params } = page.state;
    this.metric = METRICS.some(([name]) => name === params.get("rank")) ? params.get("rank") : "ttft";
    this.cell = params.get("cell");
    this.cells = h("select", { "aria-label": "Requests that are ranked", onchange: () => this.choose() });
    this.cells.hidden = true;
    this.panel = new Panel({
      title: "Ranking", wide: true, empty: "Nothing is ranked yet: a model needs 60 values for a rank.",
      controls: [h("div", { class: "tabs", role: "group", "aria-label": "Ranked by" }, METRICS.map(([name, label]) =>
        h("a", { href: address({ rank: name === "ttft" ? null : name }), "aria-current": name === this.metric ? "true" : null }, label))), this.cells],
    });
  }

  load() {
    return this.panel.fill(async () => {
      const at = isLive(this.page.state.range) ? "now" : this.page.state.range.to;
      this.rows = await rows("rankings/" + this.metric, { at }, this.page.signal);
      return this.draw();
    });
  }

  /** The chosen cell's entries, the one with the most values when none is chosen. */
  draw() {
    const latest = this.rows.filter(row => row.statistic !== "p95");
    const shortest = Math.min(...latest.map(row => row.window_seconds));
    const entries = latest.filter(row => row.window_seconds === shortest);
    const sizes = new Map();
    for (const row of entries) sizes.set(cellOf(row), (sizes.get(cellOf(row)) ?? 0) + row.sample_size);
    if (sizes.size === 0) return null;
    const names = [...sizes.keys()].sort((a, b) => sizes.get(b) - sizes.get(a) || a.localeCompare(b));
    const cell = names.includes(this.cell) ? this.cell : names[0];
    this.cells.replaceChildren(...names.sort().map(name => h("option", { value: name, selected: name === cell }, name)));
    this.cells.hidden = names.length < 2;
    const chosen = entries.filter(row => cellOf(row) === cell);
    const { unit, statistic, window_end: end } = chosen[0];
    const by = statistic === "value" ? "" : `by the ${statistic === "p50" ? "median" : statistic}, `;
    this.panel.note.textContent = `${by}last ${duration(shortest)} up to ${clock(Date.parse(end) / 1000, 86400)}; overlapping intervals share a rank`;
    return intervals(chosen, unit);
  }

  choose() {
    this.cell = this.cells.value;
    this.panel.fill(async () => this.draw());
  }

  /** Takes a ranking of one cell that came live. */
  take(ranking) {
    if (ranking.metric !== this.metric || !this.rows) return;
    const same = row => row.statistic === ranking.statistic && row.window_seconds === ranking.window_seconds && cellOf(row) === cellOf(ranking);
    const { entries, ...cell } = ranking;
    this.rows = [...this.rows.filter(row => !same(row)), ...entries.map(entry => ({ ...cell, ...entry }))];
    this.panel.fill(async () => this.draw());
  }
}
