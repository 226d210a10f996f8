// Is what is shown all there is: the checks of the process, and how its jobs, sources, probes and housekeeping do.

import { h } from "./dom.js";
import { rows } from "./api.js";
import { Page } from "./page.js";
import { Panel } from "./panel.js";
import { count } from "./format.js";
import { table } from "./table.js";
import { chosenOf, tabs } from "./choice.js";
import { figureOf, PARTS } from "./pipelineparts.js";

const KINDS = [["", "What matters"], ["all", "Everything"]];

export class PipelinePage extends Page {
  constructor(state) {
    super(state);
    this.all = chosenOf(state, "show", KINDS) === "all";
    this.checks = new Panel({ title: "Checks", wide: true });
    this.panels = new Map((this.all ? [{ title: "Everything" }] : PARTS).map(part => [part.title, new Panel({ ...part, wide: true })]));
    this.element.append(h("h1", { class: "unseen" }, "Pipeline health"), this.checks.element,
      h("div", { class: "choices-row" }, tabs(state, "show", "Show", KINDS)), ...[...this.panels.values()].map(panel => panel.element));
    this.tasks = [() => this.loadChecks(), () => this.loadFacts()];
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
    const facts = rows("pipeline", {}, this.signal);
    if (this.all) await this.panels.get("Everything").fill(async () => everything(await facts));
    else await Promise.all(PARTS.map(part => this.panels.get(part.title).fill(async () => partOf(part, await facts))));
  }
}

/** One row for each thing that the part is about, one column for each of its figures. */
function partOf(part, facts) {
  const things = new Map();
  for (const fact of facts) {
    const column = part.columns.find(one => one.metric === fact.metric && (one.of === undefined || one.of === fact.labels[part.kind]));
    const name = part.name(fact);
    if (!column || name === undefined) continue;
    if (!things.has(name)) things.set(name, { name, values: new Map() });
    const { values } = things.get(name);
    values.set(column, (values.get(column) ?? 0) + fact.value);
  }
  if (things.size === 0) return null;
  return table([
    { label: part.thing, left: true, of: row => row.name, show: row => row.name },
    ...part.columns.map(column => {
      const of = row => column.value ? column.value(row.values.get(column)) : row.values.get(column);
      return { label: column.label, title: column.title, of, show: row => h("span", { class: column.bad?.(of(row)) ? "worse" : "" }, (column.show ?? count)(of(row))) };
    }),
  ], [...things.values()], { caption: part.title, key: "pipeline " + part.title });
}

const everything = facts => facts.length === 0 ? null : table([
  { label: "Metric", left: true, of: row => row.metric, show: row => h("span", { title: row.help }, row.metric) },
  { label: "Of", left: true, of: labelsOf, show: labelsOf },
  { label: "Value", of: row => row.value, show: figureOf },
], facts, { caption: "Everything", key: "pipeline all" });

const labelsOf = row => Object.entries(row.labels).map(([key, value]) => `${key} ${value}`).join(", ");
