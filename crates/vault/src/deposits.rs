//! What a reader asks to be done in her absence works on keys that she deposited for that errand alone. Each use is counted
//! before anything is lent, and she can withdraw them.
//!
//! Deposited keys are wrapped under a key that the vault derives: whoever has the vault's file and its key can open them. That
//! is why she is asked.

use model::{ReaderId, Time};
use rusqlite::{OptionalExtension, params};
use zeroize::Zeroizing;

use crate::file::File;
use crate::keys::{Class, ClassKey, Keys, Place, Unreadable};
use crate::opening::Lent;
use crate::safe::Safe;
use crate::{Error, Key};

/// Setting: uses of deposited keys, of all readers, withdrawn and erased ones too.
const USES: &str = "deposit_uses";

/// What may be done in a reader's absence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Errand {
    /// A letter with her timeline, by mail.
    Digest,
}

impl Errand {
    pub const ALL: [Errand; 1] = [Errand::Digest];

    pub fn word(self) -> &'static str {
        match self {
            Errand::Digest => "digest",
        }
    }

    pub fn from_word(word: &str) -> Option<Errand> {
        Errand::ALL.into_iter().find(|errand| errand.word() == word)
    }

    /// Whose keys are deposited for it; all others stay closed.
    pub fn classes(self) -> &'static [Class] {
        match self {
            Errand::Digest => &[Class::Contact, Class::Follows, Class::History],
        }
    }
}

/// That keys of hers are deposited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Deposited {
    pub since: Time,
    /// So often they were lent.
    pub uses: u64,
}

/// Deposited keys, lent for one use. It is made in no other way than by a use that is counted.
#[derive(Debug)]
pub struct Borrowed {
    errand: Errand,
    lent: Lent,
}

impl Borrowed {
    pub fn reader(&self) -> ReaderId {
        self.lent.reader()
    }

    pub fn errand(&self) -> Errand {
        self.errand
    }

    /// `None` for a class that was not deposited.
    pub fn open(&self, place: Place<'_>, sealed: &[u8]) -> Option<Result<Vec<u8>, Unreadable>> {
        self.lent.open(place, sealed)
    }

    /// The keys of the errand's classes, in its order.
    pub(crate) fn from_bytes(reader: ReaderId, errand: Errand, bytes: &[u8]) -> Option<Borrowed> {
        let (keys, []) = bytes.as_chunks::<32>() else { return None };
        let mut classes = [const { None }; 4];
        if keys.len() != errand.classes().len() {
            return None;
        }
        for (class, key) in errand.classes().iter().zip(keys) {
            *classes.get_mut(*class as usize)? = Some(ClassKey::new(Key::new(*key)));
        }
        Some(Borrowed { errand, lent: Lent::new(reader, classes) })
    }

    pub(crate) fn to_bytes(&self) -> Zeroizing<Vec<u8>> {
        let lent = self.errand.classes().iter().filter_map(|class| self.lent.classes.get(*class as usize)?.as_ref());
        Zeroizing::new(lent.flat_map(|class| *class.key.bytes()).collect())
    }
}

fn around(reader: ReaderId, errand: Errand) -> Vec<u8> {
    [&b"caulbart/deposit/v1\0"[..], &reader.0.to_be_bytes(), errand.word().as_bytes()].concat()
}

impl Safe {
    /// From now on this may be done in her absence. What was deposited for it before, with its count, stays.
    pub fn deposit(&self, keys: &Keys, errand: Errand, now: Time) -> Result<(), Error> {
        let reader = keys.reader();
        let bytes: Zeroizing<Vec<u8>> =
            Zeroizing::new(errand.classes().iter().flat_map(|class| *keys.class(*class).key.bytes()).collect());
        let wrapped = self.deposit_key().seal(&around(reader, errand), &bytes)?;
        self.file().at_once(|file| {
            self.are_hers(file, keys)?;
            file.put_deposit(reader.0, errand.word(), &wrapped, now.0)
        })
    }

    /// Destroys what was deposited. False where nothing was.
    pub fn withdraw(&self, reader: ReaderId, errand: Errand) -> Result<bool, Error> {
        let file = self.file();
        let was_there = file.drop_deposit(reader.0, errand.word())?;
        file.scrub()?;
        Ok(was_there)
    }

