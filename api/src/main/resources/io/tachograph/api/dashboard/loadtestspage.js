// Load tests that were published, with their reports.

import { h } from "./dom.js";
import { rows } from "./api.js";
import { filterBar, filtersOf } from "./filters.js";
import { Page } from "./page.js";
import { Panel } from "./panel.js";
import { duration, exact, percent, seconds, tokensPerSecond } from "./format.js";
import { clock } from "./time.js";
import { go } from "./state.js";
import { table } from "./table.js";
import { runComparison } from "./runcomparison.js";

export class LoadTestsPage extends Page {
  constructor(state) {
    super(state);
    this.list = new Panel({ title: "Load tests", wide: true,
      empty: "No load test was published in this range. Publish one: tachograph bench … --publish KAFKA, or post a result.json to /api/v1/load-tests." });
    this.sides = { a: state.params.getAll("a"), b: state.params.getAll("b") };
    this.comparison = new Panel({ title: "Comparison", wide: true, note: "B against A, as bench compare does it",
      empty: "Choose at least one run as A and one as B in the list." });
    this.element.append(h("h1", { class: "unseen" }, "Load tests"),
      filterBar(state, ["cluster", "engine_version", "tenant", "origin", "prompt_band"]), this.list.element);
    this.tasks = [() => this.loadList()];
    if (this.sides.a.length + this.sides.b.length > 0) {
      this.element.append(this.comparison.element);
      this.tasks.push(() => this.loadComparison());
    }
  }

  get question() {
    return null;
  }

  loadList() {
    const { model, target } = filtersOf(this.state);
    return this.list.fill(async () => loadTestTable(await rows("load-tests", this.whole({ model, target }), this.signal), this.sides));
  }

  loadComparison() {
    const { a, b } = this.sides;
    return this.comparison.fill(async () => a.length > 0 && b.length > 0 ? runComparison(this.sides, this.signal) : null);
  }
}

function loadTestTable(tests, sides) {
  if (tests.length === 0) return null;
  return table([
    { label: "Run", left: true, of: nameOf, show: row => [row.has_report ? h("a", { href: reportOf(row), target: "_blank", rel: "noopener" }, nameOf(row)) : nameOf(row), flagsOf(row)] },
    { label: "Compare", left: true, of: row => sideOf(row, sides) ?? "c", show: row => row.has_report ? h("span", { class: "nowrap" }, ["a", "b"].map(side => sideButton(row, side, sides))) : [] },
    { label: "Started", of: row => row.started_at, show: row => clock(Date.parse(row.started_at) / 1000, 86400) },
    { label: "Target", left: true, of: row => row.target, show: row => h("span", { class: "nowrap" }, row.target, row.engine_version && h("span", { class: "quiet" }, " " + row.engine_version)) },
    { label: "Load", left: true, long: true, of: row => row.arrivals, show: row => `${row.arrivals} for ${duration(row.measured_seconds)}, ${row.workload}` },
    { label: "Requests", of: row => row.offered, show: row => exact(row.offered) },
    { label: "Failed", of: failedShare, show: row => h("span", { class: failedShare(row) > 0.01 ? "worse" : "" }, percent(failedShare(row))) },
    { label: "Output", of: row => row.output_throughput, show: row => tokensPerSecond(row.output_throughput) },
    { label: "TTFT p50", of: row => row.ttft_p50_seconds, show: row => seconds(row.ttft_p50_seconds) },
    { label: "TTFT p99", of: row => row.ttft_p99_seconds, show: row => seconds(row.ttft_p99_seconds) },
    { label: "TPOT p50", of: row => row.tpot_p50_seconds, show: row => seconds(row.tpot_p50_seconds) },
    { label: "TPOT p99", of: row => row.tpot_p99_seconds, show: row => seconds(row.tpot_p99_seconds) },
    { label: "SLO met", of: row => row.attainment, show: row => percent(row.attainment) },
  ], tests, { caption: "Load tests", key: "load-tests", first: 2, down: true });
}

const nameOf = row => row.label || row.run;

const sideOf = (row, sides) => ["a", "b"].find(side => sides[side].includes(row.run));

/** Puts a run onto a side, or takes it away; a run is on one side only. Several runs of a side say more than one. */
function sideButton(row, side, sides) {
  const pressed = sides[side].includes(row.run);
  const without = { a: sides.a.filter(run => run !== row.run), b: sides.b.filter(run => run !== row.run) };
  const next = pressed ? without : { ...without, [side]: [...without[side], row.run] };
  return h("button", { type: "button", class: "side-button", "aria-pressed": String(pressed), "aria-label": `${nameOf(row)} as ${side.toUpperCase()}`, onclick: () => go(next) }, side.toUpperCase());
}

const reportOf = row => `/api/v1/load-tests/${encodeURIComponent(row.run)}/report`;

const failedShare = row => row.ok + row.failed > 0 ? row.failed / (row.ok + row.failed) : null;

const flagsOf = row => [
  row.client_bound && h("span", { class: "tag worse", title: "The client may have been the bottleneck: its figures are not the server's" }, "client-bound"),
  row.partial && h("span", { class: "tag", title: "It was ended before its limits" }, "partial"),
];
