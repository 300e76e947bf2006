// What is asked of whoever writes one text in two places: [data-asks] on [data-draft-at] names the question that is shown.
const place = (form) => form?.querySelector?.("[data-draft-at]");

function ask(form) {
  const at = place(form);
  if (!at) return;
  if (at.dataset.other && !at.dataset.asks) at.dataset.asks = "other";
  at.querySelectorAll("[data-question]").forEach((one) => { one.hidden = one.dataset.question !== at.dataset.asks; });
  at.querySelector("[data-answer=drop]").hidden = at.dataset.revision === "0";
}

const stored = (form) => form.dispatchEvent(new CustomEvent("composer:stored", { bubbles: true })); // this browser forgets
const answers = {
  theirs: (form) => { stored(form); location.reload(); },
  mine: (form, at) => { at.revision = at.theirs; delete at.asks; form.dispatchEvent(new CustomEvent("draft:save", { bubbles: true })); },
  other: (form, at) => {
    form.elements.text.value = at.other;
    delete at.asks, delete at.other;
    form.elements.text.dispatchEvent(new InputEvent("input", { bubbles: true }));
  },
  async drop(form, at) {
    const body = new URLSearchParams({ place: at.draftAt });
    const answer = await fetch(`${at.draftTo}drop/`, { method: "POST", body }).catch(() => null);
    if (answer?.ok) form.elements.text.value = "", answers.theirs(form);
  },
};

document.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-draft-at] [data-answer]");
  if (!button) return;
  answers[button.dataset.answer](button.form, place(button.form).dataset);
  ask(button.form);
});
["draft:asks", "draft:kept", "composer:swapped", "composer:stored"].forEach((name) => document.addEventListener(name, ({ target }) => ask(target)));
document.querySelectorAll("form").forEach(ask);
