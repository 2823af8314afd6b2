// A person reads: with and without scripts, by keyboard, in her language and colours.
import assert from "node:assert/strict";
import { test } from "node:test";
import { DESKTOP, PHONE, articles, browser, server, stage, tab, until } from "./stand.mjs";

stage();

test("without scripts a reader gets from the front page to an article and says what she thinks of it", async () => {
  const { page, go, context } = await tab(browser, server, { ...PHONE, javaScriptEnabled: false });
  await go("/");
  await page.locator(".slot .headline a").first().click();
  await page.waitForURL(/\/article\/\d+/);
  const item = page.url();
  assert.equal(await page.locator("h1").count(), 1);
  await page.locator("button[value=hidden]").first().click();
  await page.waitForURL(/\/changed/);
  await page.getByRole("link", { name: "Back", exact: true }).click();
  assert.equal(page.url(), item, "the page of changes leads back to where it was");
  assert.ok((await context.cookies()).some((cookie) => cookie.name.startsWith("reader") && cookie.httpOnly && cookie.sameSite === "Lax"));
  await page.locator("button[value=follow]").click();
  assert.equal(await page.locator("button[value=unfollow]").count(), 1);
  await context.close();
});

test("what a reader hides is not on her next front page, and the page says why", async () => {
  const { page, go, context } = await tab(browser, server, DESKTOP);
  await go("/");
  const item = await page.locator("[data-slot='1']").getAttribute("data-item");
  await go(`/why/${item}`);
  await page.locator("button[value=hidden]").click();
  await page.locator("dialog.panel").waitFor();
  assert.equal(await page.locator("[data-noted]").textContent(), "Noted.");
  await page.keyboard.press("Escape");
  await go("/");
  assert.equal(await page.locator(`[data-slot][data-item='${item}']`).count(), 0);
  await go(`/why/${item}`);
  assert.match(await page.locator(".verdict").textContent(), /Left out/);
  await context.close();
});

test("the front page has an end, and every slot a reason", async () => {
  const { page, go, context } = await tab(browser, server, PHONE);
  await go("/");
  assert.equal(await page.locator(".end h2").textContent(), "You are up to date.");
  assert.equal(await page.locator(".slot").count(), await page.locator(".slot .reason a").count());
  await context.close();
});

test("order, colours and language stay as they were chosen", async () => {
  const { page, go, context } = await tab(browser, server, { ...DESKTOP, colorScheme: "light" });
  await go("/");
  await page.getByRole("button", { name: "Newest", exact: true }).click();
  await page.getByRole("button", { name: "Dark", exact: true }).click();
  await page.getByRole("button", { name: "Deutsch", exact: true }).click();
  await go("/");
  assert.equal(await page.locator("html").getAttribute("lang"), "de");
  assert.equal(await page.locator(".orders [aria-current]").textContent(), "Neueste");
  const paper = await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  assert.equal(paper, "rgb(20, 20, 19)");
  await context.close();
});

test("the keyboard goes through the stories, opens one, and finds the search", async () => {
  const { page, go, context } = await tab(browser, server, DESKTOP);
  await go("/");
  const [, [place, item]] = await articles(page);
  for (const key of [...Array(place + 1).fill("j"), "k", "o"]) await page.keyboard.press(key);
  await page.waitForURL(new RegExp(`/article/${item}$`));
  await page.keyboard.press("?");
  assert.ok(await page.locator("#keys").isVisible());
  await page.keyboard.press("Escape");
  // The browser closes a dialog a moment after the key; until then the keys belong to the dialog.
  await page.locator("#keys").waitFor({ state: "hidden" });
  await page.keyboard.press("/");
  await page.waitForURL(/\/search$/);
  await page.keyboard.press("/");
  await page.keyboard.type("harbour");
  await page.keyboard.press("Enter");
  await page.waitForURL(/q=harbour/);
  assert.ok(await page.locator("main .line").count() > 0);
  await context.close();
});

test("the skip link leads past the menu", async () => {
  const { page, go, context } = await tab(browser, server, DESKTOP);
  await go("/topics");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.id), "content");
  await context.close();
});