    pub fn deposited(&self, reader: ReaderId, errand: Errand) -> Result<Option<Deposited>, Error> {
        let found = self.file().deposit(reader.0, errand.word())?;
        Ok(found.map(|(_, since, uses)| Deposited { since: Time(since), uses: u64::try_from(uses).unwrap_or(0) }))
    }

    /// Counts a use, on the disk, and lends the keys for it.
    pub fn use_deposit(&self, reader: ReaderId, errand: Errand) -> Result<Borrowed, Error> {
        let wrapped = self.file().at_once(|file| {
            let none =
                || Error::Refused(format!("The vault stays closed: nothing is deposited for a {}.", errand.word()));
            let (wrapped, ..) = file.deposit(reader.0, errand.word())?.ok_or_else(none)?;
            file.count_use(reader.0, errand.word())?;
            let all = uses(file)?.saturating_add(1);
            file.set_setting(USES, &all.to_be_bytes())?;
            Ok(wrapped)
        })?;
        let bytes = self.deposit_key().open(&around(reader, errand), &wrapped).map(Zeroizing::new);
        let borrowed = bytes.and_then(|bytes| Borrowed::from_bytes(reader, errand, &bytes));
        borrowed.ok_or_else(|| Error::Database(format!("what reader {reader} deposited is damaged")))
    }

    /// Uses of all that was ever deposited here.
    pub fn deposit_uses(&self) -> Result<u64, Error> {
        uses(&self.file())
    }

    fn deposit_key(&self) -> Key {
        self.derived("caulbart/deposits/v1")
    }
}

fn uses(file: &File) -> Result<u64, Error> {
    let kept = file.setting(USES)?;
    Ok(kept.and_then(|bytes| <[u8; 8]>::try_from(bytes).ok()).map_or(0, u64::from_be_bytes))
}

impl File {
    fn put_deposit(&self, reader: i64, errand: &str, wrapped: &[u8], since: i64) -> Result<(), Error> {
        self.connection()
            .prepare_cached(
                "insert into deposits (reader, errand, wrapped, since, uses) values (?1, ?2, ?3, ?4, 0)
                 on conflict (reader, errand) do update set wrapped = excluded.wrapped",
            )?
            .execute(params![reader, errand, wrapped, since])?;
        Ok(())
    }

