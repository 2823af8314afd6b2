// Where watching ends: at the pause that was wished for, at a line that breaks, and where a browser lets nothing be heard.
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

let server, browser, items, films;

// No two of them are one story.
const LARGE = ["Kites above the lagoon", "Bakers start at three", "Frost in the vineyards", "An owl nests in the belfry", "Trams learn to whisper", "Salt from seven ponds",
  "Goats cross a motorway", "Choir without a roof", "Glass blown by breath alone", "Chess under chestnut trees", "Welders of the drydock", "Moss that glows at dusk"];

/** A host of twelve clips that are larger than any browser takes at once: how many of them are under way it knows. */
async function filmmaker() {
  const clip = readFileSync(film(mkdtempSync(join(tmpdir(), "caulbart-large-")), "kite.mp4", 4, 3));
  const size = 200 * 1048576;
  // A box that players skip (ISO/IEC 14496-12, 8.1.2).
  const box = Buffer.alloc(8);
  box.writeUInt32BE(size);
  box.write("free", 4);
  const whole = clip.length + size;
  const bytes = (from, to) => Buffer.concat([clip, box]).subarray(from, to);
  const open = new Set();
  const host = createServer((request, response) => {
    if (request.url === "/feed") {
      const entry = (title, place) => `<item><guid>${place}</guid><title>${title}</title>
        <media:content url="http://127.0.0.1:${host.address().port}/${place}.mp4" type="video/mp4" duration="4"/></item>`;
      response.setHeader("Content-Type", "application/rss+xml");
      return response.end(`<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel><title>Kite Films</title>
        ${LARGE.map(entry).join("")}</channel></rss>`);
    }
    open.add(response);
    response.on("close", () => open.delete(response));
    const [, from, to] = request.headers.range?.match(/^bytes=(\d+)-(\d*)$/) ?? [];
    let at = Number(from ?? 0);
    const last = to ? Number(to) : whole - 1;
    const length = { "Content-Type": "video/mp4", "Content-Length": last - at + 1, ETag: '"k"' };
    if (from) response.writeHead(206, { ...length, "Content-Range": `bytes ${at}-${last}/${whole}` });
    else response.writeHead(200, length);
    const more = () => {
      while (at <= last) {
        const part = at < clip.length + 8 ? bytes(at, last + 1) : Buffer.alloc(Math.min(65536, last + 1 - at));
        at += part.length;
        if (!response.write(part)) return response.once("drain", more);
      }
      response.end();
    };
    more();
  });
  await new Promise((done) => host.listen(0, "127.0.0.1", done));
  return { host, open, address: `127.0.0.1:${host.address().port}` };
}

before(async () => {
  films = await filmmaker();
  ({ server, items } = await serveClips([
    { title: "The ferry turns with the tide", channel: "Harbour Office" },
    { title: "A minute of the lock, and more", channel: "Water Works", seconds: 63 },
    { title: "Eels pass the weir", channel: "River Watch" },
    { title: "The lamplighter's round", channel: "Harbour Office" },
  ], ["--allow-private", films.address]));
  browser = await browse(["--autoplay-policy=document-user-activation-required"]);
});
after(async () => {
  await browser?.close();
  await server?.close();
  films?.host.closeAllConnections();
  films?.host.close();
});

const order = (page) => page.locator(".clip").evaluateAll((all) => all.map((clip) => Number(clip.dataset.item)));
const playing = (page) => page.evaluate(() => {
  const one = [...document.querySelectorAll("video")].find((video) => !video.paused && video.currentTime > 0);
  return one ? Number(one.closest(".clip").dataset.item) : null;
});
const scrollTo = (page, place) => page.evaluate((place) => document.querySelectorAll(".clip, .clip-end")[place].scrollIntoView({ behavior: "instant" }), place);

/** A tab of somebody who wished for twenty minutes, and has so many seconds of them left. */
async function nearlyOver(size, seconds) {
  const opened = await tab(browser, server, size);
  const now = Date.now();
  await opened.context.addCookies([
    { name: "minutes", value: "20", url: server.address },
    { name: "sitting", value: `${now - 1_200_000 + seconds * 1000}-${now - 1000}`, url: server.address },
  ]);
  return opened;
}
const asksForTheEnd = (page) => page.waitForResponse((response) => new URL(response.url()).pathname === "/watch" && response.request().resourceType() === "fetch");

