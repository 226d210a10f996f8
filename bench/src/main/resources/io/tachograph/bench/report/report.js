// Puts the plots into the page, and lets a reader choose a run of a sweep.

const report = JSON.parse(document.getElementById("data").textContent);
const sections = [...document.querySelectorAll("section.run")];

function drawCdf(figure, run) {
  const plot = new Plot(figure, cdf(run, false));
  const button = element("button", { type: "button", class: "control", "aria-pressed": false }, null, "Stretch the tail");
  let tail = false;
  const show = () => {
    plot.spec = { ...cdf(run, tail), controls: [button] };
    plot.draw();
  };
  button.addEventListener("click", () => {
    tail = !tail;
    button.setAttribute("aria-pressed", tail);
    show();
    button.focus();
  });
  show();
}

/** Draws the plots in `place` that are not drawn yet. */
function drawIn(place) {
  for (const figure of place.querySelectorAll("figure.plot:not([data-drawn])")) {
    const kind = figure.dataset.plot;
    const index = Number(figure.dataset.run);
    if (kind === "cdf") drawCdf(figure, report.runs[index]);
    else if (kind in SWEEP_PLOTS) new Plot(figure, SWEEP_PLOTS[kind](report.sweep, choose));
    else new Plot(figure, timeline(kind, report.runs[index], "run-" + index));
  }
}

function show(index) {
  sections.forEach((section, i) => { section.hidden = i !== index; });
  document.querySelectorAll("nav.runs a").forEach((link, i) => {
    if (i === index) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  });
  drawIn(sections[index]);
}

function choose(index) {
  location.hash = "run-" + (index + 1);
}

/** The run that the address names, else the one at the knee, else the first. */
function showChosen() {
  const named = sections.findIndex(section => "#" + section.id === location.hash);
  const atKnee = report.sweep?.points.findIndex(({ load }) => load === report.sweep.knee) ?? -1;
  show(Math.max(0, named >= 0 ? named : atKnee));
  if (named >= 0 && report.sweep) document.querySelector("nav.runs").scrollIntoView();
}

const overview = document.querySelector("section.sweep");
if (overview) drawIn(overview);
showChosen();
addEventListener("hashchange", showChosen);
addEventListener("beforeprint", () => allPlots.forEach(plot => plot.figure.clientWidth > 0 && plot.draw(plot.spec.wide ? 680 : 335)));
addEventListener("afterprint", () => allPlots.forEach(plot => plot.draw()));
document.documentElement.dataset.plots = document.querySelectorAll("figure[data-drawn]").length;
