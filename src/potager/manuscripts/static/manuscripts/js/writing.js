// <form data-writing>: what is typed goes to this browser at once and to the server every few seconds, which keeps the
// pen in this hand. Words that the server never had come back with the next visit.
const form = document.querySelector("form[data-writing]");
const slot = form && `potager:section:${form.dataset.writing}`;
const PAUSE = 3000;
const headers = { "X-Requested-With": "potager" };
const find = (id) => document.getElementById(id);
const { text, base } = form?.elements ?? {};
let timer, lost = false;

const read = () => { try { return JSON.parse(localStorage.getItem(slot)); } catch { return null; } };
const keep = () => { try { localStorage.setItem(slot, JSON.stringify({ text: text.value, base: base.value })); } catch { /* full: the page holds it */ } };
const forget = () => { try { localStorage.removeItem(slot); } catch { /* nothing was kept */ } };
const say = (words) => document.dispatchEvent(new CustomEvent("potager:toast", { detail: words }));

function show({ until, wanted }) {
  lost = !until;
  find("lost").hidden = !lost;
  find("wanted").hidden = lost || !wanted;
  if (until) find("held")?.setAttribute("datetime", until);
}

async function send() {
  const sent = text.value, body = new URLSearchParams({ text: sent, base: base.value });
  const answer = await fetch(form.dataset.draftTo, { method: "POST", body, headers }).catch(() => null);
  const words = find("kept");
  if (words) words.textContent = answer?.ok ? words.dataset.kept : words.dataset.offline;
  if (!answer?.ok) return;
  if (text.value === sent) forget();
  show(await answer.json());
}

async function submit(event) {
  event.preventDefault();
  clearTimeout(timer);
  keep();
  const body = new URLSearchParams(new FormData(form, event.submitter)), to = event.submitter?.formAction || form.action;
  const answer = await fetch(to, { method: "POST", body, headers }).catch(() => null);
  if (answer?.status === 201) { forget(); location.assign((await answer.json()).to); return; }
  const page = answer && new DOMParser().parseFromString(await answer.text(), "text/html");
  say(page?.querySelector("[role=alert]")?.textContent.trim() || form.dataset.trouble);
}

if (form) {
  const kept = read();
  if (kept && kept.text !== text.value) { [text.value, base.value] = [kept.text, kept.base]; say(form.dataset.unsent); }
  text.addEventListener("input", () => { keep(); clearTimeout(timer); timer = setTimeout(send, PAUSE); });
  form.addEventListener("submit", submit);
  for (const act of ["asked_for", "held_back", "handed_over", "lapsed"]) document.addEventListener(`live:section.${act}`, () => send());
}
