// Tags in use, offered while one types: those that begin like the last word; a click adds one.
const box = document.querySelector("[data-tags]");
const field = document.getElementById(box?.dataset.tags);
const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().trim();
const words = () => field.value.split(",").map((word) => word.trim());

function offer() {
  const typed = words(), last = plain(typed.at(-1)), there = new Set(typed.map(plain));
  let shown = 0;
  box.querySelectorAll("[data-tag]").forEach((button) => {
    const name = plain(button.dataset.tag);
    button.hidden = shown > 11 || (there.has(name) && name !== last) || !name.startsWith(there.size && field.value.trim().endsWith(",") ? "" : last) || name === last;
    shown += button.hidden ? 0 : 1;
  });
}

box?.addEventListener("click", ({ target }) => {
  const tag = target.closest("[data-tag]")?.dataset.tag;
  if (!tag) return;
  const typed = words(), last = plain(typed.at(-1));
  if (plain(tag).startsWith(last)) typed.pop();
  field.value = [...typed.filter(Boolean), tag, ""].join(", ");
  field.focus();
  offer();
});
field?.addEventListener("input", offer);
if (box && field) { box.hidden = false; offer(); }
