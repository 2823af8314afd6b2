// Clips are watched: one after another, silent until asked, and to an end.
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { after, before, test } from "node:test";
import { DESKTOP, PHONE, SMALL, axe, browse, tab, until } from "./stand.mjs";
import { serveClips } from "./clips.mjs";

const SHOTS = process.env.SHOTS;
let server, browser, items;

before(async () => {
  ({ server, items } = await serveClips([
    { title: "The ferry turns with the tide", about: "Nine minutes at the old quay, from the harbour office's roof.", tags: ["Harbour", "Ferry"], channel: "Harbour Office", credit: "Ida Venn" },
    { title: "How a lock is opened by hand, when nobody has looked after its motor for eleven winters", about: "", tags: ["Locks"], channel: "Water Works", synthetic: true },
    { title: "Eels pass the weir", about: "Two hundred in one night.", tags: ["Harbour"], channel: "River Watch" },
    { title: "What the lamplighter saw", about: "For adults.", channel: "Harbour Office", adults: true },
    { title: "Told to few", about: "", channel: "Harbour Office", unlisted: true },
  ]));
  browser = await browse(["--autoplay-policy=document-user-activation-required"]);
});
after(async () => {
  await browser?.close();
  await server?.close();
});

const playing = (page) => page.evaluate(() => {
  const [one] = [...document.querySelectorAll("video")].filter((video) => !video.paused);
  return one ? { item: Number(one.closest(".clip").dataset.item), muted: one.muted, at: one.currentTime } : null;
});
const told = (page) => {
  const events = [];
  page.on("request", (request) => { if (request.url().endsWith("/events")) events.push(...JSON.parse(request.postData())); });
  return (deed) => events.filter((event) => event.deed === deed);
};

test("three clips are swiped through: the one on screen plays in silence, one more is fetched, and it comes to an end", async () => {
  const { page, go, context, faults } = await tab(browser, server, PHONE);
  const asked = new Set();
  page.on("request", (request) => { if (/\/clip\/.*\.mp4$/.test(request.url())) asked.add(request.url()); });
  const of = told(page);
  await page.addInitScript(() => {
    // As soon as there is a player: its first frame may come before the page is whole.
    new MutationObserver((_, observer) => {
      const video = document.querySelector("video");
      if (!video) return;
      observer.disconnect();
      video.requestVideoFrameCallback((now) => { globalThis.first = now; });
    }).observe(document, { childList: true, subtree: true });
  });
  await go("/watch");
  await until(() => page.evaluate(() => globalThis.first));
  const { first, page: came } = await page.evaluate(() => ({ first: globalThis.first, page: performance.getEntriesByType("navigation")[0].responseEnd }));
  console.log(`first frame ${Math.round(first)} ms after the navigation began, the page was there after ${Math.round(came)} ms`);
  const order = await page.locator(".clip").evaluateAll((all) => all.map((clip) => Number(clip.dataset.item)));
  assert.equal(order.length, 3, "neither the one for adults nor the unlisted one");
  await until(() => asked.size === 2);
  await page.waitForTimeout(400);
  assert.equal(asked.size, 2, "only the next is fetched ahead");
  const now = await playing(page);
  assert.deepEqual([now.item, now.muted], [order[0], true]);
  await page.locator(".clip-cue", { hasText: "The tide turns" }).first().waitFor();
  await until(() => of("shown").length === 1);
  await page.waitForTimeout(1300);
  for (const at of [1, 2]) {
    await page.evaluate((at) => document.querySelectorAll(".clip")[at].scrollIntoView({ behavior: "instant" }), at);
    await until(async () => (await playing(page))?.item === order[at]);
    await page.waitForTimeout(1300);
  }
  await until(() => of("opened").length === 2);
  const second = of("opened").find((event) => event.item === order[1]);
  assert.ok(second.dwell_ms >= 1000 && second.dwell_ms < 4500 && second.slot === 2, JSON.stringify(second));
  await page.evaluate(() => document.querySelector(".clip-end").scrollIntoView({ behavior: "instant" }));
  await page.getByRole("heading", { name: /That was/ }).waitFor();
  await until(async () => await playing(page) === null);
  await until(() => of("opened").length === 3);
  await until(async () => (await page.evaluate(() => localStorage.getItem(Object.keys(localStorage).find((name) => name.startsWith("caulbart.events"))))) === "[]");
  await page.getByRole("link", { name: "Go to the articles" }).click();
  await go("/history");
  for (const title of ["The ferry turns", "How a lock", "Eels pass"]) await page.getByRole("link", { name: new RegExp(title) }).first().waitFor();
  assert.deepEqual(faults, []);
  await context.close();
});

