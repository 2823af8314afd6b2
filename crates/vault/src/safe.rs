//! The keys of all readers of an edition, where they are held: given to whoever proves that she may have them.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use model::{DAY, ReaderId, Time};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::Error;
use crate::file::{Escrow, File};
use crate::key::{Key, random};
use crate::keys::{Class, Keys};

const DATABASE: &str = "vault.db";
const ROOT: &str = "root.key";
/// Setting: is everybody enrolled who was here before there was a vault?
const ENROLLED: &str = "enrolled";
/// Copies of keys are kept for so long (specs: 30 days at most).
const COPIES_FOR_DAYS: i64 = 30;

/// Something that only the reader has, by which her keys can be unwrapped: the secret of a session, a code, what her
/// password or her passkey gives.
#[derive(Clone)]
pub struct Holder {
    /// By which it is found; tells nothing of the secret.
    pub id: [u8; 32],
    pub(crate) secret: Zeroizing<Vec<u8>>,
}

impl Holder {
    /// The secret must be one that nobody guesses: 128 random bits at least, or what a slow hash made of a password.
    pub fn new(id: [u8; 32], secret: &[u8]) -> Holder {
        Holder { id, secret: Zeroizing::new(secret.to_vec()) }
    }

    fn key(&self) -> Key {
        Key::new(Sha256::digest(self.secret.as_slice()).into()).derive("caulbart/wrap/v1")
    }

    fn around(&self, reader: ReaderId) -> Vec<u8> {
        [&b"caulbart/holder/v1\0"[..], &reader.0.to_be_bytes(), &self.id].concat()
    }

    fn wrap(&self, keys: &Keys) -> Result<Vec<u8>, Error> {
        self.key().seal(&self.around(keys.reader()), &keys.to_bytes())
    }

    fn unwrap(&self, reader: ReaderId, wrapped: &[u8]) -> Option<Keys> {
        let bytes = Zeroizing::new(self.key().open(&self.around(reader), wrapped)?);
        Keys::from_bytes(reader, &bytes)
    }
}

// Its secret never reaches a log.
impl std::fmt::Debug for Holder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Holder(…)")
    }
}

/// What came of asking for a reader's keys.
#[derive(Debug, Clone)]
pub enum Unlocked {
    Keys(Box<Keys>),
    /// Her keys are there, but this does not unwrap them.
    Stranger,
    /// She has none yet.
    NoKeys,
    /// They were destroyed, for good.
    Erased,
}

pub(crate) struct Safe {
    file: Mutex<File>,
    root: Key,
    folder: Option<PathBuf>,
}

impl Safe {
    /// Makes file and key where there are none yet.
    pub fn open(folder: &Path) -> Result<Safe, Error> {
        let failed = |why: std::io::Error| Error::File(folder.display().to_string(), why.to_string());
        std::fs::create_dir_all(folder).map_err(failed)?;
        let database = folder.join(DATABASE);
        let root = root_key(&folder.join(ROOT), database.exists())?;
        let safe = Safe { file: Mutex::new(File::open(&database)?), root, folder: Some(folder.to_owned()) };
        for name in [DATABASE, "vault.db-wal", "vault.db-shm"] {
            for_the_owner_alone(&folder.join(name))?;
        }
        safe.knows_its_key(&database)?;
        Ok(safe)
    }

    /// Gone with the process.
    pub fn in_memory() -> Result<Safe, Error> {
        Ok(Safe { file: Mutex::new(File::in_memory()?), root: Key::random()?, folder: None })
    }

    /// A key that was put beside another vault would make keys that nobody ever opens again.
    fn knows_its_key(&self, path: &Path) -> Result<(), Error> {
        let wants = self.root.mac("caulbart/vault/check", &[]);
        let file = self.file();
        match file.setting("check")? {
            None => file.set_setting("check", &wants),
            Some(kept) if kept == wants => Ok(()),
            Some(_) => Err(Error::File(
                path.display().to_string(),
                format!("the key in {ROOT} beside it is another's; put back the one that was made with it"),
            )),
        }
    }

