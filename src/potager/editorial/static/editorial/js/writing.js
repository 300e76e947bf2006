// <form data-article>: what is typed goes to this browser at once and to the server a moment later. Words that the
// server never had come back with the next visit; nothing is sent off before they are safe.
const form = document.querySelector("form[data-article]");
const slot = form && `potager:article:${form.dataset.article}`;
const PAUSE = 2000, headers = { "X-Requested-With": "potager" };
const status = document.getElementById("kept"), count = document.getElementById("words");
const typed = () => new URLSearchParams([...new FormData(form)].filter(([name]) => name !== "key"));
const say = (words) => document.dispatchEvent(new CustomEvent("potager:toast", { detail: words }));
const tell = (name) => { if (status) status.textContent = status.dataset[name]; };
const read = () => { try { return JSON.parse(localStorage.getItem(slot)); } catch { return null; } };
const forget = () => { try { localStorage.removeItem(slot); } catch { /* nothing was kept */ } };
let timer, isSafe = true;

function keep() {
  isSafe = false;
  try { localStorage.setItem(slot, JSON.stringify({ at: Date.now(), typed: typed().toString() })); } catch { /* full: the page holds it */ }
}

async function send() {
  clearTimeout(timer);
  if (isSafe) return true;
  const sent = typed().toString();
  const answer = await fetch(form.dataset.draftTo, { method: "POST", body: new URLSearchParams(sent), headers }).catch(() => null);
  const isKept = answer?.ok && !answer.redirected, isOut = answer?.redirected || answer?.status === 403;
  tell(isKept ? "kept" : isOut ? "signedOut" : "offline");
  if (isKept && typed().toString() === sent) { isSafe = true; forget(); }
  return isKept ? true : isOut ? "signedOut" : "trouble";
}

function tally() {
  if (!count) return;
  const { one, many } = count.dataset, words = form.elements.body.value.split(/\s+/).filter(Boolean).length;
  count.textContent = words === 1 ? one : many.replace("#", words);
}

// Fields that came back are put where they were; lists of fields of one name in their order.
function restore(kept) {
  const fields = new URLSearchParams(kept);
  for (const name of new Set(fields.keys())) {
    const places = [...form.elements].filter((one) => one.name === name && one.type !== "file");
    fields.getAll(name).forEach((value, at) => { if (places[at]) places[at].value = value; });
  }
}

async function submit(event) {
  if (isSafe) return;
  event.preventDefault();
  const outcome = await send();
  if (outcome === true) form.requestSubmit(event.submitter); else say(form.dataset[outcome]);
}

if (form) {
  const kept = read();
  const isLater = kept && !("fresh" in form.dataset) && kept.at / 1000 >= Number(form.dataset.draftedAt) && kept.typed !== typed().toString();
  if (isLater && !document.querySelector("[role=alert]")) { restore(kept.typed); isSafe = false; tally(); say(form.dataset.unsent); timer = setTimeout(send, PAUSE); }
  form.addEventListener("input", () => { keep(); tally(); clearTimeout(timer); timer = setTimeout(send, PAUSE); });
  form.addEventListener("submit", submit);
  document.addEventListener("article:save", ({ detail }) => { detail.outcome = send(); });
  addEventListener("pagehide", () => { if (!isSafe) navigator.sendBeacon(form.dataset.draftTo, typed()); });
}
