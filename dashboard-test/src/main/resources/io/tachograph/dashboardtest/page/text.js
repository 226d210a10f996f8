// What is shown, as text: of the page, or of the elements that a selector finds.
({ selector }) => {
  try {
    const all = selector ? [...document.querySelectorAll(selector)] : [document.body];
    if (all.length === 0) return { error: `Nothing has the selector ${selector}.` };
    return { text: all.map(one => one.innerText ?? one.textContent).join("\n") };
  } catch (failure) {
    return { error: `'${selector}' is not a CSS selector.` };
  }
}
