//! A folder for a book, and entries to write into it.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use ledger::entry::{
    Access, Body, Country, Entry, Field, Fields, Minute, Name, Purpose, Reference, Release, Role, Source, Subjects,
};
use ledger::note::KeyKind;
use ledger::tree::{self, Frontier};
use ledger::{Checkpoint, Note, SigningKey, VerifierKey};
use oversight::{Book, Opening};

pub const ORIGIN: &str = "news.example/town";
pub const SEED: [u8; 32] = [7; 32];
pub const NEXT_SEED: [u8; 32] = [8; 32];

/// A folder that is gone when the test is.
pub struct Scratch(pub PathBuf);

impl Scratch {
    pub fn new() -> Self {
        static NUMBER: AtomicU64 = AtomicU64::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("caulbart-book-{}-{number}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    pub fn opening(&self) -> Opening {
        opening(&self.0)
    }

    pub fn open(&self) -> Book {
        Book::open(self.opening()).unwrap_or_else(|error| panic!("{error}"))
    }

    pub fn ledger(&self) -> PathBuf {
        self.0.join("ledger")
    }

    pub fn keys(&self) -> PathBuf {
        self.0.join("ledger-keys")
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

pub fn opening(folder: &Path) -> Opening {
    Opening { seed: Some(SEED), ..Opening::new(folder.join("ledger"), folder.join("ledger-keys"), ORIGIN) }
}

pub fn vkey(seed: [u8; 32]) -> VerifierKey {
    SigningKey::new(ORIGIN, &seed).unwrap().verifier(KeyKind::Text)
}

pub fn release(seed: [u8; 32]) -> Entry {
    let version = Name::new("0.1.0").unwrap();
    let key = vkey(seed);
    let body = Release { version, source: Source::Unknown, binary: [1; 32], assets: [2; 32], model: None, key };
    Entry { time: Minute::from_text("2026-11-29T08:00Z").unwrap(), body: body.into() }
}

/// One that differs from those with another number.
pub fn access(number: u64) -> Entry {
    let mut nonce = [0; 16];
    nonce[..8].copy_from_slice(&number.to_be_bytes());
    let body = Access {
        actor: [3; 16],
        role: Role::Staff,
        country: Country::new("AT").unwrap(),
        purpose: Purpose::Support,
        fields: Fields::new(&[Field::Contact]).unwrap(),
        reference: Reference::new("CASE-12").unwrap(),
        minutes: 15,
        subjects: Subjects::One { nonce, subject: [4; 32] },
    };
    Entry { time: Minute::from_text("2026-11-29T08:01Z").unwrap(), body: Body::Access(body) }
}

pub fn accesses(numbers: std::ops::Range<u64>) -> Vec<Entry> {
    numbers.map(access).collect()
}

/// The roots that the entries of a book give, of each size from 0 on.
pub fn roots(book: &Book) -> Vec<tree::Hash> {
    let size = book.head().unwrap().map_or(0, |head| head.checkpoint.size);
    let mut frontier = Frontier::default();
    let mut roots = vec![frontier.root()];
    let mut index = 0;
    while index < size {
        let tile = ledger::tiles::Tile::of(size, ledger::tiles::Level::Entries, index / 256).unwrap();
        let bytes = std::fs::read(book.files().folder().join(tile.to_string())).unwrap();
        for entry in ledger::tiles::entries(&bytes, tile.width).unwrap() {
            frontier.push(tree::leaf_hash(entry));
            roots.push(frontier.root());
            index += 1;
        }
    }
    roots
}

/// The head that is published, verified with the key of this seed.
pub fn head(folder: &Path, seed: [u8; 32]) -> Checkpoint {
    let note = Note::parse(&std::fs::read(folder.join("ledger/checkpoint")).unwrap()).unwrap();
    Checkpoint::verified(&note, &vkey(seed)).unwrap()
}
