// A table that the reader sorts by its headings.

import { h } from "./dom.js";

/**
 * @param columns [{label, of: row => value to sort by, show: row => text or element, left, title}]
 * @param options {caption, key: names the chosen order so that it outlives a reload, first: index of the column sorted by, down}
 */
export function table(columns, rows, { caption, key, first = 0, down = false }) {
  const chosen = orders.get(key) ?? { column: first, down };
  const body = h("tbody");
  const headings = columns.map((column, i) => {
    const button = h("button", { type: "button", title: column.title }, column.label);
    const heading = h("th", { scope: "col", class: column.left ? null : "num" }, button);
    button.addEventListener("click", () => {
      chosen.down = chosen.column === i ? !chosen.down : !column.left;
      chosen.column = i;
      orders.set(key, chosen);
      fill();
    });
    return heading;
  });
  const fill = () => {
    const { of } = columns[chosen.column];
    body.replaceChildren(...[...rows].sort((a, b) => compare(of(a), of(b), chosen.down)).map(row => h("tr", { class: row.rowClass },
      columns.map((column, i) => i === 0 ? h("th", { scope: "row" }, column.show(row)) : h("td", { class: column.left ? null : "num" }, column.show(row))))));
    headings.forEach((heading, i) => {
      if (i === chosen.column) heading.setAttribute("aria-sort", chosen.down ? "descending" : "ascending");
      else heading.removeAttribute("aria-sort");
    });
  };
  fill();
  return h("div", { class: "scroll", tabindex: 0, role: "group", "aria-label": caption },
    h("table", { class: "sortable" }, h("caption", { class: "unseen" }, caption), h("thead", {}, h("tr", {}, headings)), body));
}

const orders = new Map();

/** Nothing comes last, whatever the direction. */
function compare(a, b, down) {
  const none = value => value === null || value === undefined || Number.isNaN(value);
  if (none(a) || none(b)) return none(a) - none(b);
  const order = typeof a === "string" ? a.localeCompare(b) : a - b;
  return down ? -order : order;
}
