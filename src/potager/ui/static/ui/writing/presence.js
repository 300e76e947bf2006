// How many read and write now: one number, never a name. Whoever types says so, every ten seconds at most.
let connection, said = 0;
const HOLDS = 15000; // milliseconds for which the server believes it
const words = (one, many, count) => (count === 1 ? one : many.replace("#", count));

document.addEventListener("live:hello", ({ detail }) => { connection = detail.connection; });
document.addEventListener("live:presence", ({ detail }) => {
  const place = document.querySelector(`[data-presence="${CSS.escape(detail.channel)}"]`);
  if (!place) return;
  const { readsOne, reads, writesOne, writes } = place.dataset;
  const others = Math.max(0, detail.writers - (Date.now() - said < HOLDS)); // without oneself
  const told = reads ? [words(readsOne, reads, detail.readers)] : [];
  if (reads ? detail.writers : others) told.push(words(writesOne, writes, reads ? detail.writers : others));
  place.textContent = told.join(", ");
  place.hidden = !told.length || !detail.readers;
});
document.addEventListener("input", ({ target }) => {
  const channel = target.form?.dataset.channel;
  if (!channel || !connection || target.name !== "text" || Date.now() - said < 10000) return;
  said = Date.now();
  fetch("/live/writing", { method: "POST", body: new URLSearchParams({ connection, channel }) }).catch(() => {});
});
