// A page: panels that load together, again when something is new, and stop when the reader goes elsewhere.

import { h } from "./dom.js";
import { bounds, isLive, length, stepOf } from "./time.js";
import { filtersOf } from "./filters.js";

const LEAST_SECONDS = 20;

export class Page {
  constructor(state) {
    this.state = state;
    this.element = h("div", { class: "page" });
    this.controller = new AbortController();
    this.loaded = 0;
    this.tasks = [];
  }

  get signal() {
    return this.controller.signal;
  }

  /** The parameters of questions about a range in steps. */
  asked(filters = filtersOf(this.state)) {
    const { range } = this.state;
    return { ...filters, from: range.from, to: range.to, step: length(stepOf(range)) };
  }

  /** The same without steps. */
  whole(filters = filtersOf(this.state)) {
    return { ...filters, from: this.state.range.from, to: this.state.range.to };
  }

  /** What plots need to know of the range: as it is now. */
  get frame() {
    const { from, to, seconds } = bounds(this.state.range);
    return { range: { from, to, seconds }, step: stepOf(this.state.range), from, to };
  }

  /** Loads everything, each part by itself. */
  async load() {
    this.loaded = Date.now();
    await Promise.all(this.tasks.map(task => task()));
  }

  /** Loads again, unless that was just done: every viewer doing so for each new window would be polling. */
  news() {
    const wait = Math.max(LEAST_SECONDS, Math.min(300, stepOf(this.state.range))) * 1000;
    if (!isLive(this.state.range) || this.timer) return;
    this.timer = setTimeout(() => {
      this.timer = undefined;
      if (!document.hidden) this.load();
    }, Math.max(0, this.loaded + wait - Date.now()));
  }

  /** What the page wants to hear of live; null for nothing. */
  get question() {
    return isLive(this.state.range) ? { ...filtersOf(this.state), kind: ["window", "ranking", "alert"] } : null;
  }

  /** Told of every live result. */
  live(kind) {
    if (kind === "window") this.news();
  }

  leave() {
    clearTimeout(this.timer);
    this.controller.abort();
  }
}
