#!/usr/bin/env python3
"""Does a ledger hold what docs/ledger.md promises? Written from that text and C2SP's alone.
    verify.py URL|DIR [--key VKEY] [--since CHECKPOINT] [--now MINUTE] [--witness VKEY]...
    verify.py --proof FILE.tlog-proof --entry FILE --key VKEY [--witness VKEY]...
Exit status: 0 all holds; 1 it does not, the first entry at fault is named; 2 asked wrongly.
Not checked: published reports, and whether enough witnesses signed; `caulbart audit` does that."""
import argparse, calendar, collections, math, pathlib, re, sys, time
try: import tlog  # beside this file: keys, notes, trees and tiles, which are C2SP's
except ImportError as why: sys.exit(print(f"missing: {why}", file=sys.stderr) or 2)
from tlog import beginning, need, reader, receipt, sorted_root, vkey

# The tables of docs/ledger.md. Words in capitals stand for values, "; " for the end of a line.
VALUES = {
    "DAY": r"(20[2-9]\d|2[1-9]\d\d|[3-9]\d{3})-\d\d-\d\d", "TIME": r"([01]\d|2[0-3]):[0-5]\d",
    "COUNT": r"0|[1-9]\d{0,15}", "TO366": r"[1-9]\d?|[12]\d\d|3[0-5]\d|36[0-6]", "TEXT": ".+",
    "TO1440": r"[1-9]\d{0,2}|1[0-3]\d\d|14[0-3]\d|1440", "NUMBER": r"[A-Z]{1,8}-\d{1,12}",
    "HEX16": "[0-9a-f]{32}", "HEX20": "[0-9a-f]{40}", "HEX32": "[0-9a-f]{64}", "LAND": "[A-Z]{2}",
    "WORD": "[a-z][a-z0-9-]{0,63}", "NAME": "[A-Za-z0-9][A-Za-z0-9._/-]{0,99}",
    "LANDS": "LAND(,LAND)*", "ROLE": "staff|processor|third-party",
    "PURPOSE": "support|repair|abuse-review|legal-demand|incident|own-request",
    "FIELDS": "(identity(,contact)?|contact)(,follows)?(,history)?|follows(,history)?|history"}
ABOUT = "nonce HEX16; (subject HEX32|(?!subjects [01]; )subjects COUNT; root HEX32)"
KINDS = dict(row.split(": ") for row in f"""\
release: version NAME; source (HEX20|HEX32|unknown); binary HEX32; assets HEX32; \
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
sealed: (state closed; commitment HEX32; until DAY|state open; of COUNT; salt HEX16; content TEXT)\
""".split("\n"))
COUNTED, GROWING = list(KINDS), ["timelines", "digests", "unlocks", "deposits"]
KINDS["beat"] = ("number COUNT; state (start|running|stop); "
                 f"{' COUNT; '.join(COUNTED + GROWING)} COUNT; pack (HEX32|none)")
def spelt(form): return re.sub("[A-Z]{2,}[0-9]*", lambda word: f"({spelt(VALUES[word[0]])})", form)
GRAMMAR = {kind: re.compile(spelt(f"kind {kind}; time DAY[T]TIME[Z]; {form}; ").replace("; ", "\n"),
                            re.ASCII) for kind, form in KINDS.items()}
def minutes(text): return calendar.timegm(time.strptime(text, "%Y-%m-%dT%H:%MZ")) // 60
def parse(data):
    """An entry's values by their keys, if it is in the grammar to the byte."""
    text, kind = data.decode(), data[5:].partition(b"\n")[0].decode()
    need(kind in KINDS and GRAMMAR[kind].fullmatch(text), "it is not in the grammar")
    pairs, form = [line.split(" ", 1) for line in text[:-1].split("\n")], KINDS[kind]
    e = {key: int(value) if re.search(f"{key} (COUNT|TO)", form) else value for key, value in pairs}
    need(all(value < 2**53 for value in e.values() if type(value) is int), "a count is too large")
    e["at"], e["allow"] = minutes(e["time"]), [value for key, value in pairs if key == "allow"]
    for some in [e["allow"], *(lands.split(",") for lands in re.findall(" ([A-Z,]+)\n", text))]:
        need(some == sorted(set(some)), "a list in it is not sorted")
    if "until" in e: e["end"] = minutes(e["until"] + "T23:59Z")
    if "key" in e: e["signer"] = tlog.verifier(e["key"])[:2]
    if "content" in e:
        content = tlog.unbase64(e["content"])
        e["hidden"], e["shown"] = parse(content), tlog.sha(bytes.fromhex(e["salt"]), content).hex()
        need(e["hidden"]["kind"] != "sealed", "it hides an entry that is sealed too")
    return e
