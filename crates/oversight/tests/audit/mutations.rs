//! A thousand logs that do not hold: does the auditor see each of them?

use ledger::entry::{Body, Entry};
use ledger::{Checkpoint, Note};
use oversight::audit::Verdict;

use crate::chance::Chance;
use crate::forged::FORGERIES;
use crate::shown::{Showing, Shown, report_note, show, trust, witness};
use crate::town::{ORIGIN, Town, key, town};
use crate::{asked, harmed, head, told};

/// How often each kind is tried.
const ROUNDS: usize = 23;

struct Stand {
    town: Town,
    log: Shown,
    chance: Chance,
}

/// What the auditor says of a log that came of the town's, and a word that has to be in it.
type Kind = (&'static str, fn(&mut Stand) -> (Verdict, &'static str));

impl Stand {
    fn harmed(&mut self, harm: impl FnOnce(&mut Shown, &mut Chance)) -> (Verdict, &'static str) {
        let mut log = self.log.clone();
        harm(&mut log, &mut self.chance);
        (asked(&log, &trust(), None, self.town.end()), "")
    }

    /// One entry among those that others than the town may write.
    fn changed(&mut self) -> Town {
        let mut town = self.town.clone();
        let places = town.places(|body| matches!(body, Body::Access(_)));
        let index = self.chance.pick(&places);
        let Body::Access(access) = &mut town.entries[index].body else { panic!() };
        access.actor = self.chance.bytes();
        town
    }
}

