// One number with its unit, how it changed, and how it went.

import { h } from "./dom.js";
import { spark } from "./spark.js";

/** @param tile {label, value: text, change: text or null, good: whether the change is for the better, ys, ink, note} */
export function tiles(list) {
  return h("dl", { class: "tiles" }, list.map(tile => h("div", { class: "tile" },
    h("dt", {}, tile.label),
    h("dd", { class: "value" }, tile.value),
    h("dd", { class: "beside" }, tile.change
      ? [h("span", { class: tile.good === null ? "" : tile.good ? "better" : "worse" }, tile.change), " ", tile.note ?? ""]
      : tile.note ?? ""),
    tile.ys && h("dd", { class: "line" }, spark(tile.ys, tile.ink ?? 1)))));
}
