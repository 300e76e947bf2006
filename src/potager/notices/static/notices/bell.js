// The number under the bell is told live; a page whose stream comes back asks once for what it missed.
const bell = document.querySelector("[data-bell]");
let was = false;
document.addEventListener("live:hello", async () => {
  if (!was) { was = true; return; }
  const answer = await fetch(bell.dataset.bell, { headers: { Accept: "text/html" } }).catch(() => null);
  if (!answer?.ok || answer.redirected) return;
  const made = document.createElement("template");
  made.innerHTML = await answer.text();
  document.getElementById("bell-count")?.replaceWith(made.content);
});
