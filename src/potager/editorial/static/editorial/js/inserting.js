// Marks go into the text where the cursor is, on lines of their own; chosen pictures stand side by side. Words about
// a picture are kept as one leaves their field.
const drawer = document.querySelector("[data-drawer]"), area = drawer && document.getElementById(drawer.dataset.into);
const tell = (words) => document.dispatchEvent(new CustomEvent("drawer:told", { detail: words }));
const chosen = () => [...drawer.querySelectorAll("[data-pick]:checked")];
const pick = () => { drawer.querySelector("[data-gallery]").hidden = chosen().length < 2; };

function write(text, start, end) {
  area.focus();
  area.setSelectionRange(start, end);
  if (!document.execCommand?.("insertText", false, text)) area.setRangeText(text, start, end, "end"); // with undo, where browsers can
  area.dispatchEvent(new Event("input", { bubbles: true }));
}

function insert(mark) {
  const at = area.selectionEnd, before = area.value.slice(0, at), after = area.value.slice(at);
  const lead = !before || before.endsWith("\n\n") ? "" : before.endsWith("\n") ? "\n" : "\n\n";
  const tail = after.startsWith("\n\n") ? "" : after.startsWith("\n") ? "\n" : "\n\n";
  write(lead + mark + tail, at, at);
}

function gallery(button) {
  const marks = chosen().map((box) => box.dataset.pick);
  insert([`::: ${button.dataset.insertGallery}`, ...marks, ":::"].join("\n"));
  chosen().forEach((box) => { box.checked = false; });
  pick();
}

async function keep(item) {
  const body = new FormData();
  for (const field of item.querySelectorAll("[name]")) body.append(field.name, field.value);
  const answer = await fetch(item.dataset.words, { method: "POST", body, headers: { "X-Requested-With": "potager" } }).catch(() => null);
  const isWords = answer?.headers.get("Content-Type")?.startsWith("text/plain");
  tell(answer?.ok ? drawer.dataset.kept : isWords ? await answer.text() : drawer.dataset.trouble);
  if (!answer?.ok) return;
  const now = new DOMParser().parseFromString(await answer.text(), "text/html"), held = item.closest(".held");
  for (const name of ["insert", "pick"]) {
    const [old, fresh] = [held, now].map((place) => place.querySelector(`[data-${name}]`));
    if (old && fresh) old.dataset[name] = fresh.dataset[name];
  }
}

if (area) {
  drawer.addEventListener("click", ({ target }) => {
    if (target.closest("[data-insert]")) insert(target.closest("[data-insert]").dataset.insert);
    if (target.closest("[data-insert-gallery]")) gallery(target.closest("[data-insert-gallery]"));
  });
  drawer.addEventListener("change", ({ target }) => {
    if (target.matches("[data-pick]")) pick();
    if (target.closest("[data-words]")) keep(target.closest("[data-words]"));
  });
  document.addEventListener("article:insert", ({ detail }) => insert(detail));
  document.addEventListener("article:paste", ({ detail }) => write(detail, area.selectionStart, area.selectionEnd));
}
