// How soon is a page there on a slow device? Prints figures; asserts nothing. `node interactive.mjs [PATH …]`, with the
// server of CAULBART_BIN (a release build) on loopback, Chromium's CPU slowed four times, nothing in its caches.
import { PHONE, browse, serve, tab } from "./stand.mjs";

const SLOWED = 4;
const TURNS = 15;

const server = await serve();
const browser = await browse();
const paths = process.argv.length > 2 ? process.argv.slice(2) : ["/", "/article/1"];
const middle = (all) => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)];
console.log(`CPU slowed ${SLOWED} times, median (and worst) of ${TURNS} first visits, milliseconds from the navigation's start`);
for (const path of paths) {
  const told = { "first byte": [], "first paint": [], "DOM interactive": [], "script has run": [], "long tasks": [], "layout shift": [] };
  for (let turn = 0; turn < TURNS; turn += 1) {
    const { page, context, go } = await tab(browser, server, PHONE);
    const cdp = await context.newCDPSession(page);
    await cdp.send("Emulation.setCPUThrottlingRate", { rate: SLOWED });
    await page.addInitScript(() => {
      globalThis.busy = 0;
      new PerformanceObserver((list) => { for (const task of list.getEntries()) globalThis.busy += task.duration; }).observe({ type: "longtask", buffered: true });
    });
    await go(path);
    await page.waitForTimeout(300);
    const found = await page.evaluate(() => {
      const [navigation] = performance.getEntriesByType("navigation");
      // Deferred modules have run once DOMContentLoaded is over.
      return { "first byte": navigation.responseStart, "first paint": performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? NaN, "DOM interactive": navigation.domInteractive, "script has run": navigation.domContentLoadedEventEnd, "long tasks": globalThis.busy, "layout shift": globalThis.moved };
    });
    for (const [name, value] of Object.entries(found)) told[name].push(value);
    await context.close();
  }
  console.log(path);
  for (const [name, all] of Object.entries(told)) console.log(`  ${name.padEnd(16)} ${middle(all).toFixed(name === "layout shift" ? 4 : 0)} (${Math.max(...all).toFixed(name === "layout shift" ? 4 : 0)})`);
}
await browser.close();
await server.close();