const KINDS: &[Kind] = &[
    ("a bit is flipped in the checkpoint", |stand| stand.harmed(|log, chance| harmed::bit(log, "checkpoint", chance))),
    ("a bit is flipped in a tile of leaves", |stand| stand.harmed(|log, chance| harmed::bit(log, "tile/0/", chance))),
    ("a bit is flipped in a tile above", |stand| stand.harmed(|log, chance| harmed::bit(log, "tile/1/", chance))),
    ("a bit is flipped in a bundle", |stand| stand.harmed(|log, chance| harmed::bit(log, "tile/entries/", chance))),
    ("a bit is flipped in a list of subjects", |stand| {
        stand.harmed(|log, chance| harmed::bit(log, "subjects/", chance))
    }),
    ("a bit is flipped in a list of packs", |stand| stand.harmed(|log, chance| harmed::bit(log, "packs/", chance))),
    ("a bit is flipped in a head of two keys", |stand| {
        stand.harmed(|log, chance| harmed::bit(log, "rotation/", chance))
    }),
    ("a bit is flipped in a report", |stand| stand.harmed(|log, chance| harmed::bit(log, "reports/", chance))),
    ("a bit is flipped in the keys", |stand| stand.harmed(|log, chance| harmed::bit(log, "vkey", chance))),
    ("a file is cut short", |stand| stand.harmed(|log, chance| harmed::cut(log, "", chance))),
    ("a file goes on", |stand| stand.harmed(|log, chance| harmed::longer(log, "", chance))),
    ("a file is gone", |stand| stand.harmed(|log, chance| harmed::gone(log, "", chance))),
    ("an entry is dropped from its bundle", |stand| {
        stand.harmed(|log, chance| {
            harmed::bundle(log, chance, |entries, chance| drop(entries.remove(chance.below(entries.len()))))
        })
    }),
    ("two entries of a bundle are swapped", |stand| {
        stand.harmed(|log, chance| {
            harmed::bundle(log, chance, |entries, chance| {
                let (a, b) = (chance.below(entries.len()), chance.below(entries.len()));
                entries.swap(a, b);
            })
        })
    }),
    ("an entry of a bundle is another's", |stand| {
        stand.harmed(|log, chance| {
            harmed::bundle(log, chance, |entries, chance| {
                let (a, b) = (chance.below(entries.len()), chance.below(entries.len()));
                entries[a] = entries[b].clone();
            })
        })
    }),
    ("an entry is changed and the head signed anew, without a witness", |stand| {
        let log = show(&stand.changed(), &Showing { is_cosigned: false, ..Showing::default() });
        (asked(&log, &trust(), None, stand.town.end()), "too few witnesses")
    }),
    ("the log forks before a head that was seen", |stand| {
        let size = stand.town.entries.len() - stand.chance.below(60);
        let since = head(&crate::earlier(size));
        let mut town = stand.changed();
        while town.entries[..size] == stand.town.entries[..size] {
            town = stand.changed();
        }
        (
            asked(&show(&town, &Showing::default()), &trust(), Some(&since), town.end()),
            "not those that were seen before",
        )
    }),
    ("the log ends before a head that was seen", |stand| {
        let size = 300 + stand.chance.below(stand.town.entries.len() - 300);
        let mut town = stand.town.clone();
        town.entries.truncate(size);
        let since = head(&stand.log);
        (asked(&show(&town, &Showing::default()), &trust(), Some(&since), town.end()), "now has fewer")
    }),
    ("another log's head was seen before", |stand| {
        let checkpoint = Checkpoint::new("news.example/city", 5, stand.chance.bytes());
        let since = checkpoint.signed(&key(1)).unwrap();
        (asked(&stand.log, &trust(), Some(&since), stand.town.end()), "another log")
    }),
    ("a head was seen before that somebody else signed", |stand| {
        let mut since = head(&crate::earlier(600));
        let signer = key(3 + u8::try_from(stand.chance.below(200)).unwrap());
        since = Note::new(since.text(), signer.sign(since.text())).unwrap();
        (asked(&stand.log, &trust(), Some(&since), stand.town.end()), "is not of this log")
    }),
    ("the head is of more entries than there are", |stand| {
        let mut log = stand.log.clone();
        let size = u64::MAX >> stand.chance.below(50);
        let note = Checkpoint::new(ORIGIN, size, stand.chance.bytes()).signed(&key(2)).unwrap();
        log.files.insert("checkpoint".to_owned(), note.to_string().into_bytes());
        (asked(&log, &trust(), None, stand.town.end()), "bundle")
    }),
    ("the head is signed with another key", |stand| {
        let signer = Some(key(3 + u8::try_from(stand.chance.below(200)).unwrap()));
        let log = show(&stand.town, &Showing { signer, ..Showing::default() });
        (asked(&log, &trust(), None, stand.town.end()), "not to be believed")
    }),
    ("the head is signed with the key that was given up", |stand| {
        let log = show(&stand.town, &Showing { signer: Some(key(1)), ..Showing::default() });
        (asked(&log, &trust(), None, stand.town.end()), "gave up")
    }),
    ("a key is handed over to by itself", |stand| {
        let mut log = stand.log.clone();
        let name = log.files.keys().find(|name| name.starts_with("rotation/")).unwrap().clone();
        let text = Note::parse(&log.files[&name]).unwrap().text().to_owned();
        let signer = key(2 + u8::try_from(stand.chance.below(200)).unwrap());
        let note = Note::new(text.clone(), signer.sign(&text)).unwrap();
        log.files.insert(name, note.to_string().into_bytes());
        (asked(&log, &trust(), None, stand.town.end()), "not signed with both")
    }),
    ("two heads of one size are signed at a change of keys", |stand| {
        let mut log = stand.log.clone();
        let name = log.files.keys().find(|name| name.starts_with("rotation/")).unwrap().clone();
        let size = Checkpoint::parse(Note::parse(&log.files[&name]).unwrap().text()).unwrap().size;
        let mut note = Checkpoint::new(ORIGIN, size, stand.chance.bytes()).signed(&key(1)).unwrap();
        note.add(key(2).sign(note.text()));
        log.files.insert(name, note.to_string().into_bytes());
        (asked(&log, &trust(), None, stand.town.end()), "is not the head that the entries give")
    }),
    ("a cosignature is of another text", |stand| {
        let mut log = stand.log.clone();
        let mut note = crate::head(&log);
        let text = note.text().to_owned();
        note = Note::new(text.clone(), key(2).sign(&text)).unwrap();
        note.add(witness().cosign("another\n", stand.chance.next() >> 2));
        log.files.insert("checkpoint".to_owned(), note.to_string().into_bytes());
        (asked(&log, &trust(), None, stand.town.end()), "witness.example")
    }),
    ("a report is not what its entries give, and signed", |stand| {
        let mut log = stand.log.clone();
        let csv = String::from_utf8(log.files["reports/2026-03.csv"].clone()).unwrap();
        let digit = ["1", "2", "3"][stand.chance.below(3)];
        let other = csv.replacen("access,", &format!("access,{digit}"), 1).into_bytes();
        let claim = Note::parse(&log.files["reports/2026-03.note"]).unwrap();
        let root = ledger::entry::from_hex(claim.text().lines().nth(4).unwrap()).unwrap();
        let note = report_note("2026-03", 5, stand.town.entries.len() / 2, &root, &other, &key(2));
        log.files.insert("reports/2026-03.csv".to_owned(), other);
        log.files.insert("reports/2026-03.note".to_owned(), note.to_string().into_bytes());
        (asked(&log, &trust(), None, stand.town.end()), "is not what the entries")
    }),
    ("what stands in the log is no entry", |stand| {
        let index = stand.chance.below(stand.town.entries.len());
        let mut bytes = stand.town.entries[index].to_bytes().unwrap();
        match stand.chance.below(4) {
            0 => bytes.extend_from_slice(b"remark none\n"),
            1 => bytes.push(b'\n'),
            2 => drop(bytes.pop()),
            _ => bytes.insert(stand.chance.below(bytes.len()), b' '),
        }
        if Entry::parse(&bytes).is_ok() {
            bytes.clear();
        }
        let odd = [(index, bytes)].into();
        let log = show(&stand.town, &Showing { odd, ..Showing::default() });
        let verdict = asked(&log, &trust(), None, stand.town.end());
        // What it answers, and what counts it, may be at fault too.
        assert!(verdict.faults.iter().any(|fault| fault.entry == Some(index as u64)), "{}", told(&verdict));
        (verdict, "entry")
    }),
];

