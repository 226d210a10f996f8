// Alerts, the newest first.

import { h } from "./dom.js";
import { duration, ofUnit } from "./format.js";
import { address } from "./state.js";
import { clock } from "./time.js";
import { table } from "./table.js";

export function alertTable(alerts) {
  if (alerts.length === 0) return null;
  return table([
    { label: "State", left: true, of: row => row.state, show: row => h("span", { class: "tag " + (row.state === "firing" ? row.severity : "") }, row.state === "firing" ? row.severity : "resolved") },
    { label: "Since", left: true, of: row => row.since, show: row => clock(Date.parse(row.since) / 1000, 86400) },
    { label: "Lasted", of: lastedSeconds, show: row => duration(lastedSeconds(row)) },
    { label: "Where", left: true, of: row => row.target || row.model, show: row => row.model ? h("a", { href: address({ model: row.model }, "model") }, row.target || row.model) : row.target || "fleet" },
    { label: "What", left: true, of: row => row.summary, show: row => row.summary },
    { label: "Value", of: row => row.value, show: row => ofUnit(row.unit)(row.value) },
    { label: "Fires at", of: row => row.threshold, show: row => ofUnit(row.unit)(row.threshold) },
  ], alerts, { caption: "Alerts", key: "alerts", first: 1, down: true });
}

const lastedSeconds = row => ((row.resolved_at ? Date.parse(row.resolved_at) : Date.now()) - Date.parse(row.since)) / 1000;
