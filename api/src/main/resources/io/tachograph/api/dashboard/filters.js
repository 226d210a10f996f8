// Which requests a page is about: filters in the address, as the API names them.

import { h } from "./dom.js";
import { go } from "./state.js";
import { rows } from "./api.js";
import { named } from "./format.js";

const DIMENSIONS = [
  ["model", "Model"], ["target", "Target"], ["cluster", "Cluster"], ["engine_version", "Version"],
  ["tenant", "Tenant"], ["origin", "Origin"], ["prompt_band", "Prompt"],
];

/** The filters of a state, as parameters for the API. */
export function filtersOf(state) {
  const filters = {};
  for (const [name] of DIMENSIONS) {
    const values = state.params.getAll(name);
    if (values.length > 0) filters[name] = values;
  }
  if (state.params.has("streamed")) filters.streamed = state.params.get("streamed");
  return filters;
}

/** A row of filters; `fixed` are those that the page itself sets. */
export function filterBar(state, fixed = []) {
  const bar = h("div", { class: "filters", role: "group", "aria-label": "Filters" });
  for (const [name, label] of DIMENSIONS) if (!fixed.includes(name)) bar.append(filter(state, name, label));
  return bar;
}

function filter(state, name, label) {
  const chosen = state.params.getAll(name);
  const list = h("div", { class: "menu", role: "group", "aria-label": label });
  const title = chosen.length === 0 ? label : `${label}: ${chosen.map(value => named(value, "none")).join(", ")}`;
  const details = h("details", { class: "filter" + (chosen.length ? " chosen" : "") }, h("summary", {}, title), list);
  details.addEventListener("toggle", () => details.open && load(list, state, name, chosen));
  details.addEventListener("keydown", event => {
    if (event.key !== "Escape") return;
    details.open = false;
    details.querySelector("summary").focus();
  });
  return details;
}

async function load(list, state, name, chosen) {
  list.replaceChildren(h("p", { class: "quiet" }, "Loading …"));
  try {
    const values = await rows("dimensions/" + name, {});
    const known = [...new Set([...values.map(row => row.value), ...chosen])];
    const boxes = known.map(value => h("label", {},
      h("input", { type: "checkbox", value, checked: chosen.includes(value) }), named(value, "(none)")));
    const apply = () => go({ [name]: boxes.map(box => box.firstChild).filter(box => box.checked).map(box => box.value) });
    list.replaceChildren(
      known.length ? h("div", { class: "choices" }, boxes) : h("p", { class: "quiet" }, "Nothing was measured yet."),
      h("div", { class: "buttons" },
        h("button", { type: "button", class: "primary", onclick: apply }, "Apply"),
        h("button", { type: "button", onclick: () => go({ [name]: null }) }, "Clear")));
  } catch (problem) {
    list.replaceChildren(h("p", { class: "quiet" }, problem.message));
  }
}

document.addEventListener("click", event => {
  for (const open of document.querySelectorAll("details.filter[open], details.range[open]")) {
    if (!open.contains(event.target)) open.open = false;
  }
});
