// One model: how fast by target, version or whatever else, how its latencies are distributed, and how its engines are.

import { h } from "./dom.js";
import { ask, rows } from "./api.js";
import { filterBar, filtersOf } from "./filters.js";
import { Page } from "./page.js";
import { Panel } from "./panel.js";
import { GroupedFigure } from "./groupedfigure.js";
import { heatmap } from "./heatmap.js";
import { marksOf } from "./annotations.js";
import { chosenOf, pick, QUANTILES, tabs } from "./choice.js";
import { go } from "./state.js";
import { bounds, length } from "./time.js";
import { count, exact, named, percent, perSecond, seconds, tokensPerSecond } from "./format.js";
import { table } from "./table.js";
import { alertTable } from "./alerttable.js";
import { regressionTable } from "./regressiontable.js";

const GROUPS = [["target", "Target"], ["engine_version", "Version"], ["cluster", "Cluster"], ["tenant", "Tenant"], ["origin", "Origin"], ["prompt_band", "Prompt length"]];
const METRICS = [["ttft", "TTFT"], ["tpot", "TPOT"], ["e2e", "E2E"], ["icl", "ICL"]];
const HEAT_COLUMNS = 60;

export class ModelPage extends Page {
  constructor(state) {
    super(state);
    this.model = state.params.get("model");
    this.title = this.model ?? "Models";
    this.group = chosenOf(state, "by", GROUPS);
    this.quantile = chosenOf(state, "q", QUANTILES);
    this.metric = chosenOf(state, "metric", METRICS);
    this.picker = h("span", { class: "field" });
    this.element.append(h("div", { class: "title" }, h("h1", {}, this.model ?? "Models"), this.picker), filterBar(state, ["model"]));
    this.tasks = [() => this.loadPicker()];
    if (this.model !== null) this.build();
    else this.element.append(this.choosing = h("p", { class: "state" }, "Loading …"));
  }

  build() {
    const label = QUANTILES.find(([value]) => value === this.quantile)[1];
    const of = quantile => metric => ask(`metrics/${metric}/series`, { ...this.asked(), group: this.group, quantile }, this.signal);
    const keyOf = row => row.labels[this.group];
    const labelOf = key => named(key, "(none)");
    const throughput = () => this.throughput;
    const figure = options => new GroupedFigure(this, { keyOf, labelOf, ...options });
    const latency = (metric, title) => figure({ title, note: label, ask: () => of(this.quantile)(metric), valueOf: row => row.value, weightOf: row => row.n, format: seconds });
    this.figures = [
      latency("ttft", "Time to first token"), latency("tpot", "Time per output token"), latency("e2e", "End to end"),
      figure({ title: "Requests", note: "finished per second", ask: throughput, valueOf: row => row.requests / row.seconds, weightOf: row => row.requests, format: perSecond }),
      figure({ title: "Output tokens", note: "per second", ask: throughput, valueOf: row => row.output_tokens / row.seconds, weightOf: row => row.requests, format: tokensPerSecond, axis: count }),
      figure({ title: "Errors", note: "failed ÷ finished", ask: throughput, valueOf: row => row.error_rate, weightOf: row => row.requests, format: percent, top: 0.01, ceiling: 1 }),
    ];
    this.heat = new Panel({ title: "Distribution over time", wide: true, controls: [tabs(this.state, "metric", "Metric", METRICS)] });
    this.parts = new Panel({ title: "By " + GROUPS.find(([value]) => value === this.group)[1].toLowerCase(), wide: true });
    this.engines = new Panel({ title: "Engines", wide: true, empty: "No engine of this model told anything in this range: its metrics page was not read." });
    this.verdicts = new Panel({ title: "Version verdicts", wide: true, empty: "No version of this model was held against another in this range." });
    this.alerts = new Panel({ title: "Alerts", wide: true, empty: "No alert fired in this range." });
    this.element.append(h("div", { class: "choices-row" }, tabs(this.state, "by", "Lines by", GROUPS), tabs(this.state, "q", "Quantile", QUANTILES)),
      h("div", { class: "grid" }, this.figures.map(one => one.panel.element)),
      ...[this.heat, this.parts, this.engines, this.verdicts, this.alerts].map(panel => panel.element));
    this.tasks.push(() => this.loadFigures(), () => this.loadHeat(), () => this.loadParts(), () => this.loadEngines(),
      () => this.verdicts.fill(async () => regressionTable(await rows("regressions", { ...this.whole(), tenant: null }, this.signal))),
      () => this.alerts.fill(async () => alertTable(await rows("alerts", { model: this.model, from: this.state.range.from, to: this.state.range.to }, this.signal))));
  }

