// New parts: the reader's eye decides what is read. What is not yet read is announced, and told to the composer.
const text = document.getElementById("story-text");
const marker = document.getElementById("story-arrived");
const parts = () => [...(text?.querySelectorAll("[data-position]:not([hidden])") ?? [])];
const known = new Set(parts().map((part) => part.id));
const unread = new Set();
const number = (part) => Number(part.dataset.position);
const words = (one, many, count) => (count === 1 ? one : many.replace("#", count));

const eye = new IntersectionObserver((entries) => entries.filter((entry) => entry.isIntersecting).forEach(({ target }) => {
  setTimeout(() => { if (unread.delete(target)) { eye.unobserve(target); tell(); } }, 1200);
}), { threshold: 0.4 });

function tell() {
  const count = unread.size, form = document.querySelector("form[data-composer]");
  if (marker) {
    marker.hidden = !count;
    marker.querySelector("span").textContent = words(marker.dataset.one, marker.dataset.many, count);
    if (count) marker.querySelector("a").hash = [...unread][0].id;
  }
  if (!form) return;
  const moved = form.querySelector("[data-moved]"), last = Math.max(0, ...parts().filter((part) => !unread.has(part)).map(number));
  form.elements.seen.value = Math.max(form.elements.seen.value, count ? Math.min(last, Math.min(...[...unread].map(number)) - 1) : last);
  moved.hidden = !count || !form.elements.text.value;
  if (form.querySelector(".arrivals")) form.querySelector("[data-say]").hidden = !moved.hidden; // not twice the same
  moved.textContent = words(form.dataset.movedOne, form.dataset.moved, count);
  if (count) moved.hash = [...unread][0].id;
}

function look() {
  const seen = Number(document.querySelector("form[data-composer]")?.elements.seen.value ?? 0);
  for (const part of parts()) {
    if (known.has(part.id)) continue;
    known.add(part.id);
    if (number(part) <= seen) continue; // an answer has shown it already
    part.classList.add("new");
    unread.add(part);
    eye.observe(part);
  }
  tell();
}

["added", "accepted"].forEach((verb) => document.addEventListener(`live:contribution.${verb}`, look));
document.addEventListener("composer:stored", () => setTimeout(() => { parts().forEach((part) => known.add(part.id)); tell(); }));
// What the answer itself showed is read there.
document.addEventListener("composer:swapped", ({ target }) => {
  unread.forEach((part) => number(part) <= target.elements.seen.value && unread.delete(part));
  tell();
});
document.addEventListener("input", ({ target }) => target.name === "text" && tell());
