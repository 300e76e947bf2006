// What could be meant by the entry of a list that somebody is typing ([data-talents]); their own words stay if they go on.
const PAUSE = 150, SHORTEST = 2;
let timer, asking;

async function look(field) {
  const begun = field.value.slice(0, field.selectionStart).split(/[,;\n]/).at(-1).trimStart();
  asking?.abort();
  if (begun.trim().length < SHORTEST) return tell(field, []);
  asking = new AbortController();
  const typed = field.value, { talents: kind } = field.dataset, source = field.form.querySelector("[data-suggest]");
  const url = `${source.dataset.suggest}?${new URLSearchParams({ kind, q: begun })}`;
  const answer = await fetch(url, { signal: asking.signal }).catch(() => null);
  if (!answer?.ok || field.value !== typed || document.activeElement !== field) return;
  const { names } = await answer.json();
  tell(field, names, field.selectionStart - begun.length, source.dataset.label);
}

function tell(field, options, start, label) {
  field.dispatchEvent(new CustomEvent("suggest", { bubbles: true, detail: { options, start, label, free: true } }));
}

document.addEventListener("input", ({ target }) => {
  clearTimeout(timer);
  if (target.matches("[data-talents]")) timer = setTimeout(look, PAUSE, target);
});
document.addEventListener("focusout", ({ target }) => target.matches("[data-talents]") && tell(target, []));
