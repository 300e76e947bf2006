// <form data-composer>: sends without leaving the page; the answer is a new composer, and nothing typed is lost.
let waiting = null; // what was pressed without an answer
const composer = () => document.querySelector("form[data-composer]");

function say(form, text) {
  const line = Object.assign(document.createElement("p"), { className: "notice warning" });
  line.append(Object.assign(document.createElement("span"), { textContent: text }));
  form.querySelector("[data-say]").replaceChildren(line);
}

async function send(form, pressed) {
  const body = new URLSearchParams(new FormData(form, pressed?.name ? pressed : null));
  const button = form.querySelector(".row .button");
  button.setAttribute("aria-busy", "true");
  form.elements.text.readOnly = true; // the answer brings a new composer: what is typed meanwhile would go
  waiting = { pressed };
  try {
    const answer = await fetch(pressed?.getAttribute("formaction") ?? form.action, { method: "POST", body, headers: { "X-Requested-With": "potager" } });
    waiting = null;
    if (answer.headers.get("Content-Type")?.startsWith("text/html") && answer.status < 500) show(form, answer.status, await answer.text());
    else say(form, form.dataset.trouble);
  } catch {
    say(form, form.dataset.offline);
  }
  form.elements.text.readOnly = false;
  button.removeAttribute("aria-busy");
}

function show(form, status, html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const next = page.querySelector("form[data-composer]");
  if (!next) return say(form, [400, 413].includes(status) ? form.dataset.tooLong : form.dataset.trouble);
  const part = page.querySelector("template[data-part]");
  if (part) stored(form, ...part.content.children);
  else if (status === 201) form.dispatchEvent(new CustomEvent("composer:waits", { bubbles: true, detail: page }));
  form.replaceWith(next);
  next.dispatchEvent(new CustomEvent("composer:swapped", { bubbles: true }));
  if (status !== 201) (next.querySelector("[data-focus]") ?? next.elements.text).focus();
}

function stored(form, part, ...others) {
  form.elements.text.value = "";
  form.dispatchEvent(new CustomEvent("composer:stored", { bubbles: true }));
  others.forEach((one) => document.getElementById(one.id)?.replaceWith(document.importNode(one, true)));
  if (!document.getElementById(part.id)) document.getElementById(part.dataset.liveInto)?.append(document.importNode(part, true));
  const mine = document.getElementById(part.id);
  if (!mine) return location.assign(form.dataset.elsewhere); // a page that does not show the end
  Object.assign(mine, { tabIndex: -1 }).classList.add("new");
  mine.focus({ preventScroll: true });
  mine.scrollIntoView({ block: "center" });
  document.dispatchEvent(new CustomEvent("potager:toast", { detail: form.dataset.added }));
}

document.addEventListener("submit", (event) => {
  if (!event.target.matches("form[data-composer]")) return;
  event.preventDefault();
  if (event.target.querySelector("[aria-busy=true]")) return;
  send(event.target, event.submitter);
});
// A button that something arriving has moved from under a still finger was pressed all the same.
document.addEventListener("pointerdown", (down) => {
  const button = down.target.closest("form[data-composer] button[type=submit]");
  if (!button || down.button) return;
  let isClicked = false;
  button.addEventListener("click", () => { isClicked = true; }, { once: true });
  addEventListener("pointerup", (up) => setTimeout(() => {
    const isStill = Math.hypot(up.clientX - down.clientX, up.clientY - down.clientY) < 8;
    if (isStill && !isClicked && button.isConnected) button.click();
  }), { once: true });
});
addEventListener("online", () => waiting && composer() && send(composer(), waiting.pressed));
