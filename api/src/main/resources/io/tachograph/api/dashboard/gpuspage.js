// GPUs and energy: what they draw, which one lags behind, what a token costs in joules.

import { h } from "./dom.js";
import { ask, rows } from "./api.js";
import { Page } from "./page.js";
import { Panel } from "./panel.js";
import { GroupedFigure } from "./groupedfigure.js";
import { tiles } from "./tiles.js";
import { bytes, celsius, exact, joules, megahertz, percent, watts } from "./format.js";
import { table } from "./table.js";
import { lines, total } from "./series.js";
import { stragglers } from "./stragglers.js";

const nameOf = row => `${row.node} #${row.gpu_index ?? row.gpu.slice(-6)}`;
const mean = (rows, of) => {
  const known = rows.map(of).filter(value => value !== null && value !== undefined);
  return known.length ? known.reduce((a, b) => a + b, 0) / known.length : null;
};

export class GpusPage extends Page {
  constructor(state) {
    super(state);
    this.numbers = h("div", { class: "numbers" });
    const gpus = () => this.series;
    const figure = options => new GroupedFigure(this, { keyOf: nameOf, ask: gpus, weightOf: row => row.energy_joules ?? 1, ...options });
    this.figures = [
      figure({ title: "Power", note: "mean of each step", valueOf: row => row.power_watts_mean, format: watts }),
      figure({ title: "Utilization", note: "share of time in which a kernel ran", valueOf: row => row.utilization_mean, format: percent, ceiling: 1 }),
      figure({ title: "SM clock", note: "mean", valueOf: row => row.sm_clock_mhz_mean, format: megahertz, axis: exact }),
      figure({ title: "Temperature", note: "mean", valueOf: row => row.temperature_celsius_mean, format: celsius }),
      figure({ title: "Throttled", note: "share of time held down by power or heat", valueOf: row => row.throttled_share, format: percent, top: 0.05, ceiling: 1 }),
      figure({ title: "Energy per output token", note: "by target", ask: () => this.energySeries, keyOf: row => row.target, weightOf: row => row.output_tokens,
        valueOf: row => row.joules_per_token, format: joules, empty: "No target's energy is known: tell which GPUs work for it in the inventory." }),
    ];
    this.list = new Panel({ title: "GPUs", wide: true, empty: "No GPU was read in this range. Run an agent with the source nvml or dcgm on the GPU hosts." });
    this.energy = new Panel({ title: "Energy per token", wide: true, note: "null where a gap or a shared GPU makes it a guess", empty: "No energy was measured in this range." });
    this.element.append(h("h1", { class: "unseen" }, "GPUs and energy"), this.numbers, h("div", { class: "grid" }, this.figures.map(one => one.panel.element)),
      this.list.element, this.energy.element);
    this.tasks = [() => this.loadFigures(), () => this.loadList(), () => this.loadEnergy()];
  }

  get question() {
    return super.question && { kind: "window" };
  }

  async loadFigures() {
    const steps = { ...this.asked({}), limit: 50000 };
    this.series = ask("gpus", steps, this.signal);
    this.energySeries = ask("energy", steps, this.signal).then(answer => ({ rows: answer.rows.map(row => ({ ...row, time: row.step_start })) }));
    await Promise.all([...this.figures.map(one => one.load([])), this.drawNumbers()]);
  }

  async drawNumbers() {
    try {
      const [series, whole, energy] = await Promise.all([this.series, ask("gpus", this.whole({}), this.signal), ask("energy", this.whole({}), this.signal)]);
      const sum = of => {
        const { xs, byKey } = lines(series.rows, this.frame, row => row.gpu, of);
        return xs.map((_, i) => [...byKey.values()].reduce((all, ys) => ys[i] === null ? all : (all ?? 0) + ys[i], null));
      };
      const known = energy.rows.filter(row => row.joules_per_token !== null);
      const throttled = whole.rows.filter(row => row.throttled_share > 0.01);
      this.numbers.replaceChildren(tiles([
        { label: "GPUs", value: exact(whole.rows.length), note: [...new Set(whole.rows.map(row => row.product))].slice(0, 2).join(", ") },
        { label: "Power", value: watts(total(whole.rows, row => row.power_watts_mean)), note: "mean of all together", ys: sum(row => row.power_watts_mean) },
        { label: "Energy", value: joules(total(whole.rows, row => row.energy_joules)), note: "in this range", ink: 4, ys: sum(row => row.energy_joules) },
        { label: "Utilization", value: percent(mean(whole.rows, row => row.utilization_mean)), note: "mean", ink: 3 },
        { label: "Energy per token", value: joules(total(known, row => row.energy_joules) / total(known, row => row.output_tokens)), note: `${known.length} of ${energy.rows.length} targets known`, ink: 2 },
        { label: "Throttled", value: `${throttled.length} of ${whole.rows.length}`, note: throttled.length ? throttled.slice(0, 2).map(nameOf).join(", ") : "none held down", ink: 6 },
      ]));
    } catch (problem) {
      if (problem.name !== "AbortError") this.numbers.replaceChildren(h("p", { class: "state", role: "alert" }, problem.message));
    }
  }

  loadList() {
    return this.list.fill(async () => {
      const gpus = stragglers(await rows("gpus", this.whole({}), this.signal));
      if (gpus.length === 0) return null;
      return table([
        { label: "GPU", left: true, of: nameOf, show: row => [nameOf(row), row.lags && h("span", { class: "tag worse", title: row.lags }, "slow")] },
        { label: "Product", left: true, of: row => row.product, show: row => row.product },
        { label: "Works for", left: true, of: row => row.targets.join(), show: row => row.targets.join(", ") || "–" },
        { label: "Power", of: row => row.power_watts_mean, show: row => watts(row.power_watts_mean) },
        { label: "Utilization", of: row => row.utilization_mean, show: row => percent(row.utilization_mean) },
        { label: "Memory", of: row => row.memory_used_bytes_mean, show: row => `${bytes(row.memory_used_bytes_mean)} of ${bytes(row.memory_total_bytes)}` },
        { label: "SM clock", of: row => row.sm_clock_mhz_mean, show: row => megahertz(row.sm_clock_mhz_mean) },
        { label: "Hottest", of: row => row.temperature_celsius_max, show: row => celsius(row.temperature_celsius_max) },
        { label: "Throttled", of: row => row.throttled_share, show: row => h("span", { class: row.throttled_share > 0.01 ? "worse" : "" }, percent(row.throttled_share)) },
        { label: "Energy", of: row => row.energy_joules, show: row => joules(row.energy_joules) },
      ], gpus, { caption: "GPUs", key: "gpus" });
    });
  }

  loadEnergy() {
    return this.energy.fill(async () => {
      const energy = await rows("energy", this.whole({}), this.signal);
      if (energy.length === 0) return null;
      return table([
        { label: "Target", left: true, of: row => row.target, show: row => row.target },
        { label: "Per output token", of: row => row.joules_per_token, show: row => joules(row.joules_per_token) },
        { label: "Per generated token", of: row => row.joules_per_generated_token, show: row => joules(row.joules_per_generated_token) },
        { label: "Energy", of: row => row.energy_joules, show: row => joules(row.energy_joules) },
        { label: "Output tokens", of: row => row.output_tokens, show: row => exact(row.output_tokens) },
        { label: "Valid windows", of: row => row.valid_windows / row.windows, show: row => `${exact(row.valid_windows)} of ${exact(row.windows)}` },
        { label: "Why unknown", left: true, of: row => row.reason, show: row => row.reason ?? "" },
      ], energy, { caption: "Energy per token", key: "energy" });
    });
  }
}