  async loadPicker() {
    try {
      const models = (await rows("models", {}, this.signal)).map(row => row.model);
      if (models.length === 0 && this.choosing) this.choosing.textContent = "No model was measured yet. Probe one: tachograph up --target URL --model NAME.";
      else if (this.choosing) go({ model: models[0] });
      else this.picker.replaceChildren(pick("Another model", models, this.model, model => go({ model })));
    } catch (problem) {
      if (problem.name !== "AbortError") this.picker.replaceChildren(problem.message);
    }
  }

  async loadFigures() {
    this.throughput = ask("throughput", { ...this.asked(), group: this.group }, this.signal);
    const marks = marksOf(this.state, this.signal);
    await Promise.all(this.figures.map(one => one.load(marks)));
  }

  loadHeat() {
    return this.heat.fill(async () => {
      const { from, to, seconds: span } = bounds(this.state.range);
      const step = Math.max(10, Math.ceil(span / HEAT_COLUMNS / 10) * 10);
      const answer = await rows(`metrics/${this.metric}/distribution`, { ...this.asked(), step: length(step), limit: 50000 }, this.signal);
      return heatmap(this.metric.toUpperCase(), answer, { from: Math.floor(from / step) * step, to, step, range: { seconds: span } });
    });
  }

  loadParts() {
    return this.parts.fill(async () => {
      const whole = { ...this.whole(), group: this.group };
      const [throughput, quantiles] = await Promise.all([ask("throughput", whole, this.signal),
        Promise.all(["ttft", "tpot", "e2e"].map(metric => ask(`metrics/${metric}/series`, { ...whole, quantile: ["0.5", "0.99"] }, this.signal)))]);
      if (throughput.rows.length === 0) return null;
      const key = row => row.labels[this.group];
      const values = quantiles.map(answer => new Map(answer.rows.map(row => [key(row) + "\u001f" + row.quantile, row.value])));
      const latency = (i, q, label) => {
        const of = row => values[i].get(key(row) + "\u001f" + q);
        return { label, of, show: row => seconds(of(row)) };
      };
      return table([
        { label: GROUPS.find(([value]) => value === this.group)[1], left: true, of: key, show: row => named(key(row), "(none)") },
        { label: "n", of: row => row.requests, show: row => exact(row.requests) },
        { label: "Output", of: row => row.output_throughput, show: row => tokensPerSecond(row.output_throughput) },
        latency(0, 0.5, "TTFT p50"), latency(0, 0.99, "p99"), latency(1, 0.5, "TPOT p50"), latency(1, 0.99, "p99"), latency(2, 0.5, "E2E p50"), latency(2, 0.99, "p99"),
        { label: "Errors", of: row => row.error_rate, show: row => h("span", { class: row.error_rate > 0.01 ? "worse" : "" }, percent(row.error_rate)) },
      ], throughput.rows, { caption: "By " + this.group, key: "parts" });
    });
  }

  loadEngines() {
    return this.engines.fill(async () => {
      const targets = (await rows("targets", filtersOf(this.state), this.signal)).map(row => row.target);
      if (targets.length === 0) return null;
      const { from, to } = this.state.range;
      const engines = await rows("engines", { from, to, target: [...new Set(targets)] }, this.signal);
      if (engines.length === 0) return null;
      return table([
        { label: "Target", left: true, of: row => row.target, show: row => row.target },
        { label: "Engine", left: true, of: row => row.engine + row.engine_version, show: row => `${row.engine} ${row.engine_version}` },
        { label: "Running", of: row => row.running_mean, show: row => count(row.running_mean) },
        { label: "Waiting", of: row => row.waiting_mean, show: row => count(row.waiting_mean) },
        { label: "Most waiting", of: row => row.waiting_max, show: row => count(row.waiting_max) },
        { label: "KV cache", of: row => row.kv_cache_usage_mean, show: row => percent(row.kv_cache_usage_mean) },
        { label: "Generated", of: row => row.generation_throughput, show: row => tokensPerSecond(row.generation_throughput) },
        { label: "Prompt from cache", of: cached, show: row => percent(cached(row)) },
        { label: "Preempted", of: row => row.preemptions, show: row => exact(row.preemptions) },
      ], engines, { caption: "Engines", key: "engines" });
    });
  }
}

const cached = row => row.prompt_tokens > 0 ? row.cached_prompt_tokens / row.prompt_tokens : null;
