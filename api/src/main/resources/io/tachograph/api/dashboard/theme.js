// Light, dark, or as the system has it.

import { h } from "./dom.js";
import { icon } from "./icon.js";

const KEY = "tachograph.theme";
const NEXT = { system: "light", light: "dark", dark: "system" };

let chosen = "system";
try {
  chosen = NEXT[localStorage.getItem(KEY)] ? localStorage.getItem(KEY) : "system";
} catch {
  // A browser without storage follows the system.
}

const apply = () => {
  if (chosen === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = chosen;
};
apply();

export function themeButton(redraw) {
  const button = h("button", { type: "button", class: "theme" });
  const show = () => {
    button.replaceChildren(icon(chosen));
    button.title = `Theme: ${chosen}`;
    button.setAttribute("aria-label", `Theme: ${chosen}`);
  };
  button.addEventListener("click", () => {
    chosen = NEXT[chosen];
    try {
      localStorage.setItem(KEY, chosen);
    } catch {
      // It lasts as long as the page.
    }
    apply();
    show();
    redraw();
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
  show();
  return button;
}
