// A reader has an account: by password without scripts, by passkey with them, on two devices, with tokens for programs.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { DESKTOP, PHONE, SMALL, axe, browse, serve, tab, until } from "./stand.mjs";

const PASSWORD = "seven quiet herons";

let server, browser;
before(async () => {
  server = await serve();
  // Passkeys need a name, and this machine has one.
  server.address = server.address.replace("127.0.0.1", "localhost");
  browser = await browse();
});
after(async () => {
  await browser?.close();
  await server?.close();
});

const nameOn = (page) => page.locator(".menu-account").textContent();
const secretOn = (page) => page.locator(".secret code").textContent();

async function signUp(page, go, name) {
  await go("/sign-up");
  await page.getByLabel("Name").fill(name);
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Create an account" }).click();
  const code = await secretOn(page);
  await page.getByRole("link", { name: "I have kept it" }).click();
  return code;
}

async function signIn(page, go, name, password = PASSWORD) {
  await go("/sign-in");
  await page.getByLabel("Name").fill(name);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

/** A device with a fingerprint reader of its own. */
async function device(context, page, transport = "internal") {
  const line = await context.newCDPSession(page);
  await line.send("WebAuthn.enable");
  const options = { protocol: "ctap2", ctap2Version: "ctap2_1", transport, hasResidentKey: true, hasPrf: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true };
  const { authenticatorId } = await line.send("WebAuthn.addVirtualAuthenticator", { options });
  return {
    keys: async () => (await line.send("WebAuthn.getCredentials", { authenticatorId })).credentials,
    touch: (enabled) => line.send("WebAuthn.setAutomaticPresenceSimulation", { authenticatorId, enabled }),
    know: (isUserVerified) => line.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified }),
  };
}

test("without scripts: sign up, sign out, sign in, recover, and everything that an account page does", async () => {
  const { page, go, context } = await tab(browser, server, { ...PHONE, javaScriptEnabled: false });
  await go("/topics");
  await page.locator(".menu-account a").click();
  await page.getByRole("link", { name: "Create an account" }).click();
  await page.getByLabel("Name").fill("Ann Lee");
  await page.getByLabel("Password").fill("short");
  await page.getByRole("button", { name: "Create an account" }).click();
  assert.match(await page.locator("[role=alert]").first().textContent(), /too short/);
  assert.equal(await page.getByLabel("Name").inputValue(), "Ann Lee");
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Create an account" }).click();
  const code = await secretOn(page);
  await page.getByRole("link", { name: "I have kept it" }).click();
  assert.equal(new URL(page.url()).pathname, "/topics", "back where she came from");
  assert.match(await nameOn(page), /Ann Lee/);
  await page.locator(".menu-account a").click();
  await page.getByRole("textbox", { name: "Name" }).fill("Ann Smith");
  await page.getByRole("button", { name: "Change the name" }).click();
  assert.match(await page.locator(".notice").textContent(), /was changed/);
  await page.getByRole("button", { name: "Sign out" }).click();
  assert.match(await nameOn(page), /Sign in/);
  await signIn(page, go, "Ann Smith", "not this one at all");
  assert.match(await page.locator("[role=alert]").first().textContent(), /Name or password is wrong/);
  await go("/recover");
  await page.getByLabel("Name").fill("ann smith");
  await page.getByLabel("Recovery code").fill(code.toLowerCase());
  await page.getByLabel("New password").fill("nine loud kettles");
  await page.getByRole("button", { name: "Set a password" }).click();
  assert.notEqual(await secretOn(page), code);
  await page.getByRole("link", { name: "I have kept it" }).click();
  await page.getByRole("link", { name: "Delete the account" }).click();
  await page.getByRole("button", { name: "Delete everything" }).click();
  await signIn(page, go, "Ann Smith", "nine loud kettles");
  assert.match(await page.locator("[role=alert]").first().textContent(), /Name or password is wrong/);
  await context.close();
});

