// A page that stands open: it is told what is new, moves only when asked to, and shows at once what was pressed.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { BINARY, DESKTOP, PHONE, axe, browser, serve, server, stage, tab, until } from "./stand.mjs";

stage();

/** News come from elsewhere while the server runs. */
function bring(name, titles) {
  const items = titles.map((title) => `<item><title>${title}</title><guid>${title}</guid><link>https://wire.example/${encodeURIComponent(title)}</link>
    <pubDate>${new Date().toUTCString()}</pubDate><description>${title}, says the mayor of ${title.split(" ")[0]}.</description></item>`);
  const file = join(server.data, `${name}.xml`);
  writeFileSync(file, `<rss version="2.0"><channel><title>Wire</title><link>https://wire.example/</link>${items.join("")}</channel></rss>`);
  execFileSync(BINARY, ["import", file, "--data", server.data]);
}

const api = async (page, path) => (await page.request.get(server.address + path)).json();
const items = (page) => page.$$eval(".front-page [data-slot]", (slots) => slots.map((slot) => slot.dataset.item));

test("news that come while a page is open are offered, and nothing moves until they are asked for", async () => {
  const { page, go, context, faults } = await tab(browser, server, DESKTOP);
  await go("/?order=newest");
  const before = await items(page);
  await page.evaluate(() => scrollTo(0, 900));
  bring("first", ["Quarry reopens after a long strike", "Trawler lost off the northern cape"]);
  const button = page.locator(".news button");
  await button.waitFor();
  await until(async () => await button.textContent() === "2 new stories");
  assert.deepEqual(await items(page), before);
  assert.equal(await page.evaluate(() => scrollY), 900);
  assert.ok(await page.evaluate(() => globalThis.moved) < 0.001, (await page.evaluate(() => globalThis.movers)).join("\n"));
  assert.ok(await button.isVisible(), "it is in view wherever she has scrolled to");
  assert.deepEqual(await axe(page), []);
  await button.click();
  await until(async () => (await page.locator(".front-page").textContent()).includes("Quarry reopens"));
  assert.equal(await button.count(), 0);
  assert.equal(await page.evaluate(() => scrollY), 0);
  assert.ok(await page.evaluate(() => document.activeElement.matches(".headline a")));
  bring("second", ["Observatory counts meteors by ear"]);
  await until(async () => await button.textContent() === "1 new story");
  assert.deepEqual(faults, []);
  await context.close();
});

test("a tab that nobody looks at holds no connection, and a server that ends is not kept waiting", async () => {
  const other = await serve();
  const { page, go, context } = await tab(browser, other, PHONE);
  const opened = [];
  page.on("request", (request) => { if (new URL(request.url()).pathname === "/live") opened.push(request.url()); });
  await go("/");
  await until(() => opened.length === 1);
  await page.evaluate(() => {
    Object.defineProperty(document, "hidden", { configurable: true, get: () => true });
    document.dispatchEvent(new Event("visibilitychange"));
  });
  await page.evaluate(() => {
    Object.defineProperty(document, "hidden", { configurable: true, get: () => false });
    document.dispatchEvent(new Event("visibilitychange"));
  });
  await until(() => opened.length === 2);
  const began = Date.now();
  await other.close();
  assert.ok(Date.now() - began < 20_000, "it waited for a page that stands open");
  await context.close();
});

test("saving shows at once, before the server has answered, and is undone by one button", async () => {
  const { page, go, context, faults } = await tab(browser, server, PHONE);
  await go("/");
  let answer;
  const held = new Promise((done) => { answer = done; });
  await page.route("**/saved", async (route) => {
    await held;
    await route.continue();
  });
  const mark = page.locator("[data-slot='3'] form[data-save] button");
  await mark.click();
  await until(async () => await mark.getAttribute("aria-pressed") === "true");
  await page.locator(".toast", { hasText: "Saved for later" }).waitFor();
  assert.deepEqual(await axe(page, ["color-contrast", "target-size", "button-name"]), []);
  answer();
  await until(async () => (await api(page, "/api/v1/saved")).items.length === 1);
  await page.locator(".toast").getByRole("button", { name: "Undo" }).click();
  await until(async () => await mark.getAttribute("aria-pressed") === "false");
  await until(async () => (await api(page, "/api/v1/saved")).items.length === 0);
  assert.deepEqual(faults, []);
  await context.close();
});

