// The list under the cursor of a text area. "suggest" (detail: start, label, options of name, text and hint; free: other words
// are as welcome, so none is marked at first) on the area shows it, without options it goes. Arrows, then Enter or Tab choose.
const STATES = ["role", "aria-expanded", "aria-controls", "aria-activedescendant"];
let list, area, start; // start: where what is typed for it begins
const options = () => [...list.children];

function close() {
  list = list?.remove();
  STATES.forEach((name) => area?.removeAttribute(name));
}

function mark(index) {
  options().forEach((one, place) => one.setAttribute("aria-selected", place === index));
  area.setAttribute("aria-activedescendant", options()[index].id);
  options()[index].scrollIntoView({ block: "nearest" });
}

const made = (name, traits) => Object.assign(document.createElement(name), traits);
function option({ name, text, hint }, place) {
  const one = made("li", { id: `suggestion-${place}`, role: "option", ariaSelected: "false", textContent: name });
  if (hint) one.append(" ", made("small", { textContent: hint }));
  one.dataset.text = text;
  return one;
}
function show({ target, detail }) {
  close();
  if (!detail.options.length) return;
  [area, start] = [target, detail.start];
  list = made("ul", { id: "suggestions", className: "suggestions", role: "listbox", ariaLabel: detail.label });
  list.append(...detail.options.map(option));
  document.body.append(list);
  const box = area.getBoundingClientRect(), above = box.top - list.offsetHeight - 4;
  Object.assign(list.style, { left: `${box.left}px`, maxWidth: `${box.width}px`, top: `${above > 8 ? above : box.bottom + 4}px` });
  ["combobox", "true", "suggestions"].forEach((value, place) => area.setAttribute(STATES[place], value));
  if (!detail.free) mark(0);
}
function choose(one) {
  area.setRangeText(`${one.dataset.text} `, start, area.selectionStart, "end");
  close();
  area.focus();
  area.dispatchEvent(new InputEvent("input", { bubbles: true }));
}

function press(event) {
  if (!list || event.target !== area || event.isComposing) return;
  const all = options(), now = all.findIndex((one) => one.ariaSelected === "true"), step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) mark((Math.max(now, step < 0 ? 0 : -1) + step + all.length) % all.length);
  else if (now >= 0 && (event.key === "Enter" || event.key === "Tab")) choose(all[now]);
  else if (event.key === "Escape") close(); else return;
  event.preventDefault();
  event.stopImmediatePropagation();
}
document.addEventListener("suggest", show);
document.addEventListener("keydown", press, true);
document.addEventListener("pointerdown", (event) => {
  const one = event.target.closest?.(".suggestions li");
  if (one) event.preventDefault(); // the area keeps the focus
  if (one) choose(one); else close();
});
["scroll", "resize"].forEach((name) => addEventListener(name, close, { passive: true }));
