//! The vault as everybody else sees it, wherever the keys are held.

use std::path::Path;
use std::sync::Arc;

use ledger::{Hash, VerifierKey};
use model::{ReaderId, Time};

use crate::keys::Keys;
use crate::opening::{Lent, Opened, Shown};
use crate::safe::{Holder, Safe, Unlocked};
use crate::{Error, Key};

/// Cheap to copy; every copy speaks for the same edition.
#[derive(Clone)]
pub struct Vault(Arc<Safe>);

impl Vault {
    /// In this process, with a database file and a key of its own in `folder`.
    pub fn open(folder: &Path) -> Result<Vault, Error> {
        Ok(Vault(Arc::new(Safe::open(folder)?)))
    }

    /// Keys that are gone with the process: what was sealed under them opens never again.
    pub fn in_memory() -> Result<Vault, Error> {
        Ok(Vault(Arc::new(Safe::in_memory()?)))
    }

    /// Keys for a reader who never had any; each holder unwraps them.
    pub async fn enrol(&self, reader: ReaderId, holders: &[Holder]) -> Result<Keys, Error> {
        self.0.enrol(reader, holders)
    }

    /// The same for a reader who was here before there was a vault and is not here now: whoever brings something that one
    /// of `adopters` is the id of is given her keys, once for each.
    pub async fn enrol_absent(&self, reader: ReaderId, adopters: &[[u8; 32]]) -> Result<Keys, Error> {
        self.0.enrol_absent(reader, adopters)
    }

    pub async fn unlock(&self, reader: ReaderId, holder: &Holder) -> Result<Unlocked, Error> {
        self.0.unlock(reader, holder)
    }

    /// From now on these unwrap her keys, too.
    pub async fn hold(&self, keys: &Keys, holders: &[Holder]) -> Result<(), Error> {
        self.0.hold(keys, holders)
    }

    /// Nothing but these unwraps her keys any more.
    pub async fn hold_only(&self, reader: ReaderId, kept: &[[u8; 32]]) -> Result<(), Error> {
        self.0.hold_only(reader, kept)
    }

    /// Destroys her keys for good, and gives her tag under this nonce for the entry that says so.
    pub async fn erase(&self, reader: ReaderId, nonce: &[u8; 16]) -> Result<Option<[u8; 32]>, Error> {
        self.0.erase(reader, nonce)
    }

    /// Were her keys destroyed?
    pub async fn is_erased(&self, reader: ReaderId) -> Result<bool, Error> {
        self.0.file().is_erased(reader.0)
    }

    /// Her tag under this nonce, for an entry that is to be written; it tells who it is only to whoever has her tag key.
    pub async fn tag(&self, reader: ReaderId, nonce: &[u8; 16]) -> Result<Option<Hash>, Error> {
        Ok(self.0.keys_of(reader)?.map(|keys| ledger::subject::tag(keys.tag_key().bytes(), nonce)))
    }

    /// Which log and which witnesses are believed, as C2SP `tlog-policy`.
    pub async fn trust(&self, policy: &str) -> Result<(), Error> {
        self.0.trust(policy)
    }

    pub async fn trusted_keys(&self) -> Result<Vec<VerifierKey>, Error> {
        self.0.trusted_keys()
    }

    /// The log's next key: a head that both keys signed, its last entry, and the way from it to the root.
    pub async fn learn_key(&self, head: &str, release: &[u8], path: &[Hash]) -> Result<(), Error> {
        self.0.learn_key(head, release, path)
    }

    /// Size of the newest head that the vault saw.
    pub async fn seen(&self) -> Result<u64, Error> {
        self.0.seen()
    }

    pub async fn learn_policy(&self, shown: &Shown) -> Result<(), Error> {
        self.0.learn_policy(shown)
    }

    /// The only way for anyone but the reader herself.
    pub async fn open_for(&self, shown: &Shown, readers: &[ReaderId], now: Time) -> Result<Opened<Vec<Lent>>, Error> {
        self.0.open_for(shown, readers, now)
    }

    /// A new way in for a reader who asked for it: her keys are wrapped under it, and nobody sees them.
    pub async fn hand_over(&self, shown: &Shown, reader: ReaderId, to: &Holder, now: Time) -> Result<u64, Error> {
        self.0.hand_over(shown, reader, to, now)
    }

    /// A copy of the keys for today, where there is none; old ones go. Without the key that they are wrapped under.
    pub async fn keep_copy(&self, now: Time) -> Result<bool, Error> {
        self.0.keep_copy(now)
    }

    /// Nonces and subjects of erase entries: whoever they are about has no keys any more, whatever copy was put back.
    pub async fn apply_erasures(&self, erased: &[([u8; 16], [u8; 32])]) -> Result<usize, Error> {
        self.0.apply_erasures(erased)
    }

    /// A key of the edition itself, for what belongs to no reader's session.
    pub async fn edition_key(&self, name: &str) -> Result<Key, Error> {
        Ok(self.0.edition_key(name))
    }
}
