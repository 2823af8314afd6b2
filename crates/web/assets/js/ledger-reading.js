// Downloads a ledger and checks it: the root of all entries, the head's signature, the head seen before. In a worker of its
// own, so that the page answers meanwhile; what it finds goes to ledger.js.
import { Entries, WIDTH, hex, listed, path, unbase64, unhex } from "./ledger-entries.js";
import { sha256 } from "./sha256.js";

const AT_ONCE = 8;
const BETWEEN = 100;
const bytesOf = (words) => new TextEncoder().encode(words);

/** What a head says (C2SP tlog-checkpoint); `null` where it says it wrongly. */
export function headOf(note) {
  const [, body, origin, size, root, below] =
    note.match(/^(([^\n]+)\n(0|[1-9]\d{0,15})\n([A-Za-z0-9+/]{43}=)\n(?:[^\n]+\n)*)\n((?:— [^ \n]+ (?:[A-Za-z0-9+/]{4})+(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?\n)+)$/) ?? [];
  if (!body || Number(size) > Number.MAX_SAFE_INTEGER) return null;
  const signatures = below.split("\n").slice(0, -1).map((each) => each.split(" ").slice(1)).map(([name, mark]) => [name, unbase64(mark)]);
  return { origin, size: Number(size), root: hex(unbase64(root)), body, signatures };
}

/** `valid`, `wrong`, `missing`, or `unknown` where this browser cannot verify Ed25519; with the verifier key that it was. */
export async function signed(head, vkeys) {
  let by = null;
  for (const vkey of vkeys) {
    const [, name, number, key] = vkey.match(/^([^+\s]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]{44})$/) ?? [];
    const raw = key ? unbase64(key) : [];
    if (name !== head.origin || raw.length !== 33 || raw[0] !== 1) continue;
    if (hex(sha256(Uint8Array.of(...bytesOf(`${name}\n`), ...raw)).subarray(0, 4)) !== number) continue;
    for (const [who, mark] of head.signatures) {
      if (who !== name || hex(mark.subarray(0, 4)) !== number) continue;
      try {
        const made = await crypto.subtle.importKey("raw", raw.subarray(1), "Ed25519", false, ["verify"]);
        if (!(await crypto.subtle.verify("Ed25519", made, mark.subarray(4), bytesOf(head.body)))) return { signature: "wrong" };
        by = vkey;
      } catch {
        return { signature: "unknown" };
      }
    }
  }
  return by ? { signature: "valid", vkey: by } : { signature: "missing" };
}

/** What comes of comparing with the head that this browser saw last; `then` is the root of now's entries at that size. */
function compared(head, seen, then) {
  if (!seen) return "first";
  if (seen.origin !== head.origin) return "renamed";
  if (seen.size > head.size) return "shrank";
  if (then !== seen.root) return "rewritten";
  return seen.size === head.size ? "same" : "grew";
}

// Reads all of it. `ask(path)` brings bytes, or `null` where there are none; `tell(done, size)` hears how far it is.
// `key`: her tag key in hexadecimal digits, or none. `before`: the checkpoint that this browser kept.
export async function read({ ask, tell = () => {}, key = "", before = "" }) {
  // A key that is none would find nothing, and that would look like good news.
  if (key && !/^[0-9a-f]{64}$/.test(key)) throw new Error("key");
  const must = async (where) => await ask(where) ?? Promise.reject(new Error(where));
  const words = async (where) => new TextDecoder().decode(await must(where));
  const [note, keys] = [await words("checkpoint"), await words("vkey")];
  const head = headOf(note);
  if (!head) throw new Error("checkpoint");
  const signature = await signed(head, keys.split("\n"));
  const seen = headOf(before);
  const entries = new Entries(key ? unhex(key) : null);
  const rootNow = () => hex(entries.tree.root());
  let then = seen?.size === 0 ? rootNow() : null;
  const grown = (size) => { if (size === seen?.size) then = rootNow(); };

  const bundles = Math.ceil(head.size / WIDTH);
  const width = (n) => Math.min(WIDTH, head.size - n * WIDTH);
  // A bundle that was filled up meanwhile is there as a whole.
  const fetched = async (n) => await ask(path("entries", n, width(n))) ?? cut(await must(path("entries", n, WIDTH)), width(n));
  const waiting = [];
  for (let n = 0, told = 0; n < bundles; n++) {
    while (waiting.length < AT_ONCE && n + waiting.length < bundles) {
      const coming = fetched(n + waiting.length);
      // Whoever waits for it hears of it; nobody may, where one before it failed.
      coming.catch(() => {});
      waiting.push(coming);
    }
    if (!entries.take(await waiting.shift(), width(n), grown)) throw new Error(path("entries", n, width(n)));
    const now = performance.now();
    if (now - told > BETWEEN) tell(entries.tree.size, head.size);
    if (now - told > BETWEEN) told = now;
  }

  const unread = [];
  for (const about of entries.several) {
    const list = /^[0-9a-f]{64}$/.test(about.entry.root) ? await ask(`subjects/${about.entry.root}`) : null;
    const found = list && listed(list, about);
    if (found) entries.hers.push(about);
    if (found === null) unread.push(about.index);
  }
  const hers = entries.hers.map(({ index, entry, sealed }) => ({ index, entry: { ...entry }, sealed })).sort((a, b) => a.index - b.index);
  const { origin, size, root } = head;
  return {
    note, origin, size, root, ...signature, whole: rootNow() === root, before: seen?.size, seen: compared(head, seen, then),
    hers: key ? hers : null, unread, closed: entries.closed.size,
  };
}

/** The first entries of a bundle. */
function cut(bytes, count) {
  let at = 0;
  for (let i = 0; i < count; i++) at += 2 + (bytes[at] << 8) + bytes[at + 1];
  return bytes.subarray(0, at);
}

/** What lies below this address; the head is asked for anew, all else may come out of this browser's cache. */
export const asker = (base) => async (where) => {
  const answer = await fetch(base + where, { cache: where === "checkpoint" || where === "vkey" ? "no-store" : "default" });
  if (answer.ok) return new Uint8Array(await answer.arrayBuffer());
  if (answer.status === 404) return null;
  throw new Error(`${answer.status} ${where}`);
};

if (globalThis.DedicatedWorkerGlobalScope) {
  addEventListener("message", async ({ data: { base, key, before } }) => {
    try {
      const tell = (done, size) => postMessage({ done, size });
      postMessage({ found: await read({ ask: asker(base), tell, key, before }) });
    } catch (fault) {
      postMessage({ failed: String(fault.message ?? fault) });
    }
  });
}
