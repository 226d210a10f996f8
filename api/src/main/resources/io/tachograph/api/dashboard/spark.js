// A line without axes, beside a number.

import { s } from "./dom.js";

export function spark(ys, ink, { width = 120, height = 28 } = {}) {
  const most = Math.max(...ys.filter(y => y !== null), 0) || 1;
  let path = "";
  let pen = "M";
  ys.forEach((y, i) => {
    if (y === null) {
      pen = "M";
      return;
    }
    path += pen + (1 + i / Math.max(1, ys.length - 1) * (width - 2)).toFixed(1) + " " + (height - 2 - y / most * (height - 4)).toFixed(1);
    pen = "L";
  });
  return s("svg", { class: "spark s" + ink, viewBox: `0 0 ${width} ${height}`, preserveAspectRatio: "none", "aria-hidden": "true" },
    s("path", { d: path || "M0 0", "vector-effect": "non-scaling-stroke" }));
}
