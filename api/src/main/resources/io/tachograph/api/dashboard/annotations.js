// Alerts and events of a range, as marks behind plots.

import { rows } from "./api.js";
import { bounds } from "./time.js";
import { filtersOf } from "./filters.js";

/** Agents begin, and containers start and end, too often to stand behind every plot; without a target all deploys do. */
const KINDS = ["deploy", "fault", "config", "container_oom"];

/** Marks for what concerns the models and targets of the state; none where they cannot be had. */
export async function marksOf(state, signal) {
  const { from, to } = state.range;
  const { model, target } = filtersOf(state);
  const end = bounds(state.range).to;
  try {
    const [alerts, events] = await Promise.all([rows("alerts", { from, to, model, target }, signal), rows("events", { from, to, kind: KINDS, subject: target }, signal)]);
    return [
      ...events.map(event => ({ kind: "event", label: `${event.kind}: ${event.text}`, from: Date.parse(event.started_at) / 1000, to: event.ended_at ? Date.parse(event.ended_at) / 1000 : undefined })),
      ...alerts.map(alert => ({ kind: "alert", label: alert.summary, from: Date.parse(alert.since) / 1000, to: alert.resolved_at ? Date.parse(alert.resolved_at) / 1000 : end })),
    ];
  } catch (problem) {
    if (problem.name === "AbortError") throw problem;
    return [];
  }
}
