"""Does a ledger hold what docs/ledger.md promises? Written from that text and C2SP's alone.
    verify.py URL|DIR [--key VKEY] [--witness VKEY]... [--since CHECKPOINT] [--now MINUTE]
    verify.py --proof FILE --entry FILE --key VKEY [--witness VKEY]...
Checked: the log and each --witness signed the head; the entries give it, and gave that of --since,
whoever signed that; each is in the grammar, and not over ten minutes earlier than the one before;
versions and numbers count up; no nonce stands twice; the policy in force allows each access; beats
and outcomes come in time; beats count right and never down; both keys signed a change of keys.
Only `caulbart audit` checks: files of hashes, subjects, packs, keys and reports; seals: their day,
what they hid; ids of requests and decisions, and appeals; how much an outcome gives; a new key's
name and moment; order in lists; counts above 2^53; strict base64. Exit status: 0 if all holds."""
import argparse, base64, collections, datetime, hashlib, io, pathlib, re, sys, urllib.request
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

def need(holds, why):
    if not holds: raise ValueError(why)
# Trees (RFC 6962): the leaves are split at the largest power of two below their number.
def sha(*parts): return hashlib.sha256(b"".join(parts)).digest()
def root_of(leaves):
    if len(leaves) < 2: return leaves[0] if leaves else sha()
    at = 1 << (len(leaves) - 1).bit_length() - 1
    return sha(b"\1", root_of(leaves[:at]), root_of(leaves[at:]))
def root_by(path, leaf, index, size):
    """The root to which a leaf leads with its neighbours on the way up."""
    need(0 <= index < size and bool(path) == (size > 1), "the proof does not fit the tree")
    if size == 1: return leaf
    at, below, other = 1 << (size - 1).bit_length() - 1, path[:-1], path[-1]
    if index < at: return sha(b"\1", root_by(below, leaf, index, at), other)
    return sha(b"\1", other, root_by(below, leaf, index - at, size - at))

# Heads and entries (C2SP signed-note, tlog-checkpoint, tlog-cosignature, tlog-tiles).
def head(note, keys):
    """Origin, size and root of a checkpoint that each of these keys signed."""
    form = re.fullmatch("((.+)\n(0|[1-9][0-9]*)\n(.{44})\n(?:.+\n)*)\n((?:— .+ .+\n)+)", note)
    need(form, "this is no checkpoint")
    for key in keys:
        name, public = key[:-54], base64.b64decode(key[-44:])
        number = sha(name.encode(), b"\n", public)[:4]
        need(key[:-44] == f"{name}+{number.hex()}+", f"this is no key: {key}")
        lines = re.findall(f"— {re.escape(name)} (.+)\n", form[5])
        mark = next((raw for raw in map(base64.b64decode, lines) if raw[:4] == number), b"")
        time = f"cosignature/v1\ntime {int.from_bytes(mark[4:12], 'big')}\n" * (public[0] == 4)
        Ed25519PublicKey.from_public_bytes(public[1:]).verify(mark[-64:], (time + form[1]).encode())
    return form[2], int(form[3]), base64.b64decode(form[4])
def get(place, path):
    if "://" not in place: return pathlib.Path(place, path).read_bytes()
    return urllib.request.urlopen(f"{place.rstrip('/')}/{path}", timeout=60).read(2**25)
def entries_of(place, size):
    """All entries, out of their bundles of 256; each stands after its length."""
    for first in range(0, size, 256):
        *above, last = [n.zfill(3) for n in f"{first // 256:,}".split(",")]
        path = "".join(f"x{n}/" for n in above) + last + f".p/{size - first}" * (size - first < 256)
        bundle = io.BytesIO(get(place, f"tile/entries/{path}"))
        while length := bundle.read(2): yield bundle.read(int.from_bytes(length, "big"))

# The grammar: capitals stand for VALUES, a colon for the line with the time, semicolons for LF.
COUNTED = "release policy access transfer request outcome decision erase sealed".split()
GROWING = "timelines digests unlocks deposits".split()
KINDS = f"beat: number NUM; state STATE; {' NUM; '.join(COUNTED + GROWING)} NUM; pack OPT32;" r"""
|release: version NAME; source (H20|H32|unknown); binary H32; assets H32; model OPT32; key \S+;
|policy: version NUM; terms H32; beat-minutes TO1440; answer-days TO366; (allow RULE;){1,64}
|access: actor H16; role ROLE; country CC; purpose PURPOSE; fields FIELDS; reference REF;
  minutes TO1440; ABOUT
|transfer: to NAME; country CC; basis WORD; types (FIELDS|content); volume NUM; use WORD;
  method WORD; (ABOUT|subjects 0;)
|request: id H16; country CC; type (legal|emergency|preservation|removal); accounts NUM; items NUM;
|outcome: request NUM; result (none|some|all); accounts NUM; items NUM;
|decision: id H16; action (withheld|restricted|removed|restored|upheld);
  object (article|comment|clip|source|account); item H16; ground (illegal|terms); rule NAME;
  automated (yes|no); notice (own|reader|trusted|authority); where (all|LANDS); answers (none|H16);
|erase: by (reader|edition); nonce H16; subject H32;
|sealed: (state closed; commitment H32; until DAY;|state open; of NUM; salt H16; content \S+;)"""
VALUES = r""":=; time DAY[T]\d\d:\d\d[Z];  RULE=ROLE PURPOSE FIELDS (any|LANDS)  LANDS=CC(,CC)*
ABOUT=nonce H16; (subject H32;|(?!subjects [01];)subjects NUM; root H32;)  OPT32=(none|H32)
H16=[0-9a-f]{32}  H20=[0-9a-f]{40}  H32=[0-9a-f]{64}  NUM=(0|[1-9]\d{0,15})  CC=[A-Z]{2}
DAY=(?![01]|20[01])\d{4}-\d\d-\d\d  REF=(none|[A-Z]{1,8}-\d{1,12})  STATE=(start|running|stop)
TO366=([1-9]\d?|[12]\d\d|3[0-5]\d|36[0-6])  TO1440=([1-9]\d{0,2}|1[0-3]\d\d|14[0-3]\d|1440)
NAME=[A-Za-z0-9][A-Za-z0-9._/-]{0,99}  ROLE=(staff|processor|third-party)
PURPOSE=(support|repair|abuse-review|legal-demand|incident|own-request)  WORD=[a-z][a-z0-9-]{0,63}
FIELDS=((identity(,contact)?|contact)(,follows)?(,history)?|follows(,history)?|history)"""
for pair in re.split("  |\n", VALUES): KINDS = KINDS.replace(*pair.split("=", 1))
GRAMMAR = re.compile("kind (" + re.sub("; ?", "\n", re.sub("\n *", "", KINDS)) + ")", re.ASCII)
def minutes(text): return datetime.datetime.strptime(text, "%Y-%m-%dT%H:%M%z").timestamp() // 60
def parse(data):
    """An entry's values by their keys, if it is in the grammar to the byte."""
    need(GRAMMAR.fullmatch(text := data.decode()), "it is not in the grammar")
    e = dict(re.findall("(.+?) (.+)\n", text))
    return {**e, "text": text, "at": minutes(e["time"])}
