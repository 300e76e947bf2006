// Whoever comes in while writing is greeted in the bar, without a reload: the answer holds what stands there.
document.addEventListener("composer:swapped", ({ target }) => {
  const me = target.querySelector("template[data-me]");
  if (me) document.querySelector(".bar .me > a")?.replaceWith(me.content);
});
