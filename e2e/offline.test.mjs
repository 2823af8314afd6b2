// On a train: what was shown last can still be read, and what is done there is sent later, once.
import assert from "node:assert/strict";
import { test } from "node:test";
import { DESKTOP, PHONE, axe, browser, serve, server, stage, tab, until } from "./stand.mjs";

stage();

const api = async (page, path, at = server) => (await page.request.get(at.address + path)).json();
const kept = (page) => page.evaluate(async () => {
  if (!(await caches.has("pages"))) return [];
  return (await (await caches.open("pages")).keys()).map(({ url }) => new URL(url).pathname);
});
const linked = (page) => page.$$eval(".front-page .headline a", (links) => links.map((link) => link.getAttribute("href")));
/** Until the timeline and all of its articles, but no clips, lie on this device: these. */
async function ready(page) {
  const listed = (await linked(page)).filter((path) => !path.startsWith("/watch/"));
  await until(async () => {
    const there = new Set(await kept(page));
    return there.has("/") && listed.every((path) => there.has(path));
  });
  return listed;
}

test("it can be put on a home screen, with a name, icons and a colour", async () => {
  const { page, go, context, faults } = await tab(browser, server, PHONE);
  await go("/");
  const manifest = await page.evaluate(async () => (await fetch(document.querySelector("link[rel=manifest]").href)).json());
  assert.equal(manifest.display, "standalone");
  assert.equal(manifest.start_url, "/");
  for (const icon of manifest.icons) {
    const size = await page.evaluate(({ src }) => new Promise((done, failed) => {
      const image = new Image();
      image.onload = () => done(`${image.naturalWidth}x${image.naturalHeight}`);
      image.onerror = () => failed(new Error(src));
      image.src = src;
    }), icon);
    if (icon.sizes !== "any") assert.equal(size, icon.sizes);
  }
  const cdp = await context.newCDPSession(page);
  await until(async () => (await cdp.send("Page.getInstallabilityErrors")).installabilityErrors.every(({ errorId }) => errorId === "in-incognito"));
  assert.deepEqual(faults, []);
  await context.close();
});

for (const [device, size] of Object.entries({ phone: PHONE, desktop: DESKTOP })) {
  test(`the last timeline and its articles are read without a connection (${device})`, async () => {
    const { page, go, context } = await tab(browser, server, size);
    await go("/");
    const [all, listed] = [await linked(page), await ready(page)];
    await context.setOffline(true);
    await go("/");
    assert.deepEqual(await linked(page), all);
    assert.ok(await page.locator(".kept").isVisible());
    assert.ok(await page.locator("[data-slot] img").first().evaluate((image) => image.decode().then(() => image.naturalWidth > 0)));
    assert.deepEqual(await axe(page), []);
    for (const path of listed.slice(0, 4)) {
      await go(path);
      assert.ok((await page.locator(".body").textContent()).length > 100, path);
    }
    await go("/sources");
    assert.equal(await page.locator("h1").textContent(), "No connection");
    await until(async () => await page.locator("[data-kept-pages] a").count() >= listed.length);
    assert.deepEqual(await axe(page), []);
    await page.locator("[data-kept-pages] a").first().click();
    await page.locator("[data-article]").waitFor();
    await context.setOffline(false);
    await go("/");
    assert.ok(!(await page.locator(".kept").isVisible()));
    await context.close();
  });
}

