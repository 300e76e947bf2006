// Rows that are dragged by a handle: dropped, a form says after which one; Escape puts the row back.
const list = document.querySelector("[data-sortable]");
const form = document.getElementById(list?.dataset.sortable);
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
  const moved = row, stays = row.nextElementSibling === home;
  end();
  row = undefined;
  if (stays) return;
  const said = Object.assign(document.createElement("input"), { type: "hidden", name: "move" });
  said.value = `${moved.dataset.item}:${moved.previousElementSibling?.dataset.item ?? list.dataset.before}`;
  form.append(said);
  form.requestSubmit();
}

function back() {
  if (!row) return;
  list.insertBefore(row, home);
  end();
  row = undefined;
}

list?.addEventListener("pointerdown", (event) => {
  const handle = event.target.closest("[data-handle]");
  if (!handle || event.button || row) return;
  event.preventDefault();
  row = handle.closest("[data-item]");
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
