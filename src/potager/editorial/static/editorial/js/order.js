// [data-order] of [data-row]: moved by their buttons (data-move), by Alt and an arrow, or dragged by their grip.
// Numbers (data-place) stay where they are. Inside form[data-order-form] the order is kept at once.
const rows = (list) => [...list.querySelectorAll(":scope > [data-row]")];
const place = (row) => row.querySelector("[data-place]");
const say = (text) => text && document.dispatchEvent(new CustomEvent("potager:toast", { detail: text }));
let held, home, pointer;

async function keep(list) {
  list.dispatchEvent(new Event("input", { bubbles: true }));
  const form = list.closest("form[data-order-form]");
  if (!form) return;
  const body = new URLSearchParams(new FormData(form));
  const answer = await fetch(form.action, { method: "POST", body, headers: { "X-Requested-With": "potager" } }).catch(() => null);
  say(answer?.ok ? form.dataset.done : form.dataset.trouble);
}

function moving(list, change) {
  const labels = rows(list).map((row) => place(row)?.textContent);
  change();
  rows(list).forEach((row, index) => place(row) && (place(row).textContent = labels[index]));
}

function step(row, by) {
  const list = row.parentElement, next = by < 0 ? row.previousElementSibling : row.nextElementSibling;
  if (!next?.matches("[data-row]")) return;
  const focused = document.activeElement;
  moving(list, () => next[by < 0 ? "before" : "after"](row));
  focused?.focus();
  row.scrollIntoView({ block: "nearest" });
  keep(list);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-row] [data-move]");
  if (!button) return;
  event.preventDefault();
  step(button.closest("[data-row]"), Number(button.dataset.move));
});
document.addEventListener("keydown", (event) => {
  const row = event.altKey && event.target.closest?.("[data-order] > [data-row]");
  const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  if (row && by) { event.preventDefault(); step(row, by); }
  if (held && event.key === "Escape") { moving(held.parentElement, () => held.parentElement.insertBefore(held, home)); drop(); }
});
document.addEventListener("pointerdown", (event) => {
  const grip = event.target.closest?.("[data-order] > [data-row] [data-grip]");
  if (!grip || event.button) return;
  event.preventDefault();
  [held, pointer] = [grip.closest("[data-row]"), event.pointerId];
  home = held.nextSibling;
  held.classList.add("held");
  held.parentElement.setPointerCapture(pointer); // the list stays where it is while its rows move
});
document.addEventListener("pointermove", ({ clientY }) => {
  if (!held) return;
  const list = held.parentElement, others = rows(list).filter((row) => row !== held);
  const next = others.find((row) => clientY < row.getBoundingClientRect().top + row.offsetHeight / 2);
  if (next ? held.nextElementSibling !== next : rows(list).at(-1) !== held) moving(list, () => (next ? next.before(held) : others.at(-1)?.after(held)));
});
function drop() { held?.classList.remove("held"); held?.parentElement.releasePointerCapture(pointer); held = undefined; }
document.addEventListener("pointerup", () => { const row = held, moved = row && row.nextSibling !== home; drop(); if (moved) keep(row.parentElement); });
document.addEventListener("pointercancel", drop);
document.querySelectorAll("[data-order] [data-grip]").forEach((grip) => { grip.hidden = false; });