    // A panic elsewhere leaves no transaction open: it is rolled back when the next begins.
    pub(crate) fn file(&self) -> MutexGuard<'_, File> {
        self.file.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A copy of the keys for each day, without the key that they are wrapped under; whatever is older than thirty days goes,
    /// so that nobody's erased keys stay longer. True where one was made.
    pub fn keep_copy(&self, now: Time) -> Result<bool, Error> {
        let Some(folder) = &self.folder else { return Ok(false) };
        let failed = |why: std::io::Error| Error::File(folder.display().to_string(), why.to_string());
        let copies = folder.join("copies");
        std::fs::create_dir_all(&copies).map_err(failed)?;
        let today = now.0.div_euclid(DAY);
        for entry in std::fs::read_dir(&copies).map_err(failed)? {
            let path = entry.map_err(failed)?.path();
            let day = path.file_stem().and_then(|name| name.to_str()).and_then(|name| name.parse::<i64>().ok());
            if day.is_none_or(|day| today - day >= COPIES_FOR_DAYS) {
                std::fs::remove_file(&path).map_err(failed)?;
            }
        }
        let copy = copies.join(format!("{today}.db"));
        if copy.exists() {
            return Ok(false);
        }
        let unfinished = copies.join("unfinished.new");
        let _ = std::fs::remove_file(&unfinished);
        self.file().copy(&unfinished)?;
        for_the_owner_alone(&unfinished)?;
        std::fs::rename(&unfinished, &copy).map_err(failed)?;
        Ok(true)
    }

    /// What the log says was erased is erased here too: a copy that was put back may not know of it. How many were.
    pub fn apply_erasures(&self, erased: &[([u8; 16], [u8; 32])]) -> Result<usize, Error> {
        let mut count = 0;
        let readers = self.file().readers()?;
        for reader in readers {
            let Some(keys) = self.keys_of(ReaderId(reader))? else { continue };
            let is_hers = |(nonce, subject): &([u8; 16], [u8; 32])| {
                ledger::subject::tag(keys.tag_key().bytes(), nonce) == *subject
            };
            if erased.iter().any(is_hers) {
                self.file().at_once(|file| file.erase(reader))?;
                count += 1;
            }
        }
        self.file().scrub()?;
        Ok(count)
    }

    /// Tells this vault from every other, and nothing about its key.
    pub fn id(&self) -> [u8; 32] {
        self.root.mac("caulbart/vault/id", &[])
    }

    pub(crate) fn derived(&self, label: &str) -> Key {
        self.root.derive(label)
    }

    pub fn is_erased(&self, reader: ReaderId) -> Result<bool, Error> {
        self.file().is_erased(reader.0)
    }

    pub fn tag(&self, reader: ReaderId, nonce: &[u8; 16]) -> Result<Option<[u8; 32]>, Error> {
        Ok(self.keys_of(reader)?.map(|keys| ledger::subject::tag(keys.tag_key().bytes(), nonce)))
    }

    /// A key of the edition itself, for what belongs to no reader's session.
    pub fn edition_key(&self, name: &str) -> Key {
        self.root.derive(&format!("caulbart/edition/{name}"))
    }

    /// New keys; only for a reader who never had any.
    pub fn enrol(&self, reader: ReaderId, holders: &[Holder]) -> Result<Keys, Error> {
        self.file().at_once(|file| {
            if file.is_erased(reader.0)? || file.escrow(reader.0)?.is_some() {
                return Err(Error::Refused(format!("Reader {reader} has or had keys; nobody gets keys twice")));
            }
            let keys = Keys::random(reader)?;
            file.add_reader(reader.0, &self.escrow_of(&keys)?)?;
            for holder in holders {
                file.set_holder(&holder.id, reader.0, &holder.wrap(&keys)?)?;
            }
            Ok(keys)
        })
    }

    /// The same for one who was here before there was a vault: whoever brings what one of these is the hash of gets them.
    pub fn enrol_absent(&self, reader: ReaderId, adopters: &[[u8; 32]]) -> Result<Keys, Error> {
        let keys = match self.keys_of(reader)? {
            // It was begun before, and a crash came between.
            Some(keys) if self.file().setting(ENROLLED)?.is_none() => keys,
            Some(_) => {
                return Err(Error::Refused(format!("Reader {reader} has keys, and they open with what she has")));
            }
            None => self.enrol(reader, &[])?,
        };
        self.file().at_once(|file| adopters.iter().try_for_each(|id| file.add_adopter(id, reader.0)))?;
        Ok(keys)
    }

    /// All who were here before there was a vault have keys: nobody is given them any more without what she has.
    pub fn end_enrolling(&self) -> Result<(), Error> {
        self.file().set_setting(ENROLLED, b"all")
    }

