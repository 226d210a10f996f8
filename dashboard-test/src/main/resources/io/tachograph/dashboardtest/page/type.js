// Prepares the element that was found last for text: tells {insert: true} where the text is to be typed, {done} where it is set
// already, or {error}.
({ text }) => {
  const one = window.tachographElement;
  const tell = () => ["input", "change"].forEach(kind => one.dispatchEvent(new Event(kind, { bubbles: true })));
  if (one.disabled || one.readOnly) return { error: "It takes no input." };
  if (one.tagName === "SELECT") {
    const option = [...one.options].find(its => its.text.trim() === text || its.value === text);
    if (!option) return { error: "It offers only: " + [...one.options].map(its => its.text.trim()).join(", ") };
    one.value = option.value;
    tell();
    return { done: true };
  }
  one.focus();
  if (["date", "time", "datetime-local", "month", "week", "range", "color"].includes(one.type)) {
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(one, text);
    if (one.value !== text) return { error: `It does not take '${text}' as a ${one.type}.` };
    tell();
    return { done: true };
  }
  if (one.isContentEditable) document.getSelection().selectAllChildren(one);
  else if (one.select) one.select();
  else return { error: "It is nothing to type into." };
  return { insert: true };
}