test("by passkey: sign up, sign out, sign in, a second key with a name, and the last way in stays", async () => {
  const { page, go, context, faults } = await tab(browser, server, DESKTOP);
  const finger = await device(context, page);
  await go("/sign-up");
  const create = page.getByRole("button", { name: "Create with a passkey" });
  await create.click();
  assert.equal((await finger.keys()).length, 0, "a name is asked for first");
  await page.getByLabel("Name").fill("Dora");
  await create.click();
  await page.locator(".secret").waitFor();
  const [key] = await finger.keys();
  assert.ok(key.isResidentCredential);
  await page.getByRole("link", { name: "I have kept it" }).click();
  assert.match(await nameOn(page), /Dora/);

  await go("/account/passkeys");
  await page.getByRole("button", { name: /Remove the passkey/ }).click();
  assert.match(await page.locator("main > .notice").textContent(), /only way into your account/);
  assert.deepEqual(await axe(page), []);
  // This device has a key of hers already, and says so.
  await page.getByLabel("What you call it").fill("Blue key");
  await page.getByRole("button", { name: "Add a passkey" }).click();
  await page.locator(".passkey [role=alert]:not([hidden])").waitFor();
  await finger.touch(false);
  const other = await device(context, page, "usb");
  await page.getByRole("button", { name: "Add a passkey" }).click();
  await page.getByText("Blue key").waitFor();
  assert.equal((await other.keys()).length, 1);

  await go("/account");
  await page.getByRole("button", { name: "Sign out" }).click();
  await finger.touch(false);
  await other.touch(false);
  await go("/sign-in?back=/topics");
  await page.getByRole("button", { name: "Sign in with a passkey" }).waitFor();
  assert.deepEqual(await axe(page), []);
  await finger.touch(true);
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await page.waitForURL((url) => url.pathname === "/topics");
  assert.match(await nameOn(page), /Dora/);
  assert.deepEqual(faults.filter((fault) => !/403/.test(fault)), []);
  await context.close();
});

test("a passkey's answer is good once, and for nobody else's question", async () => {
  const { page, go, context } = await tab(browser, server, DESKTOP);
  await device(context, page);
  await go("/sign-up");
  await page.getByLabel("Name").fill("Eve");
  let sent;
  page.on("request", (request) => { if (request.url().endsWith("/sign-up/passkey")) sent = request.postData(); });
  await page.getByRole("button", { name: "Create with a passkey" }).click();
  await page.locator(".secret").waitFor();
  await page.getByRole("link", { name: "I have kept it" }).click();
  await go("/account");
  await page.getByRole("button", { name: "Sign out" }).click();
  const again = (path, body) => page.evaluate(async ([to, form]) => {
    const answer = await fetch(to, { method: "POST", body: new URLSearchParams(form) });
    return [answer.status, await answer.text()];
  }, [path, body]);
  const [status, body] = await again("/sign-up/passkey", sent);
  assert.equal(status, 403);
  assert.match(body, /passkey was not accepted/);
  const asked = await page.evaluate(async () => (await fetch("/sign-in/passkey/ask", { method: "POST" })).json());
  const answer = new URLSearchParams(sent).get("answer");
  for (const form of [{ number: asked.number, answer }, { number: asked.number, answer: "{" }, { number: "", answer: "" }, { number: asked.number, answer: "x".repeat(100_000) }]) {
    assert.equal((await again("/sign-in/passkey", new URLSearchParams(form).toString()))[0], 403);
  }
  await context.close();
});

test("a second device by password; its session is revoked from the first", async () => {
  const first = await tab(browser, server, DESKTOP);
  const second = await tab(browser, server, PHONE);
  await signUp(first.page, first.go, "Flora");
  await signIn(second.page, second.go, "flora");
  assert.match(await nameOn(second.page), /Flora/);
  await first.go("/account/sessions");
  assert.deepEqual(await axe(first.page), []);
  assert.equal(await first.page.locator(".account-rows li").count(), 2);
  await first.page.getByRole("button", { name: /^Sign out there/ }).click();
  await second.go("/account");
  assert.match(second.page.url(), /\/sign-in\?back=%2Faccount$/);
  await first.context.close();
  await second.context.close();
});

