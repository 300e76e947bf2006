// Times told from now, and countdowns, in the page's language: <time data-relative>, <time data-countdown>.
const language = document.documentElement.lang || "fr";
const relative = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
const STEPS = [["day", 86400], ["hour", 3600], ["minute", 60]];
const unit = (value, name) => new Intl.NumberFormat(language, { style: "unit", unit: name, unitDisplay: "short" }).format(value);

function since(then) {
  const seconds = (then - Date.now()) / 1000;
  if (Math.abs(seconds) > 6 * 86400) return null;
  const [name, size] = STEPS.find(([, size]) => Math.abs(seconds) >= size) || ["second", Infinity];
  return relative.format(Math.trunc(seconds / size), name);
}

function left(then) {
  const seconds = Math.max(0, Math.floor((then - Date.now()) / 1000));
  if (seconds === 0) return document.body.dataset.over;
  const days = Math.floor(seconds / 86400), hours = Math.floor(seconds / 3600) % 24, minutes = Math.floor(seconds / 60) % 60;
  if (days) return `${unit(days, "day")} ${unit(hours, "hour")}`;
  if (hours) return `${unit(hours, "hour")} ${unit(minutes, "minute")}`;
  return minutes >= 5 ? unit(minutes, "minute") : `${unit(minutes, "minute")} ${unit(seconds % 60, "second")}`;
}

function tell(time) {
  const then = new Date(time.dateTime);
  if (Number.isNaN(then.getTime())) return;
  const isCountdown = "countdown" in time.dataset;
  const text = isCountdown ? left(then) : since(then);
  time.title ||= time.textContent.trim();
  if (isCountdown) time.classList.toggle("soon", then - Date.now() < 600000);
  if (text && time.textContent !== text) time.textContent = text;
}

const tellAll = (root = document) => root.querySelectorAll("time[data-relative], time[data-countdown]").forEach(tell);
tellAll();
setInterval(() => document.hidden || document.querySelectorAll("time[data-countdown]").forEach(tell), 1000);
setInterval(() => document.hidden || tellAll(), 30000);
document.addEventListener("visibilitychange", () => document.hidden || tellAll());
new MutationObserver((changes) => changes.forEach((change) => change.addedNodes.forEach((node) => {
  if (node.nodeType === Node.ELEMENT_NODE) (node.matches("time") ? tell(node) : tellAll(node));
}))).observe(document.body, { childList: true, subtree: true });
