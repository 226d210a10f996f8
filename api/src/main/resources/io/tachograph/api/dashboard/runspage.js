// Load tests that were published, with their reports.

import { h } from "./dom.js";
import { rows } from "./api.js";
import { filterBar, filtersOf } from "./filters.js";
import { Page } from "./page.js";
import { Panel } from "./panel.js";
import { duration, exact, percent, seconds, tokensPerSecond } from "./format.js";
import { clock } from "./time.js";
import { table } from "./table.js";

export class RunsPage extends Page {
  constructor(state) {
    super(state);
    this.list = new Panel({ title: "Load tests", wide: true,
      empty: "No run was published in this range. Publish one: tachograph bench … --publish, or post a result.json to /api/v1/runs." });
    this.element.append(h("h1", { class: "unseen" }, "Load tests"), filterBar(state, ["target", "cluster", "engine_version", "tenant", "origin", "prompt_band"]), this.list.element);
    this.tasks = [() => this.loadList()];
  }

  get question() {
    return null;
  }

  loadList() {
    return this.list.fill(async () => {
      const { model } = filtersOf(this.state);
      const runs = await rows("runs", { from: this.state.range.from, to: this.state.range.to, model }, this.signal);
      if (runs.length === 0) return null;
      return table([
        { label: "Run", left: true, of: row => row.label || row.id, show: row => [h("a", { href: `/api/v1/runs/${encodeURIComponent(row.id)}/report`, target: "_blank", rel: "noopener" }, row.label || row.id),
          row.client_bound && h("span", { class: "tag worse", title: "The client may have been the bottleneck" }, "client-bound")] },
        { label: "Started", left: true, of: row => row.started_at, show: row => clock(Date.parse(row.started_at) / 1000, 86400) },
        { label: "Model", left: true, of: row => row.model, show: row => row.model },
        { label: "Target", left: true, of: row => row.target, show: row => row.target },
        { label: "Measured", of: row => row.seconds, show: row => duration(row.seconds) },
        { label: "Requests", of: row => row.requests, show: row => exact(row.requests) },
        { label: "Failed", of: failed, show: row => h("span", { class: failed(row) > 0.01 ? "worse" : "" }, percent(failed(row))) },
        { label: "Output", of: row => row.output_throughput, show: row => tokensPerSecond(row.output_throughput) },
        { label: "TTFT p50", of: row => row.ttft_p50, show: row => seconds(row.ttft_p50) },
        { label: "p99", of: row => row.ttft_p99, show: row => seconds(row.ttft_p99) },
        { label: "Published by", left: true, of: row => row.published_by, show: row => row.published_by },
      ], runs, { caption: "Load tests", key: "runs", first: 1, down: true });
    });
  }
}

const failed = row => row.requests > 0 ? row.failed / row.requests : null;
