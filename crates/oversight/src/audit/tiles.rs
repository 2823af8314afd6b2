//! Do root and tiles stand for the entries?

use std::collections::HashMap;

use ledger::Checkpoint;
use ledger::tiles::{BUNDLE_AT_MOST, Level, Tile, WIDTH};
use ledger::tree::Hash;

use super::fetch::{Fetch, FetchError};
use super::found::Faults;
use crate::book::edges::Edges;

/// The tree as the entries give it.
#[derive(Default)]
pub struct Rebuilt {
    edges: Edges,
    /// Sizes at which somebody wants to know the root, and the root once it is known.
    roots: HashMap<u64, Option<Hash>>,
}

/// The bundle that begins with this entry: its bytes and how many it has, for they may be more than the head knows.
pub fn bundle(
    log: &dyn Fetch,
    size: u64,
    index: u64,
    faults: &mut Faults,
) -> Result<Option<(Vec<u8>, u16)>, FetchError> {
    let Some(tile) = Tile::of(size, Level::Entries, index / u64::from(WIDTH)) else { return Ok(None) };
    for tile in [tile, tile.full()] {
        if let Some(bytes) = log.get(&tile.to_string(), BUNDLE_AT_MOST)? {
            return Ok(Some((bytes, tile.width)));
        }
    }
    faults.at(index, format!("its bundle {tile} is missing"));
    Ok(None)
}

impl Rebuilt {
    pub fn new(wanted: Vec<u64>) -> Self {
        let roots = wanted.into_iter().map(|size| (size, None)).collect();
        let mut rebuilt = Self { roots, ..Self::default() };
        rebuilt.note_root();
        rebuilt
    }

    fn note_root(&mut self) {
        if let Some(root) = self.roots.get_mut(&self.edges.frontier.size()) {
            *root = Some(self.edges.frontier.root());
        }
    }

    pub fn push(&mut self, entry: &[u8]) {
        // It comes out of a bundle, so it fits into one.
        let _ = self.edges.push(entry);
        self.note_root();
    }

    /// Remembers the root of what is there now.
    pub fn keep_root(&mut self) {
        self.roots.insert(self.edges.frontier.size(), Some(self.edges.frontier.root()));
    }

    /// The root at a size that was wanted, unless the log ends before it.
    pub fn root_at(&self, size: u64) -> Option<&Hash> {
        self.roots.get(&size)?.as_ref()
    }

    /// Holds the tiles that have become full against the log's.
    pub fn compare(&mut self, log: &dyn Fetch, faults: &mut Faults) -> Result<(), FetchError> {
        self.edges.take_full().iter().try_for_each(|(tile, bytes)| same(log, *tile, bytes, faults))
    }

    /// Holds the rest against the log's, and the root against its head.
    pub fn finish(&mut self, log: &dyn Fetch, head: &Checkpoint, faults: &mut Faults) -> Result<(), FetchError> {
        for (tile, bytes) in self.edges.take(0) {
            same(log, tile, &bytes, faults)?;
        }
        if self.edges.frontier.root() != head.root {
            faults.of_log("its entries do not give the root that it signed");
        }
        Ok(())
    }
}

/// Does the log's file say the same, and each partial one that is left of it? Of a bundle, these bytes were read from it.
fn same(log: &dyn Fetch, tile: Tile, bytes: &[u8], faults: &mut Faults) -> Result<(), FetchError> {
    let is_found = tile.level == Level::Entries
        || has(log, tile, bytes, faults)?
        || (tile.width < WIDTH && has(log, tile.full(), bytes, faults)?);
    if !is_found {
        faults.at(first_entry(tile, 0), format!("{tile} is missing"));
    }
    let folder = format!("{}.p", tile.full());
    for name in log.list(&folder)?.unwrap_or_default() {
        let Ok(partial) = Tile::parse(&format!("{folder}/{name}")) else { continue };
        let narrower = partial.width < tile.width;
        if let Some(bytes) = begin(partial, bytes).filter(|_| narrower) {
            has(log, partial, bytes, faults)?;
        }
    }
    Ok(())
}

/// As many of these bytes as a narrower tile has.
fn begin(tile: Tile, bytes: &[u8]) -> Option<&[u8]> {
    match tile.level {
        Level::Hashes(_) => bytes.get(..usize::from(tile.width) * 32),
        Level::Entries => {
            let mut end = 0;
            for _ in 0..tile.width {
                let length = bytes.get(end..)?.first_chunk::<2>()?;
                end += 2 + usize::from(u16::from_be_bytes(*length));
            }
            bytes.get(..end)
        }
    }
}

/// Is the file there? Then it begins with these bytes, or that is a fault.
fn has(log: &dyn Fetch, tile: Tile, bytes: &[u8], faults: &mut Faults) -> Result<bool, FetchError> {
    let at_most = if tile.level == Level::Entries { BUNDLE_AT_MOST } else { usize::from(tile.width) * 32 };
    let Some(found) = log.get(&tile.to_string(), at_most)? else { return Ok(false) };
    // A full tile may be there where the head knows only a part of it.
    let is_whole = match tile.level {
        Level::Hashes(_) => found.len() == usize::from(tile.width) * 32,
        Level::Entries => found.len() == bytes.len(),
    };
    if !is_whole || !found.starts_with(bytes) {
        let place = found.iter().zip(bytes).position(|(a, b)| a != b).unwrap_or(0);
        let place = if tile.level == Level::Entries { entry_at(bytes, place) } else { place / 32 };
        faults.at(first_entry(tile, place), format!("{tile} does not fit the entries"));
    }
    Ok(true)
}

/// Which entry of a bundle has this byte?
fn entry_at(bundle: &[u8], byte: usize) -> usize {
    let (mut end, mut entry) = (0, 0);
    while let Some(length) = bundle.get(end..).and_then(|rest| rest.first_chunk::<2>()) {
        end += 2 + usize::from(u16::from_be_bytes(*length));
        if end > byte {
            break;
        }
        entry += 1;
    }
    entry
}

/// The first entry that a hash of a tile stands for.
fn first_entry(tile: Tile, place: usize) -> u64 {
    let first = tile.index.saturating_mul(u64::from(WIDTH)).saturating_add(place as u64);
    match tile.level {
        Level::Entries => first,
        Level::Hashes(level) => first.checked_shl(8 * u32::from(level)).unwrap_or(u64::MAX),
    }
}
