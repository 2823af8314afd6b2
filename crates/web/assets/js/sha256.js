// SHA-256 (FIPS 180-4) at once, without a promise for each of a hundred thousand small texts; and HMAC (RFC 2104) over it.
// What a block is made of, what comes of it, and a message with its padding: one of each, used again and again.
const W = new Int32Array(64);
const H = new Int32Array(8);
let padded = new Uint8Array(1024);

// The first 32 bits of the fractional parts of square roots (where we start) and cube roots (each round) of primes.
const START = new Int32Array(8);
const ROUND = new Int32Array(64);
for (let n = 2, count = 0; count < 64; n++) {
  let prime = true;
  for (let d = 2; d * d <= n; d++) if (n % d === 0) prime = false;
  if (!prime) continue;
  if (count < 8) START[count] = ((n ** (1 / 2)) % 1) * 0x100000000;
  ROUND[count++] = ((n ** (1 / 3)) % 1) * 0x100000000;
}

/** Takes the sixteen words at the beginning of W into H. */
function block() {
  for (let i = 16; i < 64; i++) {
    const x = W[i - 15];
    const y = W[i - 2];
    const s = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
    const t = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
    W[i] = (W[i - 16] + s + W[i - 7] + t) | 0;
  }
  let a = H[0], b = H[1], c = H[2], d = H[3], e = H[4], f = H[5], g = H[6], h = H[7];
  for (let i = 0; i < 64; i++) {
    const s = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const t = (h + s + (g ^ (e & (f ^ g))) + ROUND[i] + W[i]) | 0;
    const u = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const v = (u + ((a & b) | (c & (a | b)))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + t) | 0;
    d = c;
    c = b;
    b = a;
    a = (t + v) | 0;
  }
  H[0] += a;
  H[1] += b;
  H[2] += c;
  H[3] += d;
  H[4] += e;
  H[5] += f;
  H[6] += g;
  H[7] += h;
}

/** Of one byte (or none, -1) and a stretch of bytes, into `out` at a word. */
export function hashInto(out, at, first, bytes, from, to) {
  const lead = first < 0 ? 0 : 1;
  const length = lead + to - from;
  const whole = (length + 72) & ~63;
  if (padded.length < whole) padded = new Uint8Array(whole * 2);
  if (lead) padded[0] = first;
  padded.set(bytes.subarray(from, to), lead);
  padded.fill(0, length, whole);
  padded[length] = 0x80;
  for (let i = 0, bits = length * 8; i < 5; i++, bits = Math.floor(bits / 256)) padded[whole - 1 - i] = bits;
  H.set(START);
  for (let p = 0; p < whole;) {
    for (let i = 0; i < 16; i++, p += 4) W[i] = (padded[p] << 24) | (padded[p + 1] << 16) | (padded[p + 2] << 8) | padded[p + 3];
    block();
  }
  out.set(H, at);
}

/** SHA-256(01 ‖ left ‖ right), of hashes as words; every word stands one byte further on. */
export function nodeInto(out, at, left, l, right, r) {
  let before = 1;
  for (let i = 0; i < 16; i++) {
    const word = i < 8 ? left[l + i] : right[r + i - 8];
    W[i] = (before << 24) | (word >>> 8);
    before = word;
  }
  H.set(START);
  block();
  W.fill(0, 0, 15);
  W[0] = (before << 24) | 0x800000;
  W[15] = 65 * 8;
  block();
  out.set(H, at);
}

/** Words as bytes, big-endian. */
export function bytesOf(words) {
  const bytes = new Uint8Array(words.length * 4);
  const view = new DataView(bytes.buffer);
  words.forEach((word, i) => view.setInt32(i * 4, word));
  return bytes;
}

export function sha256(bytes) {
  const words = new Int32Array(8);
  hashInto(words, 0, -1, bytes, 0, bytes.length);
  return bytesOf(words);
}

/** HMAC-SHA256 under one key of at most 64 bytes, of messages of at most thirteen words: what the key makes is kept. */
export function hmac(key) {
  if (key.length > 64) throw new RangeError("a key has at most 64 bytes");
  const keyed = (pad) => {
    const bytes = new Uint8Array(64).fill(pad);
    key.forEach((byte, i) => { bytes[i] ^= byte; });
    const view = new DataView(bytes.buffer);
    for (let i = 0; i < 16; i++) W[i] = view.getInt32(i * 4);
    H.set(START);
    block();
    return H.slice();
  };
  const [inner, outer] = [keyed(0x36), keyed(0x5c)];
  const last = (count) => {
    W.fill(0, count, 15);
    W[count] = 0x80000000;
    W[15] = (64 + count * 4) * 8;
    block();
  };
  return (words) => {
    W.set(words);
    H.set(inner);
    last(words.length);
    W.set(H);
    H.set(outer);
    last(8);
    return H;
  };
}
