"""Does `docs/verify.py` find what is wrong, and nothing where all is well? `python3 e2e/verify_test.py`"""

import base64
import hashlib
import http.server
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import threading
import unittest

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.dont_write_bytecode = True
sys.path[:0] = [str(ROOT / "docs"), str(ROOT / "e2e")]

import ledger_logs as logs  # noqa: E402
import tlog  # noqa: E402
import verify  # noqa: E402

DATA = ROOT.parent / "shared/data/tlog"
FIRST, SECOND = logs.Key("first"), logs.Key("second")
W1, W2, W3 = (logs.Key(f"witness {n}", f"w{n}.example", 4) for n in (1, 2, 3))


def run(*arguments):
    said = subprocess.run([sys.executable, ROOT / "docs/verify.py", *map(str, arguments)], capture_output=True,
                          text=True, check=False)
    return said.returncode, said.stdout + said.stderr


def moment(log, minutes=0):
    import datetime
    return (log.at + datetime.timedelta(minutes=minutes)).strftime("%Y-%m-%dT%H:%MZ")


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
        for url in (at, f"{at}/", f"{at}/ledger", f"{at}/ledger/"):
            code, said = run(url, "--now", moment(log))
            self.assertEqual(code, 0, said)
        (folder / "ledger/checkpoint").unlink()
        code, said = run(at)
        self.assertEqual((code, "checkpoint cannot be read" in said), (1, True), said)

    def test_each_rule_is_kept_and_the_entry_at_fault_is_named(self):
        def edit(index, old, new):
            def change(log):
                self.assertIn(old.encode(), log.entries[index])
                log.entries[index] = log.entries[index].replace(old.encode(), new.encode(), 1)
            return change

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

        def answered_after_the_days_then(log):
            asked = log.request()
            log.policy("staff support identity any", beat=120, days=30)
            log.go_on(169)
            return log.outcome(asked)

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

        def sealed_in_sealed(log):
            hidden = log.entries[16]
            return log.opened(log.closed(hidden), hidden)

        def policy_first(log):
            log.entries[:2] = reversed(log.entries[:2])

        def something_else_opened(log):
            sealed, other = log.closed(log.hidden()), log.hidden()
            return log.opened(sealed, other)

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
            ("an outcome of more accounts", then(lambda log: log.outcome(log.request(), accounts=3)), None),
            ("an outcome of more items", then(lambda log: log.outcome(log.request(), items=4)), None),
            ("a removal that gives accounts away",
             then(lambda log: log.outcome(log.request(5, 5, "removal"), accounts=1)), None),
            ("an outcome too late", then(late_outcome), None),
            ("a request without an outcome", then(never_answered), None),
            ("an outcome after the days that the policy had when it was asked", then(answered_after_the_days_then), None),
            ("the number of another request", then(request_twice), None),
            ("the number of another decision", then(lambda log: log.decision(id="c0" * 16)), None),
            ("an answer to no decision", then(lambda log: log.decision(answers="d0" * 16)), None),
            ("a second answer", then(lambda log: log.decision(answers="c0" * 16)), None),
            ("an opening of what was not sealed", then(lambda log: log.opened(3, log.entries[3])), None),
            ("an opening of something else", then(something_else_opened), None),
            ("readers that are not sorted", then(lambda log: log.access(*log.subjects(3, lambda tags: sorted(tags)[::-1]))), None),
            ("a reader twice", then(lambda log: log.access(*log.subjects(3, lambda tags: sorted(tags + tags[:1])))), None),
            ("a reader too few", then(lambda log: log.access(*log.subjects(3, lambda tags: sorted(tags)[:2]))), None),
            ("an opening that comes twice", then(lambda log: log.opened(16, log.entries[3])), None),
            ("an opening of what is sealed itself", then(sealed_in_sealed), None),
            ("a seal whose day has gone by", then(never_opened), None),
            ("a seal that is opened after its day", then(opened_too_late), None),
            ("an access that was sealed when no line allowed it", then(sealed_when_it_was_not_allowed), None),
            ("an access that was sealed with the nonce of another", then(sealed_with_a_used_nonce), None),
            ("the nonce of an access that was sealed", then(nonce_of_what_was_sealed), None),
            ("a first beat too late after the policy", then(first_beat_late), None),
            ("a policy that leaves out a number", then(lambda log: log.policy(version=4)), None),
            ("a release with a key for something else", then(lambda log: log.add("release", "version 2", "source unknown",
             f"binary {'0' * 64}", f"assets {'1' * 64}", "model none", f"key {W1.vkey}")), None),
        ]
        for what, break_it, index in cases:
            with self.subTest(what):
                log = logs.whole()
                break_it(log)
                index = getattr(break_it, "index", index)
                code, said = self.judged(log)
                self.assertEqual(code, 1, said)
                self.assertIn(f"entry {index}:", said)

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
        for entries, index in ((1, 0), (2, 1)):
            log = logs.begun()
            log.entries = log.entries[:entries]
            code, said = self.judged(log, minutes=63)
            self.assertEqual((code, f"entry {index}:" in said), (1, True), said)
        log = logs.begun()
        self.assertEqual(self.judged(log, minutes=62)[0], 0)
        code, said = self.judged(log, minutes=63)
        self.assertEqual((code, "entry 2:" in said), (1, True), said)
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
            ("beat", "timelines 120", "timelines 9007199254740992"), ("beat", "timelines 120", "timelines 012"),
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
            ("policy", "allow processor repair history any\n", ""), ("decision", "where all", "where DE,AT"),
            ("decision", "where all", "where AT,AT"), ("decision", "where all", "where all,AT"),
            ("release", "key ", "key x"), ("release", "source unknown", "source " + "A" * 40),
            ("transfer", "types contact,history", "types content,history"), ("transfer", "basis c", "basis 1c"),
            ("transfer", "to mail", "to -mail"), ("sealed", "content ", "content ="), ("erase", "by reader", "by nobody"),
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
        lines = policy.splitlines(True)
        swapped = "".join(lines[:-2] + [lines[-1], lines[-2]]).encode()
        doubled = (policy + lines[-1]).encode()
        many = policy + "".join(f"allow third-party support identity {a}{b}\n" for a in "ABC" for b in
                                "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[:21])
        for wrong in (swapped, doubled, many.encode()):
            self.assertRaises(ValueError, verify.parse, wrong)

    def test_files_that_do_not_fit_the_head_are_found(self):
        def flip(path, at=-1):
            def spoil(folder):
                raw = bytearray((folder / path).read_bytes())
                raw[at] ^= 1
                (folder / path).write_bytes(raw)
            return spoil

        def end(path, more):
            return lambda folder: (folder / path).write_bytes((folder / path).read_bytes() + more)

        def loosen(folder):
            note = (folder / "checkpoint").read_text()
            loose = f"{note[:-3]}{chr(ord(note[-3]) + 1)}=\n"
            self.assertEqual(base64.b64decode(note[-5:]), base64.b64decode(loose[-5:]))
            (folder / "checkpoint").write_text(loose)

        log = logs.long(600)
        log.access(*log.subjects(4))
        log.beat("stop", timelines=10**6)
        side = f"subjects/{next(iter(log.sides))}"
        cases = [
            ("a bundle", flip("tile/entries/001", 300), "entry 25"), ("a bundle's end", end("tile/entries/000", b"x"), "entry 255:"),
            ("a hash", flip("tile/0/001", 32 * 7), "entry 263:"), ("a hash's end", end("tile/0/000", b"x"), "entry 256: a tile"),
            ("a hash of many", flip("tile/1/000.p/2"), "entry 256:"), ("readers", flip(side), "entry 600:"),
            ("more readers", end(side, b"\xff" * 32), "entry 600:"), ("no readers", lambda f: (f / side).unlink(), "entry 600:"),
            ("the head", flip("checkpoint", 20), "signature"), ("its signature", flip("checkpoint", -5), ""),
            ("a loose signature", loosen, ""),
            ("a key that no release names", lambda f: (f / "vkey").write_text(f"{SECOND.vkey}\n{FIRST.vkey}\n"), "vkey"),
            ("no tile", lambda f: (f / "tile/0/002.p/90").unlink(), "tile/0/002.p/90 cannot be read"),
            ("the key", end("vkey", SECOND.vkey.encode() + b"\n"), "vkey"), ("no key", lambda f: (f / "vkey").write_text(""), ""),
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
        self.assertEqual((code, "do not give the root" in said), (1, True), said)

    def test_a_change_of_keys_needs_both(self):
        log = logs.whole()
        at = log.keys[1][0]
        root = logs.levels_of(logs.hashes_of(log.entries[:at]))[1]
        for keys in ((FIRST,), (SECOND,), (SECOND, logs.Key("another"))):
            turn = logs.note(logs.ORIGIN, at, root, *keys)
            code, said = self.judged(log, spoil=lambda folder, turn=turn: (folder / f"rotation/{at}").write_text(turn))
            self.assertEqual((code, f"entry {at - 1}:" in said), (1, True), said)
        other = logs.note(logs.ORIGIN, at, bytes(32), FIRST, SECOND)
        self.assertEqual(self.judged(log, spoil=lambda f: (f / f"rotation/{at}").write_text(other))[0], 1)
        self.assertEqual(self.judged(log, spoil=lambda f: (f / f"rotation/{at}").unlink())[0], 1)
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
                      logs.note("other.example/demo", len(log.entries), whole, logs.Key("x", "other.example/demo")),
                      logs.note(logs.ORIGIN, len(log.entries), whole, logs.Key("another"))):
            old.write_text(wrong)
            code, said = self.judged(log, "--since", old)
            self.assertEqual((code, "old checkpoint" in said), (1, True), said)

    def test_it_says_which_of_the_witnesses_cosigned(self):
        asked = [part for witness in (W1, W2, W3) for part in ("--witness", witness.vkey)]
        for cosigners in ((), (W1,), (W1, W3), (W3, W2, W1)):
            code, said = self.judged(logs.whole(), *asked, cosigners=cosigners)
            self.assertEqual(code, 0, said)
            for witness in (W1, W2, W3):
                self.assertEqual(f"\ncosigned: {witness.vkey}\n" in said, witness in cosigners, said)
                self.assertEqual(f"\nnot cosigned: {witness.vkey}\n" in said, witness not in cosigners, said)
        # A key that is known and signed wrongly spoils the note; one that nobody asked about does not.
        self.assertEqual(self.judged(logs.whole(), *asked, cosigners=(Wrong(W1),))[0], 1)
        self.assertEqual(self.judged(logs.whole(), cosigners=(Wrong(W1),))[0], 0)

    def test_one_receipt_is_checked_alone(self):
        log = logs.whole()
        size, hashes = len(log.entries), logs.hashes_of(log.entries)
        root = logs.levels_of(hashes)[1]
        levels = tlog.tree(hashes)
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
        self.assertEqual((code, "no tlog-proof" in said), (1, True), said)

    def test_who_asks_wrongly_gets_one_sentence(self):
        folder = logs.begun().write(self.place / "ledger")
        for arguments in ((), (folder, "--key", "nonsense"), (folder, "--since", self.place / "nothing"),
                          (folder, "--now", "today"), (folder, "--proof", folder), ("--proof", folder),
                          (folder, "--witness", "nonsense"), (folder, "--what"), (folder, folder),
                          (folder, "--policy", folder), ("--proof", self.place / "no", "--entry", folder, "--key", FIRST.vkey),
                          ("--proof", folder / "checkpoint", "--entry", folder / "vkey")):
            with self.subTest(arguments):
                code, said = run(*arguments)
                self.assertEqual((code, said.count("\n"), "Traceback" in said), (2, 1, False), said)


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

        self.assertEqual(tlog.root_of([]), hashlib.sha256(b"").digest())
        leaves = [tlog.leaf(str(n).encode()) for n in range(130)]
        for size in range(1, len(leaves) + 1):
            levels = tlog.tree(leaves[:size])
            self.assertEqual(levels[-1][0], split(leaves[:size]))
            for index in range(size):
                proof = proof_of(levels, index)
                self.assertTrue(tlog.is_included(leaves[index], index, size, proof, levels[-1][0]))
                self.assertFalse(tlog.is_included(leaves[index], index ^ 1, size, proof, levels[-1][0])
                                 and size > 1)

    def test_every_entry_of_a_log_of_70000_has_its_proof(self):
        log = logs.long(70_000)
        with tempfile.TemporaryDirectory() as place:
            folder = log.write(pathlib.Path(place) / "ledger")
            code, said = run(folder, "--now", moment(log), "--key", FIRST.vkey)
            self.assertEqual(code, 0, said)
        levels = tlog.tree(map(tlog.leaf, log.entries))
        size, root = len(log.entries), levels[-1][0]
        self.assertEqual(root, logs.levels_of(logs.hashes_of(log.entries))[1])
        chance = random.Random(7)
        for index, hashed in enumerate(levels[0]):
            proof = proof_of(levels, index)
            self.assertTrue(tlog.is_included(hashed, index, size, proof, root))
            if index % 100 == 0:
                wrong = list(proof)
                at = chance.randrange(len(wrong))
                wrong[at] = bytes([wrong[at][0] ^ 1]) + wrong[at][1:]
                self.assertFalse(tlog.is_included(hashed, index, size, wrong, root))

    def test_inclusion_vectors_of_others(self):
        files = sorted(published(self, "merkle/inclusion").rglob("*.json"))
        self.assertGreater(len(files), 50)
        for file in files:
            case = json.loads(file.read_text())
            hashed, root = (base64.b64decode(case[name] or "") for name in ("leafHash", "root"))
            proof = [base64.b64decode(line) for line in case["proof"] or []]
            holds = tlog.is_included(hashed, case["leafIdx"], case["treeSize"], proof, root)
            self.assertEqual(holds, not case["wantErr"], file)

    def test_a_log_of_others_is_read(self):
        folder = published(self, "tessera/log")
        key = "example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx"
        get = tlog.reader(str(folder))
        entries = list(tlog.entries_of(get, 15))
        for size in range(1, 16):
            origin, said, root, signed = tlog.head((folder / f"checkpoint.{size}").read_text(), [key])
            self.assertEqual((origin, said, signed), ("example.com/log/testdata", size, {key}))
            self.assertEqual(root, tlog.root_of(map(tlog.leaf, entries[:size])))

    def test_the_examples_of_the_specifications_hold(self):
        text = published(self, "c2sp/signed-note.md").read_text()
        key = next(line.strip() for line in text.split("\n") if line.strip().startswith("example.com/foo+"))
        self.assertEqual(tlog.verifier(key)[0], "example.com/foo")


if __name__ == "__main__":
    unittest.main()
