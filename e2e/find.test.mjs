// A reader finds things, and has them found for her: filters, suggestions, saved searches, rules, lists.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { DESKTOP, PHONE, axe, browse, serve, tab, until } from "./stand.mjs";

let server, browser;
before(async () => {
  server = await serve();
  browser = await browse();
  await until(async () => (await (await fetch(server.address + "/search?q=harbour")).text()).includes("/article/"));
});
after(async () => {
  await browser?.close();
  await server?.close();
});

const query = (page) => page.locator("#q").inputValue();

test("filters write the query, and the query shows in the filters", async () => {
  for (const javaScriptEnabled of [true, false]) {
    const { page, go, context } = await tab(browser, server, { ...PHONE, javaScriptEnabled });
    await go("/search?q=harbour");
    await page.locator(".narrowing summary").click();
    await page.locator("select[name=language]").selectOption("en");
    await page.locator("input[name=after]").fill("2020-01-01");
    await page.getByRole("button", { name: "Search", exact: true }).click();
    await page.waitForURL(/after%3A2020/);
    assert.equal(await query(page), "harbour lang:en after:2020-01-01");
    assert.ok(await page.locator("details.narrowing").evaluate((narrow) => narrow.open));
    assert.equal(await page.locator("select[name=language]").inputValue(), "en");
    assert.match(await page.locator("#results-title").textContent(), /\d/);
    await page.locator("select[name=language]").selectOption("");
    await page.getByRole("button", { name: "Search", exact: true }).click();
    await page.waitForURL((url) => !url.search.includes("lang"));
    assert.equal(await query(page), "harbour after:2020-01-01");
    if (javaScriptEnabled) assert.deepEqual(await axe(page), []);
    await context.close();
  }
});

test("nonsense is named where it stands, and what was left out is said", async () => {
  const { page, go, context, faults } = await tab(browser, server, DESKTOP);
  await go("/search?q=harbour+topic:boats");
  assert.match(await page.locator(".query-faults").textContent(), /There is no topic “boats”/);
  assert.ok((await page.locator(".lines article").count()) > 0, "the plain words are found all the same");
  assert.deepEqual(await axe(page), []);
  await go("/search?q=harbour+lang:ja");
  assert.match(await page.locator(".notice").first().textContent(), /without lang:ja/);
  assert.deepEqual(faults, []);
  await context.close();
});

test("suggestions are chosen by the keyboard alone", async () => {
  const { page, go, context, faults } = await tab(browser, server, DESKTOP);
  await go("/search");
  await page.locator("#q").focus();
  await page.keyboard.type("storm topic:wea");
  const option = page.getByRole("option", { name: "Weather Topic", exact: true });
  await option.waitFor();
  assert.equal(await page.locator("#q").getAttribute("aria-expanded"), "true");
  assert.deepEqual(await axe(page), []);
  await page.keyboard.press("ArrowDown");
  assert.equal(await page.locator("#q").getAttribute("aria-activedescendant"), await option.getAttribute("id"));
  await page.keyboard.press("Escape");
  assert.ok(await page.locator("#suggestions").isHidden());
  await page.keyboard.press("Backspace");
  await option.waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  assert.equal(await query(page), "storm topic:weather ");
  await page.keyboard.press("Enter");
  await page.waitForURL(/topic%3Aweather/);
  assert.deepEqual(faults, []);
  await context.close();
});

test("without scripts a search is saved, changed and removed", async () => {
  const { page, go, context } = await tab(browser, server, { ...PHONE, javaScriptEnabled: false });
  await go("/search?q=harbour");
  const keep = page.locator(".keep-search");
  await keep.getByLabel("Name").fill("Quay");
  await keep.getByRole("button", { name: "Save" }).click();
  await page.waitForURL(/\/saved-searches$/);
  await page.getByRole("link", { name: "Quay" }).click();
  assert.match(await page.locator("main").textContent(), /becomes part of my timeline/);
  await page.getByLabel("What is new").selectOption("tell");
  await page.getByRole("button", { name: "Change" }).click();
  assert.match(await page.locator(".page-head").textContent(), /tell me/);
  await page.getByRole("button", { name: "Remove", exact: true }).click();
  await page.waitForURL(/\/saved-searches$/);
  assert.match(await page.locator(".empty").textContent(), /No saved searches yet/);
  await context.close();
});

