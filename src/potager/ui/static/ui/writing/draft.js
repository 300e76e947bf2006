// <form data-draft="name">: what is typed stays in this browser, with its key, until the server has it.
const KEPT = ["text", "name", "email", "signature", "title", "opening", "guidance", "tags", "key"];
const slot = (form) => `potager:draft:${form.dataset.draft}`;
const fields = (form) => KEPT.map((name) => form.elements[name]).filter((field) => field?.value !== undefined);

function read(form) {
  try { return JSON.parse(localStorage.getItem(slot(form))) || {}; } catch { return {}; }
}

function write(form, draft) {
  try { localStorage.setItem(slot(form), JSON.stringify(draft)); } catch { /* a full or closed store: the page still holds it */ }
}

// A form that the server keeps too says which revision of the draft it shows: see conversations/js/drafts.js.
const shown = (form) => form.querySelector("[data-draft-at]")?.dataset;

function keep(form) {
  const draft = read(form), at = shown(form), text = draft.text;
  fields(form).forEach((field) => { draft[field.name] = field.value; });
  if (at) Object.assign(draft, { revision: at.revision, base: form.elements.revision?.value, isKept: draft.isKept && text === draft.text });
  write(form, draft);
}

// What this browser kept goes on from what the server kept, and the server has not got it.
function goesOn(form, draft) {
  const at = shown(form);
  if (!at || !draft.text || draft.isKept || draft.text === form.elements.text.value) return false;
  if ((draft.revision ?? "0") === at.revision) return true;
  at.other = draft.text; // another device has gone on: whoever writes may choose
  return false;
}

function restore(form) {
  const draft = read(form), key = form.elements.key;
  // A page that comes back from the server with a text is newer than the draft.
  const isFresh = !(form.elements.text ?? form.elements.opening)?.value, isLater = goesOn(form, draft);
  if (isLater && draft.base) form.elements.revision.value = draft.base;
  fields(form).forEach((field) => {
    if (field.type !== "hidden" && (!field.value || isLater) && draft[field.name]) {
      field.value = draft[field.name];
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
  });
  if (key) key.value = ((isFresh || isLater) && draft.key) || key.value || crypto.randomUUID();
}

const timers = new WeakMap();
document.addEventListener("input", ({ target }) => {
  const form = target.form?.dataset.draft && target.form;
  if (!form) return;
  clearTimeout(timers.get(form));
  // A composer that an answer has replaced keeps nothing any more: its words may be in the story by now.
  timers.set(form, setTimeout(() => form.isConnected && keep(form), 250));
});
const all = () => document.querySelectorAll("form[data-draft]");
addEventListener("pagehide", () => all().forEach(keep));
document.addEventListener("visibilitychange", () => document.hidden && all().forEach(keep));
document.addEventListener("submit", ({ target }) => target.dataset.draft && keep(target), true);
// The server has it: the words go, the person's name and address stay for the next time.
document.addEventListener("composer:stored", ({ target }) => {
  const { name, email } = read(target);
  clearTimeout(timers.get(target));
  write(target, { name, email });
});
document.addEventListener("draft:kept", ({ target }) => write(target, { ...read(target), revision: shown(target).revision, isKept: true }));
// Another window of this browser has sent its words: what stands here is another text, and gets a key of its own.
addEventListener("storage", (event) => all().forEach((form) => {
  if (event.key === slot(form) && form.elements.key && !JSON.parse(event.newValue || "{}").key) form.elements.key.value = crypto.randomUUID();
}));
document.addEventListener("composer:swapped", ({ target }) => restore(target));
all().forEach(restore);
