// Pictures that are chosen, pasted or dropped go to the server at once; what comes back stands in the form.
const editorOf = (node) => node.closest?.("form")?.querySelector("[data-editor]:has([data-upload])");
const isPicture = (file) => file.type.startsWith("image/");

async function send(editor, files) {
  const input = editor.querySelector("[data-upload]"), told = editor.querySelector("[data-attaching]");
  for (const file of files) {
    told.textContent = input.dataset.busy;
    const body = new FormData();
    body.append("picture", file);
    const answer = await fetch(input.dataset.upload, { method: "POST", body, headers: { "X-Requested-With": "potager" } }).catch(() => null);
    const words = answer && (answer.ok || answer.headers.get("Content-Type")?.startsWith("text/plain")) ? await answer.text() : "";
    told.textContent = answer?.ok ? "" : words || editor.dataset.trouble;
    if (!answer?.ok) break;
    const list = editor.querySelector("[data-attached]");
    list.insertAdjacentHTML("beforeend", words);
    list.lastElementChild.querySelector("input:not([type=hidden])").focus();
  }
}

document.addEventListener("click", ({ target }) => {
  if (target.closest("[data-choose]")) editorOf(target).querySelector("[data-upload]").click();
  const away = target.closest("[data-detach]");
  if (!away) return;
  fetch(away.dataset.detach, { method: "POST" }).catch(() => null); // what stays there is forgotten after a day
  const area = document.getElementById(away.closest("[data-editor]").dataset.editor);
  away.closest("li").remove();
  area.focus();
});

document.addEventListener("change", ({ target }) => {
  if (!target.matches("[data-upload]")) return;
  send(target.closest("[data-editor]"), [...target.files]);
  target.value = "";
});

function take(event, transfer) {
  const editor = editorOf(event.target), files = [...(transfer?.files ?? [])].filter(isPicture);
  if (!editor || !files.length || !event.target.matches("textarea")) return;
  event.preventDefault();
  send(editor, files);
}
document.addEventListener("paste", (event) => take(event, event.clipboardData));
document.addEventListener("drop", (event) => take(event, event.dataTransfer));
document.addEventListener("dragover", (event) => editorOf(event.target) && event.dataTransfer.types.includes("Files") && event.preventDefault());
