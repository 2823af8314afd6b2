//! Wherever a writer is stopped, by a kill or by the power, no head that somebody saw is lost or contradicted, and no entry whose
//! number somebody heard.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use ledger::entry::from_hex;
use ledger::{Checkpoint, Entry, VerifierKey};
use oversight::book::{Asked, Witnesses};
use oversight::disk::{Disk, End};
use oversight::{Book, Opening};

use crate::stand::{self, NEXT_SEED, ORIGIN, SEED, Scratch, access, accesses, release, roots};

/// What somebody outside saw before it ended.
#[derive(Default)]
struct Seen {
    /// Heads that were signed and shown to a witness.
    heads: Vec<Checkpoint>,
    /// Entries whose number was heard.
    entries: Vec<(u64, Entry)>,
}

/// Sees each head that is signed, before it is published.
struct Watching(Box<dyn Fn(&Checkpoint) + Send + Sync>);

impl Witnesses for Watching {
    fn keys(&self) -> &[VerifierKey] {
        &[]
    }

    fn patience(&self) -> Duration {
        Duration::from_secs(60)
    }

    fn ask(&self, asked: Asked) {
        (self.0)(&asked.head.checkpoint);
    }
}

/// The story that is interrupted: batches of one and of many, tiles that become full, and a new key.
fn batches() -> Vec<Vec<Entry>> {
    vec![
        vec![release(SEED), access(0)],
        vec![access(1)],
        accesses(2..260),
        vec![access(260), release(NEXT_SEED)],
        vec![access(261)],
        accesses(262..520),
    ]
}

fn write(opening: Opening, heard: impl Fn(u64, &Entry)) -> Result<(), oversight::Error> {
    let book = Book::open(opening)?;
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    for batch in batches() {
        if batch.last().is_some_and(|last| *last == release(NEXT_SEED)) {
            runtime.block_on(book.next_key(Some(NEXT_SEED)))?;
        }
        let indexes = book.append_blocking(&batch)?;
        indexes.zip(&batch).for_each(|(index, entry)| heard(index, entry));
    }
    book.close();
    Ok(())
}

/// Opens what is left, and holds it against what was seen.
fn is_whole(folder: &Path, seen: &Seen, when: &str) {
    let published = std::fs::read(folder.join("ledger/checkpoint")).ok();
    let published = published.map(|bytes| {
        let note = ledger::Note::parse(&bytes).unwrap_or_else(|fault| panic!("{when}: {fault}"));
        Checkpoint::parse(note.text()).unwrap()
    });
    let opening = Opening { disk: Disk::ending_after(u64::MAX, End::Kill), ..stand::opening(folder) };
    let book = Book::open(opening).unwrap_or_else(|error| panic!("{when}: {error}"));
    for (index, entry) in &seen.entries {
        assert_eq!(&Entry::parse(&book.entry(*index).unwrap()).unwrap(), entry, "{when}: entry {index}");
    }
    let roots = roots(&book);
    for head in seen.heads.iter().chain(&published) {
        let root = usize::try_from(head.size).ok().and_then(|size| roots.get(size));
        assert_eq!(root, Some(&head.root), "{when}: the head of {} entries", head.size);
    }
    // It goes on, with the key that its last release names, and nothing lies about that does not belong there.
    let size = u64::try_from(roots.len()).unwrap() - 1;
    let named = (0..size).rev().find_map(|index| match Entry::parse(&book.entry(index).unwrap()).unwrap().body {
        ledger::entry::Body::Release(release) => Some(release.key),
        _ => None,
    });
    assert_eq!(book.append_blocking(&[access(9999)]).unwrap(), size..size + 1, "{when}");
    let key = named.unwrap_or_else(|| stand::vkey(SEED));
    let note = book.head().unwrap().unwrap().note;
    assert_eq!(Checkpoint::verified(&note, &key).unwrap().root, stand::roots(&book)[roots.len()], "{when}");
    let vkeys = std::fs::read_to_string(folder.join("ledger/vkey")).unwrap();
    assert_eq!(vkeys.lines().last(), Some(key.to_string().as_str()), "{when}");
    for tile in ledger::tiles::Tile::grown(0, size + 1) {
        assert!(folder.join("ledger").join(tile.to_string()).is_file(), "{when}: {tile}");
    }
    let last = ledger::tiles::Tile::of(size + 1, ledger::tiles::Level::Entries, size / 256).unwrap();
    if last.width < 256 {
        assert!(!folder.join("ledger").join(last.full().to_string()).exists(), "{when}: a scrap of {last} is left");
    }
    book.close();
}

