// <input name="seconds">: how long the page was open when its form was sent. Machines are quicker than people.
document.addEventListener("submit", ({ target }) => {
  const field = target.elements?.seconds;
  if (field) field.value = Math.round(performance.now() / 1000);
}, true);
