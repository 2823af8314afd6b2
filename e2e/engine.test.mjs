// A reader tunes her timeline, says what she wants less of, and sees what was learned about her.
import assert from "node:assert/strict";
import { test } from "node:test";
import { DESKTOP, PHONE, articles, axe, browser, server, stage, tab, until } from "./stand.mjs";

stage();

const headlines = (page) => page.locator(".slot .headline").allTextContents();

/** Opens an article, the first or a later one, and waits until that is kept. */
async function read(page, go, number) {
  await go("/");
  const [, item] = (await articles(page))[number - 1];
  const taken = page.waitForResponse((answer) => answer.url().endsWith("/events") && answer.request().postData().includes("opened"));
  await go(`/article/${item}`);
  await taken;
}

test("sliders show at once what they change, keep it when told to, and lead back to usual", async () => {
  const { page, go, context, faults } = await tab(browser, server, DESKTOP);
  await go("/");
  const usual = await headlines(page);
  await page.locator(".tune summary").click();
  assert.ok(await page.locator("[data-show]").isHidden(), "with a script nobody needs the button");
  await page.locator("#tune-freshness").focus();
  await page.keyboard.press("End");
  await page.locator("#tune-popularity").focus();
  await page.keyboard.press("Home");
  assert.equal(await page.locator("#tune-freshness").getAttribute("aria-valuetext"), "much");
  await until(async () => JSON.stringify(await headlines(page)) !== JSON.stringify(usual));
  assert.match(await page.locator(".tuned").textContent(), /not kept yet/);
  assert.deepEqual(await axe(page), []);
  await until(async () => (await page.locator("main").getAttribute("aria-busy")) === null);
  const tried = await headlines(page);
  await page.getByRole("button", { name: "Keep", exact: true }).click();
  await page.waitForURL(server.address + "/");
  assert.match(await page.locator(".tuned").textContent(), /You have tuned this timeline/);
  assert.deepEqual(await headlines(page), tried);
  await page.locator(".tune summary").click();
  await page.getByRole("button", { name: "Back to usual" }).click();
  await page.waitForLoadState();
  await until(async () => (await page.locator(".tuned").textContent()).trim() === "");
  assert.deepEqual(await headlines(page), usual);
  assert.deepEqual(faults, []);
  await context.close();
});

/** The first place of an item that is alone in its story: of several, another may stand for it the next time. */
async function alone(page) {
  return page.locator("[data-slot]:not(:has(a[href^='/story/']))").first().getAttribute("data-slot");
}

test("without scripts a reader tunes, wants less of something, takes that back, and strikes out what was learned", async () => {
  const { page, go, context } = await tab(browser, server, { ...PHONE, javaScriptEnabled: false });
  await go("/");
  const usual = await headlines(page);
  const input = page.locator("#tune-freshness");
  await page.locator(".tune summary").click();
  await input.focus();
  await page.keyboard.press("End");
  await page.getByRole("button", { name: "Show", exact: true }).click();
  await page.waitForURL(/freshness=4/);
  assert.notDeepEqual(await headlines(page), usual);
  await page.getByRole("button", { name: "Keep", exact: true }).click();
  assert.match(await page.locator(".tuned").textContent(), /You have tuned/);

  const slot = page.locator(`[data-slot='${await alone(page)}']`);
  await slot.locator(".tell summary").click();
  await slot.getByRole("button", { name: "More like this" }).click();
  await page.waitForURL(/\/changed\?back=/);
  await page.getByRole("button", { name: "Undo" }).click();
  await page.waitForURL(server.address + "/");
  const less = page.locator(`[data-slot='${await alone(page)}']`);
  const item = await less.getAttribute("data-item");
  await less.locator(".tell summary").click();
  await less.getByRole("button", { name: "Less like this" }).click();
  assert.match(await page.locator(".moves").first().textContent(), /left out: You hid it/);
  await page.getByRole("link", { name: "Back", exact: true }).click();
  await page.waitForURL(server.address + "/");
  assert.equal(await page.locator(`[data-slot][data-item='${item}']`).count(), 0);
  await go("/you");
  const hidden = page.locator("#hidden li");
  assert.equal(await hidden.count(), 1);
  await hidden.getByRole("button").click();
  assert.equal(await hidden.count(), 0);
  await go("/");
  assert.equal(await page.locator(`[data-slot][data-item='${item}']`).count(), 1, "it is back");
  await context.close();
});

test("the key m opens the menu of a story; less like this shows before and after, and undo brings it back", async () => {
  const { page, go, context, faults } = await tab(browser, server, DESKTOP);
  await read(page, go, 1);
  await go("/");
  const place = await alone(page);
  for (let step = 0; step < Number(place); step += 1) await page.keyboard.press("j");
  await page.keyboard.press("m");
  const slot = page.locator(`[data-slot='${place}']`);
  const item = await slot.getAttribute("data-item");
  assert.ok(await slot.locator(".tell").evaluate((menu) => menu.open));
  await page.keyboard.press("Escape");
  assert.ok(!(await slot.locator(".tell").evaluate((menu) => menu.open)));
  await page.keyboard.press("m");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  const panel = page.locator("dialog.panel");
  await panel.waitFor();
  const first = await panel.locator(".moves tbody tr").first().locator("td").allTextContents();
  assert.equal(first[0], place, "where it stood on the page");
  assert.match(first[1], /left out: You hid it/);
  assert.deepEqual(await axe(page), []);
  await page.keyboard.press("Escape");
  await until(async () => (await page.locator(`[data-slot][data-item='${item}']`).count()) === 0);
  await go(`/why/${item}`);
  assert.match(await page.locator(".verdict").textContent(), /Left out/);
  await go("/changed");
  await page.getByRole("button", { name: "Undo" }).click();
  await page.waitForURL(server.address + "/");
  assert.equal(await page.locator(`[data-slot][data-item='${item}']`).count(), 1);
  assert.deepEqual(faults, []);
  await context.close();
});

test("what was learned stands on one page, can be struck out, downloaded and forgotten as a whole", async () => {
  const { page, go, context } = await tab(browser, server, { ...DESKTOP, acceptDownloads: true });
  await go("/you");
  assert.equal(await page.locator(".empty h2").textContent(), "Nothing yet");
  for (const slot of [1, 2, 3, 4, 5]) await read(page, go, slot);
  await go("/you");
  assert.deepEqual(await axe(page), []);
  const sources = page.locator("#source li");
  const many = await sources.count();
  assert.ok(many > 0);
  const name = await sources.first().locator("a").textContent();
  await sources.first().getByRole("button").click();
  assert.equal(await page.locator("#source").getByRole("link", { name, exact: true }).count(), 0);
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "Download as JSON" }).click()]);
  const { readFile } = await import("node:fs/promises");
  const kept = JSON.parse(await readFile(await download.path(), "utf8"));
  assert.ok(kept.read.length > 0 && kept.events.length > 0 && kept.words.every((word) => word.word));
  await page.getByRole("link", { name: "Forget everything" }).click();
  await page.getByRole("button", { name: "Yes, forget everything" }).click();
  await page.waitForURL(/\/you$/);
  assert.equal(await page.locator(".empty h2").textContent(), "Nothing yet");
  await context.close();
});
