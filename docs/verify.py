#!/usr/bin/env python3
"""Does a ledger hold what docs/ledger.md promises? Written from that text and C2SP's alone.
    verify.py URL|DIR [--key VKEY] [--policy FILE] [--since CHECKPOINT] [--now MINUTE]
    verify.py --proof FILE.tlog-proof --entry FILE --key VKEY [--policy FILE]
Exit status: 0 all holds; 1 it does not, the first entry at fault is named; 2 asked wrongly."""
import argparse, base64, collections, concurrent.futures, datetime, hashlib, http.client, io
import itertools, pathlib, re, sys, time, urllib.request
try: from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
except ImportError: sys.exit(print("missing: pip install cryptography", file=sys.stderr) or 2)
def need(holds, why):
    if not holds: raise ValueError(why)

# Trees (RFC 6962, 2.1): all levels, from the leaves to the root; an odd one out moves up as it is.
def sha(*parts): return hashlib.sha256(b"".join(parts)).digest()
def leaf(entry): return sha(b"\0", entry)
def tree(leaves):
    levels = [list(leaves) or [sha()]]
    while len(low := levels[-1]) > 1:
        pairs = (low[i:i + 2] for i in range(0, len(low), 2))
        levels.append([sha(b"\1", *pair) if len(pair) == 2 else pair[0] for pair in pairs])
    return levels
def root_of(leaves): return tree(leaves)[-1][0]
def inclusion_proof(levels, index):
    return [row[index >> h ^ 1] for h, row in enumerate(levels) if index >> h ^ 1 < len(row)]
def verify_inclusion(hashed, index, size, proof, root):
    inside = 0 <= index < size and all(len(each) == 32 for each in [hashed, root, *proof])
    proof = list(proof)
    while size > 1:
        if index ^ 1 < size:
            other = proof.pop(0) if proof else b"none"
            hashed = sha(b"\1", other, hashed) if index & 1 else sha(b"\1", hashed, other)
        index, size = index >> 1, (size + 1) >> 1
    return inside and not proof and hashed == root

# Notes (C2SP signed-note, tlog-checkpoint, tlog-cosignature) and whom to trust (tlog-policy).
def unbase64(text):
    raw = base64.b64decode(text, validate=True)
    return raw if base64.b64encode(raw).decode() == text else need(False, "base64 is not strict")
def vkey(text, kind=1):  # kind 1 signs a note, kind 4 cosigns it and says when
    name, number, key = (text.split("+", 2) + ["", ""])[:3]
    raw = unbase64(key)
    right = sha(name.encode(), b"\n", raw)[:4]
    need(re.fullmatch(r"[^\s\0-\x1f]+", name) and number == right.hex() and len(raw) == 33 and
         raw[0] == kind, f"this is no key: {text}")
    return name, right, Ed25519PublicKey.from_public_bytes(raw[1:])
def head(note, keys=(), witnesses=()):  # origin, size, root, and which of the keys signed
    body, _, below = note.rpartition("\n\n")
    what = re.fullmatch(r"(.+)\n(0|[1-9][0-9]{0,15})\n([A-Za-z0-9+/]{43}=)(\n.+)*", body)
    marks = [re.fullmatch(r"— ([^\s+]+) (\S+)", line) for line in below[:-1].split("\n")]
    clean = below.endswith("\n") and not re.search(r"[\0-\t\v-\x1f]", note)
    need(what and clean and all(marks), "this is no checkpoint")
    signed = set()
    for key, kind in [(key, 1) for key in keys] + [(key, 4) for key in witnesses]:
        name, number, public = vkey(key, kind)
        for raw in (unbase64(mark[2]) for mark in marks if mark[1] == name):
            if raw[:4] != number: continue
            at = f"cosignature/v1\ntime {int.from_bytes(raw[4:12], 'big')}\n" if kind == 4 else ""
            try: public.verify(raw[12 if at else 4:], f"{at}{body}\n".encode())
            except Exception: raise ValueError(f"the signature of {name} is wrong") from None
            signed.add(key)
    return what[1], int(what[2]), unbase64(what[3]), signed