    pub fn unlock(&self, reader: ReaderId, holder: &Holder) -> Result<Unlocked, Error> {
        let file = self.file();
        if let Some((of, wrapped)) = file.holder(&holder.id)? {
            let keys = (of == reader.0).then(|| holder.unwrap(reader, &wrapped)).flatten();
            return Ok(keys.map_or(Unlocked::Stranger, |keys| Unlocked::Keys(Box::new(keys))));
        }
        let Some(escrow) = file.escrow(reader.0)? else {
            return Ok(if file.is_erased(reader.0)? { Unlocked::Erased } else { Unlocked::NoKeys });
        };
        if !file.take_adopter(&holder.id, reader.0)? {
            return Ok(Unlocked::Stranger);
        }
        let keys = self.keys_from(reader, &escrow)?;
        file.set_holder(&holder.id, reader.0, &holder.wrap(&keys)?)?;
        Ok(Unlocked::Keys(Box::new(keys)))
    }

    /// Nobody brings other keys for a reader than those that were made for her.
    pub(crate) fn are_hers(&self, file: &File, keys: &Keys) -> Result<(), Error> {
        let reader = keys.reader();
        if file.is_erased(reader.0)? {
            return Err(Error::Refused("Her keys were destroyed meanwhile".to_owned()));
        }
        let kept = file.escrow(reader.0)?.map(|escrow| self.keys_from(reader, &escrow)).transpose()?;
        match kept.is_some_and(|kept| kept.to_bytes() == keys.to_bytes()) {
            true => Ok(()),
            false => Err(Error::Refused(format!("These are not the keys of reader {reader}"))),
        }
    }

    /// From now on these unwrap her keys, too.
    pub fn hold(&self, keys: &Keys, holders: &[Holder]) -> Result<(), Error> {
        self.file().at_once(|file| {
            self.are_hers(file, keys)?;
            holders.iter().try_for_each(|holder| file.set_holder(&holder.id, keys.reader().0, &holder.wrap(keys)?))
        })
    }

    /// Nothing but these unwraps her keys any more.
    pub fn hold_only(&self, reader: ReaderId, kept: &[[u8; 32]]) -> Result<(), Error> {
        self.file().at_once(|file| {
            let mut held = file.holders_of(reader.0)?;
            held.extend(file.adopters_of(reader.0)?);
            held.iter().filter(|id| !kept.contains(id)).try_for_each(|id| file.remove_holder(id))
        })
    }

    /// Destroys her keys; gives her tag for the entry that says so, which only who had her tag key knows again.
    /// `None` where she has none.
    pub fn erase(&self, reader: ReaderId, nonce: &[u8; 16]) -> Result<Option<[u8; 32]>, Error> {
        let tag = self.keys_of(reader)?.map(|keys| ledger::subject::tag(keys.tag_key().bytes(), nonce));
        self.file().at_once(|file| file.erase(reader.0))?;
        self.file().scrub()?;
        Ok(tag)
    }

    fn escrow_of(&self, keys: &Keys) -> Result<Escrow, Error> {
        let wrap = |what: &str, key: &Key| self.root.seal(&around(keys.reader(), what), key.bytes());
        let of = |class: Class| wrap(class.word(), &keys.class(class).key);
        let classes = [of(Class::Identity)?, of(Class::Contact)?, of(Class::Follows)?, of(Class::History)?];
        Ok(Escrow { classes, tag: wrap("tag", keys.tag_key())? })
    }

    pub(crate) fn escrowed(&self, reader: ReaderId, what: &str, wrapped: &[u8]) -> Result<Key, Error> {
        let bytes = self.root.open(&around(reader, what), wrapped).map(Zeroizing::new);
        let bytes: Option<[u8; 32]> = bytes.and_then(|bytes| bytes.as_slice().try_into().ok());
        bytes.map(Key::new).ok_or_else(|| Error::Database(format!("the keys of reader {reader} are damaged")))
    }

    pub(crate) fn keys_of(&self, reader: ReaderId) -> Result<Option<Keys>, Error> {
        let escrow = self.file().escrow(reader.0)?;
        escrow.map(|escrow| self.keys_from(reader, &escrow)).transpose()
    }

