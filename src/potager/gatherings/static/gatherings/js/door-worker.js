// Keeps the pages of doors, and what they are made of, for when there is no network. Nothing else of the site.
const KEPT = "doors";
const isDoor = (url) => /^\/sessions\/[0-9a-f-]{36}\/door\/$/.test(url.pathname);

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

async function answer(request) {
  const cache = await caches.open(KEPT);
  try {
    const fresh = await fetch(request);
    if (fresh.ok && !fresh.redirected) await cache.put(request, fresh.clone());
    if (fresh.status === 403 || fresh.status === 404 || fresh.redirected) await cache.delete(request);
    return fresh;
  } catch (trouble) {
    const kept = await cache.match(request);
    if (kept) return kept;
    throw trouble;
  }
}

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== self.location.origin) return;
  if (isDoor(url) || url.pathname.startsWith("/static/")) event.respondWith(answer(event.request));
});
