// <form data-autosave="address">: what is typed is saved as a draft a moment later, with the version it started from.
const AFTER = 1200, AGAIN = 8000;
const timers = new WeakMap(), sending = new WeakSet(), dirty = new Set();
const place = (form) => form.querySelector(".pair-saved");
const later = (form, pause) => { clearTimeout(timers.get(form)); timers.set(form, setTimeout(() => save(form), pause)); };

function touched(form) {
  dirty.add(form);
  later(form, AFTER);
}

async function save(form) {
  if (sending.has(form)) return later(form, AFTER);
  sending.add(form);
  dirty.delete(form);
  try {
    const answer = await fetch(form.dataset.autosave, { method: "POST", body: new URLSearchParams(new FormData(form)), headers: { "X-Requested-With": "potager" } });
    if (answer.status >= 500) throw new Error(answer.status);
    place(form).innerHTML = await answer.text();
    const version = place(form).querySelector("[data-version]");
    if (version) form.elements.version.value = version.dataset.version;
  } catch {
    place(form).textContent = form.dataset.unsaved;
    dirty.add(form);
    later(form, AGAIN);
  } finally {
    sending.delete(form);
  }
}

function choose(form, button) {
  form.elements.version.value = button.dataset.keep ?? button.dataset.take;
  if (button.dataset.take) form.elements.text.value = button.dataset.text;
  form.elements.text.focus();
  save(form);
}

const formOf = (event) => event.target.closest("[data-autosave]");
document.addEventListener("input", (event) => formOf(event) && touched(formOf(event)));
document.addEventListener("click", (event) => {
  const form = formOf(event), button = event.target.closest("[data-keep], [data-take], [data-draft]");
  if (!form || !button) return;
  event.preventDefault();
  if ("draft" in button.dataset) save(form);
  else choose(form, button);
});
document.addEventListener("submit", (event) => { clearTimeout(timers.get(event.target)); dirty.delete(event.target); });
addEventListener("online", () => dirty.forEach(save));
addEventListener("pagehide", () => dirty.forEach((form) => {
  const body = new URLSearchParams(new FormData(form));
  fetch(form.dataset.autosave, { method: "POST", body, keepalive: true, headers: { "X-Requested-With": "potager" } }).catch(() => {});
}));
addEventListener("beforeunload", (event) => { if ([...dirty].some((form) => place(form).textContent === form.dataset.unsaved)) event.preventDefault(); });
