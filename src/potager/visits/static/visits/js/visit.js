// <span data-visit="address" data-page="article:…">: says once that the page is looked at. No cookie, nothing kept here.
const place = document.querySelector("[data-visit]");
const isLeftAlone = navigator.globalPrivacyControl || navigator.doNotTrack === "1" || navigator.webdriver;

function tell() {
  if (document.visibilityState !== "visible") return;
  document.removeEventListener("visibilitychange", tell);
  const body = new URLSearchParams({ page: place.dataset.page, from: document.referrer });
  fetch(place.dataset.visit, { method: "POST", body, keepalive: true }).catch(() => null);
}

if (place && !isLeftAlone) {
  document.addEventListener("visibilitychange", tell);
  tell();
}
