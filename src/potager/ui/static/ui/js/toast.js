// document.dispatchEvent(new CustomEvent("potager:toast", { detail: "text" })): said once, then gone.
// htmx answers may do it with the header HX-Trigger: {"potager:toast": {"value": "text"}}.
const region = document.getElementById("toasts");

document.addEventListener("potager:toast", ({ detail }) => {
  const toast = document.getElementById("toast").content.firstElementChild.cloneNode(true);
  const text = typeof detail === "string" ? detail : detail.value;
  toast.querySelector("span").textContent = text;
  region.replaceChildren(toast);
  setTimeout(() => toast.remove(), 4000 + 60 * text.length);
});
