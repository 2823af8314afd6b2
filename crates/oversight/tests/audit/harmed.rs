//! What a disk or a stranger does to a log: files are changed, and nobody signs anew.

use ledger::tiles::{self, Level, Tile};

use crate::chance::Chance;
use crate::shown::Shown;

/// One of the files whose names begin so.
fn one(log: &Shown, begin: &str, chance: &mut Chance) -> String {
    let names: Vec<&String> = log.files.keys().filter(|name| name.starts_with(begin)).collect();
    chance.pick(&names).clone()
}

pub fn bit(log: &mut Shown, begin: &str, chance: &mut Chance) {
    let name = one(log, begin, chance);
    let bytes = log.files.get_mut(&name).unwrap();
    let place = chance.below(bytes.len());
    bytes[place] ^= 1 << chance.below(8);
}

pub fn cut(log: &mut Shown, begin: &str, chance: &mut Chance) {
    let name = one(log, begin, chance);
    let bytes = log.files.get_mut(&name).unwrap();
    bytes.truncate(chance.below(bytes.len()));
}

pub fn longer(log: &mut Shown, begin: &str, chance: &mut Chance) {
    let name = one(log, begin, chance);
    let more = usize::from(chance.bytes::<1>()[0] % 40) + 1;
    log.files.get_mut(&name).unwrap().extend((0..more).map(|_| b'\n'));
}

/// A file that the newest head needs is gone.
pub fn gone(log: &mut Shown, begin: &str, chance: &mut Chance) {
    let name = loop {
        let name = one(log, begin, chance);
        let is_old = Tile::parse(&name).is_ok_and(|tile| tile.width < 256 && !is_newest(log, tile));
        if !is_old {
            break name;
        }
    };
    log.files.remove(&name);
}

fn is_newest(log: &Shown, tile: Tile) -> bool {
    let wider = |width| log.files.contains_key(&Tile { width, ..tile }.to_string());
    !(tile.width + 1..=256).any(wider)
}

/// Changes the entries of one bundle, of those that the newest head needs.
pub fn bundle(log: &mut Shown, chance: &mut Chance, change: impl Fn(&mut Vec<Vec<u8>>, &mut Chance)) {
    let name = loop {
        let name = one(log, "tile/entries/", chance);
        if is_newest(log, Tile::parse(&name).unwrap()) {
            break name;
        }
    };
    let tile = Tile::parse(&name).unwrap();
    assert_eq!(tile.level, Level::Entries);
    let mut entries: Vec<Vec<u8>> =
        tiles::entries(&log.files[&name], tile.width).unwrap().into_iter().map(<[u8]>::to_vec).collect();
    let before = entries.clone();
    while entries == before {
        change(&mut entries, chance);
    }
    log.files.insert(name, tiles::bundle(entries.iter().map(Vec::as_slice)).unwrap());
}
