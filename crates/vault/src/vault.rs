//! The vault as everybody else sees it, wherever the keys are held.

use std::path::Path;
use std::sync::Arc;

use ledger::{Hash, VerifierKey};
use model::{ReaderId, Time};

use crate::deposits::{Borrowed, Deposited, Errand};
use crate::keys::Keys;
use crate::opening::{Lent, Opened, Shown, opened_elsewhere};
use crate::remote::{Address, Ask, Escrowed, Held, Loan, Remote, Secret, Unlock, odd};
use crate::safe::{Holder, Safe, Unlocked};
use crate::{Error, Key};

/// Cheap to copy; every copy speaks for the same edition.
#[derive(Clone)]
pub struct Vault(Arc<Keeper>);

/// Who has the keys.
enum Keeper {
    Here(Box<Safe>),
    There(Remote),
}

impl Vault {
    /// In this process, with a database file and a key of its own in `folder`.
    pub fn open(folder: &Path) -> Result<Vault, Error> {
        Ok(Vault(Arc::new(Keeper::Here(Box::new(Safe::open(folder)?)))))
    }

    /// Keys that are gone with the process: what was sealed under them opens never again.
    pub fn in_memory() -> Result<Vault, Error> {
        Ok(Vault(Arc::new(Keeper::Here(Box::new(Safe::in_memory()?)))))
    }

    /// In a process of its own. `identity` is the file by which that one knows who asks: needed for TLS.
    pub fn at(address: Address, identity: Option<&Path>) -> Result<Vault, Error> {
        Ok(Vault(Arc::new(Keeper::There(Remote::new(address, identity)?))))
    }

    /// Tells this vault from every other.
    pub async fn id(&self) -> Result<[u8; 32], Error> {
        match &*self.0 {
            Keeper::Here(safe) => Ok(safe.id()),
            Keeper::There(remote) => remote.ask(&Ask::Id).await,
        }
    }

    /// Keys for a reader who never had any; each holder unwraps them.
    pub async fn enrol(&self, reader: ReaderId, holders: &[Holder]) -> Result<Keys, Error> {
        match &*self.0 {
            Keeper::Here(safe) => safe.enrol(reader, holders),
            Keeper::There(remote) => {
                let ask = Ask::Enrol { reader: reader.0, holders: holders.iter().map(Held::from).collect() };
                remote.ask::<Escrowed>(&ask).await?.keys()
            }
        }
    }

    /// The same for a reader who was here before there was a vault and is not here now: whoever brings something that one
    /// of `adopters` is the id of is given her keys, once for each.
    pub async fn enrol_absent(&self, reader: ReaderId, adopters: &[[u8; 32]]) -> Result<Keys, Error> {
        match &*self.0 {
            Keeper::Here(safe) => safe.enrol_absent(reader, adopters),
            Keeper::There(remote) => {
                let ask = Ask::EnrolAbsent { reader: reader.0, adopters: adopters.to_vec() };
                remote.ask::<Escrowed>(&ask).await?.keys()
            }
        }
    }

    /// All who were here before there was a vault are enrolled: nobody else is enrolled in her absence.
    pub async fn end_enrolling(&self) -> Result<(), Error> {
        match &*self.0 {
            Keeper::Here(safe) => safe.end_enrolling(),
            Keeper::There(remote) => remote.ask(&Ask::EndEnrolling).await,
        }
    }

    /// Her keys, for what she brings.
    pub async fn unlock(&self, reader: ReaderId, holder: &Holder) -> Result<Unlocked, Error> {
        match &*self.0 {
            Keeper::Here(safe) => safe.unlock(reader, holder),
            Keeper::There(remote) => {
                let ask = Ask::Unlock { reader: reader.0, holder: holder.into() };
                remote.ask::<Unlock>(&ask).await?.unlocked()
            }
        }
    }

    /// From now on these unwrap her keys, too.
    pub async fn hold(&self, keys: &Keys, holders: &[Holder]) -> Result<(), Error> {
        match &*self.0 {
            Keeper::Here(safe) => safe.hold(keys, holders),
            Keeper::There(remote) => {
                remote.ask(&Ask::Hold { keys: keys.into(), holders: holders.iter().map(Held::from).collect() }).await
            }
        }
    }

