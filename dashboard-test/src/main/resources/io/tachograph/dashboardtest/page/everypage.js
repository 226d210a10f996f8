// Runs before each page's own scripts: what would open another tab, which nobody looks at, opens in this one.
addEventListener("click", event => event.target.closest?.("a[target], area[target]")?.removeAttribute("target"), true);
window.open = url => {
  if (url) location.href = url;
  return null;
};
