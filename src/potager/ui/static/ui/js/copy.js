// <button data-copy="text"> or <button data-copy-from="id of a field">: shown only where copying is possible.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy], [data-copy-from]");
  if (!button) return;
  const source = document.getElementById(button.dataset.copyFrom);
  try {
    await navigator.clipboard.writeText(button.dataset.copy ?? source.value ?? source.textContent);
    document.dispatchEvent(new CustomEvent("potager:toast", { detail: document.body.dataset.copied }));
  } catch {
    source?.select?.();
  }
});
