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

// What is read where it stands needs no bell: as far as the read mark of the topic goes by then.
const topic = /^\/topics\/([0-9a-f-]{36})\//.exec(location.pathname)?.[1];
const rings = () => document.querySelector("#bell-count:not([hidden])");
const seen = () => rings() && navigator.sendBeacon(`${bell.dataset.seen}${topic}/`);
if (topic) {
  setTimeout(seen, 4000);
  addEventListener("pagehide", seen);
  document.addEventListener("live:bell.rung", () => setTimeout(seen, 4000));
}