    /// Nothing but these unwraps her keys any more.
    pub async fn hold_only(&self, reader: ReaderId, kept: &[[u8; 32]]) -> Result<(), Error> {
        match &*self.0 {
            Keeper::Here(safe) => safe.hold_only(reader, kept),
            Keeper::There(remote) => remote.ask(&Ask::HoldOnly { reader: reader.0, kept: kept.to_vec() }).await,
        }
    }

    /// Destroys her keys for good, and gives her tag under this nonce for the entry that says so.
    pub async fn erase(&self, reader: ReaderId, nonce: &[u8; 16]) -> Result<Option<[u8; 32]>, Error> {
        match &*self.0 {
            Keeper::Here(safe) => safe.erase(reader, nonce),
            Keeper::There(remote) => remote.ask(&Ask::Erase { reader: reader.0, nonce: *nonce }).await,
        }
    }

    /// Were her keys destroyed?
    pub async fn is_erased(&self, reader: ReaderId) -> Result<bool, Error> {
        match &*self.0 {
            Keeper::Here(safe) => safe.is_erased(reader),
            Keeper::There(remote) => remote.ask(&Ask::IsErased { reader: reader.0 }).await,
        }
    }

    /// Her tag under this nonce, for an entry that is to be written; it tells who it is only to whoever has her tag key.
    pub async fn tag(&self, reader: ReaderId, nonce: &[u8; 16]) -> Result<Option<Hash>, Error> {
        match &*self.0 {
            Keeper::Here(safe) => safe.tag(reader, nonce),
            Keeper::There(remote) => remote.ask(&Ask::Tag { reader: reader.0, nonce: *nonce }).await,
        }
    }

    /// Which log and which witnesses are believed, as C2SP `tlog-policy`.
    pub async fn trust(&self, policy: &str) -> Result<(), Error> {
        match &*self.0 {
            Keeper::Here(safe) => safe.trust(policy),
            Keeper::There(remote) => remote.ask(&Ask::Trust { policy: policy.to_owned() }).await,
        }
    }

    /// The keys by which heads of the log are verified.
    pub async fn trusted_keys(&self) -> Result<Vec<VerifierKey>, Error> {
        match &*self.0 {
            Keeper::Here(safe) => safe.trusted_keys(),
            Keeper::There(remote) => {
                let keys: Vec<String> = remote.ask(&Ask::TrustedKeys).await?;
                keys.iter().map(|key| VerifierKey::parse(key).map_err(|_| odd())).collect()
            }
        }
    }

    /// The log's next key: a head that both keys signed, its last entry, and the way from it to the root.
    pub async fn learn_key(&self, head: &str, release: &[u8], path: &[Hash]) -> Result<(), Error> {
        match &*self.0 {
            Keeper::Here(safe) => safe.learn_key(head, release, path),
            Keeper::There(remote) => {
                let ask = Ask::LearnKey { head: head.to_owned(), release: release.to_vec(), path: path.to_vec() };
                remote.ask(&ask).await
            }
        }
    }

    /// Size of the newest head that the vault saw.
    pub async fn seen(&self) -> Result<u64, Error> {
        match &*self.0 {
            Keeper::Here(safe) => safe.seen(),
            Keeper::There(remote) => remote.ask(&Ask::Seen).await,
        }
    }

    /// The access policy that this entry states is in force from now on.
    pub async fn learn_policy(&self, shown: &Shown) -> Result<(), Error> {
        match &*self.0 {
            Keeper::Here(safe) => safe.learn_policy(shown),
            Keeper::There(remote) => remote.ask(&Ask::LearnPolicy { shown: shown.clone() }).await,
        }
    }

    /// The only way for anyone but the reader herself. A vault elsewhere goes by its own clock.
    pub async fn open_for(&self, shown: &Shown, readers: &[ReaderId], now: Time) -> Result<Opened<Vec<Lent>>, Error> {
        match &*self.0 {
            Keeper::Here(safe) => safe.open_for(shown, readers, now),
            Keeper::There(remote) => {
                let readers = readers.iter().map(|reader| reader.0).collect();
                let loan: Loan = remote.ask(&Ask::OpenFor { shown: shown.clone(), readers }).await?;
                opened_elsewhere(shown, loan)
            }
        }
    }

