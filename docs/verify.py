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
    right = re.fullmatch(r"[^\s\0-\x1f]+", name) and raw[:1] == bytes([kind]) and len(raw) == 33
    need(right and sha(name.encode(), b"\n", raw)[:4].hex() == number, f"this is no key: {text}")
    return name, bytes.fromhex(number), Ed25519PublicKey.from_public_bytes(raw[1:])
def head(note, keys=(), witnesses=()):  # origin, size, root, and which of the keys signed
    body, _, below = note.rpartition("\n\n")
    what = re.fullmatch(r"(.+)\n(0|[1-9][0-9]{0,15})\n([A-Za-z0-9+/]{43}=)(\n.+)*", body)
    marks = [re.fullmatch(r"— ([^\s+]+) (\S+)", line) for line in below[:-1].split("\n")]
    need(what and all(marks) and below[-1] == "\n" and not re.search(r"[\0-\t\v-\x1f]", note),
         "this is no checkpoint")
    signed = set()
    for key, kind in [(key, 1) for key in keys] + [(key, 4) for key in witnesses]:
        name, number, public = vkey(key, kind)
        for raw in (unbase64(mark[2]) for mark in marks if mark[1] == name):
            if raw[:4] != number: continue
            at = f"cosignature/v1\ntime {int.from_bytes(raw[4:12], 'big')}\n" if kind == 4 else ""
            try: public.verify(raw[12 if at else 4:], f"{at}{body}\n".encode())
            except Exception: need(False, f"the signature of {name} is wrong")
            signed.add(key)
    return what[1], int(what[2]), unbase64(what[3]), signed
def trust(text):  # the logs, the witnesses, and: did enough of them sign?
    logs, witnesses, rules, free, quorum = [], [], {"none": lambda by: True}, {}, None
    lines = (line.split() for line in text.split("\n") if line.strip())
    for word, name, *more in (line + [""] for line in lines if line[0][0] != "#"):
        if word == "log" and vkey(name): logs.append(name)
        elif word == "quorum" and not quorum: quorum = rules[name]
        elif word == "witness" and name not in rules and vkey(more[0], 4):
            witnesses.append(more[0])
            free[name] = rules[name] = lambda by, key=more[0]: key in by
        elif word == "group" and name not in rules and more[1:-1]:
            of = [free.pop(member) for member in more[1:-1]]  # nobody counts twice
            least = {"any": 1, "all": len(of)}.get(more[0]) or int(more[0])
            need(1 <= least <= len(of), f"the policy says group {name} {more[0]}")
            free[name] = rules[name] = lambda by, of=of, k=least: sum(o(by) for o in of) >= k
        else: need(False, f"the policy says {word} {name}")
    return logs, witnesses, quorum or need(False, "the policy has no quorum")

# Entries: the tables of docs/ledger.md, made into one expression for each kind.
MOST = str(2**53 - 1)
COUNT = "|".join(["0", r"[1-9]\d{0,14}", MOST] + [
    rf"{MOST[:i]}[{+(i < 1)}-{int(d) - 1}]\d{{{15 - i}}}" for i, d in enumerate(MOST) if d > "0"])
VALUES = {"count": COUNT, "hex16": "[0-9a-f]{32}", "hex20": "[0-9a-f]{40}", "hex32": "[0-9a-f]{64}",
    "word": "[a-z][a-z0-9-]{0,63}", "name": "[A-Za-z0-9][A-Za-z0-9._/-]{0,99}", "text": "[^\n]+",
    "land": "[A-Z]{2}", "lands": "[A-Z]{2}(?:,[A-Z]{2})*", "number": r"[A-Z]{1,8}-\d{1,12}",
    "fields": "|".join(",".join(some) for n in (1, 2, 3, 4) for some in
                       itertools.combinations(("identity", "contact", "follows", "history"), n)),
    "role": "staff|processor|third-party", "many": rf"(?![01]\n)(?:{COUNT})",
    "purpose": "support|repair|abuse-review|legal-demand|incident|own-request",
    "upto366": r"[1-9]\d?|[12]\d\d|3[0-5]\d|36[0-6]", "day": r"\d{4}-\d\d-\d\d",
    "upto1440": r"[1-9]\d{0,2}|1[0-3]\d\d|14[0-3]\d|1440",
    "minute": r"(?:20[2-9]|2[1-9]\d|[3-9]\d\d)\d-\d\d-\d\dT(?:[01]\d|2[0-3]):[0-5]\dZ"}
