// What tokens cost, by the prices that were set.

import { h } from "./dom.js";
import { exact, money } from "./format.js";

/**
 * A column for a table of groups, and none as long as no price is set for any of them.
 *
 * @param costs rows of /cost; `keyOf` tells the group of such a row, `groupOf` that of a row of the table
 */
export function costColumn(costs, keyOf, groupOf) {
  if (costs.every(row => row.currency === "")) return [];
  const of = row => costs.filter(cost => keyOf(cost) === groupOf(row));
  return [{ label: "Cost", title: "Of the range, by the prices that were set", of: row => largest(of(row)), show: row => cell(of(row)) }];
}

const largest = costs => costs.reduce((most, row) => row.cost === null ? most : Math.max(most ?? 0, row.cost), null);

/** One sum a currency; what has no price is counted, and not taken for nothing. */
function cell(costs) {
  const sums = costs.filter(row => row.currency !== "").map(row => money(row.cost, row.currency));
  const unpriced = costs.find(row => row.currency === "");
  const about = unpriced && `${exact(unpriced.requests)} requests have no price`;
  if (sums.length === 0) return h("span", { class: "quiet", title: about }, "no price");
  return [sums.join(" + "), about && h("span", { class: "quiet", title: about }, " + no price")];
}
