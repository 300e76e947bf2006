// <form data-replay>: the story up to the n-th contribution, forwards by itself at a chosen speed.
const desk = document.querySelector("form[data-replay]"), text = document.getElementById("story-text");
text.append(document.getElementById("replay-rest").content);
const all = () => [...text.querySelectorAll("[data-position]:not(.aside)")].filter((part) => part.children.length);
let parts = all(), shown = Number(desk.elements.n.value), timer;
const slider = desk.elements.n, speed = desk.querySelector("[data-speed]"), toggle = desk.querySelector("[data-toggle]");
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const moment = (part) => new Date(part.querySelector("time").dateTime).getTime();
const span = () => Math.max(1, moment(parts.at(-1)) - moment(parts[0]));

function show(count, { follows = true } = {}) {
  const from = Math.min(shown, count), to = Math.max(shown, count);
  parts.slice(from, to).forEach((part, index) => { part.hidden = from + index >= count; });
  shown = count;
  slider.value = count;
  const last = parts[count - 1], time = last?.querySelector("time");
  desk.querySelector("[data-shown]").textContent = count;
  desk.querySelector("[data-moment]").textContent = time ? time.title || time.textContent : "";
  desk.querySelector("[data-link]").dataset.copy = `${location.origin}${location.pathname}?n=${count}`;
  history.replaceState(null, "", `?n=${count}`);
  if (follows && last) last.scrollIntoView({ block: "center", behavior: calm.matches ? "auto" : "smooth" });
}

// Milliseconds before the next contribution appears.
function wait() {
  const next = parts[shown], before = parts[shown - 1], chosen = speed.value;
  if (!before) return 400;
  if (chosen === "reading") return Math.max(700, before.textContent.trim().split(/\s+/).length * 240);
  const gap = moment(next) - moment(before);
  if (chosen === "30" || chosen === "180") return Math.max(40, (gap / span()) * chosen * 1000);
  return Math.max(40, gap / Number(chosen));
}

function play() {
  clearTimeout(timer);
  if (shown >= parts.length) return stop();
  timer = setTimeout(() => { show(shown + 1); play(); }, wait());
}

function say(isPlaying) {
  toggle.setAttribute("aria-pressed", isPlaying);
  toggle.querySelector("span").textContent = isPlaying ? desk.dataset.pause : desk.dataset.play;
}
function stop() { clearTimeout(timer); timer = undefined; say(false); }
function start() { if (shown >= parts.length) show(0); say(true); play(); }

toggle.addEventListener("click", () => (timer ? stop() : start()));
slider.addEventListener("input", () => { show(Number(slider.value)); if (timer) play(); });
speed.addEventListener("change", () => timer && play());
desk.addEventListener("submit", (event) => event.preventDefault());
document.addEventListener("live:contribution.added", () => {
  const atEnd = shown === parts.length;
  parts = all();
  slider.max = parts.length;
  desk.querySelector("[data-total]").textContent = parts.length;
  if (atEnd && !timer) show(parts.length); else parts.slice(shown).forEach((part) => { part.hidden = true; });
});
document.documentElement.classList.add("has-script");
parts.slice(shown).forEach((part) => { part.hidden = true; });
show(shown, { follows: shown > 0 });
