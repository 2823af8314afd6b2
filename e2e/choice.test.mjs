// A reader has it her way: what she saves, takes out of her history, reads on elsewhere, and how her pages look.
import assert from "node:assert/strict";
import { test } from "node:test";
import { DESKTOP, PHONE, articles, axe, browser, serve, server, stage, tab, until } from "./stand.mjs";

stage();

const items = (page) => page.$$eval(".front-page [data-slot]", (slots) => slots.map((slot) => slot.dataset.item));
const skip = (page) => page.getByRole("button", { name: "Skip", exact: true }).click();
const told = async (page, path, at = server) => (await page.request.get(at.address + path)).json();

for (const javaScriptEnabled of [false, true]) {
  const how = javaScriptEnabled ? "with" : "without";

  test(`what is saved is put aside and taken back, ${how} scripts`, async () => {
    const { page, go, context, faults } = await tab(browser, server, { ...PHONE, javaScriptEnabled });
    await go("/");
    const slot = page.locator("[data-slot='2']");
    const headline = await slot.locator(".headline").textContent();
    await slot.locator("form[data-save] button").click();
    await until(async () => await page.locator("[data-slot='2'] form[data-save] button").getAttribute("aria-pressed") === "true");
    await until(async () => (await told(page, "/api/v1/saved")).items.length === 1);
    await go("/saved");
    assert.equal(await page.locator(".kept-lines .headline").textContent(), headline);
    await page.getByRole("button", { name: `Remove: ${headline}` }).click();
    await page.getByRole("heading", { name: "Nothing saved yet" }).waitFor();
    assert.deepEqual(faults, []);
    await context.close();
  });

  test(`the one question can be skipped or answered, and is not asked again, ${how} scripts`, async () => {
    const { page, go, context } = await tab(browser, server, { ...DESKTOP, javaScriptEnabled });
    await go("/");
    assert.ok(await page.locator(".welcome").isVisible());
    await skip(page);
    await page.waitForLoadState();
    assert.equal(await page.locator(".welcome").count(), 0);
    await go("/");
    assert.equal(await page.locator(".welcome").count(), 0);
    await context.close();

    const other = await tab(browser, server, { ...PHONE, javaScriptEnabled });
    await other.go("/");
    const topic = other.page.locator(".pills label").nth(1);
    const name = (await topic.textContent()).trim();
    await topic.click();
    await other.page.getByRole("button", { name: "Follow these", exact: true }).click();
    await other.page.waitForLoadState();
    assert.equal(await other.page.locator(".welcome").count(), 0);
    await other.go("/following");
    assert.ok(await other.page.getByRole("link", { name, exact: true }).isVisible());
    await other.context.close();
  });

  test(`a page ends after as many stories as were wished for, ${how} scripts`, async () => {
    const { page, go, context } = await tab(browser, server, { ...DESKTOP, javaScriptEnabled });
    await go("/settings");
    await page.getByLabel("The page ends after").selectOption({ label: "10 stories" });
    await page.getByLabel("High").check();
    await page.getByLabel("Very large").check();
    await page.getByRole("button", { name: "Keep", exact: true }).click();
    await page.waitForURL(/kept=1/);
    assert.equal(await page.locator("html").getAttribute("data-contrast"), "more");
    await go("/");
    assert.equal((await items(page)).length, 10);
    assert.match(await page.locator(".end").textContent(), /Time for a break.*ends after 10 stories/s);
    await page.getByRole("link", { name: /^Go on/ }).click();
    await page.waitForURL(/all=1/);
    assert.ok((await items(page)).length > 10);
    await context.close();
  });

  test(`what is taken out of the history is as if it was never read, ${how} scripts`, async () => {
    const { page, go, context } = await tab(browser, server, { ...DESKTOP, javaScriptEnabled });
    await go("/");
    await skip(page);
    await page.waitForLoadState();
    const eight = (await items(page)).slice(0, 8);
    const at = Date.now();
    const opened = eight.map((item, number) => ({ id: at + number, item: Number(item), deed: "opened", at, dwell_ms: 0, slot: 1 }));
    await page.request.post(`${server.address}/events`, { data: opened, headers: { "Sec-Fetch-Site": "same-origin" } });
    await go("/");
    const left = await items(page);
    // What is about something sensitive leaves no trace, so it stays.
    const gone = eight.filter((item) => !left.includes(item));
    assert.ok(gone.length > 0);
    await go("/history");
    assert.equal(await page.locator(".history-day article").count(), 8);
    await page.locator(`.history-day [data-item='${gone[0]}']`).getByRole("button", { name: /^Forget: / }).click();
    await page.waitForURL(/forgotten=1/);
    assert.match(await page.locator(".notice").textContent(), /One item is forgotten/);
    assert.equal(await page.locator(".history-day article").count(), 7);
    await page.locator(".prune summary").click();
    await page.getByRole("button", { name: "All of it", exact: true }).click();
    await page.waitForURL(/forgotten=7/);
    await go("/");
    const back = await items(page);
    assert.deepEqual(gone.filter((item) => !back.includes(item)), [], "they are back");
    // With scripts, what she was shown meanwhile has taught something too.
    if (!javaScriptEnabled) assert.deepEqual((await told(page, "/api/v1/profile")).topics, []);
    await context.close();
  });
}

