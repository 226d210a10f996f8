// Load tests that were published, with their reports.

import { h } from "./dom.js";
import { rows } from "./api.js";
import { filterBar, filtersOf } from "./filters.js";
import { Page } from "./page.js";
import { Panel } from "./panel.js";
import { duration, exact, percent, seconds, tokensPerSecond } from "./format.js";
import { clock } from "./time.js";
import { table } from "./table.js";

export class LoadTestsPage extends Page {
  constructor(state) {
    super(state);
    this.list = new Panel({ title: "Load tests", wide: true,
      empty: "No load test was published in this range. Publish one: tachograph bench … --publish KAFKA." });
    this.element.append(h("h1", { class: "unseen" }, "Load tests"),
      filterBar(state, ["cluster", "engine_version", "tenant", "origin", "prompt_band"]), this.list.element);
    this.tasks = [() => this.loadList()];
  }

  get question() {
    return null;
  }

  loadList() {
    const { model, target } = filtersOf(this.state);
    return this.list.fill(async () => loadTestTable(await rows("load-tests", this.whole({ model, target }), this.signal)));
  }
}

function loadTestTable(tests) {
  if (tests.length === 0) return null;
  return table([
    { label: "Run", left: true, of: nameOf, show: row => [row.has_report ? h("a", { href: reportOf(row), target: "_blank", rel: "noopener" }, nameOf(row)) : nameOf(row), flagsOf(row)] },
    { label: "Started", of: row => row.started_at, show: row => clock(Date.parse(row.started_at) / 1000, 86400) },
    { label: "Target", left: true, of: row => row.target, show: row => [row.target, row.engine_version && h("span", { class: "quiet" }, " " + row.engine_version)] },
    { label: "Load", left: true, long: true, of: row => row.arrivals, show: row => `${row.arrivals} for ${duration(row.measured_seconds)}, ${row.workload}` },
    { label: "Requests", of: row => row.offered, show: row => exact(row.offered) },
    { label: "Failed", of: failedShare, show: row => h("span", { class: failedShare(row) > 0.01 ? "worse" : "" }, percent(failedShare(row))) },
    { label: "Output", of: row => row.output_throughput, show: row => tokensPerSecond(row.output_throughput) },
    { label: "TTFT p50", of: row => row.ttft_p50_seconds, show: row => seconds(row.ttft_p50_seconds) },
    { label: "TTFT p99", of: row => row.ttft_p99_seconds, show: row => seconds(row.ttft_p99_seconds) },
    { label: "TPOT p50", of: row => row.tpot_p50_seconds, show: row => seconds(row.tpot_p50_seconds) },
    { label: "TPOT p99", of: row => row.tpot_p99_seconds, show: row => seconds(row.tpot_p99_seconds) },
    { label: "SLO met", of: row => row.attainment, show: row => percent(row.attainment) },
  ], tests, { caption: "Load tests", key: "load-tests", first: 1, down: true });
}

const nameOf = row => row.label || row.run;

const reportOf = row => `/api/v1/load-tests/${encodeURIComponent(row.run)}/report`;

const failedShare = row => row.ok + row.failed > 0 ? row.failed / (row.ok + row.failed) : null;

const flagsOf = row => [
  row.client_bound && h("span", { class: "tag worse", title: "The client may have been the bottleneck: its figures are not the server's" }, "client-bound"),
  row.partial && h("span", { class: "tag", title: "It was ended before its limits" }, "partial"),
];
