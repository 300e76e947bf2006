// How many read and write now: one number, never a name. Whoever types says so, every ten seconds at most.
let connection, said = 0;
const words = (one, many, count) => (count === 1 ? one : many.replace("#", count));

document.addEventListener("live:hello", ({ detail }) => { connection = detail.connection; });
document.addEventListener("live:presence", ({ detail }) => {
  const place = document.querySelector(`[data-presence="${CSS.escape(detail.channel)}"]`);
  if (!place) return;
  const { readsOne, reads, writesOne, writes } = place.dataset;
  const told = [words(readsOne, reads, detail.readers)];
  if (detail.writers) told.push(words(writesOne, writes, detail.writers));
  place.textContent = told.join(", ");
  place.hidden = !detail.readers;
});
document.addEventListener("input", ({ target }) => {
  const channel = target.form?.dataset.channel;
  if (!channel || !connection || target.name !== "text" || Date.now() - said < 10000) return;
  said = Date.now();
  fetch("/live/writing", { method: "POST", body: new URLSearchParams({ connection, channel }) }).catch(() => {});
});
