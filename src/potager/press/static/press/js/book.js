// A page that waits for its book shows it as soon as the press has made it.
const waiting = document.querySelector("[data-reload-on]");
if (waiting) document.addEventListener(waiting.dataset.reloadOn, () => location.reload());