test("a rule is shown at work before it is saved, mutes, and is taken back", async () => {
  const { page, go, context, faults } = await tab(browser, server, DESKTOP);
  await go("/");
  const slot = page.locator("[data-slot='1']");
  const item = await slot.getAttribute("data-item");
  const source = await slot.locator("a[href^='/source/']").first().textContent();
  await go("/rules");
  assert.deepEqual(await axe(page), []);
  await page.getByLabel("If").selectOption({ label: "the source" });
  await page.getByLabel("matches").fill(`"${source.trim()}"`);
  await page.getByLabel("then").selectOption({ label: "mute it" });
  await page.getByLabel("Name").fill("Not this one");
  await page.getByRole("button", { name: "Show what it would match" }).click();
  await page.waitForURL(/\/rules\/preview/);
  assert.match(await page.locator("#would-title").textContent(), /would have matched \d+ items?/);
  assert.ok((await page.locator(".titles article").count()) <= 10);
  assert.deepEqual(await axe(page), []);
  await page.getByRole("button", { name: "Save this rule" }).click();
  await page.waitForURL(/\/rules\/\d+/);
  await page.getByRole("button", { name: "Apply it to the last two weeks too" }).click();
  await page.waitForURL(/applied=/);
  assert.match(await page.locator(".notice").textContent(), /Done with \d+/);
  const rule = new URL(page.url()).pathname;
  await go("/");
  assert.equal(await page.locator(`[data-slot][data-item='${item}']`).count(), 0);
  await go(`/why/${item}`);
  assert.match(await page.locator("main").textContent(), /Your rule “Not this one” mutes it/);
  await go(rule);
  await page.getByRole("button", { name: "Remove", exact: true }).click();
  await page.waitForURL(/\/rules$/);
  await go("/");
  assert.equal(await page.locator(`[data-slot][data-item='${item}']`).count(), 1);
  assert.deepEqual(faults, []);
  await context.close();
});

test("lists come in by file and go out again, and what is followed stands on one page", async () => {
  const { page, go, context, faults } = await tab(browser, server, { ...DESKTOP, acceptDownloads: true });
  const list = '<opml version="2.0"><body><outline text="Coast"><outline text="Pilot" xmlUrl="https://pilot.example/feed"/></outline></body></opml>';
  await go("/sources");
  await page.locator("input[type=file]").setInputFiles({ name: "mine.opml", mimeType: "text/x-opml", buffer: Buffer.from(list) });
  await page.getByRole("button", { name: "Take it over" }).click();
  assert.match(await page.locator(".notice").first().textContent(), /1 source added/);
  assert.ok(await page.getByRole("heading", { name: /Coast/ }).isVisible());
  await page.getByRole("link", { name: "Pilot" }).click();
  await page.getByRole("button", { name: /^Follow/ }).click();
  await page.getByRole("button", { name: /^Stop following/ }).waitFor();
  await go("/following");
  assert.ok(await page.getByRole("link", { name: "Pilot" }).isVisible());
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "Download as OPML" }).click()]);
  const { readFile } = await import("node:fs/promises");
  assert.match(await readFile(await download.path(), "utf8"), /https:\/\/pilot\.example\/feed/);
  await page.getByLabel("Word or phrase in a title").fill("old quay");
  await page.getByRole("button", { name: "Mute", exact: true }).click();
  assert.match(await page.locator("main").textContent(), /“old quay”/);
  assert.deepEqual(await axe(page), []);
  assert.deepEqual(faults, []);
  await context.close();
});
