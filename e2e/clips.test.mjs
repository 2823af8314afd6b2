// A clip from the file to the studio: chosen, sent, made, written about, put out; and what happens when it is none.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { film } from "./clips.mjs";
import { BINARY, DESKTOP, PHONE, axe, browser, server, stage, tab, until } from "./stand.mjs";

stage();

const folder = mkdtempSync(join(tmpdir(), "caulbart-clips-"));

async function creator(name, size) {
  const opened = await tab(browser, server, size);
  const { page, go } = opened;
  await go("/sign-up");
  await page.getByLabel("Name").fill(name);
  await page.getByLabel("Password").fill("a long way from home");
  await page.getByRole("button", { name: "Create an account" }).click();
  await page.getByRole("link", { name: "I have kept it" }).click();
  execFileSync(BINARY, ["editor", "add", name, "creator", "--data", server.data]);
  await go("/studio");
  await page.getByLabel("Name of the channel").fill(`Boats of ${name}`);
  await page.getByRole("button", { name: "Make the channel" }).click();
  await page.getByLabel("A video from this device").waitFor();
  return opened;
}

test("a clip is sent, made, written about and put out", async () => {
  const { page, go, context, faults } = await creator("Ines Holm", PHONE);
  assert.deepEqual(await axe(page), []);
  await page.getByLabel("A video from this device").setInputFiles(film(folder, "ferry.mp4", 4));
  await page.getByRole("button", { name: "Upload", exact: true }).click();
  await page.waitForURL(/\/studio\/\d+/);
  await page.locator("video.clip-player").waitFor({ timeout: 60_000 });
  assert.deepEqual(await axe(page), []);
  await page.getByLabel("Title").fill("The last ferry leaves Holm");
  await page.getByLabel("Description").fill("Nine days of storm are over.");
  await page.getByLabel("Hashtags").fill("Ferries, Holm");
  await page.getByRole("button", { name: "Take what is on screen" }).click();
  await page.getByText("The picture could not be taken").or(page.getByText("Taken from the video")).first().waitFor();
  await page.locator("video.clip-player").evaluate((video) => { video.currentTime = 2; });
  await until(() => page.locator("video.clip-player").evaluate((video) => !video.seeking && video.readyState >= 2));
  await page.getByRole("button", { name: "Take what is on screen" }).click();
  await page.getByText("Taken from the video").first().waitFor();
  assert.ok(await page.locator(".lead-pictures li").first().locator("input").isChecked());
  await page.getByRole("button", { name: "Share by address only" }).click();
  const link = page.locator("a[href*='/unlisted/']");
  await link.waitFor();
  assert.deepEqual(await page.locator(".lead-pictures span").allTextContents(), ["As chosen", "As found in the video"]);
  const stranger = await tab(browser, server, DESKTOP);
  await stranger.go(new URL(await link.getAttribute("href")).pathname);
  await stranger.page.locator("h1", { hasText: "The last ferry leaves Holm" }).waitFor();
  await until(() => stranger.page.locator("video").evaluate((video) => video.readyState >= 1));
  await page.getByRole("button", { name: "Publish now" }).click();
  await page.waitForURL(/\/watch\/\d+/);
  const item = new URL(page.url()).pathname.split("/").pop();
  await until(async () => {
    await stranger.go(`/article/${item}`);
    return await stranger.page.locator("h1", { hasText: "The last ferry leaves Holm" }).count() > 0;
  });
  await go("/studio");
  await page.getByText("Published").first().waitFor();
  assert.deepEqual(faults, []);
  await context.close();
  await stranger.context.close();
});

