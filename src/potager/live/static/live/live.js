// Follows the places in data-live, puts in what is told, and tells other modules: live:<kind> (detail: position,
// kind), live:hello, live:presence. Without it the page needs a reload.
const places = [...document.querySelectorAll("[data-live]")];
const query = new URLSearchParams({ language: document.documentElement.lang });
new Set(places.flatMap((place) => place.dataset.live.split(" "))).forEach((channel) => query.append("channel", channel));
let position = Math.min(...places.flatMap(({ dataset }) => dataset.liveAfter ? Number(dataset.liveAfter) : [])), pause = 1000, source, asleep;
const tell = (name, detail) => document.dispatchEvent(new CustomEvent(`live:${name}`, { detail }));
const say = (state) => document.querySelectorAll("[data-live-status]").forEach((place) => { place.textContent = place.dataset[state] ?? ""; });

// What is told again takes the place of what stands, and whoever was in it with the keyboard stays there.
const parts = (node) => [node, ...node.querySelectorAll("*")];
function replace(known, node) {
  const held = parts(known).indexOf(document.activeElement);
  known.replaceWith(node);
  if (held < 0) return;
  node.tabIndex = -1; // the whole holds the focus where its part is gone
  for (const one of [node, parts(node)[held]]) one?.focus({ preventScroll: true });
}

const order = ({ dataset }) => Number(dataset.order ?? dataset.position); // what has none stays where it is
function put(html) {
  const made = document.createElement("template");
  made.innerHTML = html;
  for (const node of [...made.content.children]) {
    const known = node.id && document.getElementById(node.id), into = document.getElementById(node.dataset.liveInto);
    if (known) replace(known, node);
    else into?.insertBefore(node, [...into.children].find((one) => order(one) > order(node)) ?? null);
    window.htmx?.process(node);
  }
}

function hear(event) {
  put(event.data);
  position = Math.max(position, Number(event.lastEventId));
  tell(event.type, { position, kind: event.type });
}

function connect() {
  source?.close();
  source = new EventSource(`/live?${query}&after=${isFinite(position) ? position : ""}`);
  source.addEventListener("hello", ({ data }) => {
    const { connection, kinds } = JSON.parse(data);
    for (const kind of kinds) source.addEventListener(kind, hear);
    pause = 1000, say("connected");
    tell("hello", { connection });
  });
  source.addEventListener("presence", ({ data }) => tell("presence", JSON.parse(data)));
  source.addEventListener("reload", () => { source.close(); setTimeout(() => location.reload(), 2000 * Math.random()); });
  source.addEventListener("error", lost);
}

function lost() {
  say("reconnecting");
  if (source.readyState !== EventSource.CLOSED) return; // the browser tries again by itself
  setTimeout(connect, pause * (1 + Math.random()));
  pause = Math.min(2 * pause, 60000);
}

// A browser allows six connections to a host: tabs that nobody looks at give theirs back, and catch up later.
function look() {
  clearTimeout(asleep);
  if (document.hidden) asleep = setTimeout(() => source?.close(), 20000);
  else if (source?.readyState !== EventSource.OPEN) connect();
}

if (places.length) {
  document.addEventListener("visibilitychange", look);
  addEventListener("pageshow", connect); // also of a page that comes back from the browser's memory
  if (document.hidden) look();
}
