// What a viewer may also do with clips, and clips that other people's feeds enclose.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { film, serveClips } from "./clips.mjs";
import { BINARY, DESKTOP, PHONE, axe, browse, tab, until } from "./stand.mjs";

const SHOTS = process.env.SHOTS;
let server, browser, items, films;

/** A host with a clip and a feed that encloses it, as others have them: it answers in parts. */
async function filmmaker() {
  const clip = readFileSync(film(mkdtempSync(join(tmpdir(), "caulbart-enclosed-")), "kite.mp4", 4, 3));
  const asked = [];
  const host = createServer((request, response) => {
    asked.push({ url: request.url, headers: request.headers });
    if (request.url === "/feed") {
      response.setHeader("Content-Type", "application/rss+xml");
      return response.end(`<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel><title>Kite Films</title>
        <item><guid>1</guid><title>A kite over the lagoon</title><description>Half an hour of wind.</description>
        <media:content url="http://127.0.0.1:${host.address().port}/kite.mp4" type="video/mp4" duration="4"/></item></channel></rss>`);
    }
    const [, from, to] = request.headers.range?.match(/^bytes=(\d+)-(\d*)$/) ?? [];
    const last = to ? Number(to) : clip.length - 1;
    if (from) response.writeHead(206, { "Content-Type": "video/mp4", "Content-Range": `bytes ${from}-${last}/${clip.length}`, ETag: '"k"' });
    else response.writeHead(200, { "Content-Type": "video/mp4", "Content-Length": clip.length, ETag: '"k"' });
    response.end(clip.subarray(Number(from ?? 0), last + 1));
  });
  await new Promise((done) => host.listen(0, "127.0.0.1", done));
  return { host, asked, address: `127.0.0.1:${host.address().port}` };
}

before(async () => {
  films = await filmmaker();
  ({ server, items } = await serveClips([
    { title: "The ferry turns with the tide", channel: "Harbour Office" },
    { title: "A minute of the lock, and more", channel: "Water Works", seconds: 63 },
  ], ["--allow-private", films.address]));
  await promisify(execFile)(BINARY, ["feed", "add", `http://${films.address}/feed`, "--allow-private", films.address, "--data", server.data]);
  browser = await browse(["--autoplay-policy=document-user-activation-required"]);
});
after(async () => {
  await browser?.close();
  await server?.close();
  films?.host.close();
});

const told = (page) => {
  const events = [];
  page.on("request", (request) => { if (request.url().endsWith("/events")) events.push(...JSON.parse(request.postData())); });
  return (deed) => events.filter((event) => event.deed === deed);
};
/** What the server says of the first. */
const isLiked = async (page) => {
  const text = await (await page.request.get(`${server.address}/watch/${items[0]}`)).text();
  return /data-like="\d+"[\s\S]*?aria-pressed="(true|false)"/.exec(text)[1] === "true";
};
const plays = (page, item) => until(() => page.evaluate((item) => [...document.querySelectorAll("video")]
  .some((video) => !video.paused && video.currentTime > 0.3 && Number(video.closest(".clip").dataset.item) === item), item));