def trust(text):  # the logs, the witnesses, and: did enough of them sign?
    logs, witnesses, rules, free, quorum = [], [], {"none": lambda by: True}, {}, None
    for word, name, *more in (line.split() + [""] for line in text.split("\n") if line.strip()):
        if word == "log" and vkey(name): logs.append(name)
        elif word == "quorum" and not quorum: quorum = rules[name]
        elif word == "witness" and name not in rules and vkey(more[0], 4):
            witnesses.append(more[0])
            free[name] = rules[name] = lambda by, key=more[0]: key in by
        elif word == "group" and name not in rules:
            of = [free.pop(member) for member in more[1:-1]]  # nobody counts twice
            least = {"any": 1, "all": len(of)}.get(more[0]) or int(more[0])
            need(1 <= least <= len(of), f"the policy has a group {name} that nobody can be")
            free[name] = rules[name] = lambda by, of=of, k=least: sum(o(by) for o in of) >= k
        else: need(word[0] == "#", f"the policy says {word} {name}")
    return logs, witnesses, quorum or need(False, "the policy has no quorum")

# Entries: the tables of docs/ledger.md, made into one expression for each kind.
HEX16, HEX32, LANDS = "[0-9a-f]{32}", "[0-9a-f]{64}", "[A-Z]{2}(?:,[A-Z]{2})*"
COUNT, WORD, DAY = "0|[1-9][0-9]{0,15}", "[a-z][a-z0-9-]{0,63}", "[0-9]{4}-[0-9]{2}-[0-9]{2}"
MINUTE = f"(?!20[01]|[01]){DAY}T(?:[01][0-9]|2[0-3]):[0-5][0-9]Z"
TO1440, TO366 = ("(?:[1-9]|[1-9][0-9]{1,2}|1[0-3][0-9]{2}|14[0-3][0-9]|1440)",
                 "(?:[1-9]|[1-9][0-9]|[12][0-9]{2}|3[0-5][0-9]|36[0-6])")
ROLE = "staff|processor|third-party"
PURPOSE = "support|repair|abuse-review|legal-demand|incident|own-request"
FIELDS = "|".join(",".join(some) for n in (1, 2, 3, 4) for some in
                  itertools.combinations(("identity", "contact", "follows", "history"), n))
READERS = f"nonce {HEX16}\n(?:subject {HEX32}|subjects (?![01]\n)(?:{COUNT})\nroot {HEX32})"
ALLOW = f"allow (?:{ROLE}) (?:{PURPOSE}) (?:{FIELDS}) (?:any|{LANDS})"
VALUES = {
    "HEX16": HEX16, "HEX20": "[0-9a-f]{40}", "HEX32": HEX32, "COUNT": COUNT, "WORD": WORD,
    "LAND": "[A-Z]{2}", "LANDS": LANDS, "ROLE": ROLE, "PURPOSE": PURPOSE, "FIELDS": FIELDS,
    "NAME": "[A-Za-z0-9][A-Za-z0-9._/-]{0,99}", "NUMBER": "[A-Z]{1,8}-[0-9]{1,12}", "KEY": ".+",
    # These bring more lines along.
    "TO1440": TO1440, "DAYS+": f"{TO366}(?:\n{ALLOW}){{1,64}}", "MINUTES+": f"{TO1440}\n{READERS}",
    "WORD+": f"{WORD}\n(?:subjects 0|{READERS})",
    "STATE+": f"closed\ncommitment {HEX32}\nuntil {DAY}|"
              f"open\nof (?:{COUNT})\nsalt {HEX16}\ncontent .+"}
