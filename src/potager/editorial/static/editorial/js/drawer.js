// The drawer beside a text: what stands in it, kept up to date while the worker reads. Others tell it by events.
const drawer = document.querySelector("[data-drawer]"), SCRIPT = { "X-Requested-With": "potager" };
const $ = (selector) => drawer.querySelector(selector);
const tell = (words) => { $("[data-told]").textContent = words; };
let timer = 0, tries = 0;

async function ask(address, body) {
  const answer = await fetch(address, { method: "POST", body, headers: SCRIPT }).catch(() => null);
  const words = answer ? await answer.text() : "", isWords = answer?.headers.get("Content-Type")?.startsWith("text/plain");
  tell(answer?.ok ? "" : isWords ? words : drawer.dataset.trouble);
  return answer?.ok ? words : null;
}

function put(html, old) {
  if (old) old.outerHTML = html; else $(".drawer-list").insertAdjacentHTML("beforeend", html);
  wait();
}

function wait() {
  if (!timer && $("[data-held=waiting]")) timer = setTimeout(look, Math.min(600 + 200 * tries++, 5000));
}

async function look() {
  timer = 0;
  const answer = await fetch(drawer.dataset.drawer, { headers: SCRIPT }).catch(() => null);
  if (!answer?.ok) return wait();
  const html = await answer.text(), fresh = new DOMParser().parseFromString(html, "text/html");
  if (!$(".drawer-list")) $("[data-shelf]").innerHTML = html;
  for (const item of drawer.querySelectorAll("[data-held=waiting]")) {
    const now = fresh.getElementById(item.id);
    if (now?.dataset.held !== "waiting") { item.outerHTML = now?.outerHTML ?? ""; tries = 0; }
  }
  wait();
}

async function post(button) {
  const body = new FormData(), item = button.closest(".held");
  if (button.dataset.away) body.append("away", "1");
  const html = await ask(button.dataset.post, body);
  if (html === null) return;
  put(html, item);
  if (button.hasAttribute("data-all")) { $("[data-shelf]").textContent = ""; await look(); }
  document.getElementById(item.id)?.querySelector("button")?.focus();
}

async function link() {
  const field = $("#drawer-address"), body = new FormData();
  body.append("address", field.value);
  const html = await ask(drawer.dataset.link, body);
  if (html !== null) { put(html); field.value = ""; }
}

if (drawer) {
  $(".drawer-live").hidden = false;
  $(".drawer-still").hidden = true;
  drawer.addEventListener("click", ({ target }) => { if (target.closest("[data-post]")) post(target.closest("[data-post]")); if (target.closest("[data-add-link]")) link(); });
  drawer.addEventListener("keydown", (event) => { if (event.key === "Enter" && event.target.id === "drawer-address") { event.preventDefault(); link(); } });
  document.addEventListener("drawer:told", ({ detail }) => tell(detail));; document.addEventListener("drawer:put", ({ detail }) => put(detail));
  look();
}
