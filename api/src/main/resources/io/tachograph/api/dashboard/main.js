// Starts the page: signs in, draws the frame, and goes where the address says.

import { h } from "./dom.js";
import { onSignedOut } from "./api.js";
import { address, onChange, read } from "./state.js";
import { rangePicker } from "./range.js";
import { Live } from "./live.js";
import { icon } from "./icon.js";
import { themeButton } from "./theme.js";
import { forgetOld, redrawAll } from "./plot.js";
import { signInByLink, signInPage, signOut } from "./signin.js";
import { OverviewPage } from "./overviewpage.js";
import { ModelPage } from "./modelpage.js";
import { ComparePage } from "./comparepage.js";
import { GpusPage } from "./gpuspage.js";
import { SlosPage } from "./slospage.js";
import { LoadTestsPage } from "./loadtestspage.js";
import { PipelinePage } from "./pipelinepage.js";

const PAGES = {
  overview: ["Overview", OverviewPage], model: ["Models", ModelPage], compare: ["Compare", ComparePage],
  gpus: ["GPUs", GpusPage], slos: ["SLOs", SlosPage], "load-tests": ["Load tests", LoadTestsPage],
  pipeline: ["Pipeline", PipelinePage],
};

const top = document.getElementById("top");
const main = document.getElementById("main");
const live = new Live();
const ranges = h("div", { class: "slot" });
const links = Object.entries(PAGES).map(([name, [label]]) => h("a", { "data-page": name }, label));
let page;

function frame() {
  top.replaceChildren(
    h("a", { class: "brand", href: "#/overview" }, "Tachograph"),
    h("nav", { "aria-label": "Pages" }, links),
    h("div", { class: "tools" }, live.element, ranges, themeButton(redrawAll),
      h("button", { type: "button", class: "leave", title: "Sign out", "aria-label": "Sign out", onclick: leave }, icon("leave"))));
}

async function leave() {
  await signOut();
  askForKey(null);
}

function show(state) {
  if (document.body.dataset.state === "signed-out") return;
  const [label, Kind] = PAGES[state.page] ?? PAGES.overview;
  const focused = page?.state.page === state.page;
  page?.leave();
  page = new Kind(state);
  for (const link of links) {
    link.setAttribute("href", address({}, link.dataset.page));
    if (link.textContent === label) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  document.title = `${page.title ?? label} – Tachograph`;
  ranges.replaceChildren(rangePicker(state));
  main.replaceChildren(page.element);
  forgetOld();
  if (!focused) scrollTo(0, 0);
  const shown = page;
  live.follow(page.question, (kind, data) => shown.live(kind, data), () => shown.news());
  main.dataset.loading = "true";
  page.load().then(() => shown === page && delete main.dataset.loading);
}

function askForKey(reason) {
  document.body.dataset.state = "signed-out";
  document.title = "Sign in – Tachograph";
  page?.leave();
  live.follow(null);
  top.replaceChildren(h("span", { class: "brand" }, "Tachograph"));
  main.replaceChildren(signInPage(reason, begin));
  main.querySelector("input").focus();
}

function begin() {
  document.body.dataset.state = "signed-in";
  frame();
  show(read());
}

document.getElementById("skip").addEventListener("click", event => {
  event.preventDefault();
  main.focus();
});
// When a page is left, its questions are given up, and nobody waits for their answers.
addEventListener("unhandledrejection", event => event.reason?.name === "AbortError" && event.preventDefault());
onSignedOut(() => document.body.dataset.state === "signed-in" && askForKey(null));
onChange(show);

const trouble = await signInByLink();
if (trouble) askForKey(trouble);
else begin();