COUNTED = "release policy access transfer request outcome decision erase sealed".split()
GROWING = "timelines digests unlocks deposits".split()
TABLE = f"""\
release version=NAME source=HEX20|HEX32|unknown binary=HEX32 assets=HEX32 model=HEX32|none key=KEY
policy version=COUNT terms=HEX32 beat-minutes=TO1440 answer-days=DAYS+
access actor=HEX16 role=ROLE country=LAND purpose=PURPOSE fields=FIELDS reference=none|NUMBER \
minutes=MINUTES+
transfer to=NAME country=LAND basis=WORD types=FIELDS|content volume=COUNT use=WORD method=WORD+
request id=HEX16 country=LAND type=legal|emergency|preservation|removal accounts=COUNT items=COUNT
outcome request=COUNT result=none|some|all accounts=COUNT items=COUNT
decision id=HEX16 action=withheld|restricted|removed|restored|upheld \
object=article|comment|clip|source|account item=HEX16 ground=illegal|terms rule=NAME \
automated=yes|no notice=own|reader|trusted|authority where=all|LANDS answers=none|HEX16
erase by=reader|edition nonce=HEX16 subject=HEX32
sealed state=STATE+
beat number=COUNT state=start|running|stop {"=COUNT ".join(COUNTED + GROWING)}=COUNT \
pack=HEX32|none"""
def spelt(pair): return f"{pair[1]} (?:{'|'.join(VALUES.get(v, v) for v in pair[2].split('|'))})\n"
KINDS = {kind: f"kind {kind}\ntime {MINUTE}\n" + re.sub("([^ ]+)=([^ ]+) ?", spelt, pairs)
         for kind, pairs in (row.split(" ", 1) for row in TABLE.split("\n"))}
def minutes(at): return int(datetime.datetime.fromisoformat(at[:-1] + "+00:00").timestamp()) // 60
def parse(data):
    text = data.decode()
    kind = text.partition("\n")[0].removeprefix("kind ")
    need(re.fullmatch(KINDS.get(kind, "(?!)"), text), "it is not in the grammar")
    pairs = [line.split(" ", 1) for line in text[:-1].split("\n")]
    e = {**dict(pairs), "allow": [value for key, value in pairs if key == "allow"]}
    lands = [value.split(" ")[-1].split(",") for value in [*e["allow"], e.get("where", "all")]]
    need(all(some == sorted(set(some)) for some in [e["allow"], *lands]), "a list is not sorted")
    large = [k for k, v in pairs if f" {k}=COUNT" in f" subjects=COUNT of=COUNT {TABLE}" and
             (kind, k) != ("release", "version") and int(v) >= 2**53]
    need(not large, f"too large a number in {large}")
    minutes(e["time"]), minutes(e.get("until", "2020-01-01") + "T00:00Z")  # such days exist
    if kind == "release": vkey(e["key"])
    hidden = parse(unbase64(e["content"]))["kind"] if "content" in e else None
    need(hidden != "sealed", "it hides an entry that is sealed too")
    return e

