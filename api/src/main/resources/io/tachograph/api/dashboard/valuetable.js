// The values of a plot as a table, the newest first.

import { h } from "./dom.js";
import { clock } from "./time.js";

const MOST = 400;

export function valueTable({ title, xs, series, format, range }) {
  const indexes = xs.map((_, i) => i).filter(i => series.some(one => one.ys[i] !== null)).reverse().slice(0, MOST);
  return h("div", { class: "scroll tall", tabindex: 0, role: "group", "aria-label": "Values of " + title }, h("table", {},
    h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "Time"), series.map(one => h("th", { scope: "col", class: "num" }, one.label)))),
    h("tbody", {}, indexes.map(i => h("tr", {}, h("th", { scope: "row" }, clock(xs[i], range.seconds)),
      series.map(one => h("td", { class: "num" }, format(one.ys[i]))))))));
}