test("a clip that a feed encloses plays here, and its host hears of nobody", async () => {
  const { page, go, context, faults } = await tab(browser, server, PHONE);
  let item = 0;
  await until(async () => {
    const text = await (await fetch(`${server.address}/watch`)).text();
    item = Number(text.match(/\/clip\/enclosed\/(\d+)/)?.[1]);
    return item > 0;
  });
  await go(`/watch/${item}`);
  await plays(page, item);
  assert.equal(await page.locator(".clip").first().locator("a[data-comments]").count(), 0, "nobody can answer there");
  assert.equal(await page.locator(".clip-channel a").first().textContent(), "Kite Films");
  assert.deepEqual(await axe(page), []);
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/enclosed-phone.png` });
  await page.locator(".clip-channel a").first().click();
  await page.getByRole("heading", { name: "Kite Films" }).waitFor();
  await page.locator(".line .meta", { hasText: "Video 0:04" }).first().waitFor();
  await go(`/article/${item}`);
  assert.equal(await page.locator("video[controls]").count(), 1);
  for (const { headers } of films.asked) {
    assert.ok(!headers.cookie && !headers.referer && !/Chrom/.test(headers["user-agent"]), JSON.stringify(headers));
  }
  assert.deepEqual(faults, []);
  await context.close();
});

test("a like is taken back, two taps like it, and sound that is turned on is told", async () => {
  const { page, go, context, faults } = await tab(browser, server, PHONE);
  const of = told(page);
  await go(`/watch/${items[0]}`);
  await plays(page, items[0]);
  const button = page.locator("[data-like] button").first();
  const liked = () => isLiked(page);
  await page.keyboard.press("m");
  await until(() => of("heard").length === 1);
  await page.keyboard.press("m");
  await page.keyboard.press("m");
  await page.locator("video").first().dblclick({ delay: 20 });
  await until(() => of("liked").length === 1);
  await until(liked);
  await page.locator("video").first().dblclick({ delay: 20 });
  await page.waitForTimeout(500);
  assert.equal(await button.getAttribute("aria-pressed"), "true", "two more taps take nothing back");
  await button.click();
  await page.getByText("Taken back").waitFor();
  await until(async () => !(await liked()));
  await page.reload();
  assert.equal(await button.getAttribute("aria-pressed"), "false");
  assert.deepEqual([of("heard").length, of("heard")[0].item, of("liked").length], [1, items[0], 1]);
  assert.deepEqual(faults, []);
  await context.close();
});

test("what is longer than a minute comes by HLS where the browser plays it", async () => {
  const { page, go, context, faults } = await tab(browser, server, DESKTOP);
  await go(`/watch/${items[1]}`);
  await plays(page, items[1]);
  const { from, plays: does } = await page.locator("video").first().evaluate((video) => ({ from: video.currentSrc, plays: video.canPlayType("application/vnd.apple.mpegurl") }));
  assert.match(from, does ? /master\.m3u8$/ : /\.mp4$/);
  await page.evaluate(() => { document.querySelector("video").currentTime = 61; });
  await until(() => page.evaluate(() => document.querySelector("video").currentTime > 61.3));
  assert.deepEqual(faults, []);
  await context.close();
});

test("it goes on in a small window above other pages", async () => {
  const { page, go, context, faults } = await tab(browser, server, DESKTOP);
  await go(`/watch/${items[0]}`);
  await plays(page, items[0]);
  assert.ok(await page.evaluate(() => document.pictureInPictureEnabled), "this browser has such a window");
  await page.locator(".deck-more summary").click();
  await page.locator("[data-pip]").click();
  await until(() => page.evaluate(() => document.pictureInPictureElement !== null));
  await page.evaluate(() => document.exitPictureInPicture());
  await page.locator("[data-end]").selectOption("stop");
  await page.locator("[data-speed]").selectOption("2");
  await until(() => page.evaluate(() => { const video = document.querySelector("video"); return video.playbackRate === 2 && video.ended; }), 8000);
  assert.deepEqual(faults, []);
  await context.close();
});

test("a sitting ends, and another one goes on with others", async () => {
  const { page, go, context } = await tab(browser, server, PHONE);
  await context.addCookies([{ name: "slots", value: "10", url: server.address }]);
  await go("/watch");
  const first = await page.locator(".clip").evaluateAll((all) => all.map((clip) => clip.dataset.item));
  assert.ok(first.length > 1 && first.length <= 10);
  await go(`/watch?after=${first.slice(1).join("-")}`);
  assert.deepEqual(await page.locator(".clip").evaluateAll((all) => all.map((clip) => clip.dataset.item)), first.slice(0, 1), "what was there before does not come again");
  await go(`/watch?after=${first.join("-")}`);
  await page.getByRole("heading", { name: "Nothing to watch" }).or(page.locator("#watch-end-title")).first().waitFor();
  assert.equal(await page.locator(".clip").count(), 0);
  await context.close();
});

const hide = (page, hidden) => page.evaluate((hidden) => {
  Object.defineProperty(document, "hidden", { configurable: true, get: () => hidden });
  Object.defineProperty(document, "visibilityState", { configurable: true, get: () => (hidden ? "hidden" : "visible") });
  document.dispatchEvent(new Event("visibilitychange"));
}, hidden);
const at = (page) => page.locator("video").first().evaluate((video) => video.currentTime);
const playsTo = (page, seconds) => until(async () => await at(page) >= seconds);
const pause = async (page) => {
  await page.keyboard.press(" ");
  await until(() => page.locator("video").first().evaluate((video) => video.paused));
  return at(page);
};
const waiting = (page) => page.evaluate(() => JSON.parse(localStorage.getItem(Object.keys(localStorage).find((name) => name.startsWith("caulbart.events"))) ?? "[]"));
/** What was told of one clip, in milliseconds; `seconds` is what was seen of it. */
const are = (told, seconds) => assert.ok(Math.abs(told.reduce((all, { dwell_ms }) => all + dwell_ms, 0) - seconds * 1000) < 300, `${JSON.stringify(told)} of ${seconds} s`);

test("of a like and its taking back, what was pressed last holds, however slow the line is", async () => {
  const { page, go, context, faults } = await tab(browser, server, DESKTOP);
  await go(`/watch/${items[0]}`);
  await plays(page, items[0]);
  await page.route("**/events", async (route) => {
    await new Promise((done) => setTimeout(done, 400));
    await route.continue().catch(() => {});
  });
  const liked = () => isLiked(page);
  const said = page.locator(".toast");
  const press = async () => {
    const sent = page.waitForRequest((request) => request.url().endsWith("/events") && request.postData().includes('"liked"'));
    await page.keyboard.press("l");
    await sent;
  };
  const quiet = () => until(async () => (await waiting(page)).length === 0);
  await press();
  await page.keyboard.press("l");
  await said.getByText("Taken back").waitFor();
  await quiet();
  assert.equal(await liked(), false, "it is taken back after it has come");
  await page.keyboard.press("l");
  await page.keyboard.press("l");
  await said.getByText("Taken back").waitFor();
  await quiet();
  await page.waitForTimeout(600);
  assert.equal(await liked(), false, "what has not gone need not go");
  await press();
  await page.keyboard.press("l");
  await page.keyboard.press("l");
  await quiet();
  await page.waitForTimeout(600);
  assert.equal(await liked(), true);
  assert.equal(await page.locator("[data-like] button").first().getAttribute("aria-pressed"), "true");
  assert.deepEqual(faults, []);
  await context.close();
});

test("without a line, too, what was pressed last holds", async () => {
  const { page, go, context } = await tab(browser, server, DESKTOP);
  await go(`/watch/${items[0]}`);
  await plays(page, items[0]);
  const button = page.locator("[data-like] button").first();
  await page.keyboard.press("l");
  await until(async () => (await waiting(page)).length === 0);
  const liked = () => isLiked(page);
  await until(liked);
  const of = told(page);
  await context.setOffline(true);
  await page.keyboard.press("l");
  await page.locator(".toast").getByText("Taken back").waitFor();
  await page.keyboard.press("l");
  await page.waitForTimeout(300);
  await context.setOffline(false);
  await page.waitForTimeout(800);
  assert.equal(await button.getAttribute("aria-pressed"), "true");
  assert.deepEqual([await liked(), of("liked").length], [true, 0]);
  await context.close();
});

test("a tab that is hidden for a while makes no two views of one", async () => {
  const { page, go, context, faults } = await tab(browser, server, DESKTOP);
  const of = told(page);
  await go(`/watch/${items[1]}`);
  await playsTo(page, 1.5);
  await hide(page, true);
  await page.waitForTimeout(700);
  await hide(page, false);
  await playsTo(page, 4);
  const seen = await pause(page);
  assert.deepEqual([...of("opened"), ...of("finished")], [], "nothing is told while it goes on");
  await page.keyboard.press("j");
  await until(() => of("opened").length > 0);
  await page.waitForTimeout(500);
  assert.equal(of("opened").length, 1);
  are([...of("opened"), ...of("finished")], seen);
  assert.deepEqual(faults, []);
  await context.close();
});

test("after a long time away, what is told is what is new", async () => {
  const { page, go, context } = await tab(browser, server, DESKTOP);
  const of = told(page);
  await page.clock.install();
  await go(`/watch/${items[1]}`);
  await playsTo(page, 1.5);
  await hide(page, true);
  const first = await at(page);
  await page.clock.fastForward(31_000);
  await until(() => of("opened").length === 1);
  are(of("opened"), first);
  await until(async () => (await waiting(page)).length === 0);
  await hide(page, false);
  await playsTo(page, 4);
  const seen = await pause(page);
  await page.keyboard.press("j");
  await until(() => of("opened").length === 2);
  are(of("opened"), seen);
  await context.close();
});

test("what was watched is not lost with a tab that the device ends", async () => {
  const { page, go, context } = await tab(browser, server, PHONE);
  const of = told(page);
  await go(`/watch/${items[1]}`);
  await playsTo(page, 2);
  await hide(page, true);
  const seen = await at(page);
  assert.deepEqual(of("opened"), []);
  const session = await context.newCDPSession(page);
  const crashed = page.waitForEvent("crash");
  session.send("Page.crash").catch(() => {});
  await crashed;
  const other = await context.newPage();
  const later = told(other);
  await other.addInitScript(() => {
    const { now } = Date;
    Date.now = () => now() + 31_000;
  });
  await other.goto(`${server.address}/about`);
  await until(() => later("opened").length === 1);
  assert.equal(later("opened")[0].item, items[1]);
  are(later("opened"), seen);
  await context.close();
});

test("what plays in a small window is looked at", async () => {
  const { page, go, context } = await tab(browser, server, DESKTOP);
  const of = told(page);
  await go(`/watch/${items[1]}`);
  await plays(page, items[1]);
  await page.locator(".deck-more summary").click();
  await page.locator("[data-pip]").click();
  await until(() => page.evaluate(() => document.pictureInPictureElement !== null));
  await hide(page, true);
  await playsTo(page, await at(page) + 2.5);
  await hide(page, false);
  await page.evaluate(() => document.exitPictureInPicture());
  await page.locator("video").first().evaluate((video) => video.pause());
  const seen = await at(page);
  await page.evaluate(() => document.querySelectorAll(".clip")[1].scrollIntoView({ behavior: "instant" }));
  await until(() => of("opened").length === 1);
  are(of("opened"), seen);
  await context.close();
});

test("what plays on in a tab that nobody looks at does not count", async () => {
  const { page, go, context } = await tab(browser, server, DESKTOP);
  const of = told(page);
  await go(`/article/${items[0]}`);
  await page.locator("video").evaluate((video) => { video.muted = true; return video.play(); });
  await playsTo(page, 0.4);
  await hide(page, true);
  const from = await at(page);
  await playsTo(page, from + 0.7);
  await page.locator("video").evaluate((video) => { video.pause(); return video.play(); });
  await playsTo(page, from + 1.5);
  const to = await at(page);
  await hide(page, false);
  await playsTo(page, to + 1);
  await page.locator("video").evaluate((video) => video.pause());
  const seen = await at(page) - (to - from);
  await go("/about");
  await until(() => of("opened").length === 1);
  are(of("opened"), seen);
  assert.deepEqual(of("finished"), []);
  await context.close();
});

test("all of a clip is all of it at every speed", async () => {
  const { page, go, context } = await tab(browser, server, DESKTOP);
  const of = told(page);
  await page.addInitScript(() => localStorage.setItem("caulbart.watch", JSON.stringify({ speed: 2, end: "stop" })));
  await go(`/watch/${items[0]}`);
  await until(() => page.locator("video").first().evaluate((video) => video.ended));
  await page.keyboard.press("j");
  await until(() => of("finished").length === 1);
  are(of("finished"), 5);
  await context.close();
});

test("what is jumped over was not watched", async () => {
  const { page, go, context } = await tab(browser, server, DESKTOP);
  const of = told(page);
  await go(`/watch/${items[1]}`);
  await playsTo(page, 1.5);
  await page.locator("video").first().evaluate((video) => { video.currentTime = 40; });
  await playsTo(page, 41);
  const seen = await pause(page) - 40;
  await page.keyboard.press("j");
  await until(() => of("opened").length === 1);
  const [{ dwell_ms }] = of("opened");
  assert.ok(dwell_ms > 1000 * (seen + 1.3) && dwell_ms < 1000 * (seen + 2.5), `${dwell_ms}`);
  assert.deepEqual(of("finished"), []);
  await context.close();
});

test("a page that comes back as it was goes on counting, and tells nothing twice", async () => {
  const keeping = await browse(["--autoplay-policy=document-user-activation-required"], ["--disable-back-forward-cache"]);
  const { page, go } = await tab(keeping, server, DESKTOP);
  const of = told(page);
  await go(`/watch/${items[1]}`);
  await playsTo(page, 2);
  await page.evaluate(() => {
    globalThis.asItWas = true;
    addEventListener("pagehide", () => { globalThis.left = document.querySelector("video").currentTime; });
  });
  await go("/about");
  await until(() => of("opened").length === 1);
  await page.evaluate(() => history.back());
  await until(() => page.evaluate(() => globalThis.asItWas));
  const first = await page.evaluate(() => globalThis.left);
  are(of("opened"), first);
  await playsTo(page, first + 2);
  const seen = await pause(page);
  await page.keyboard.press("j");
  await until(() => of("opened").length === 2);
  are(of("opened"), seen);
  await keeping.close();
});

test("a clip that cannot be played says so, the first like those that follow", async () => {
  const { page, go, context } = await tab(browser, server, PHONE);
  await page.route("**/clip/**", (route) => route.fulfill({ status: 502, body: "" }));
  // The clip is known to be broken before there is a viewer.
  await page.route("**/watch.js", async (route) => {
    await until(() => page.evaluate(() => document.querySelector("video")?.networkState === HTMLMediaElement.NETWORK_NO_SOURCE));
    await route.continue();
  });
  await go("/watch");
  const says = (place) => page.locator(".clip").nth(place).getByText("This clip cannot be played").waitFor();
  await says(0);
  await page.keyboard.press("c");
  await says(0);
  await page.evaluate(() => document.querySelectorAll(".clip")[1].scrollIntoView({ behavior: "instant" }));
  await says(1);
  await page.evaluate(() => document.querySelectorAll(".clip")[0].scrollIntoView({ behavior: "instant" }));
  await page.waitForTimeout(500);
  await says(0);
  assert.deepEqual(await axe(page), []);
  await context.close();
});

test("what was opened behind another tab plays when it is looked at", async () => {
  const { page, go, context, faults } = await tab(browser, server, PHONE);
  await page.addInitScript(() => Object.defineProperty(document, "hidden", { configurable: true, get: () => true }));
  await go(`/watch/${items[0]}`);
  await page.locator(".deck:not([hidden])").waitFor({ state: "attached" });
  await until(() => page.locator("video").first().evaluate((video) => video.readyState >= 3));
  assert.equal(await page.locator("video").first().evaluate((video) => video.paused), true);
  await hide(page, false);
  await plays(page, items[0]);
  assert.deepEqual(faults, []);
  await context.close();
});

test("whoever wants less motion starts the first clip, and the next one plays too", async () => {
  const { page, go, context } = await tab(browser, server, { ...DESKTOP, reducedMotion: "reduce" });
  await go("/watch");
  await page.locator(".deck:not([hidden])").waitFor();
  const playing = (place) => page.locator("video").nth(place).evaluate((video) => !video.paused);
  await page.waitForTimeout(500);
  assert.equal(await playing(0), false);
  await page.locator("button[data-play]").click();
  await until(() => playing(0));
  await page.keyboard.press("j");
  await until(() => playing(1));
  await context.close();
});
