// Ledgers made for tests: entries, their files and their signed head, by node's own cryptography and docs/ledger.md.
import { createHash, createHmac, createPrivateKey, createPublicKey, sign } from "node:crypto";

export const ORIGIN = "news.example/demo";
export const HER_KEY = Buffer.from(Array.from({ length: 32 }, (_, n) => n));

export const sha = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash("sha256")).digest();
export const leafOf = (entry) => sha(Buffer.of(0), entry);

/** RFC 6962, section 2.1, as it is written there. */
export function rootOf(leaves) {
  if (leaves.length === 0) return sha();
  if (leaves.length === 1) return leaves[0];
  let middle = 1;
  while (middle * 2 < leaves.length) middle *= 2;
  return sha(Buffer.of(1), rootOf(leaves.slice(0, middle)), rootOf(leaves.slice(middle)));
}

/** A key with the name of the log. */
export function signer(seed, name = ORIGIN) {
  const secret = createPrivateKey({ key: Buffer.concat([Buffer.from("302e020100300506032b657004220420", "hex"), sha(seed)]), format: "der", type: "pkcs8" });
  const raw = createPublicKey(secret).export({ format: "der", type: "spki" }).subarray(-32);
  const typed = Buffer.concat([Buffer.of(1), raw]);
  const number = sha(`${name}\n`, typed).subarray(0, 4);
  const mark = (body) => `— ${name} ${Buffer.concat([number, sign(null, Buffer.from(body), secret)]).toString("base64")}\n`;
  return { vkey: `${name}+${number.toString("hex")}+${typed.toString("base64")}`, mark };
}

export function noteOf(size, root, signers, origin = ORIGIN) {
  const body = `${origin}\n${size}\n${root.toString("base64")}\n`;
  return `${body}\n${signers.map(({ mark }) => mark(body)).join("")}`;
}

export const tagOf = (key, nonce) => createHmac("sha256", key).update("caulbart/subject/v1\0").update(nonce).digest();
const nonceOf = (n) => sha(`nonce ${n}`).subarray(0, 16);
const time = (n) => new Date(Date.UTC(2026, 2, 1, 6) + n * 60_000).toISOString().replace(/:\d\d\.\d+Z/, "Z");
const lines = (all) => Buffer.from(all.map((line) => `${line}\n`).join(""));

export const one = (n, key) => [`nonce ${nonceOf(n).toString("hex")}`, `subject ${tagOf(key, nonceOf(n)).toString("hex")}`];

/** Several readers, and the list of their tags. */
export function many(n, keys) {
  const tags = keys.map((key) => tagOf(key, nonceOf(n))).sort(Buffer.compare);
  const root = rootOf(tags.map(leafOf)).toString("hex");
  return { about: [`nonce ${nonceOf(n).toString("hex")}`, `subjects ${tags.length}`, `root ${root}`], root, tags: Buffer.concat(tags) };
}

export const access = (n, about, more = {}) => lines(["kind access", `time ${time(n)}`, `actor ${"a1".repeat(16)}`, "role staff", `country ${more.country ?? "AT"}`,
  `purpose ${more.purpose ?? "support"}`, `fields ${more.fields ?? "identity,contact"}`, `reference ${more.reference ?? "none"}`, "minutes 30", ...about]);
export const erase = (n, about) => lines(["kind erase", `time ${time(n)}`, "by reader", ...about]);
export const transfer = (n, about) => lines(["kind transfer", `time ${time(n)}`, "to mail.example", "country DE", "basis contract", "types contact,history",
  "volume 120000", "use digest", "method https", ...about]);
export const closed = (n, hidden, salt) => lines(["kind sealed", `time ${time(n)}`, "state closed", `commitment ${sha(salt, hidden).toString("hex")}`, "until 2026-06-01"]);
export const opened = (n, of, hidden, salt) => lines(["kind sealed", `time ${time(n)}`, "state open", `of ${of}`, `salt ${salt.toString("hex")}`, `content ${hidden.toString("base64")}`]);
const COUNTS = ["release", "policy", "access", "transfer", "request", "outcome", "decision", "erase", "sealed", "timelines", "digests", "unlocks", "deposits"];
export const beat = (n) => lines(["kind beat", `time ${time(n)}`, `number ${n + 1}`, "state running", ...COUNTS.map((kind) => `${kind} ${n}`), "pack none"]);

export function tilePath(level, n, width) {
  const parts = n.toLocaleString("en").split(",").map((part) => part.padStart(3, "0"));
  const last = parts.pop();
  return `tile/${level}/${parts.map((part) => `x${part}/`).join("")}${last}${width < 256 ? `.p/${width}` : ""}`;
}

/** The files of a ledger, by their path; a large one may bring its root along. */
export function filesOf(entries, { signers = [signer("first")], sides = [], origin = ORIGIN, root = rootOf(entries.map(leafOf)) } = {}) {
  const files = new Map();
  for (let n = 0; n * 256 < entries.length; n++) {
    const some = entries.slice(n * 256, n * 256 + 256);
    const length = (entry) => Buffer.of(entry.length >> 8, entry.length & 255);
    files.set(tilePath("entries", n, some.length), Buffer.concat(some.flatMap((entry) => [length(entry), entry])));
  }
  for (const side of sides) files.set(`subjects/${side.root}`, side.tags);
  files.set("vkey", Buffer.from(signers.map(({ vkey }) => `${vkey}\n`).join("")));
  files.set("checkpoint", Buffer.from(noteOf(entries.length, root, signers.slice(-1), origin)));
  return files;
}

/** So many entries with others' openings, erasures and beats; hers stand where `hers` says. */
export function busy(size, hers = new Set()) {
  return Array.from({ length: size }, (_, n) => {
    const about = one(n, hers.has(n) ? HER_KEY : sha(`reader ${n % 997}`));
    if (hers.has(n) || n % 3 === 0) return access(n, about);
    return n % 3 === 1 ? beat(n) : erase(n, about);
  });
}
