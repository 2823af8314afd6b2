// What a reader does arrives, once, even when the line was down.
import assert from "node:assert/strict";
import { test } from "node:test";
import { DESKTOP, articles, browser, server, stage, tab, until } from "./stand.mjs";

stage();

/** Collects the events that a page reports, and how they were answered. */
function listen(page) {
  const reports = [];
  page.on("response", (answer) => {
    if (answer.url().endsWith("/events")) reports.push({ status: answer.status(), events: JSON.parse(answer.request().postData()) });
  });
  return { reports, of: (deed) => reports.flatMap((report) => report.events).filter((event) => event.deed === deed) };
}

test("slots that were seen, and the article that was opened from one, are reported and acknowledged", async () => {
  const { page, go, context, faults } = await tab(browser, server, DESKTOP);
  const heard = listen(page);
  await go("/");
  await until(() => heard.of("shown").length > 0);
  const [, [slot, item]] = await articles(page);
  await page.locator(`[data-slot='${slot}'] .headline a`).click();
  await page.waitForURL(/\/article\//);
  await until(() => heard.of("opened").length === 1);
  const [opened] = heard.of("opened");
  assert.equal(opened.item, item);
  assert.equal(opened.slot, slot);
  assert.ok(heard.reports.every((report) => report.status === 204));
  const ids = heard.reports.flatMap((report) => report.events).map((event) => event.id);
  assert.equal(new Set(ids).size, ids.length);
  await until(async () => (await page.evaluate(() => localStorage.getItem("caulbart.events"))) === "[]");
  assert.deepEqual(faults, []);
  await context.close();
});

test("an article that was read to its end is reported with the time it took", async () => {
  const { page, go, context } = await tab(browser, server, DESKTOP);
  const heard = listen(page);
  await page.clock.install();
  await go("/");
  await page.locator("[data-slot='1'] .headline a").click();
  await page.waitForURL(/\/article\//);
  await page.locator("[data-end]").scrollIntoViewIfNeeded();
  await page.clock.runFor(1_000);
  await until(async () => {
    await page.clock.runFor(30_000);
    return heard.of("finished").length === 1;
  });
  assert.ok(heard.of("finished")[0].dwell_ms >= 2_000);
  await context.close();
});

test("reports that could not be sent wait in the browser and are sent later, once", async () => {
  const { page, go, context } = await tab(browser, server, DESKTOP);
  await page.route("**/events", (route) => route.abort());
  await go("/");
  const kept = () => page.evaluate(() => JSON.parse(localStorage.getItem("caulbart.events") ?? "[]"));
  await until(async () => (await kept()).length > 0);
  const waiting = (await kept())[0].id;
  await page.unroute("**/events");
  const heard = listen(page);
  await go("/topics");
  await until(() => heard.reports.some((report) => report.status === 204 && report.events.some((event) => event.id === waiting)));
  await until(async () => !(await kept()).some((event) => event.id === waiting));
  await context.close();
});
