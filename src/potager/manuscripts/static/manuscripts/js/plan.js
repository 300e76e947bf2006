// <ol data-plan>: chapters are dragged to their place; the form beside each does the same without a mouse or a script.
const CHANGED = ["section.added", "section.moved", "section.removed", "section.brought_back", "section.hidden", "section.unhidden"];
let held, isStale = false;
const plan = () => document.querySelector("ol[data-plan]");
const row = (target) => target.closest?.("ol[data-plan] > li");
const say = (text) => document.dispatchEvent(new CustomEvent("potager:toast", { detail: text }));

async function renew() {
  const answer = await fetch(location.href, { headers: { "X-Requested-With": "potager" } }).catch(() => null);
  const page = answer?.ok && new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page && page.getElementById("plan"), old = document.getElementById("plan");
  isStale = Boolean(held || old?.querySelector("input:focus")); // nobody's typing is swept away
  if (fresh && old && !isStale) old.replaceWith(fresh);
  else if (fresh && !old) location.reload();
  ready();
}

async function move(item, to) {
  const form = item.querySelector("form.move"), words = plan().dataset;
  const body = new URLSearchParams({ to });
  const answer = await fetch(form.action, { method: "POST", body, headers: { "X-Requested-With": "potager" } }).catch(() => null);
  say(answer?.ok ? words.moved : words.trouble);
  renew();
}

function ready() {
  plan()?.querySelectorAll(":scope > li").forEach((item) => { item.draggable = true; });
}

document.addEventListener("dragstart", (event) => {
  held = row(event.target);
  if (!held) return;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", held.id);
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
document.addEventListener("dragend", () => {
  const item = held;
  held = undefined;
  if (!item) return;
  item.classList.remove("held");
  const items = [...plan().children], first = Math.min(...items.map((one) => Number(one.dataset.place)));
  const to = first + items.indexOf(item);
  if (to !== Number(item.dataset.place)) move(item, to);
});
document.addEventListener("focusout", ({ target }) => isStale && target.closest("form.move") && setTimeout(renew, 500));
CHANGED.forEach((kind) => document.addEventListener(`live:${kind}`, renew));
ready();