test("when the minutes are over that she wished for, the pause comes before the next clip, and she goes on with clips", async () => {
  const { page, go, context, faults } = await nearlyOver(PHONE, 4);
  const asked = asksForTheEnd(page);
  await go("/watch");
  const all = await order(page);
  await until(async () => await playing(page) === all[0]);
  await scrollTo(page, 1);
  await until(async () => await playing(page) === all[1]);
  await asked;
  assert.equal(await playing(page), all[1], "what she has begun goes on");
  await scrollTo(page, 2);
  await page.getByRole("heading", { name: "Time for a break" }).waitFor();
  await until(async () => await playing(page) === null);
  assert.deepEqual(await order(page), all.slice(0, 2));
  assert.deepEqual(await axe(page), []);
  await page.keyboard.press("k");
  await until(async () => await playing(page) === all[1]);
  await page.keyboard.press("j");
  await page.getByRole("button", { name: "Go on for another 20 minutes" }).click();
  await page.waitForURL(/\/watch$/);
  await page.locator(".clip").first().waitFor();
  assert.ok(Number(await page.locator("[data-watch]").getAttribute("data-left")) > 1_100_000, "another twenty minutes");
  assert.deepEqual(faults, []);
  await context.close();
});

test("the pause comes at the end of a clip that would begin again", async () => {
  const { page, go, context, faults } = await nearlyOver(DESKTOP, 2);
  await go(`/watch/${items[0]}`);
  await until(async () => await playing(page) === items[0]);
  await page.getByRole("heading", { name: "Time for a break" }).waitFor();
  assert.deepEqual(await order(page), [items[0]]);
  assert.equal(await page.evaluate(() => document.activeElement.className), "clip-end");
  assert.deepEqual(faults, []);
  await context.close();
});

test("where a browser lets nothing be heard, the buttons say so and captions are there", async () => {
  const { page, go, context, faults } = await tab(browser, server, PHONE);
  await page.addInitScript(() => localStorage.setItem("caulbart.watch", JSON.stringify({ sound: true })));
  await go(`/watch/${items[0]}`);
  await until(async () => await playing(page) === items[0]);
  const pressed = (name) => page.locator(`[data-${name}]`).getAttribute("aria-pressed");
  const muted = () => page.locator("video").first().evaluate((video) => video.muted);
  assert.equal(await muted(), true);
  await until(async () => await pressed("sound") === "false" && await pressed("captions") === "true");
  await page.locator(".clip-cue:not([hidden])").first().waitFor();
  await page.keyboard.press("m");
  await until(async () => !await muted());
  assert.deepEqual([await pressed("sound"), await pressed("captions")], ["true", "false"]);
  await page.locator(".clip-cue:not([hidden])").first().waitFor({ state: "detached" });
  assert.deepEqual(faults, []);
  await context.close();
});

test("what could not be played is tried again when it is reached, or when she asks", async () => {
  const { page, go, context } = await tab(browser, server, PHONE);
  await page.route("**/clip/**", (route) => route.fulfill({ status: 503, body: "" }));
  await go("/watch");
  const all = await order(page);
  const says = (place) => page.locator(".clip").nth(place).getByRole("alert", { name: "" }).filter({ hasText: "cannot be played just now" });
  await says(0).waitFor();
  await scrollTo(page, 1);
  await says(1).waitFor();
  assert.deepEqual(await axe(page), []);
  await page.locator(".clip").nth(1).getByRole("button", { name: "Try again" }).click();
  await says(1).waitFor();
  await page.unroute("**/clip/**");
  await page.locator(".clip").nth(1).getByRole("button", { name: "Try again" }).click();
  await until(async () => await playing(page) === all[1]);
  assert.equal(await page.locator("[data-broken]").count(), 1);
  await scrollTo(page, 0);
  await until(async () => await playing(page) === all[0]);
  assert.equal(await page.locator("[data-broken], .clip-failed:not([hidden])").count(), 0);
  await context.close();
});

test("a line that breaks while a clip plays is told, and it goes on where it was", async () => {
  const { page, go, context } = await tab(browser, server, DESKTOP);
  let breaks = true;
  // All that has come was seen: it waits, and says so.
  const waits = page.locator(".clip[data-waiting]").first().waitFor();
  await page.route("**/clip/**/*.mp4", async (route) => {
    if (!breaks) return route.continue();
    const [, from] = route.request().headers().range?.match(/^bytes=(\d+)-/) ?? [0, 0];
    if (Number(from) > 0) {
      await waits;
      return route.fulfill({ status: 503, body: "" });
    }
    const answer = await route.fetch();
    const whole = await answer.body();
    await route.fulfill({ status: 206, headers: { ...answer.headers(), "content-range": `bytes 0-${whole.length - 1}/${whole.length}`, "content-length": String(whole.length) }, body: whole.subarray(0, whole.length / 2) });
  });
  await go(`/watch/${items[0]}`);
  await waits;
  const says = page.locator(".clip").first().getByText("This clip cannot be played just now.");
  await says.waitFor();
  const at = await page.locator("video").first().evaluate((video) => video.currentTime);
  assert.ok(at > 0.5, `${at}`);
  assert.equal(await page.locator("button[data-play]").getAttribute("aria-label"), "Play");
  breaks = false;
  await page.keyboard.press(" ");
  await until(async () => await playing(page) === items[0]);
  assert.ok(await page.locator("video").first().evaluate((video) => video.currentTime) >= at - 0.1);
  assert.equal(await says.isVisible(), false);
  await context.close();
});

