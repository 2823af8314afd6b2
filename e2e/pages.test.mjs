// Every page, on a phone and a desktop, light and dark: nothing wrong with it that a machine can see.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { DESKTOP, PHONE, SMALL, addresses, axe, browse, serve, tab, until } from "./stand.mjs";

let server, browser, all;
before(async () => {
  server = await serve();
  browser = await browse();
  all = await addresses(server);
});
after(async () => {
  await browser?.close();
  await server?.close();
});

for (const [device, size] of Object.entries({ phone: PHONE, desktop: DESKTOP })) {
  for (const colorScheme of ["light", "dark"]) {
    test(`every page is accessible, still and speaks to nobody else (${device}, ${colorScheme})`, async () => {
      const { page, faults, go, context } = await tab(browser, server, { ...size, colorScheme });
      for (const [name, path] of Object.entries(all)) {
        assert.ok(path, `the demo edition has no ${name}`);
        faults.length = 0;
        await go(path);
        await page.evaluate(() => document.fonts.ready);
        assert.deepEqual(await axe(page), [], `${name} ${path}`);
        await until(() => page.evaluate(() => globalThis.whole !== undefined));
        const { moved, movers, whole } = await page.evaluate(() => ({ moved: globalThis.moved, movers: globalThis.movers, whole: globalThis.whole }));
        assert.ok(whole, `${name} ${path} was drawn before all of it had come`);
        assert.ok(moved < 0.001, `${name} ${path} moved by ${moved} while it loaded: ${movers.join("; ")}`);
        const expected = name === "wrong" ? /404/ : /^$/;
        assert.deepEqual(faults.filter((fault) => !expected.test(fault) || name !== "wrong"), [], name);
      }
      await context.close();
    });
  }
}

test("no page is wider than the smallest phone", async () => {
  for (const locale of ["en-GB", "de-DE"]) {
    const { page, go, context } = await tab(browser, server, { ...SMALL, locale });
    for (const [name, path] of Object.entries(all)) {
      await go(path);
      const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.ok(over <= 0, `${name} is ${over} px too wide in ${locale}`);
    }
    await context.close();
  }
});

test("the front page is light: under 60 KB without its pictures, under 25 KB of script", async () => {
  const { page, go, context } = await tab(browser, server, DESKTOP);
  let weight = 0, script = 0, weighed = false;
  const sizes = [];
  page.on("requestfinished", (request) => {
    if (request.resourceType() === "image" || new URL(request.url()).pathname === "/events") return;
    sizes.push(request.sizes().then((size) => {
      weight += size.responseBodySize;
      if (request.resourceType() === "script") script += size.responseBodySize;
    }, (fault) => {
      // What the worker fetches afterwards, and the closing page no longer waits for.
      if (!weighed) throw fault;
    }));
  });
  await go("/");
  await page.evaluate(() => document.fonts.ready);
  // The last that a front page fetches by itself is what tells it of news.
  await page.waitForFunction(() => performance.getEntriesByType("resource").some(({ name }) => name.endsWith("/live.js")));
  await Promise.all(sizes);
  weighed = true;
  console.log(`front page: ${weight} bytes without pictures, ${script} of them script`);
  assert.ok(weight < 60_000 && script < 25_000, `${weight} bytes, ${script} of script`);
  await context.close();
});

test("every picture has its size and comes from this edition", async () => {
  const { page, go, context } = await tab(browser, server, DESKTOP);
  for (const path of [all.front, all.article, all.story]) {
    await go(path);
    const odd = await page.$$eval("img", (images) => images.filter((image) => !image.getAttribute("width") || !image.src.startsWith(location.origin)).length);
    assert.equal(odd, 0, path);
  }
  await context.close();
});
