// A panel with one line for each group: the largest eight, and a word about the others.

import { Panel } from "./panel.js";
import { LiveLines } from "./livelines.js";
import { groupedPlot } from "./figures.js";
import { largest } from "./series.js";

const MOST = 8;

export class GroupedFigure {
  /**
   * @param options {title, note, ask: () => answer, keyOf: row => group, labelOf, valueOf, weightOf: row => number that tells which
   *   groups are largest, format, axis, ceiling, top, floor, empty}
   */
  constructor(page, options) {
    this.page = page;
    this.options = options;
    this.panel = new Panel(options);
    this.lines = new LiveLines();
  }

  load(marks) {
    const { options } = this;
    return this.panel.fill(async () => {
      const answer = await options.ask();
      const rows = answer.rows.filter(options.takes ?? (() => true));
      const { keys, others } = largest(rows, options.keyOf, options.weightOf ?? (() => 1), MOST);
      const about = others > 0 ? `${options.note ? options.note + "; " : ""}the ${MOST} largest, ${others} more not drawn` : options.note ?? "";
      this.panel.note.textContent = about;
      return this.lines.plot("all", groupedPlot(options.title, { rows }, this.page.frame, { ...options, keys, marks: await marks }));
    });
  }
}