test("what lies more than one back is let go of, and goes on where it was left", async () => {
  const { page, go, context, faults } = await tab(browser, server, DESKTOP);
  await go(`/watch/${items[1]}`);
  const video = page.locator("video").first();
  await until(() => video.evaluate((video) => video.currentTime > 2));
  await page.keyboard.press("j");
  await until(async () => ![null, items[1]].includes(await playing(page)));
  assert.ok(await video.evaluate((video) => video.networkState !== HTMLMediaElement.NETWORK_EMPTY), "the one before is still there");
  const left = await video.evaluate((video) => video.currentTime);
  await page.keyboard.press("j");
  await until(() => video.evaluate((video) => video.networkState === HTMLMediaElement.NETWORK_EMPTY));
  for (const before of (await order(page)).slice(0, 2).reverse()) {
    await page.keyboard.press("k");
    await until(async () => await playing(page) === before);
  }
  const { at, shows } = await video.evaluate((video) => ({ at: video.currentTime, shows: [...video.textTracks].filter(({ mode }) => mode === "showing").length }));
  assert.ok(at >= left && at < left + 3, `${at} after ${left}`);
  assert.equal(shows, 0, "captions are drawn once");
  assert.deepEqual(faults, []);
  await context.close();
});

test("by keyboard one stays with the clip that is seen, and a button leads on", async () => {
  const { page, go, context, faults } = await tab(browser, server, DESKTOP);
  await go("/watch");
  const all = await order(page);
  await until(async () => await playing(page) === all[0]);
  const stops = [];
  for (let pressed = 0; pressed < 60; pressed += 1) {
    await page.keyboard.press("Tab");
    const stop = await page.evaluate(() => {
      const { activeElement } = document;
      return { clip: activeElement.closest(".clip")?.dataset.item, step: activeElement.dataset.step };
    });
    stops.push(stop);
    if (stop.step === "1") break;
  }
  assert.equal(stops.at(-1).step, "1", "the button is reached");
  assert.deepEqual([...new Set(stops.map(({ clip }) => clip).filter(Boolean))], [String(all[0])]);
  await page.keyboard.press("Enter");
  await until(async () => await playing(page) === all[1]);
  assert.equal(await page.evaluate(() => document.activeElement.dataset.item), String(all[1]), "who hears the page goes on with it");
  await page.getByRole("button", { name: "Previous clip" }).click();
  await until(async () => await playing(page) === all[0]);
  assert.equal(await page.getByRole("button", { name: "Previous clip" }).isDisabled(), true);
  assert.deepEqual(await axe(page), []);
  assert.deepEqual(faults, []);
  await context.close();
});

test("one who watches many large clips of others never waits for a place", async () => {
  await promisify(execFile)(BINARY, ["feed", "add", `http://${films.address}/feed`, "--allow-private", films.address, "--data", server.data]);
  await until(async () => (await (await fetch(`${server.address}/watch`)).text()).split("/clip/enclosed/").length > 10);
  const { page, go, context, faults } = await tab(browser, server, PHONE);
  await go("/watch");
  const all = await order(page);
  for (const [place, item] of all.entries()) {
    await scrollTo(page, place);
    await until(async () => await playing(page) === item);
    assert.ok(films.open.size < 5, `${films.open.size} at clip ${place}`);
  }
  assert.deepEqual(faults, []);
  await context.close();
});

test("what opens above a clip goes with the next touch elsewhere, and with the clip", async () => {
  const { page, go, context, faults } = await tab(browser, server, PHONE);
  await go("/watch");
  const open = () => page.locator("main details[open]").count();
  await page.locator(".deck-more summary").click();
  await page.locator("[data-speed]").selectOption("1.5");
  assert.equal(await open(), 1, "what is touched within it leaves it there");
  await page.locator("video").first().click({ position: { x: 60, y: 200 } });
  assert.equal(await open(), 0);
  await page.locator(".clip .tell summary").first().click();
  assert.equal(await open(), 1);
  await scrollTo(page, 1);
  await until(async () => await open() === 0);
  assert.deepEqual(faults, []);
  await context.close();
});
