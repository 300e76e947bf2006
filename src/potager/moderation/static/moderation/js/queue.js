// The queue of a community: when something is told, each moderator asks for the page as they may see it.
const queue = document.querySelector("[data-care-queue]");
const KINDS = ["report.made", "lot.drawn", "lot.ended", "report.claimed", "report.released", "decision.taken", "decision.asked_again", "decision.appealed", "decision.upheld", "decision.overturned", "decision.lifted", "held.counted"];
let asked;

async function look() {
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const news = page.querySelector("[data-care-queue]");
  if (!news || queue.contains(document.activeElement) && document.activeElement.matches("textarea, input")) return;
  const held = document.activeElement.closest?.("[id]")?.id;
  queue.replaceChildren(...news.childNodes);
  if (held) document.getElementById(held)?.querySelector("a, button")?.focus();
}

if (queue) for (const kind of KINDS) document.addEventListener(`live:${kind}`, () => { clearTimeout(asked); asked = setTimeout(look, 200); });