test("a token is made, shown once, used by a program, and revoked", async () => {
  const { page, go, context, faults } = await tab(browser, server, DESKTOP);
  await signUp(page, go, "Greta");
  await go("/account/tokens");
  assert.deepEqual(await axe(page), []);
  await page.getByLabel("What it is for").fill("My terminal");
  await page.getByRole("button", { name: "Make a token" }).click();
  const token = await secretOn(page);
  assert.deepEqual(await axe(page), []);
  const ask = async () => fetch(`${server.address}/api/v1/account`, { headers: { authorization: `Bearer ${token}` } });
  assert.equal((await (await ask()).json()).name, "Greta");
  await page.getByRole("link", { name: "I have kept it" }).click();
  assert.match(await page.locator(".account-rows").textContent(), /My terminal/);
  assert.ok(!(await page.content()).includes(token));
  await page.getByRole("button", { name: /^Revoke/ }).click();
  const refused = await ask();
  assert.equal(refused.status, 401);
  assert.equal(refused.headers.get("content-type"), "application/problem+json");
  assert.deepEqual(faults, []);
  await context.close();
});

test("a passkey is offered where the name is typed, and taken without a button", async () => {
  const { page, go, context, faults } = await tab(browser, server, DESKTOP);
  const finger = await device(context, page);
  await page.addInitScript(() => {
    const get = navigator.credentials?.get.bind(navigator.credentials);
    globalThis.asked = [];
    if (get) navigator.credentials.get = (options) => { globalThis.asked.push([options.mediation, options.publicKey.allowCredentials?.length ?? 0]); return get(options); };
  });
  await go("/sign-up");
  await page.getByLabel("Name").fill("Ida");
  await page.getByRole("button", { name: "Create with a passkey" }).click();
  await page.getByRole("link", { name: "I have kept it" }).click();
  await go("/account");
  await finger.touch(false);
  await page.getByRole("button", { name: "Sign out" }).click();
  await go("/sign-in?back=/topics");
  await page.waitForFunction(() => globalThis.asked.length === 1);
  assert.deepEqual(await page.evaluate(() => globalThis.asked), [["conditional", 0]], "whoever she is: no key is named");
  assert.equal(await page.getByLabel("Name").getAttribute("autocomplete"), "username webauthn");
  assert.ok(await page.getByRole("button", { name: "Sign in with a passkey" }).isEnabled(), "it waits, and nothing else does");
  // The device that she touches now answers what waits from the start.
  await finger.touch(true);
  await page.goto(`${server.address}/sign-in?back=/topics`, { waitUntil: "commit" });
  await page.waitForURL((url) => url.pathname === "/topics");
  assert.match(await nameOn(page), /Ida/);
  assert.deepEqual(faults, []);
  await context.close();
});

