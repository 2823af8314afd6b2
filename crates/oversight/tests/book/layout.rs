//! Is a log of 70,000 entries laid out as the specification says?

use std::collections::{BTreeSet, HashMap};
use std::path::Path;

use ledger::{Checkpoint, TrustPolicy, tiles::Tile, tree};

use crate::stand::{SEED, Scratch, access, accesses, release, vkey};

fn files(folder: &Path, below: &Path, found: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, below, found);
        } else {
            found.insert(path.strip_prefix(below).unwrap().to_str().unwrap().to_owned());
        }
    }
}

#[test]
fn each_tile_of_a_log_of_70_000_entries_is_where_the_specification_has_it_and_each_entry_is_proven() {
    let scratch = Scratch::new();
    let book = scratch.open();
    book.append_blocking(&[release(SEED)]).unwrap();
    for first in (0..69_999).step_by(10_000) {
        book.append_blocking(&accesses(first..(first + 10_000).min(69_999))).unwrap();
    }
    book.close();

    // "273 full level 0 tiles, one partial level 0 tile of width 112, one full level 1 tile, one partial level 1 tile of width
    // 17, and one partial level 2 tile of width 1" (C2SP tlog-tiles), and as many bundles as level 0 has tiles.
    let mut want = BTreeSet::new();
    for level in ["0", "entries"] {
        want.extend((0..273).map(|index| format!("tile/{level}/{index:03}")));
        want.insert(format!("tile/{level}/273.p/112"));
    }
    want.extend(["tile/1/000", "tile/1/001.p/17", "tile/2/000.p/1"].map(str::to_owned));
    // Partial tiles of heads that were published on the way stay until the full one is there.
    let mut found = BTreeSet::new();
    files(&scratch.ledger().join("tile"), &scratch.ledger(), &mut found);
    let missing: Vec<_> = want.difference(&found).collect();
    assert!(missing.is_empty(), "{missing:?}");
    for more in found.difference(&want) {
        let tile = Tile::parse(more).unwrap();
        assert!(tile.width < 256 && !found.contains(&tile.full().to_string()), "{more}");
    }

    let book = scratch.open();
    let key = vkey(SEED);
    let head = book.head().unwrap().unwrap();
    assert_eq!(Checkpoint::verified(&head.note, &key).unwrap().size, 70_000);
    let mut known = HashMap::new();
    let mut from_tiles = book.files().nodes(70_000);
    let mut node = |height, index| match known.get(&(height, index)) {
        Some(hash) => Ok(*hash),
        None => {
            let hash = from_tiles(height, index)?;
            known.insert((height, index), hash);
            Ok::<_, oversight::Error>(hash)
        }
    };
    for index in 0..70_000 {
        let entry = if index == 0 { release(SEED) } else { access(index - 1) };
        let path = tree::prove_inclusion(index, 70_000, &mut node).unwrap();
        let leaf = tree::leaf_hash(&entry.to_bytes().unwrap());
        tree::verify_inclusion(index, leaf, 70_000, &head.checkpoint.root, &path).unwrap();
    }
    // The same, as somebody gets it who asks for one.
    let trust = TrustPolicy::of_log(key);
    for index in (0..70_000).step_by(997).chain([255, 256, 65_535, 65_536, 69_887, 69_888, 69_999]) {
        let proof = book.proof(index).unwrap();
        proof.verify(&book.entry(index).unwrap(), &trust).unwrap();
    }
}
