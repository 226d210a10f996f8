// Ranked models with bars for their intervals: overlapping bars share a rank, for nobody can tell them apart.

import { h, s } from "./dom.js";
import { count, ofUnit } from "./format.js";
import { address } from "./state.js";

/** Entries of one cell, as the API or the live stream has them. */
export function intervals(entries, unit) {
  const show = ofUnit(unit);
  const ranked = entries.filter(entry => entry.value !== null)
    .sort((a, b) => (a.rank ?? Infinity) - (b.rank ?? Infinity) || a.value - b.value || a.model.localeCompare(b.model));
  const most = Math.max(...ranked.map(entry => entry.value_high ?? entry.value)) * 1.02 || 1;
  return h("div", { class: "scroll", tabindex: 0, role: "group", "aria-label": "Ranking" }, h("table", { class: "ranking" },
    h("thead", {}, h("tr", {}, h("th", { scope: "col", class: "num" }, "Rank"), h("th", { scope: "col" }, "Model"),
      h("th", { scope: "col", class: "num" }, "Value"), h("th", { scope: "col" }, "95 % interval"), h("th", { scope: "col", class: "num" }, "n"))),
    h("tbody", {}, ranked.map((entry, i) => row(entry, show, most, ranked[i - 1]?.tie_group !== entry.tie_group)))));
}

function row(entry, show, most, first) {
  const range = entry.value_low === null ? "no interval" : `${show(entry.value_low)} – ${show(entry.value_high)}`;
  const few = entry.rank === null ? `${count(entry.sample_size)} of ${count(entry.sample_minimum)} values: too few for a rank` : null;
  return h("tr", { class: (first ? "first-of-tie" : "") + (entry.rank === null ? " unranked" : "") },
    h("td", { class: "num rank", title: entry.rank === null ? few : `Between ${entry.rank_best} and ${entry.rank_worst}` }, entry.rank ?? "–"),
    h("th", { scope: "row" }, h("a", { href: address({ model: entry.model }, "model") }, entry.model),
      entry.stale && h("span", { class: "tag" }, "stale"), few && h("span", { class: "tag", title: few }, "too few")),
    h("td", { class: "num" }, show(entry.value)),
    h("td", { class: "interval" }, bar(entry, most), h("span", { class: "unseen" }, range)),
    h("td", { class: "num" }, count(entry.sample_size)));
}

function bar(entry, most) {
  const at = value => (value / most * 100).toFixed(2) + "%";
  const low = entry.value_low ?? entry.value;
  const high = entry.value_high ?? entry.value;
  return s("svg", { class: "bar", height: 16, width: "100%", "aria-hidden": "true" },
    s("line", { x1: "0", x2: "100%", y1: 8, y2: 8, class: "rail" }),
    s("line", { x1: at(low), x2: at(high), y1: 8, y2: 8, class: "whisker" }),
    s("circle", { cx: at(entry.value), cy: 8, r: 4 }));
}
