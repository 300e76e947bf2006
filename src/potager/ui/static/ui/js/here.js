// Where a row of places is wider than the screen, the place where one is stands in the middle of it.
for (const row of document.querySelectorAll(".bar nav, .tabs")) {
  const here = row.querySelector("[aria-current]");
  if (!here || row.scrollWidth <= row.clientWidth) continue;
  const from = here.getBoundingClientRect().left - row.getBoundingClientRect().left;
  row.scrollLeft += from - (row.clientWidth - here.offsetWidth) / 2;
}
