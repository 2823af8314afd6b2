//! A log as it is shown to an auditor: files in memory, made from entries.

use std::collections::BTreeMap;
use std::ops::Range;

use ledger::entry::{Body, Entry, to_hex};
use ledger::note::KeyKind;
use ledger::tiles::{self, Level, Tile};
use ledger::tree::{Frontier, Hash, leaf_hash};
use ledger::{Checkpoint, Note, SigningKey, TrustPolicy};
use oversight::audit::{Claim, Fetch, FetchError, Report, Reports};
use sha2::{Digest, Sha256};

use crate::town::{ORIGIN, Town, key};

#[derive(Clone, Default)]
pub struct Shown {
    pub files: BTreeMap<String, Vec<u8>>,
    /// Does it say which files there are, as a folder does, or not, as a server?
    pub is_server: bool,
}

impl Fetch for Shown {
    fn get(&self, path: &str, at_most: usize) -> Result<Option<Vec<u8>>, FetchError> {
        Ok(self.files.get(path).map(|bytes| bytes[..bytes.len().min(at_most + 1)].to_vec()))
    }

    fn list(&self, folder: &str) -> Result<Option<Vec<String>>, FetchError> {
        let names = self.files.keys().filter_map(|name| name.strip_prefix(folder)?.strip_prefix('/'));
        Ok((!self.is_server).then(|| names.filter(|name| !name.contains('/')).map(str::to_owned).collect()))
    }
}

pub fn witness() -> SigningKey {
    SigningKey::new("witness.example", &[99; 32]).unwrap()
}

/// Trusts the town's first key, where the witness has cosigned.
pub fn trust() -> TrustPolicy {
    let (log, witness) = (key(1).verifier(KeyKind::Text), witness().verifier(KeyKind::Cosignature));
    TrustPolicy::parse(&format!("log {log}\nwitness W {witness}\nquorum W\n")).unwrap()
}

/// A report that counts entries by their kind.
pub struct ByKind;

