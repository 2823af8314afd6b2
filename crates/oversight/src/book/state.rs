//! How far is the log, and what is to be finished of what a crash interrupted?

use ledger::entry::Body;
use ledger::tiles::{self, Level, Tile, WIDTH};
use ledger::tree::{Frontier, leaf_hash, root_of};
use ledger::{Checkpoint, Entry, SigningKey, VerifierKey};

use super::edges::Edges;
use super::files::{Files, Head};
use super::place::{Place, verifier};
use crate::Error;

/// What a writer has in mind. It holds as long as nobody else has written.
#[derive(Debug)]
pub struct State {
    pub key: SigningKey,
    pub edges: Edges,
    /// The newest published head.
    pub head: Option<Head>,
}

impl State {
    /// Reads it from disk. A head that was about to be signed is signed and published; where checkpoint, intent and tiles do not
    /// fit, nothing is done. Needs the lock.
    pub fn load(place: &Place, seed: Option<[u8; 32]>) -> Result<Self, Error> {
        let key = place.signing(seed)?;
        let files = place.files();
        let head = files.head()?;
        if let Some(head) = &head {
            Checkpoint::verified(&head.note, &verifier(&key)).map_err(|fault| {
                place.torn(format!("its checkpoint is not that of the key in {:?} ({fault})", place.keys))
            })?;
        }
        let intent = intent(place)?;
        let published = head.as_ref().map(|head| &head.checkpoint);
        let Some(newest) = newest(place, published, intent)? else {
            place.announce(&verifier(&key))?;
            return Ok(Self { key, edges: Edges::default(), head: None });
        };
        let edges = Edges::read(&files, newest.size)?;
        if edges.frontier.root() != newest.root {
            return Err(place.torn(format!("its tiles do not give the root of its head of {} entries", newest.size)));
        }
        let mut state = Self { key, edges, head };
        let old = state.head.as_ref().map_or(0, |head| head.checkpoint.size);
        if old < newest.size {
            state.is_grown_from(place, &newest)?;
            let note = newest.signed(&state.key)?;
            state.publish(place, Head { note, checkpoint: newest })?;
        } else {
            state.finish_rotation(place)?;
        }
        Ok(state)
    }

    /// Is everything there that a head adds to the published one, and nothing changed?
    fn is_grown_from(&self, place: &Place, newest: &Checkpoint) -> Result<(), Error> {
        let files = place.files();
        let published = self.head.as_ref().map(|head| &head.checkpoint);
        if let Some(old) = published {
            let frontier = Frontier::of(old.size, files.nodes(newest.size))?;
            if frontier.root() != old.root {
                return Err(place.torn("the head that was about to be signed contradicts the published one".to_owned()));
            }
        }
        Tile::grown(published.map_or(0, |old| old.size), newest.size)
            .try_for_each(|tile| holds(&files, newest.size, tile))
    }

    /// Publishes the head of what is on disk. Where its last entry names the prepared key, that one signs too, and then alone.
    pub fn publish(&mut self, place: &Place, mut head: Head) -> Result<(), Error> {
        let next = self.following(place, head.checkpoint.size)?;
        if let Some(next) = &next {
            head.note.add(next.sign(head.note.text()));
            let name = format!("rotation/{}", head.checkpoint.size);
            if place.ledger().read(&name)?.is_none() {
                place.ledger().put(&name, head.note.to_string().as_bytes())?;
            }
            place.announce(&verifier(next))?;
        }
        place.ledger().put("checkpoint", head.note.to_string().as_bytes())?;
        self.head = Some(head);
        if let Some(next) = next {
            place.promote()?;
            self.key = next;
        }
        Ok(())
    }

    /// A crash may have come between the publishing of a key's last head and its end.
    fn finish_rotation(&mut self, place: &Place) -> Result<(), Error> {
        let size = self.head.as_ref().map_or(0, |head| head.checkpoint.size);
        if let Some(next) = self.following(place, size)? {
            place.promote()?;
            self.key = next;
        }
        place.announce(&verifier(&self.key))
    }

