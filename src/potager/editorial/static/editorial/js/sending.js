// Files that are chosen, dropped or pasted go to the server at once, in parts, one after another, with how far they are.
const drawer = document.querySelector("[data-drawer]"), PART = 4_000_000, TRIES = 3;
const tell = (words) => document.dispatchEvent(new CustomEvent("drawer:told", { detail: words }));
const pause = (seconds) => new Promise((done) => { setTimeout(done, 1000 * seconds); });

async function sendPart(file, key, offset) {
  const body = new FormData();
  body.append("file", file.slice(offset, offset + PART), "file");
  for (const [name, value] of Object.entries({ key, offset, total: file.size })) body.append(name, value);
  for (let attempt = 1; ; attempt += 1) {
    const answer = await fetch(drawer.dataset.send, { method: "POST", body, headers: { "X-Requested-With": "potager" } }).catch(() => null);
    if (answer || attempt === TRIES) return answer;
    await pause(2 * attempt);
  }
}

async function sendFile(file) {
  const key = crypto.randomUUID();
  let answer, offset = 0;
  do {
    const share = file.size > PART ? ` ${Math.floor((100 * offset) / file.size)} %` : "";
    tell(`${drawer.dataset.busy} ${file.name}${share}`);
    answer = await sendPart(file, key, offset);
    offset += PART;
  } while (answer?.ok && offset < file.size);
  const isWords = answer?.headers.get("Content-Type")?.startsWith("text/plain");
  return { html: answer?.ok ? await answer.text() : "", words: answer?.ok ? "" : isWords ? await answer.text() : drawer.dataset.trouble };
}

async function send(files, isInText) {
  const refusals = [];
  for (const file of files) {
    const { html, words } = await sendFile(file);
    if (words) { refusals.push(`${file.name}: ${words}`); continue; }
    document.dispatchEvent(new CustomEvent("drawer:put", { detail: html }));
    const mark = new DOMParser().parseFromString(html, "text/html").querySelector("[data-mark]")?.dataset.mark;
    if (isInText && mark) document.dispatchEvent(new CustomEvent("article:insert", { detail: mark }));
  }
  tell(refusals.join(" "));
}

if (drawer) {
  const field = drawer.querySelector("[data-files]"), box = drawer.querySelector(".drawer-link");
  drawer.addEventListener("click", ({ target }) => {
    if (target.closest("[data-choose-files]")) field.click();
    const asks = target.closest("[data-ask-link]");
    if (!asks) return;
    box.hidden = !box.hidden;
    asks.setAttribute("aria-expanded", String(!box.hidden));
    if (!box.hidden) box.querySelector("input").focus();
  });
  field.addEventListener("change", () => { send([...field.files], false); field.value = ""; });
  document.addEventListener("drawer:files", ({ detail }) => send(detail, true));
  drawer.addEventListener("dragover", (event) => { if (event.dataTransfer.types.includes("Files")) event.preventDefault(); });
  drawer.addEventListener("drop", (event) => { if (event.dataTransfer.files.length) { event.preventDefault(); send([...event.dataTransfer.files], false); } });
}