struct Counted(Range<u64>, BTreeMap<&'static str, u64>);

impl Report for Counted {
    fn add(&mut self, index: u64, entry: &Entry) {
        if self.0.contains(&index) {
            *self.1.entry(entry.kind().word()).or_default() += 1;
        }
    }

    fn entries(&self) -> Option<Range<u64>> {
        Some(self.0.clone())
    }

    fn csv(&self) -> Vec<u8> {
        self.1.iter().map(|(kind, count)| format!("{kind},{count}\n")).collect::<String>().into_bytes()
    }
}

impl Reports for ByKind {
    fn claim(&self, period: &str, text: &str) -> Result<Claim, String> {
        let lines: Vec<&str> = text.lines().collect();
        let [of, origin, from, to, root, csv] = lines[..] else { return Err("it has not six lines".to_owned()) };
        let number = |text: &str| text.parse().map_err(|_| format!("{text} is no number"));
        let hash = |text: &str| ledger::entry::from_hex(text).ok_or_else(|| format!("{text} is no hash"));
        if of != period {
            return Err(format!("it is about {of}"));
        }
        Ok(Claim {
            origin: origin.to_owned(),
            from: number(from)?,
            to: number(to)?,
            root: hash(root)?,
            csv: hash(csv)?,
        })
    }

    fn begin(&self, _: &str, claim: &Claim) -> Box<dyn Report> {
        Box::new(Counted(claim.from..claim.to, BTreeMap::new()))
    }
}

/// How a log is signed and shown.
pub struct Showing {
    /// Who signs in place of the keys that its releases name.
    pub signer: Option<SigningKey>,
    pub is_cosigned: bool,
    /// The bytes of some entries, where they are no entries.
    pub odd: BTreeMap<usize, Vec<u8>>,
}

impl Default for Showing {
    fn default() -> Self {
        Self { signer: None, is_cosigned: true, odd: BTreeMap::new() }
    }
}

/// The seed of the key that a release names, if it is one of ours.
fn signing(entry: &Entry) -> Option<SigningKey> {
    let Body::Release(release) = &entry.body else { return None };
    (1..10).map(key).find(|key| key.verifier(KeyKind::Text) == release.key)
}

pub fn show(town: &Town, how: &Showing) -> Shown {
    let mut files = BTreeMap::new();
    let own = |index: usize, entry: &Entry| how.odd.get(&index).cloned().unwrap_or_else(|| entry.to_bytes().unwrap());
    let entries: Vec<Vec<u8>> = town.entries.iter().enumerate().map(|(index, entry)| own(index, entry)).collect();

    let (mut frontier, mut nodes, mut roots) = (Frontier::default(), BTreeMap::new(), Vec::new());
    roots.push(frontier.root());
    for entry in &entries {
        frontier.push_with(leaf_hash(entry), |height, index, hash| {
            nodes.insert((height, index), *hash);
        });
        roots.push(frontier.root());
    }
    let size = entries.len() as u64;
    // Heads of fewer entries were published too, and their partial tiles are still there.
    for size in [size - 3, size] {
        for tile in Tile::grown(0, size) {
            files.insert(tile.to_string(), content(tile, &entries, &nodes));
        }
    }

    let mut keys: Vec<SigningKey> = Vec::new();
    let mut head = None;
    for (index, entry) in town.entries.iter().enumerate() {
        let Some(next) = signing(entry) else { continue };
        let is_other = |old: &SigningKey| old.verifier(KeyKind::Text) != next.verifier(KeyKind::Text);
        if keys.last().is_some_and(is_other) {
            let checkpoint = Checkpoint::new(ORIGIN, index as u64 + 1, roots[index + 1]);
            let mut note = checkpoint.signed(keys.last().unwrap()).unwrap();
            note.add(next.sign(note.text()));
            files.insert(format!("rotation/{}", index + 1), note.to_string().into_bytes());
            head = Some(note).filter(|_| index + 1 == entries.len());
        }
        if keys.last().is_none_or(is_other) {
            keys.push(next);
        }
    }
    let vkeys = keys.iter().map(|key| format!("{}\n", key.verifier(KeyKind::Text)));
    files.insert("vkey".to_owned(), vkeys.collect::<String>().into_bytes());
    let last = how.signer.as_ref().or(keys.last()).cloned().unwrap_or_else(|| key(1));
    let mut head = head.unwrap_or_else(|| Checkpoint::new(ORIGIN, size, *roots.last().unwrap()).signed(&last).unwrap());
    if how.is_cosigned {
        head.add(witness().cosign(head.text(), 1_772_700_000));
    }
    files.insert("checkpoint".to_owned(), head.to_string().into_bytes());

    for (list, roots) in [("subjects", &town.subjects), ("packs", &town.packs)] {
        files.extend(roots.iter().map(|(root, hashes)| (format!("{list}/{}", to_hex(root)), hashes.clone())));
    }
    for (period, from, to) in [("2026-03", 5, entries.len() / 2), ("2026-Q1", 0, entries.len() - 9)] {
        let mut report = Counted(0..1, BTreeMap::new());
        town.entries[from..to].iter().for_each(|entry| report.add(0, entry));
        let csv = report.csv();
        let note = report_note(period, from, to, &roots[to], &csv, &last);
        files.insert(format!("reports/{period}.csv"), csv);
        files.insert(format!("reports/{period}.note"), note.to_string().into_bytes());
    }
    Shown { files, is_server: false }
}

pub fn report_note(period: &str, from: usize, to: usize, root: &Hash, csv: &[u8], key: &SigningKey) -> Note {
    let hash: Hash = Sha256::digest(csv).into();
    let text = format!("{period}\n{ORIGIN}\n{from}\n{to}\n{}\n{}\n", to_hex(root), to_hex(&hash));
    let signature = key.sign(&text);
    Note::new(text, signature).unwrap()
}

fn content(tile: Tile, entries: &[Vec<u8>], nodes: &BTreeMap<(u32, u64), Hash>) -> Vec<u8> {
    let first = tile.index * 256;
    let places = first..first + u64::from(tile.width);
    match tile.level {
        Level::Hashes(level) => places.flat_map(|place| nodes[&(8 * u32::from(level), place)]).collect(),
        Level::Entries => {
            let range = usize::try_from(places.start).unwrap()..usize::try_from(places.end).unwrap();
            tiles::bundle(entries[range].iter().map(Vec::as_slice)).unwrap()
        }
    }
}
