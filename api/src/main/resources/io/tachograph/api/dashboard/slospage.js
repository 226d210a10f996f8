// Objectives and alerts: what was met, how fast the budget goes, what fires and what fired.

import { h } from "./dom.js";
import { ask, rows } from "./api.js";
import { filterBar, filtersOf } from "./filters.js";
import { Page } from "./page.js";
import { Panel } from "./panel.js";
import { GroupedFigure } from "./groupedfigure.js";
import { SloChoice } from "./slochoice.js";
import { tiles } from "./tiles.js";
import { go } from "./state.js";
import { marksOf } from "./annotations.js";
import { duration, exact, named, percent, perSecond, seconds, times } from "./format.js";
import { alertTable } from "./alerttable.js";
import { regressionTable } from "./regressiontable.js";

const OBJECTIVES = ["0.9", "0.95", "0.99", "0.995", "0.999"];

export class SlosPage extends Page {
  constructor(state) {
    super(state);
    const asked = state.params.get("objective");
    this.objective = Number(asked) > 0 && Number(asked) < 1 ? asked : "0.99";
    this.slo = new SloChoice(state);
    this.numbers = h("div", { class: "numbers" });
    const objectives = h("select", { "aria-label": "Objective", onchange: () => go({ objective: objectives.value }) },
      [...new Set([...OBJECTIVES, this.objective])].sort().map(value => h("option", { value, selected: value === this.objective }, percent(Number(value)))));
    const model = row => row.labels.model;
    const noSlo = "No SLO is configured: name one under slos in the configuration.";
    this.attainment = new GroupedFigure(this, { title: "Attainment", note: "met ÷ eligible, by model", ask: () => this.series, keyOf: model, weightOf: row => row.eligible, valueOf: row => row.attainment, format: percent, ceiling: 1, floor: 0.98, empty: noSlo });
    this.goodput = new GroupedFigure(this, { title: "Goodput", note: "good requests per second, by model", ask: () => this.series, keyOf: model, weightOf: row => row.eligible, valueOf: row => row.goodput, format: perSecond, empty: noSlo });
    this.burn = new Panel({ title: "Burn rates", wide: true, note: "1× uses up just the budget", controls: [this.slo.element, h("label", {}, "Objective ", objectives)], empty: noSlo });
    this.alerts = new Panel({ title: "Alerts", wide: true, empty: "No alert fired in this range." });
    this.verdicts = new Panel({ title: "Version verdicts", wide: true, empty: "No version was held against another in this range." });
    this.element.append(h("h1", { class: "unseen" }, "SLOs and alerts"), filterBar(state), this.numbers, this.burn.element,
      h("div", { class: "grid" }, this.attainment.panel.element, this.goodput.panel.element), this.alerts.element, this.verdicts.element);
    this.tasks = [() => this.loadSlo(), () => this.loadAlerts(), () => this.loadVerdicts()];
  }

  async loadSlo() {
    const chosen = this.slo.load(this.signal);
    const of = (path, params) => chosen.then(name => name === null ? { rows: [] } : ask(`slos/${encodeURIComponent(name)}/${path}`, params, this.signal));
    this.series = of("attainment", { ...this.asked(), group: "model" });
    const marks = marksOf(this.state, this.signal);
    const burn = of("burn-rates", { ...filtersOf(this.state), objective: this.objective, group: "model", at: this.state.range.to });
    await Promise.all([this.attainment.load(marks), this.goodput.load(marks), this.burn.fill(async () => burnTable((await burn).rows)),
      this.drawNumbers(of("attainment", this.whole()))]);
  }

  async drawNumbers(answer) {
    try {
      const [row] = (await answer).rows.sort((a, b) => b.slo_id - a.slo_id);
      if (!row) {
        this.numbers.replaceChildren();
        return;
      }
      const budget = 1 - (1 - row.attainment) / (1 - Number(this.objective));
      const thresholds = [["TTFT", row.ttft_seconds], ["TPOT", row.tpot_seconds], ["E2E", row.e2e_seconds]].filter(([, value]) => value !== null);
      this.numbers.replaceChildren(tiles([
        { label: "Attainment", value: percent(row.attainment), note: `${exact(row.met)} of ${exact(row.eligible)}` },
        { label: "Budget left", value: percent(budget), note: `of ${percent(1 - Number(this.objective))} in this range` },
        { label: "Goodput", value: perSecond(row.goodput), note: "good requests" },
        ...thresholds.map(([label, value]) => ({ label: `${label} at most`, value: seconds(value), note: this.slo.name })),
      ]));
    } catch (problem) {
      if (problem.name !== "AbortError") this.numbers.replaceChildren(h("p", { class: "state", role: "alert" }, problem.message));
    }
  }

  loadAlerts() {
    const { model, target } = filtersOf(this.state);
    const { from, to } = this.state.range;
    return this.alerts.fill(async () => alertTable(await rows("alerts", { from, to, model, target }, this.signal)));
  }

  loadVerdicts() {
    return this.verdicts.fill(async () => regressionTable(await rows("regressions", { ...this.whole(), tenant: null }, this.signal)));
  }

  live(kind) {
    if (kind === "alert") this.loadAlerts();
    else super.live(kind);
  }
}

function burnTable(rows) {
  if (rows.length === 0) return null;
  const newest = Math.max(...rows.map(row => row.slo_id));
  const kept = rows.filter(row => row.slo_id === newest);
  const windows = [...new Set(kept.map(row => row.window_seconds))].sort((a, b) => a - b);
  const models = [...new Set(kept.map(row => row.labels.model))].sort();
  const cell = new Map(kept.map(row => [row.labels.model + "\u001f" + row.window_seconds, row]));
  return h("div", { class: "scroll" }, h("table", { class: "burn" },
    h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "Model"), windows.map(window => h("th", { scope: "col", class: "num" }, duration(window))))),
    h("tbody", {}, models.map(model => h("tr", {}, h("th", { scope: "row" }, named(model, "(none)")), windows.map(window => {
      const row = cell.get(model + "\u001f" + window);
      const rate = row?.burn_rate ?? null;
      return h("td", { class: "num " + (rate === null ? "" : rate >= 14.4 ? "burning" : rate >= 6 ? "warm" : rate > 1 ? "over" : "") , title: row ? `${exact(row.met)} of ${exact(row.eligible)} met it` : null }, times(rate));
    }))))));
}
