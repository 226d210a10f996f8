// The fleet model by model.

import { h } from "./dom.js";
import { ask } from "./api.js";
import { costColumn } from "./cost.js";
import { percent, perSecond, seconds, tokensPerSecond } from "./format.js";
import { measuredSeconds } from "./series.js";
import { address } from "./state.js";
import { table } from "./table.js";

export async function modelTable(page) {
  const whole = { ...page.whole(), group: "model" };
  const quantiles = metric => ask(`metrics/${metric}/series`, { ...whole, quantile: ["0.5", "0.95", "0.99"] }, page.signal);
  const [throughput, ttft, tpot, cost] = await Promise.all([ask("throughput", whole, page.signal), quantiles("ttft"), quantiles("tpot"), ask("cost", whole, page.signal)]);
  if (throughput.rows.length === 0) return null;
  const span = measuredSeconds(await page.series);
  const models = throughput.rows.map(row => ({ ...row, model: row.labels.model, ttft: {}, tpot: {} }));
  const byName = new Map(models.map(model => [model.model, model]));
  for (const [name, answer] of [["ttft", ttft], ["tpot", tpot]]) {
    for (const row of answer.rows) {
      const model = byName.get(row.labels.model);
      if (model) model[name][row.quantile] = row.value;
    }
  }
  for (const model of models) if (model.error_rate > 0.05) model.rowClass = "bad";
  const latency = (metric, q, label) => ({ label, of: row => row[metric][q], show: row => seconds(row[metric][q]) });
  return table([
    { label: "Model", left: true, of: row => row.model, show: row => h("a", { href: address({ model: row.model }, "model") }, row.model) },
    { label: "Requests", of: row => row.requests, show: row => perSecond(row.requests / span) },
    { label: "Output", of: row => row.output_tokens, show: row => tokensPerSecond(row.output_tokens / span) },
    latency("ttft", 0.5, "TTFT p50"), latency("ttft", 0.95, "p95"), latency("ttft", 0.99, "p99"),
    latency("tpot", 0.5, "TPOT p50"), latency("tpot", 0.95, "p95"), latency("tpot", 0.99, "p99"),
    { label: "Errors", of: row => row.error_rate, show: row => h("span", { class: row.error_rate > 0.01 ? "worse" : "" }, percent(row.error_rate)) },
    ...costColumn(cost.rows, row => row.labels.model, row => row.model),
  ], models, { caption: "Models", key: "models" });
}
