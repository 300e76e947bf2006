// The page of a chapter: says when there is a newer version, and what one may do now; words that are selected become the passage of a remark.
const newer = document.querySelector("[data-newer]");
const text = document.getElementById("chapter-text");
const form = document.querySelector("form[data-remark]");
const AROUND = 40;

for (const kind of ["version.saved", "version.restored"]) {
  document.addEventListener(`live:${kind}`, () => {
    if (!newer) return;
    newer.hidden = document.getElementById(newer.dataset.state)?.dataset.version === newer.dataset.newer;
  });
}

// What this person may do now depends on whose hand the pen is in: their own page tells.
async function follow() {
  const acts = document.querySelector("#chapter-acts[data-follow]");
  const answer = acts && (await fetch(location.href, { headers: { "X-Requested-With": "potager" } }).catch(() => null));
  const page = answer?.ok && new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page && page.getElementById("chapter-acts");
  if (fresh && !acts.contains(document.activeElement)) acts.replaceWith(fresh);
}

for (const act of ["taken_up", "laid_down", "asked_for", "held_back", "handed_over", "lapsed", "submitted", "approved", "returned"]) {
  document.addEventListener(`live:section.${act}`, ({ detail }) => detail && follow());
}

function selected() {
  const choice = getSelection();
  if (!choice?.rangeCount || choice.isCollapsed || !text?.contains(choice.anchorNode)) return null;
  const range = choice.getRangeAt(0);
  let block = range.startContainer;
  while (block.parentNode !== text) block = block.parentNode;
  if (!block.contains(range.endContainer)) range.setEnd(block, block.childNodes.length);
  const before = range.cloneRange(), after = range.cloneRange();
  before.setStart(block, 0);
  before.setEnd(range.startContainer, range.startOffset);
  after.setStart(range.endContainer, range.endOffset);
  after.setEnd(block, block.childNodes.length);
  return { quote: range.toString().slice(0, 300), before: before.toString().slice(-AROUND), after: after.toString().slice(0, AROUND) };
}

document.addEventListener("selectionchange", () => {
  const found = form && selected();
  if (!found?.quote.trim()) return;
  for (const [name, value] of Object.entries(found)) form.elements[name].value = value;
});
