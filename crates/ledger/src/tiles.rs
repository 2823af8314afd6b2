//! In which file does a hash or an entry stand?
//!
//! C2SP `tlog-tiles`: a tile holds up to 256 hashes of one level, a bundle up to 256 entries. The hash at level L is a node of
//! height 8 L; the nodes between are computed from these.

use std::fmt;

use crate::{Fault, Hash, tree};

/// Hashes in a full tile, and entries in a full bundle.
pub const WIDTH: u16 = 256;
/// A full bundle is not longer: 256 entries with their lengths.
pub const BUNDLE_AT_MOST: usize = WIDTH as usize * (2 + u16::MAX as usize);
/// As many levels does a tree of 2^64 leaves have.
pub const LEVELS: u8 = 8;

/// Hashes of a level, or entries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Level {
    Hashes(u8),
    Entries,
}

/// The name of a tile or a bundle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Tile {
    pub level: Level,
    pub index: u64,
    /// 1 to 256; below 256 it is partial.
    pub width: u16,
}

impl Tile {
    /// Tile `index` of this level, as a tree of `size` leaves has it; none where it is empty.
    #[must_use]
    pub fn of(size: u64, level: Level, index: u64) -> Option<Self> {
        let height = if let Level::Hashes(level) = level { 8 * u32::from(level) } else { 0 };
        let hashes = size.checked_shr(height).unwrap_or(0).checked_sub(index.checked_mul(u64::from(WIDTH))?)?;
        let width = u16::try_from(hashes).unwrap_or(WIDTH).min(WIDTH);
        (width > 0).then_some(Self { level, index, width })
    }

    /// All that a tree of `size` leaves consists of and one of `since` leaves did not: each level from left to right.
    pub fn grown(since: u64, size: u64) -> impl Iterator<Item = Self> {
        let levels = (0..LEVELS).map(Level::Hashes).chain([Level::Entries]);
        levels.flat_map(move |level| {
            let height = if let Level::Hashes(level) = level { 8 * u32::from(level) } else { 0 };
            let (from, to) = (since >> height, size >> height);
            let tiles = if from < to { from / 256..to.div_ceil(256) } else { 0..0 };
            tiles.filter_map(move |index| Self::of(size, level, index))
        })
    }

    /// The same tile when it is full.
    #[must_use]
    pub fn full(self) -> Self {
        Self { width: WIDTH, ..self }
    }

    /// Reads a path as strictly as it is written.
    pub fn parse(path: &str) -> Result<Self, Fault> {
        let fault = || Fault::malformed("tile path", "it is not tile/<level>/<number>[.p/<width>]");
        let rest = path.strip_prefix("tile/").ok_or_else(fault)?;
        let (level, rest) = rest.split_once('/').ok_or_else(fault)?;
        let level = match level {
            "entries" => Level::Entries,
            level => Level::Hashes(
                crate::decimal(level).filter(|level| *level < 64).ok_or_else(fault)?.try_into().map_err(|_| fault())?,
            ),
        };
        let (number, width) = match rest.split_once(".p/") {
            None => (rest, WIDTH),
            Some((number, width)) => {
                let width =
                    crate::decimal(width).filter(|width| (1..u64::from(WIDTH)).contains(width)).ok_or_else(fault)?;
                (number, u16::try_from(width).map_err(|_| fault())?)
            }
        };
        let mut index = 0_u64;
        for group in number.split('/') {
            let digits = group.strip_prefix('x').unwrap_or(group);
            if digits.len() != 3 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
                return Err(fault());
            }
            let digits: u64 = digits.parse().map_err(|_| fault())?;
            index = index.checked_mul(1000).and_then(|index| index.checked_add(digits)).ok_or_else(fault)?;
        }
        let tile = Self { level, index, width };
        // Zeros in front, and an `x` that is missing or out of place, are written otherwise.
        (tile.to_string() == path).then_some(tile).ok_or_else(fault)
    }
}

/// The path below the log's own address.
impl fmt::Display for Tile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.level {
            Level::Hashes(level) => write!(f, "tile/{level}/")?,
            Level::Entries => f.write_str("tile/entries/")?,
        }
        let groups = std::iter::successors(Some(self.index), |rest| Some(rest / 1000).filter(|rest| *rest > 0));
        let groups: Vec<u64> = groups.skip(1).collect();
        for group in groups.iter().rev() {
            write!(f, "x{:03}/", group % 1000)?;
        }
        write!(f, "{:03}", self.index % 1000)?;
        if self.width < WIDTH { write!(f, ".p/{}", self.width) } else { Ok(()) }
    }
}

/// The hashes of a tile of this width; a file of another length is none.
pub fn hashes(bytes: &[u8], width: u16) -> Result<Vec<Hash>, Fault> {
    if bytes.len() != usize::from(width) * 32 {
        return Err(Fault::malformed("tile", format!("{} bytes are not {width} hashes", bytes.len())));
    }
    Ok(bytes.as_chunks::<32>().0.to_vec())
}

/// The node (height, index) of a tree of `size` leaves, which has it, out of the tiles that `tile` reads.
pub fn node<E: From<Fault>>(
    size: u64,
    height: u32,
    index: u64,
    mut tile: impl FnMut(Tile) -> Result<Vec<Hash>, E>,
) -> Result<Hash, E> {
    let beyond = Fault::Unproven("the tree has no such node");
    let first = index.checked_shl(height % 8).filter(|first| first >> (height % 8) == index);
    let level = u8::try_from(height / 8).map_err(|_| beyond.clone())?;
    let name =
        first.and_then(|first| Tile::of(size, Level::Hashes(level), first / 256)).ok_or_else(|| beyond.clone())?;
    let offset = usize::try_from(first.unwrap_or(0) % 256).map_err(|_| beyond.clone())?;
    let hashes = tile(name)?;
    let below = hashes.get(offset..offset + (1 << (height % 8))).ok_or(beyond)?;
    Ok(tree::root_of(below))
}

/// Entries as a bundle. None may be longer than 65,535 bytes.
pub fn bundle<'a>(entries: impl IntoIterator<Item = &'a [u8]>) -> Result<Vec<u8>, Fault> {
    let mut bytes = Vec::new();
    for entry in entries {
        let length = u16::try_from(entry.len())
            .map_err(|_| Fault::malformed("entry", format!("{} bytes are too many", entry.len())))?;
        bytes.extend_from_slice(&length.to_be_bytes());
        bytes.extend_from_slice(entry);
    }
    Ok(bytes)
}

/// The `width` entries of a bundle, and nothing after them.
pub fn entries(mut bytes: &[u8], width: u16) -> Result<Vec<&[u8]>, Fault> {
    let mut entries = Vec::with_capacity(usize::from(width.min(WIDTH)));
    for number in 0..width {
        let cut = || Fault::malformed("bundle", format!("it ends within entry {number}"));
        let (length, rest) = bytes.split_first_chunk::<2>().ok_or_else(cut)?;
        let (entry, rest) = rest.split_at_checked(usize::from(u16::from_be_bytes(*length))).ok_or_else(cut)?;
        entries.push(entry);
        bytes = rest;
    }
    match bytes.is_empty() {
        true => Ok(entries),
        false => Err(Fault::malformed("bundle", format!("it goes on after {width} entries"))),
    }
}
