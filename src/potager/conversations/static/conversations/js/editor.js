// The tools beside a text area: shortcuts, how it will look, somebody's words. Without scripts there is the text area.
const editorOf = (node) => node.closest("form")?.querySelector("[data-editor]");
const areaOf = (editor) => document.getElementById(editor.dataset.editor);
const say = (text) => document.dispatchEvent(new CustomEvent("potager:toast", { detail: text }));

function put(area, text) {
  area.focus();
  area.setRangeText(text, area.selectionStart, area.selectionEnd, "end");
  area.dispatchEvent(new InputEvent("input", { bubbles: true }));
}

async function preview(editor, button) {
  const place = editor.querySelector("[data-previewed]"), area = areaOf(editor), isShown = !place.hidden;
  button.setAttribute("aria-pressed", !isShown);
  place.hidden = isShown;
  if (isShown) return area.focus();
  place.setAttribute("aria-busy", "true");
  const body = new URLSearchParams({ text: area.value });
  const answer = await fetch(button.dataset.preview, { method: "POST", body }).catch(() => null);
  place.removeAttribute("aria-busy");
  place.innerHTML = answer?.ok ? await answer.text() : "";
  if (answer?.ok) return place.focus({ preventScroll: true });
  place.hidden = true;
  button.setAttribute("aria-pressed", false);
  say(editor.dataset.trouble);
}

// The words that are selected in that message, the whole message otherwise; its first lines say whose they are.
async function quote(link, area) {
  const post = link.closest(".post"), chosen = getSelection();
  const isOfIt = !chosen.isCollapsed && post.querySelector(".said")?.contains(chosen.anchorNode) && post.contains(chosen.focusNode);
  const lines = isOfIt ? chosen.toString().trim().split("\n").map((line) => `> ${line}`) : null;
  const answer = await fetch(link.dataset.quote).catch(() => null);
  if (!answer?.ok) return location.assign(link.href);
  const whole = await answer.text();
  const before = area.value.slice(0, area.selectionStart);
  const gap = before && !before.endsWith("\n\n") ? "\n\n" : "";
  put(area, gap + (lines ? [...whole.split("\n").slice(0, 2), ...lines, "", ""].join("\n") : whole));
  post.querySelector("a[data-answers]")?.click(); // it is an answer to that message
}

document.addEventListener("click", (event) => {
  const { target } = event, look = target.closest("[data-preview]"), words = target.closest("[data-quote]");
  if (look) preview(look.closest("[data-editor]"), look);
  const area = document.querySelector("#composer textarea");
  if (!words || !area || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  words.closest("details")?.removeAttribute("open");
  quote(words, area);
});

document.addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || !event.target.matches?.("textarea, [data-previewed]")) return;
  const key = { Period: ".", Digit8: "8" }[event.code] ?? event.key.toLowerCase();
  const button = editorOf(event.target)?.querySelector(`[data-hotkey="${CSS.escape((event.shiftKey ? "shift+" : "") + key)}"]`);
  if (!button) return;
  event.preventDefault();
  button.click();
});
