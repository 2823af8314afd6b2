//! All keys of one reader: one for each class of what is kept about her, and one for her tags in the ledger.

pub use ledger::entry::Field as Class;
use model::ReaderId;
use zeroize::Zeroizing;

use crate::{Error, Key};

/// A row that her keys do not open: it is another's, or was changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a sealed row does not open with its reader's key")]
pub struct Unreadable;

/// In memory while she is here.
#[derive(Clone)]
pub struct Keys {
    reader: ReaderId,
    classes: [ClassKey; 4],
    tag: Key,
}

#[derive(Clone)]
pub(crate) struct ClassKey {
    pub(crate) key: Key,
    /// Under which the places of rows are hashed, so that one is found again without telling what it is about.
    index: Key,
}

impl ClassKey {
    pub(crate) fn new(key: Key) -> ClassKey {
        ClassKey { index: key.derive("caulbart/index/v1"), key }
    }

    pub(crate) fn open(&self, reader: ReaderId, place: Place<'_>, sealed: &[u8]) -> Result<Vec<u8>, Unreadable> {
        self.key.open(&place.around(reader), sealed).ok_or(Unreadable)
    }
}

/// Where a sealed row stands: it opens nowhere else.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    pub class: Class,
    /// Which kind of row; a number that is never given twice.
    pub kind: u8,
    pub index: &'a [u8],
}

impl Place<'_> {
    fn around(self, reader: ReaderId) -> Vec<u8> {
        [&b"caulbart/sealed/v1\0"[..], &reader.0.to_be_bytes(), &[self.class as u8, self.kind], self.index].concat()
    }
}

impl Keys {
    pub(crate) fn random(reader: ReaderId) -> Result<Keys, Error> {
        let [a, b, c, d] = [Key::random()?, Key::random()?, Key::random()?, Key::random()?];
        Ok(Keys { reader, classes: [a, b, c, d].map(ClassKey::new), tag: Key::random()? })
    }

    pub fn reader(&self) -> ReaderId {
        self.reader
    }

    /// For HMACs that name her in the ledger; hers alone to hold.
    pub fn tag_key(&self) -> &Key {
        &self.tag
    }

    pub(crate) fn class(&self, class: Class) -> &ClassKey {
        &self.classes[class as usize]
    }

    /// Of what a row is about: 16 bytes that tell nothing without the key.
    pub fn index(&self, class: Class, kind: u8, about: &[&[u8]]) -> [u8; 16] {
        let mac = self.class(class).index.mac(class.word(), &[&[&[kind][..]], about].concat());
        let mut index = [0; 16];
        index.copy_from_slice(&mac[..16]);
        index
    }

    pub fn seal(&self, place: Place<'_>, content: &[u8]) -> Result<Vec<u8>, Error> {
        self.class(place.class).key.seal(&place.around(self.reader), content)
    }

    pub fn open(&self, place: Place<'_>, sealed: &[u8]) -> Result<Vec<u8>, Unreadable> {
        self.class(place.class).open(self.reader, place, sealed)
    }

    /// The keys of the classes in order, then the tag key.
    pub(crate) fn to_bytes(&self) -> Zeroizing<Vec<u8>> {
        let keys = self.classes.iter().map(|class| &class.key).chain([&self.tag]);
        Zeroizing::new(keys.flat_map(|key| *key.bytes()).collect())
    }

    pub(crate) fn from_bytes(reader: ReaderId, bytes: &[u8]) -> Option<Keys> {
        let (keys, []) = bytes.as_chunks::<32>() else { return None };
        let [a, b, c, d, tag] = <[[u8; 32]; 5]>::try_from(keys).ok()?.map(Key::new);
        Some(Keys { reader, classes: [a, b, c, d].map(ClassKey::new), tag })
    }
}

impl std::fmt::Debug for Keys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Keys of reader {}", self.reader)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_opens_with_its_reader_s_key_in_its_own_place_alone() {
        let (ann, ben) = (Keys::random(ReaderId(1)).unwrap(), Keys::random(ReaderId(2)).unwrap());
        let index = ann.index(Class::History, 1, &[b"item 7"]);
        let place = Place { class: Class::History, kind: 1, index: &index };
        let sealed = ann.seal(place, b"read").unwrap();
        assert_eq!(ann.open(place, &sealed).unwrap(), b"read");
        assert_eq!(ann.open(Place { kind: 2, ..place }, &sealed), Err(Unreadable));
        assert_eq!(ann.open(Place { class: Class::Follows, ..place }, &sealed), Err(Unreadable));
        assert_eq!(ann.open(Place { index: b"elsewhere", ..place }, &sealed), Err(Unreadable));
        assert_eq!(ben.open(place, &sealed), Err(Unreadable));
        let again = Keys::from_bytes(ReaderId(1), &ann.to_bytes()).unwrap();
        assert_eq!(again.open(place, &sealed).unwrap(), b"read");
        let moved = Keys::from_bytes(ReaderId(3), &ann.to_bytes()).unwrap();
        assert_eq!(moved.open(place, &sealed), Err(Unreadable), "a row given to another reader");
    }

    #[test]
    fn what_a_row_is_about_is_found_again_and_not_guessed() {
        let (ann, ben) = (Keys::random(ReaderId(1)).unwrap(), Keys::random(ReaderId(2)).unwrap());
        let of = |keys: &Keys, kind, about: &[&[u8]]| keys.index(Class::History, kind, about);
        assert_eq!(of(&ann, 1, &[b"a"]), of(&ann, 1, &[b"a"]));
        assert_ne!(of(&ann, 1, &[b"a"]), of(&ben, 1, &[b"a"]));
        assert_ne!(of(&ann, 1, &[b"a"]), of(&ann, 2, &[b"a"]));
        assert_ne!(of(&ann, 1, &[b"a", b"b"]), of(&ann, 1, &[b"ab"]));
        assert_ne!(of(&ann, 1, &[b"a"]), ann.index(Class::Follows, 1, &[b"a"]));
    }
}
