// What arrives from somebody whose messages the page has folded is folded too.
const posts = document.querySelector(".posts:has(> .folded)");

function fold(post, like) {
  const folded = like.cloneNode(true);
  folded.open = false;
  folded.querySelector("article").remove();
  Object.assign(folded.dataset, { order: post.dataset.order }); // so that it keeps its place among the others
  post.replaceWith(folded);
  folded.append(post);
}

if (posts) {
  const known = (author) => posts.querySelector(`.folded:has(> [data-author="${author}"])`);
  const look = () => posts.querySelectorAll(":scope > [data-author]").forEach((post) => { const like = known(post.dataset.author); if (like) fold(post, like); });
  new MutationObserver(look).observe(posts, { childList: true });
}
