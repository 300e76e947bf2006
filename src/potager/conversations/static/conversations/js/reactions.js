// <form data-reactions="post">: one press reacts, another takes it back. Which are mine stands in #my-reactions, and is
// put on what the server sends, which is the same for everybody.
const store = document.getElementById("my-reactions"), me = store?.dataset.member;
const mine = new Set(store?.dataset.mine.split(" "));
const name = (form, button) => `${form.dataset.reactions}:${button.value}`;

function mark(root = document) {
  for (const form of root.querySelectorAll("form[data-reactions]")) {
    const isOwn = form.closest("[data-author]")?.dataset.author === me;
    for (const button of form.querySelectorAll("button")) {
      button.setAttribute("aria-pressed", mine.has(name(form, button)));
      button.disabled = isOwn;
    }
  }
}

async function react(form, button) {
  const key = name(form, button), wish = mine.has(key) ? "off" : "on";
  form.setAttribute("aria-busy", "true");
  const body = new URLSearchParams({ reaction: button.value, wish });
  const answer = await fetch(form.action, { method: "POST", body, headers: { "X-Requested-With": "potager" } }).catch(() => null);
  form.removeAttribute("aria-busy");
  const made = document.createElement("template");
  made.innerHTML = answer?.ok ? await answer.text() : "";
  const next = made.content.querySelector("form[data-reactions]");
  if (!next) return say(answer ? await answer.text() : "");
  mine[wish === "on" ? "add" : "delete"](key);
  form.replaceWith(next);
  mark();
  (next.querySelector(`[value="${button.value}"]`) ?? next.querySelector("button"))?.focus({ preventScroll: true });
}

function say(html) {
  const told = new DOMParser().parseFromString(html, "text/html").querySelector("main p, main h1")?.textContent.trim();
  document.dispatchEvent(new CustomEvent("potager:toast", { detail: told || store.dataset.trouble }));
}

function open(form) {
  const menu = store.querySelector("template").content.firstElementChild.cloneNode(true);
  menu.querySelectorAll("button").forEach((one) => one.setAttribute("aria-pressed", mine.has(name(form, one))));
  menu.querySelector("a").href = form.action;
  form.append(menu);
  menu.querySelector("button").focus({ preventScroll: true });
}

if (store) {
  mark();
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("form[data-reactions]")) return;
    event.preventDefault();
    if (!event.target.ariaBusy && event.submitter) react(event.target, event.submitter);
  });
  document.addEventListener("click", (event) => {
    const more = event.target.closest("form[data-reactions] .else"), was = document.querySelector(".reactions .offered");
    if (!event.target.closest(".reactions .offered")) was?.remove();
    if (more && !event.ctrlKey && !event.metaKey) { event.preventDefault(); if (!was || !more.parentNode.contains(was)) open(more.parentNode); }
  });
  document.addEventListener("keydown", ({ key, target }) => key === "Escape" && target.closest(".offered")?.remove());
  for (const kind of ["reaction.added", "reaction.removed", "post.added", "post.edited", "post.restored", "post.unhidden", "post.accepted"]) document.addEventListener(`live:${kind}`, () => mark());
}
