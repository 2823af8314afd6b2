#!/usr/bin/env python3
"""Does a ledger hold what docs/ledger.md promises? Written from that text and C2SP's alone.
    verify.py URL|DIR [--key VKEY] [--since CHECKPOINT] [--now MINUTE] [--witness VKEY]...
    verify.py --proof FILE.tlog-proof --entry FILE --key VKEY [--witness VKEY]...
Exit status: 0 all holds; 1 it does not, and the entry at fault is named; 2 asked wrongly.
Left to `caulbart audit`: files of hashes (all are computed from the entries here), lists of
subjects and packs, the file vkey, published reports, and whether enough witnesses signed."""
import argparse, base64, calendar, collections, hashlib, io, math, pathlib, re, sys, time
import http.client, urllib.request
try:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
except ImportError as why: sys.exit(print(f"missing: {why}", file=sys.stderr) or 2)

def need(holds, why):
    if not holds: raise ValueError(why)
# Trees (RFC 6962): leaves are split at the largest power of two below their number.
def sha(*parts): return hashlib.sha256(b"".join(parts)).digest()
def split(size): return 1 << (size - 1).bit_length() - 1
def root_of(leaves):
    if len(leaves) < 2: return leaves[0] if leaves else sha()
    at = split(len(leaves))
    return sha(b"\1", root_of(leaves[:at]), root_of(leaves[at:]))
def root_by(path, leaf, index, size):
    """The root to which a leaf leads with its neighbours on the way up."""
    if (path, index, size) == ([], 0, 1): return leaf
    need(path and len(path[-1]) == 32 and 0 <= index < size > 1, "the path does not fit the tree")
    at, below, other = split(size), path[:-1], path[-1]
    if index < at: return sha(b"\1", root_by(below, leaf, index, at), other)
    return sha(b"\1", other, root_by(below, leaf, index - at, size - at))

# Keys, heads and bundles (C2SP signed-note, tlog-checkpoint, tlog-cosignature, tlog-tiles).
def unbase64(text):
    raw = base64.b64decode(text, validate=True)
    need(base64.b64encode(raw).decode() == text, "base64 is not strict")
    return raw
def vkey(text):
    """A key as it is written, if it is one: its first byte is 1 if it signs, 4 if it cosigns."""
    form = re.fullmatch(r"([^\s\0-\x1f+]+)\+([0-9a-f]{8})\+(\S{44})", text)
    raw = unbase64(form[3]) if form else b"no"
    need(raw[0] in (1, 4) and form[2] == sha(form[1].encode(), b"\n", raw)[:4].hex(),
         f"this is no key: {text}")
    return text
HEAD = re.compile("((.+)\n(0|[1-9][0-9]{0,15})\n(.{43}=)\n(?:.+\n)*)\n((?:— .+ .+\n)+)")
def head(note, keys):
    """Origin, size and root of a checkpoint, and which of these keys signed it."""
    form, signed = HEAD.fullmatch(note), set()
    need(form and not re.search(r"[\0-\t\v-\x1f]", note), "this is no checkpoint")
    for name, code in re.findall("— (.+) (.+)\n", form[5]):
        body, mark, number = form[1], unbase64(code)[4:], unbase64(code)[:4].hex()
        for key in [key for key in keys if key.startswith(f"{name}+{number}+")]:
            public = unbase64(key[-44:])
            if public[0] == 4:  # a cosignature begins with its time
                body = f"cosignature/v1\ntime {int.from_bytes(mark[:8], 'big')}\n{body}"
                mark = mark[8:]
            Ed25519PublicKey.from_public_bytes(public[1:]).verify(mark, body.encode())
            signed.add(key)
    return form[2], int(form[3]), unbase64(form[4]), signed
def begun(leaves, origin, note, keys):
    """How many entries a head has, and who signed it: nobody if the log did not begin so."""
    name, size, root, signed = head(note, keys)
    is_it = name == origin and size <= len(leaves) and root == root_of(leaves[:size])
    return size, signed if is_it else set()
