"""Logs to try `docs/verify.py` on: whole ones, and ones that are wrong in one place. Written from docs/ledger.md."""

import base64
import collections
import datetime
import hashlib
import itertools
import pathlib

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

ORIGIN = "news.example/demo"
START = datetime.datetime(2026, 3, 1, 6, 0)
COUNTED = ["release", "policy", "access", "transfer", "request", "outcome", "decision", "erase", "sealed"]
TAG_KEY = bytes(range(32))


def sha(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def base(raw):
    return base64.b64encode(raw).decode()


class Key:
    """A name with an Ed25519 key; kind 1 signs notes, kind 4 cosigns checkpoints."""

    def __init__(self, seed, name=ORIGIN, kind=1):
        self.private = Ed25519PrivateKey.from_private_bytes(sha(seed.encode()))
        self.name, self.kind = name, kind
        public = bytes([kind]) + self.private.public_key().public_bytes_raw()
        self.number = sha(name.encode(), b"\n", public)[:4]
        self.vkey = f"{name}+{self.number.hex()}+{base(public)}"

    def line(self, body, at=1_780_000_000):
        if self.kind == 4:
            said = f"cosignature/v1\ntime {at}\n{body}".encode()
            signature = at.to_bytes(8, "big") + self.private.sign(said)
        else:
            signature = self.private.sign(body.encode())
        return f"— {self.name} {base(self.number + signature)}\n"


def hashes_of(entries):
    return [sha(b"\0", entry) for entry in entries]


def levels_of(hashes):
    """Every level of whole subtrees, and the root over what is left at each; by splitting, as RFC 6962 says it."""
    levels = [hashes]
    while len(levels[-1]) > 1:
        low = levels[-1]
        levels.append([sha(b"\1", low[i], low[i + 1]) for i in range(0, len(low) - 1, 2)])
    whole = [level[-1] for level in reversed(levels) if len(level) % 2]
    root = sha() if not hashes else whole.pop(0) if len(whole) == 1 else None
    if root is None:
        rest = [level[-1] for level in levels if len(level) % 2]
        root = rest[0]
        for left in rest[1:]:
            root = sha(b"\1", left, root)
    return levels, root


def note(origin, size, root, *keys):
    body = f"{origin}\n{size}\n{base(root)}\n"
    return body + "\n" + "".join(key.line(body) for key in keys)


def tile_path(level, n, width):
    text = f"{n % 1000:03}"
    while n >= 1000:
        n //= 1000
        text = f"x{n % 1000:03}/{text}"
    return f"tile/{level}/{text}" + (f".p/{width}" if width < 256 else "")


def rows_of(total):
    return [(n, min(256, total - 256 * n)) for n in range((total + 255) // 256)]


class Log:
    """Entries in memory; `write` lays them out as they are served."""

    def __init__(self, origin=ORIGIN):
        self.origin, self.entries, self.sides, self.numbers = origin, [], {}, itertools.count(1)
        self.at, self.seen, self.beats, self.keys = START, collections.Counter(), 0, []

    def minute(self):
        return self.at.strftime("%Y-%m-%dT%H:%MZ")

    def later(self, minutes):
        self.at += datetime.timedelta(minutes=minutes)

    def hex(self, size, what=""):
        return sha(f"{what}{next(self.numbers)}".encode())[:size].hex()

    def add(self, kind, *lines):
        text = "".join(f"{line}\n" for line in [f"kind {kind}", f"time {self.minute()}", *lines])
        self.entries.append(text.encode())
        self.seen[kind] += 1
        return len(self.entries) - 1

    def go_on(self, times, minutes=120, timelines=120):
        """So many, each after so many minutes."""
        for _ in range(times):
            self.later(minutes)
            self.beat(timelines=timelines)

    def release(self, key, version="1.0.0"):
        self.keys.append((len(self.entries) + 1, key))
        return self.add("release", f"version {version}", "source unknown", f"binary {'0' * 64}", f"assets {'1' * 64}",
                        "model none", f"key {key.vkey}")

    def policy(self, *allow, beat=60, days=14, version=None):
        allow = allow or ("staff support identity,contact AT,DE", "staff support identity,contact,history any")
        return self.add("policy", f"version {version or self.seen['policy'] + 1}", f"terms {'2' * 64}",
                        f"beat-minutes {beat}", f"answer-days {days}", *[f"allow {line}" for line in sorted(allow)])

    def beat(self, state="running", timelines=0, **other):
        counts = {kind: self.seen[kind] for kind in COUNTED} | {"timelines": timelines, "digests": 0, "unlocks": 0,
                                                               "deposits": 0} | other
        self.beats += 1
        return self.add("beat", f"number {self.beats}", f"state {state}", *[f"{k} {v}" for k, v in counts.items()],
                        "pack none")

    def subject(self, tag_key=TAG_KEY):
        nonce = self.hex(16, "nonce")
        import hmac
        tag = hmac.digest(tag_key, b"caulbart/subject/v1\0" + bytes.fromhex(nonce), "sha256")
        return f"nonce {nonce}", f"subject {tag.hex()}"

    def subjects(self, count, order=sorted):
        tags = list(order([sha(self.hex(16).encode()) for _ in range(count)]))
        root = levels_of(hashes_of(tags))[1].hex()
        self.sides[root] = b"".join(tags)
        return f"nonce {self.hex(16, 'nonce')}", f"subjects {count}", f"root {root}"

    def access(self, *about, role="staff", country="AT", purpose="support", fields="identity", minutes=30):
        return self.add("access", f"actor {self.hex(16)}", f"role {role}", f"country {country}", f"purpose {purpose}",
                        f"fields {fields}", "reference CASE-17", f"minutes {minutes}", *(about or self.subject()))

    def transfer(self, *about, volume=1200):
        return self.add("transfer", "to mail.example", "country DE", "basis contract", "types contact,history",
                        f"volume {volume}", "use digest", "method https", *(about or self.subject()))

    def request(self, accounts=2, items=3, kind="legal", id=None):
        return self.add("request", f"id {id or self.hex(16)}", "country FR", f"type {kind}", f"accounts {accounts}",
                        f"items {items}")

    def outcome(self, request, accounts=1, items=0):
        return self.add("outcome", f"request {request}", "result some", f"accounts {accounts}", f"items {items}")

    def decision(self, id=None, answers="none", where="all"):
        return self.add("decision", f"id {id or self.hex(16)}", "action withheld", "object comment",
                        f"item {self.hex(16)}", "ground illegal", "rule DSA/9", "automated no", "notice authority",
                        f"where {where}", f"answers {answers}")

    def erase(self):
        return self.add("erase", "by reader", *self.subject())

    def closed(self, hidden, until="2026-03-20", salt="ab" * 16):
        return self.add("sealed", "state closed", f"commitment {sha(bytes.fromhex(salt), hidden).hex()}",
                        f"until {until}")

    def hidden(self, *about, **more):
        """An access that is not written down: it is to be sealed."""
        other = Log()
        other.at, other.numbers = self.at, itertools.count(1000 * len(self.entries))
        return other.entries[other.access(*about, **more)]

    def hidden_of(self, opened):
        """What this entry opens."""
        return base64.b64decode(self.entries[opened].split()[-1])

    def opened(self, of, hidden, salt="ab" * 16):
        return self.add("sealed", "state open", f"of {of}", f"salt {salt}", f"content {base(hidden)}")

    def write(self, folder, cosigners=(), size=None):
        folder = pathlib.Path(folder)
        entries = self.entries[:size]
        hashes = hashes_of(entries)
        levels, root = levels_of(hashes)

        def put(path, content):
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(content if isinstance(content, bytes) else content.encode())

        for n, width in rows_of(len(entries)):
            some = entries[256 * n:256 * n + width]
            put(tile_path("entries", n, width), b"".join(len(e).to_bytes(2, "big") + e for e in some))
        for level in range(0, len(levels), 8):
            row = levels[level]
            for n, width in rows_of(len(row)):
                put(tile_path(level // 8, n, width), b"".join(row[256 * n:256 * n + width]))
        for tags_root, tags in self.sides.items():
            put(f"subjects/{tags_root}", tags)
        for (_, old), (at, new) in zip(self.keys, self.keys[1:]):
            if old.vkey != new.vkey:
                put(f"rotation/{at}", note(self.origin, at, levels_of(hashes[:at])[1], old, new))
        put("vkey", "".join(f"{vkey}\n" for vkey in dict.fromkeys(key.vkey for _, key in self.keys)))
        put("checkpoint", note(self.origin, len(entries), root, self.keys[-1][1], *cosigners))
        return folder


def begun(beat=60):
    """A log with what each begins with."""
    log = Log()
    log.release(Key("first"))
    log.policy(beat=beat)
    log.beat("start")
    return log


def whole():
    """At least one entry of every kind and form, an hour of each day, and a key that was changed."""
    log = begun()
    log.later(20)
    log.access()
    log.access(*log.subjects(3), country="US", fields="identity,contact")
    log.transfer()
    log.transfer(*log.subjects(2))
    log.transfer("subjects 0")
    asked = log.request()
    removal = log.request(accounts=0, items=4, kind="removal")
    log.later(30)
    log.beat(timelines=40)
    log.outcome(asked)
    log.outcome(removal, accounts=0, items=4)
    log.decision(id="c0" * 16, where="AT,DE")
    log.decision(answers="c0" * 16)
    log.erase()
    # Written down out of order by a few minutes, as two who append may do.
    log.later(-7)
    hidden = log.hidden().replace(b"CASE-17", b"CASE-99")
    sealed = log.closed(hidden)
    log.later(50)
    log.release(Key("second"), version="1.1.0")
    log.policy("processor repair history any", "staff support identity,contact,follows,history any", beat=120)
    log.beat(timelines=90)
    log.later(100)
    log.opened(sealed, hidden)
    log.beat("stop", timelines=120)
    log.later(5000)
    log.beat("start", timelines=120)
    return log


def long(size):
    """A log of so many entries: beats, openings, erasures, demands."""
    log = begun(beat=1440)
    for turn in itertools.count():
        log.later(1)
        steps = [lambda: log.access(), lambda: log.beat(timelines=turn), lambda: log.transfer("subjects 0"),
                 lambda: log.access(fields="identity,contact"), lambda: log.outcome(log.request()), lambda: log.erase()]
        steps[turn % len(steps)]()
        if len(log.entries) >= size:
            return log
