//! Which hash stands for a list, and how is it shown that an entry is in it, or that it only grew?
//!
//! Merkle trees of RFC 6962: the list is split at the largest power of two below its length. A *node* is named by its height
//! and its index: node (h, i) stands for the leaves `i << h .. (i + 1) << h`. Proofs are verified as RFC 9162 does it (2.1.3.2
//! and 2.1.4.2); what is said there of heads holds for subtrees too, as draft-ietf-plants-merkle-tree-certs-03, 4.3 and 4.4, puts it.

use sha2::{Digest, Sha256};

use crate::Fault;

/// A SHA-256.
pub type Hash = [u8; 32];

/// No proof has more steps: a tree has at most 2^64 leaves.
pub const STEPS_AT_MOST: usize = 64;

/// The hash of an entry.
#[must_use]
pub fn leaf_hash(entry: &[u8]) -> Hash {
    Sha256::new().chain_update([0]).chain_update(entry).finalize().into()
}

/// The hash over two nodes.
#[must_use]
pub fn node_hash(left: &Hash, right: &Hash) -> Hash {
    let mut both = [1; 65];
    both[1..33].copy_from_slice(left);
    both[33..].copy_from_slice(right);
    Sha256::digest(both).into()
}

/// The root of a list that holds nothing.
#[must_use]
pub fn empty_root() -> Hash {
    Sha256::digest([]).into()
}

/// The right edge of a growing tree: one node for each bit of its size, the highest first. All that adding needs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Frontier {
    size: u64,
    nodes: Vec<Hash>,
}

impl Frontier {
    /// The edge of a tree that is kept elsewhere.
    pub fn of<E>(size: u64, mut node: impl FnMut(u32, u64) -> Result<Hash, E>) -> Result<Self, E> {
        let heights = (0..u64::BITS).rev().filter(|height| size >> height & 1 == 1);
        let nodes = heights.map(|height| node(height, (size >> height) - 1)).collect::<Result<_, E>>()?;
        Ok(Self { size, nodes })
    }

    /// Adds a leaf, and says to `made` each node that is complete with it, lowest first: height, index, hash.
    pub fn push_with(&mut self, leaf: Hash, mut made: impl FnMut(u32, u64, &Hash)) {
        let (mut node, mut height) = (leaf, 0);
        made(height, self.size, &node);
        while self.size >> height & 1 == 1 {
            if let Some(left) = self.nodes.pop() {
                node = node_hash(&left, &node);
            }
            height += 1;
            made(height, self.size >> height, &node);
        }
        self.nodes.push(node);
        self.size += 1;
    }

    pub fn push(&mut self, leaf: Hash) {
        self.push_with(leaf, |_, _, _| {});
    }

    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }

    #[must_use]
    pub fn root(&self) -> Hash {
        let right_to_left = self.nodes.iter().rev().copied();
        right_to_left.reduce(|right, left| node_hash(&left, &right)).unwrap_or_else(empty_root)
    }
}

/// The root over all these nodes, taken as leaves.
#[must_use]
pub fn root_of(leaves: &[Hash]) -> Hash {
    let mut frontier = Frontier::default();
    leaves.iter().for_each(|leaf| frontier.push(*leaf));
    frontier.root()
}

/// The largest power of two below `n`, which is 2 or more.
fn split(n: u64) -> u64 {
    1 << (u64::BITS - 1 - (n - 1).leading_zeros())
}

/// The hash over the leaves `from .. to` of a tree, where they are one of its subtrees.
fn range<E>(from: u64, to: u64, node: &mut impl FnMut(u32, u64) -> Result<Hash, E>) -> Result<Hash, E> {
    let n = to - from;
    if n.is_power_of_two() {
        return node(n.trailing_zeros(), from / n);
    }
    let middle = from + split(n);
    Ok(node_hash(&range(from, middle, node)?, &range(middle, to, node)?))
}

/// The proof that leaf `index` is in the tree of `size` leaves, from the leaf upwards. Needs `index < size`.
pub fn prove_inclusion<E>(
    index: u64,
    size: u64,
    mut node: impl FnMut(u32, u64) -> Result<Hash, E>,
) -> Result<Vec<Hash>, E> {
    let (mut from, mut to, mut proof) = (0, size, Vec::new());
    while to - from > 1 {
        let middle = from + split(to - from);
        if index < middle {
            proof.push(range(middle, to, &mut node)?);
            to = middle;
        } else {
            proof.push(range(from, middle, &mut node)?);
            from = middle;
        }
    }
    proof.reverse();
    Ok(proof)
}

