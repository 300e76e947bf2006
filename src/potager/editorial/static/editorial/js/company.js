// [data-company]: who else writes here, and whether somebody kept a newer version, asked every ten seconds while one looks.
const place = document.querySelector("[data-company]"), form = document.querySelector("form[data-article]");
const PAUSE = 10000;
let shown = place?.textContent.trim();

async function ask() {
  if (document.hidden) return;
  const to = `${place.dataset.company}?base=${form.elements.base.value}`;
  const answer = await fetch(to, { headers: { "X-Requested-With": "potager" } }).catch(() => null);
  if (!answer?.ok || answer.redirected) return;
  const piece = document.createElement("div");
  piece.innerHTML = await answer.text();
  if (piece.textContent.trim() === shown) return; // nothing is said twice
  shown = piece.textContent.trim();
  place.replaceChildren(...piece.childNodes);
}

// The way to both texts goes by the draft: what is typed is on it.
document.addEventListener("click", async (event) => {
  const link = event.target.closest("a[data-saves]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const asked = {};
  document.dispatchEvent(new CustomEvent("article:save", { detail: asked }));
  if ((await asked.outcome) === true) location.assign(link.href);
});

if (place && form) setInterval(ask, PAUSE);
