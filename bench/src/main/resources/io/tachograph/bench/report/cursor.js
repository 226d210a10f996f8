// The cursor of a plot and the table behind it.

const tellAt = (series, i) => series.ys[i] === null ? series.absent?.(i) ?? "–" : series.tell(series.ys[i]);

Object.assign(Plot.prototype, {
  /** Pointer and arrow keys move the cursor; plots of one group follow each other. */
  cursor() {
    const follow = event => {
      const bounds = this.svg.getBoundingClientRect();
      const factor = this.width / bounds.width;
      this.point(this.nearest((event.clientX - bounds.left) * factor, (event.clientY - bounds.top) * factor), true);
    };
    this.svg.addEventListener("pointermove", follow);
    this.svg.addEventListener("pointerdown", follow);
    this.svg.addEventListener("pointerleave", () => this.point(null, true));
    this.svg.addEventListener("blur", () => this.point(null, true));
    this.svg.addEventListener("keydown", event => {
      const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      if (by) {
        event.preventDefault();
        this.point(Math.max(0, Math.min(this.spec.xs.length - 1, (this.at ?? -1) + by)), true);
      } else if (event.key === "Enter" && this.at !== null) {
        this.spec.pick?.(this.at);
      }
    });
    if (this.spec.pick) {
      this.svg.classList.add("pickable");
      this.svg.addEventListener("click", () => this.at !== null && this.spec.pick(this.at));
    }
  },

  /** Index of the point nearest to a place; a plot of single points looks at the height too. */
  nearest(px, py) {
    let best = null;
    let least = Infinity;
    this.spec.xs.forEach((value, i) => {
      let away = (this.x.at(value) - px) ** 2;
      if (this.spec.names) {
        away += Math.min(...this.shown().map(series => series.ys[i] === null ? Infinity : (this.y.at(series.ys[i]) - py) ** 2));
      }
      if (away < least) [least, best] = [away, i];
    });
    return best;
  },

  /** Shows the cursor at point `i`; null hides it. */
  point(i, leads) {
    this.at = i;
    this.svg?.querySelectorAll(".cursor").forEach(old => old.remove());
    this.tip.hidden = i === null || !leads;
    if (leads && this.spec.group) {
      allPlots.filter(plot => plot !== this && plot.spec.group === this.spec.group).forEach(plot => plot.svg && plot.point(i, false));
    }
    if (i === null) return;
    const px = this.x.at(this.spec.xs[i]);
    this.rule(px, this.box.top, px, this.box.bottom, "cursor");
    for (const series of this.shown()) {
      if (series.ys[i] !== null) {
        element("svg:circle", { cx: px, cy: this.y.at(series.ys[i]), r: 3.5, class: "cursor s" + series.colour }, this.svg);
      }
    }
    if (!leads) return;
    this.tip.replaceChildren(element("strong", {}, null, this.spec.heading(i)));
    for (const series of this.shown()) {
      const row = element("div", { class: "s" + series.colour }, this.tip);
      element("i", {}, row);
      element("span", {}, row, series.label);
      element("b", {}, row, tellAt(series, i));
    }
    const scaled = px * this.svg.getBoundingClientRect().width / this.width;
    const wide = this.tip.offsetWidth;
    const beside = scaled + 14 + wide > this.stage.clientWidth ? scaled - 14 - wide : scaled + 14;
    this.tip.style.left = Math.max(0, beside) + "px";
  },

  /** The values behind the plot, made when they are asked for. */
  table() {
    const details = element("details", {}, this.figure);
    element("summary", {}, details, "Values");
    details.addEventListener("toggle", () => {
      if (!details.open || details.querySelector("table")) return;
      const around = element("div", { class: "scroll tall", tabindex: 0, role: "region", "aria-label": this.title + ", values" }, details);
      const table = element("table", {}, around);
      const head = element("tr", {}, element("thead", {}, table));
      [this.spec.x.label, ...this.spec.series.map(series => series.label)].forEach(text => element("th", { scope: "col", class: "num" }, head, text));
      const body = element("tbody", {}, table);
      this.spec.xs.forEach((_, i) => {
        const row = element("tr", {}, body);
        element("th", { scope: "row", class: "num" }, row, this.spec.heading(i));
        for (const series of this.spec.series) element("td", { class: "num" }, row, tellAt(series, i));
      });
    });
  },
});