def get(place, path):
    """A file of the log: in a folder, below a URL, below /ledger of a site."""
    place = place.rstrip("/")
    if "://" not in place: place = pathlib.Path(place).resolve().as_uri()
    elif place.count("/") == 2: place += "/ledger"
    try:
        with urllib.request.urlopen(f"{place}/{path}", timeout=60) as file: return file.read()
    except (OSError, http.client.HTTPException) as why:
        raise ValueError(f"{path} cannot be read: {why}") from None
def entries_of(place, size):
    """All entries, out of their bundles of 256; each stands after its length."""
    for first in range(0, size, 256):
        width = min(256, size - first)
        *above, last = [part.zfill(3) for part in f"{first // 256:,}".split(",")]
        name = "".join(f"x{part}/" for part in above) + last + f".p/{width}" * (width < 256)
        bundle = io.BytesIO(get(place, f"tile/entries/{name}"))
        for _ in range(width): yield bundle.read(int.from_bytes(bundle.read(2), "big"))
        need(not bundle.read(), f"entry {first + width - 1}: bytes stand behind it in its bundle")

# The grammar. A word in capitals stands for a value, "; " for the end of a line.
VALUES = dict(pair.split("=", 1) for pair in r"""
DAY=(?![01]|20[01])\d{4}-\d\d-\d\d COUNT=0|[1-9]\d{0,15} TO366=[1-9]\d?|[12]\d\d|3[0-5]\d|36[0-6]
TO1440=[1-9]\d{0,2}|1[0-3]\d\d|14[0-3]\d|1440 HEX=[0-9a-f] HEX16=HEX{32} HEX32=HEX{64} 
LAND=[A-Z]{2} LANDS=LAND(,LAND)* NUMBER=[A-Z]{1,8}-\d{1,12} WORD=[a-z][a-z0-9-]{0,63} TEXT=\S+
NAME=[A-Za-z0-9][A-Za-z0-9._/-]{0,99} ROLE=staff|processor|third-party
PURPOSE=support|repair|abuse-review|legal-demand|incident|own-request
FIELDS=(identity(,contact)?|contact)(,follows)?(,history)?|follows(,history)?|history""".split())
COUNTED = "release policy access transfer request outcome decision erase sealed".split()
GROWING = "timelines digests unlocks deposits".split()
ABOUT = "nonce HEX16; (subject HEX32|(?!subjects [01]; )subjects COUNT; root HEX32)"
KINDS = dict(row.split(": ") for row in f"""\
release: version NAME; source (HEX{{40}}|HEX32|unknown); binary HEX32; assets HEX32; \
model (HEX32|none); key TEXT
policy: version COUNT; terms HEX32; beat-minutes TO1440; answer-days TO366\
(; allow ROLE PURPOSE FIELDS (any|LANDS)){{1,64}}
access: actor HEX16; role ROLE; country LAND; purpose PURPOSE; fields FIELDS; \
reference (none|NUMBER); minutes TO1440; {ABOUT}
transfer: to NAME; country LAND; basis WORD; types (FIELDS|content); volume COUNT; use WORD; \
method WORD; ({ABOUT}|subjects 0)
request: id HEX16; country LAND; type (legal|emergency|preservation|removal); \
accounts COUNT; items COUNT
outcome: request COUNT; result (none|some|all); accounts COUNT; items COUNT
decision: id HEX16; action (withheld|restricted|removed|restored|upheld); \
object (article|comment|clip|source|account); item HEX16; ground (illegal|terms); rule NAME; \
automated (yes|no); notice (own|reader|trusted|authority); where (all|LANDS); answers (none|HEX16)
erase: by (reader|edition); nonce HEX16; subject HEX32
sealed: (state closed; commitment HEX32; until DAY|state open; of COUNT; salt HEX16; content TEXT)
beat: number COUNT; state (start|running|stop); {" COUNT; ".join(COUNTED + GROWING)} COUNT; \
pack (HEX32|none)""".split("\n"))
def spelt(form): return re.sub("[A-Z]{2,}[0-9]*", lambda word: f"({spelt(VALUES[word[0]])})", form)
def minutes(text): return calendar.timegm(time.strptime(text, "%Y-%m-%dT%H:%MZ")) // 60
GRAMMAR = {kind: spelt(f"kind {kind}; time DAY[T]\\d\\d:\\d\\d[Z]; {form}; ").replace("; ", "\n")
           for kind, form in KINDS.items()}
