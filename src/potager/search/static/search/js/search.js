// From the field to what was found and back, by the arrow keys. Results while typing are htmx's.
const field = document.querySelector("[data-search] input[type=search]");
const links = () => [...document.querySelectorAll("#found .results .title a")];

// Without a wish there is nothing to find while typing one letter; the form itself still sends anything.
field?.form.addEventListener("htmx:beforeRequest", (event) => {
  const letters = field.value.trim().length;
  const isField = event.detail.requestConfig.triggeringEvent?.target === field;
  if (isField && letters > 0 && letters < 2) event.preventDefault();
});

document.addEventListener("keydown", (event) => {
  if (!["ArrowDown", "ArrowUp", "Escape"].includes(event.key) || event.altKey || event.ctrlKey || event.metaKey) return;
  const all = links(), here = all.indexOf(document.activeElement);
  if (document.activeElement === field && event.key === "ArrowDown") all[0]?.focus();
  else if (here < 0) return;
  else if (event.key === "Escape" || (event.key === "ArrowUp" && here === 0)) field.focus();
  else all[here + (event.key === "ArrowDown" ? 1 : -1)]?.focus();
  event.preventDefault();
});