    fn deposit(&self, reader: i64, errand: &str) -> Result<Option<(Vec<u8>, i64, i64)>, Error> {
        let mut asked = self
            .connection()
            .prepare_cached("select wrapped, since, uses from deposits where reader = ?1 and errand = ?2")?;
        let read = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?, row.get(2)?));
        Ok(asked.query_row(params![reader, errand], read).optional()?)
    }

    fn count_use(&self, reader: i64, errand: &str) -> Result<(), Error> {
        self.connection()
            .prepare_cached("update deposits set uses = uses + 1 where reader = ?1 and errand = ?2")?
            .execute(params![reader, errand])?;
        Ok(())
    }

    fn drop_deposit(&self, reader: i64, errand: &str) -> Result<bool, Error> {
        let mut drop = self.connection().prepare_cached("delete from deposits where reader = ?1 and errand = ?2")?;
        Ok(drop.execute(params![reader, errand])? > 0)
    }

    pub(crate) fn drop_deposits(&self, reader: i64) -> Result<(), Error> {
        self.connection().prepare_cached("delete from deposits where reader = ?1")?.execute([reader])?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::safe::Holder;

    const ANN: ReaderId = ReaderId(1);
    const BEN: ReaderId = ReaderId(2);

    fn place(class: Class) -> Place<'static> {
        Place { class, kind: 1, index: b"x" }
    }

    fn is_refused<T>(answer: Result<T, Error>) -> bool {
        matches!(answer, Err(Error::Refused(_)))
    }

    #[test]
    fn a_use_opens_the_classes_of_its_errand_and_is_counted() {
        let safe = Safe::in_memory().unwrap();
        let keys = safe.enrol(ANN, &[]).unwrap();
        assert!(is_refused(safe.use_deposit(ANN, Errand::Digest)), "nothing is deposited");
        safe.deposit(&keys, Errand::Digest, Time(7)).unwrap();
        let borrowed = safe.use_deposit(ANN, Errand::Digest).unwrap();
        for class in Class::ALL.iter().copied() {
            let sealed = keys.seal(place(class), b"hers").unwrap();
            let opened = borrowed.open(place(class), &sealed);
            assert_eq!(opened, Errand::Digest.classes().contains(&class).then(|| Ok(b"hers".to_vec())), "{class:?}");
        }
        safe.use_deposit(ANN, Errand::Digest).unwrap();
        let kept = safe.deposited(ANN, Errand::Digest).unwrap();
        assert_eq!(kept, Some(Deposited { since: Time(7), uses: 2 }));
        safe.deposit(&keys, Errand::Digest, Time(9)).unwrap();
        assert_eq!(safe.deposited(ANN, Errand::Digest).unwrap(), kept, "deposited again, it is the same");
        assert!(is_refused(safe.use_deposit(BEN, Errand::Digest)), "another reader's");
        assert_eq!(safe.deposit_uses().unwrap(), 2);
    }

    #[test]
    fn what_is_withdrawn_or_erased_is_lent_no_more() {
        let safe = Safe::in_memory().unwrap();
        let keys = safe.enrol(ANN, &[Holder::new([1; 32], b"cookie")]).unwrap();
        safe.deposit(&keys, Errand::Digest, Time(7)).unwrap();
        safe.use_deposit(ANN, Errand::Digest).unwrap();
        assert!(safe.withdraw(ANN, Errand::Digest).unwrap());
        assert!(!safe.withdraw(ANN, Errand::Digest).unwrap(), "it is gone");
        assert!(is_refused(safe.use_deposit(ANN, Errand::Digest)));
        safe.deposit(&keys, Errand::Digest, Time(8)).unwrap();
        safe.erase(ANN, &[0; 16]).unwrap();
        assert!(is_refused(safe.use_deposit(ANN, Errand::Digest)));
        assert!(is_refused(safe.deposit(&keys, Errand::Digest, Time(9))), "nobody deposits keys that were destroyed");
        assert_eq!(safe.deposit_uses().unwrap(), 1, "what was done stays counted");
    }

    #[test]
    fn a_deposit_opens_for_its_reader_and_errand_alone() {
        let safe = Safe::in_memory().unwrap();
        let (ann, ben) = (safe.enrol(ANN, &[]).unwrap(), safe.enrol(BEN, &[]).unwrap());
        safe.deposit(&ann, Errand::Digest, Time(7)).unwrap();
        safe.deposit(&ben, Errand::Digest, Time(7)).unwrap();
        let (wrapped, ..) = safe.file().deposit(ANN.0, "digest").unwrap().unwrap();
        safe.file().put_deposit(BEN.0, "digest", &wrapped, 7).unwrap();
        assert!(safe.use_deposit(BEN, Errand::Digest).is_err(), "moved to another reader, it does not open");
        safe.file().put_deposit(ANN.0, "export", &wrapped, 7).unwrap();
        safe.withdraw(ANN, Errand::Digest).unwrap();
        assert!(is_refused(safe.use_deposit(ANN, Errand::Digest)), "deposited for something else");
        assert_eq!(Errand::from_word("export"), None);
        let forged = Keys::random(ANN).unwrap();
        assert!(is_refused(safe.deposit(&forged, Errand::Digest, Time(7))), "keys that are not hers");
    }

    #[test]
    fn what_was_withdrawn_lies_in_no_file_of_the_vault() {
        let folder = std::env::temp_dir().join(format!("caulbart-vault-{}-deposits", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        let safe = Safe::open(&folder).unwrap();
        let keys = safe.enrol(ANN, &[]).unwrap();
        safe.deposit(&keys, Errand::Digest, Time(7)).unwrap();
        let (wrapped, ..) = safe.file().deposit(ANN.0, "digest").unwrap().unwrap();
        drop(safe);
        let safe = Safe::open(&folder).unwrap();
        safe.use_deposit(ANN, Errand::Digest).unwrap();
        safe.withdraw(ANN, Errand::Digest).unwrap();
        for file in std::fs::read_dir(&folder).unwrap() {
            let bytes = std::fs::read(file.unwrap().path()).unwrap();
            assert!(!bytes.windows(wrapped.len()).any(|part| part == wrapped));
        }
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