test("what was done without a connection is sent later, in its order, and done once", async () => {
  const data = await (await serve()).stop();
  let place = await serve(data);
  const port = new URL(place.address).port;
  const { page, go, context } = await tab(browser, place, PHONE);
  await go("/");
  await ready(page);
  await context.setOffline(true);
  const slot = (number) => page.locator(`[data-slot='${number}'] form[data-save] button`);
  const item = (number) => page.locator(`[data-slot='${number}']`).getAttribute("data-item");
  await slot(2).click();
  await slot(3).click();
  await slot(2).click();
  await slot(4).click();
  const wanted = [await item(4), await item(3)].map(Number);
  // She leaves the page, and comes back to it: still without a connection.
  await go("/about").catch(() => {});
  await go("/");
  const sent = [];
  page.on("request", (request) => {
    if (request.method() === "POST" && new URL(request.url()).pathname === "/saved") sent.push(request.headers()["idempotency-key"]);
  });
  // The answers to the first two are lost on the way: they are sent again, and bear the same keys.
  let lost = 0;
  await page.route("**/saved", async (route) => {
    if (route.request().method() !== "POST" || lost >= 2) return route.fallback();
    lost += 1;
    await route.fetch({ maxRedirects: 0 });
    await route.abort("connectionreset");
  });
  await context.setOffline(false);
  const flush = () => page.evaluate(() => dispatchEvent(new Event("online")));
  await until(async () => {
    await flush();
    return (await page.evaluate(() => Object.entries(localStorage).filter(([name]) => name.startsWith("caulbart.forms")).every(([, all]) => all === "[]"))) && sent.length >= 6;
  });
  assert.equal(new Set(sent).size, 4, "each press has a key of its own");
  assert.deepEqual((await api(page, "/api/v1/saved", place)).items.map(({ item }) => item), wanted);
  // The same once more, after the server was started anew: nothing is done again.
  const [key] = sent;
  const before = await api(page, "/api/v1/saved", place);
  await place.stop();
  place = await serve(data, ["--listen", `127.0.0.1:${port}`]);
  const again = await page.request.post(`${place.address}/saved`, {
    form: { item: await item(2), verb: "save" }, maxRedirects: 0, headers: { "Idempotency-Key": key, "Sec-Fetch-Site": "same-origin" },
  });
  assert.equal(again.status(), 204);
  assert.deepEqual((await api(page, "/api/v1/saved", place)).items.map(({ item }) => item), before.items.map(({ item }) => item));
  await context.close();
  await place.close();
});

test("a form without a connection says so, and what was typed stays", async () => {
  const { page, go, context } = await tab(browser, server, DESKTOP);
  await go("/settings");
  await page.evaluate(() => navigator.serviceWorker.ready);
  await until(async () => (await kept(page)).includes("/"));
  await context.setOffline(true);
  await page.getByLabel("High").check();
  await page.getByRole("button", { name: "Keep", exact: true }).click();
  await page.locator(".toast", { hasText: "nothing was sent" }).waitFor();
  assert.match(page.url(), /\/settings$/);
  assert.ok(await page.getByLabel("High").isChecked());
  await context.close();
});

test("what was kept for one reader is gone for the next, and her account is never kept", async () => {
  const { page, go, context } = await tab(browser, server, DESKTOP);
  await go("/sign-up");
  await page.getByLabel("Name").fill("Train Reader");
  await page.getByLabel("Password").fill("a long way from home");
  await page.getByRole("button", { name: "Create an account" }).click();
  await page.getByRole("link", { name: "I have kept it" }).click();
  await go("/account");
  assert.match(await page.locator("h1").textContent(), /Train Reader|Account/);
  await go("/");
  await ready(page);
  assert.ok((await kept(page)).every((path) => !/^\/(account|sign-|recover|you|history)/.test(path)));
  const hers = () => page.evaluate(async () => {
    for (const name of await caches.keys()) {
      for (const request of await (await caches.open(name)).keys()) {
        if ((await (await (await caches.open(name)).match(request)).text()).includes("Train Reader")) return request.url;
      }
    }
    return null;
  });
  assert.notEqual(await hers(), null);
  await go("/account");
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.waitForLoadState();
  await go("/");
  await until(async () => await hers() === null && (await kept(page)).includes("/"));
  await context.setOffline(true);
  await go("/");
  assert.ok(!(await page.content()).includes("Train Reader"));
  await context.close();
});
