// Takes the pictures in docs/screens (or those that are named): each page on a phone and a desktop, light and dark, of the demo edition.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { DESKTOP, PHONE, addresses, browse, serve, tab, until } from "./stand.mjs";

const OUT = join(import.meta.dirname, "../docs/screens");
mkdirSync(OUT, { recursive: true });
const server = await serve();
const browser = await browse();
const all = await addresses(server);
const open = (summary) => async (page) => page.locator(summary).first().click();
const TAKEN = {
  front: [all.front], story: [all.story], article: [all.article], why: [all.why], search: [all.search],
  controls: [all.front, open(".tune summary")],
};
const wanted = process.argv.slice(2);
for (const [name, [path, first]] of Object.entries(TAKEN)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const shots = [];
  for (const [size, colorScheme] of [[DESKTOP, "light"], [PHONE, "light"], [PHONE, "dark"], [DESKTOP, "dark"]]) {
    const { page, context, go } = await tab(browser, server, { ...size, colorScheme, reducedMotion: "reduce" });
    await go("/");
    const skip = page.getByRole("button", { name: "Skip", exact: true });
    if (await skip.count()) {
      await skip.click();
      await page.waitForLoadState();
    }
    await go(path);
    await page.evaluate(() => document.fonts.ready);
    await first?.(page);
    await page.waitForTimeout(400);
    shots.push((await page.screenshot({ animations: "disabled" })).toString("base64"));
    await context.close();
  }
  // All four on one sheet, at half their size.
  const context = await browser.newContext({ viewport: { width: 1716, height: 440 } });
  const page = await context.newPage();
  const figures = shots.map((shot, at) => `<img src="data:image/png;base64,${shot}" height="400" width="${[640, 185, 185, 640][at]}">`);
  await page.setContent(`<body style="margin:0;padding:20px;display:flex;gap:9px;background:#8a8f94">${figures.join("")}`);
  await page.waitForTimeout(300);
  await page.screenshot({ path: join(OUT, `${name}.jpg`), type: "jpeg", quality: 80 });
  await context.close();
}
// The article that the project began with, whole, in columns that fit on a screen.
if (wanted.length === 0 || wanted.includes("seed")) {
  const { page, context, go } = await tab(browser, server, { ...DESKTOP, reducedMotion: "reduce" });
  await until(async () => {
    await go("/search?q=TikTok");
    return await page.getByRole("link", { name: /ban on TikToks/ }).count() > 0;
  });
  await page.getByRole("link", { name: /ban on TikToks/ }).first().click();
  await page.waitForLoadState();
  await page.locator(".related h3").first().scrollIntoViewIfNeeded();
  await page.waitForTimeout(800);
  const end = await page.locator(".for-you").boundingBox();
  const whole = (await page.screenshot({ animations: "disabled", fullPage: true, clip: { x: 20, y: 0, width: 1240, height: end.y + await page.evaluate(() => scrollY) } })).toString("base64");
  await context.close();
  const sheet = await browser.newPage({ viewport: { width: 1172, height: 1640 } });
  await sheet.setContent('<body style="margin:20px;background:#8a8f94">');
  await sheet.evaluate(async (data) => {
    const picture = new Image();
    picture.src = `data:image/png;base64,${data}`;
    await picture.decode();
    const [columns, height, wide] = [2, 1600, 560];
    const scale = wide / picture.width;
    document.body.style.cssText += ";display:flex;gap:12px";
    document.body.replaceChildren(...Array.from({ length: columns }, (_, at) => {
      const canvas = document.createElement("canvas");
      Object.assign(canvas, { width: wide * 2, height: height * 2 });
      canvas.style.cssText = `width:${wide}px;height:${height}px;background:#fdfcfa`;
      canvas.getContext("2d").drawImage(picture, 0, -at * height * 2, picture.width * scale * 2, picture.height * scale * 2);
      return canvas;
    }));
  }, whole);
  await sheet.screenshot({ path: join(OUT, "seed.jpg"), type: "jpeg", quality: 72 });
}
await browser.close();
await server.close();