COUNTED = "release policy access transfer request outcome decision erase sealed".split()
GROWING = "timelines digests unlocks deposits".split()
TABLE = f"""release version=name source=hex20|hex32|unknown binary=hex32 assets=hex32 \
 model=hex32|none key=text
policy version=count terms=hex32 beat-minutes=upto1440 answer-days=upto366 ALLOW
access actor=hex16 role=role country=land purpose=purpose fields=fields reference=none|number \
 minutes=upto1440 READERS
transfer to=name country=land basis=word types=fields|content volume=count use=word \
 method=word ANYBODY
request id=hex16 country=land type=legal|emergency|preservation|removal accounts=count items=count
outcome request=count result=none|some|all accounts=count items=count
decision id=hex16 action=withheld|restricted|removed|restored|upheld \
 object=article|comment|clip|source|account item=hex16 ground=illegal|terms rule=name \
 automated=yes|no notice=own|reader|trusted|authority where=all|lands answers=none|hex16
erase by=reader|edition nonce=hex16 subject=hex32
sealed SEALED
beat number=count state=start|running|stop \
 {"=count ".join(COUNTED + GROWING)}=count pack=hex32|none"""
def lines(row):  # "a=b|c d=e" to an expression for the lines "a b" or "a c", then "d e"
    pairs = ((key, of.split("|")) for key, of in (pair.split("=") for pair in row.split()))
    return "".join(f"{key} (?:{'|'.join(VALUES.get(v, v) for v in of)})\n" for key, of in pairs)
READERS = f"{lines('nonce=hex16')}(?:{lines('subject=hex32')}|{lines('subjects=many root=hex32')})"
GROUPS = {"READERS": READERS, "ANYBODY": f"(?:subjects 0\n|{READERS})",
    "ALLOW": f"(?:allow (?:{VALUES['role']}) (?:{VALUES['purpose']}) (?:{VALUES['fields']}) "
             f"(?:any|{VALUES['lands']})\n){{1,64}}",
    "SEALED": f"(?:{lines('state=closed commitment=hex32 until=day')}|"
              f"{lines('state=open of=count salt=hex16 content=text')})"}
KINDS = {}
for kind, *row in (row.split() for row in TABLE.split("\n")):
    group = GROUPS[row.pop()] if row[-1].isupper() else ""
    KINDS[kind] = re.compile(lines(f"kind={kind} time=minute {' '.join(row)}") + group, re.A)
def minutes(at): return int(datetime.datetime.fromisoformat(at[:-1] + "+00:00").timestamp()) // 60
def parse(data):
    text = data.decode()
    kind = text.partition("\n")[0].removeprefix("kind ")
    need(kind in KINDS and KINDS[kind].fullmatch(text), "it is not in the grammar")
    pairs = [line.split(" ", 1) for line in text[:-1].split("\n")]
    entry = {**dict(pairs), "allow": [value for key, value in pairs if key == "allow"]}
    lists = [line.split(" ")[3].split(",") for line in entry["allow"]]
    lists += [entry["allow"], entry.get("where", "").split(",")]
    need(all(some == sorted(set(some)) for some in lists), "a list in it is not sorted")
    minutes(entry["time"]), minutes(entry.get("until", "2020-01-01") + "T00:00Z")  # such days exist
    if kind == "release": vkey(entry["key"])
    if "content" in entry:
        need(parse(unbase64(entry["content"]))["kind"] != "sealed", "what it hides is sealed too")
    return entry