    fn keys_from(&self, reader: ReaderId, escrow: &Escrow) -> Result<Keys, Error> {
        let mut bytes = Zeroizing::new(Vec::with_capacity(160));
        for (class, wrapped) in Class::ALL.iter().zip(&escrow.classes) {
            bytes.extend_from_slice(self.escrowed(reader, class.word(), wrapped)?.bytes());
        }
        bytes.extend_from_slice(self.escrowed(reader, "tag", &escrow.tag)?.bytes());
        Keys::from_bytes(reader, &bytes).ok_or_else(|| Error::Database("keys of an odd length".to_owned()))
    }
}

fn around(reader: ReaderId, what: &str) -> Vec<u8> {
    [&b"caulbart/escrow/v1\0"[..], &reader.0.to_be_bytes(), what.as_bytes()].concat()
}

fn root_key(path: &Path, is_used: bool) -> Result<Key, Error> {
    let failed = |why: String| Error::File(path.display().to_string(), why);
    match std::fs::read(path) {
        Ok(bytes) => {
            let bytes = Zeroizing::new(bytes);
            let key: [u8; 32] =
                bytes.as_slice().try_into().map_err(|_| failed("it is not 32 bytes long".to_owned()))?;
            Ok(Key::new(key))
        }
        Err(why) if why.kind() == std::io::ErrorKind::NotFound && !is_used => {
            let bytes: [u8; 32] = random()?;
            write_secret(path, &bytes)?;
            Ok(Key::new(bytes))
        }
        Err(why) if why.kind() == std::io::ErrorKind::NotFound => {
            Err(failed("it is missing, and without it nothing in the vault opens; put it back".to_owned()))
        }
        Err(why) => Err(failed(why.to_string())),
    }
}

