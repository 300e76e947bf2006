// A moderator, or the host, reads first: what was sent stands where only its author sees it, until it is let in.
document.addEventListener("composer:waits", ({ target, detail }) => {
  const mine = detail.querySelector("template[data-waits]").content.firstElementChild;
  target.elements.text.value = "";
  target.dispatchEvent(new CustomEvent("composer:stored", { bubbles: true }));
  document.getElementById(mine.id)?.replaceWith(document.importNode(mine, true));
  document.dispatchEvent(new CustomEvent("potager:toast", { detail: target.dataset.waits }));
});