/// The proof that the tree of `old` leaves is the beginning of that of `new`. Needs `0 < old <= new`.
pub fn prove_consistency<E>(
    old: u64,
    new: u64,
    mut node: impl FnMut(u32, u64) -> Result<Hash, E>,
) -> Result<Vec<Hash>, E> {
    let (mut from, mut to, mut proof) = (0, new, Vec::new());
    while old != to {
        let middle = from + split(to - from);
        if old <= middle {
            proof.push(range(middle, to, &mut node)?);
            to = middle;
        } else {
            proof.push(range(from, middle, &mut node)?);
            from = middle;
        }
    }
    // Whoever verifies has the old root already, which is this node where nothing was split off on its left.
    if from != 0 {
        proof.push(range(from, to, &mut node)?);
    }
    proof.reverse();
    Ok(proof)
}

/// Does `proof` show that `leaf` is number `index` of the tree with this `size` and `root`?
pub fn verify_inclusion(index: u64, leaf: Hash, size: u64, root: &Hash, proof: &[Hash]) -> Result<(), Fault> {
    verify_subtree_inclusion(index, leaf, 0, size, root, proof)
}

/// Does `proof` show that the tree of `old` leaves is the beginning of that of `new`? A tree without leaves is the beginning
/// of any, but that is not for a proof to say: where `old` may be 0, whoever asks sees to it.
pub fn verify_consistency(old: u64, old_root: &Hash, new: u64, new_root: &Hash, proof: &[Hash]) -> Result<(), Fault> {
    if old == 0 {
        return Err(Fault::Unproven("nothing is to be proven of an empty tree"));
    }
    verify_subtree_consistency(0, old, old_root, new, new_root, proof)
}

/// Are the leaves `start .. end` a subtree, of one tree or another?
fn is_subtree(start: u64, end: u64) -> bool {
    let width = end.checked_sub(start).filter(|width| *width > 0);
    width.is_some_and(|width| {
        start == 0 || width.checked_next_power_of_two().is_some_and(|width| start.is_multiple_of(width))
    })
}

/// Does `proof` show that `leaf` is number `index` of a tree, inside its subtree over `start .. end` with this `root`?
pub fn verify_subtree_inclusion(
    index: u64,
    leaf: Hash,
    start: u64,
    end: u64,
    root: &Hash,
    proof: &[Hash],
) -> Result<(), Fault> {
    if !is_subtree(start, end) || index < start || index >= end {
        return Err(Fault::Unproven("the entry's number is outside the tree"));
    }
    let (mut at, mut last, mut node) = (index - start, end - start - 1, leaf);
    for step in proof {
        if last == 0 {
            return Err(Fault::Unproven("the inclusion proof is too long"));
        }
        if at & 1 == 1 || at == last {
            node = node_hash(step, &node);
            while at & 1 == 0 && at != 0 {
                (at, last) = (at >> 1, last >> 1);
            }
        } else {
            node = node_hash(&node, step);
        }
        (at, last) = (at >> 1, last >> 1);
    }
    match last == 0 && node == *root {
        true => Ok(()),
        false => Err(Fault::Unproven("the inclusion proof does not lead to the root")),
    }
}

/// Does `proof` show that the subtree over `start .. end` with `sub_root` is part of the tree of `size` leaves with `root`? One
/// without leaves is part of any.
pub fn verify_subtree_consistency(
    start: u64,
    end: u64,
    sub_root: &Hash,
    size: u64,
    root: &Hash,
    proof: &[Hash],
) -> Result<(), Fault> {
    if start == end && end <= size && proof.is_empty() && *sub_root == empty_root() {
        return Ok(());
    }
    if !is_subtree(start, end) || end > size {
        return Err(Fault::Unproven("the older tree is empty or larger than the newer"));
    }
    let (mut first, mut at, mut last) = (start, end - 1, size - 1);
    while first != at && (at == last || at & 1 == 1) {
        (first, at, last) = (first >> 1, at >> 1, last >> 1);
    }
    let mut steps = proof.iter();
    let seed = if first == at { Some(sub_root) } else { steps.next() };
    let Some(seed) = seed else { return Err(Fault::Unproven("the consistency proof is too short")) };
    let (mut old, mut new) = (*seed, *seed);
    for step in steps {
        if last == 0 {
            return Err(Fault::Unproven("the consistency proof is too long"));
        }
        if at & 1 == 1 || at == last {
            if first < at {
                old = node_hash(step, &old);
            }
            new = node_hash(step, &new);
            while at & 1 == 0 && at != 0 {
                (first, at, last) = (first >> 1, at >> 1, last >> 1);
            }
        } else {
            new = node_hash(&new, step);
        }
        (first, at, last) = (first >> 1, at >> 1, last >> 1);
    }
    match last == 0 && old == *sub_root && new == *root {
        true => Ok(()),
        false => Err(Fault::Unproven("the consistency proof does not lead to both roots")),
    }
}
