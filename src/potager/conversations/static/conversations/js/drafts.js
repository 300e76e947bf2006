// Forms with [data-draft-at]: what is typed goes to the server too, a moment later, so that any device has it. An older
// window overwrites nothing: it asks (draftask.js). What the server has not got, this browser keeps (ui/writing/draft.js).
const PAUSE = 1500, states = new WeakMap();
const place = (form) => form?.querySelector?.("[data-draft-at]");
const state = (form) => states.get(form) ?? states.set(form, {}).get(form);

function say(form, name) {
  const line = place(form).querySelector("[data-draft-says]");
  line.textContent = line.dataset[name] ?? "";
}

function typed(form) {
  const body = new URLSearchParams(new FormData(form));
  body.set("place", place(form).dataset.draftAt);
  body.set("draft_revision", place(form).dataset.revision);
  return body;
}

async function save(form) {
  const mine = state(form), at = place(form).dataset, text = form.elements.text.value;
  if (mine.isBusy || mine.isSent || at.asks) return;
  mine.isBusy = true;
  const answer = await fetch(at.draftTo, { method: "POST", body: typed(form), headers: { "X-Requested-With": "potager" } }).catch(() => null);
  const isOurs = answer?.headers.get("Content-Type") === "application/json", told = isOurs ? await answer.json() : {};
  mine.isBusy = false;
  if (!form.isConnected || mine.isSent) return;
  if (told.sent) return forget(form);
  if (!isOurs) return say(form, "here");
  if (answer.ok) at.revision = told.revision;
  else Object.assign(at, { asks: told.revision ? "elsewhere" : "gone", theirs: told.revision });
  form.dispatchEvent(new CustomEvent(answer.ok ? "draft:kept" : "draft:asks", { bubbles: true }));
  say(form, answer.ok ? "kept" : "");
  if (answer.ok && form.elements.text.value !== text) later(form);
}

function later(form) {
  clearTimeout(state(form).timer);
  state(form).isSent = false;
  state(form).timer = setTimeout(save, PAUSE, form);
}

// It was sent, and the browser did not know: the next words are new.
function forget(form) {
  for (const name of ["text", "title", "tags"]) if (form.elements[name]) form.elements[name].value = "";
  form.dispatchEvent(new CustomEvent("composer:stored", { bubbles: true }));
  form.elements.key.value = crypto.randomUUID();
  place(form).dataset.revision = 0;
}

document.addEventListener("input", ({ target }) => place(target.form) && later(target.form));
document.addEventListener("draft:save", ({ target }) => save(target));
document.addEventListener("submit", ({ target }) => { if (place(target)) clearTimeout(state(target).timer), state(target).isSent = true; }, true);
addEventListener("pagehide", () => document.querySelectorAll("form").forEach((form) => {
  const mine = place(form) && state(form);
  if (mine?.timer && !mine.isSent && !mine.isBusy && !place(form).dataset.asks) navigator.sendBeacon(place(form).dataset.draftTo, typed(form));
}));
