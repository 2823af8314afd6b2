// A reader's browser reads a ledger: what it says of the whole list, and which entries it shows her.
import assert from "node:assert";
import { after, before, test } from "node:test";
import { readIn, serveLedger } from "./ledger-page.mjs";
import { HER_KEY, access, busy, closed, erase, filesOf, leafOf, many, noteOf, one, opened, rootOf, sha, signer } from "./ledgers.mjs";
import { browse } from "./stand.mjs";

let browser;
before(async () => { browser = await browse(); });
after(() => browser?.close());

/** A page of her own, over one ledger after another. */
async function visited(context, files, attributes = `data-key="${HER_KEY.toString("hex")}"`, key = "") {
  const stand = await serveLedger(files, attributes, key);
  const page = await (context ?? await browser.newContext({ locale: "en-GB", timezoneId: "UTC" })).newPage();
  const faults = [];
  page.on("console", (message) => { if (message.type() === "error" && !message.text().includes("404")) faults.push(message.text()); });
  page.on("pageerror", (error) => faults.push(String(error)));
  return { ...stand, page, faults, again: () => readIn(page, stand.address) };
}

test("she sees what was opened, by whom, what for, and where its proof is", async () => {
  const salt = Buffer.alloc(16, 7);
  const hidden = access(3, one(3, HER_KEY), { purpose: "legal-demand", country: "FR" });
  const several = many(2, [HER_KEY, sha("somebody else")]);
  const entries = [
    access(0, one(0, HER_KEY)), access(1, one(1, sha("somebody else"))), access(2, several.about, { fields: "history" }), closed(3, hidden, salt),
    opened(4, 3, hidden, salt), erase(5, one(5, HER_KEY)), closed(6, Buffer.from("x"), salt),
  ];
  const visit = await visited(null, filesOf(entries, { sides: [several] }));
  const { state, says, lines, proofs, times } = await visit.again();
  assert.deepEqual(visit.faults, []);
  assert.equal(state, "well");
  assert.match(says.join("\n"), /^whole: 7\nsignature-(valid|unknown): .*\nseen-first: 7\n4 entries are about you\nclosed: 1$/);
  assert.deepEqual(lines, [
    "erase 5", "1 Mar 2026, 06:03 somebody of ours in France opened who you are and how to reach you on a legal demand, sealed as 3 proof of 4",
    "1 Mar 2026, 06:02 somebody of ours in Austria opened what you read to help proof of 2",
    "1 Mar 2026, 06:00 somebody of ours in Austria opened who you are and how to reach you to help proof of 0",
  ].map((line) => line.replace("1 Mar 2026", "Mar 1, 2026").replace(/06:0(\d)/, "6:0$1 AM")));
  assert.deepEqual(proofs, [5, 4, 2, 0].map((index) => `/ledger/proof/${index}`));
  assert.deepEqual(times, ["2026-03-01T06:03Z", "2026-03-01T06:02Z", "2026-03-01T06:00Z"]);
  await visit.close();
});

test("the key may be fetched, and who has none still sees whether the list is whole", async () => {
  const files = filesOf([access(0, one(0, HER_KEY))]);
  for (const [attributes, said] of [['data-key-at="/key"', "1 entry is about you"], ["", undefined]]) {
    const visit = await visited(null, files, attributes, HER_KEY.toString("hex"));
    const { state, says } = await visit.again();
    assert.deepEqual([state, says[3]], ["well", said]);
    await visit.close();
  }
  const visit = await visited(null, files, 'data-key-at="/nowhere"');
  const { state, says } = await visit.again();
  assert.equal(state, "failed");
  assert.match(says[0], /^failed: .*404/);
  await visit.close();
});

test("a list that grew is well, and each contradiction of what she saw before is said again until it is gone", async () => {
  const entries = busy(700, new Set([3, 690]));
  const key = signer("first");
  const visit = await visited(null, filesOf(entries.slice(0, 300)));
  assert.equal((await visit.again()).says[2], "seen-first: 300");
  assert.equal((await visit.again()).says[2], "seen-same: 300 300");
  visit.served.files = filesOf(entries);
  const grown = await visit.again();
  assert.deepEqual([grown.state, grown.says[2], grown.says[3]], ["well", "seen-grew: 700 300", "2 entries are about you"]);
  const rewritten = [...entries.slice(0, 3), access(3, one(3, sha("nobody"))), ...entries.slice(4), busy(701)[700]];
  for (const [files, said] of [[filesOf(entries.slice(0, 500)), "seen-shrank: 500 700"], [filesOf(rewritten), "seen-rewritten: 701 700"]]) {
    visit.served.files = files;
    // Another browser cache, as if she came back when bundles had long gone from it.
    const session = await visit.page.context().newCDPSession(visit.page);
    for (let again = 0; again < 2; again++) {
      await session.send("Network.clearBrowserCache");
      const { state, says } = await visit.again();
      assert.deepEqual([state, says[2]], ["wrong", said]);
    }
  }
  visit.served.files = new Map([...filesOf(entries), ["checkpoint", Buffer.from(noteOf(700, rootOf(entries.map(leafOf)), [signer("other")]))]]);
  assert.equal((await visit.again()).state, "wrong");
  visit.served.files = new Map([...filesOf(entries), ["checkpoint", Buffer.from(noteOf(700, sha("x"), [key]))]]);
  assert.match((await visit.again()).says[0], /^broken/);
  await visit.close();
});

test("bundles that cannot change come out of the browser's cache; the head does not", async () => {
  const visit = await visited(null, filesOf(busy(600)));
  await visit.again();
  visit.served.asked.length = 0;
  await visit.again();
  assert.deepEqual(visit.served.asked.filter((path) => path.startsWith("/ledger/")), ["/ledger/checkpoint", "/ledger/vkey"]);
  await visit.close();
});

test("a list of readers that is not there is wrong, for she may be on it", async () => {
  const about = many(0, [HER_KEY, sha("somebody else")]);
  const visit = await visited(null, filesOf([access(0, about.about)]));
  const { state, says } = await visit.again();
  assert.equal(state, "wrong");
  assert.deepEqual(says.slice(3), ["unread: 1 0"]);
  await visit.close();
});

test("where a browser cannot verify the signature, nothing claims that it did", async () => {
  const stand = await serveLedger(filesOf(busy(5)), "");
  const page = await (await browser.newContext()).newPage();
  // As over plain http: there is no WebCrypto then.
  await page.route("**/ledger-reading.js", async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, body: `Object.defineProperty(crypto, "subtle", { value: undefined });\n${await answer.text()}` });
  });
  const { state, says } = await readIn(page, stand.address);
  assert.deepEqual([state, says[1].split(":")[0]], ["unverified", "signature-unknown"]);
  await stand.close();
});

test("a server that sends nothing, or half of it, is said in a sentence", async () => {
  const files = filesOf(busy(600));
  for (const gone of ["checkpoint", "vkey", "tile/entries/001"]) {
    const visit = await visited(null, new Map([...files].filter(([path]) => path !== gone)));
    const { state, says } = await visit.again();
    assert.deepEqual([state, says.length], ["failed", 1]);
    assert.match(says[0], new RegExp(gone));
    assert.deepEqual(visit.faults, []);
    await visit.close();
  }
});
