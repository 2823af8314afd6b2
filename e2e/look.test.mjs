// However a person sees, reads and steers: more contrast, colours of her own, large text, a large screen, a keyboard, Arabic.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { DESKTOP, PHONE, addresses, axe, browse, serve, tab } from "./stand.mjs";

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

for (const colorScheme of ["light", "dark"]) {
  test(`with more contrast every text is 7:1 at least (${colorScheme})`, async () => {
    const { page, go, context } = await tab(browser, server, { ...DESKTOP, colorScheme, contrast: "more" });
    for (const [name, path] of Object.entries(all)) {
      await go(path);
      assert.deepEqual(await axe(page, ["color-contrast-enhanced"]), [], `${name} ${path}`);
    }
    await context.close();
  });
}

test("more contrast can be had by choice, and be refused", async () => {
  const { page, go, context } = await tab(browser, server, DESKTOP);
  const ink = () => page.evaluate(() => getComputedStyle(document.body).color);
  await go("/styleguide");
  await page.evaluate(() => { document.documentElement.dataset.contrast = "more"; });
  assert.equal(await ink(), "rgb(0, 0, 0)");
  await page.emulateMedia({ contrast: "more" });
  await page.evaluate(() => { document.documentElement.dataset.contrast = "usual"; });
  assert.notEqual(await ink(), "rgb(0, 0, 0)");
  await context.close();
});

test("in a reader's own colours it still shows where she is and what is pressed", async () => {
  const { page, go, context } = await tab(browser, server, { ...DESKTOP, forcedColors: "active" });
  await go("/styleguide");
  const lines = await page.evaluate(() => {
    const line = (selector, property) => getComputedStyle(document.querySelector(selector))[property];
    return {
      current: line(".orders [aria-current]", "borderBottomColor"), other: line(".orders button:not([aria-current])", "borderBottomColor"),
      paper: getComputedStyle(document.documentElement).backgroundColor,
      pressed: line("button.quiet[aria-pressed=true]:not(.save-words)", "textDecorationLine"), open: line("button.quiet:not([aria-pressed=true])", "textDecorationLine"),
      notice: line(".notice", "borderTopStyle"), button: line("button.button", "borderTopStyle"),
    };
  });
  assert.notEqual(lines.current, lines.paper);
  assert.equal(lines.other, lines.paper);
  assert.equal(lines.pressed, "underline");
  assert.equal(lines.open, "none");
  assert.equal(lines.notice, "solid");
  assert.equal(lines.button, "solid");
  await go("/topics");
  assert.equal(await page.$eval(".menu [aria-current]", (link) => getComputedStyle(link).borderBottomStyle), "solid");
  await context.close();
});

test("at twice the text size nothing is cut off or runs out of the page", async () => {
  for (const [width, locale] of [[1280, "en-GB"], [1280, "de-DE"], [720, "de-DE"]]) {
    const { page, go, context } = await tab(browser, server, { viewport: { width, height: 900 }, locale });
    for (const [name, path] of Object.entries(all)) {
      await go(path);
      await page.evaluate(() => { document.documentElement.style.fontSize = "200%"; });
      const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.ok(over <= 0, `${name} is ${over} px too wide at ${width}`);
      const cut = await page.evaluate(() => [...document.querySelectorAll("main :is(h1, h2, h3, button, a, label, legend, summary)")].filter((each) => {
        const style = getComputedStyle(each);
        return each.clientWidth > 1 && style.overflow !== "visible" && (each.scrollWidth > each.clientWidth + 1 || each.scrollHeight > each.clientHeight + 1);
      }).map((each) => each.outerHTML.slice(0, 120)));
      assert.deepEqual(cut, [], name);
    }
    await context.close();
  }
});

test("a 27-inch screen is filled by larger text rather than by margins", async () => {
  const { page, go, context } = await tab(browser, server, { viewport: { width: 2560, height: 1440 } });
  await go(all.front);
  const front = await page.evaluate(() => document.querySelector("main").getBoundingClientRect().width / innerWidth);
  assert.ok(front > 0.6, `${front} of the screen`);
  await go(all.article);
  await page.evaluate(() => document.fonts.ready);
  const letters = await page.evaluate(() => {
    const body = document.querySelector(".body");
    const ruler = document.createElement("span");
    ruler.textContent = "the harbour was quiet and the ferry left at nine".repeat(4);
    ruler.style.cssText = "position: absolute; white-space: nowrap; visibility: hidden";
    body.append(ruler);
    return body.clientWidth / (ruler.getBoundingClientRect().width / ruler.textContent.length);
  });
  assert.ok(letters > 55 && letters < 85, `${letters} letters a line`);
  await context.close();
});

