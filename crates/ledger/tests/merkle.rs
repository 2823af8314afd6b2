//! Do the public test vectors of Merkle proofs get the answers that they ask for?
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::path::{Path, PathBuf};

use ledger::tree::{verify_consistency, verify_inclusion, verify_subtree_consistency, verify_subtree_inclusion};
use serde_json::Value;

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

fn bytes(value: &Value) -> Vec<u8> {
    use base64::Engine;
    base64::engine::general_purpose::STANDARD.decode(value.as_str().unwrap()).unwrap()
}

/// A step of a proof; one of another length is refused before anything is verified, as the types do.
fn hash(value: &Value) -> Option<ledger::Hash> {
    bytes(value).try_into().ok()
}

/// A root; where it does not matter, the vectors say so in words instead, and equal words are equal roots.
fn root(value: &Value) -> ledger::Hash {
    hash(value).unwrap_or_else(|| ledger::tree::leaf_hash(&bytes(value)))
}

fn verified(kind: &str, vector: &Value) -> Option<bool> {
    let number = |name: &str| vector[name].as_u64().unwrap();
    let proof = vector["proof"].as_array().map(Vec::as_slice).unwrap_or_default();
    let proof = proof.iter().map(hash).collect::<Option<Vec<_>>>()?;
    Some(match kind {
        "inclusion" => {
            let (leaf, root) = (hash(&vector["leafHash"])?, root(&vector["root"]));
            verify_inclusion(number("leafIdx"), leaf, number("treeSize"), &root, &proof).is_ok()
        }
        "subtreeinclusion" => {
            let (leaf, root) = (hash(&vector["leafHash"])?, root(&vector["root"]));
            verify_subtree_inclusion(number("leafIdx"), leaf, number("start"), number("end"), &root, &proof).is_ok()
        }
        "consistency" => {
            let (old, new) = (root(&vector["root1"]), root(&vector["root2"]));
            verify_consistency(number("size1"), &old, number("size2"), &new, &proof).is_ok()
        }
        _ => {
            let (part, root) = (root(&vector["root1"]), root(&vector["root2"]));
            let (start, end) = (number("start"), number("end"));
            verify_subtree_consistency(start, end, &part, number("size"), &root, &proof).is_ok()
        }
    })
}

#[test]
fn every_public_vector_is_accepted_or_refused_as_it_says() {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/tlog/merkle"));
    if !folder.is_dir() {
        assert!(std::env::var_os("CI").is_none(), "{} is missing", folder.display());
        println!("skipped: no vectors");
        return;
    }
    let (mut wrong, mut count) = (Vec::new(), 0);
    for kind in ["inclusion", "consistency", "subtreeinclusion", "subtreeconsistency"] {
        for path in files(&folder.join(kind)) {
            let vector: Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
            let want = !vector["wantErr"].as_bool().unwrap();
            if verified(kind, &vector).unwrap_or(false) != want {
                wrong.push(format!("{}: {want} was wanted", path.display()));
            }
            count += 1;
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(count > 500, "only {count} vectors");
}