# Rules across entries.
def allowed(line, e):  # one line of a policy, one access
    role, purpose, fields, lands = line.split(" ")
    return ((role, purpose) == (e["role"], e["purpose"]) and
            (lands == "any" or e["country"] in lands.split(",")) and
            set(e["fields"].split(",")) <= set(fields.split(",")))
def replay(entries, get, now):  # returns which key signs after which size
    seen, used, due, waiting = collections.Counter(), set(), {}, {"none"}
    keys, last, beat = [], 0, None
    def settle(kind, index, at):  # what waited until some time is answered now
        first, until = due.pop(int(index), ({"kind": ""}, 0))
        need(first["kind"] == kind, f"entry {index} is no {kind} that waits for this")
        need(at <= until, f"entry {index} waited too long for this")
        return first
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
                need(any(allowed(line, e) for line in policy["allow"]), "no policy allows it")
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
                sealed = settle("sealed", e["of"], at)["commitment"]
                need(hashed == sealed, "it is not what was sealed")
            elif kind == "beat":
                need(int(e["number"]) == seen[kind] + 1, "its number is not the next one")
                need(all(int(e[k]) == seen[k] for k in COUNTED), "its counts are not the log's")
                first, until = due.pop(beat, (e, at))
                in_order = (first["state"], e["state"]) == ("stop", "start")
                need(at <= until or in_order, "it comes too late after the beat before")
                need(all(int(e[k]) >= int(first[k]) for k in GROWING), "a count went down")
                beat, due[index] = index, (e, at + int(policy["beat-minutes"]) + 2)
            if "root" in e:
                data = get(f"subjects/{e['root']}")
                tags = [data[i:i + 32] for i in range(0, len(data), 32)]
                need(len(data) == 32 * int(e["subjects"]) and tags == sorted(set(tags)) and
                     root_of(map(leaf, tags)).hex() == e["root"], "its list of readers is wrong")
        except ValueError as fault: raise ValueError(f"entry {index}: {fault}") from None
        last = at
        seen[kind] += 1
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
            with urllib.request.urlopen(f"{place.rstrip('/')}/{path}", timeout=60) as file:
                return file.read(2**25)
        except (OSError, http.client.HTTPException) as why:
            need(False, f"{path} cannot be read: {why}")
    return get
def tiles(get, level, total):
    def one(n):
        *first, last = (part.zfill(3) for part in f"{n:,}".split(","))
        width = min(256, total - 256 * n)
        path = f"tile/{level}/{''.join(f'x{part}/' for part in first)}{last}"
        return get(path if width == 256 else f"{path}.p/{width}")
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        for n in range(0, total, 2**14):
            yield from pool.map(one, range(n // 256, -(-min(n + 2**14, total) // 256)))
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
        hashes = levels[level][:size >> level]
        for n, data in enumerate(tiles(get, level // 8, size >> level)):
            there = [data[i:i + 32] for i in range(0, len(data), 32)]
            for i, (a, b) in enumerate(itertools.zip_longest(there, hashes[256 * n:256 * n + 256])):
                need(a == b, f"entry {256 * n + i << level}: a tile of level {level // 8} differs")
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
    if not key and not logs: print("The key came from the log itself: another may see another log.")
    if since:
        before = head(since, known)
        need(before[0] == origin and before[3], "the old checkpoint is not of this log")
        need(before[1] <= size and root_of(levels[0][:before[1]]) == before[2],
             "the old checkpoint is of another list of entries")
    return f"{origin}: {size} entries, all well; cosigned by {len(signed & set(witnesses))}"
def receipt(proof, entry, key, policy):
    shape = r"c2sp\.org/tlog-proof@v1\n(?:extra \S*\n)?index (0|[1-9]\d{0,15})\n((?:\S+\n)*)\n(.+)"
    what = re.fullmatch(shape, proof, re.S | re.A) or need(False, "this is no tlog-proof")
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
