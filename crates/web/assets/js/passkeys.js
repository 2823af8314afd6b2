// Passkeys: her device is asked, and what it says is sent as a form. Without scripts the password form stands alone.
const RENEW = 240_000;

let waiting = null;

export async function passkeys(main) {
  const Key = globalThis.PublicKeyCredential;
  const forms = [...main.querySelectorAll("form[data-ask]")];
  const known = Key?.parseCreationOptionsFromJSON && Key.parseRequestOptionsFromJSON;
  if (!known || !forms.every((form) => form.dataset.host === location.hostname)) {
    for (const form of forms) form.hidden = true;
    main.querySelector("[data-without-passkeys]")?.removeAttribute("data-without-passkeys");
    return;
  }
  for (const form of forms) {
    form.dataset.ready = "";
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      answer(main, form);
    });
  }
  const door = forms.find((form) => form.dataset.kind === "get");
  if (door && (await Key.isConditionalMediationAvailable?.())) offer(door);
}

/// Her keys stand among the names that the browser offers to fill in.
async function offer(form) {
  clearTimeout(form.renewal);
  waiting = new AbortController();
  const { signal } = waiting;
  // What was asked is good for some minutes.
  form.renewal = setTimeout(() => {
    waiting?.abort();
    offer(form);
  }, RENEW);
  try {
    const asked = await ask(form, new URLSearchParams());
    const publicKey = withOpener(PublicKeyCredential.parseRequestOptionsFromJSON(asked.options.publicKey));
    await send(form, asked, await navigator.credentials.get({ publicKey, mediation: "conditional", signal }));
  } catch { /* she typed a password instead, or pressed the button */ }
}

async function answer(main, form) {
  const typed = form.dataset.with.split(" ").map((id) => id && main.querySelector(`#${id}`)).filter(Boolean);
  if (!typed.every((field) => field.reportValidity())) return;
  clearTimeout(form.renewal);
  waiting?.abort();
  const notice = form.querySelector("[role='alert']");
  const button = form.querySelector("button");
  notice.hidden = true;
  button.disabled = true;
  try {
    const asked = await ask(form, new URLSearchParams(typed.map((field) => [field.name, field.value])));
    const publicKey = asked.options.publicKey;
    const credential = form.dataset.kind === "get"
      ? await navigator.credentials.get({ publicKey: withOpener(PublicKeyCredential.parseRequestOptionsFromJSON(publicKey)) })
      : await navigator.credentials.create({ publicKey: withOpener(PublicKeyCredential.parseCreationOptionsFromJSON(publicKey)) });
    await send(form, asked, credential);
  } catch (fault) {
    notice.textContent = fault.said ?? form.dataset.failed;
    notice.hidden = false;
    button.disabled = false;
  }
}

async function ask(form, body) {
  const response = await fetch(form.dataset.ask, { method: "POST", body });
  const asked = await response.json();
  if (!response.ok) throw Object.assign(new Error("refused"), { said: asked.fault });
  return asked;
}

// What opens her sealed data: a secret that her device makes for this site alone (WebAuthn Level 3, 10.1.4).
function withOpener(publicKey) {
  publicKey.extensions = { ...publicKey.extensions, prf: { eval: { first: new TextEncoder().encode("caulbart/opener/v1") } } };
  return publicKey;
}

async function opener(credential, asked) {
  const said = credential.getClientExtensionResults().prf;
  if (said?.results?.first) return new Uint8Array(said.results.first);
  if (!said?.enabled) return new Uint8Array();
  // Some devices tell it only when they are asked again.
  const publicKey = withOpener({
    challenge: crypto.getRandomValues(new Uint8Array(32)),
    rpId: asked.options.publicKey.rp?.id,
    allowCredentials: [{ type: "public-key", id: credential.rawId }],
    userVerification: "required",
  });
  const again = await navigator.credentials.get({ publicKey });
  return new Uint8Array(again.getClientExtensionResults().prf?.results?.first ?? []);
}

async function send(form, asked, credential) {
  const secret = await opener(credential, asked);
  form.elements.namedItem("opener").value = [...secret].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  form.elements.namedItem("number").value = asked.number;
  const answer = credential.toJSON();
  delete answer.clientExtensionResults?.prf;
  form.elements.namedItem("answer").value = JSON.stringify(answer);
  const along = form.elements.namedItem("along");
  if (along) along.value = document.querySelector("#along")?.checked ? "1" : "";
  form.submit();
}