fn watched(opening: Opening, seen: &Arc<Mutex<Seen>>, disk: Disk) -> Opening {
    let heads = seen.clone();
    let watching = Watching(Box::new(move |head| heads.lock().unwrap().heads.push(head.clone())));
    Opening { witnesses: Some(Arc::new(watching)), disk, ..opening }
}

#[test]
fn a_power_cut_at_any_step_loses_nothing_that_somebody_saw() {
    let mut cuts = 0;
    for steps in 0.. {
        let scratch = Scratch::new();
        let seen: Arc<Mutex<Seen>> = Arc::default();
        let heard = |index, entry: &Entry| seen.lock().unwrap().entries.push((index, entry.clone()));
        let disk = Disk::ending_after(steps, End::PowerCut);
        if write(watched(scratch.opening(), &seen, disk), heard).is_ok() {
            break;
        }
        cuts += 1;
        // The power fails again while what is left is put in order, at each step of that.
        for again in 0.. {
            let disk = Disk::ending_after(again, End::PowerCut);
            let opening = watched(stand::opening(&scratch.0), &seen, disk);
            match Book::open(opening) {
                Ok(book) => {
                    book.close();
                    break;
                }
                Err(error) => assert!(again < 50, "step {steps}, then {again}: {error}"),
            }
        }
        is_whole(&scratch.0, &seen.lock().unwrap(), &format!("power cut at step {steps}"));
    }
    assert!(cuts > 100, "only {cuts} steps");
}

/// Set for the process that is killed: its folder, and after how many steps.
const FOLDER: &str = "CAULBART_TEST_CRASH_FOLDER";
const STEPS: &str = "CAULBART_TEST_CRASH_STEPS";

#[test]
fn the_process_that_is_killed() {
    // Where nobody wants it killed, there is nothing to do: the next test starts it.
    let (Some(folder), Ok(steps)) = (std::env::var_os(FOLDER), std::env::var(STEPS)) else { return };
    let say = |line: String| {
        let mut out = std::io::stdout().lock();
        writeln!(out, "\n{line}").unwrap();
        out.flush().unwrap();
    };
    let hex = |bytes: &[u8]| ledger::entry::to_hex(bytes);
    let watching = Watching(Box::new(move |head| say(format!("head {} {}", head.size, hex(&head.root)))));
    let disk = Disk::ending_after(steps.parse().unwrap(), End::Kill);
    let opening = Opening { witnesses: Some(Arc::new(watching)), disk, ..stand::opening(Path::new(&folder)) };
    write(opening, |index, _| say(format!("entry {index}"))).unwrap();
    say("through".to_owned());
}

#[test]
fn a_kill_at_any_step_loses_nothing_that_somebody_saw() {
    let entries: HashMap<u64, Entry> = (0..).zip(batches().concat()).collect();
    let mut kills = 0;
    for steps in 0.. {
        let scratch = Scratch::new();
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "crashes::the_process_that_is_killed", "--nocapture", "--test-threads", "1"])
            .env(FOLDER, &scratch.0)
            .env(STEPS, steps.to_string())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let (mut seen, mut is_through) = (Seen::default(), false);
        for line in BufReader::new(child.stdout.take().unwrap()).lines() {
            let line = line.unwrap();
            let words: Vec<&str> = line.split(' ').collect();
            match words[..] {
                ["head", size, root] => {
                    let root = from_hex(root).unwrap();
                    seen.heads.push(Checkpoint::new(ORIGIN, size.parse().unwrap(), root));
                }
                ["entry", index] => {
                    let index = index.parse().unwrap();
                    seen.entries.push((index, entries[&index].clone()));
                }
                ["through"] => is_through = true,
                _ => {}
            }
        }
        let status = child.wait().unwrap();
        assert_eq!(status.success(), is_through, "it ends by its own hand, or is killed: {status}");
        is_whole(&scratch.0, &seen, &format!("killed at step {steps}"));
        if is_through {
            break;
        }
        kills += 1;
    }
    assert!(kills > 100, "only {kills} steps");
}
