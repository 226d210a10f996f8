// Is anything wrong, where, and since when: the first line of the overview.

import { h } from "./dom.js";
import { duration } from "./format.js";
import { clock, since } from "./time.js";
import { address } from "./state.js";

const LATE_SECONDS = 60;

/**
 * @param alerts rows of /alerts that fire; `health` the answer of /health; `newest` the time up to which windows are known,
 *   in milliseconds or null
 */
export function verdict({ alerts, health, newest }) {
  const wrong = [...alerts].sort((a, b) => rank(a) - rank(b) || a.since.localeCompare(b.since)).map(alertLine);
  for (const check of health.checks.filter(check => !check.ok)) wrong.unshift(line("page", check.name.replaceAll("_", " "), check.detail, null, null));
  const age = newest === null ? null : Date.now() / 1000 - newest / 1000;
  if (age !== null && age > LATE_SECONDS) wrong.unshift(line("ticket", "results", `The newest window ended ${duration(age)} ago: probes or stream jobs stand still.`, null, address({}, "pipeline")));
  const worst = wrong.length === 0 ? "good" : alerts.some(alert => alert.severity === "page") || health.status !== "healthy" ? "page" : "ticket";
  const sentence = wrong.length === 0
    ? newest === null ? "Nothing was measured yet" : "All is well"
    : `${wrong.length} ${wrong.length === 1 ? "thing is" : "things are"} wrong`;
  const oldest = alerts.map(alert => alert.since).sort()[0];
  return h("section", { class: "verdict " + (newest === null && wrong.length === 0 ? "waiting" : worst), "aria-label": "Is anything wrong?" },
    h("p", { class: "sentence" }, h("span", { class: "lamp", "aria-hidden": "true" }), h("strong", {}, sentence),
      h("span", { class: "quiet" }, oldest ? `since ${clock(Date.parse(oldest) / 1000, 86400)}, for ${duration(since(oldest))}` : aside(newest))),
    wrong.length > 0 && h("ul", {}, wrong.slice(0, 8)),
    wrong.length > 8 && h("p", {}, h("a", { href: address({}, "slos") }, `All ${wrong.length}`)));
}

const aside = newest => newest === null ? "The first windows come about half a minute after the first request." : "no alert fires, results are up to date";
const rank = alert => alert.severity === "page" ? 0 : 1;

function alertLine(alert) {
  const where = alert.target || alert.model || "fleet";
  const link = alert.model ? address({ model: alert.model }, "model") : address({}, "slos");
  return line(alert.severity, where, alert.summary, alert.since, link);
}

function line(severity, where, what, from, link) {
  return h("li", { class: severity }, h("span", { class: "tag " + severity }, severity === "page" ? "page" : "ticket"),
    link ? h("a", { href: link }, where) : h("b", {}, where), h("span", { class: "what" }, what),
    from && h("time", { datetime: from }, `since ${clock(Date.parse(from) / 1000, 86400)}, ${duration(since(from))}`));
}
