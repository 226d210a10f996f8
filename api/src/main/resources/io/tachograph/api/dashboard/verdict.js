// Is anything wrong, where, and since when: the first line of the overview.

import { h } from "./dom.js";
import { duration } from "./format.js";
import { clock, since } from "./time.js";
import { summaryOf } from "./alerttable.js";
import { address } from "./state.js";

const LATE_SECONDS = 60;

/**
 * @param alerts rows of /alerts that fire; `health` the answer of /health; `newest` the time up to which windows are known,
 *   in milliseconds or null; `watched` whether any SLO is configured
 */
export function verdict({ alerts, health, newest, watched }) {
  const sorted = [...alerts].sort((a, b) => rank(a) - rank(b) || (b.value ?? 0) - (a.value ?? 0) || a.since.localeCompare(b.since));
  const wrong = [...byThing(sorted).values()].map(alertLine);
  for (const check of health.checks.filter(check => !check.ok)) wrong.unshift(line("page", check.name.replaceAll("_", " "), check.detail, null, null));
  const age = newest === null ? null : Date.now() / 1000 - newest / 1000;
  if (age !== null && age > LATE_SECONDS) wrong.unshift(line("ticket", "results", `The newest window ended ${duration(age)} ago: probes or stream jobs stand still.`, null, address({}, "pipeline")));
  const worst = wrong.length === 0 ? "good" : alerts.some(alert => alert.severity === "page") || health.status !== "healthy" ? "page" : "ticket";
  const sentence = wrong.length === 0
    ? newest === null ? "Nothing was measured yet" : watched ? "All is well" : "No alert fires"
    : `${wrong.length} ${wrong.length === 1 ? "thing is" : "things are"} wrong`;
  const oldest = alerts.map(alert => alert.since).sort()[0];
  return h("section", { class: "verdict " + (newest === null && wrong.length === 0 ? "waiting" : worst), "aria-label": "Is anything wrong?" },
    h("p", { class: "sentence" }, h("span", { class: "lamp", "aria-hidden": "true" }), h("strong", {}, sentence),
      h("span", { class: "quiet" }, oldest ? `since ${clock(Date.parse(oldest) / 1000, 86400)}, for ${duration(since(oldest))}` : aside(newest, watched))),
    wrong.length > 0 && h("ul", {}, wrong.slice(0, 8)),
    wrong.length > 8 && h("p", {}, h("a", { href: address({}, "slos") }, `All ${wrong.length}`)));
}

const aside = (newest, watched) => newest === null ? "The first windows come about half a minute after the first request."
  : watched ? "no alert fires, results are up to date" : "results are up to date; no SLO is configured that would tell of errors or slow answers";
const rank = alert => alert.severity === "page" ? 0 : 1;

/** One target burns one budget over several windows: that is one thing, and the worst of its alerts says what. */
function byThing(alerts) {
  const things = new Map();
  for (const alert of alerts) {
    const key = [alert.kind, alert.target, alert.model, alert.slo].join("\u001f");
    things.set(key, [...things.get(key) ?? [], alert]);
  }
  return things;
}

function alertLine([alert, ...others]) {
  const where = alert.target || alert.model || "fleet";
  const link = alert.model ? address({ model: alert.model }, "model") : address({}, "slos");
  const more = others.length === 0 ? "" : `; ${others.length} more ${others.length === 1 ? "alert" : "alerts"} of it`;
  return line(alert.severity, where, summaryOf(alert) + more, alert.since, link);
}

function line(severity, where, what, from, link) {
  return h("li", { class: severity }, h("span", { class: "tag " + severity }, severity === "page" ? "page" : "ticket"),
    link ? h("a", { href: link }, where) : h("b", {}, where), h("span", { class: "what" }, what),
    from && h("time", { datetime: from }, `since ${clock(Date.parse(from) / 1000, 86400)}, ${duration(since(from))}`));
}
