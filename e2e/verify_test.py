"""Does `docs/verify.py` find what is wrong, and nothing where all is well? `python3 e2e/verify_test.py`

What it leaves to `caulbart audit` stands in `left_to_audit` and `LEFT`; where the program has been built (CAULBART_BIN, or
target/debug/caulbart), it has to find that."""

import argparse
import base64
import collections
import contextlib
import hashlib
import http.server
import io
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import threading
import unittest

from cryptography.exceptions import InvalidSignature

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.dont_write_bytecode = True
sys.path[:0] = [str(ROOT / "docs"), str(ROOT / "e2e")]

import ledger_logs as logs  # noqa: E402
import verify  # noqa: E402

DATA = ROOT.parent / "shared/data/tlog"
BINARY = pathlib.Path(os.environ.get("CAULBART_BIN", ROOT / "target/debug/caulbart"))
FIRST, SECOND = logs.Key("first"), logs.Key("second")
W1, W2, W3 = (logs.Key(f"witness {n}", f"w{n}.example", 4) for n in (1, 2, 3))


def run(*arguments):
    said = subprocess.run([sys.executable, ROOT / "docs/verify.py", *map(str, arguments)], capture_output=True,
                          text=True, check=False)
    return said.returncode, said.stdout + said.stderr


def moment(log, minutes=0):
    import datetime
    return (log.at + datetime.timedelta(minutes=minutes)).strftime("%Y-%m-%dT%H:%MZ")


def audit(folder, now):
    """What `caulbart audit` says of it; nothing where it has not been built, as in CI it must be."""
    if not BINARY.exists() and not os.environ.get("CI"):
        return None, ""
    said = subprocess.run([BINARY, "audit", folder, "--now", now], capture_output=True, text=True, check=False)
    return said.returncode, said.stdout + said.stderr


def edit(index, old, new):
    """A step that changes an entry in one place."""
    def change(log):
        assert old.encode() in log.entries[index], (index, old)
        log.entries[index] = log.entries[index].replace(old.encode(), new.encode(), 1)
    return change


def flip(path, at=-1):
    """A step that changes a bit of a file."""
    def spoil(folder):
        raw = bytearray((folder / path).read_bytes())
        raw[at] ^= 1
        (folder / path).write_bytes(raw)
    return spoil


def end(path, more):
    """A step that adds to a file."""
    return lambda folder: (folder / path).write_bytes((folder / path).read_bytes() + more)


# Lines whose rules across entries `docs/verify.py` leaves to the program.
LEFT = {("access", "root"), ("access", "subjects"), ("transfer", "root"), ("transfer", "subjects"), ("decision", "answers"),
        ("decision", "id"), ("outcome", "accounts"), ("outcome", "items"), ("sealed", "commitment"), ("sealed", "of"),
        ("sealed", "salt"), ("sealed", "content"),
        # Two requests that change places have each other's outcomes; a decision, its appeal; what stands before a seal, it.
        ("request", "swapped"), ("decision", "swapped"), ("erase", "swapped")}


def mutants(log):
    """What was changed, which line of which kind, and the entries with that change: a bit at the start or the end of a
    line's value, a line that is gone, an entry that is gone, stands twice or has changed places with the next."""
    entries = log.entries
    for index, entry in enumerate(entries):
        def changed(*instead, last=index + 1):
            return [*entries[:index], *instead, *entries[last:]]

        kind = entry.split()[1].decode()
        for step, instead, last in (("gone", [], index + 1), ("twice", [entry] * 2, index + 1),
                                    ("swapped", entries[index:index + 2][::-1], index + 2)):
            if instead != entries[index:last]:
                yield f"{kind} {index} {step}", (kind, step), changed(*instead, last=last)
        lines = entry.splitlines(True)
        for number, line in enumerate(lines):
            key = line.split()[0].decode()
            around = b"".join(lines[:number]), b"".join(lines[number + 1:])
            for place in (len(key) + 1, len(line) - 2):
                flipped = line[:place] + bytes([line[place] ^ 1]) + line[place + 1:]
                yield f"{kind} {index} {key} {number} at {place}", (kind, key), changed(flipped.join(around))
            yield f"{kind} {index} {key} {number} gone", (kind, key), changed(b"".join(around))


def leaf(entry):
    return verify.sha(b"\0", entry)


