// What a ledger's entries give: the root over them (RFC 6962), and which are about the reader who holds this tag key.
// docs/ledger.md has the formats.
import { bytesOf, hashInto, hmac, nodeInto } from "./sha256.js";

export const WIDTH = 256;
const CONTEXT = new TextEncoder().encode("caulbart/subject/v1\0");
const text = new TextDecoder();
const line = (start) => new TextEncoder().encode(`\n${start}`);
const NONCE = line("nonce ");
const SUBJECT = line("subject ");
const SUBJECTS = line("subjects ");
const SEALED = new TextEncoder().encode("kind sealed\n");

/** Where C2SP's tlog-tiles has a bundle of entries, or a tile. */
export function path(level, n, width) {
  let place = String(n % 1000).padStart(3, "0");
  for (let rest = Math.floor(n / 1000); rest > 0; rest = Math.floor(rest / 1000)) place = `x${String(rest % 1000).padStart(3, "0")}/${place}`;
  return `tile/${level}/${place}${width < WIDTH ? `.p/${width}` : ""}`;
}

export const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
export const unhex = (digits) => Uint8Array.from(digits.match(/../g) ?? [], (pair) => parseInt(pair, 16));
export const unbase64 = (letters) => Uint8Array.from(atob(letters), (letter) => letter.charCodeAt(0));

/** The root of a tree that grows: only the roots of its whole subtrees are kept, the largest first. */
export class Tree {
  size = 0;
  #roots = new Int32Array(64 * 8);
  #count = 0;

  add(bytes, from = 0, to = bytes.length) {
    hashInto(this.#roots, this.#count++ * 8, 0, bytes, from, to);
    for (let n = this.size++; n % 2 === 1; n = (n - 1) / 2) {
      const at = (--this.#count - 1) * 8;
      nodeInto(this.#roots, at, this.#roots, at, this.#roots, at + 8);
    }
  }

  root() {
    const words = new Int32Array(8);
    if (this.#count === 0) hashInto(words, 0, -1, new Uint8Array(0), 0, 0);
    else words.set(this.#roots.subarray((this.#count - 1) * 8, this.#count * 8));
    for (let i = this.#count - 2; i >= 0; i--) nodeInto(words, 0, this.#roots, i * 8, words, 0);
    return bytesOf(words);
  }
}

function stands(what, bytes, at, to) {
  if (at < 0 || at + what.length > to) return false;
  for (let i = 0; i < what.length; i++) if (bytes[at + i] !== what[i]) return false;
  return true;
}

/** Words that stand there as lower-case hexadecimal digits, the line's end behind them. */
function wordsAt(words, count, bytes, at, to) {
  if (at + count * 8 >= to || bytes[at + count * 8] !== 10) return false;
  for (let i = 0; i < count; i++) {
    let word = 0;
    for (let j = 0; j < 8; j++) {
      const digit = bytes[at++];
      if (digit >= 48 && digit <= 57) word = (word << 4) | (digit - 48);
      else if (digit >= 97 && digit <= 102) word = (word << 4) | (digit - 87);
      else return false;
    }
    words[i] = word;
  }
  return true;
}

/** An entry's lines; `allow` stands more than once. */
export function parse(bytes, from = 0, to = bytes.length) {
  const entry = Object.create(null);
  entry.allow = [];
  for (const each of text.decode(bytes.subarray(from, to)).split("\n").slice(0, -1)) {
    const space = each.indexOf(" ");
    const [key, value] = [each.slice(0, space), each.slice(space + 1)];
    if (key === "allow") entry.allow.push(value);
    else entry[key] = value;
  }
  return entry;
}

/** Reads bundle after bundle: adds each entry to the tree and looks whether it is hers. Without a tag key it only adds. */
export class Entries {
  tree = new Tree();
  /** About her: `{ index, entry }`, and `sealed` with the index of what was opened. */
  hers = [];
  /** About several readers: `{ index, entry, tag }`; a list of its own says whether she is among them. */
  several = [];
  /** What is sealed and not opened yet. */
  closed = new Set();
  #tag;
  #message = new Int32Array(9);
  #subject = new Int32Array(8);

  constructor(tagKey) {
    this.#tag = tagKey ? hmac(tagKey) : null;
    const view = new DataView(CONTEXT.buffer);
    for (let i = 0; i < 5; i++) this.#message[i] = view.getInt32(i * 4);
  }

  /** `count` entries, each after its length; `then` hears after each how many there are. False where they are not that many. */
  take(bytes, count, then = undefined) {
    let at = 0;
    for (let i = 0; i < count; i++) {
      const from = at + 2;
      at = from + (bytes[at] << 8) + bytes[at + 1];
      if (!(at <= bytes.length)) return false;
      this.#look(bytes, from, at, this.tree.size);
      this.tree.add(bytes, from, at);
      then?.(this.tree.size);
    }
    return at === bytes.length;
  }

  #look(bytes, from, to, index) {
    if (stands(SEALED, bytes, from, to)) {
      const entry = parse(bytes, from, to);
      if (entry.state === "closed") this.closed.add(index);
      const sealed = Number(entry.of);
      if (entry.state !== "open" || !this.closed.has(sealed)) return;
      let hidden;
      // What cannot be read stays closed.
      try { hidden = unbase64(entry.content); } catch { return; }
      this.closed.delete(sealed);
      this.#match(hidden, 0, hidden.length, index, sealed);
    } else {
      this.#match(bytes, from, to, index);
    }
  }

  #match(bytes, from, to, index, sealed = undefined) {
    if (!this.#tag) return;
    let at = bytes.indexOf(10, from);
    while (at >= 0 && at < to && !stands(NONCE, bytes, at, to)) at = bytes.indexOf(10, at + 1);
    if (at < 0 || at >= to) return;
    const nonce = this.#message.subarray(5);
    if (!wordsAt(nonce, 4, bytes, at + NONCE.length, to)) return;
    const next = at + NONCE.length + 32;
    const one = stands(SUBJECT, bytes, next, to) && wordsAt(this.#subject, 8, bytes, next + SUBJECT.length, to);
    if (!one && !stands(SUBJECTS, bytes, next, to)) return;
    const tag = this.#tag(this.#message);
    if (!one) this.several.push({ index, sealed, entry: parse(bytes, from, to), tag: bytesOf(tag) });
    else if (tag.every((word, i) => word === this.#subject[i])) this.hers.push({ index, sealed, entry: parse(bytes, from, to) });
  }
}

/** Is this tag in the list of an entry about several readers? `null`: the list is not the one that the entry names. */
export function listed(tags, { entry, tag }) {
  const count = Number(entry.subjects);
  if (tags.length !== count * 32) return null;
  const tree = new Tree();
  let found = false;
  for (let from = 0; from < tags.length; from += 32) {
    tree.add(tags, from, from + 32);
    found ||= tag.every((byte, i) => byte === tags[from + i]);
  }
  return hex(tree.root()) === entry.root ? found : null;
}
