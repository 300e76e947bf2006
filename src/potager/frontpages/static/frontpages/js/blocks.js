// <ol data-blocks>: blocks are dragged to their place; the buttons of each do the same without a mouse or a script.
let held;
const list = document.querySelector("ol[data-blocks]");
const row = (target) => target.closest?.("ol[data-blocks] > li");
const say = (text) => document.dispatchEvent(new CustomEvent("potager:toast", { detail: text }));

list?.querySelectorAll(":scope > li").forEach((item) => { item.draggable = true; });
document.addEventListener("dragstart", (event) => {
  held = row(event.target);
  if (!held) return;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", held.dataset.place);
  held.classList.add("held");
});
document.addEventListener("dragover", (event) => {
  const over = held && row(event.target);
  if (!over) return;
  event.preventDefault();
  if (over === held) return;
  const { top, height } = over.getBoundingClientRect();
  over[event.clientY < top + height / 2 ? "before" : "after"](held);
});
document.addEventListener("drop", (event) => held && event.preventDefault());
document.addEventListener("dragend", async () => {
  const item = held;
  held = undefined;
  if (!item) return;
  item.classList.remove("held");
  const to = [...list.children].indexOf(item) + 1;
  if (to === Number(item.dataset.place)) return;
  const body = new URLSearchParams({ do: "to", place: item.dataset.place, to });
  const answer = await fetch(location.href, { method: "POST", body }).catch(() => null);
  if (answer?.ok) location.reload();
  else say(list.dataset.trouble);
});
