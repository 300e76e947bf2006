// Being told in this browser: asked for by one button, and by nothing else.
const button = document.querySelector("[data-push]");
const isPossible = "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;
const say = (name) => { document.querySelector("[data-push-said]").textContent = button.dataset[name]; };
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const bytes = (key) => Uint8Array.from(atob(key.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));

async function ask() {
  if (await Notification.requestPermission() !== "granted") return say("refused");
  await navigator.serviceWorker.register("/notices-worker.js");
  const { pushManager } = await navigator.serviceWorker.ready;
  const made = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytes(button.dataset.push) });
  const given = { endpoint: made.endpoint, key: text(made.getKey("p256dh")), secret: text(made.getKey("auth")) };
  const answer = await fetch(button.dataset.to, { method: "POST", body: new URLSearchParams(given) });
  if (!answer.ok) throw new Error(answer.status);
  location.reload();
}

if (isPossible) button.hidden = false;
else say("impossible");
button.addEventListener("click", () => ask().catch(() => say("failed")));
