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
  const liked = async () => {
    const text = await (await page.request.get(`${server.address}/watch/${items[0]}`)).text();
    return /data-like="\d+"[\s\S]*?aria-pressed="(true|false)"/.exec(text)[1] === "true";
  };
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
