// Files that are pasted or dropped into the text go to the drawer and are shown there; text that comes from a word
// processor becomes Markdown on the server, which cleans it. Pasted with Shift it stays plain.
const drawer = document.querySelector("[data-drawer]"), area = drawer && document.getElementById(drawer.dataset.into);
const paste = (words) => document.dispatchEvent(new CustomEvent("article:paste", { detail: words }));
const FORMED = /<(?:b|strong|i|em|h[1-6]|ul|ol|li|table|a|blockquote|pre|sup|s|del|img|span|font)\b/i;
let isPlain = false;

function take(event, transfer) {
  const files = [...(transfer?.files ?? [])];
  if (!files.length || transfer.types.includes("text/html") && transfer.getData("text/plain").trim()) return false; // word processors add a picture of the text
  event.preventDefault();
  document.dispatchEvent(new CustomEvent("drawer:files", { detail: files }));
  return true;
}

async function bring(html, plain) {
  const body = new FormData();
  body.append("html", html.slice(0, 2_000_000));
  const answer = await fetch(drawer.dataset.paste, { method: "POST", body, headers: { "X-Requested-With": "potager" } }).catch(() => null);
  const words = answer?.ok ? await answer.text() : "";
  paste(words || plain);
}

if (area && drawer.dataset.paste) {
  area.addEventListener("keydown", (event) => { isPlain = event.shiftKey && event.key.toLowerCase() === "v"; });
  area.addEventListener("paste", (event) => {
    const from = event.clipboardData;
    if (!from || take(event, from) || isPlain) return;
    const html = from.getData("text/html");
    if (!FORMED.test(html)) return;
    event.preventDefault();
    bring(html, from.getData("text/plain"));
  });
  area.addEventListener("dragover", (event) => { if (event.dataTransfer.types.includes("Files")) event.preventDefault(); });
  area.addEventListener("drop", (event) => take(event, event.dataTransfer));
}
