// The live stream: what is new is told to whoever listens. A hidden page hangs up and catches up when it is seen again.

import { h } from "./dom.js";
import { duration } from "./format.js";

const KINDS = ["window", "ranking", "alert"];

/** A stream that follows one question. `on` is told (kind, data); `gap` when something was missed. */
export class Live {
  constructor() {
    this.dot = h("span", { class: "dot", "aria-hidden": "true" });
    this.label = h("span", {});
    this.element = h("span", { class: "live", role: "status" }, this.dot, this.label);
    this.newest = null;
    document.addEventListener("visibilitychange", () => document.hidden ? this.hangUp() : this.connect());
    setInterval(() => this.show(), 1000);
  }

  /** Follows a question from here on, or nothing when it is null. */
  follow(params, on, gap) {
    this.hangUp();
    this.params = params;
    this.on = on;
    this.gap = gap;
    this.connect();
  }

  connect() {
    if (!this.params || this.source || document.hidden) {
      this.show();
      return;
    }
    const query = new URLSearchParams();
    for (const [key, value] of Object.entries(this.params)) for (const one of [value].flat()) query.append(key, one);
    if (this.position) query.append("after", this.position);
    const source = new EventSource("/api/v1/live?" + query);
    for (const kind of KINDS) source.addEventListener(kind, event => this.take(kind, event));
    source.addEventListener("position", event => this.keep(event));
    source.addEventListener("gap", event => {
      this.keep(event);
      this.gap();
    });
    source.onerror = () => {
      this.failed = true;
      if (source.readyState === EventSource.CLOSED) {
        this.source = undefined;
        setTimeout(() => this.source || this.connect(), 10_000);
      }
      this.show();
    };
    source.onopen = () => {
      this.failed = false;
      this.show();
    };
    this.source = source;
    this.show();
  }

  hangUp() {
    this.source?.close();
    this.source = undefined;
    this.show();
  }

  take(kind, event) {
    this.keep(event);
    const data = JSON.parse(event.data);
    if (kind === "window") this.newest = Math.max(this.newest ?? 0, Date.parse(data.time) + data.seconds * 1000);
    this.on(kind, data);
    this.show();
  }

  keep(event) {
    if (event.lastEventId) this.position = event.lastEventId;
  }

  show() {
    const age = this.newest === null ? null : Math.max(0, (Date.now() - this.newest) / 1000);
    const [state, label] = !this.params ? ["off", "Not live"]
      : this.failed ? ["lost", "Live: connecting …"]
      : age === null ? ["on", "Live"]
      : age > 60 ? ["late", `Live: newest ${duration(age)} ago`] : ["on", `Live`];
    this.element.dataset.state = state;
    if (this.label.textContent !== label) this.label.textContent = label;
  }
}