def parse(data):
    """An entry's values by their keys, if it is in the grammar to the byte."""
    text, kind = data.decode(), data[5:].partition(b"\n")[0].decode()
    need(re.fullmatch(GRAMMAR.get(kind, "(?!)"), text, re.ASCII), "it is not in the grammar")
    pairs = [line.split(" ", 1) for line in text[:-1].split("\n")]
    numbers = [key for key, _ in pairs if re.search(f"{key} (COUNT|TO)", KINDS[kind])]
    e = {key: int(value) if key in numbers else value for key, value in pairs}
    need(all(e[key] < 2**53 for key in numbers), "a count is too large")
    lists = [lands.split(",") for lands in re.findall(" ([A-Z,]+)\n", text)]
    lists.append([value for key, value in pairs if key == "allow"])
    need(all(some == sorted(set(some)) for some in lists), "a list in it is not sorted")
    e["at"], e["allow"] = minutes(e["time"]), lists[-1]
    if "until" in e: e["end"] = minutes(e["until"] + "T23:59Z")
    if "key" in e: vkey(e["key"])
    if "content" in e: e["hidden"] = parse(unbase64(e["content"]))
    need(e.get("hidden", {}).get("kind") != "sealed", "it hides an entry that is sealed too")
    return e

# The rules across entries. What an entry of such a kind answers stands at such a key.
ANSWERS = {"outcome": "request", "decision": "answers", "sealed": "of", "beat": "kind"}
def allows(line, access):
    """Has a line of the policy all that the access has?"""
    given = [set(part.split(",")) for part in line.split()]
    wanted = [set(access[key].split(",")) for key in ("role", "purpose", "fields", "country")]
    return all(one >= other or one == {"any"} for one, other in zip(given, wanted))
def replay(entries, origin, now):
    """Judges the entries in order; the keys that sign, by the size from which each does."""
    counts, used, due, keys, policy, last = collections.Counter(), set(), {}, {}, {}, 0
    for index, data in enumerate(entries):
        try:
            e = parse(data)
            kind, at, opened, rules = e["kind"], e["at"], e.get("hidden", e), policy
            need(index > 1 or kind == COUNTED[index], "a log begins with a release and a policy")
            need(at >= last - 10, "it is more than ten minutes earlier than the entry before")
            answered = kind, e.get(ANSWERS.get(kind), "none")
            if answered[1] != "none":
                need(answered in due, "nothing before it waits for it")
                _, first, until, rules = due.pop(answered)
                is_start = (first.get("state"), e.get("state")) == ("stop", "start")
                need(at <= until or is_start, "it comes too late")
            if kind == "release":
                is_own = e["key"].startswith(f"{origin}+") and unbase64(e["key"][-44:])[0] == 1
                need(is_own, "its key is not for signing this log")
                if e["key"] not in list(keys.values())[-1:]: keys[index + 1] = e["key"]
            elif kind == "policy":
                need(e["version"] == counts[kind] + 1, "its version is not the next one")
                policy = e
            elif kind == "request":
                due["outcome", index] = index, e, at + 1440 * policy["answer-days"], policy
            elif kind == "outcome":
                accounts = 0 if first["type"] == "removal" else first["accounts"]
                need(e["accounts"] <= accounts and e["items"] <= first["items"], "more than asked")
            elif kind == "decision":
                due["decision", e["id"]] = index, e, math.inf, policy
            elif kind == "sealed" and opened is e:
                due["sealed", index] = index, e, e["end"], policy
            elif kind == "sealed":
                shown = sha(bytes.fromhex(e["salt"]), unbase64(e["content"])).hex()
                need(shown == first["commitment"], "this is not what was sealed")
            elif kind == "beat":
                need(e["number"] == counts[kind] + 1, "its number is not the next one")
                need(all(e[each] == counts[each] for each in COUNTED), "its counts are wrong")
                need(all(e[each] >= first.get(each, 0) for each in GROWING), "a count went down")
            if kind in ("policy", "beat"):  # when the next beat is due; the first policy stands for one
                since, beat, *_ = due.get(("beat", "beat"), (index, {**policy, **e}))
                until = beat["at"] + max(beat["beat-minutes"], policy["beat-minutes"]) + 2
                due["beat", "beat"] = since, beat, until, policy
            if opened["kind"] == "access":
                is_allowed = any(allows(line, opened) for line in rules["allow"])
                need(is_allowed, "no line of the policy allows it")
            for mark in [("nonce", opened.get("nonce", index)), (kind, e.get("id", index))]:
                need(mark not in used, "its nonce or id stands in an entry before")
                used.add(mark)
        except ValueError as why: raise ValueError(f"entry {index}: {why}") from None
        last, counts[kind] = at, counts[kind] + 1
    need(policy, "entry 0: no policy follows it")
    late = [number for number, e, until, _ in due.values() if now > until and e.get("state") != "stop"]
    need(not late, f"entry {min(late, default=0)}: what has to follow it did not come in time")
    return keys

