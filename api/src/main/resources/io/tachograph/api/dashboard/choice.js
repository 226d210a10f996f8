// A choice that is in the address: a list to pick from, or a few links side by side.

import { h } from "./dom.js";
import { address, go } from "./state.js";

/** @param options [[value, label]]; the first is what is meant when the address says nothing */
export function tabs(state, name, label, options) {
  const chosen = chosenOf(state, name, options);
  return h("div", { class: "tabs", role: "group", "aria-label": label }, options.map(([value, text], i) =>
    h("a", { href: address({ [name]: i === 0 ? null : value }), "aria-current": value === chosen ? "true" : null }, text)));
}

export function chosenOf(state, name, options) {
  const value = state.params.get(name);
  return options.some(([known]) => known === value) ? value : options[0][0];
}

/** A list of values, of which one or none is chosen. */
export function pick(label, values, chosen, changed, none) {
  const options = [...new Set(chosen === null || chosen === undefined ? values : [...values, chosen])];
  return h("label", {}, label, h("select", { onchange: event => changed(event.target.selectedIndex === 0 && none ? null : event.target.value) },
    none && h("option", { value: "", selected: chosen === null }, none),
    options.map(value => h("option", { value, selected: value === chosen }, value === "" ? "(none)" : value))));
}

export const QUANTILES = [["0.95", "p95"], ["0.5", "p50"], ["0.99", "p99"]];
export const byPicked = (name, value) => go({ [name]: value });