/// Whole or not at all, and for the owner alone.
pub(crate) fn write_secret(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let new = path.with_extension("new");
    let write = || -> std::io::Result<()> {
        use std::io::Write;
        let mut options = std::fs::File::options();
        options.create(true).truncate(true).write(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(&new)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        std::fs::rename(&new, path)?;
        path.parent().map_or(Ok(()), |folder| std::fs::File::open(folder)?.sync_all())
    };
    write().map_err(|why| Error::File(path.display().to_string(), why.to_string()))
}

fn for_the_owner_alone(path: &Path) -> Result<(), Error> {
    #[cfg(unix)]
    if path.exists() {
        use std::os::unix::fs::PermissionsExt;
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600))
            .map_err(|why| Error::File(path.display().to_string(), why.to_string()))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const ANN: ReaderId = ReaderId(1);

    fn holder(secret: &str) -> Holder {
        Holder::new(Sha256::digest(secret).into(), secret.as_bytes())
    }

    fn opens(safe: &Safe, secret: &str) -> bool {
        matches!(safe.unlock(ANN, &holder(secret)).unwrap(), Unlocked::Keys(_))
    }

    #[test]
    fn only_what_she_has_unwraps_her_keys() {
        let safe = Safe::in_memory().unwrap();
        assert!(matches!(safe.unlock(ANN, &holder("cookie")).unwrap(), Unlocked::NoKeys));
        let keys = safe.enrol(ANN, &[holder("cookie")]).unwrap();
        let Unlocked::Keys(again) = safe.unlock(ANN, &holder("cookie")).unwrap() else { panic!("her own") };
        assert_eq!(again.to_bytes(), keys.to_bytes());
        assert!(matches!(safe.unlock(ANN, &holder("another")).unwrap(), Unlocked::Stranger));
        let forged = Holder::new(holder("cookie").id, b"another");
        assert!(matches!(safe.unlock(ANN, &forged).unwrap(), Unlocked::Stranger), "the place known, not the secret");
        assert!(matches!(safe.unlock(ReaderId(2), &holder("cookie")).unwrap(), Unlocked::Stranger));
        assert!(safe.enrol(ANN, &[holder("thief")]).is_err(), "nobody gets new keys for her");
        safe.hold(&keys, &[holder("password"), holder("token")]).unwrap();
        assert!(opens(&safe, "password"));
        safe.hold_only(ANN, &[holder("password").id]).unwrap();
        assert!(opens(&safe, "password") && !opens(&safe, "cookie") && !opens(&safe, "token"));
    }

    #[test]
    fn who_was_here_before_there_was_a_vault_is_given_her_keys_once_for_what_she_has() {
        let safe = Safe::in_memory().unwrap();
        let keys = safe.enrol_absent(ANN, &[holder("cookie").id]).unwrap();
        assert_eq!(safe.enrol_absent(ANN, &[holder("cookie").id]).unwrap().to_bytes(), keys.to_bytes(), "twice");
        assert!(!opens(&safe, "thief"));
        assert!(opens(&safe, "cookie"));
        assert!(opens(&safe, "cookie"), "and wrapped under it since");
        assert!(!opens(&safe, "thief"));
        safe.end_enrolling().unwrap();
        assert!(safe.enrol_absent(ANN, &[holder("thief").id]).is_err(), "nobody is given what she has");
        assert!(
            safe.hold(&Keys::random(ANN).unwrap(), &[holder("thief")]).is_err(),
            "nobody brings other keys for her"
        );
    }

    #[test]
    fn erased_keys_are_gone_from_every_file_and_nobody_gets_new_ones() {
        let folder = std::env::temp_dir().join(format!("caulbart-vault-{}-erase", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        let safe = Safe::open(&folder).unwrap();
        safe.enrol(ANN, &[holder("cookie")]).unwrap();
        let wrapped = safe.file().holder(&holder("cookie").id).unwrap().unwrap().1;
        let escrow = safe.file().escrow(1).unwrap().unwrap().tag;
        let tag = safe.erase(ANN, &[7; 16]).unwrap();
        assert!(tag.is_some());
        assert!(matches!(safe.unlock(ANN, &holder("cookie")).unwrap(), Unlocked::Erased));
        assert!(safe.enrol(ANN, &[holder("cookie")]).is_err());
        for file in std::fs::read_dir(&folder).unwrap() {
            let bytes = std::fs::read(file.unwrap().path()).unwrap();
            let holds = |part: &[u8]| bytes.windows(part.len()).any(|found| found == part);
            assert!(!holds(&wrapped) && !holds(&escrow));
        }
        std::fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn copies_of_keys_expire_and_what_was_erased_since_stays_erased() {
        let folder = std::env::temp_dir().join(format!("caulbart-vault-{}-copies", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        let safe = Safe::open(&folder).unwrap();
        safe.enrol(ANN, &[holder("cookie")]).unwrap();
        let copies = || std::fs::read_dir(folder.join("copies")).unwrap().count();
        assert!(safe.keep_copy(Time(100 * DAY)).unwrap());
        assert!(!safe.keep_copy(Time(100 * DAY + 5)).unwrap(), "one a day");
        assert!(safe.keep_copy(Time(120 * DAY)).unwrap());
        assert_eq!(copies(), 2);
        assert!(safe.keep_copy(Time(130 * DAY)).unwrap());
        assert_eq!(copies(), 2, "the first is thirty days old");
        let tag = safe.erase(ANN, &[7; 16]).unwrap().unwrap();
        drop(safe);
        for name in ["vault.db-wal", "vault.db-shm"] {
            let _ = std::fs::remove_file(folder.join(name));
        }
        std::fs::copy(folder.join("copies/130.db"), folder.join(DATABASE)).unwrap();
        let safe = Safe::open(&folder).unwrap();
        assert!(opens(&safe, "cookie"), "the copy knows nothing of it");
        assert_eq!(safe.apply_erasures(&[([8; 16], tag), ([7; 16], [0; 32])]).unwrap(), 0, "somebody else");
        assert_eq!(safe.apply_erasures(&[([7; 16], tag)]).unwrap(), 1);
        assert!(matches!(safe.unlock(ANN, &holder("cookie")).unwrap(), Unlocked::Erased));
        std::fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn a_vault_without_its_key_or_with_another_s_says_so() {
        let folder = std::env::temp_dir().join(format!("caulbart-vault-{}-key", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        Safe::open(&folder).unwrap().enrol(ANN, &[holder("cookie")]).unwrap();
        assert!(opens(&Safe::open(&folder).unwrap(), "cookie"), "opened again");
        let key = std::fs::read(folder.join(ROOT)).unwrap();
        for (bytes, says) in [(Some(vec![1; 32]), "another's"), (Some(vec![1; 5]), "32 bytes"), (None, "missing")] {
            match bytes {
                Some(bytes) => std::fs::write(folder.join(ROOT), bytes).unwrap(),
                None => std::fs::remove_file(folder.join(ROOT)).unwrap(),
            }
            let said = Safe::open(&folder).err().map(|error| error.to_string()).unwrap_or_default();
            assert!(said.contains(says), "{said}");
        }
        std::fs::write(folder.join(ROOT), key).unwrap();
        assert!(opens(&Safe::open(&folder).unwrap(), "cookie"));
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