test("a line that breaks is tried again, and nothing is sent twice", async () => {
  const { page, context } = await creator("Olaf Holm", DESKTOP);
  const path = join(folder, "noise.mp4");
  writeFileSync(path, Buffer.alloc(20 * 1048576, 7));
  let sent = 0, cut = false;
  await page.route("**/uploads/*", async (route) => {
    const request = route.request();
    if (request.method() !== "PATCH") return route.continue();
    if (!cut && sent > 0) {
      cut = true;
      return route.abort("connectionreset");
    }
    sent += 1;
    return route.continue();
  });
  await page.getByLabel("A video from this device").setInputFiles(path);
  await page.getByRole("button", { name: "Upload", exact: true }).click();
  await page.waitForURL(/\/studio\/\d+/, { timeout: 60_000 });
  assert.ok(cut, "the line was cut");
  assert.equal(sent, 3, "three chunks of eight megabytes, none of them twice");
  await page.locator(".clip-state[data-bad]", { hasText: /video/ }).waitFor({ timeout: 60_000 });
  await page.getByText("Throw it away").first().click();
  await page.getByRole("button", { name: "Throw it away" }).click();
  await page.waitForURL(/\/studio$/);
  await page.getByText("No clips yet").waitFor();
  await context.close();
});

test("of a clip that was thrown away nobody asks on and on", async () => {
  const { page, context } = await creator("Uta Holm", DESKTOP);
  let asked = 0;
  await page.route("**/studio/*/state", (route) => {
    asked += 1;
    return route.fulfill({ status: 404, body: "" });
  });
  await page.getByLabel("A video from this device").setInputFiles(film(folder, "long.mp4", 60));
  await page.getByRole("button", { name: "Upload", exact: true }).click();
  await page.waitForURL(/\/studio\/\d+/);
  await until(() => asked > 0);
  await page.waitForTimeout(2500);
  assert.equal(asked, 1);
  await context.close();
});

test("when no space is left for her, that is said at once and nothing is tried again", async () => {
  const { page, context } = await creator("Enno Holm", DESKTOP);
  let asked = 0;
  await page.route("**/uploads", (route) => {
    asked += 1;
    return route.fulfill({ status: 507, headers: { "Tus-Resumable": "1.0.0" }, body: "There is no space left for you." });
  });
  await page.getByLabel("A video from this device").setInputFiles(film(folder, "full.mp4", 1));
  await page.getByRole("button", { name: "Upload", exact: true }).click();
  await page.locator(".sending [role=status]", { hasText: "There is no space left for you." }).waitFor({ timeout: 900 });
  assert.equal(asked, 1);
  await context.close();
});

test("how far a clip has come is seen each second, and read out when it goes on to something else", async () => {
  const { page, context, faults } = await creator("Inka Holm", DESKTOP);
  const states = [["waiting", "Waits for its turn"], ["working", "Is being made: 12 %"], ["working", "Is being made: 13 %"], ["failed", "This is no video."]];
  const shown = [];
  await page.route("**/studio/*/state", (route) => {
    const [state, says] = states[Math.min(shown.length, states.length - 1)];
    shown.push(says);
    return route.fulfill({ json: { state, says, progress: 120, received: 1 } });
  });
  await page.addInitScript(() => {
    globalThis.read = [];
    document.addEventListener("DOMContentLoaded", () => {
      const note = (changes) => {
        for (const { target } of changes) {
          const live = (target.closest ? target : target.parentElement).closest("[role=status], [aria-live]");
          if (live?.textContent) globalThis.read.push(live.textContent);
        }
      };
      new MutationObserver(note).observe(document.querySelector("[data-follow]") ?? document, { subtree: true, childList: true, characterData: true });
    });
  });
  await page.getByLabel("A video from this device").setInputFiles(film(folder, "inka.mp4", 60));
  await page.getByRole("button", { name: "Upload", exact: true }).click();
  await page.waitForURL(/\/studio\/\d+/);
  // Somebody writes: the page stays.
  await page.getByLabel("Title").fill("Boats");
  await page.locator(".clip-state", { hasText: "13 %" }).waitFor();
  await page.locator(".clip-state[data-bad]", { hasText: "This is no video." }).waitFor();
  const read = await page.evaluate(() => globalThis.read);
  assert.equal(read.filter((text) => text.startsWith("Is being made")).length, 1, read.join(", "));
  assert.equal(read.at(-1), "This is no video.");
  assert.deepEqual(await axe(page), []);
  assert.deepEqual(faults, []);
  await context.close();
});
