// Pieces of a letter are dragged by a handle; dropped, the letter is kept. Escape puts the piece back; arrows do the same.
const list = document.querySelector("[data-letter-pieces]");
const EDGE = 70, STEP = 14;
let row, home, pointer, y, timer;

const below = () => [...list.children].find((one) => one !== row && y < one.getBoundingClientRect().top + one.offsetHeight / 2);

function follow() {
  const way = y < EDGE ? -STEP : y > innerHeight - EDGE ? STEP : 0;
  if (way) scrollBy(0, way);
  const next = below() ?? null;
  if (next !== row.nextElementSibling) list.insertBefore(row, next);
  timer = requestAnimationFrame(follow);
}

function end() {
  cancelAnimationFrame(timer);
  row.classList.remove("dragged");
  list.releasePointerCapture(pointer);
}

function put() {
  const stays = row.nextElementSibling === home, form = list.closest("form");
  end();
  row = undefined;
  if (!stays) form.requestSubmit(form.querySelector("button[value=keep]"));
}

function back() {
  if (!row) return;
  list.insertBefore(row, home);
  end();
  row = undefined;
}

list?.classList.add("draggable");
list?.addEventListener("pointerdown", (event) => {
  const handle = event.target.closest("[data-handle]");
  if (!handle || event.button || row) return;
  event.preventDefault();
  row = handle.closest("[data-piece]");
  home = row.nextElementSibling;
  [pointer, y] = [event.pointerId, event.clientY];
  row.classList.add("dragged");
  list.setPointerCapture(pointer); // not the handle: what moves in the page loses its pointer
  follow();
});
list?.addEventListener("pointermove", (event) => { y = event.clientY; });
list?.addEventListener("pointerup", () => row && put());
list?.addEventListener("pointercancel", back);
addEventListener("keydown", (event) => event.key === "Escape" && back());
