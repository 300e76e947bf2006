// What stands elsewhere is shown here after a click, and not before: until then nobody there learns who reads.
const ALLOW = "fullscreen; picture-in-picture; encrypted-media";

function show(figure, link) {
  const frame = document.createElement("iframe");
  frame.src = link.dataset.player;
  frame.title = link.textContent;
  frame.allow = ALLOW;
  frame.referrerPolicy = figure.dataset.origin ? "strict-origin" : "no-referrer";
  frame.setAttribute("sandbox", "allow-scripts allow-same-origin allow-popups allow-presentation");
  figure.querySelector(".medium-told").replaceWith(frame);
  figure.querySelector(".medium-show").remove();
  frame.focus();
}

for (const link of document.querySelectorAll("a[data-player^='https://']")) {
  const figure = link.closest(".medium"), button = document.createElement("button");
  button.type = "button";
  button.className = "button quiet medium-show";
  button.textContent = figure.dataset.show;
  button.addEventListener("click", () => show(figure, link));
  figure.classList.add("can-show");
  figure.querySelector(".medium-told").after(button);
}
