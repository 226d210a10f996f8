// Which SLO the page holds requests against: the one in the address, else the first.

import { h } from "./dom.js";
import { rows } from "./api.js";
import { go } from "./state.js";

export class SloChoice {
  constructor(state) {
    this.name = state.params.get("slo");
    this.element = h("select", { "aria-label": "SLO", onchange: () => go({ slo: this.element.value }) });
    this.element.hidden = true;
  }

  /** Its name, null when none is configured. */
  async load(signal) {
    const names = [...new Set((await rows("slos", {}, signal)).map(row => row.slo))].sort();
    if (!names.includes(this.name)) this.name = names[0] ?? null;
    this.element.replaceChildren(...names.map(name => h("option", { value: name, selected: name === this.name }, name)));
    this.element.hidden = names.length === 0;
    return this.name;
  }
}
