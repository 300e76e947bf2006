// <ol data-door="address">: marks at the door. Without a network they wait in this browser and are sent later, once each.
const list = document.querySelector("[data-door]"), KEY = `door:${location.pathname}`;
const waits = document.querySelector("[data-waiting]"), number = document.querySelector("[data-waiting-number]");
const here = document.querySelector("[data-here]"), find = document.querySelector("[data-door-find]");
const kept = () => JSON.parse(localStorage.getItem(KEY) ?? "[]");
let isSending = false;

function keep(marks) {
  if (marks.length) localStorage.setItem(KEY, JSON.stringify(marks));
  else localStorage.removeItem(KEY);
  waits.hidden = !marks.length;
  number.textContent = marks.length || "";
}

function show({ registration, came }) {
  const row = document.getElementById(`r-${registration}`);
  if (!row) return;
  const before = Number(row.dataset.came ?? (row.classList.contains("is-here") ? row.querySelector(".door-number")?.value ?? 1 : 0));
  row.dataset.came = came || 0;
  row.classList.toggle("is-here", Number(came) > 0);
  here.textContent = Number(here.textContent) + Number(came || 0) - before;
}

async function send() {
  if (isSending) return;
  isSending = true;
  for (let marks = kept(); marks.length; marks = kept()) {
    const answer = await fetch(list.dataset.door, { method: "POST", body: new URLSearchParams(marks[0]), headers: { "X-Requested-With": "potager" } }).catch(() => null);
    if (!answer || answer.status >= 500 || answer.redirected) break; // no network, or signed out: they wait
    keep(kept().slice(1));
  }
  isSending = false;
  keep(kept());
}

list?.addEventListener("submit", (event) => {
  event.preventDefault();
  const mark = Object.fromEntries(new FormData(event.target, event.submitter));
  keep([...kept(), { ...mark, at: Date.now(), key: crypto.randomUUID() }]);
  show(mark);
  send();
});
find?.addEventListener("input", () => {
  const wanted = find.value.trim().toLowerCase();
  for (const row of list.children) row.hidden = !row.dataset.name.toLowerCase().includes(wanted);
});
if (list) {
  kept().forEach(show);
  keep(kept());
  addEventListener("online", send);
  setInterval(send, 20_000);
  send();
  navigator.serviceWorker?.register(list.dataset.worker).catch(() => null);
}
