//! Do other people's implementations agree with ours?
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::collections::HashMap;

use ledger::note::KeyKind;
use ledger::tiles::{self, Level, Tile};
use ledger::tree::{self, Frontier, Hash};
use ledger::{Checkpoint, Fault, Note, SigningKey};
use proptest::prelude::*;
use tlog_tiles::{HashReader, tlog};

/// A tree whose nodes are all remembered.
struct Whole {
    frontier: Frontier,
    nodes: HashMap<(u32, u64), Hash>,
}

impl Whole {
    fn of(size: u64) -> Self {
        let mut whole = Self { frontier: Frontier::default(), nodes: HashMap::new() };
        for index in 0..size {
            let Self { frontier, nodes } = &mut whole;
            frontier.push_with(tree::leaf_hash(&index.to_be_bytes()), |height, index, hash| {
                assert!(nodes.insert((height, index), *hash).is_none());
            });
        }
        whole
    }

    fn node(&self, height: u32, index: u64) -> Result<Hash, Fault> {
        self.nodes.get(&(height, index)).copied().ok_or(Fault::Unproven("no such node"))
    }

    /// What the tile holds.
    fn tile(&self, tile: Tile) -> Vec<Hash> {
        let Level::Hashes(level) = tile.level else { panic!("{tile}") };
        let first = tile.index * 256;
        (first..first + u64::from(tile.width)).map(|n| self.node(8 * u32::from(level), n).unwrap()).collect()
    }
}

impl HashReader for Whole {
    fn read_hashes(&self, indexes: &[u64]) -> Result<Vec<tlog::Hash>, tlog::Error> {
        let places = indexes.iter().map(|index| tlog::split_stored_hash_index(*index));
        Ok(places.map(|(height, n)| tlog::Hash(self.nodes[&(u32::from(height), n)])).collect())
    }
}

fn theirs(proof: Vec<tlog::Hash>) -> Vec<Hash> {
    proof.into_iter().map(|hash| hash.0).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn another_program_finds_the_same_roots_and_the_same_proofs(size in 1_u64..1500, a in any::<u64>(), b in any::<u64>()) {
        let whole = Whole::of(size);
        let root = whole.frontier.root();
        prop_assert_eq!(tlog::tree_hash(size, &whole).unwrap().0, root);

        let index = a % size;
        let path = tree::prove_inclusion(index, size, |h, i| whole.node(h, i)).unwrap();
        prop_assert_eq!(&theirs(tlog::prove_record(size, index, &whole).unwrap()), &path);
        let leaf = tree::leaf_hash(&index.to_be_bytes());
        tree::verify_inclusion(index, leaf, size, &root, &path).unwrap();
        prop_assert!(tree::verify_inclusion(index ^ 1, leaf, size, &root, &path).is_err());
        prop_assert!(tree::verify_inclusion(index, tree::leaf_hash(b"other"), size, &root, &path).is_err());

        let old = b % size + 1;
        let old_root = Whole::of(old).frontier.root();
        let path = tree::prove_consistency(old, size, |h, i| whole.node(h, i)).unwrap();
        prop_assert_eq!(&theirs(tlog::prove_tree(size, old, &whole).unwrap()), &path);
        tree::verify_consistency(old, &old_root, size, &root, &path).unwrap();
        prop_assert!(old == size || tree::verify_consistency(old, &root, size, &root, &path).is_err());
    }

    #[test]
    fn a_tree_is_taken_up_again_from_its_tiles(size in 0_u64..70_000, more in 0_u64..600) {
        // 70,000 leaves are hashed once; a smaller tree is the beginning of it.
        static WHOLE: std::sync::LazyLock<Whole> = std::sync::LazyLock::new(|| Whole::of(70_600));
        let mut taken_up = Frontier::of(size, |h, i| {
            tiles::node(size, h, i, |tile| Ok::<_, Fault>(WHOLE.tile(tile)))
        }).unwrap();
        let at_once = Frontier::of(size + more, |h, i| WHOLE.node(h, i)).unwrap();
        (size..size + more).for_each(|index| taken_up.push(tree::leaf_hash(&index.to_be_bytes())));
        prop_assert_eq!(taken_up.root(), at_once.root());
        prop_assert_eq!(taken_up, at_once);
    }

    #[test]
    fn another_program_names_the_same_tiles(old in 0_u64..200_000_000, more in 0_u64..2000) {
        let mut ours: Vec<String> = Tile::grown(old, old + more)
            .filter(|tile| tile.level != Level::Entries)
            .map(|tile| tile.to_string())
            .collect();
        let mut theirs: Vec<String> = tlog_tiles::Tile::new_tiles(8, old, old + more)
            .into_iter()
            // It names the height of a tile, which is always 8 here, and so do not we.
            .map(|tile| tile.path().replacen("tile/8/", "tile/", 1))
            .collect();
        ours.sort();
        theirs.sort();
        prop_assert_eq!(ours, theirs);
    }

    #[test]
    fn a_path_of_a_tile_is_read_as_it_is_written(level in 0_u8..64, index in any::<u64>(), shift in 0_u32..64, width in 1_u16..=256) {
        for level in [Level::Hashes(level), Level::Entries] {
            let tile = Tile { level, index: index >> shift, width };
            prop_assert_eq!(Tile::parse(&tile.to_string()).unwrap(), tile);
        }
    }

    #[test]
    fn another_program_verifies_our_heads_and_we_its(seed in any::<[u8; 32]>(), size in any::<u64>(), root in any::<[u8; 32]>()) {
        use signed_note::{StandardVerifier, VerifierList};
        let key = SigningKey::new("news.example/a", &seed).unwrap();
        let vkey = key.verifier(KeyKind::Text).to_string();
        let checkpoint = Checkpoint::new("news.example/a", size, root);
        let head = checkpoint.signed(&key).unwrap().to_string();

        let verifiers = VerifierList::new(vec![Box::new(StandardVerifier::new(&vkey).unwrap())]);
        let note = signed_note::Note::from_bytes(head.as_bytes()).unwrap();
        let (verified, _) = note.verify(&verifiers).unwrap();
        prop_assert_eq!(verified.len(), 1);
        let theirs = tlog_tiles::Checkpoint::from_bytes(note.text()).unwrap();
        prop_assert_eq!((theirs.origin(), theirs.size(), theirs.hash().0), ("news.example/a", size, root));
        prop_assert_eq!(theirs.to_bytes(), checkpoint.to_string().into_bytes());

        let ours = Note::parse(&note.to_bytes()).unwrap();
        prop_assert_eq!(Checkpoint::verified(&ours, &key.verifier(KeyKind::Text)).unwrap(), checkpoint);
    }
}
