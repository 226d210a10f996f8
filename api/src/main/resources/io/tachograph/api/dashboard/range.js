// The range picker: common ranges, any other by its ends, and steps to the side.

import { h } from "./dom.js";
import { bounds, instant, localInput, PRESETS, rangeLabel, shifted, text, wider } from "./time.js";
import { address, go } from "./state.js";

export function rangePicker({ range }) {
  const button = (sign, label, to) => h("button", { type: "button", "aria-label": label, title: label, onclick: () => go(to()) }, sign);
  return h("div", { class: "ranges", role: "group", "aria-label": "Range" },
    button("‹", "Earlier", () => shifted(range, -1)),
    h("details", { class: "range" }, h("summary", {}, rangeLabel(range)), menu(range)),
    button("›", "Later", () => shifted(range, 1)),
    button("−", "Twice as long", () => wider(range)));
}

function menu(range) {
  const ends = bounds(range);
  const from = h("input", { type: "datetime-local", step: 1, value: localInput(ends.from) });
  const to = h("input", { type: "datetime-local", step: 1, value: localInput(ends.to) });
  const wrong = h("p", { class: "wrong", role: "alert" });
  const apply = event => {
    event.preventDefault();
    const chosen = { from: Date.parse(from.value) / 1000, to: Date.parse(to.value) / 1000 };
    if (!(chosen.from < chosen.to)) wrong.textContent = "The range must begin before it ends.";
    else go({ from: text(chosen.from), to: chosen.to >= instant("now") ? "now" : text(chosen.to) });
  };
  return h("div", { class: "menu" },
    h("div", { class: "presets" }, PRESETS.map(([start, label]) =>
      h("a", { href: address({ from: start, to: "now" }), "aria-current": start === range.from && range.to === "now" ? "true" : null }, label))),
    h("form", { onsubmit: apply }, h("label", {}, "From", from), h("label", {}, "To", to), wrong,
      h("button", { class: "primary" }, "Apply")),
    h("p", { class: "quiet" }, "Or drag across any plot."));
}