# Rules across entries.
def replay(entries, get, now):  # returns which key signs after which size
    seen, used, due, waiting = collections.Counter(), set(), {}, {"none"}
    keys, last, beat = [], 0, None
    def settle(kind, index, at):  # what waited until some time is answered now
        first, until = due.pop(int(index), ({"kind": ""}, 0))
        need(first["kind"] == kind, f"entry {index} is no {kind} that waits for this")
        need(at <= until, f"entry {index} waited too long for this")
        return first
    def allowed(line, e):
        role, purpose, fields, lands = line.split(" ")
        return ((role, purpose) == (e["role"], e["purpose"]) and
                (lands == "any" or e["country"] in lands.split(",")) and
                set(e["fields"].split(",")) <= set(fields.split(",")))
    for index, data in enumerate(entries):
        try:
            e = parse(data)
            kind, at = e["kind"], minutes(e["time"])
            need(index > 1 or kind == COUNTED[index], "a log begins with a release and a policy")
            need(at >= last - 10, "it is more than ten minutes earlier than the entry before")
            need(e.get("nonce") not in used, "its nonce stands in an entry before")
            if kind == "release": keys.append((index + 1, e["key"]))
            elif kind == "policy":
                need(int(e["version"]) == seen[kind] + 1, "its version is not the next one")
                policy = e
            elif kind == "access":
                need(any(allowed(line, e) for line in policy["allow"]), "no line allows it")
            elif kind == "request": due[index] = e, at + 1440 * int(policy["answer-days"])
            elif kind == "outcome":
                asked = settle("request", e["request"], at)
                accounts = 0 if asked["type"] == "removal" else int(asked["accounts"])
                need(int(e["accounts"]) <= accounts and int(e["items"]) <= int(asked["items"]),
                     "it is about more than was asked for")
            elif kind == "decision":
                need(e["answers"] in waiting, "it answers no decision that waits")
                waiting.discard(e["answers"])
                waiting |= {"none", e["id"]}
            elif kind == "sealed" and e["state"] == "closed":
                due[index] = e, minutes(e["until"] + "T23:59Z")
            elif kind == "sealed":
                hashed = sha(bytes.fromhex(e["salt"]), unbase64(e["content"])).hex()
                need(hashed == settle(kind, e["of"], at)["commitment"], "it is not what was sealed")
            elif kind == "beat":
                need(int(e["number"]) == seen[kind] + 1, "its number is not the next one")
                need(all(int(e[k]) == seen[k] for k in COUNTED), "its counts are not the log's")
                first, until = due.pop(beat, (e, at))
                in_order = (first["state"], e["state"]) == ("stop", "start")
                need(at <= until or in_order, "it comes too late after the beat before")
                need(all(int(e[k]) >= int(first[k]) for k in GROWING), "a count went down")
                beat, due[index] = index, (e, at + int(policy["beat-minutes"]) + 2)
            if "root" in e:
                tags = get(f"subjects/{e['root']}")
                tags = [tags[i:i + 32] for i in range(0, len(tags), 32)]
                need(len(tags) == int(e["subjects"]) and tags == sorted(set(tags)) and
                     root_of(map(leaf, tags)).hex() == e["root"], "its list of readers is wrong")
        except ValueError as fault: raise ValueError(f"entry {index}: {fault}") from None
        last, seen[kind] = at, seen[kind] + 1
        used.add(e.get("nonce", index))
    late = [i for i, (e, until) in due.items() if now > until and e.get("state") != "stop"]
    need(not late, f"entry {min(late, default=0)}: what has to follow it did not come in time")
    return keys

# The files.
def reader(place):
    if "://" not in place: place = pathlib.Path(place).resolve().as_uri()
    elif place.rstrip("/").count("/") == 2: place = place.rstrip("/") + "/ledger"
    def get(path):
        try:
            with urllib.request.urlopen(f"{place.rstrip('/')}/{path}", timeout=60) as answer:
                return answer.read(2**25)
        except (OSError, http.client.HTTPException) as why:
            raise ValueError(f"{path} cannot be read: {why}") from None
    return get
