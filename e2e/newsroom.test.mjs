// From a blank page to a discussion: two people who write, one who only reads.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import { BINARY, DESKTOP, PHONE, axe, browser, server, stage, tab, until } from "./stand.mjs";

stage();

const editor = (...more) => execFileSync(BINARY, ["editor", ...more, "--data", server.data], { encoding: "utf8" });

/** A tab of somebody with an account; with a role, of somebody who works here. */
async function person(name, role, size = DESKTOP) {
  const opened = await tab(browser, server, size);
  const { page, go } = opened;
  await go("/sign-up");
  await page.getByLabel("Name").fill(name);
  await page.getByLabel("Password").fill("a long way from home");
  await page.getByRole("button", { name: "Create an account" }).click();
  await page.getByRole("link", { name: "I have kept it" }).click();
  if (role) editor("add", name, role);
  return opened;
}

/** A moment by the edition's clock, so many seconds from now, as the field takes it. */
function soon(seconds) {
  const then = new Date(Date.now() + 1000 * seconds);
  const two = (number) => String(number).padStart(2, "0");
  return `${then.getFullYear()}-${two(then.getMonth() + 1)}-${two(then.getDate())}T${two(then.getHours())}:${two(then.getMinutes())}:${two(then.getSeconds())}`;
}

test("an article is written, reviewed, scheduled, published, and goes out by itself", async () => {
  const bob = await person("Bob Author", "author");
  await bob.go("/newsroom");
  await bob.page.getByRole("button", { name: "New article" }).click();
  await bob.page.locator("[name=headline]").fill("The ferry of Holm sails again");
  await bob.page.getByLabel("Kicker").fill("Harbour");
  await bob.page.getByLabel("Standfirst").fill("After nine days of storm the first crossing is on Saturday.");
  const text = bob.page.locator("[name=body]");
  await text.fill("The ferry sails again.\n\nNobody had ");
  await text.press("End");
  await bob.page.getByRole("button", { name: "Strong" }).click();
  await bob.page.keyboard.type("believed it");
  // What is typed is seen as readers will see it, and kept without a press.
  await bob.page.locator(".preview strong", { hasText: "believed it" }).waitFor();
  await bob.page.locator(".kept-when", { hasText: "Saved by itself" }).waitFor();
  const at = new URL(bob.page.url()).pathname;
  await bob.go(at);
  assert.match(await bob.page.locator("[name=body]").inputValue(), /Nobody had \*\*believed it\*\*/);
  await bob.page.getByRole("button", { name: "Hand in for review" }).click();
  await bob.page.getByText("In review").first().waitFor();
  assert.equal(await bob.page.getByRole("button", { name: "Publish" }).count(), 0);
  await bob.go("/");

  const ann = await person("Ann Editor", "chief");
  await ann.go("/newsroom?state=review");
  await ann.page.getByRole("link", { name: "The ferry of Holm sails again" }).click();
  await ann.page.getByLabel("At", { exact: true }).waitFor();
  await ann.page.getByLabel("Note", { exact: true }).fill("When does it sail?");
  await ann.page.getByRole("button", { name: "Leave a note" }).click();
  await ann.page.getByText("When does it sail?").waitFor();
  // A field of the browser for a moment takes no seconds from the keyboard.
  await ann.page.getByLabel("At", { exact: true }).evaluate((field, value) => { field.step = 1; field.value = value; }, soon(3));
  await ann.page.getByRole("button", { name: "Schedule" }).click();
  await ann.page.getByText("Goes out by itself").waitFor();
  const reader = await tab(browser, server, PHONE);
  await until(async () => {
    await reader.go("/?order=newest");
    return await reader.page.getByRole("link", { name: "The ferry of Holm sails again" }).count() > 0;
  });
  await reader.page.getByRole("link", { name: "The ferry of Holm sails again" }).first().click();
  await reader.page.locator("h1", { hasText: "The ferry of Holm sails again" }).waitFor();
  assert.equal(await reader.page.locator(".body strong").textContent(), "believed it");
  assert.deepEqual(reader.faults, []);
  assert.deepEqual(await axe(reader.page), []);
  for (const each of [bob, ann, reader]) await each.context.close();
});

