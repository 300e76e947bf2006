// The desk: a decision swaps the list (htmx); the keyboard goes on with the next card, or with the one that came back.
const main = () => document.getElementById("desk-main");
let then = null;

document.addEventListener("htmx:beforeRequest", ({ target }) => {
  const row = target.closest("#desk-main li");
  then = row && [row.dataset.then, row.nextElementSibling?.id, row.previousElementSibling?.id];
});
// What was done is said where one looks, and pushes nothing away; a refusal stays at the head of the page.
document.addEventListener("htmx:afterSwap", () => {
  const said = document.querySelector("#desk-told .notice.success");
  if (!said || !main()) return;
  document.dispatchEvent(new CustomEvent("potager:toast", { detail: said.textContent.trim() }));
  said.closest(".notices").remove();
});
document.addEventListener("htmx:afterSettle", () => {
  if (!then || !main()) return;
  const found = then.map((id) => id && document.getElementById(id)).find(Boolean);
  (found ?? document.querySelector("#desk-head h1")).focus();
  then = null;
});
document.addEventListener("htmx:sendError", () => {
  if (main()) document.dispatchEvent(new CustomEvent("potager:toast", { detail: main().dataset.trouble }));
});
// The answer was no page of the desk (signed out, no longer an animateur): the page itself is asked, and says so.
document.addEventListener("htmx:responseError", () => main() && location.reload());
