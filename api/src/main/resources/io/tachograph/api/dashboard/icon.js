// The few signs that no font is sure to have.

import { s } from "./dom.js";

const PATHS = {
  system: "M8 2a6 6 0 1 0 0 12a6 6 0 1 0 0-12M8 2v12M8 4.5l4-1M8 8h6M8 11.5l4 1",
  light: "M8 5a3 3 0 1 0 0 6a3 3 0 1 0 0-6M8 1v1.5M8 13.5V15M1 8h1.5M13.5 8H15M3 3l1 1M12 12l1 1M3 13l1-1M12 4l1-1",
  dark: "M13.5 9.5A6 6 0 1 1 6.5 2.5a5 5 0 0 0 7 7z",
  leave: "M6 2H3v12h3M10 5l3 3l-3 3M13 8H6",
};

export const icon = name => s("svg", { class: "icon", viewBox: "0 0 16 16", "aria-hidden": "true" }, s("path", { d: PATHS[name] }));
