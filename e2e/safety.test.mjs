// What a page may do, and that nobody learns what is read here. By TLS, as a browser meets it.
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { DESKTOP, addresses, articles, browse, serve, tab } from "./stand.mjs";

const FILES = join(import.meta.dirname, "../crates/caulbart/tests/server/tls");
// What pages are for: copying and sharing an address, full screen for a clip, passkeys, and reaching an edition that lives
// in a home network.
const NEEDED = ["clipboard-write", "fullscreen", "picture-in-picture", "publickey-credentials-create", "publickey-credentials-get", "web-share",
  "local-network", "local-network-access", "loopback-network",
  // Without these two, Chromium starts no clip by a script.
  "autoplay", "media-playback-while-not-visible"];

let plain, secure, browser;
before(async () => {
  // A certificate that no authority signed: node asks once for pages, the browser is told to look away.
  process.env.NODE_TLS_REJECT_UNAUTHORIZED = "0";
  plain = await serve();
  secure = await serve(undefined, ["--tls-cert", join(FILES, "one.cert.pem"), "--tls-key", join(FILES, "one.key.pem")]);
  browser = await browse(["--ignore-certificate-errors"]);
});
after(async () => {
  await browser?.close();
  await plain?.close();
  await secure?.close();
});

test("a page may use nothing of the device but what it needs", async () => {
  const { page, faults, go, context } = await tab(browser, plain, DESKTOP);
  const warnings = [];
  // Those two are known on other systems only.
  const elsewhere = /'(bluetooth|web-share)'/;
  page.on("console", (message) => { if (/permissions.policy/i.test(message.text()) && !elsewhere.test(message.text())) warnings.push(message.text()); });
  await go("/");
  const allowed = await page.evaluate(() => document.featurePolicy.allowedFeatures());
  const more = allowed.filter((name) => !NEEDED.includes(name) && !name.startsWith("ch-"));
  assert.deepEqual(more, []);
  assert.deepEqual(warnings, [], "Chromium knows every name in the list");
  assert.deepEqual(faults, []);
  await context.close();
});

test("by TLS everything comes over HTTP/2, forms work without saying where they come from, and cookies stay with it", async () => {
  const { page, faults, go, context } = await tab(browser, secure, { ...DESKTOP, ignoreHTTPSErrors: true });
  const said = [];
  page.on("request", (request) => said.push(request.headers().referer));
  await go("/");
  assert.equal(await page.evaluate(() => performance.getEntriesByType("navigation")[0].nextHopProtocol), "h2");
  await page.getByRole("button", { name: "Dark", exact: true }).click();
  await page.waitForURL("**/");
  assert.equal(await page.locator("html").getAttribute("data-look"), "dark");
  const [[slot]] = await articles(page);
  await page.locator(`[data-slot='${slot}'] .headline a`).click();
  await page.waitForURL(/\/article\//);
  assert.deepEqual(said.filter(Boolean), [], "no request names the page before");
  const cookies = await context.cookies();
  assert.ok(cookies.length > 0 && cookies.every((cookie) => cookie.secure && cookie.httpOnly && cookie.sameSite === "Lax"), JSON.stringify(cookies));
  assert.deepEqual(faults, []);
  await context.close();
});

test("ten pages ask no other host, by TLS too, and nothing that they may not", async () => {
  const { page, faults, go, context } = await tab(browser, secure, { ...DESKTOP, ignoreHTTPSErrors: true });
  const all = Object.entries(await addresses(secure)).filter(([name]) => name !== "wrong");
  assert.ok(all.length > 10);
  for (const [name, path] of all) {
    await go(path);
    await page.evaluate(() => document.fonts.ready);
    assert.deepEqual(faults, [], name);
  }
  await context.close();
});

test("a form on another site changes nothing here", async () => {
  const { page, context } = await tab(browser, plain, DESKTOP);
  await page.route("http://evil.example/", (route) => route.fulfill({
    contentType: "text/html",
    body: `<form method="post" action="${plain.address}/settings"><input name="look" value="dark"><button>Win</button></form>`,
  }));
  await page.goto("http://evil.example/");
  const answered = page.waitForResponse((response) => response.url().endsWith("/settings"));
  await page.getByRole("button", { name: "Win" }).click();
  assert.equal((await answered).status(), 403);
  assert.deepEqual(await context.cookies(plain.address), []);
  await context.close();
});
