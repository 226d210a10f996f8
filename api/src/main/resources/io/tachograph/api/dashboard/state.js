// What the reader looks at. All of it is in the address, so that a link shows the same to others.

import { bounds } from "./time.js";

const DEFAULTS = { from: "now-1h", to: "now" };
const listeners = new Set();

/** The state that the address says: the page's name, the range, and all else as lists of texts. */
export function read() {
  const [path, query] = location.hash.replace(/^#\/?/, "").split("?", 2);
  const params = new URLSearchParams(query ?? "");
  const range = { from: params.get("from") ?? DEFAULTS.from, to: params.get("to") ?? DEFAULTS.to };
  return { page: decode(path) || "overview", range: bounds(range) ? range : DEFAULTS, params };
}

function decode(path) {
  try {
    return decodeURIComponent(path);
  } catch {
    return "";
  }
}

/** The address of a state: this one with some things changed. A null takes a parameter away. */
export function address(changes = {}, page = read().page) {
  const now = read();
  const params = page === now.page || changes.keep ? new URLSearchParams(now.params) : rangeOf(now.params);
  for (const [key, value] of Object.entries(changes)) {
    if (key === "keep") continue;
    params.delete(key);
    for (const one of [value].flat()) if (one !== null && one !== undefined) params.append(key, one);
  }
  if (params.get("from") === DEFAULTS.from && params.get("to") === DEFAULTS.to) {
    params.delete("from");
    params.delete("to");
  }
  const query = params.toString();
  return "#/" + encodeURIComponent(page) + (query ? "?" + query : "");
}

/** The range goes along to other pages; what was chosen on one page stays there. */
function rangeOf(params) {
  const kept = new URLSearchParams();
  for (const key of ["from", "to"]) if (params.has(key)) kept.set(key, params.get(key));
  return kept;
}

/** Goes to another state, as a step that the browser's Back undoes. */
export function go(changes, page) {
  const to = address(changes, page);
  if (to === location.hash) return;
  history.pushState(null, "", to);
  tell();
}

export const onChange = listener => listeners.add(listener);

function tell() {
  for (const listener of listeners) listener(read());
}

addEventListener("popstate", tell);
addEventListener("hashchange", tell);
