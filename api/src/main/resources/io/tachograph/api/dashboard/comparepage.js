// Two selections against each other: effect, interval, verdict, and both over time.

import { h } from "./dom.js";
import { ask, rows } from "./api.js";
import { Page } from "./page.js";
import { Panel } from "./panel.js";
import { LiveLines } from "./livelines.js";
import { chosenOf, pick, tabs } from "./choice.js";
import { go } from "./state.js";
import { lines } from "./series.js";
import { count, seconds } from "./format.js";
import { scrolling } from "./table.js";
import { asChange, effectBar, scaleOf, VERDICTS } from "./effects.js";

const DIMENSIONS = [["model", "Model"], ["target", "Target"], ["engine_version", "Version"], ["cluster", "Cluster"], ["tenant", "Tenant"], ["origin", "Origin"], ["prompt_band", "Prompt"]];
/** The API compares these alone. */
const COMPARED = [["0.5", "p50"], ["0.95", "p95"]];
const METRICS = [["ttft", "Time to first token"], ["tpot", "Time per output token"], ["e2e", "End to end"]];

export class ComparePage extends Page {
  constructor(state) {
    super(state);
    this.sides = { a: this.filters("a"), b: this.filters("b") };
    this.quantile = chosenOf(state, "q", COMPARED);
    this.places = { a: h("div", { class: "side s1" }, h("h2", {}, "A")), b: h("div", { class: "side s2" }, h("h2", {}, "B")) };
    this.result = new Panel({ title: "Effect", wide: true, note: "B against A, with 95 % intervals by block bootstrap",
      controls: [tabs(state, "q", "Quantile", COMPARED)],
      empty: "Choose what A and B are: two versions of a model, for example." });
    this.figures = METRICS.map(([metric, title]) => ({ metric, title, lines: new LiveLines(), panel: new Panel({ title, note: "A and B" }) }));
    this.element.append(h("h1", { class: "unseen" }, "Comparison"), h("div", { class: "sides" }, this.places.a, this.places.b),
      this.result.element, h("div", { class: "grid" }, this.figures.map(one => one.panel.element)));
    this.tasks = [() => this.loadSides(), () => this.loadResult(), ...this.figures.map(one => () => this.loadFigure(one))];
  }

  filters(side) {
    return Object.fromEntries(DIMENSIONS.map(([name]) => [name, this.state.params.getAll(side + "." + name)]).filter(([, values]) => values.length > 0));
  }

  get chosen() {
    return Object.keys(this.sides.a).length > 0 && Object.keys(this.sides.b).length > 0;
  }

  async loadSides() {
    try {
      const values = await Promise.all(DIMENSIONS.map(([name]) => rows("dimensions/" + name, {}, this.signal)));
      for (const side of ["a", "b"]) {
        this.places[side].replaceChildren(h("h2", {}, side.toUpperCase()), h("div", { class: "picks" }, DIMENSIONS.map(([name, label], i) =>
          pick(label, values[i].map(row => row.value), this.sides[side][name]?.[0] ?? null, value => go({ [side + "." + name]: value }), "any"))));
      }
    } catch (problem) {
      if (problem.name !== "AbortError") this.places.a.append(h("p", { class: "wrong" }, problem.message));
    }
  }

  loadResult() {
    return this.result.fill(async () => {
      if (!this.chosen) return null;
      const sides = Object.fromEntries(["a", "b"].flatMap(side => Object.entries(this.sides[side]).map(([name, values]) => [`${side}.${name}`, values])));
      const answer = await ask("comparison", { ...this.whole({}), ...sides, statistic: "p" + Number(this.quantile) * 100, metric: METRICS.map(([metric]) => metric) }, this.signal);
      const at = scaleOf(answer.rows);
      return scrolling("Effect", h("table", {},
        h("thead", {}, h("tr", {}, ["Metric", "A", "B", "Change", "Slower to the right", "n", "Verdict"].map((label, i) => h("th", { scope: "col", class: [1, 2, 3, 5].includes(i) ? "num" : i === 4 ? "wide-cell" : null }, label)))),
        h("tbody", {}, answer.rows.map(row => h("tr", {}, h("th", { scope: "row" }, `${row.metric.toUpperCase()} ${row.statistic}`),
          h("td", { class: "num" }, seconds(row.a_value)), h("td", { class: "num" }, seconds(row.b_value)), h("td", { class: "num" }, asChange(row.ratio)),
          h("td", { class: "wide-cell" }, effectBar(row, at) ?? "–", row.ratio !== null && h("span", { class: "unseen" }, `${asChange(row.ratio_low)} to ${asChange(row.ratio_high)}`)),
          h("td", { class: "num" }, `${count(row.a_n)} / ${count(row.b_n)}`),
          h("td", {}, h("span", { class: "tag " + row.verdict }, VERDICTS[row.verdict] ?? row.verdict)))))));
    });
  }

  loadFigure({ metric, title, lines: plots, panel }) {
    return panel.fill(async () => {
      if (!this.chosen) return null;
      const answers = await Promise.all(["a", "b"].map(side => ask(`metrics/${metric}/series`, { ...this.asked(this.sides[side]), quantile: this.quantile }, this.signal)));
      if (answers.every(answer => answer.rows.length === 0)) return null;
      const { frame } = this;
      const series = answers.map((answer, i) => {
        const { xs, byKey } = lines(answer.rows, frame, () => "all", row => row.value);
        return { label: "AB"[i], ink: i + 1, ys: byKey.get("all") ?? xs.map(() => null), xs };
      });
      return plots.plot(metric, { title, xs: series[0].xs, series, format: seconds, ...frame });
    });
  }
}
