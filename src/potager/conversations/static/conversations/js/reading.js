// How far one has read a topic: what the eye has seen is told to the server, which lets the other devices know.
const place = document.getElementById("my-reading"), posts = document.querySelector(".posts");
const title = document.title, TOGETHER = 1500, SEEN = 800;
let read = Number(place?.dataset.read), told = read, timer;
const number = (post) => Number(post.dataset.number);

function tell() {
  clearTimeout(timer);
  if (read <= told) return;
  told = read;
  navigator.sendBeacon(place.dataset.readTo, new URLSearchParams({ number: read }));
}

const eye = new IntersectionObserver((entries) => entries.filter((entry) => entry.isIntersecting).forEach(({ target }) => {
  setTimeout(() => { if (!document.hidden && target.isConnected) see(target); }, SEEN);
}), { rootMargin: "0px 0px -15% 0px" });

function see(post) {
  eye.unobserve(post);
  if (number(post) <= read) return;
  read = number(post);
  clearTimeout(timer);
  timer = setTimeout(tell, TOGETHER);
  count();
}

// What came while one looks elsewhere, in the title of the page.
function count() {
  const later = [...posts.querySelectorAll(".post")].filter((post) => number(post) > read && post.dataset.author !== posts.dataset.me);
  document.title = later.length ? `(${later.length}) ${title}` : title;
}

const look = () => posts.querySelectorAll(".post").forEach((post) => number(post) > read && eye.observe(post));
const arrive = () => (look(), count());

// Another page or device of the same person has read on.
function follow() {
  const elsewhere = Number(place.querySelector("[data-read]")?.dataset.read);
  if (!(elsewhere > read)) return;
  read = told = elsewhere;
  count();
}

if (place && posts) {
  look();
  document.addEventListener("live:reading.moved", follow);
  const line = posts.querySelector(`.post[data-number="${place.dataset.first}"]`);
  if (line && place.dataset.read !== "0") line.parentElement.insertBefore(place.querySelector("template").content, line);
  document.addEventListener("live:post.added", arrive);
  document.addEventListener("composer:stored", () => setTimeout(arrive));
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) return tell();
    posts.querySelectorAll(".post").forEach((post) => eye.unobserve(post));
    look();
  });
  addEventListener("pagehide", tell);
}