def tree(leaves):
    """All levels, from the leaves to the root; an odd one out moves up as it is."""
    levels = [list(leaves)]
    while len(levels[-1]) > 1:
        pairs = (levels[-1][i:i + 2] for i in range(0, len(levels[-1]), 2))
        levels.append([verify.sha(b"\1", *pair) if len(pair) == 2 else pair[0] for pair in pairs])
    return levels


def is_included(hashed, index, size, proof, root):
    """What is asked of a receipt, whose leaf is always a hash."""
    try:
        return len(hashed) == 32 and verify.root_by(proof, hashed, index, size) == root
    except ValueError:
        return False


def proof_of(levels, index):
    """The neighbours of a leaf and of what is above it."""
    return [row[index >> h ^ 1] for h, row in enumerate(levels) if index >> h ^ 1 < len(row)]


def published(test, name):
    """The vectors that others published lie beside the checkout; where CI runs they must be there."""
    if not (DATA / name).exists():
        if os.environ.get("CI"):
            test.fail(f"{DATA / name} is missing")
        test.skipTest(f"{DATA / name} is not here; what others published was not compared")
    return DATA / name


class Ledgers(unittest.TestCase):
    def setUp(self):
        place = tempfile.TemporaryDirectory()
        self.addCleanup(place.cleanup)
        self.place = pathlib.Path(place.name)

    def judged(self, log, *more, minutes=0, cosigners=(), spoil=None):
        folder = log.write(self.place / "ledger", cosigners)
        if spoil:
            spoil(folder)
        return run(folder, "--now", moment(log, minutes), *more)

    def test_a_whole_log_is_well_and_says_where_its_key_came_from(self):
        code, said = self.judged(logs.whole())
        self.assertEqual(code, 0, said)
        self.assertIn("came from the log itself", said)
        for key in (FIRST, SECOND):
            code, said = self.judged(logs.whole(), "--key", key.vkey)
            self.assertEqual(code, 0, said)
            self.assertNotIn("came from the log itself", said)
        code, said = self.judged(logs.whole(), "--key", logs.Key("another").vkey)
        self.assertEqual(code, 1, said)

    def test_sizes_around_full_tiles_are_well(self):
        for size in (3, 255, 256, 257, 511, 512, 513, 1025):
            log = logs.long(size)
            self.assertEqual(self.judged(log)[0], 0, size)

    def test_it_reads_over_http_as_from_a_folder(self):
        log = logs.whole()
        folder = log.write(self.place / "site/ledger").parent

        class Quiet(http.server.SimpleHTTPRequestHandler):
            def log_message(self, *_):
                pass

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), lambda *a: Quiet(*a, directory=folder))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        at = f"http://127.0.0.1:{server.server_port}"
        for url in (f"{at}/ledger", f"{at}/ledger/"):
            code, said = run(url, "--now", moment(log))
            self.assertEqual(code, 0, said)
        (folder / "ledger/checkpoint").unlink()
        code, said = run(f"{at}/ledger")
        self.assertEqual((code, "404" in said, "Traceback" in said), (1, True, False), said)

    def test_each_rule_is_kept_and_the_entry_at_fault_is_named(self):
        def then(step):
            def more(log):
                more.index = step(log)
            return more

        def late_beat(log):
            log.later(123)
            return log.beat(timelines=120)

        def second_beat_late(log):
            log.later(122)
            log.beat(timelines=120)
            log.later(123)
            return log.beat(timelines=120)

        def twice(log):
            log.entries.append(log.entries[3])
            log.seen["access"] += 1
            return len(log.entries) - 1

        def late_outcome(log):
            asked = log.request()
            log.go_on(169)
            return log.outcome(asked)

        def answered_after_the_days_then(log):
            asked = log.request()
            log.policy("staff support identity any", beat=120, days=30)
            log.go_on(169)
            return log.outcome(asked)

        def first_beat_late(log):
            log.entries, log.beats, log.at = log.entries[:2], 0, logs.START
            log.seen.clear()
            log.seen.update(["release", "policy"])
            log.later(63)
            return log.beat("start")

        def never_answered(log):
            asked = log.request()
            log.go_on(169)
            return asked

        def policy_first(log):
            log.entries[:2] = reversed(log.entries[:2])

        cases = [
            ("a policy before the release", policy_first, 0), ("the first is no release", lambda log: log.entries.reverse(), 0),
            ("the second is no policy", lambda log: log.entries.pop(1), 1),
            ("an access that no line allows", edit(3, "role staff", "role processor"), 3),
            ("an access of fields that are not allowed", edit(3, "fields identity", "fields identity,follows"), 3),
            ("an access from elsewhere", then(lambda log: log.access(role="processor", purpose="repair")), None),
            ("an access under the first policy only", then(lambda log: log.access(purpose="incident")), None),
            ("a nonce that stands in two entries", then(twice), None),
            ("time that goes back", lambda log: (log.later(-11), log.beat(timelines=120)), 23),
            ("a beat too late after the start", then(late_beat), None),
            ("a beat too late after another", then(second_beat_late), None),
            ("a beat that counts one too many", then(lambda log: log.beat(timelines=120, access=3)), None),
            ("a count that goes down", then(lambda log: log.beat(timelines=119)), None),
            ("a number that is left out", lambda log: (setattr(log, "beats", 9), log.beat(timelines=120)), 23),
            ("an outcome of no request", then(lambda log: log.outcome(0)), None),
            ("an outcome of an entry that is not there", then(lambda log: log.outcome(999)), None),
            ("an outcome that comes twice", then(lambda log: log.outcome(8)), None),
            ("an outcome too late", then(late_outcome), None),
            ("a request without an outcome", then(never_answered), None),
            ("an outcome after the days that the policy had when it was asked", then(answered_after_the_days_then), None),
            ("a first beat too late after the policy", then(first_beat_late), None),
            ("a policy that leaves out a number", then(lambda log: log.policy(version=4)), None),
        ]
        for what, break_it, index in cases:
            with self.subTest(what):
                log = logs.whole()
                break_it(log)
                index = getattr(break_it, "index", index)
                code, said = self.judged(log)
                self.assertEqual(code, 1, said)
                self.assertIn(f"entry {index}:", said)

    def test_what_is_left_to_audit(self):
        """These faults `docs/verify.py` does not see, and says so; the program has to."""
        def never_opened(log):
            sealed = log.closed(b"x", until="2026-03-06")
            log.go_on(40)
            return sealed

        def opened_too_late(log):
            hidden = log.hidden()
            sealed = log.closed(hidden, until="2026-03-06")
            log.go_on(40)
            return log.opened(sealed, hidden)

        def request_twice(log):
            log.request(id="e0" * 16)
            return log.request(id="e0" * 16)

        def sealed_when_it_was_not_allowed(log):
            hidden = log.hidden(purpose="repair")
            sealed = log.closed(hidden)
            log.policy("staff repair identity any", beat=120)
            return log.opened(sealed, hidden)

        def sealed_with_a_used_nonce(log):
            hidden = log.hidden(*log.entries[3].decode().splitlines()[-2:])
            return log.opened(log.closed(hidden), hidden)

        def nonce_of_what_was_sealed(log):
            return log.access(*log.hidden_of(20).decode().splitlines()[-2:])

        def sealed_in_sealed(log):
            hidden = log.entries[16]
            return log.opened(log.closed(hidden), hidden)

        def something_else_opened(log):
            sealed, other = log.closed(log.hidden()), log.hidden()
            return log.opened(sealed, other)

        def unsorted(log):
            at = log.policy("staff support identity AT", "staff support identity DE", beat=120)
            lines = log.entries.pop(at).splitlines(True)
            return b"".join([*lines[:-2], lines[-1], lines[-2]])

        def doubled(log):
            at = log.policy("staff support identity AT", beat=120)
            entry = log.entries.pop(at)
            return entry + entry.splitlines(True)[-1]

        def loosen(folder):
            note = (folder / "checkpoint").read_text()
            loose = f"{note[:-3]}{chr(ord(note[-3]) + 1)}=\n"
            self.assertEqual(base64.b64decode(note[-5:]), base64.b64decode(loose[-5:]))
            (folder / "checkpoint").write_text(loose)

        left_to_audit = [
            ("an outcome of more accounts", lambda log: log.outcome(log.request(), accounts=3)),
            ("an outcome of more items", lambda log: log.outcome(log.request(), items=4)),
            ("a removal that gives accounts away",
             lambda log: log.outcome(log.request(5, 5, "removal"), accounts=1)),
            ("the number of another request", request_twice),
            ("the number of another decision", lambda log: log.decision(id="c0" * 16)),
            ("an answer to no decision", lambda log: log.decision(answers="d0" * 16)),
            ("a second answer", lambda log: log.decision(answers="c0" * 16)),
            ("an opening of what was not sealed", lambda log: log.opened(3, log.entries[3])),
            ("an opening of something else", something_else_opened),
            ("readers that are not sorted", lambda log: log.access(*log.subjects(3, lambda tags: sorted(tags)[::-1]))),
            ("a reader twice", lambda log: log.access(*log.subjects(3, lambda tags: sorted(tags + tags[:1])))),
            ("a reader too few", lambda log: log.access(*log.subjects(3, lambda tags: sorted(tags)[:2]))),
            ("an opening that comes twice", lambda log: log.opened(16, log.entries[3])),
            ("an opening of what is sealed itself", sealed_in_sealed),
            ("a seal whose day has gone by", never_opened),
            ("a seal that is opened after its day", opened_too_late),
            ("an access that was sealed when no line allowed it", sealed_when_it_was_not_allowed),
            ("an access that was sealed with the nonce of another", sealed_with_a_used_nonce),
            ("the nonce of an access that was sealed", nonce_of_what_was_sealed),
            ("a count above 2^53", edit(22, "timelines 120", "timelines 9007199254740992")),
            ("countries that are not sorted", edit(13, "where AT,DE", "where DE,AT")),
            ("a country twice", edit(13, "where AT,DE", "where AT,AT")),
            ("lines of a policy that are not sorted", lambda log: log.entries.append(unsorted(log))),
            ("a line of a policy twice", lambda log: log.entries.append(doubled(log))),
            ("a key of another log", lambda log: log.release(logs.Key("x", "other.example/demo"))),
            ("a seal until a day that does not exist", edit(16, "until 2026-03-20", "until 2026-02-30")),
        ]
        for what, break_it in left_to_audit:
            with self.subTest(what):
                log = logs.whole()
                break_it(log)
                self.left(log)

        def gone(path):
            return lambda folder: (folder / path).unlink()

        log = logs.long(600)
        log.access(*log.subjects(4))
        log.beat("stop", timelines=10**6)
        side = f"subjects/{next(iter(log.sides))}"
        left_to_audit = [
            ("a hash", flip("tile/0/001", 32 * 7)), ("a hash's end", end("tile/0/000", b"x")),
            ("a hash of many", flip("tile/1/000.p/2")), ("no tile", gone("tile/0/002.p/90")),
            ("readers", flip(side)), ("more readers", end(side, b"\xff" * 32)), ("no readers", gone(side)),
            ("a key that no release names", lambda f: (f / "vkey").write_text(f"{SECOND.vkey}\n{FIRST.vkey}\n")),
            ("a key too many", end("vkey", SECOND.vkey.encode() + b"\n")), ("no key", lambda f: (f / "vkey").write_text("")),
            ("a loose signature", loosen), ("a bundle's end", end("tile/entries/002.p/90", b"x")),
        ]
        for what, spoil in left_to_audit:
            with self.subTest(what):
                self.left(log, spoil)

    def test_every_change_of_every_entry_is_found_by_its_root_alone(self):
        whole = logs.whole()
        leaves = [leaf(entry) for entry in whole.entries]
        for what, _, changed in mutants(whole):
            self.assertNotEqual(verify.root_of([leaf(entry) for entry in changed]), verify.root_of(leaves), what)

    def test_every_change_that_is_signed_again_is_judged_as_the_program_does(self):
        """Where the signer itself lies, both find the same, but for what is left to audit."""
        if not BINARY.exists() and not os.environ.get("CI"):
            self.skipTest(f"{BINARY} has not been built")
        found, left = collections.Counter(), set()
        for what, line, changed in mutants(logs.whole()):
            log = logs.whole()
            now, log.entries = moment(log), changed
            folder = log.write(self.place / what.replace(" ", "-"))
            theirs, said = audit(folder, now)
            asked = argparse.Namespace(place=str(folder), now=verify.minutes(now), since="", key="", witness=[])
            try:
                with contextlib.redirect_stdout(io.StringIO()):
                    ours = verify.audit(asked)
            except (ValueError, OSError, InvalidSignature) as fault:
                ours = fault
            with self.subTest(what):
                if theirs == 0:
                    self.assertIsNone(ours, f"a false alarm: {ours}")
                elif ours is None:
                    left.add(line)
                    self.assertIn(line, LEFT, said)
            found[theirs, ours is None] += 1
        self.assertEqual(left, LEFT, "no more is left to the program than has to be")
        self.assertGreater(found[1, False], 300, found)

    def left(self, log, spoil=None):
        code, said = self.judged(log, spoil=spoil)
        self.assertEqual(code, 0, said)
        code, said = audit(self.place / "ledger", moment(log))
        self.assertIn(code, (1, None), said)

    def test_what_is_read_in_favour_of_the_log_is_no_fault(self):
        def slower_beats(log):
            log.policy("staff support identity any", beat=240)
            log.go_on(1, 240)

        def faster_beats(log):
            log.later(60)
            log.policy("staff support identity any", beat=10)
            log.go_on(1, 60)

        def fewer_days(log):
            asked = log.request()
            log.policy("staff support identity any", beat=120, days=1)
            log.go_on(24)
            log.outcome(asked)

        def sealed_while_it_was_allowed(log):
            hidden = log.hidden()
            sealed = log.closed(hidden)
            log.policy("staff repair identity any", beat=120)
            log.opened(sealed, hidden)

        def request_and_decision(log):
            log.request(id="c0" * 16)

        cases = [
            ("beats may be slower once the policy says so", slower_beats),
            ("a beat may come as the policy before had it", faster_beats),
            ("an outcome has the days that were in force when it was asked", fewer_days),
            ("an access was allowed when it was sealed", sealed_while_it_was_allowed),
            ("a request may have the number of a decision", request_and_decision),
            ("a removal gives no accounts away", lambda log: log.outcome(log.request(5, 5, "removal"), 0, 5)),
        ]
        for what, step in cases:
            with self.subTest(what):
                log = logs.whole()
                step(log)
                code, said = self.judged(log)
                self.assertEqual(code, 0, said)

    def test_a_server_that_is_silent_is_at_fault_unless_it_said_stop(self):
        for entries in (1, 2):
            log = logs.begun()
            log.entries = log.entries[:entries]
            code, said = self.judged(log, minutes=63)
            self.assertEqual((code, "beat is too old" in said), (1, True), said)
        log = logs.begun()
        self.assertEqual(self.judged(log, minutes=62)[0], 0)
        code, said = self.judged(log, minutes=63)
        self.assertEqual((code, "beat is too old" in said), (1, True), said)
        log.beat("stop")
        self.assertEqual(self.judged(log, minutes=10**6)[0], 0)

    def test_the_grammar_lets_nothing_else_through(self):
        log = logs.whole()
        for index, entry in enumerate(log.entries):
            self.assertTrue(verify.parse(entry))
            for wrong in (entry[:-1], entry + b"\n", b"\n" + entry, entry.replace(b"\n", b"\r\n", 1),
                          entry.replace(b" ", b"  ", 1), entry + b"more yes\n", entry.replace(b"Z\n", b"+0\n", 1),
                          b"".join(entry.splitlines(True)[1:]), b"".join(reversed(entry.splitlines(True))),
                          b"".join(entry.splitlines(True)[:-1]) if b"policy" not in entry[:11] else b"",
                          entry + b"\xff", entry.replace(b"kind ", b"kind\xc2\xa0")):
                with self.assertRaises(ValueError, msg=wrong):
                    verify.parse(wrong)
        kind_of = {entry.split()[1].decode(): entry.decode() for entry in log.entries}
        accepted = [
            ("beat", "timelines 120", "timelines 9007199254740991"), ("access", "minutes 30", "minutes 1440"),
            ("access", "reference CASE-17", "reference none"), ("access", "country US", "country ZZ"),
            ("release", "model none", "model " + "a" * 64), ("release", "source unknown", "source " + "a" * 40),
            ("release", "version 1.1.0", "version 9999999999999999"), ("policy", "beat-minutes 120", "beat-minutes 1"),
            ("policy", "answer-days 14", "answer-days 366"), ("decision", "where all", "where AT,DE,FR"),
            ("transfer", "types contact,history", "types content"),
            ("access", "fields identity,contact", "fields identity,contact,follows,history"),
            ("access", "2026-03-01T06:20Z", "2028-02-29T23:59Z"), ("access", "2026-03", "9999-03"),
        ]
        refused = [
            ("beat", "timelines 120", "timelines 012"),
            ("beat", "timelines 120", "timelines -1"), ("beat", "timelines 120", "timelines \u0661"),
            ("beat", "state start", "state asleep"), ("access", "minutes 30", "minutes 0"),
            ("access", "minutes 30", "minutes 1441"), ("access", "reference CASE-17", "reference Jane-Doe"),
            ("access", "reference CASE-17", "reference CASE-1234567890123"), ("access", "country US", "country us"),
            ("access", "fields identity,contact", "fields contact,identity"),
            ("access", "fields identity,contact", "fields identity,identity"),
            ("access", "fields identity,contact", "fields "), ("access", "subjects 3", "subjects 1"),
            ("access", "subjects 3", "subjects 0"), ("access", "2026-03-01T", "2026-02-29T"),
            ("access", "2026-03-01T", "2019-12-31T"), ("access", "T06:20Z", "T24:00Z"), ("access", "T06:20Z", "T06:60Z"),
            ("policy", "beat-minutes 120", "beat-minutes 1441"), ("policy", "answer-days 14", "answer-days 367"),
            ("policy", "allow processor repair history any\n", ""), ("decision", "where all", "where all,AT"),
            ("release", "key ", "key x y"), ("release", "source unknown", "source " + "A" * 40),
            ("transfer", "types contact,history", "types content,history"), ("transfer", "basis c", "basis 1c"),
            ("transfer", "to mail", "to -mail"), ("sealed", "content ", "content = "), ("erase", "by reader", "by nobody"),
        ]
        for cases, fine in ((accepted, True), (refused, False)):
            for kind, old, new in cases:
                entry = next(e.decode() for e in reversed(log.entries)
                             if e.startswith(f"kind {kind}\n".encode()) and old.encode() in e)
                changed = entry.replace(old, new, 1).encode()
                with self.subTest(f"{kind}: {new}"):
                    if kind == "policy" and not new:
                        changed = b"".join(l for l in changed.splitlines(True) if not l.startswith(b"allow"))
                    if fine:
                        self.assertTrue(verify.parse(changed))
                    else:
                        self.assertRaises(ValueError, verify.parse, changed)
        policy = kind_of["policy"]
        many = policy + "".join(f"allow third-party support identity {a}{b}\n" for a in "ABC" for b in
                                "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[:21])
        self.assertRaises(ValueError, verify.parse, many.encode())

    def test_files_that_do_not_fit_the_head_are_found(self):
        log = logs.long(600)
        log.beat("stop", timelines=10**6)
        cases = [
            ("a bundle", flip("tile/entries/001", 300), "entry 25"), ("a bundle's end", end("tile/entries/000", b"x"), "entry 256:"),
            ("no bundle", lambda f: (f / "tile/entries/001").unlink(), "tile/entries/001"),
            ("half a bundle", lambda f: (f / "tile/entries/002.p/89").write_bytes(b""), "do not give"),
            ("the head", flip("checkpoint", 24), ""), ("its signature", flip("checkpoint", -7), "signature"),
            ("no text", lambda f: (f / "checkpoint").write_bytes(b"\xff\xfe"), ""),
            ("an empty text", lambda f: (f / "checkpoint").write_bytes(b""), "no checkpoint"),
        ]
        for what, spoil, said_so in cases:
            with self.subTest(what):
                code, said = self.judged(log, spoil=spoil)
                self.assertEqual(code, 1, said)
                self.assertIn(said_so, said)
                self.assertNotIn("Traceback", said)

    def test_a_root_that_nobody_can_compute_is_found(self):
        log = logs.begun()
        forged = logs.note(logs.ORIGIN, 3, bytes(32), FIRST)
        code, said = self.judged(log, spoil=lambda folder: (folder / "checkpoint").write_text(forged))
        self.assertEqual((code, "do not give the head" in said), (1, True), said)

    def test_a_change_of_keys_needs_both(self):
        log = logs.whole()
        at = log.keys[1][0]
        root = logs.levels_of(logs.hashes_of(log.entries[:at]))[1]
        for keys in ((FIRST,), (SECOND,), (SECOND, logs.Key("another"))):
            turn = logs.note(logs.ORIGIN, at, root, *keys)
            code, said = self.judged(log, spoil=lambda folder, turn=turn: (folder / f"rotation/{at}").write_text(turn))
            self.assertEqual((code, "missing" in said), (1, True), said)
        early = logs.note(logs.ORIGIN, at - 1, logs.levels_of(logs.hashes_of(log.entries[:at - 1]))[1], FIRST, SECOND)
        self.left(log, lambda folder: (folder / f"rotation/{at}").write_text(early))
        other = logs.note(logs.ORIGIN, at, bytes(32), FIRST, SECOND)
        self.assertEqual(self.judged(log, spoil=lambda f: (f / f"rotation/{at}").write_text(other))[0], 1)
        self.assertEqual(self.judged(log, spoil=lambda f: (f / f"rotation/{at}").unlink())[0], 1)
        foreign = logs.whole()
        foreign.add("release", "version 2", "source unknown", f"binary {'0' * 64}", f"assets {'1' * 64}", "model none",
                    f"key {W1.vkey}")
        self.assertEqual(self.judged(foreign)[0], 1)
        old = logs.note(logs.ORIGIN, len(log.entries), logs.levels_of(logs.hashes_of(log.entries))[1], FIRST)
        self.assertEqual(self.judged(log, spoil=lambda f: (f / "checkpoint").write_text(old))[0], 1)

    def test_an_old_head_has_to_be_the_beginning_of_this_one(self):
        log, old = logs.whole(), self.place / "old"
        for size in (0, 1, 9, len(log.entries)):
            root = logs.levels_of(logs.hashes_of(log.entries[:size]))[1]
            old.write_text(logs.note(logs.ORIGIN, size, root, FIRST))
            code, said = self.judged(log, "--since", old)
            self.assertEqual(code, 0, said)
        whole = logs.levels_of(logs.hashes_of(log.entries))[1]
        for wrong in (logs.note(logs.ORIGIN, 9, bytes(32), FIRST), logs.note(logs.ORIGIN, 999, bytes(32), FIRST),
                      logs.note(logs.ORIGIN, len(log.entries), bytes(32), SECOND),
                      logs.note(logs.ORIGIN, len(log.entries) + 1, whole, SECOND),
                      logs.note("other.example/demo", len(log.entries), whole, logs.Key("x", "other.example/demo"))):
            old.write_text(wrong)
            code, said = self.judged(log, "--since", old)
            self.assertEqual((code, "do not give the head" in said), (1, True), said)

    def test_each_witness_that_is_asked_for_has_cosigned(self):
        for asked in ((), (W1,), (W2, W3), (W1, W2, W3)):
            named = [part for witness in asked for part in ("--witness", witness.vkey)]
            for cosigners in ((), (W1,), (W1, W3), (W3, W2, W1)):
                code, said = self.judged(logs.whole(), *named, cosigners=cosigners)
                self.assertEqual(code == 0, set(asked) <= set(cosigners), said)
        # A key that is asked about and signed wrongly spoils the head; one that nobody asked about does not.
        self.assertEqual(self.judged(logs.whole(), "--witness", W1.vkey, cosigners=(Wrong(W1),))[0], 1)
        self.assertEqual(self.judged(logs.whole(), cosigners=(Wrong(W1),))[0], 0)

    def test_a_key_whose_hash_is_wrong_is_no_key(self):
        number = W1.number.hex()
        for wrong in (W1.vkey.replace(number, "00000000"), W1.vkey.replace("w1.", "w2."), "nonsense"):
            code, said = self.judged(logs.whole(), "--witness", wrong, cosigners=(W1,))
            self.assertEqual((code, "no key" in said), (1, True), said)

    def test_one_receipt_is_checked_alone(self):
        log = logs.whole()
        size, hashes = len(log.entries), logs.hashes_of(log.entries)
        root = logs.levels_of(hashes)[1]
        levels = tree(hashes)
        entry, proof = self.place / "entry", self.place / "one.tlog-proof"

        def judged(index, content, lines, key=SECOND, more=""):
            entry.write_bytes(content)
            path = "".join(f"{logs.base(line)}\n" for line in lines)
            head = logs.note(logs.ORIGIN, size, root, SECOND)
            proof.write_text(f"c2sp.org/tlog-proof@v1\n{more}index {index}\n{path}\n{head}")
            return run("--proof", proof, "--entry", entry, "--key", key.vkey)

        for index in (0, 5, size - 1):
            path = proof_of(levels, index)
            code, said = judged(index, log.entries[index], path)
            self.assertEqual((code, f"entry {index} of {size}" in said), (0, True), said)
            self.assertEqual(judged(index, log.entries[index], path, more="extra YWdl\n")[0], 0)
            for wrong in ((index + 1, log.entries[index], path), (index, log.entries[1], path),
                          (index, log.entries[index], path[1:]), (index, log.entries[index], path + path[:1])):
                code, said = judged(*wrong)
                self.assertEqual(code, 1, said)
            self.assertEqual(judged(index, log.entries[index], path, key=FIRST)[0], 1)
        proof.write_text("index 3")
        code, said = run("--proof", proof, "--entry", entry, "--key", FIRST.vkey)
        self.assertEqual((code, "no checkpoint" in said), (1, True), said)

    def test_who_asks_wrongly_gets_one_sentence(self):
        folder = logs.begun().write(self.place / "ledger")
        for status, arguments in (
                (1, (self.place,)), (1, (folder, "--key", "nonsense")), (1, (folder, "--since", self.place / "nothing")),
                (1, (folder, "--witness", "nonsense")), (1, ("--proof", folder)), (1, ("--proof", folder / "checkpoint")),
                (1, ("--proof", self.place / "no", "--entry", folder, "--key", FIRST.vkey)),
                (1, ("--proof", folder / "checkpoint", "--entry", folder / "vkey")),
                (2, (folder, "--now", "today")), (2, (folder, "--what")), (2, (folder, folder)),
                (2, (folder, "--policy", folder))):
            with self.subTest(arguments):
                code, said = run(*arguments)
                self.assertEqual((code, "Traceback" in said), (status, False), said)
                self.assertEqual(sum("At fault: " in line or " error: " in line for line in said.splitlines()), 1, said)

class Wrong:
    """Signs something else under a witness's name."""

    def __init__(self, key):
        self.key = key

    def line(self, body):
        return self.key.line(body + "x\n")


class Trees(unittest.TestCase):
    def test_roots_are_those_of_rfc_6962(self):
        def split(leaves):
            if len(leaves) == 1:
                return leaves[0]
            middle = 1 << (len(leaves) - 1).bit_length() - 1
            return hashlib.sha256(b"\1" + split(leaves[:middle]) + split(leaves[middle:])).digest()

        self.assertEqual(verify.root_of([]), hashlib.sha256(b"").digest())
        leaves = [leaf(str(n).encode()) for n in range(130)]
        for size in range(1, len(leaves) + 1):
            levels = tree(leaves[:size])
            self.assertEqual(levels[-1][0], split(leaves[:size]))
            self.assertEqual(verify.root_of(leaves[:size]), levels[-1][0])
            for index in range(size):
                proof = proof_of(levels, index)
                self.assertTrue(is_included(leaves[index], index, size, proof, levels[-1][0]))
                self.assertFalse(is_included(leaves[index], index ^ 1, size, proof, levels[-1][0])
                                 and size > 1)

    def test_every_entry_of_a_log_of_70000_has_its_proof(self):
        log = logs.long(70_000)
        with tempfile.TemporaryDirectory() as place:
            folder = log.write(pathlib.Path(place) / "ledger")
            code, said = run(folder, "--now", moment(log), "--key", FIRST.vkey)
            self.assertEqual(code, 0, said)
        levels = tree(map(leaf, log.entries))
        size, root = len(log.entries), levels[-1][0]
        self.assertEqual(root, logs.levels_of(logs.hashes_of(log.entries))[1])
        chance = random.Random(7)
        for index, hashed in enumerate(levels[0]):
            proof = proof_of(levels, index)
            self.assertTrue(is_included(hashed, index, size, proof, root))
            if index % 100 == 0:
                wrong = list(proof)
                at = chance.randrange(len(wrong))
                wrong[at] = bytes([wrong[at][0] ^ 1]) + wrong[at][1:]
                self.assertFalse(is_included(hashed, index, size, wrong, root))

    def test_inclusion_vectors_of_others(self):
        files = sorted(published(self, "merkle/inclusion").rglob("*.json"))
        self.assertGreater(len(files), 50)
        for file in files:
            case = json.loads(file.read_text())
            hashed, root = (base64.b64decode(case[name] or "") for name in ("leafHash", "root"))
            proof = [base64.b64decode(line) for line in case["proof"] or []]
            holds = is_included(hashed, case["leafIdx"], case["treeSize"], proof, root)
            self.assertEqual(holds, not case["wantErr"], file)

    def test_a_log_of_others_is_read(self):
        folder = published(self, "tessera/log")
        key = "example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx"
        entries = list(verify.entries_of(str(folder), 15))
        for size in range(1, 16):
            origin, said, root = verify.head((folder / f"checkpoint.{size}").read_text(), [key])
            self.assertEqual((origin, said), ("example.com/log/testdata", size))
            self.assertEqual(root, verify.root_of([leaf(entry) for entry in entries[:size]]))


if __name__ == "__main__":
    unittest.main()
