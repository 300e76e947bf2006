// Text areas that grow with their text, where field-sizing is unknown; a summary of errors takes the focus.
if (!CSS.supports("field-sizing", "content")) {
  const fit = (area) => {
    area.style.height = "auto";
    area.style.height = `${area.scrollHeight + 2}px`;
  };
  document.querySelectorAll("textarea").forEach(fit);
  document.addEventListener("input", (event) => event.target.matches("textarea") && fit(event.target));
}
document.querySelector("[data-focus]")?.focus();
document.addEventListener("htmx:afterSwap", (event) => event.target.querySelector("[data-focus]")?.focus());
