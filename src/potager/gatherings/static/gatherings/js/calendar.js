// Arrow keys walk over the days of a month; one day at a time takes part in the order of Tab.
for (const calendar of document.querySelectorAll("[data-calendar]")) {
  const days = [...calendar.querySelectorAll("[data-day]")];
  const steps = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };
  const rove = (day) => days.forEach((one) => { one.tabIndex = one === day ? 0 : -1; });
  const leaf = (name) => calendar.querySelector(`[data-${name}]`)?.click();

  rove(days.find((one) => one.getAttribute("aria-current")) ?? days.find((one) => !one.closest(".cal-outside")));
  calendar.addEventListener("focusin", (event) => { if (event.target.matches("[data-day]")) rove(event.target); });
  calendar.addEventListener("keydown", (event) => {
    const at = days.indexOf(event.target);
    if (at < 0 || event.altKey || event.ctrlKey || event.metaKey) return;
    const row = at - (at % 7);
    const goes = { Home: row, End: row + 6, ...Object.fromEntries(Object.entries(steps).map(([key, step]) => [key, at + step])) };
    if (event.key === "PageUp") leaf("before");
    else if (event.key === "PageDown") leaf("after");
    else if (!(event.key in goes)) return;
    else if (goes[event.key] < 0) leaf("before");
    else if (goes[event.key] >= days.length) leaf("after");
    else days[goes[event.key]].focus();
    event.preventDefault();
  });
}
