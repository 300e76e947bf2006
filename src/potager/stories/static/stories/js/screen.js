// The wall of a room: the newest contributions only, the screen kept awake, the whole of it on demand.
const text = document.querySelector("[data-screen]"), whole = document.querySelector("[data-whole-screen]");

function trim() {
  const parts = [...text.querySelectorAll(".part")].filter((part) => part.children.length);
  parts.slice(0, -Number(text.dataset.screen)).forEach((part) => part.remove());
}

document.addEventListener("live:contribution.added", () => {
  text.querySelectorAll(".new").forEach((part) => part.classList.remove("new"));
  text.querySelector(".part:last-child")?.classList.add("new");
  trim();
});

async function stayAwake() {
  if (!document.hidden) await navigator.wakeLock?.request("screen").catch(() => null);
}
document.addEventListener("visibilitychange", stayAwake);
stayAwake();

if (whole && document.fullscreenEnabled) {
  whole.hidden = false;
  whole.addEventListener("click", () => document.documentElement.requestFullscreen().catch(() => null));
  document.addEventListener("fullscreenchange", () => { whole.hidden = Boolean(document.fullscreenElement); });
}
