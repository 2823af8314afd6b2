// What readers report of clips and what creators say against a decision, before a moderator; and the studio after that.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { film } from "./clips.mjs";
import { BINARY, DESKTOP, PHONE, SMALL, axe, browser, server, stage, tab } from "./stand.mjs";

stage();

const SHOTS = process.env.SHOTS;
if (SHOTS) mkdirSync(SHOTS, { recursive: true });
const PASSWORD = "a long way from home";

/** Signed up in a browser of her own, with a role. */
async function somebody(name, role, size) {
  const opened = await tab(browser, server, size);
  await opened.go("/sign-up");
  await opened.page.getByLabel("Name").fill(name);
  await opened.page.getByLabel("Password").fill(PASSWORD);
  await opened.page.getByRole("button", { name: "Create an account" }).click();
  await opened.page.getByRole("link", { name: "I have kept it" }).click();
  execFileSync(BINARY, ["editor", "add", name, role, "--data", server.data]);
  return opened;
}

/** Looked at as it stands, on every size and in both colours. */
async function legible(page, name) {
  for (const [size, { viewport }] of [["phone", PHONE], ["desk", DESKTOP], ["small", SMALL]]) {
    await page.setViewportSize(viewport);
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await page.evaluate(() => Promise.all(document.getAnimations().map((each) => each.finished)));
      assert.deepEqual(await axe(page), [], `${name} ${size} ${colorScheme}`);
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth), false, `${name} is no wider than a ${size}`);
      if (SHOTS) await page.screenshot({ path: `${SHOTS}/${name}-${size}-${colorScheme}.png`, fullPage: true });
    }
  }
}

async function report(item, reason) {
  const sent = await fetch(`${server.address}/report`, { method: "POST", redirect: "manual", body: new URLSearchParams({ item, reason }) });
  assert.equal(sent.status, 303);
}

test("a reported clip is withheld with a reason, its creator is heard, and all of it is legible", async () => {
  const creator = await somebody("Rike Holm", "creator", PHONE);
  const { page } = creator;
  await creator.go("/studio");
  await legible(page, "studio-empty");
  await page.getByLabel("Name of the channel").fill("Boats of Rike");
  await page.getByRole("button", { name: "Make the channel" }).click();
  await page.getByLabel("A video from this device").setInputFiles(film(mkdtempSync(join(tmpdir(), "caulbart-judged-")), "lock.mp4", 3));
  await page.getByRole("button", { name: "Upload", exact: true }).click();
  await page.waitForURL(/\/studio\/\d+/);
  await page.locator("video.clip-player").waitFor({ timeout: 60_000 });
  const studio = new URL(page.url()).pathname;
  await page.getByLabel("Title").fill("How a lock is opened by hand, when nobody has looked after its motor for eleven winters");
  await page.getByRole("button", { name: "Publish now" }).click();
  await page.waitForURL(/\/watch\/\d+/);
  const hers = new URL(page.url()).pathname.split("/").pop();
  await creator.go("/studio");
  await legible(page, "studio");
  await report(hers, "misleading");

  const moderator = await somebody("Mo Ellis", "moderator", DESKTOP);
  const desk = moderator.page;
  await moderator.go("/newsroom/clips");
  await desk.getByRole("link", { name: /How a lock/ }).waitFor();
  await desk.getByLabel("What it breaks").selectOption({ index: 1 });
  await desk.getByLabel("To its owner").fill("The lock has had a new motor since May; the sign beside it says so.");
  await desk.getByRole("button", { name: "Withhold it" }).click();
  await desk.getByText("Nothing waits here").waitFor();
  await legible(desk, "clips-nothing");

  await creator.go(studio);
  await page.getByText("Withheld by a moderator.").waitFor();
  await legible(page, "studio-withheld");
  await page.getByLabel("You do not agree?").fill("The motor that came in May is the one of the other gate. Look at the third second.");
  await page.getByRole("button", { name: "Ask to look again" }).click();
  await page.getByText("Look at the third second").waitFor();
  const [other] = await (await fetch(`${server.address}/watch`)).text().then((text) => text.match(/(?<=data-item=")\d+/g));
  for (const reason of ["misleading", "spam"]) await report(other, reason);

  await moderator.go("/newsroom/clips");
  const cases = desk.locator("main section.desk");
  assert.equal(await cases.count(), 2);
  await cases.first().getByText("Look at the third second").waitFor();
  await legible(desk, "clips-judged");
  await cases.first().getByLabel("Answer to the owner").fill("You are right; it is the other gate.");
  await cases.first().getByRole("button", { name: "Bring it back" }).click();
  await desk.getByRole("button", { name: "Leave it" }).click();
  await desk.getByText("Nothing waits here").waitFor();
  await creator.go(studio);
  await page.getByText("Looked at again: it is there again.").waitFor();
  await legible(page, "studio-restored");
  assert.deepEqual([...creator.faults, ...moderator.faults], []);
  await creator.context.close();
  await moderator.context.close();
});
