// Whoever follows a notice has read it: noted on the way, without waiting.
for (const link of document.querySelectorAll("[data-opened]")) {
  link.addEventListener("click", () => navigator.sendBeacon(link.dataset.opened, new URLSearchParams({ on_the_way: "1" })));
}
