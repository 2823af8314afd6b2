// Everything by the keyboard alone.
import assert from "node:assert/strict";
import { test } from "node:test";
import { DESKTOP, browser, server, stage, tab, until } from "./stand.mjs";

stage();

const reached = (page) => page.evaluate(() => document.querySelector(".slot-reached")?.dataset.slot);

test("j k o s m h g h / ? do what the list of keys says", async () => {
  const { page, go, context, faults } = await tab(browser, server, DESKTOP);
  await go("/");
  const press = (key) => page.keyboard.press(key);
  const at = (slot) => until(async () => await reached(page) === slot);
  await press("s");
  assert.equal(await page.locator(".toast span").count(), 0, "nothing is reached yet, so nothing is saved");
  await press("j");
  await at("1");
  await press("j");
  await at("2");
  await press("k");
  await at("1");
  await press("s");
  const mark = page.locator("[data-slot='1'] form[data-save] button");
  await until(async () => await mark.getAttribute("aria-pressed") === "true");
  await press("s");
  await until(async () => await mark.getAttribute("aria-pressed") === "false");
  await press("m");
  await until(() => page.evaluate(() => document.activeElement.matches("[data-slot='1'] details.tell[open] button")));
  await press("Escape");
  await until(() => page.evaluate(() => document.activeElement.matches("[data-slot='1'] details.tell:not([open]) summary")));
  await press("?");
  const keys = page.locator("#keys");
  await keys.waitFor();
  assert.deepEqual(await keys.locator("kbd").allTextContents(), ["j", "k", "o", "s", "h", "m", "/", "g h", "?"]);
  await press("Escape");
  await keys.waitFor({ state: "hidden" });
  const item = await page.locator("[data-slot='1']").getAttribute("data-item");
  await press("o");
  await page.waitForURL(`**/article/${item}`);
  await press("s");
  await until(async () => await page.locator("form[data-save] .bookmark").first().evaluate((mark) => mark.closest("button").getAttribute("aria-pressed")) === "true");
  await press("h");
  const panel = page.locator("dialog.panel");
  await panel.waitFor();
  assert.match(await panel.textContent(), /Less like this/);
  await panel.getByRole("button", { name: "Undo" }).or(panel.getByRole("button", { name: /back/i })).first().waitFor();
  await press("Escape");
  await panel.waitFor({ state: "detached" });
  await press("g");
  await press("h");
  await page.waitForURL(server.address + "/");
  await press("/");
  await page.waitForURL("**/search");
  assert.deepEqual(faults, []);
  await context.close();
});

test("a letter that is typed into a field is a letter", async () => {
  const { page, go, context } = await tab(browser, server, DESKTOP);
  await go("/search");
  await page.locator("#q").focus();
  await page.keyboard.type("joshgh/?");
  assert.equal(await page.locator("#q").inputValue(), "joshgh/?");
  assert.match(page.url(), /\/search$/);
  await context.close();
});
