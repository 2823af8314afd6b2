// What a reader's browser does with a ledger, without a browser: hashes, roots, heads, and which entries are about her.
import assert from "node:assert";
import { createHmac, randomBytes } from "node:crypto";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { HER_KEY, ORIGIN, access, beat, busy, closed, erase, filesOf, leafOf, many, noteOf, one, opened, rootOf, sha, signer, tilePath, transfer } from "./ledgers.mjs";

const MODULES = join(import.meta.dirname, "../crates/web/assets/js");
const { bytesOf, hmac, nodeInto, sha256 } = await import(join(MODULES, "sha256.js"));
const { Entries, Tree, hex, listed, parse, path, unbase64 } = await import(join(MODULES, "ledger-entries.js"));
const { headOf, read, signed } = await import(join(MODULES, "ledger-reading.js"));

/** What others published lies beside the checkout; where CI runs it must be there. */
function published(t, name) {
  const folder = join(import.meta.dirname, "../../shared/data/tlog", name);
  if (existsSync(folder)) return folder;
  assert.ok(!process.env.CI, `${folder} is missing`);
  t.skip(`${folder} is not here; what others published was not compared`);
  return null;
}

const wordsOf = (bytes) => Int32Array.from({ length: bytes.length / 4 }, (_, i) => Buffer.from(bytes).readInt32BE(i * 4));
const asking = (files) => async (where) => files.get(where) ?? null;