    /// The prepared key, if the last of `size` entries names it.
    fn following(&self, place: &Place, size: u64) -> Result<Option<SigningKey>, Error> {
        let Some(next) = place.next()? else { return Ok(None) };
        let Some(bundle) = size.checked_sub(1).and_then(|last| Tile::of(size, Level::Entries, last / u64::from(WIDTH)))
        else {
            return Ok(None);
        };
        let last = place.files().entries(bundle)?.pop().unwrap_or_default();
        let named = named_key(&last);
        Ok(Some(next).filter(|next| named.is_some_and(|named| named == verifier(next))))
    }
}

/// The key that a release names.
pub fn named_key(entry: &[u8]) -> Option<VerifierKey> {
    // Most entries are none, and need not be read.
    if !entry.starts_with(b"kind release\n") {
        return None;
    }
    match Entry::parse(entry).ok()?.body {
        Body::Release(release) => Some(release.key),
        _ => None,
    }
}

pub fn intent(place: &Place) -> Result<Option<Checkpoint>, Error> {
    let Some(bytes) = place.keys().read("intent")? else { return Ok(None) };
    let intent = str::from_utf8(&bytes).ok().and_then(|text| Checkpoint::parse(text).ok());
    let intent = intent.ok_or_else(|| place.torn(format!("{:?} cannot be read", place.keys.join("intent"))))?;
    match intent.origin == place.origin {
        true => Ok(Some(intent)),
        false => Err(place.torn(format!("it is that of {}, and not of {}", intent.origin, place.origin))),
    }
}

/// The head that counts: what is intended, if it goes on from what is published.
fn newest(
    place: &Place,
    published: Option<&Checkpoint>,
    intent: Option<Checkpoint>,
) -> Result<Option<Checkpoint>, Error> {
    match (published, intent) {
        (None, intent) => Ok(intent),
        (Some(published), None) => Ok(Some(published.clone())),
        (Some(published), Some(intent)) if intent.size < published.size => Err(place.torn(format!(
            "its checkpoint has {} entries, and {:?} remembers only {}: that folder was put back to an earlier state",
            published.size,
            place.keys.join("intent"),
            intent.size
        ))),
        (Some(published), Some(intent)) if intent.size == published.size && intent.root != published.root => {
            Err(place.torn(format!("there are two heads of {} entries", intent.size)))
        }
        (Some(_), Some(intent)) => Ok(Some(intent)),
    }
}

/// Does a file say what those below it say?
fn holds(files: &Files, size: u64, tile: Tile) -> Result<(), Error> {
    let below: Vec<_> = match tile.level {
        Level::Entries => files.entries(tile)?.iter().map(|entry| leaf_hash(entry)).collect(),
        Level::Hashes(0) => return Ok(()),
        Level::Hashes(level) => {
            let first = tile.index * u64::from(WIDTH);
            let children = (first..first + u64::from(tile.width))
                .filter_map(|index| Tile::of(size, Level::Hashes(level - 1), index))
                .map(|child| files.hashes(child).map(|hashes| root_of(&hashes)));
            children.collect::<Result<_, _>>()?
        }
    };
    let of_hashes = if tile.level == Level::Entries { Level::Hashes(0) } else { tile.level };
    match files.hashes(Tile { level: of_hashes, ..tile })? == below {
        true => Ok(()),
        false => Err(files.torn(format!("{tile} does not fit the files around it"))),
    }
}

/// Takes away what a crash left beyond the head, and partial files whose full one is there.
pub fn sweep(place: &Place, size: u64) {
    place.ledger().clear_staging();
    place.keys().clear_staging();
    let mut folders = vec![place.ledger.join("tile")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let name = path.strip_prefix(&place.ledger).ok().and_then(|name| name.to_str());
            let Some(tile) = name.and_then(|name| Tile::parse(name).ok()) else { continue };
            let there = Tile::of(size, tile.level, tile.index).map_or(0, |now| now.width);
            if tile.width > there || (tile.width < WIDTH && there == WIDTH) {
                place.ledger().remove(&path);
            }
        }
    }
}

/// Takes away the partial files of tiles that have become full.
pub fn drop_partial(place: &Place, files: &[(Tile, Vec<u8>)]) {
    for (tile, _) in files.iter().filter(|(tile, _)| tile.width == tiles::WIDTH) {
        let folder = place.ledger.join(format!("{tile}.p"));
        for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
            place.ledger().remove(&entry.path());
        }
        // If it is not empty, or was never there, it may as well stay.
        let _ = std::fs::remove_dir(&folder);
    }
}
