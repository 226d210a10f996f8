// The fleet model by model.

import { h } from "./dom.js";
import { ask } from "./api.js";
import { percent, perSecond, seconds, tokensPerSecond } from "./format.js";
import { address } from "./state.js";
import { table } from "./table.js";

export async function modelTable(page) {
  const whole = { ...page.whole(), group: "model" };
  const quantiles = metric => ask(`metrics/${metric}/series`, { ...whole, quantile: ["0.5", "0.95", "0.99"] }, page.signal);
  const [throughput, ttft, tpot] = await Promise.all([ask("throughput", whole, page.signal), quantiles("ttft"), quantiles("tpot")]);
  if (throughput.rows.length === 0) return null;
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
    { label: "Requests", of: row => row.request_throughput, show: row => perSecond(row.request_throughput) },
    { label: "Output", of: row => row.output_throughput, show: row => tokensPerSecond(row.output_throughput) },
    latency("ttft", 0.5, "TTFT p50"), latency("ttft", 0.95, "p95"), latency("ttft", 0.99, "p99"),
    latency("tpot", 0.5, "TPOT p50"), latency("tpot", 0.95, "p95"), latency("tpot", 0.99, "p99"),
    { label: "Errors", of: row => row.error_rate, show: row => h("span", { class: row.error_rate > 0.01 ? "worse" : "" }, percent(row.error_rate)) },
  ], models, { caption: "Models", key: "models" });
}
