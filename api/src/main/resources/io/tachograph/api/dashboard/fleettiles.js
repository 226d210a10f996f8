// The numbers at the top of the overview, each against the range before.

import { ask } from "./api.js";
import { change, count, percent, perSecond, seconds, tokensPerSecond } from "./format.js";
import { lines } from "./series.js";
import { isLive } from "./time.js";

export async function fleetTiles(page, { series, ttft, tpot, attained, ofRange, earlier, slo }) {
  const { frame, signal } = page;
  const p95 = (metric, range) => ask(`metrics/${metric}/series`, { ...range, quantile: "0.95" }, signal);
  const [now, then, ttftNow, ttftThen, tpotNow, tpotThen, targets] = await Promise.all([
    ask("throughput", ofRange, signal), ask("throughput", earlier, signal),
    p95("ttft", ofRange), p95("ttft", earlier), p95("tpot", ofRange), p95("tpot", earlier), ask("targets", {}, signal)]);
  const [first, before] = [now.rows[0], then.rows[0]];
  const line = async (answer, valueOf, take = () => true) => lines((await answer).rows.filter(take), frame, () => "all", valueOf).byKey.get("all") ?? [];
  const is95 = row => row.quantile === 0.95;
  const compare = (a, b, better) => ({ change: change(a, b), good: b === a ? null : better === "less" ? b < a : better === "more" ? b > a : null, note: change(a, b) ? "vs range before" : "" });
  const latency = async (label, answer, a, b) => ({ label, value: seconds(b?.value), ...compare(a?.value, b?.value, "less"), ink: 2, ys: await line(answer, row => row.value, is95) });
  const reporting = targets.rows.filter(row => row.last_seen && Date.parse(row.last_seen) / 1000 > frame.from);
  const sloName = await slo;
  const met = sloName ? (await attained).rows : [];
  const [good, eligible] = met.reduce(([a, b], row) => [a + row.met, b + row.eligible], [0, 0]);
  return [
    { label: "Requests", value: perSecond(first?.request_throughput), ...compare(before?.request_throughput, first?.request_throughput), ys: await line(series, row => row.requests / row.seconds) },
    { label: "Output tokens", value: tokensPerSecond(first?.output_throughput), ...compare(before?.output_throughput, first?.output_throughput), ink: 3, ys: await line(series, row => row.output_tokens / row.seconds) },
    await latency("TTFT p95", ttft, ttftThen.rows[0], ttftNow.rows[0]),
    await latency("TPOT p95", tpot, tpotThen.rows[0], tpotNow.rows[0]),
    { label: "Errors", value: percent(first?.error_rate), note: first ? `${count(first.failed)} of ${count(first.requests)}` : "", ink: 6, ys: await line(series, row => row.error_rate) },
    { label: "Goodput", value: percent(eligible > 0 ? good / eligible : null), note: sloName ? `met ${sloName}` : "no SLO configured", ink: 4, ys: sloName ? await line(attained, row => row.attainment) : undefined },
    { label: "Targets", value: `${reporting.length} of ${targets.rows.length}`, note: isLive(page.state.range) ? "reporting in range" : "known, seen since" },
  ];
}
