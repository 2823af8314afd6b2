//! A log, a witness and a folder for it.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};

use ledger::note::{KeyKind, Signature};
use ledger::tree::{self, Frontier, Hash};
use ledger::{Checkpoint, Note, SigningKey, Submission};
use oversight::witness::{Opening, Witness};

pub const ORIGIN: &str = "news.example/town";
pub const WITNESS: &str = "witness.example/w";
pub const NOW: u64 = 1_796_000_000;

pub fn key(name: &str, seed: u8) -> SigningKey {
    SigningKey::new(name, &[seed; 32]).unwrap()
}

/// A log whose entries are words; logs of other words are forks of each other.
pub struct Log {
    pub origin: String,
    pub key: SigningKey,
    nodes: HashMap<(u32, u64), Hash>,
    roots: Vec<Hash>,
}

impl Log {
    /// With a fork from `fork` entries on, if that is less than `size`.
    pub fn forked(origin: &str, seed: u8, size: u64, fork: u64) -> Self {
        let (mut frontier, mut nodes) = (Frontier::default(), HashMap::new());
        let mut roots = vec![frontier.root()];
        for index in 0..size {
            let entry = if index < fork { format!("entry {index}") } else { format!("another entry {index}") };
            frontier.push_with(tree::leaf_hash(entry.as_bytes()), |height, index, hash| {
                nodes.insert((height, index), *hash);
            });
            roots.push(frontier.root());
        }
        Self { origin: origin.to_owned(), key: key(origin, seed), nodes, roots }
    }

    pub fn new() -> Self {
        Self::forked(ORIGIN, 1, 64, 64)
    }

    pub fn checkpoint(&self, size: u64) -> Checkpoint {
        Checkpoint::new(&self.origin, size, self.roots[size as usize])
    }

    pub fn head(&self, size: u64) -> Note {
        self.checkpoint(size).signed(&self.key).unwrap()
    }

    pub fn proof(&self, old: u64, size: u64) -> Vec<Hash> {
        if old == 0 || old > size {
            return Vec::new();
        }
        tree::prove_consistency(old, size, |height, index| Ok::<_, ()>(self.nodes[&(height, index)])).unwrap()
    }

    pub fn submission(&self, old: u64, size: u64) -> Submission {
        Submission { old, proof: self.proof(old, size), head: self.head(size) }
    }

    pub fn request(&self, old: u64, size: u64) -> Vec<u8> {
        self.submission(old, size).to_string().into_bytes()
    }
}

/// A folder that is gone when the test is.
pub struct Scratch(pub PathBuf);

impl Scratch {
    pub fn new() -> Self {
        static NUMBER: AtomicU64 = AtomicU64::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("caulbart-witness-{}-{number}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    pub fn opening(&self) -> Opening {
        let logs = vec![key(ORIGIN, 1).verifier(KeyKind::Text)];
        Opening { seed: Some([9; 32]), ..Opening::new(self.0.join("witness"), self.0.join("keys"), WITNESS, logs) }
    }

    pub fn witness(&self) -> Witness {
        Witness::open(self.opening()).unwrap_or_else(|error| panic!("{error}"))
    }

    /// The head that is served for a log, as text; nothing where there is none.
    pub fn served(&self, origin: &str) -> String {
        let path = self.0.join("witness").join(hash(origin)).join("checkpoint");
        std::fs::read_to_string(path).unwrap_or_default()
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

pub fn hash(origin: &str) -> String {
    use sha2::{Digest, Sha256};
    ledger::entry::to_hex(&Sha256::digest(origin))
}

/// The status of an answer, and what it says.
pub fn ask(witness: &Witness, request: &[u8]) -> (u16, String) {
    let answer = witness.add_checkpoint(request, NOW).unwrap();
    let content_type = if answer.status == 409 { "text/x.tlog.size" } else { "text/plain; charset=utf-8" };
    assert_eq!(answer.content_type, content_type);
    let body = String::from_utf8(answer.body).unwrap();
    assert!(body.ends_with('\n'), "{body}");
    (answer.status, body)
}

/// Is this the cosignature of that head, and nothing else?
pub fn is_cosignature(witness: &Witness, head: &Note, body: &str) -> bool {
    let signature = Signature::parse(body.strip_suffix('\n').unwrap()).unwrap();
    let signed = Note::new(head.text(), signature).unwrap().verify(&[witness.vkey()]).unwrap();
    signed.len() == 1 && signed[0].time == NOW
}
