// A preview that follows the choices: the picture is asked for anew, a moment after the last change.
const form = document.querySelector("[data-preview]");
const figure = form?.querySelector("figure");
const picture = figure?.querySelector("img");
const status = figure?.querySelector("[role=status]");
let waiting;

const say = (words, busy) => {
  status.textContent = words;
  figure.setAttribute("aria-busy", busy);
};
const show = () => {
  const chosen = new URLSearchParams(new FormData(form));
  for (const name of ["key", "after", "isbn"]) chosen.delete(name);
  const address = `${form.dataset.preview}?${chosen}`;
  if (picture.getAttribute("src") === address) return;
  say(form.dataset.working, true);
  picture.src = address;
  picture.parentElement.href = address;
};
const soon = () => {
  clearTimeout(waiting);
  waiting = setTimeout(show, 400);
};

if (form) {
  picture.addEventListener("load", () => say(form.dataset.done, false));
  picture.addEventListener("error", () => say(form.dataset.failed, false));
  form.addEventListener("change", soon);
  form.addEventListener("submit", (event) => {
    if (event.submitter?.value !== "preview") return;
    event.preventDefault();
    show();
  });
}
