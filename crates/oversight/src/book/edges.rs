//! Which files does the log need for entries that come?

use ledger::tiles::{self, Level, Tile, WIDTH};
use ledger::tree::{Frontier, Hash, leaf_hash};

use super::files::Files;
use crate::Error;

/// The growing end of the log: what is in its partial tiles and its partial bundle.
#[derive(Debug, Default)]
pub struct Edges {
    pub frontier: Frontier,
    /// By level, the hashes of the tile that is not full.
    levels: Vec<Vec<Hash>>,
    bundle: Vec<u8>,
    /// Tiles and bundles that became full since they were last taken.
    full: Vec<(Tile, Vec<u8>)>,
}

impl Edges {
    /// Of a tree of `size` leaves whose tiles are there.
    pub fn read(files: &Files, size: u64) -> Result<Self, Error> {
        let partial = |level: Level, width: u64| {
            let tile = Tile::of(size, level, width / u64::from(WIDTH));
            tile.filter(|tile| tile.width < WIDTH)
        };
        let mut edges = Self { frontier: Frontier::of(size, files.nodes(size))?, ..Self::default() };
        for level in (0..tiles::LEVELS).take_while(|level| size >> (8 * level) > 0) {
            let tile = partial(Level::Hashes(level), size >> (8 * level));
            edges.levels.push(tile.map(|tile| files.hashes(tile)).transpose()?.unwrap_or_default());
        }
        if let Some(tile) = partial(Level::Entries, size) {
            let entries = files.entries(tile)?;
            let is_of_tile = entries.iter().map(|entry| leaf_hash(entry)).eq(edges.levels[0].iter().copied());
            if !is_of_tile {
                return Err(files.torn(format!("{tile} does not give the hashes of its tile")));
            }
            edges.bundle = tiles::bundle(entries.iter().map(Vec::as_slice))?;
        }
        Ok(edges)
    }

    pub fn push(&mut self, entry: &[u8]) -> Result<(), Error> {
        self.bundle.extend(tiles::bundle([entry])?);
        let Self { frontier, levels, bundle, full } = self;
        let index = frontier.size();
        frontier.push_with(leaf_hash(entry), |height, index, hash| {
            let (level, rest) = (height / 8, height % 8);
            let Some(level) = u8::try_from(level).ok().filter(|_| rest == 0) else { return };
            if levels.len() <= usize::from(level) {
                levels.push(Vec::new());
            }
            let hashes = &mut levels[usize::from(level)];
            hashes.push(*hash);
            if hashes.len() == usize::from(WIDTH) {
                let tile = Tile { level: Level::Hashes(level), index: index / u64::from(WIDTH), width: WIDTH };
                full.push((tile, std::mem::take(hashes).concat()));
            }
        });
        if frontier.size().is_multiple_of(u64::from(WIDTH)) {
            let tile = Tile { level: Level::Entries, index: index / u64::from(WIDTH), width: WIDTH };
            full.push((tile, std::mem::take(bundle)));
        }
        Ok(())
    }

    /// Those that became full since this was asked last.
    pub fn take_full(&mut self) -> Vec<(Tile, Vec<u8>)> {
        std::mem::take(&mut self.full)
    }

    /// All files that the tree consists of now and that of `since` leaves did not.
    pub fn take(&mut self, since: u64) -> Vec<(Tile, Vec<u8>)> {
        let mut files = std::mem::take(&mut self.full);
        let partial = Tile::grown(since, self.frontier.size()).filter(|tile| tile.width < WIDTH);
        files.extend(partial.map(|tile| {
            let bytes = match tile.level {
                Level::Hashes(level) => self.levels[usize::from(level)].concat(),
                Level::Entries => self.bundle.clone(),
            };
            (tile, bytes)
        }));
        files
    }
}