for (const size of [PHONE, DESKTOP]) {
  test(`Arabic runs from right to left in an English page, and English from left to right in Arabic (${size.viewport.width} px)`, async () => {
    const { page, faults, go, context } = await tab(browser, server, size);
    await go("/styleguide/arabic");
    const told = await page.evaluate(() => {
      const box = (node) => { const range = document.createRange(); range.selectNodeContents(node); return range.getClientRects(); };
      const paragraphs = [...document.querySelectorAll(".body p")];
      const arabic = paragraphs[0], english = paragraphs.find((p) => p.textContent.startsWith("“We kept"));
      const body = document.querySelector(".body").getBoundingClientRect();
      const last = (node) => { const lines = [...box(node)]; return lines[lines.length - 1]; };
      const quote = document.querySelector(".body blockquote").getBoundingClientRect();
      const style = getComputedStyle(document.querySelector(".body blockquote"));
      return {
        headline: getComputedStyle(document.querySelector("h1.headline")).direction,
        lang: document.querySelector("h1.headline").lang,
        page: getComputedStyle(document.documentElement).direction,
        arabicStartsRight: Math.abs(last(arabic).right - body.right) < 3, englishStartsLeft: Math.abs(last(english).left - body.left) < 3,
        quoteLine: [style.borderRightWidth, style.borderLeftWidth],
        listInset: getComputedStyle(document.querySelector(".body ul")).paddingRight,
        width: quote.width,
      };
    });
    assert.deepEqual([told.headline, told.lang, told.page], ["rtl", "ar", "ltr"]);
    assert.ok(told.arabicStartsRight && told.englishStartsLeft, JSON.stringify(told));
    assert.deepEqual(told.quoteLine, ["3px", "0px"]);
    assert.notEqual(told.listInset, "0px");
    const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.ok(over <= 0);
    assert.deepEqual(await axe(page), []);
    assert.deepEqual(faults, []);

    // A source's Arabic name does not turn the numbers around that follow it.
    await go("/styleguide/front");
    const meta = await page.evaluate(() => {
      const slot = document.querySelector("[data-slot='14']");
      const left = (node) => node.getBoundingClientRect().left;
      return { headline: getComputedStyle(slot.querySelector(".headline")).direction, name: left(slot.querySelector(".meta a")), time: left(slot.querySelector(".meta time")) };
    });
    assert.equal(meta.headline, "rtl");
    assert.ok(meta.name < meta.time, JSON.stringify(meta));
    await context.close();
  });
}

test("who wants less motion gets none", async () => {
  const { page, go, context } = await tab(browser, server, { ...DESKTOP, reducedMotion: "reduce" });
  for (const path of ["/styleguide", all.front, all.article]) {
    await go(path);
    const moving = await page.evaluate(() => [...document.querySelectorAll("*")].filter((each) => {
      const style = getComputedStyle(each);
      return style.transitionDuration.split(", ").some((time) => parseFloat(time) > 0) || style.animationName !== "none" || style.scrollBehavior === "smooth";
    }).length);
    assert.equal(moving, 0, path);
  }
  await context.close();
});

test("by keyboard alone every page is gone through in its order, each stop is seen, and nothing holds one fast", async () => {
  const { page, go, context } = await tab(browser, server, DESKTOP);
  for (const [name, path] of Object.entries(all)) {
    await go(path);
    await page.evaluate(() => document.activeElement.blur());
    let before = null, stops = 0;
    for (; stops < 400; stops += 1) {
      await page.keyboard.press("Tab");
      const stop = await page.evaluate((before) => {
        const here = document.activeElement;
        if (!here || here === document.body) return null;
        here.dataset.stop ??= String((globalThis.stops = (globalThis.stops ?? 0) + 1));
        const box = here.getBoundingClientRect(), style = getComputedStyle(here);
        const at = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
        const last = before && document.querySelector(`[data-stop="${before}"]`);
        return {
          what: here.outerHTML.slice(0, 140), stop: here.dataset.stop,
          seen: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight,
          ring: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
          covered: Boolean(at) && !here.contains(at) && !at.contains(here),
          inOrder: !last || Boolean(last.compareDocumentPosition(here) & Node.DOCUMENT_POSITION_FOLLOWING),
        };
      }, before);
      if (!stop || Number(stop.stop) <= Number(before ?? 0)) break;
      assert.ok(stop.seen && stop.ring && !stop.covered && stop.inOrder, `${name}: ${JSON.stringify(stop)}`);
      before = stop.stop;
    }
    assert.ok(stops > 8 && stops < 400, `${name} has ${stops} stops`);
  }
  await context.close();
});

test("what is wrong with what was typed is tied to its field", async () => {
  const { page, go, context } = await tab(browser, server, DESKTOP);
  for (const [path, field] of [[all.unclear, "#q"], ["/styleguide/sources", "#address"]]) {
    await go(path);
    const tied = await page.$eval(field, (input) => ({
      invalid: input.getAttribute("aria-invalid"),
      says: (input.getAttribute("aria-describedby") ?? "").split(" ").map((id) => document.getElementById(id)?.textContent ?? "").join(" "),
    }));
    assert.equal(tied.invalid, "true", path);
    assert.ok(tied.says.length > 20, `${path}: ${JSON.stringify(tied)}`);
  }
  await context.close();
});