test("keys go on and back, pause, seek, like, and turn sound and captions on, which stays on this device", async () => {
  const { page, go, context, faults } = await tab(browser, server, DESKTOP);
  const of = told(page);
  await go("/watch");
  await until(() => playing(page));
  const first = (await playing(page)).item;
  await page.keyboard.press("j");
  await until(async () => (await playing(page))?.item !== first && await playing(page));
  await page.keyboard.press("ArrowUp");
  await until(async () => (await playing(page))?.item === first);
  await page.keyboard.press(" ");
  await until(async () => (await playing(page)) === null);
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press(" ");
  await until(async () => (await playing(page))?.item === first);
  await page.keyboard.press("m");
  await until(async () => (await playing(page))?.muted === false);
  assert.equal(await page.locator("[data-sound]").getAttribute("aria-pressed"), "true");
  assert.equal(await page.locator("[data-captions]").getAttribute("aria-pressed"), "false", "captions are there while it is silent");
  await page.keyboard.press("c");
  await page.locator(".clip-cue:not([hidden])").first().waitFor();
  await page.keyboard.press("l");
  await until(() => of("liked").length === 1);
  await page.keyboard.press("s");
  await page.locator(".clip form[data-save] button[aria-pressed=true]").first().waitFor();
  await page.keyboard.press("?");
  await page.getByText("two seconds back or on").waitFor();
  await page.keyboard.press("Escape");
  await page.locator("[data-seek]").evaluate((seek) => {
    seek.value = "600";
    seek.dispatchEvent(new Event("input", { bubbles: true }));
  });
  assert.equal(await page.locator(".deck-thumb:not([hidden])").count(), 1);
  assert.match(await page.locator("[data-seek]").getAttribute("aria-valuetext"), /^0:03 of 0:05$/);
  await page.reload();
  await until(() => playing(page));
  assert.equal((await playing(page)).muted, true, "nothing is heard of a page that nobody touched");
  assert.equal(await page.locator("[data-sound]").getAttribute("aria-pressed"), "false");
  await page.keyboard.press("j");
  await until(async () => (await playing(page))?.muted === false);
  assert.equal(await page.locator("[data-sound]").getAttribute("aria-pressed"), "true");
  assert.deepEqual(faults, []);
  await context.close();
});

test("a clip waits while its tab is hidden, and that does not count", async () => {
  const { page, go, context } = await tab(browser, server, PHONE);
  const of = told(page);
  await go("/watch");
  await until(() => playing(page));
  const hide = (hidden) => page.evaluate((hidden) => {
    Object.defineProperty(document, "hidden", { configurable: true, get: () => hidden });
    document.dispatchEvent(new Event("visibilitychange"));
  }, hidden);
  await hide(true);
  assert.equal(await playing(page), null, "it pauses");
  await page.waitForTimeout(2500);
  assert.equal(of("opened").length, 0, "less than a second was watched");
  await hide(false);
  await until(() => playing(page));
  await page.waitForTimeout(1500);
  await page.evaluate(() => document.querySelectorAll(".clip")[1].scrollIntoView({ behavior: "instant" }));
  await until(() => of("opened").length === 1);
  assert.ok(of("opened")[0].dwell_ms < 2700, `${of("opened")[0].dwell_ms} ms`);
  await context.close();
});

