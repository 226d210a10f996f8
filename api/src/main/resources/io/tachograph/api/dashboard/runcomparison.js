// Load tests against others: effect, interval and verdict of everything that both sides have.

import { h } from "./dom.js";
import { ask } from "./api.js";
import { asChange, effectBar, scaleOf } from "./effects.js";
import { count, ofUnit, points } from "./format.js";
import { scrolling } from "./table.js";

const VERDICTS = { better: "better", worse: "worse", no_evidence: "no evidence", not_valid: "not valid" };

/** Asks for the comparison of the runs `a` and `b` and shows it. */
export async function runComparison({ a, b }, signal) {
  const { rows } = await ask("load-tests/comparison", { a, b }, signal);
  if (rows.length === 0) return null;
  const [{ overall, invalid, warnings }] = rows;
  const ratios = rows.map(asRatio);
  const at = scaleOf(ratios);
  return [
    h("p", { class: "sentence" }, "B over all is ", h("span", { class: "tag " + overall }, VERDICTS[overall])),
    [...invalid, ...warnings].length > 0 && h("ul", {}, invalid.map(reason => h("li", { class: "worse" }, reason)), warnings.map(warning => h("li", { class: "quiet" }, warning))),
    scrolling("Comparison", h("table", {},
      h("thead", {}, h("tr", {}, HEADINGS.map(([label, style]) => h("th", { scope: "col", class: style }, label)))),
      h("tbody", {}, rows.map((row, i) => h("tr", {}, h("th", { scope: "row" }, `${row.metric.replaceAll("_", " ")} ${row.statistic}`),
        h("td", { class: "num" }, ofUnit(row.unit)(row.a_value)), h("td", { class: "num" }, ofUnit(row.unit)(row.b_value)),
        h("td", { class: "num", title: intervalOf(row) }, changeOf(row)),
        h("td", { class: "wide-cell" }, effectBar(ratios[i], at) ?? "–", h("span", { class: "unseen" }, intervalOf(row))),
        h("td", { class: "num" }, `${count(row.a_n)} / ${count(row.b_n)}`), h("td", {}, verdictOf(row))))))),
  ].filter(Boolean);
}

const HEADINGS = [["Metric", null], ["A", "num"], ["B", "num"], ["Change", "num"], ["B ÷ A, 95 % interval", "wide-cell"], ["n", "num"], ["B is", null]];

/** What the bar draws: nothing where the effect is a difference, or has an open end. */
const asRatio = row => ({ ratio: row.scale === "ratio" && row.low !== null && row.high !== null ? row.ratio : null,
  ratio_low: row.low, ratio_high: row.high, minimum_effect: row.minimum_effect, verdict: row.verdict });

const changeOf = row => row.scale === "ratio" ? asChange(row.ratio) : points(row.difference);

function intervalOf(row) {
  if (row.method === null) return "no interval";
  const end = value => value === null ? "open" : row.scale === "ratio" ? asChange(value) : points(value);
  return `${end(row.low)} to ${end(row.high)}, ${row.method}`;
}

/** A verdict that does not hold with all comparisons taken into account has a question mark, as in `bench compare`. */
function verdictOf(row) {
  const doubtful = (row.verdict === "better" || row.verdict === "worse") && !row.holds;
  const text = row.negligible ? "negligible" : row.reason !== null && row.verdict === "no_evidence" ? "too few data" : VERDICTS[row.verdict] + (doubtful ? " ?" : "");
  return h("span", { class: "tag " + row.verdict, title: row.reason ?? (doubtful ? "So by its own interval, but not with all comparisons taken into account" : null) }, text);
}
