// <li data-spoken="id of a passage" data-number="4" data-new>: how much is said about it stands beside its own sign, too.
const told = [...document.querySelectorAll("[data-spoken]")];

function show() {
  for (const one of told) {
    const sign = document.querySelector(`#${CSS.escape(one.dataset.spoken)} a.talk[href^="/discuss/"]`);
    if (!sign || sign.querySelector("b")) continue;
    const words = Object.assign(document.createElement("span"), { className: "sr-only", textContent: ` ${one.querySelector(".why").textContent}` });
    const number = Object.assign(document.createElement("b"), { textContent: one.dataset.number, ariaHidden: "true" });
    number.classList.toggle("new", "new" in one.dataset);
    sign.append(number, words);
    sign.classList.add("spoken");
  }
}

show();
const text = document.getElementById("story-text");
if (told.length && text) new MutationObserver(show).observe(text, { childList: true });