test("a hash is the one that others compute, at every length around a block, and long ones", () => {
  for (const length of [...Array(200).keys(), 1000, 4096, 65_535, 70_000]) {
    const bytes = randomBytes(length);
    assert.equal(hex(sha256(bytes)), sha(bytes).toString("hex"), `${length} bytes`);
  }
  assert.equal(hex(sha256(new TextEncoder().encode("abc"))), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
});

test("a keyed hash is the one that others compute, for keys and messages of any length that it takes", () => {
  for (let round = 0; round < 65; round++) {
    const key = randomBytes(round);
    const keyed = hmac(key);
    for (const count of [0, 1, 9, 13]) {
      const message = randomBytes(count * 4);
      assert.equal(hex(bytesOf(keyed(wordsOf(message)))), createHmac("sha256", key).update(message).digest("hex"));
    }
  }
  assert.throws(() => hmac(randomBytes(65)), RangeError);
});

test("a tree has the root of RFC 6962 at every size", () => {
  const tree = new Tree();
  const leaves = [];
  for (let size = 0; size < 300; size++) {
    assert.equal(hex(tree.root()), rootOf(leaves).toString("hex"), `${size} leaves`);
    tree.add(Buffer.from(`entry ${size}`));
    leaves.push(leafOf(Buffer.from(`entry ${size}`)));
  }
});

test("the nodes of published proofs lead to their roots", (t) => {
  const folder = published(t, "merkle/inclusion");
  if (!folder) return;
  let tried = 0;
  for (const name of readdirSync(folder, { recursive: true }).filter((name) => name.endsWith("happy-path.json"))) {
    const { leafIdx, treeSize, root, leafHash, proof } = JSON.parse(readFileSync(join(folder, name), "utf8"));
    const hash = wordsOf(unbase64(leafHash));
    let [index, size] = [leafIdx, treeSize];
    const rest = (proof ?? []).map((each) => wordsOf(unbase64(each)));
    for (; size > 1; index = Math.floor(index / 2), size = Math.ceil(size / 2)) {
      if ((index ^ 1) >= size) continue;
      const other = rest.shift();
      if (index % 2) nodeInto(hash, 0, other, 0, hash, 0);
      else nodeInto(hash, 0, hash, 0, other, 0);
    }
    assert.equal(Buffer.from(bytesOf(hash)).toString("base64"), root, name);
    tried += 1;
  }
  assert.ok(tried > 3);
});

test("a log that others wrote gives its heads", async (t) => {
  const folder = published(t, "tessera/log");
  if (!folder) return;
  const key = "example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx";
  for (let size = 1; size <= 15; size++) {
    const note = readFileSync(join(folder, `checkpoint.${size}`), "utf8");
    const entries = new Entries(null);
    assert.ok(entries.take(readFileSync(join(folder, `tile/entries/000.p/${size}`)), size));
    assert.equal(hex(entries.tree.root()), headOf(note).root);
    assert.deepEqual(await signed(headOf(note), [key]), { signature: "valid", vkey: key });
  }
});

test("files have the names that tlog-tiles gives them", () => {
  for (const n of [0, 1, 999, 1000, 1_234_067, 123_456_789]) {
    for (const width of [1, 255, 256]) assert.equal(path("entries", n, width), tilePath("entries", n, width));
  }
  assert.equal(path("entries", 1_234_067, 256), "tile/entries/x001/x234/067");
});

test("she finds each entry about her and none about others", async () => {
  for (const size of [0, 1, 255, 256, 257, 1030]) {
    const hers = new Set([0, 7, 254, 256, 300, 1029].filter((index) => index < size));
    const entries = busy(size, hers);
    const found = await read({ ask: asking(filesOf(entries)), key: HER_KEY.toString("hex") });
    assert.deepEqual(found.hers.map(({ index }) => index), [...hers]);
    assert.deepEqual([found.size, found.whole, found.signature, found.seen], [size, true, "valid", "first"]);
    const other = await read({ ask: asking(filesOf(entries)), key: "ff".repeat(32) });
    assert.deepEqual(other.hers, []);
    assert.equal((await read({ ask: asking(filesOf(entries)) })).hers, null, "who has no key is told nothing of entries");
  }
});

test("what was done says itself: one reader, several, a transfer, an erasure, and what was sealed for a time", async () => {
  const others = Array.from({ length: 5 }, (_, n) => sha(`other ${n}`));
  const [with_, without] = [many(2, [HER_KEY, ...others]), many(3, others)];
  const salt = Buffer.alloc(16, 7);
  const hidden = access(6, one(6, HER_KEY), { purpose: "legal-demand", country: "FR" });
  const entries = [
    beat(0), access(1, one(1, HER_KEY), { reference: "CASE-17" }), access(2, with_.about), access(3, without.about),
    transfer(4, one(4, HER_KEY)), transfer(5, ["subjects 0"]), closed(6, hidden, salt), closed(7, Buffer.from("still closed"), salt),
    erase(8, one(8, HER_KEY)), opened(9, 6, hidden, salt), access(10, one(10, others[0])),
  ];
  const found = await read({ ask: asking(filesOf(entries, { sides: [with_, without] })), key: HER_KEY.toString("hex") });
  assert.deepEqual(found.hers.map(({ index, entry }) => [index, entry.kind]), [[1, "access"], [2, "access"], [4, "transfer"], [8, "erase"], [9, "access"]]);
  const [first, , , , last] = found.hers;
  assert.equal(first.entry.reference, "CASE-17");
  assert.deepEqual([last.sealed, last.entry.purpose, last.entry.country], [6, "legal-demand", "FR"]);
  assert.deepEqual([found.closed, found.unread], [1, []]);
});

test("a list of readers that is missing or another is said, for nobody can tell whether she is on it", async () => {
  const about = many(0, [HER_KEY, sha("other")]);
  const entries = [access(0, about.about)];
  for (const tags of [Buffer.alloc(64), about.tags.subarray(32), Buffer.alloc(0), null]) {
    const files = filesOf(entries, { sides: tags ? [{ ...about, tags }] : [] });
    const found = await read({ ask: asking(files), key: HER_KEY.toString("hex") });
    assert.deepEqual([found.hers, found.unread], [[], [0]]);
  }
  const entry = parse(entries[0]);
  assert.equal(listed(about.tags, { entry, tag: about.tags.subarray(0, 32) }), true);
  assert.equal(listed(about.tags, { entry, tag: Buffer.alloc(32) }), false);
});

test("what is not an address of a list is not asked for", async () => {
  const asked = [];
  const files = filesOf([access(0, [`nonce ${"0".repeat(32)}`, "subjects 2", "root ../../you"])]);
  const found = await read({ ask: async (where) => { asked.push(where); return files.get(where) ?? null; }, key: HER_KEY.toString("hex") });
  assert.deepEqual(found.unread, [0]);
  assert.ok(!asked.some((where) => where.includes("you")), asked);
});

test("entries of another root, or with another signature, are not taken for the log", async () => {
  const entries = busy(10);
  const files = filesOf(entries);
  const bundle = tilePath("entries", 0, 10);
  const spoiled = Buffer.from(files.get(bundle));
  spoiled[40] ^= 1;
  assert.equal((await read({ ask: asking(new Map([...files, [bundle, spoiled]])) })).whole, false);
  const root = rootOf(entries.map(leafOf));
  const [right, other] = [signer("first"), signer("other")];
  const cases = [
    [noteOf(10, root, [right]), [right], "valid"], [noteOf(10, root, [other, right]), [right], "valid"],
    [noteOf(10, root, [other]), [right], "missing"], [noteOf(10, root, [right, other]), [other, right], "valid"],
    [noteOf(10, root, [{ mark: (body) => right.mark(`${body}x\n`) }]), [right], "wrong"],
    [noteOf(10, root, [right]), [], "missing"], [noteOf(10, root, [right]), [{ vkey: right.vkey.replace("+0", "+1").replace(/\+[1-9a-f]/, "+0") }], "missing"],
  ];
  for (const [note, keys, signature] of cases) {
    const found = await read({ ask: asking(new Map([...files, ["checkpoint", Buffer.from(note)], ["vkey", Buffer.from(keys.map(({ vkey }) => `${vkey}\n`).join(""))]])) });
    assert.equal(found.signature, signature, note);
  }
});

test("a browser that cannot verify says so, and claims nothing", async () => {
  const { subtle } = globalThis.crypto;
  const without = (value) => Object.defineProperty(globalThis.crypto, "subtle", { value, configurable: true });
  try {
    for (const none of [undefined, { importKey: () => Promise.reject(new Error("NotSupportedError")) }]) {
      without(none);
      const found = await read({ ask: asking(filesOf(busy(5))) });
      assert.deepEqual([found.signature, found.whole], ["unknown", true]);
    }
  } finally {
    without(subtle);
  }
});

test("the head that this browser saw before has to be the beginning of this one", async () => {
  const entries = busy(600);
  const key = [signer("first")];
  const at = (size, origin) => noteOf(size, rootOf(entries.slice(0, size).map(leafOf)), key, origin);
  const cases = [
    ["", "first"], ["nonsense", "first"], [at(0), "grew"], [at(1), "grew"], [at(256), "grew"], [at(599), "grew"], [at(600), "same"],
    [noteOf(601, sha("x"), key), "shrank"], [noteOf(300, sha("x"), key), "rewritten"], [noteOf(600, sha("x"), key), "rewritten"],
    [noteOf(0, sha("x"), key), "rewritten"], [at(300, "other.example/demo"), "renamed"],
  ];
  for (const [before, seen] of cases) {
    const found = await read({ ask: asking(filesOf(entries)), before });
    assert.equal(found.seen, seen, before);
  }
});

test("a bundle that was filled up meanwhile is read as far as the head goes", async () => {
  const files = filesOf(busy(300));
  const full = filesOf(busy(512)).get(tilePath("entries", 1, 256));
  files.delete(tilePath("entries", 1, 44));
  files.set(tilePath("entries", 1, 256), full);
  const found = await read({ ask: asking(files), key: HER_KEY.toString("hex") });
  assert.deepEqual([found.whole, found.size], [true, 300]);
});

test("what does not hold together ends with the name of the file, whatever a server sends", async () => {
  const files = filesOf(busy(300));
  const last = tilePath("entries", 1, 44);
  const cases = [
    ["checkpoint", null], ["checkpoint", ""], ["checkpoint", "a\nb\nc\n"], ["vkey", null], [last, null], [last, ""],
    [last, files.get(last).subarray(1)], [last, files.get(last).subarray(0, -1)], [last, Buffer.concat([files.get(last), Buffer.of(0)])],
    ["checkpoint", noteOf(2 ** 53 - 1, sha("x"), [signer("first")])],
  ];
  for (const [where, bytes] of cases) {
    const spoiled = new Map([...files, [where, bytes === null ? undefined : Buffer.from(bytes)]]);
    await assert.rejects(read({ ask: asking(spoiled) }), /checkpoint|vkey|tile\/entries/, where);
  }
});

test("no more than eight files are on their way at once", async () => {
  const files = filesOf(busy(256 * 30));
  let [now, most] = [0, 0];
  const ask = async (where) => {
    most = Math.max(most, ++now);
    await new Promise((done) => setImmediate(done));
    now -= 1;
    return files.get(where) ?? null;
  };
  assert.equal((await read({ ask })).whole, true);
  assert.ok(most > 1 && most <= 8, `${most}`);
});

test("what is no tag key is refused, rather than that nothing is found by it", async () => {
  for (const key of ["0", "zz".repeat(32), "00".repeat(31), "AA".repeat(32)]) await assert.rejects(read({ ask: asking(filesOf(busy(5))), key }), /key/);
});

test("the head's words are read strictly", () => {
  const note = noteOf(3, sha("x"), [signer("first")]);
  assert.equal(headOf(note).origin, ORIGIN);
  for (const wrong of [note.slice(1 + note.indexOf("\n")), note.replace("\n3\n", "\n03\n"), note.replace("\n\n", "\n"), note.slice(0, -1), `${note}\n`, note.replace("— ", "- "), note.replace(/\n$/, "A\n")]) {
    assert.equal(headOf(wrong), null, wrong);
  }
});