test("an order lasts over a restart, on every device of hers", async () => {
  let own = await serve();
  const first = await tab(browser, own, DESKTOP);
  await first.go("/");
  await first.page.getByRole("button", { name: "Most covered", exact: true }).click();
  await first.page.locator("[data-slot='1'] form[data-save] button").click();
  await until(async () => (await told(first.page, "/api/v1/saved", own)).items.length === 1);
  const reader = (await first.context.cookies()).filter((cookie) => cookie.name.startsWith("reader"));
  await first.context.close();
  own = await serve(await own.stop());
  const second = await tab(browser, own, PHONE);
  await second.context.addCookies(reader);
  await second.go("/");
  assert.equal(await second.page.locator(".orders [aria-current]").textContent(), "Most covered");
  await second.context.close();
  await own.close();
});

test("she reads on where she was on another device, and the page does not jump by itself", async () => {
  const first = await tab(browser, server, PHONE);
  await first.go("/");
  let path = "";
  for (const item of await items(first.page)) {
    await first.go(`/article/${item}`);
    path = `/article/${item}`;
    if (await first.page.locator(".body > p").count() > 5) break;
  }
  const place = `/api/v1/items/${path.split("/")[2]}/place`;
  // So far that she has begun, and that the end is not on the screen yet.
  await first.page.locator(".body").evaluate((body) => scrollTo({ top: scrollY + body.getBoundingClientRect().bottom - innerHeight - 120, behavior: "instant" }));
  await until(async () => first.page.evaluate(() => scrollY > 100 && performance.getEntriesByType("resource").some((each) => each.name.endsWith("/place.js"))));
  // Fetched is not yet at work.
  await first.page.evaluate(() => import(performance.getEntriesByType("resource").find((each) => each.name.endsWith("/place.js")).name).then(() => undefined));
  await first.go("/about");
  await until(async () => (await told(first.page, place)).place > 0);
  const kept = (await told(first.page, place)).place;
  const cookies = await first.context.cookies();
  await first.context.close();

  const second = await tab(browser, server, DESKTOP);
  await second.context.addCookies(cookies);
  await second.go(path);
  assert.equal(await second.page.evaluate(() => scrollY), 0);
  assert.equal((await told(second.page, place)).place, kept, "to look in changes nothing");
  assert.deepEqual(await axe(second.page), []);
  await second.page.getByRole("link", { name: /^Continue where you were/ }).click();
  const part = second.page.locator("#go-on");
  await until(async () => part.evaluate((part) => Math.abs(part.getBoundingClientRect().top) < innerHeight));
  const texts = await second.page.$$eval(".body > *", (parts) => parts.map((part) => [part.id, part.textContent.length]));
  const whole = texts.reduce((sum, [, length]) => sum + length, 0);
  const before = texts.slice(0, texts.findIndex(([id]) => id === "go-on")).reduce((sum, [, length]) => sum + length, 0);
  assert.ok(before * 1000 / whole <= kept + 20 && before > 0, `${before} of ${whole} at ${kept}`);
  assert.deepEqual(second.faults, []);
  await second.context.close();
});

test("an article has about 68 characters a line in every size, and four sizes", async () => {
  const { page, go, context } = await tab(browser, server, DESKTOP);
  await go("/");
  const [item] = await items(page);
  await go(`/article/${item}`);
  const sizes = [];
  for (const name of ["Small", "Usual", "Large", "Very large"]) {
    await page.locator(".text-sizes summary").click();
    await page.locator(".text-sizes").getByRole("button", { name, exact: true }).click();
    await page.waitForLoadState();
    await page.evaluate(() => document.fonts.ready);
    const { size, characters } = await page.locator(".body p").first().evaluate((part) => {
      const probe = document.createElement("span");
      probe.textContent = "The ferry sails again this evening, and the bakery on the corner sells what it had baked. ".repeat(4);
      probe.style.whiteSpace = "nowrap";
      part.append(probe);
      const each = probe.getBoundingClientRect().width / probe.textContent.length;
      probe.remove();
      return { size: parseFloat(getComputedStyle(part).fontSize), characters: part.getBoundingClientRect().width / each };
    });
    sizes.push(size);
    assert.ok(characters > 60 && characters < 78, `${name}: ${characters.toFixed(1)} characters`);
  }
  assert.deepEqual(sizes, [...sizes].sort((a, b) => a - b));
  assert.equal(new Set(sizes).size, 4);
  await context.close();
});

test("the pages of her own are accessible and still", async () => {
  for (const device of [PHONE, DESKTOP]) {
    const { page, go, context, faults } = await tab(browser, server, device);
    await go("/");
    assert.deepEqual(await axe(page), []);
    const [[, one], [, two]] = await articles(page);
    await page.request.put(`${server.address}/api/v1/saved/${one}`, { headers: { "Sec-Fetch-Site": "same-origin" } });
    await go(`/article/${two}`);
    await until(async () => (await told(page, "/api/v1/history")).items.length > 0);
    for (const path of ["/saved", "/history", "/settings", "/settings?kept=1", "/?order=newest"]) {
      await go(path);
      assert.deepEqual(await axe(page), [], path);
      const { moved, movers } = await page.evaluate(() => ({ moved: globalThis.moved, movers: globalThis.movers }));
      assert.ok(moved < 0.001, `${path} moved while it loaded: ${movers.join("; ")}`);
    }
    assert.deepEqual(faults, []);
    await context.close();
  }
});
