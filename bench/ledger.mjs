// How long does a reader's browser take to read a whole ledger? In node without a network, and in Chromium over loopback:
//
//     node bench/ledger.mjs [ENTRIES]
//
// Each entry with a nonce but one in three; her own are ten. Times in milliseconds, of five rounds the middle one and the least; "still"
// is the longest time in which the page could not answer.
import { join } from "node:path";
import { performance } from "node:perf_hooks";

const ROOT = join(import.meta.dirname, "..");
const { HER_KEY, busy, filesOf } = await import(join(ROOT, "e2e/ledgers.mjs"));
const { read } = await import(join(ROOT, "crates/web/assets/js/ledger-reading.js"));
const { Tree } = await import(join(ROOT, "crates/web/assets/js/ledger-entries.js"));

const size = Number(process.argv[2] ?? 100_000);
const key = HER_KEY.toString("hex");
const middle = (times) => {
  times.sort((a, b) => a - b);
  return `${Math.round(times[times.length >> 1])} (least ${Math.round(times[0])})`;
};

const entries = busy(size, new Set(Array.from({ length: 10 }, (_, n) => Math.floor((n * size) / 10))));
const tree = new Tree();
for (const entry of entries) tree.add(entry);
const files = filesOf(entries, { root: Buffer.from(tree.root()) });
const bytes = entries.reduce((sum, entry) => sum + entry.length, 0);
console.log(`${size} entries, ${Math.round(bytes / size)} bytes each, ${(bytes / 1e6).toFixed(1)} MB`);

const times = [];
for (let round = 0; round < 5; round++) {
  const from = performance.now();
  const found = await read({ ask: async (where) => files.get(where) ?? null, key });
  times.push(performance.now() - from);
  if (!found.whole || found.hers.length !== 10) throw new Error("it was read wrongly");
}
console.log(`node: ${middle(times)}`);

const { browse } = await import(join(ROOT, "e2e/stand.mjs"));
const { readIn, serveLedger } = await import(join(ROOT, "e2e/ledger-page.mjs"));
const browser = await browse();
const version = browser.version();
const stand = await serveLedger(files, `data-key="${key}"`);
const rounds = { "nothing in the cache": [], "bundles in the cache": [] };
const still = [];
const alone = [];
for (let round = 0; round < 5; round++) {
  const page = await (await browser.newContext()).newPage();
  for (const cache of Object.keys(rounds)) {
    const { took, longest, says, lines } = await readIn(page, stand.address);
    if (!says[0].startsWith("whole") || lines.length !== 10) throw new Error(says.join("; "));
    if (round === 0 && cache === "nothing in the cache") console.log(says.join("; "));
    rounds[cache].push(took);
    still.push(longest);
  }
  alone.push(await page.evaluate(async (key) => {
    const { asker, read } = await import("/assets/x/ledger-reading.js");
    const [ask, brought] = [asker("/ledger/"), new Map()];
    await read({ ask: async (where) => { brought.set(where, await ask(where)); return brought.get(where); } });
    const from = performance.now();
    await read({ ask: async (where) => brought.get(where), key });
    return performance.now() - from;
  }, key));
  await page.context().close();
}
for (const [cache, times] of Object.entries(rounds)) console.log(`Chromium ${version}, ${cache}: ${middle(times)}`);
console.log(`Chromium ${version}, bundles in memory: ${middle(alone)}`);
console.log(`still: at most ${Math.round(Math.max(...still))}`);
await browser.close();
await stand.close();
