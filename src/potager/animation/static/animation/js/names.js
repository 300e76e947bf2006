// <svg data-map>: the name of whoever is under the pointer or has the focus, written beside them.
const map = document.querySelector("[data-map]");
const name = map?.querySelector("[data-map-name]");

function show(event) {
  const link = event.target.closest("a");
  const dot = link?.querySelector("circle");
  name.textContent = dot ? link.getAttribute("aria-label") : "";
  if (!dot) return;
  const [x, y, far] = ["cx", "cy", "r"].map((one) => Number(dot.getAttribute(one)));
  const isRight = x > map.viewBox.baseVal.width / 2;
  name.setAttribute("x", x + (isRight ? -far - 6 : far + 6));
  name.setAttribute("y", y + 5);
  name.classList.toggle("left", isRight);
}

if (name) {
  map.querySelectorAll("a:has(circle) title").forEach((title) => title.remove());
  map.addEventListener("pointerover", show);
  map.addEventListener("focusin", show);
  map.addEventListener("pointerleave", () => (name.textContent = ""));
  map.addEventListener("focusout", () => (name.textContent = ""));
}