test("one that was watched to its end is finished, with its repetitions", async () => {
  const { page, go, context } = await tab(browser, server, PHONE);
  const of = told(page);
  await go(`/watch/${items[2]}`);
  await until(async () => (await playing(page))?.item === items[2]);
  await page.waitForTimeout(6500);
  await page.evaluate(() => document.querySelectorAll(".clip, .clip-end")[1].scrollIntoView({ behavior: "instant" }));
  await until(() => of("finished").length === 1);
  const [finished] = of("finished");
  assert.equal(finished.item, items[2]);
  assert.ok(finished.dwell_ms > 5000, `${finished.dwell_ms} ms`);
  await context.close();
});

test("why it is there, its comments, its channel, and what is for adults", async () => {
  const { page, go, context, faults } = await tab(browser, server, DESKTOP);
  await go("/watch");
  await page.locator(".clip a[data-comments]").first().click();
  await page.locator("dialog .comments").waitFor();
  const trap = await page.locator("dialog .comment-trap").first().boundingBox();
  assert.ok(!trap || trap.width <= 1 && trap.height <= 1, "what is there for machines nobody sees");
  await page.keyboard.press("Escape");
  await page.locator(".clip .clip-follow button").first().click();
  await page.locator(".clip .clip-follow button[aria-pressed=true]").first().waitFor();
  await page.locator(".clip .reason a").first().click();
  await page.waitForURL(/\/why\/\d+\?within=clips/);
  await page.locator(".why, main h1").first().waitFor();
  await go("/channel/harbour-office");
  assert.deepEqual(await axe(page), []);
  assert.equal(await page.locator(".poster").count(), 2, "the unlisted one is not there");
  await page.getByRole("link", { name: /lamplighter/ }).click();
  await page.getByText("Are you 18 or older?").waitFor();
  assert.equal(await page.locator(".clip").first().locator("video").count(), 0);
  assert.deepEqual(await axe(page), []);
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/adults.png` });
  await page.getByRole("button", { name: "Yes, show it" }).click();
  await page.locator(".clip").first().locator("video").waitFor();
  await go(`/article/${items[0]}`);
  assert.equal(await page.locator("video[controls]").count(), 1);
  assert.deepEqual(await axe(page), []);
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/article.png` });
  await go("/tag/harbour");
  await page.locator(".play-mark").first().waitFor();
  assert.deepEqual(faults, []);
  await context.close();
});

test("without a script it is a list of players", async () => {
  const { page, go, context } = await tab(browser, server, { ...PHONE, javaScriptEnabled: false });
  await go("/watch");
  assert.equal(await page.locator("video[controls][preload=none][poster]").count(), 2);
  assert.equal(await page.locator("video[controls][preload=auto][poster]").count(), 1);
  await page.getByRole("link", { name: "Go to the articles" }).waitFor();
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/plain.png` });
  await context.close();
});

test("phone and desk, light and dark, are legible and complete", async () => {
  if (SHOTS) mkdirSync(SHOTS, { recursive: true });
  for (const [name, size] of [["phone", PHONE], ["desk", DESKTOP], ["small", SMALL]]) {
    for (const colorScheme of ["light", "dark"]) {
      const { page, go, context, faults } = await tab(browser, server, { ...size, colorScheme });
      await go("/watch");
      await until(() => playing(page));
      await page.waitForTimeout(300);
      assert.deepEqual(await axe(page), [], `${name} ${colorScheme}`);
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth), false, `${name} is no wider than its screen`);
      if (SHOTS) await page.screenshot({ path: `${SHOTS}/${name}-${colorScheme}.png` });
      if (SHOTS && colorScheme === "light") {
        await page.keyboard.press("j");
        await page.waitForTimeout(900);
        await page.locator(".clip").nth(1).locator("details summary").click();
        await page.screenshot({ path: `${SHOTS}/${name}-second.png` });
        await page.evaluate(() => document.querySelector(".clip-end").scrollIntoView({ behavior: "instant" }));
        await page.waitForTimeout(400);
        await page.screenshot({ path: `${SHOTS}/${name}-end.png` });
      }
      assert.deepEqual(faults, []);
      await context.close();
    }
  }
});
