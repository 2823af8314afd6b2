// Pages look as they were accepted. The style guide's pages have invented news and a clock that stands still, and their fonts
// come along, so that a picture is the same on every machine.
//
//   ACCEPT=1 npm test --prefix e2e -- pictures.test.mjs     takes what is drawn now as accepted; look at it first
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import pixelmatch from "pixelmatch";
import { PNG } from "pngjs";
import { browser, server, stage, tab } from "./stand.mjs";

const ACCEPTED = join(import.meta.dirname, "accepted");
const DIFFERENT = join(import.meta.dirname, "different");
// Two in ten thousand may differ: edges of letters and pictures, as another release of the browser draws them.
const SHARE = 0.0002;
const LARGEST = 300_000;
const PHONE = { viewport: { width: 390, height: 1400 } };
const DESKTOP = { viewport: { width: 1280, height: 1100 } };

const TAKEN = [
  ...["front", "story", "search", "sources", "settings", "sign-in", "account", "front-empty", "error", "offline"].map((page) => [page, "phone", PHONE, {}]),
  ...["front", "article", "story", "why", "search", "sources", "settings", "sign-in", "account", "front-empty", "error"].map((page) => [page, "desktop", DESKTOP, {}]),
  ["front", "phone-dark", PHONE, { colorScheme: "dark" }],
  ["article", "desktop-dark", DESKTOP, { colorScheme: "dark" }],
  ["front", "desktop-german", DESKTOP, { locale: "de-DE" }],
];

stage();

async function picture(name, size, options, alter = "") {
  const { page, go, context } = await tab(browser, server, { ...size, reducedMotion: "reduce", ...options });
  // Fonts are optional: who has them late reads in her own. Here they are waited for.
  await page.route("**/site.css", async (route) => {
    const style = await (await route.fetch()).text();
    await route.fulfill({ contentType: "text/css", body: style.replaceAll("font-display: optional", "font-display: block") });
  });
  await go(`/styleguide/${name}`);
  await page.evaluate(() => Promise.all([document.fonts.ready, ...[...document.images].map((image) => { image.loading = "eager"; return image.decode(); })]));
  assert.ok(await page.evaluate(() => [...document.fonts].every((font) => font.status !== "loading")));
  await page.waitForFunction(() => !document.querySelector("form.passkey:not([data-ready])"));
  if (alter) await page.evaluate(alter);
  const taken = await page.screenshot({ animations: "disabled", caret: "hide" });
  await context.close();
  return taken;
}

/** Share of pixels that differ, and a picture of them; more than all where not even the size is the same. */
function compare(taken, accepted) {
  const [one, other] = [PNG.sync.read(taken), PNG.sync.read(accepted)];
  if (one.width !== other.width || one.height !== other.height) return { share: 2, shown: taken };
  const shown = new PNG({ width: one.width, height: one.height });
  const count = pixelmatch(one.data, other.data, shown.data, one.width, one.height, { threshold: 0.15 });
  return { share: count / (one.width * one.height), shown: PNG.sync.write(shown) };
}

for (const [name, device, size, options] of TAKEN) {
  test(`${name} looks as accepted (${device})`, async () => {
    const file = `${name}.${device}.png`;
    const taken = await picture(name, size, options);
    assert.ok(taken.length < LARGEST, `${file} has ${taken.length} bytes`);
    if (process.env.ACCEPT) {
      mkdirSync(ACCEPTED, { recursive: true });
      writeFileSync(join(ACCEPTED, file), taken);
      return;
    }
    assert.ok(existsSync(join(ACCEPTED, file)), `${file} was never accepted: look at it, then ACCEPT=1`);
    const { share, shown } = compare(taken, readFileSync(join(ACCEPTED, file)));
    if (share > SHARE) {
      mkdirSync(DIFFERENT, { recursive: true });
      writeFileSync(join(DIFFERENT, file), taken);
      writeFileSync(join(DIFFERENT, `${name}.${device}.where.png`), shown);
    }
    assert.ok(share <= SHARE, `${(share * 100).toFixed(2)} % of ${file} differ: see e2e/different/`);
  });
}

test("the comparison sees what a person would see", async () => {
  const usual = await picture("error", DESKTOP, {});
  assert.equal(compare(usual, await picture("error", DESKTOP, {})).share, 0, "the same page twice");
  for (const [what, alter] of [
    ["a headline a little lower", `document.querySelector("h1").parentElement.style.paddingTop = "3px"`],
    ["another grey", `document.querySelectorAll("p").forEach((p) => { p.style.color = "#8a877f"; })`],
    ["a missing button", `document.querySelector("a.button").style.visibility = "hidden"`],
    ["another word", `document.querySelector("h1").textContent = "Something is wrong"`],
  ]) {
    const { share } = compare(await picture("error", DESKTOP, {}, alter), usual);
    assert.ok(share > SHARE, `${what}: only ${share}`);
  }
});