    /// A new way in for a reader who asked for it: her keys are wrapped under it, and nobody sees them.
    pub async fn hand_over(&self, shown: &Shown, reader: ReaderId, to: &Holder, now: Time) -> Result<u64, Error> {
        match &*self.0 {
            Keeper::Here(safe) => safe.hand_over(shown, reader, to, now),
            Keeper::There(remote) => {
                remote.ask(&Ask::HandOver { shown: shown.clone(), reader: reader.0, to: to.into() }).await
            }
        }
    }

    /// Her keys for this errand, to be used in her absence. A vault elsewhere goes by its own clock.
    pub async fn deposit(&self, keys: &Keys, errand: Errand, now: Time) -> Result<(), Error> {
        match &*self.0 {
            Keeper::Here(safe) => safe.deposit(keys, errand, now),
            Keeper::There(remote) => {
                remote.ask(&Ask::Deposit { keys: keys.into(), errand: errand.word().to_owned() }).await
            }
        }
    }

    /// Destroys what was deposited. False where nothing was.
    pub async fn withdraw(&self, reader: ReaderId, errand: Errand) -> Result<bool, Error> {
        match &*self.0 {
            Keeper::Here(safe) => safe.withdraw(reader, errand),
            Keeper::There(remote) => {
                remote.ask(&Ask::Withdraw { reader: reader.0, errand: errand.word().to_owned() }).await
            }
        }
    }

    pub async fn deposited(&self, reader: ReaderId, errand: Errand) -> Result<Option<Deposited>, Error> {
        match &*self.0 {
            Keeper::Here(safe) => safe.deposited(reader, errand),
            Keeper::There(remote) => {
                let ask = Ask::Deposited { reader: reader.0, errand: errand.word().to_owned() };
                let kept: Option<(i64, u64)> = remote.ask(&ask).await?;
                Ok(kept.map(|(since, uses)| Deposited { since: Time(since), uses }))
            }
        }
    }

    /// Lends deposited keys for one use, which is counted before. Error: `Refused` where nothing is deposited for it.
    pub async fn use_deposit(&self, reader: ReaderId, errand: Errand) -> Result<Borrowed, Error> {
        match &*self.0 {
            Keeper::Here(safe) => safe.use_deposit(reader, errand),
            Keeper::There(remote) => {
                let ask = Ask::UseDeposit { reader: reader.0, errand: errand.word().to_owned() };
                let keys: Secret = remote.ask(&ask).await?;
                Borrowed::from_bytes(reader, errand, &keys.0).ok_or_else(odd)
            }
        }
    }

    /// Uses of all that was ever deposited: it only grows.
    pub async fn deposit_uses(&self) -> Result<u64, Error> {
        match &*self.0 {
            Keeper::Here(safe) => safe.deposit_uses(),
            Keeper::There(remote) => remote.ask(&Ask::DepositUses).await,
        }
    }

    /// A copy of the keys for today, where there is none; old ones go. Without the key that they are wrapped under.
    pub async fn keep_copy(&self, now: Time) -> Result<bool, Error> {
        match &*self.0 {
            Keeper::Here(safe) => safe.keep_copy(now),
            Keeper::There(remote) => remote.ask(&Ask::KeepCopy).await,
        }
    }

    /// Nonces and subjects of erase entries: whoever they are about has no keys any more, whatever copy was put back.
    pub async fn apply_erasures(&self, erased: &[([u8; 16], [u8; 32])]) -> Result<usize, Error> {
        match &*self.0 {
            Keeper::Here(safe) => safe.apply_erasures(erased),
            Keeper::There(remote) => remote.ask(&Ask::ApplyErasures { erased: erased.to_vec() }).await,
        }
    }

    /// A key of the edition itself, for what belongs to no reader's session.
    pub async fn edition_key(&self, name: &str) -> Result<Key, Error> {
        match &*self.0 {
            Keeper::Here(safe) => Ok(safe.edition_key(name)),
            Keeper::There(remote) => {
                let secret: Secret = remote.ask(&Ask::EditionKey { name: name.to_owned() }).await?;
                secret.0.as_slice().try_into().map(Key::new).map_err(|_| odd())
            }
        }
    }
}
