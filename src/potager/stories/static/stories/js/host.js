// The host's acts beside each contribution: added by the page of the host, never by the text that all share.
const template = document.getElementById("host-tools");

function equip(part) {
  if (part.querySelector(".tools")) return;
  const tools = template.content.firstElementChild.cloneNode(true);
  for (const link of tools.querySelectorAll("a")) link.href = link.getAttribute("href").replace("ID", part.id.replace("contribution-", ""));
  part.append(tools);
}

if (template) {
  const text = document.getElementById("story-text");
  const all = () => text.querySelectorAll("[data-position]:not([hidden])").forEach(equip);
  all();
  new MutationObserver(all).observe(text, { childList: true });
}
