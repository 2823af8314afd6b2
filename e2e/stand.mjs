// Starts the server on the demo edition, and a browser before it.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before } from "node:test";
import { chromium } from "playwright-core";

const require = createRequire(import.meta.url);
const AXE = require.resolve("axe-core/axe.min.js");
export const BINARY = process.env.CAULBART_BIN ?? join(import.meta.dirname, "../target/debug/caulbart");
const BROWSER = process.env.CHROMIUM ?? "/usr/bin/chromium";

export const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true };
export const SMALL = { viewport: { width: 320, height: 640 } };
export const DESKTOP = { viewport: { width: 1280, height: 800 } };

/** A server of its own, empty but for the demo edition, with more arguments where they are named; stops with `close`, or
 *  with `stop` so that its folder stays. */
export async function serve(folder = undefined, more = []) {
  if (!existsSync(BINARY)) throw new Error(`there is no server at ${BINARY}: build it, or name it in CAULBART_BIN`);
  const data = folder ?? mkdtempSync(join(tmpdir(), "caulbart-e2e-"));
  const child = spawn(BINARY, ["serve", "--offline", "--data", data, ...(more.includes("--listen") ? [] : ["--listen", "127.0.0.1:0"]), ...more]);
  let said = "";
  const address = await new Promise((found, failed) => {
    const listen = (chunk) => {
      said += chunk;
      const told = said.match(/https?:\/\/127\.0\.0\.1:\d+/);
      if (told) found(told[0]);
    };
    child.stdout.on("data", listen);
    child.stderr.on("data", (chunk) => { said += chunk; });
    child.on("exit", (code) => failed(new Error(`the server ended with ${code}: ${said}`)));
  });
  if (!more.includes("--no-demo")) await until(async () => (await (await fetch(address)).text()).includes("data-slot"));
  const stop = async () => {
    child.removeAllListeners("exit");
    const ended = new Promise((done) => child.on("exit", done));
    child.kill("SIGTERM");
    await ended;
    return data;
  };
  return { address, data, stop, close: async () => rmSync(await stop(), { recursive: true, force: true }) };
}

/** With more arguments, and without some that are usual in tests. */
export async function browse(more = [], ignoreDefaultArgs = []) {
  return chromium.launch({
    executablePath: BROWSER, ignoreDefaultArgs,
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
      // Letters are drawn alike on every machine.
      "--font-render-hinting=none", "--disable-lcd-text", "--force-color-profile=srgb", "--hide-scrollbars", ...more],
  });
}

export let server, browser;

/** One server and one browser for all tests of a file. */
export function stage() {
  before(async () => {
    server = await serve();
    browser = await browse();
  });
  after(async () => {
    await browser?.close();
    await server?.close();
  });
}

/** Asks again until it holds; a condition, not a time, is what is waited for. */
export async function until(holds, patience = 20_000) {
  const end = Date.now() + patience;
  for (;;) {
    if (await Promise.resolve().then(holds).catch(() => false)) return;
    if (Date.now() > end) throw new Error(`did not come to hold: ${holds}`);
    await new Promise((done) => setTimeout(done, 50));
  }
}

/** A tab that remembers what went wrong in it: foreign hosts asked, errors said, layout moved, and whether it
 *  was drawn before all of it had come. */
export async function tab(browser, server, options = {}) {
  const context = await browser.newContext({ locale: "en-GB", ...options });
  const page = await context.newPage();
  page.setDefaultNavigationTimeout(90_000);
  const faults = [];
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(server.address) && !url.startsWith("data:")) faults.push(`asked ${url}`);
  });
  page.on("console", (message) => { if (message.type() === "error") faults.push(`console: ${message.text()}`); });
  page.on("pageerror", (error) => faults.push(`script: ${error}`));
  page.on("response", (response) => {
    if (response.status() >= 400 && response.request().resourceType() !== "document") faults.push(`${response.status()} for ${response.url()}`);
  });
  if (options.javaScriptEnabled !== false) {
    await page.addInitScript(() => {
      globalThis.moved = 0;
      requestAnimationFrame(() => { globalThis.whole = document.getElementById("keys") !== null; });
      globalThis.movers = [];
      new PerformanceObserver((list) => {
        for (const shift of list.getEntries()) {
          if (shift.hadRecentInput) continue;
          globalThis.moved += shift.value;
          globalThis.movers.push(...shift.sources.map(({ node, previousRect: from, currentRect: to }) =>
            `${(node?.outerHTML ?? node?.textContent ?? "?").slice(0, 80)} from ${from.x},${from.y} ${from.width}×${from.height} to ${to.x},${to.y} ${to.width}×${to.height}`));
        }
      }).observe({ type: "layout-shift", buffered: true });
    });
  }
  return { context, page, faults, go: (path) => page.goto(server.address + path, { waitUntil: "load" }) };
}

/** The slots that lead to an article and to no clip: their places and items. */
export const articles = (page) => page.locator("[data-slot]").evaluateAll((slots) => slots
  .filter((slot) => slot.querySelector(".headline a[href^='/article/']"))
  .map(({ dataset }) => [Number(dataset.slot), Number(dataset.item)]));

/** What axe finds wrong, in short; by all rules of WCAG 2.2 AA and good practice, or by these alone. */
export async function axe(page, rules) {
  const source = await (await import("node:fs/promises")).readFile(AXE, "utf8");
  await page.evaluate(source);
  const found = await page.evaluate((rules) => globalThis.axe.run(document, {
    runOnly: rules ? { type: "rule", values: rules } : ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    resultTypes: ["violations"],
  }), rules);
  return found.violations.map((each) => `${each.id}: ${each.nodes.map((node) => node.target.join(" ")).slice(0, 4).join(", ")}`);
}

/** One address of every kind of page, read off the pages themselves. */
export async function addresses(server) {
  const read = async (path) => (await fetch(server.address + path)).text();
  const first = (text, start) => text.match(new RegExp(`href="(${start}[^"#]+)`))?.[1];
  const front = await read("/");
  const topics = await read("/topics");
  const sources = await read("/sources");
  return {
    front: "/", newest: "/?order=newest", following: "/?order=following",
    article: first(front, "/article/"), story: first(front, "/story/"), why: first(front, "/why/"),
    topics: "/topics", topic: first(topics, "/topic/"), sources: "/sources", source: first(sources, "/source/"),
    search: "/search?q=harbour", unclear: "/search?q=harbour+topic:boats", saved: "/saved-searches", rules: "/rules", rule: "/rules/preview?q=harbour&task=mute", followed: "/following", nothing: "/search?q=zzzz", empty: "/search", about: "/about", you: "/you", mine: "/my-data", transparency: "/transparency", algorithm: "/algorithm", kept: "/saved", read: "/history", settings: "/settings", forget: "/you/forget-everything", tried: "/?interest=0&freshness=4", wrong: "/nowhere",
    signin: "/sign-in", signup: "/sign-up", recover: "/recover", arabic: "/styleguide/arabic",
  };
}