def tiles(get, level, total):
    def one(n):
        *first, last = (part.zfill(3) for part in f"{n:,}".split(","))
        width = f".p/{total - 256 * n}" if total < 256 * (n + 1) else ""
        return get(f"tile/{level}/{''.join(f'x{part}/' for part in first)}{last}{width}")
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        for n in range(0, total, 2**14):
            yield from pool.map(one, range(n // 256, (min(n + 2**14, total) + 255) // 256))
def audit(get, now, key, policy, since):
    note, known = get("checkpoint").decode(), get("vkey").decode().split("\n")[:-1]
    logs, witnesses, quorum = policy
    origin, size, root, signed = head(note, known, witnesses)
    need(known and quorum(signed), "the checkpoint lacks signatures that the policy asks for")
    entries = []
    for data in tiles(get, "entries", size):
        file, most = io.BytesIO(data), min(size, len(entries) + 256)
        while len(entries) < most: entries.append(file.read(int.from_bytes(file.read(2), "big")))
        need(not file.read(), f"entry {most - 1}: bytes stand behind it in its bundle")
    levels = tree(map(leaf, entries))
    for level in range(0, len(levels), 8):
        there = b"".join(tiles(get, level // 8, size >> level))
        right = b"".join(levels[level][:size >> level])
        for i in range(0, max(len(there), len(right)), 32) if there != right else ():
            need(there[i:i + 32] == right[i:i + 32],
                 f"entry {i // 32 << level}: a tile of level {level // 8} has another hash")
    need(levels[-1][0] == root, "the entries do not give the root of the checkpoint")
    keys = replay(entries, get, now) or [(0, known[-1])]
    for (_, old), (at, new) in zip(keys, keys[1:]):
        turn = (origin, at, root_of(levels[0][:at]), {old, new})
        need(old == new or head(get(f"rotation/{at}").decode(), [old, new]) == turn,
             f"entry {at - 1}: rotation/{at} is not its head, signed with both keys")
    chain = {key for _, key in keys}
    need(chain == set(known), "vkey does not list the keys that the releases name")
    need(keys[-1][1] in signed and vkey(keys[-1][1])[0] == origin, "the log's key did not sign")
    need(chain & set([key] if key else logs or chain), "no key that you trust is one of this log")
    if not key and not logs: print("The key came from the log itself: others may see another log.")
    if since:
        before = head(since, known)
        need(before[0] == origin and before[3], "the old checkpoint is not of this log")
        need(before[1] <= size and root_of(levels[0][:before[1]]) == before[2],
             "the old checkpoint is of another list of entries")
    return f"{origin}: {size} entries, all well; cosigned by {len(signed & set(witnesses))}"
def receipt(proof, entry, key, policy):
    what = re.fullmatch(r"c2sp\.org/tlog-proof@v1\n(?:extra \S*\n)?index (0|[1-9][0-9]{0,15})\n"
                        r"((?:\S+\n)*)\n(.+)", proof, re.S) or need(False, "this is no tlog-proof")
    origin, size, root, signed = head(what[3], [key], policy[1])
    need(key in signed and policy[2](signed), "the checkpoint lacks signatures that you ask for")
    path = [unbase64(line) for line in what[2].split()]
    need(verify_inclusion(leaf(entry), int(what[1]), size, path, root), "the log has no such entry")
    return f"{origin}: entry {what[1]} of {size}, a well-formed {parse(entry)['kind']}"
def main():
    ask = argparse.ArgumentParser(usage=__doc__)
    ask.error = lambda why: sys.exit(print(f"{why} (see --help)", file=sys.stderr) or 2)
    ask.add_argument("place", nargs="?")
    for name in ("key", "policy", "since", "now", "proof", "entry"): ask.add_argument(f"--{name}")
    args = ask.parse_args()
    one = args.proof and args.entry and args.key and not args.place
    if not one and (not args.place or args.proof or args.entry):
        ask.error("name a ledger, or --proof, --entry and --key")
    read = lambda name: pathlib.Path(name).read_bytes() if name else b""
    try:
        policy = trust(read(args.policy).decode() if args.policy else "quorum none")
        now = minutes(args.now) if args.now else int(time.time()) // 60
        since, proof, entry = read(args.since).decode(), read(args.proof).decode(), read(args.entry)
        if args.key: vkey(args.key)
    except (OSError, ValueError) as why: ask.error(why)
    except LookupError as why: ask.error(f"the policy uses {why} before it says what it is")
    try: print(receipt(proof, entry, args.key, policy) if one else
               audit(reader(args.place), now, args.key, policy, since))
    except ValueError as fault: sys.exit(print(f"At fault: {fault}.", file=sys.stderr) or 1)
if __name__ == "__main__": main()
