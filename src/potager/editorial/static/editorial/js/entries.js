// The entries of an illustrated list: one more, out and back again, a picture beside its choice. The form does the same without a script.
const box = document.querySelector("[data-entries]");
const list = box?.querySelector("[data-order]");
const told = () => list.dispatchEvent(new Event("input", { bubbles: true }));
const rowOf = (target) => target.closest("[data-row]");

function number() {
  [...list.children].forEach((row, index) => { row.querySelector("[data-place]").textContent = `${index + 1}.`; });
}

function add(picture = "") {
  const row = box.querySelector("template").content.cloneNode(true).firstElementChild;
  row.querySelector("[data-grip]").hidden = false;
  list.append(row);
  number();
  if (picture) row.querySelector("[data-picture]").value = picture;
  show(row);
  row.querySelector("input[type=text]").focus();
  told();
}

function turn(row, isGone) {
  row.querySelector("[name=entry-gone]").value = isGone ? "1" : "";
  row.classList.toggle("gone", isGone);
  row.querySelector(".put-back bdi").textContent = row.querySelector("input[type=text]").value;
  row.querySelector(isGone ? "[data-back]" : "input[type=text]").focus();
  told();
}

function show(row) {
  const chosen = row.querySelector("[data-picture]")?.selectedOptions[0], shown = row.querySelector("[data-shown]");
  if (!shown) return;
  shown.hidden = !chosen?.dataset.source;
  if (chosen?.dataset.source) shown.src = chosen.dataset.source;
}

box?.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button?.matches("[data-add], [data-remove], [data-back]")) return;
  event.preventDefault();
  if (button.matches("[data-add]")) return add();
  turn(rowOf(button), button.matches("[data-remove]"));
});
box?.addEventListener("change", ({ target }) => target.matches("[data-picture]") && show(rowOf(target)));
box?.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.target.matches("input[type=text]")) event.preventDefault(); // it would press the first button
});
