// Pages that were fetched: their text comes from this server alone, and none of it runs.
const scripts = { pages: "/worker.js", ledger: new URL("./ledger-reading.js", import.meta.url).href };
const rules = { createHTML: (text) => text, createScriptURL: (which) => scripts[which] };
export const policy = globalThis.trustedTypes?.createPolicy("caulbart", rules) ?? rules;

export const parsed = (text) => new DOMParser().parseFromString(policy.createHTML(text), "text/html");

/** Fetches a page and puts its timeline in the place of this one, if it is still wanted when it comes. */
export async function renew(main, address, wanted = () => true) {
  const answer = await fetch(address, { headers: { Accept: "text/html" } });
  if (!answer.ok) throw new Error(String(answer.status));
  const fresh = parsed(await answer.text());
  if (!wanted()) return;
  for (const part of [".front-page", ".timeline", ".end", ".tuned"]) {
    const [now, then] = [main.querySelector(part), fresh.querySelector(part)];
    if (!now || !then) continue;
    // The line that is read out stays the same element: a new one would be silent.
    if (part === ".tuned") now.textContent = then.textContent.trim();
    else now.replaceWith(document.adoptNode(then));
  }
  main.dispatchEvent(new CustomEvent("renewed"));
}
