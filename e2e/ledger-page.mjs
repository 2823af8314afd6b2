// A page with a ledger on it, and the files that it reads, served as the real ones are: the same modules, the same policy.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";

const WEB = join(import.meta.dirname, "../crates/web");
const POLICY = readFileSync(join(WEB, "src/headers.rs"), "utf8").match(/HeaderValue::from_static\(\s*"(default-src[^;]*;(?:[^"\\]|\\\n\s*)*)"/)[1].replace(/\\\n\s*/g, "");
const SAYS = ["whole", "broken", "signature-valid", "signature-wrong", "signature-missing", "signature-unknown", "seen-first", "seen-same", "seen-grew",
  "seen-shrank", "seen-rewritten", "seen-renamed", "none", "unread", "closed", "failed"];
const WORDS = { "purpose.support": "to help", "purpose.legal-demand": "on a legal demand", "role.staff": "somebody of ours", "field.identity": "who you are",
  "field.contact": "how to reach you", "field.history": "what you read", "by.reader": "you" };

const page = (attributes) => `<!doctype html><html lang="en"><meta charset="utf-8"><title>Ledger</title><main>
<section data-ledger="/ledger/" ${attributes} data-words='${JSON.stringify(WORDS)}'>
<div data-says role="status"></div><progress></progress><ol data-hers></ol>
${SAYS.map((name) => `<template data-say="${name}"><p>${name}: {size} {before} {count} {entries} {key} {why}</p></template>`).join("\n")}
<template data-say="hers-one"><p>{count} entry is about you</p></template>
<template data-say="hers"><p>{count} entries are about you</p></template>
<template data-entry="access"><li><time>{time}</time> {role} in {country} opened {fields} {purpose}<span data-if="sealed">, sealed as {sealed}</span>
 <a data-proof>proof of {index}</a></li></template>
<template data-entry=""><li>{kind} {subjects}<a data-proof>{index}</a></li></template>
</section></main><script type="module" src="/start.js"></script></html>`;
const START = `import { ledger } from "/assets/x/ledger.js";
const section = document.querySelector("[data-ledger]");
const from = performance.now();
let longest = 0;
let before = from;
const beat = setInterval(() => { const now = performance.now(); longest = Math.max(longest, now - before); before = now; }, 4);
ledger(section).then(() => { clearInterval(beat); globalThis.took = performance.now() - from; globalThis.longest = longest; section.dataset.done = ""; });`;

/** `files` may be exchanged while it runs. */
export async function serveLedger(files, attributes, key = "") {
  const served = { files, asked: [] };
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    const give = (type, content, more = {}) => response.writeHead(content === undefined ? 404 : 200, {
      "Content-Type": type, "Content-Security-Policy": POLICY, "X-Content-Type-Options": "nosniff", ...more,
    }).end(content);
    served.asked.push(pathname);
    if (pathname === "/") return give("text/html", page(attributes));
    if (pathname === "/start.js") return give("text/javascript", START);
    if (pathname === "/key") return give("text/plain", `${key}\n`);
    if (pathname.startsWith("/assets/x/")) return give("text/javascript", readFileSync(join(WEB, "assets/js", pathname.slice(10))));
    if (!pathname.startsWith("/ledger/")) return give("text/plain", undefined);
    const lasts = pathname.startsWith("/ledger/tile/") ? { "Cache-Control": "public, max-age=31536000, immutable" } : { "Cache-Control": "no-store" };
    return give("application/octet-stream", served.files.get(pathname.slice(8)), lasts);
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return { served, address: `http://127.0.0.1:${server.address().port}`, close: () => new Promise((done) => { server.closeAllConnections(); server.close(done); }) };
}

/** Opens the page, waits until it has read the ledger, and brings what it says. */
export async function readIn(page, address) {
  await page.goto(address);
  await page.waitForSelector("[data-ledger][data-done]", { timeout: 60_000 });
  return page.evaluate(() => ({
    state: document.querySelector("[data-ledger]").dataset.state,
    says: [...document.querySelectorAll("[data-says] p")].map((p) => p.textContent.trim().replace(/\s+/g, " ")),
    lines: [...document.querySelectorAll("[data-hers] li")].map((li) => li.textContent.replace(/\s+/g, " ").trim()),
    proofs: [...document.querySelectorAll("[data-hers] a")].map((a) => a.getAttribute("href")),
    times: [...document.querySelectorAll("[data-hers] time")].map((time) => time.getAttribute("datetime")),
    took: globalThis.took, longest: globalThis.longest,
  }));
}
