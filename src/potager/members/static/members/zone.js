// The browser knows its time zone. A [data-own-zone] field, or the select of such a form, takes it; a form with
// data-zone-offer only offers it, since a person has chosen another one there.
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;

const has = (select) => [...select.options].some((option) => option.value === zone);

for (const field of document.querySelectorAll("input[data-own-zone]")) field.value = zone;

for (const form of document.querySelectorAll("form[data-own-zone]")) {
  const select = form.elements.time_zone;
  if (select && has(select)) select.value = zone;
}

for (const form of document.querySelectorAll("form[data-zone-offer]")) {
  const select = form.elements.time_zone;
  if (!select || select.value === zone || !has(select)) continue;
  const offer = document.createElement("button");
  offer.type = "button";
  offer.className = "button link";
  offer.textContent = `${form.dataset.zoneOffer} ${zone.replaceAll("_", " ")}`;
  offer.addEventListener("click", () => {
    select.value = zone;
    offer.remove();
    select.focus();
  });
  select.after(offer);
}