def audit(args):
    """Judges a whole log: what to say of it, and which keys signed its head."""
    note = get(args.place, "checkpoint").decode()
    origin, size, *_ = head(note, [])
    entries = list(entries_of(args.place, size))
    leaves = [sha(b"\0", entry) for entry in entries]
    keys = replay(entries, origin, args.now)
    sizes, known = list(keys), list(keys.values())
    signed = begun(leaves, origin, note, known[-1:] + args.witness)[1]
    need(known[-1] in signed, "the entries do not give this head, or the log's key did not sign it")
    for at, old, new in zip(sizes[1:], known, known[1:]):
        turn = begun(leaves, origin, get(args.place, f"rotation/{at}").decode(), [old, new])
        need(turn == (at, {old, new}), f"entry {at - 1}: rotation/{at} is not its head, signed by both keys")
    need(args.key in [None, *known], "the key that you trust is none of this log's")
    past = args.since and begun(leaves, origin, args.since.read_text("utf-8"), known)[1]
    need(past != set(), "the old checkpoint contradicts it")
    if not args.key: print("The key came from the log itself: others may see another log.")
    return f"{origin}: {size} entries, all well", signed
PROOF = re.compile("c2sp[.]org/tlog-proof@v1\n(?:extra \\S*\n)?index (0|[1-9][0-9]{0,15})\n"
                   "((?:\\S+\n)*)\n(.+)", re.DOTALL)
def receipt(args):
    """What a proof says of one entry, and which keys signed its head."""
    form, entry = PROOF.fullmatch(args.proof.read_text("utf-8")), args.entry.read_bytes()
    need(form, "this is no tlog-proof")
    origin, size, root, signed = head(form[3], [args.key, *args.witness])
    need(args.key in signed, "the key did not sign the checkpoint")
    path = [unbase64(line) for line in form[2].split()]
    need(root_by(path, sha(b"\0", entry), int(form[1]), size) == root, "the log has no such entry")
    return f"{origin}: entry {form[1]} of {size}, a well-formed {parse(entry)['kind']}", signed
def main():
    ask = argparse.ArgumentParser(description=__doc__, usage=argparse.SUPPRESS,
                                  formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("place", nargs="?")
    for name in ("since", "proof", "entry"): ask.add_argument(f"--{name}", type=pathlib.Path)
    ask.add_argument("--key", type=vkey)
    ask.add_argument("--now", type=minutes, default=int(time.time()) // 60)
    ask.add_argument("--witness", type=vkey, action="append", default=[])
    args = ask.parse_args()
    is_receipt = args.proof and args.entry and args.key and not args.place
    if not is_receipt and (not args.place or args.proof or args.entry):
        ask.error("name a ledger, or --proof, --entry and --key")
    try: said, signed = receipt(args) if is_receipt else audit(args)
    except OSError as why: ask.error(str(why))
    except InvalidSignature: sys.exit("At fault: a signature is wrong.")
    except ValueError as fault: sys.exit(f"At fault: {fault}.")
    print(said)
    for key in args.witness: print("cosigned:" if key in signed else "not cosigned:", key)
if __name__ == "__main__": main()
