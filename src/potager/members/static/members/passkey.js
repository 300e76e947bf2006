// form[data-passkey]: the device makes a key ("create"), or signs with one ("get"), what the address in data-options
// asks for; its answer goes into the field `credential`. Where there are no passkeys, the form stays hidden.
const isAble = typeof window.PublicKeyCredential?.parseRequestOptionsFromJSON === "function";
const forms = isAble ? [...document.querySelectorAll("form[data-passkey]")] : [];
let offer; // the one that waits in the field of the address until a person chooses it, or presses the button

async function optionsOf(form) {
  const answer = await fetch(form.dataset.options, { method: "POST" });
  if (!answer.ok) throw new Error(`${answer.status}`);
  return answer.json();
}

async function ask(form, mediation) {
  offer?.abort();
  const { signal } = (offer = new AbortController());
  const options = await optionsOf(form);
  if (form.dataset.passkey === "create") {
    return navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options), signal });
  }
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options);
  return navigator.credentials.get({ publicKey, signal, ...(mediation && { mediation }) });
}

function send(form, credential) {
  form.elements.credential.value = JSON.stringify(credential.toJSON());
  form.submit(); // which asks no listener
}

for (const form of forms) {
  const error = form.querySelector("[role=alert]");
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    error.hidden = true;
    try {
      send(form, await ask(form));
    } catch {
      error.hidden = false;
    }
  });
}
if (forms.length) for (const note of document.querySelectorAll("[data-no-passkey]")) note.hidden = true;

const entrance = forms.find((form) => form.dataset.passkey === "get");
if (entrance && (await PublicKeyCredential.isConditionalMediationAvailable?.())) {
  ask(entrance, "conditional").then((credential) => send(entrance, credential), () => {});
}