test("what a guest saved comes along when she signs in by password or by passkey, unless she says no", async () => {
  const first = await tab(browser, server, DESKTOP);
  const finger = await device(first.context, first.page);
  await signUp(first.page, first.go, "Jo");
  await first.go("/account/passkeys");
  await first.page.getByRole("button", { name: "Add a passkey" }).click();
  await first.page.getByRole("button", { name: /Remove the passkey/ }).waitFor();
  const out = async () => {
    await first.go("/account");
    await first.page.getByRole("button", { name: "Sign out" }).click();
    await first.go("/");
  };
  const saved = async ({ page, go }) => {
    await go("/saved");
    return page.locator(".kept-lines li").count();
  };
  const save = async ({ page, go }, place) => {
    await go("/");
    const mark = page.locator(".save-mark").nth(place);
    // Shown before it is sent: what the server knows is waited for.
    const sent = page.waitForResponse((answer) => answer.request().method() === "POST" && new URL(answer.url()).pathname === "/saved");
    await mark.click();
    await sent;
  };

  const phone = await tab(browser, server, { ...PHONE, locale: "de-DE" });
  await save(phone, 1);
  await phone.go("/sign-in");
  const box = phone.page.getByLabel("Mitnehmen, was ich hier aufgehoben habe und verfolge");
  assert.ok(await box.isChecked());
  assert.match(await phone.page.locator("#along-says").textContent(), /gelernt wurde, kommt nicht dazu/);
  assert.deepEqual(await axe(phone.page), []);
  const enter = async () => {
    await phone.page.getByLabel("Name", { exact: true }).fill("Jo");
    await phone.page.getByLabel("Passwort", { exact: true }).fill(PASSWORD);
    await phone.page.getByRole("button", { name: "Anmelden", exact: true }).click();
    await phone.page.waitForURL((url) => url.pathname === "/");
  };
  await box.uncheck();
  await enter();
  assert.equal(await saved(phone), 0, "she said no");
  await phone.go("/account");
  await phone.page.getByRole("button", { name: "Abmelden", exact: true }).click();
  assert.equal(await saved(phone), 1, "the guest still has it");
  await phone.go("/sign-in");
  await enter();
  assert.equal(await saved(phone), 1);
  assert.equal(await saved(first), 1, "on her other device too");

  await out();
  await save(first, 2);
  await finger.touch(false);
  await first.go("/sign-in");
  await first.page.getByLabel("Bring along what I saved and followed here").check();
  await finger.touch(true);
  await first.page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await first.page.waitForURL((url) => url.pathname === "/");
  assert.equal(await saved(phone), 2);
  assert.deepEqual([...first.faults, ...phone.faults], []);
  await first.context.close();
  await phone.context.close();
});

const BEHIND = ["", "/password", "/recovery-code", "/passkeys", "/sessions", "/tokens", "/delete"].map((path) => `/account${path}`);
const LABELS = { "en-GB": ["Name", "Password", "Create an account"], "de-DE": ["Name", "Passwort", "Konto anlegen"] };

/** On her own account in this language; her recovery code is on the screen. */
async function newcomer({ page, go }, name, locale) {
  const [called, password, create] = LABELS[locale];
  await go("/sign-up");
  await page.getByLabel(called, { exact: true }).fill(name);
  await page.getByLabel(password, { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: create }).click();
  await page.locator(".secret").waitFor();
}

for (const [size, colorScheme, locale] of [["phone", "light", "en-GB"], ["phone", "dark", "de-DE"], ["desktop", "light", "de-DE"], ["desktop", "dark", "en-GB"]]) {
  test(`every page of an account is accessible and still (${size}, ${colorScheme}, ${locale})`, async () => {
    const her = await tab(browser, server, { ...(size === "phone" ? PHONE : DESKTOP), colorScheme, locale });
    const good = async (path) => {
      assert.deepEqual(await axe(her.page), [], path);
      await until(() => her.page.evaluate(() => globalThis.whole !== undefined && !document.querySelector("form.passkey:not([data-ready])")));
      const { moved, movers } = await her.page.evaluate(() => ({ moved: globalThis.moved, movers: globalThis.movers }));
      assert.ok(moved < 0.001, `${path} moved by ${moved} while it loaded: ${movers.join("; ")}`);
    };
    for (const path of ["/sign-in", "/sign-up", "/recover"]) {
      await her.go(path);
      await good(path);
    }
    await newcomer(her, `Hanna ${size} ${colorScheme}`, locale);
    await good("the recovery code");
    for (const path of BEHIND) {
      await her.go(path);
      await good(path);
    }
    assert.deepEqual(her.faults, []);
    await her.context.close();
  });
}

test("no page of an account is wider than the smallest phone, in either language", async () => {
  for (const locale of ["en-GB", "de-DE"]) {
    const her = await tab(browser, server, { ...SMALL, locale });
    const fits = async (path) => {
      const wide = await her.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.ok(wide <= 0, `${path} is ${wide} px too wide in ${locale}`);
    };
    for (const path of ["/sign-in", "/sign-up", "/recover"]) {
      await her.go(path);
      await fits(path);
    }
    await newcomer(her, `Klara Maria Wintersteiner ${locale.slice(0, 2)}`, locale);
    await fits("the recovery code");
    for (const path of BEHIND) {
      await her.go(path);
      await fits(path);
    }
    await her.context.close();
  }
});
