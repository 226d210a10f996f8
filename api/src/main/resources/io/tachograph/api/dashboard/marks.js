// What lies behind the lines of a plot: alerts and events in time as a dotted line where they begin and a stripe along the
// top while they last, and a limit across.

import { colour } from "./plot.js";

export function drawMarks(chart, spec) {
  const { ctx, bbox } = chart;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  for (const mark of spec.marks ?? []) drawMark(chart, ctx, bbox, mark);
  if (spec.limit) drawLimit(chart, ctx, bbox, spec.limit);
  ctx.restore();
}

function drawMark(chart, ctx, bbox, mark) {
  const left = chart.valToPos(mark.from, "x", true);
  const right = chart.valToPos(mark.to ?? mark.from, "x", true);
  if (right < bbox.left || left > bbox.left + bbox.width) return;
  ctx.strokeStyle = ctx.fillStyle = colour(mark.kind === "alert" ? "--alarm" : "--quiet");
  if (mark.to !== undefined) ctx.fillRect(left, bbox.top, Math.max(1, right - left), 3 * devicePixelRatio);
  ctx.lineWidth = devicePixelRatio;
  ctx.setLineDash([2 * devicePixelRatio, 3 * devicePixelRatio]);
  ctx.globalAlpha = 0.75;
  ctx.beginPath();
  ctx.moveTo(left, bbox.top);
  ctx.lineTo(left, bbox.top + bbox.height);
  ctx.stroke();
  ctx.globalAlpha = 1;
}

function drawLimit(chart, ctx, bbox, limit) {
  const at = chart.valToPos(limit.value, "y", true);
  if (!(at >= bbox.top)) return;
  ctx.strokeStyle = colour("--s6");
  ctx.lineWidth = devicePixelRatio;
  ctx.setLineDash([6, 4]);
  ctx.beginPath();
  ctx.moveTo(bbox.left, at);
  ctx.lineTo(bbox.left + bbox.width, at);
  ctx.stroke();
  ctx.setLineDash([]);
  ctx.fillStyle = colour("--s6");
  ctx.font = `${11 * devicePixelRatio}px ${colour("--sans")}`;
  ctx.fillText(limit.label, bbox.left + 4 * devicePixelRatio, at - 4 * devicePixelRatio);
}
