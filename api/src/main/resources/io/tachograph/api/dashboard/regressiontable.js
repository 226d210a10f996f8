// Newer engine versions against those before.

import { h } from "./dom.js";
import { count, seconds } from "./format.js";
import { address } from "./state.js";
import { table } from "./table.js";
import { asChange, effectBar, scaleOf, VERDICTS } from "./effects.js";

export function regressionTable(rows) {
  if (rows.length === 0) return null;
  const at = scaleOf(rows);
  return table([
    { label: "Target", left: true, of: row => row.target, show: row => h("a", { href: address({ model: row.model }, "model") }, row.target) },
    { label: "Metric", left: true, of: row => row.metric + row.statistic, show: row => `${row.metric.toUpperCase()} ${row.statistic}` },
    { label: "Versions", left: true, of: row => row.new_version, show: row => `${row.old_version} → ${row.new_version}` },
    { label: "Old", of: row => row.old_value, show: row => seconds(row.old_value) },
    { label: "New", of: row => row.new_value, show: row => seconds(row.new_value) },
    { label: "Change", of: row => row.ratio, show: row => asChange(row.ratio) },
    { label: "95 % interval", left: true, of: row => row.ratio, show: row => [effectBar(row, at) ?? "–", h("span", { class: "unseen" }, `${asChange(row.ratio_low)} to ${asChange(row.ratio_high)}`)] },
    { label: "n", of: row => row.new_sample_size, show: row => `${count(row.old_sample_size)} / ${count(row.new_sample_size)}` },
    { label: "Verdict", left: true, of: row => row.verdict, show: row => h("span", { class: "tag " + row.verdict }, VERDICTS[row.verdict] ?? row.verdict) },
  ], rows, { caption: "Version verdicts", key: "regressions", first: 8, down: true });
}
