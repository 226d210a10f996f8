// A panel: a heading, and something that is loaded. It says when it loads, when there is nothing and what to do then, and
// what went wrong. While it loads again, what was there stays.

import { h } from "./dom.js";

export class Panel {
  /** @param options {title, note, wide, controls, empty: what to do when there is nothing} */
  constructor({ title, note, wide, controls, empty }) {
    this.empty = empty ?? "Nothing was measured in this range. Choose a longer one above.";
    this.body = h("div", { class: "body" }, h("p", { class: "state" }, "Loading …"));
    this.note = h("span", { class: "note" }, note);
    this.heading = h("h2", {}, title);
    this.element = h("section", { class: "panel" + (wide ? " wide" : ""), "aria-label": title, "aria-busy": "true" },
      h("div", { class: "head" }, this.heading, this.note, h("div", { class: "controls" }, controls)), this.body);
  }

  /** Runs a task that gives elements, or null when there is nothing to show. */
  async fill(task) {
    this.element.setAttribute("aria-busy", "true");
    try {
      const content = await task();
      this.element.classList.remove("failed");
      if (content === null) this.say(this.empty);
      else if (this.body.firstChild !== content) this.body.replaceChildren(...[content].flat());
    } catch (problem) {
      if (problem.name === "AbortError") return;
      this.element.classList.add("failed");
      this.body.replaceChildren(h("div", { class: "state", role: "alert" }, h("p", {}, problem.message),
        h("button", { type: "button", onclick: () => this.fill(task) }, "Try again")));
    }
    this.element.setAttribute("aria-busy", "false");
  }

  say(sentence) {
    this.body.replaceChildren(h("p", { class: "state" }, sentence));
  }
}