test("a picture is uploaded, its focus set by a click, and it stands above the article with its credit", async () => {
  const ann = await person("Pia Editor", "editor");
  await ann.go("/newsroom/pictures");
  await ann.page.getByLabel("Picture file").setInputFiles("../demo/pictures/ferry.jpg");
  await ann.page.getByRole("button", { name: "Upload" }).click();
  await ann.page.getByLabel("Words for those who do not see it").fill("A ferry in rough water");
  await ann.page.getByLabel("Source or credit").fill("Ida Venn");
  await ann.page.locator("[data-focus] img").click({ position: { x: 40, y: 30 } });
  assert.ok(Number(await ann.page.locator("[name=focus_x]").inputValue()) < 200);
  await ann.page.getByRole("button", { name: "Save" }).click();
  await ann.page.getByText("Saved.").waitFor();
  await ann.page.getByLabel("Width").fill("500");
  await ann.page.getByRole("button", { name: "Cut" }).click();
  await ann.page.getByText("640 × 800").waitFor();
  await ann.go("/newsroom");
  await ann.page.getByRole("button", { name: "New article" }).click();
  await ann.page.locator("[name=headline]").fill("How the ferry looks");
  await ann.page.getByRole("radio").nth(1).check();
  await ann.page.getByRole("button", { name: "Publish" }).click();
  await ann.page.locator("figcaption", { hasText: "Image source: Ida Venn" }).waitFor();
  assert.ok(await ann.page.getByRole("img", { name: "A ferry in rough water" }).evaluate((image) => image.decode().then(() => image.naturalWidth > 0)));
  assert.deepEqual(ann.faults, []);
  await ann.context.close();
});

test("a paste from a word processor keeps what matters", async () => {
  const ann = await person("Tia Editor", "editor");
  await ann.go("/newsroom");
  await ann.page.getByRole("button", { name: "New article" }).click();
  const text = ann.page.locator("[name=body]");
  await text.evaluate((field) => {
    const data = new DataTransfer();
    data.setData("text/html", "<p class=MsoNormal style='color:red'>Plain, <b>strong</b> and <a href='https://a.example/x'>linked</a>.</p><h2>Below</h2><ul><li>one<li>two</ul><script>alert(1)</scr" + "ipt>");
    data.setData("text/plain", "Plain");
    field.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  });
  await until(async () => (await text.inputValue()).includes("**strong**"));
  const kept = await text.inputValue();
  assert.ok(kept.includes("[linked](https://a.example/x)") && kept.includes("## Below") && kept.includes("- one") && !kept.includes("alert"), kept);
  await ann.context.close();
});