test("a save that the server refuses is taken back before her eyes", async () => {
  const { page, go, context } = await tab(browser, server, PHONE);
  await go("/");
  await page.route("**/saved", (route) => route.fulfill({ status: 403, body: "" }));
  const mark = page.locator("[data-slot='2'] form[data-save] button");
  await mark.click();
  await page.locator(".toast", { hasText: "refused" }).waitFor();
  assert.equal(await mark.getAttribute("aria-pressed"), "false");
  await context.close();
});

test("following changes its button in place, and can be undone there", async () => {
  const { page, go, context, faults } = await tab(browser, server, DESKTOP);
  await go("/topics");
  await page.locator("main a[href^='/topic/']").first().click();
  await page.waitForURL(/\/topic\//);
  const here = page.url();
  const follow = page.locator("form.choose[action='/choices'] button[value='follow']").first();
  const label = await follow.textContent();
  await follow.focus();
  await page.keyboard.press("Enter");
  const unfollow = page.locator("form.choose[action='/choices'] button[value='unfollow']").first();
  await unfollow.waitFor();
  assert.ok(await unfollow.evaluate((button) => button === document.activeElement), "the keyboard stays where it was");
  assert.equal(page.url(), here);
  await page.locator(".toast", { hasText: label }).getByRole("button", { name: "Undo" }).click();
  await follow.waitFor();
  assert.deepEqual(faults, []);
  await context.close();
});

test("a page is fetched when a link is pointed at, so that it is there when it is pressed", async () => {
  const { page, go, context } = await tab(browser, server, { ...DESKTOP, serviceWorkers: "block" });
  const answer = await go("/");
  const rules = answer.headers()["speculation-rules"];
  assert.match(rules, /^"\/assets\/[0-9a-f]+\/ahead\.json"$/);
  const file = await page.request.get(server.address + JSON.parse(rules));
  assert.equal(file.headers()["content-type"], "application/speculationrules+json");
  const link = page.locator("[data-slot='1'] .headline a");
  const path = await link.getAttribute("href");
  // What a page fetched ahead changes: nothing.
  await link.hover();
  await page.waitForTimeout(1_500);
  assert.equal((await api(page, "/api/v1/history")).items?.length ?? 0, 0);
  await link.click();
  await page.waitForURL(`**${path}`);
  assert.ok(await page.locator("[data-article]").isVisible());
  assert.equal(await page.evaluate(() => performance.getEntriesByType("navigation")[0].deliveryType), "navigational-prefetch");
  await context.close();
});

test("pulling a timeline down fetches it anew", async () => {
  const { page, go, context } = await tab(browser, server, { ...PHONE, isMobile: true });
  await go("/");
  await page.waitForFunction(() => document.querySelector(".pull"));
  const fetched = page.waitForRequest((request) => new URL(request.url()).pathname === "/" && request.resourceType() === "fetch");
  const cdp = await context.newCDPSession(page);
  const touch = (type, y) => cdp.send("Input.dispatchTouchEvent", { type, touchPoints: type === "touchEnd" ? [] : [{ x: 180, y }] });
  await touch("touchStart", 200);
  for (const y of [230, 280, 340, 400]) await touch("touchMove", y);
  assert.ok(await page.locator(".pull").isVisible());
  await touch("touchEnd");
  await fetched;
  await until(async () => !(await page.locator(".pull").isVisible()));
  await context.close();
});
