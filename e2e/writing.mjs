// How long a letter takes in the newsroom's editor with the processor slowed four times: printed, not asserted.
import { execFileSync } from "node:child_process";
import { BINARY, DESKTOP, browse, serve, tab } from "./stand.mjs";

const server = await serve();
const browser = await browse();
const { page, go, context } = await tab(browser, server, DESKTOP);
await go("/sign-up");
await page.getByLabel("Name").fill("Slow Hand");
await page.getByLabel("Password").fill("a long way from home");
await page.getByRole("button", { name: "Create an account" }).click();
await page.getByRole("link", { name: "I have kept it" }).click();
execFileSync(BINARY, ["editor", "add", "Slow Hand", "editor", "--data", server.data]);
await go("/newsroom");
await page.getByRole("button", { name: "New article" }).click();
const paragraph = "The bridge is closed, and nobody knows for how long; the ferry sails every half hour until midnight. ";
await page.locator("[name=body]").fill(Array.from({ length: 60 }, () => paragraph.repeat(3)).join("\n\n"));
const cdp = await context.newCDPSession(page);
await cdp.send("Emulation.setCPUThrottlingRate", { rate: 4 });
const began = Date.now();
await page.reload();
await page.locator(".tools:not([hidden])").waitFor();
const ready = Date.now() - began;
await page.evaluate(() => {
  globalThis.delays = [];
  new PerformanceObserver((list) => { for (const entry of list.getEntries()) if (entry.interactionId) globalThis.delays.push(entry.duration); })
    .observe({ type: "event", durationThreshold: 16, buffered: false });
});
await page.locator("[name=body]").press("Control+End");
for (const letter of "Then the fog came in from the sea, and the bells rang.") await page.keyboard.type(letter, { delay: 60 });
await page.waitForTimeout(1500);
const delays = (await page.evaluate(() => globalThis.delays)).sort((a, b) => a - b);
const at = (share) => delays.length ? delays[Math.min(delays.length - 1, Math.floor(share * delays.length))] : 0;
console.log(`18,000 characters, processor slowed 4 times: ready after ${ready} ms; ${delays.length} interactions over 16 ms, median ${at(0.5)} ms, 98 % ${at(0.98)} ms, longest ${delays.at(-1) ?? 0} ms`);
await browser.close();
await server.close();