test("the newsroom's pages are accessible and hold on a phone, light and dark", async () => {
  for (const [size, colorScheme] of [[DESKTOP, "light"], [PHONE, "dark"]]) {
    const ann = await person(`Eve ${colorScheme}`, "chief", { ...size, colorScheme });
    await ann.go("/newsroom");
    await ann.page.getByRole("button", { name: "New article" }).click();
    await ann.page.locator("[name=headline]").fill("Looked at");
    await ann.page.getByRole("button", { name: "Save", exact: true }).click();
    await ann.page.getByText("Saved.").waitFor();
    const at = new URL(ann.page.url()).pathname;
    for (const path of ["/newsroom", at, `${at}/preview`, `${at}/revisions`, "/newsroom/pictures", "/newsroom/authors", "/newsroom/house"]) {
      await ann.go(path);
      assert.deepEqual(await axe(ann.page), [], path);
      assert.ok(await ann.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${path} is too wide`);
    }
    assert.deepEqual(ann.faults, []);
    await ann.context.close();
  }
});

test("without a script an article is written and published all the same", async () => {
  const ann = await person("Noa Editor", "editor", { ...DESKTOP, javaScriptEnabled: false });
  await ann.go("/newsroom");
  await ann.page.getByRole("button", { name: "New article" }).click();
  await ann.page.locator("[name=headline]").fill("Written by hand");
  await ann.page.locator("[name=body]").fill("By hand alone.");
  await ann.page.getByRole("button", { name: "Publish" }).click();
  await ann.page.locator("h1", { hasText: "Written by hand" }).waitFor();
  await ann.context.close();
});

test("a guest replies, waits, is let through by a moderator's key, and is answered", async () => {
  const ann = await person("Lea Editor", "editor");
  await ann.go("/newsroom");
  await ann.page.getByRole("button", { name: "New article" }).click();
  await ann.page.locator("[name=headline]").fill("Shall the bridge be painted green");
  await ann.page.locator("[name=body]").fill("The council asks everybody.");
  await ann.page.getByRole("button", { name: "Publish" }).click();
  await ann.page.locator("h1", { hasText: "painted green" }).waitFor();
  const article = new URL(ann.page.url()).pathname;

  const guest = await tab(browser, server, PHONE);
  await guest.go(article);
  await guest.page.getByRole("heading", { name: "Leave a reply" }).waitFor();
  await guest.page.getByText("Your e-mail address will not be published. Required fields are marked *").waitFor();
  assert.deepEqual(await axe(guest.page), []);
  await guest.page.getByRole("textbox", { name: /^Comment/ }).fill("Green, please. <b>Not</b> grey.");
  await guest.page.getByRole("textbox", { name: /^Name/ }).fill("Gus Guest");
  await guest.page.getByRole("textbox", { name: /^E-?mail/i }).fill("gus@guests.example");
  await guest.page.getByRole("button", { name: "Post comment" }).click();
  await guest.page.getByText(/waits/i).first().waitFor();
  assert.ok((await guest.page.content()).includes("&lt;b&gt;Not&lt;/b&gt;"));

  // Nobody else sees it yet; the address nobody ever.
  const other = await tab(browser, server, DESKTOP);
  await other.go(article);
  assert.ok(!(await other.page.content()).includes("Green, please"));

  await ann.go("/newsroom/comments");
  assert.deepEqual(await axe(ann.page), []);
  assert.ok(!(await ann.page.content()).includes("gus@guests.example"));
  await ann.page.getByText("Green, please.").first().waitFor();
  await ann.page.keyboard.press("j");
  await ann.page.keyboard.press("a");
  await until(async () => {
    await other.go(article);
    return (await other.page.content()).includes("Green, please");
  });
  assert.deepEqual(await axe(other.page), []);
  assert.ok(!(await other.page.content()).includes("gus@guests.example"));
  for (const each of [ann, guest, other]) {
    assert.deepEqual(each.faults, []);
    await each.context.close();
  }
});

test("a chief opens a reader's data on a page that fits, and sees the reader's copy of the entry", async () => {
  await person("Olga Reads", "author");
  const ada = await person("Ada Chief", "chief");
  for (const [name, view] of [["desktop", DESKTOP.viewport], ["phone", PHONE.viewport]]) {
    await ada.page.setViewportSize(view);
    const looks = async (what) => {
      for (const look of ["light", "dark"]) {
        await ada.page.emulateMedia({ colorScheme: look, reducedMotion: "reduce" });
        await ada.page.evaluate(() => Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => {}))));
        if (process.env.SHOTS) await ada.page.screenshot({ path: `${process.env.SHOTS}/${what}-${name}-${look}.png`, fullPage: true });
        assert.deepEqual(await axe(ada.page), [], `${what} ${name} ${look}`);
        const wide = await ada.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        assert.ok(wide <= 0, `${what} is ${wide} wider than ${name}`);
      }
    };
    await ada.go("/newsroom/access");
    await looks("access");
    await ada.page.locator("[name=reader]").fill("Olga Reads");
    await ada.page.getByLabel("Who she is").check();
    await ada.page.getByLabel("What she read").check();
    await ada.page.getByLabel("Number of the case").fill("CASE-17");
    await ada.page.getByRole("button", { name: "Write the entry and open" }).click();
    await ada.page.getByRole("heading", { name: "Opened", exact: true }).waitFor();
    await ada.page.getByText("Olga Reads", { exact: true }).waitFor();
    assert.match(await ada.page.locator("pre").textContent(), /^kind access[^]*reference CASE-17/);
    await looks("opened");
    await ada.go(`/newsroom/access/${"0".repeat(64)}`);
    await looks("over");
  }
  await ada.context.close();
});