#[test]
fn each_of_a_thousand_logs_that_do_not_hold_is_seen() {
    let town = town();
    let log = show(&town, &Showing::default());
    assert!(asked(&log, &trust(), None, town.end()).holds());
    let mut stand = Stand { town, log, chance: Chance(5) };
    let (mut all, mut missed) = (0, Vec::new());
    println!("{:<66} {:>6} {:>6}", "what was done to the log", "logs", "seen");
    let mut tell = |what: &str, verdicts: Vec<(Verdict, &str)>| {
        let is_seen = |(verdict, word): &&(Verdict, &str)| !verdict.holds() && told(verdict).contains(word);
        let seen = verdicts.iter().filter(is_seen).count();
        println!("{what:<66} {:>6} {seen:>6}", verdicts.len());
        all += verdicts.len();
        let unseen = verdicts.iter().filter(|verdict| !is_seen(verdict));
        missed.extend(unseen.map(|(verdict, word)| format!("{what}: {word:?} is not in {:?}", told(verdict))));
    };
    for (what, kind) in KINDS {
        tell(what, (0..ROUNDS).map(|_| kind(&mut stand)).collect());
    }
    for (what, forgery) in FORGERIES {
        let verdicts = (0..ROUNDS).map(|_| {
            let mut town = stand.town.clone();
            let word = forgery(&mut town, &mut stand.chance);
            (asked(&show(&town, &Showing::default()), &trust(), None, town.end()), word)
        });
        tell(what, verdicts.collect());
    }
    println!("{:<66} {all:>6} {:>6}", "", all - missed.len());
    assert!(missed.is_empty(), "{}", missed.join("\n"));
    assert!(all >= 1000, "only {all} logs");
}
