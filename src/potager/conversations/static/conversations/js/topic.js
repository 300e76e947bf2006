// A topic's page: which posts are one's own, what has come, and which post an answer is for.
const posts = document.querySelector(".posts"), marker = document.getElementById("posts-arrived");
const isNewest = posts?.id === "posts", known = new Set(), unread = new Set();
let elsewhere = 0; // posts that came while an older page is open
const words = ({ one, many }, count) => (count === 1 ? one : many.replace("#", count));

function mark() {
  for (const post of posts.querySelectorAll(".post")) {
    if (post.dataset.author === posts.dataset.me) post.classList.add("mine");
    if (known.has(post.id)) continue;
    known.add(post.id);
    if (!mark.isReading) continue; // they stood there when the page came
    post.classList.add("new");
    if (post.dataset.author !== posts.dataset.me) unread.add(post.id), eye.observe(post);
  }
  mark.isReading = true;
  tell();
}

// What the eye has seen is read.
const eye = new IntersectionObserver((entries) => entries.filter((entry) => entry.isIntersecting).forEach(({ target }) => {
  setTimeout(() => { if (unread.delete(target.id)) { eye.unobserve(target); tell(); } }, 1200);
}), { threshold: 0.3 });

function tell() {
  const count = isNewest ? unread.size : elsewhere;
  marker.hidden = !count;
  marker.querySelector("span").textContent = words(marker.dataset, count);
  if (count && isNewest) marker.querySelector("a").href = `#${[...unread][0]}`;
}

function come() {
  if (!isNewest) elsewhere += 1;
  mark();
}

function answer(event) {
  const link = event.target.closest("a[data-answers], [data-to-all]"), form = document.querySelector("form[data-composer]");
  if (!link || !form?.elements.answers) return;
  event.preventDefault();
  link.closest("details")?.removeAttribute("open");
  const post = document.getElementById(`post-${link.dataset.answers}`), line = form.querySelector("[data-to]");
  form.elements.answers.value = link.dataset.answers ?? "";
  line.hidden = !post;
  if (post) line.querySelector("a").textContent = line.dataset.to.replace("#", post.dataset.number).replace("@", post.querySelector(".by").textContent);
  if (post) line.querySelector("a").hash = post.id;
  form.elements.text.focus();
}

if (posts && marker) {
  document.addEventListener("click", answer);
  document.addEventListener("live:post.added", come);
  ["composer:stored", "composer:swapped"].forEach((name) => document.addEventListener(name, () => setTimeout(mark)));
  ["edited", "withdrawn", "restored"].forEach((verb) => document.addEventListener(`live:post.${verb}`, mark));
  mark();
}
