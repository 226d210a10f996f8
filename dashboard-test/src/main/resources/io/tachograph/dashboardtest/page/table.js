// The cells of a table, by HTML's elements or by ARIA's roles, or which tables there are: {rows, hidden}, {tables} or {error}.
({ selector, nth }) => {
  const CELLS = "[role=cell], [role=gridcell], [role=columnheader], [role=rowheader]";
  const plain = text => (text ?? "").replace(/\s+/g, " ").trim();
  const textOf = one => plain(one.innerText || one.textContent);
  const rowsOf = one => one.tagName === "TABLE" ? [...one.rows].map(row => [...row.cells].map(textOf))
    : [...one.querySelectorAll("[role=row]")].map(row => [...row.querySelectorAll(CELLS)].map(textOf));
  const headingOf = one => plain(one.caption?.textContent) || one.getAttribute("aria-label")
    || plain(one.closest("section, article, [aria-label]")?.querySelector("h1, h2, h3, h4")?.textContent) || "without a heading";
  let all;
  try {
    all = [...document.querySelectorAll(selector || "table, [role=table], [role=grid]")];
  } catch (failure) {
    return { error: `'${selector}' is not a CSS selector.` };
  }
  all = all.map(one => one.matches("table, [role=table], [role=grid]") ? one : one.querySelector("table, [role=table], [role=grid]")).filter(one => one);
  if (all.length === 0) return { error: selector ? `No table has the selector ${selector}.` : "The page has no table." };
  if (nth === undefined && all.length > 1) return { tables: all.map(one => `${headingOf(one)}, ${rowsOf(one).length} rows`) };
  const one = all[(nth ?? 1) - 1];
  if (!one) return { error: `There are only ${all.length} tables.` };
  return { heading: headingOf(one), rows: rowsOf(one), hidden: !one.checkVisibility({ visibilityProperty: true }) };
}
