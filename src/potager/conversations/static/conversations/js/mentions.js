// "@" in a message: members whose names begin with what follows, asked of the server.
const BEGUN = /(?:^|[^\p{L}\p{M}\p{N}@/.])@([\p{L}\p{N}][^@\n]{0,39})$/u;
const PAUSE = 120;
let timer, asking, nothing = null; // what was asked for last and found nobody
const source = (field) => field.form?.querySelector("[data-mentions]");

async function look(field) {
  const before = field.value.slice(Math.max(0, field.selectionStart - 42), field.selectionStart), hit = BEGUN.exec(before);
  asking?.abort();
  if (!hit || (nothing !== null && hit[1].startsWith(nothing))) return tell(field, []);
  asking = new AbortController();
  const typed = field.value, url = `${source(field).dataset.mentions}?${new URLSearchParams({ q: hit[1] })}`;
  const answer = await fetch(url, { signal: asking.signal }).catch(() => null);
  if (!answer?.ok || field.value !== typed) return;
  const { names } = await answer.json();
  nothing = names.length ? null : hit[1];
  tell(field, names, field.selectionStart - hit[1].length);
}

function tell(field, options, start = 0) {
  const detail = { options, start, label: source(field)?.dataset.label };
  field.dispatchEvent(new CustomEvent("suggest", { bubbles: true, detail }));
}

document.addEventListener("input", ({ target }) => {
  clearTimeout(timer);
  if (target.matches("textarea") && source(target)) timer = setTimeout(look, PAUSE, target);
});
