// The fleet: is anything wrong, where, since when; how fast, how much; model by model; ranked.

import { h } from "./dom.js";
import { ask, rows } from "./api.js";
import { filterBar, filtersOf } from "./filters.js";
import { Page } from "./page.js";
import { Panel } from "./panel.js";
import { tiles } from "./tiles.js";
import { verdict } from "./verdict.js";
import { before } from "./time.js";
import { latencyPlot, throughputPlots } from "./figures.js";
import { modelTable } from "./modeltable.js";
import { RankingPanel } from "./rankingpanel.js";
import { fleetTiles } from "./fleettiles.js";
import { marksOf } from "./annotations.js";
import { SloChoice } from "./slochoice.js";
import { LiveLines } from "./livelines.js";

export class OverviewPage extends Page {
  constructor(state) {
    super(state);
    this.verdict = h("div", { class: "verdict-place" });
    this.numbers = h("div", { class: "numbers" });
    this.slo = new SloChoice(state);
    this.figures = {
      requests: new Panel({ title: "Requests", note: "finished per second" }),
      tokens: new Panel({ title: "Output tokens", note: "per second" }),
      ttft: new Panel({ title: "Time to first token", note: "p50, p95, p99 of successes" }),
      tpot: new Panel({ title: "Time per output token", note: "p50, p95, p99 of successes" }),
      errors: new Panel({ title: "Errors", note: "failed ÷ finished" }),
      goodput: new Panel({ title: "Goodput", controls: this.slo.element, empty: "No SLO is configured: name one under slos in the configuration." }),
    };
    this.models = new Panel({ title: "Models", wide: true, empty: "No model was measured in this range. Choose a longer one above, or see that probes run: tachograph up --target URL --model NAME." });
    this.ranking = new RankingPanel(this);
    this.lines = new LiveLines();
    this.element.append(h("h1", { class: "unseen" }, "Fleet overview"), filterBar(state), this.verdict, this.numbers,
      h("div", { class: "grid" }, Object.values(this.figures).map(panel => panel.element)),
      this.models.element, this.ranking.panel.element);
    this.alerts = new Map();
    this.tasks = [() => this.loadVerdict(), () => this.loadNumbers(), () => this.loadModels(), () => this.ranking.load()];
  }

  async loadVerdict() {
    const place = new Panel({ title: "Is anything wrong?" });
    if (!this.verdict.firstChild) this.verdict.replaceChildren(place.element);
    await place.fill(async () => {
      const [alerts, health, models] = await Promise.all([
        rows("alerts", { state: "firing", from: "now-365d", to: "now", ...only(filtersOf(this.state), ["target", "model"]) }, this.signal),
        fetchHealth(this.signal), rows("models", filtersOf(this.state), this.signal)]);
      this.alerts = new Map(alerts.map(alert => [alert.alert_key, alert]));
      this.health = health;
      this.newest = Math.max(...models.map(model => Date.parse(model.last_seen)).filter(Number.isFinite)) || null;
      if (!Number.isFinite(this.newest)) this.newest = null;
      this.drawVerdict();
      return [];
    });
  }

  drawVerdict() {
    this.verdict.replaceChildren(verdict({ alerts: [...this.alerts.values()], health: this.health, newest: this.newest }));
  }

  async loadNumbers() {
    const { range } = this.state;
    const asked = this.asked();
    const earlier = { ...filtersOf(this.state), ...before(range) };
    const ofRange = this.whole();
    const slo = this.slo.load(this.signal);
    const [series, marks] = [ask("throughput", asked, this.signal), marksOf(this.state, this.signal)];
    const quantiles = metric => ask(`metrics/${metric}/series`, { ...asked, quantile: ["0.5", "0.95", "0.99"] }, this.signal);
    const [ttft, tpot] = [quantiles("ttft"), quantiles("tpot")];
    const attained = slo.then(name => name && ask(`slos/${encodeURIComponent(name)}/attainment`, asked, this.signal));
    const frame = this.frame;
    const draw = (name, make) => this.figures[name].fill(async () => make());
    await Promise.all([
      draw("requests", async () => this.lines.plot("requests", throughputPlots.requests(await series, frame, await marks))),
      draw("tokens", async () => this.lines.plot("tokens", throughputPlots.tokens(await series, frame, await marks))),
      draw("errors", async () => this.lines.plot("errors", throughputPlots.errors(await series, frame, await marks))),
      draw("ttft", async () => this.lines.plot("ttft", latencyPlot("Time to first token", await ttft, frame, await marks))),
      draw("tpot", async () => this.lines.plot("tpot", latencyPlot("Time per output token", await tpot, frame, await marks))),
      draw("goodput", async () => {
        const answer = await attained;
        return answer ? this.lines.plot("goodput", throughputPlots.attainment(answer, frame, await marks)) : null;
      }),
      this.drawTiles({ series, ttft, tpot, attained, ofRange, earlier, slo }),
    ]);
  }

  async drawTiles(questions) {
    try {
      this.numbers.replaceChildren(tiles(await fleetTiles(this, questions)));
    } catch (problem) {
      if (problem.name !== "AbortError") this.numbers.replaceChildren(h("p", { class: "state", role: "alert" }, problem.message));
    }
  }

  loadModels() {
    return this.models.fill(() => modelTable(this));
  }

  live(kind, data) {
    if (kind === "window") {
      this.newest = Math.max(this.newest ?? 0, Date.parse(data.time) + data.seconds * 1000);
      this.lines.take(data, this.frame, this.slo.name);
      this.news();
    } else if (kind === "ranking") this.ranking.take(data);
    else if (kind === "alert") this.takeAlert(data);
    if (kind !== "ranking" && this.health) this.drawVerdict();
  }

  takeAlert(alert) {
    if (alert.state === "firing") this.alerts.set(alert.key, { ...alert, alert_key: alert.key });
    else this.alerts.delete(alert.key);
  }
}

const only = (object, keys) => Object.fromEntries(Object.entries(object).filter(([key]) => keys.includes(key)));

async function fetchHealth(signal) {
  const answer = await fetch("/health", { signal });
  return answer.json();
}