# The rules across entries. Each answer has a key that says what it answers.
ANSWERS = {"outcome": "request", "decision": "answers", "sealed": "of"}
def replay(entries, origin, get, now):
    """Judges all entries in order; the keys that sign, each with the size from which it does."""
    counts, used, due, keys, policy, beat, last = collections.Counter(), set(), {}, [], {}, {}, 0
    for index, data in enumerate(entries):
        try:
            e = parse(data)
            kind, at, opened, rules = e["kind"], e["at"], e.get("hidden", e), policy
            need(index > 1 or kind == COUNTED[index], "a log begins with a release and a policy")
            need(at >= last - 10, "it is more than ten minutes earlier than the entry before")
            need(e.get("signer", (origin, 1)) == (origin, 1), "its key is not for signing this log")
            if e.get(ANSWERS.get(kind), "none") != "none":
                _, first, until, rules = due.pop(e[ANSWERS[kind]], (0, {}, 0, {}))
                need(first.get("kind") in (kind, ANSWERS[kind]) and at <= until, "nothing waits")
            if kind == "release": keys.append((index + 1, e["key"]))
            elif kind == "policy":
                need(e["version"] == counts[kind] + 1, "its version is not the next one")
                policy = e  # the first one stands for a beat until there is one
                beat = beat or {**e, **dict.fromkeys(GROWING, 0), "state": "none", "index": index}
            elif kind == "request": due[index] = index, e, at + 1440 * policy["answer-days"], policy
            elif kind == "decision": due[e["id"]] = index, e, math.inf, policy
            elif kind == "outcome":
                accounts = 0 if first["type"] == "removal" else first["accounts"]
                need(e["accounts"] <= accounts and e["items"] <= first["items"], "more than asked")
            elif kind == "sealed" and opened is e: due[index] = index, e, e["end"], policy
            elif kind == "sealed": need(e["shown"] == first["commitment"], "not what was sealed")
            elif kind == "beat":
                need(e["number"] == counts[kind] + 1, "its number is not the next one")
                need(all(e[each] == counts[each] for each in COUNTED), "its counts are wrong")
                need(all(e[each] >= beat[each] for each in GROWING), "one of its counts went down")
                need(at <= limit or (beat["state"], e["state"]) == ("stop", "start"), "it is late")
                beat = {**e, "beat-minutes": policy["beat-minutes"], "index": index}
            if beat: limit = beat["at"] + max(beat["beat-minutes"], policy["beat-minutes"]) + 2
            if opened["kind"] == "access":  # fields and countries have their order in lines too
                line = r"{role} {purpose} \S*{fields}\S* (any|\S*{country}\S*)".format(**opened)
                allowed = re.compile(line.replace(",", r"\S*")).fullmatch
                need(any(map(allowed, rules["allow"])), "no line of the policy allows it")
            for mark in [("nonce", opened.get("nonce", index)), (kind, e.get("id", index))]:
                need(mark not in used, "its nonce or id stands in an entry before")
                used.add(mark)
            for root, side in [(opened.get("root"), "subjects"), (e.get("pack"), "packs")]:
                raw = get(f"{side}/{root}") if root not in (None, "none") else None
                fits = raw is None or sorted_root(raw, opened.get(side, len(raw) // 32 or 1)) == root
                need(fits, f"its list of {side} is another one")
        except ValueError as why: raise ValueError(f"entry {index}: {why}") from None
        last, counts[kind] = at, counts[kind] + 1
    late = [number for number, _, until, _ in due.values() if now > until]
    if not beat or now > limit and beat["state"] != "stop": late.append(beat.get("index", 0))
    need(not late, f"entry {min(late, default=0)}: what has to follow it did not come in time")
    return keys
def audit(get, args):
    """Judges a whole log: what to say of it, and which keys signed its head."""
    past = args.since and args.since.read_text("utf-8")
    known = get("vkey").decode().split("\n")[:-1]
    origin, size, root, signed = tlog.head(get("checkpoint").decode(), known + args.witness)
    need(known and known[-1] in signed, "the last key of vkey did not sign the checkpoint")
    entries, leaves = tlog.whole(get, size, root)
    keys = replay(entries, origin, get, args.now or int(time.time()) // 60)
    turns = [(at, old, new) for (_, old), (at, new) in zip(keys, keys[1:]) if old != new]
    for at, old, new in turns:
        turn = beginning(get(f"rotation/{at}").decode(), [old, new], origin, leaves)
        need(turn == (at, {old, new}),
             f"entry {at - 1}: rotation/{at} is not its head, signed with both keys")
    need(known == [keys[0][1], *(new for *_, new in turns)], "vkey does not list the log's keys")
    need(args.key in [None, *known], "the key that you trust is none of this log's")
    need(not past or beginning(past, known, origin, leaves)[1], "the old checkpoint contradicts it")
    if not args.key: print("The key came from the log itself: others may see another log.")
    return f"{origin}: {size} entries, all well", signed
def main():
    ask = argparse.ArgumentParser(description=__doc__, usage=argparse.SUPPRESS,
                                  formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("place", nargs="?")
    for name in ("since", "proof", "entry"): ask.add_argument(f"--{name}", type=pathlib.Path)
    for name, kind in (("key", vkey), ("now", minutes)): ask.add_argument(f"--{name}", type=kind)
    ask.add_argument("--witness", type=vkey, action="append", default=[])
    args = ask.parse_args()
    asked = [name for name in ("place", "proof", "entry") if getattr(args, name)]
    if asked not in (["place"], ["proof", "entry"]) or args.proof and not args.key:
        ask.error("name a ledger, or --proof, --entry and --key")
    try: said, signed = audit(reader(args.place), args) if args.place else receipt(args, parse)
    except OSError as why: ask.error(str(why))
    except ValueError as fault: sys.exit(f"At fault: {fault}.")
    print(said)
    for key in args.witness: print("cosigned:" if key in signed else "not cosigned:", key)
if __name__ == "__main__": main()
