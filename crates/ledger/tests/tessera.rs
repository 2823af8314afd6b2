//! Is a log that another program wrote read as that program meant it?
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::path::Path;

use ledger::tiles::{self, Level, Tile};
use ledger::tree::{self, Frontier};
use ledger::{Checkpoint, Fault, Note, Proof, TrustPolicy, VerifierKey};

/// Published with that log.
const VKEY: &str = "example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx";

#[test]
fn every_head_of_tesseras_log_fits_its_tiles_and_all_proofs_between_them_hold() {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/tlog/tessera/log"));
    if !folder.is_dir() {
        assert!(std::env::var_os("CI").is_none(), "{} is missing", folder.display());
        println!("skipped: no log");
        return;
    }
    let key = VerifierKey::parse(VKEY).unwrap();
    let trust = TrustPolicy::of_log(key.clone());
    let read = |tile: Tile| std::fs::read(folder.join(tile.to_string())).unwrap();
    let mut heads = Vec::new();
    for size in 0..=15_u64 {
        let note = Note::parse(&std::fs::read(folder.join(format!("checkpoint.{size}"))).unwrap()).unwrap();
        let head = Checkpoint::verified(&note, &key).unwrap();
        assert_eq!(head.size, size);
        heads.push((note, head));
    }
    for (note, head) in &heads {
        let nodes = |height, index| {
            tiles::node(head.size, height, index, |tile| {
                assert!(std::fs::exists(folder.join(tile.to_string())).unwrap(), "{tile}");
                tiles::hashes(&read(tile), tile.width)
            })
        };
        assert_eq!(Frontier::of(head.size, nodes).unwrap().root(), head.root, "from tiles, {}", head.size);

        let bundle = Tile::of(head.size, Level::Entries, 0).map(read).unwrap_or_default();
        let entries = tiles::entries(&bundle, u16::try_from(head.size).unwrap()).unwrap();
        let mut frontier = Frontier::default();
        entries.iter().for_each(|entry| frontier.push(tree::leaf_hash(entry)));
        assert_eq!(frontier.root(), head.root, "from entries, {}", head.size);

        for (index, entry) in entries.iter().enumerate() {
            let index = u64::try_from(index).unwrap();
            let path = tree::prove_inclusion::<Fault>(index, head.size, nodes).unwrap();
            let proof = Proof { extra: None, index, path, head: note.clone() };
            let proof = Proof::parse(proof.to_string().as_bytes()).unwrap();
            assert_eq!(proof.verify(entry, &trust).unwrap().checkpoint, *head);
            assert!(proof.verify(b"something else", &trust).is_err());
        }
        for (_, old) in &heads[1..=usize::try_from(head.size).unwrap()] {
            let proof = tree::prove_consistency::<Fault>(old.size, head.size, nodes).unwrap();
            tree::verify_consistency(old.size, &old.root, head.size, &head.root, &proof).unwrap();
        }
    }
}
