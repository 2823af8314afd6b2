// What is kept about a reader, who opened it, and the ledger for everybody, as browsers show it.
import assert from "node:assert";
import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { BINARY, DESKTOP, PHONE, SMALL, axe, browser, server, stage, tab } from "./stand.mjs";

stage();

/** Follows a word, so that something is kept; her number is the order in which readers came. */
async function meet(here) {
  await here.go("/my-data");
  await here.page.evaluate(() => fetch("/choices", { method: "POST", body: new URLSearchParams({ verb: "follow", kind: "word", value: "harbour" }) }));
}

function open(reader) {
  const done = spawnSync(BINARY, ["access", "open", "--reader", String(reader), "--fields", "follows,history", "--purpose", "support", "--reference", "CASE-1",
    "--country", "DE", "--data", server.data], { encoding: "utf8" });
  assert.equal(done.status, 0, done.stderr);
  return JSON.parse(done.stdout).entry;
}

const read = (page) => page.waitForSelector("[data-ledger][data-state]", { timeout: 60_000 });
const shots = process.env.SHOTS;
async function shot(page, name) {
  if (!shots) return;
  mkdirSync(shots, { recursive: true });
  await page.screenshot({ path: join(shots, `${name}.png`), fullPage: true });
}

test("a reader sees in her browser who opened her data, checked, and erases all of it", async () => {
  const here = await tab(browser, server, DESKTOP);
  await meet(here);
  await here.go("/my-data");
  await read(here.page);
  assert.match(await here.page.textContent("[data-says]"), /No entry is about you/);
  const index = open(1);
  await here.go("/my-data");
  await read(here.page);
  assert.match(await here.page.getAttribute("[data-ledger]", "data-state"), /well|unverified/);
  const line = await here.page.textContent("[data-hers] li");
  assert.match(line, /Opened by staff of this edition, Germany: what you follow and what you read; to help the reader/);
  assert.match(line, /CASE-1/);
  assert.equal(await here.page.getAttribute("[data-hers] a", "href"), `/ledger/proof/${index}`);
  assert.equal((await fetch(`${server.address}/ledger/proof/${index}`)).status, 200);
  assert.ok((await here.page.evaluate(() => globalThis.moved)) < 0.02, JSON.stringify(await here.page.evaluate(() => globalThis.movers)));
  assert.deepEqual(await axe(here.page), []);
  for (const [name, view] of [["desktop", DESKTOP.viewport], ["phone", PHONE.viewport]]) {
    for (const look of ["light", "dark"]) {
      await here.page.setViewportSize(view);
      await here.page.emulateMedia({ colorScheme: look });
      await shot(here.page, `mine-${name}-${look}`);
    }
  }
  await here.page.check("input[name=sure]");
  await Promise.all([here.page.waitForNavigation(), here.page.click("form.erase button")]);
  assert.match(await here.page.textContent("h1"), /Everything is erased/);
  assert.deepEqual(await axe(here.page), []);
  await shot(here.page, "erased-phone");
  await here.go("/my-data");
  assert.match(await here.page.textContent("main"), /Nothing is kept about you/);
  assert.deepEqual(here.faults, []);
  await here.context.close();
});

test("the pages about the ledger are whole without scripts, on small screens, in both languages", async () => {
  for (const [name, size] of [["phone", PHONE], ["small", SMALL], ["desktop", DESKTOP]]) {
    for (const look of ["light", "dark"]) {
      const here = await tab(browser, server, { ...size, colorScheme: look, javaScriptEnabled: name !== "small", locale: look === "dark" ? "de-DE" : "en-GB" });
      for (const path of ["/my-data", "/transparency", "/algorithm"]) {
        await here.go(path);
        await shot(here.page, `${path.slice(1)}-${name}-${look}`);
        if (name === "small") continue;
        assert.deepEqual(await axe(here.page), [], `${path} ${name} ${look}`);
        const wide = await here.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        assert.ok(wide <= 0, `${path} is ${wide} wider than ${name}`);
      }
      assert.deepEqual(here.faults, []);
      await here.context.close();
    }
  }
});

test("a published report is shown with its numbers, and no share without both of them", async () => {
  const folder = join(server.data, "main/ledger/reports");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "2026-10.csv"), `table,group,measure,count,of
entries,,entries,13,
entries,kind=access,entries,2,
entries,kind=beat,entries,9,
entries,kind=request,entries,2,
requests,,received,2,
requests,,granted,1,3
requests,country=FR type=legal,received,2,
requests,country=FR type=legal,granted,1,3
access,"role=staff purpose=support country=AT fields=identity,contact",entries,2,
`);
  for (const [name, size] of [["phone", PHONE], ["desktop", DESKTOP]]) {
    const here = await tab(browser, server, size);
    await here.go("/transparency");
    await here.page.click("a[href='/transparency/2026-10']");
    await here.page.waitForURL("**/transparency/2026-10");
    const text = await here.page.textContent("main");
    assert.match(text, /1 of 3 \(33\.3 %\)/);
    assert.match(text, /role staff purpose support country AT fields identity,contact/);
    assert.equal(await here.page.locator("main svg").count() > 0, true);
    await shot(here.page, `report-${name}`);
    assert.deepEqual(await axe(here.page), [], name);
    const wide = await here.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.ok(wide <= 0, `it is ${wide} wider than ${name}`);
    assert.deepEqual(here.faults, []);
    await here.context.close();
  }
});
