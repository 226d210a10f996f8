// Is what is shown all there is: lag, late records, dead letters, sources, and the checks of the process.

import { h } from "./dom.js";
import { rows } from "./api.js";
import { Page } from "./page.js";
import { Panel } from "./panel.js";
import { count, seconds } from "./format.js";
import { table } from "./table.js";
import { chosenOf, tabs } from "./choice.js";

/** What belongs together, by words in a metric's name; the first that fits. */
const PARTS = [
  ["Lag", /lag|watermark|behind/], ["Lost and late", /late|dead_letter|dropped|lost|unreadable|failed|rejected|duplicates/], ["Sources", /source|scrape|probe|spool|agent/],
  ["Jobs", /job|checkpoint|restart/], ["Housekeeping", /housekeep|merge|retention/], ["API", /api|cache|live/],
];
const KINDS = [["", "What matters"], ["all", "Everything"]];

export class PipelinePage extends Page {
  constructor(state) {
    super(state);
    this.all = chosenOf(state, "show", KINDS) === "all";
    this.checks = new Panel({ title: "Checks", wide: true });
    this.facts = h("div", { class: "page" });
    this.element.append(h("h1", { class: "unseen" }, "Pipeline health"), this.checks.element, h("div", { class: "choices-row" }, tabs(state, "show", "Show", KINDS)), this.facts);
    this.tasks = [() => this.loadChecks(), () => this.loadFacts()];
    this.panels = new Map();
  }

  get question() {
    return { kind: "window" };
  }

  loadChecks() {
    return this.checks.fill(async () => {
      const { version, checks } = await (await fetch("/health", { signal: this.signal })).json();
      this.checks.note.textContent = "version " + version;
      return h("ul", { class: "checks" }, checks.map(check => h("li", {}, h("span", { class: "tag " + (check.ok ? "better" : "worse") }, check.ok ? "well" : "not well"),
        h("b", {}, check.name.replaceAll("_", " ")), h("span", {}, check.detail ?? ""))));
    });
  }

  async loadFacts() {
    const waiting = new Panel({ title: "Figures", wide: true });
    if (!this.facts.firstChild) this.facts.replaceChildren(waiting.element);
    await waiting.fill(async () => {
      const facts = await rows("pipeline", {}, this.signal);
      const parts = new Map(PARTS.map(([name]) => [name, []]));
      parts.set("Process", []);
      for (const fact of facts) parts.get(PARTS.find(([, words]) => words.test(fact.metric))?.[0] ?? "Process").push(fact);
      this.facts.replaceChildren(...[...parts].filter(([name, list]) => list.length > 0 && (this.all || name !== "Process" && name !== "API")).map(([name, list]) => this.part(name, list)));
      return [];
    });
    if (waiting.element.classList.contains("failed")) this.facts.replaceChildren(waiting.element);
  }

  part(name, facts) {
    if (!this.panels.has(name)) this.panels.set(name, new Panel({ title: name, wide: true }));
    const panel = this.panels.get(name);
    panel.fill(async () => table([
      { label: "Figure", left: true, of: row => row.metric, show: row => h("span", { title: row.metric }, row.help || row.metric) },
      { label: "Of", left: true, of: labelsOf, show: labelsOf },
      { label: "Value", of: row => row.value, show: row => h("span", { class: isBad(name, row) ? "worse" : "" }, row.unit === "seconds" ? seconds(row.value) : count(row.value)) },
    ], facts, { caption: name, key: "pipeline " + name, first: 0 }));
    return panel.element;
  }
}

const labelsOf = row => Object.entries(row.labels).map(([key, value]) => `${key} ${value}`).join(", ");
const isBad = (part, row) => part === "Lost and late" && row.value > 0 || /_up$/.test(row.metric) && row.value === 0;
