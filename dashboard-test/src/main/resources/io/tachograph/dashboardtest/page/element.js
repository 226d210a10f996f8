// Finds one element by a selector or by what people call it, scrolls to it, and tells where it is: {found} or {error}.
({ selector, label, nth }) => {
  const CONTROLS = "a[href], button, summary, input, select, textarea, [contenteditable=true], [role=button], [role=link], "
    + "[role=tab], [role=menuitem], [role=option], [role=checkbox], [role=radio], [role=switch], [role=combobox]";
  const plain = text => (text ?? "").replace(/\s+/g, " ").trim();
  const isShown = one => one.checkVisibility({ visibilityProperty: true }) && one.getClientRects().length > 0;
  const textOf = ids => plain(ids.split(/\s+/).map(id => document.getElementById(id)?.textContent ?? "").join(" "));
  const namesOf = one => [one.getAttribute("aria-label"), textOf(one.getAttribute("aria-labelledby") ?? ""),
    ...[...one.labels ?? []].map(its => its.textContent), one.innerText, one.getAttribute("placeholder"), one.getAttribute("title"),
    one.getAttribute("alt"), one.type === "submit" || one.type === "button" ? one.value : ""].map(plain).filter(name => name);
  const kindOf = one => one.getAttribute("role") ?? ({ A: "link", BUTTON: "button", SUMMARY: "summary", INPUT: "input", SELECT: "select", TEXTAREA: "input" }[one.tagName] ?? one.tagName.toLowerCase());
  const describe = one => `${kindOf(one)} '${(namesOf(one)[0] ?? "").slice(0, 60)}'`;

  function labelled() {
    const wanted = plain(label).toLowerCase();
    const is = one => namesOf(one).some(name => name.toLowerCase() === wanted);
    const has = one => namesOf(one).some(name => name.toLowerCase().includes(wanted));
    const controls = [...document.querySelectorAll(CONTROLS)].filter(isShown);
    const texts = () => [...document.body.querySelectorAll("*")].filter(isShown);
    const own = one => ![...one.children].some(child => plain(child.innerText).toLowerCase().includes(wanted));
    for (const some of [() => controls.filter(is), () => controls.filter(has), () => texts().filter(one => is(one) && own(one)), () => texts().filter(one => has(one) && own(one))]) {
      const found = some();
      if (found.length > 0) return found;
    }
    return [];
  }

  let all;
  try {
    all = selector ? [...document.querySelectorAll(selector)] : labelled();
  } catch (failure) {
    return { error: `'${selector}' is not a CSS selector.` };
  }
  const what = selector ? `selector ${selector}` : `label '${label}'`;
  const shown = all.filter(isShown);
  if (shown.length === 0) return { error: all.length > 0 ? `What ${what} finds is not shown.` : `Nothing has the ${what}.` };
  if (nth === undefined && shown.length > 1) {
    const list = shown.slice(0, 10).map((one, i) => `${i + 1}: ${describe(one)}`).join("; ");
    return { error: `${shown.length} elements have the ${what}; choose one by nth: ${list}${shown.length > 10 ? "; …" : ""}` };
  }
  if ((nth ?? 1) > shown.length) return { error: `Only ${shown.length} of the ${what} are shown.` };
  const one = shown[(nth ?? 1) - 1];
  one.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
  const box = one.getClientRects()[0];
  const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
  const over = document.elementFromPoint(x, y);
  const reached = over !== null && (one.contains(over) || over.contains(one) || [...one.labels ?? []].some(its => its.contains(over)));
  window.tachographElement = one;
  return { found: { what: describe(one), x, y, left: box.left, top: box.top, width: box.width, height: box.height, covered: reached ? "" : over === null ? "the edge of the window" : describe(over) } };
}