def replay(entries, now):
    """Judges the entries in order; the keys of releases, each with the size from which it signs."""
    counts, nonces, due, keys, policy, beat, last = collections.Counter(), set(), {}, [], {}, {}, 0
    for index, data in enumerate(entries):
        try:
            e = parse(data)
            kind, at, number = e["kind"], e["at"], str(counts[e["kind"]] + 1)
            need(index > 1 or kind == COUNTED[index], "a log begins with a release and a policy")
            need(at >= last - 10, "it is more than ten minutes earlier than the entry before")
            need(e.get("nonce", index) not in nonces, "its nonce stands in an entry before")
            nonces.add(e.get("nonce"))
            if kind == "release": keys.append((index + 1, e["key"]))
            elif kind == "policy":
                need(e["version"] == number, "its version is not the next one")
                policy, beat = e, beat or {**e, "state": "none"}  # the first stands for a beat
            elif kind == "access":  # fields stand in the same order in a line of the policy
                line = "\nallow {role} {purpose} .*{fields}.* (any|.*{country}.*)\n".format(**e)
                need(re.search(line.replace(",", ".*"), policy["text"]), "no policy allows it")
            elif kind == "request": due[str(index)] = at + 1440 * int(policy["answer-days"])
            elif kind == "outcome": need(at <= due.pop(e["request"], 0), "it is late, or not due")
            elif kind == "beat":
                need(e["number"] == number, "its number is not the next one")
                need(all(e[each] == str(counts[each]) for each in COUNTED), "its counts are wrong")
                need(all(int(e[x]) >= int(beat.get(x, 0)) for x in GROWING), "a count went down")
                need(at <= limit or (beat["state"], e["state"]) == ("stop", "start"), "it is late")
                beat = {**e, "beat-minutes": policy["beat-minutes"]}
            if beat: limit = beat["at"] + 2 + max(int(x["beat-minutes"]) for x in (beat, policy))
        except ValueError as why: raise ValueError(f"entry {index}: {why}") from None
        last, counts[kind] = at, counts[kind] + 1
    need(beat and (now <= limit or beat["state"] == "stop"), "the last beat is too old")
    for index, until in due.items(): need(now <= until, f"entry {index}: no outcome came in time")
    return keys
def audit(args):
    note = get(args.place, "checkpoint").decode()
    origin, size, _ = head(note, [])
    entries = list(entries_of(args.place, size))[:size]
    keys, leaves = replay(entries, args.now), [sha(b"\0", entry) for entry in entries]
    heads = [(open(args.since, encoding="utf-8").read(), [])] if args.since else []
    for (_, old), (at, new) in zip(keys, keys[1:]):
        if old != new: heads.append((get(args.place, f"rotation/{at}").decode(), [old, new]))
    for note, signers in [*heads, (note, [keys[-1][1], *args.witness])]:
        name, size, root = head(note, signers)
        is_its = (name, size, root) == (origin, len(leaves[:size]), root_of(leaves[:size]))
        need(is_its, f"the entries do not give the head of size {size}")
    need(not args.key or args.key in dict(keys).values(), "your key is none of the log's")
    print(f"{origin}: {size} entries, all well")
    if not args.key: print("The key came from the log itself: others may see another log.")
def receipt(args):
    top, _, note = open(args.proof, encoding="utf-8").read().partition("\n\n")
    index, *path = top.partition("\nindex ")[2].split("\n")
    entry, path = open(args.entry, "rb").read(), [base64.b64decode(line) for line in path]
    origin, size, root = head(note, [args.key, *args.witness])
    need(root == root_by(path, sha(b"\0", entry), int(index), size), "the log has no such entry")
    print(f"{origin}: entry {index} of {size}, a well-formed {parse(entry)['kind']}")
if __name__ == "__main__":
    ask = argparse.ArgumentParser(usage=__doc__)
    ask.add_argument("place", nargs="?", default=".")
    for name in "key since proof entry".split(): ask.add_argument(f"--{name}", default="")
    ask.add_argument("--now", type=minutes, default=datetime.datetime.now().timestamp() // 60)
    ask.add_argument("--witness", action="append", default=[])
    args = ask.parse_args()
    try: receipt(args) if args.proof else audit(args)
    except Exception as why: sys.exit(f"At fault: {str(why) or 'a signature is wrong or missing'}.")
