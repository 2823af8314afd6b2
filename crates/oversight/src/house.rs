//! Oversight of an edition: what is written into its ledger, and what the vault opens for it.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use ledger::entry::{
    self, Allow, Allowed, Beat, Body, Country, Entry, Fields, Minute, Name, Policy, Purpose, Reference, Role, Source,
    State, Subjects,
};
use ledger::{Hash, subject};
use model::{MINUTE, ReaderId, Time};
use vault::{Holder, Key, Lent, Opened, Shown, Vault};

use crate::Error;
use crate::book::{Book, Files};
use crate::tally::Tally;

/// A clock that is back by less than this was set right a little.
const BACK_AT_MOST: i64 = 9;
/// Entries among which one that was written before a crash is looked for.
const LOOKED_BACK: u64 = 1_000;

/// Cheap to copy; every copy speaks for the same edition.
#[derive(Clone)]
pub struct Oversight(Arc<House>);

struct House {
    book: Book,
    vault: Vault,
    tally: Mutex<Tally>,
}

/// What runs: the program, what it shows, and what it ranks with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Running {
    pub version: Name,
    pub source: Source,
    pub binary: Hash,
    pub assets: Hash,
    pub model: Option<Hash>,
}

/// What readers were promised, and what staff may open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    /// SHA-256 of the terms of use.
    pub terms: Hash,
    pub beat_minutes: u64,
    pub answer_days: u64,
    pub allowed: Allowed,
}

impl Terms {
    /// What staff of a small newsroom needs, and nobody else anything.
    pub fn usual(terms: Hash) -> Terms {
        use ledger::entry::Field::{Follows, History, Identity};
        let fields = |fields: &[entry::Field]| Fields::new(fields);
        let all = fields(entry::Field::ALL);
        let line = |purpose, fields: Option<Fields>| {
            fields.map(|fields| Allow { role: Role::Staff, purpose, fields, countries: None })
        };
        let lines = [
            line(Purpose::AbuseReview, fields(&[Identity, History])),
            line(Purpose::Incident, all),
            line(Purpose::LegalDemand, all),
            line(Purpose::OwnRequest, all),
            line(Purpose::Repair, fields(&[Follows, History])),
            line(Purpose::Support, fields(&[Identity, Follows, History])),
        ];
        // There are six lines, and up to 64 are allowed.
        #[allow(clippy::expect_used)]
        let allowed = Allowed::new(lines.into_iter().flatten().collect()).expect("six lines");
        Terms { terms, beat_minutes: 60, answer_days: 30, allowed }
    }
}

/// Somebody wants to open what is kept about readers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Access {
    /// By whatever name the edition knows who it is; only a tag of it is written.
    pub actor: String,
    pub role: Role,
    pub country: Country,
    pub purpose: Purpose,
    pub fields: Fields,
    pub reference: Reference,
    pub minutes: u64,
}

/// What the machine did since the beat before.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Served {
    pub timelines: u64,
    pub digests: u64,
    pub unlocks: u64,
    pub deposits: u64,
}

/// What a start wrote.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Began {
    pub release: bool,
    pub policy: bool,
}

impl Oversight {
    pub fn new(book: Book, vault: Vault) -> Oversight {
        Oversight(Arc::new(House { book, vault, tally: Mutex::default() }))
    }

    pub fn book(&self) -> &Book {
        &self.0.book
    }

    pub fn vault(&self) -> &Vault {
        &self.0.vault
    }

    pub fn files(&self) -> &Files {
        self.0.book.files()
    }

    /// What the log says up to its newest head.
    pub fn tally(&self) -> Result<Tally, Error> {
        let size = self.0.book.head()?.map_or(0, |head| head.checkpoint.size);
        let mut tally = self.held();
        tally.read_on(self.files(), size)?;
        Ok(tally.clone())
    }

    fn held(&self) -> MutexGuard<'_, Tally> {
        self.0.tally.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// At every start: what changed of the program and of the terms is written, and the vault is told of the log. `trust` is
    /// a trust policy in place of the log's key alone.
    pub async fn begin(
        &self,
        running: &Running,
        terms: &Terms,
        trust: Option<&str>,
        now: Time,
    ) -> Result<Began, Error> {
        let signs = self.files().keys()?.pop().ok_or(Error::UnknownKey)?;
        let mut began = Began::default();
        let tally = self.tally()?;
        let mut entries = Vec::new();
        let last = tally.release.as_ref().map(|(_, release)| release);
        let release = release(running, signs);
        if last != Some(&release) {
            began.release = true;
            entries.push(self.stamped(release, now)?);
        }
        let version = tally.policy.as_ref().map_or(1, |(_, policy)| policy.version + 1);
        let wanted = |version| Policy {
            version,
            terms: terms.terms,
            beat_minutes: terms.beat_minutes,
            answer_days: terms.answer_days,
            allowed: terms.allowed.clone(),
        };
        if tally.policy.as_ref().is_none_or(|(_, policy)| *policy != wanted(policy.version)) {
            began.policy = true;
            entries.push(self.stamped(wanted(version), now)?);
        }
        if !entries.is_empty() {
            self.0.book.append_many(&entries).await?;
        }
        self.tell_the_vault(trust).await?;
        Ok(began)
    }

    async fn tell_the_vault(&self, trust: Option<&str>) -> Result<(), Error> {
        let tally = self.tally()?;
        self.erase_again(tally.size).await?;
        if self.0.vault.trusted_keys().await?.is_empty() {
            let Some((_, release)) = &tally.release else { return Ok(()) };
            let of_log = format!("log {}\nquorum none\n", release.key);
            self.0.vault.trust(trust.unwrap_or(&of_log)).await?;
        } else {
            self.follow_keys().await?;
            if let Some(trust) = trust {
                self.0.vault.trust(trust).await?;
            }
        }
        if let Some((index, _)) = tally.policy {
            let shown = self.shown(index).await?;
            self.0.vault.learn_policy(&shown).await?;
        }
        Ok(())
    }

    /// A vault that was put back from a copy hears of those who were erased since.
    async fn erase_again(&self, size: u64) -> Result<(), Error> {
        let mut erased = Vec::new();
        for index in self.0.vault.seen().await?..size {
            if let Body::Erase(erase) = Entry::parse(&self.0.book.entry(index)?)?.body {
                erased.push((erase.nonce, erase.subject));
            }
        }
        if !erased.is_empty() {
            self.0.vault.apply_erasures(&erased).await?;
        }
        Ok(())
    }

    /// The vault learns the log's newer keys, one after the other.
    async fn follow_keys(&self) -> Result<(), Error> {
        for rotation in self.files().rotations()? {
            let Some(last) = rotation.checkpoint.size.checked_sub(1) else { continue };
            let release = self.0.book.entry(last)?;
            let known = self.0.vault.trusted_keys().await?;
            let Ok(Entry { body: Body::Release(named), .. }) = Entry::parse(&release) else { continue };
            if known.contains(&named.key) || rotation.note.verify(&known).is_err() {
                continue;
            }
            let path = self.files().path_at(last, rotation.checkpoint.size)?;
            self.0.vault.learn_key(&rotation.note.to_string(), &release, &path).await?;
        }
        Ok(())
    }

    /// A new key signs from now on; the old one keeps verifying what it signed.
    pub async fn rotate(&self, running: &Running, now: Time) -> Result<u64, Error> {
        let key = self.0.book.next_key(None).await?;
        let index = self.0.book.append(self.stamped(release(running, key), now)?).await?;
        self.follow_keys().await?;
        Ok(index)
    }

    /// The model that timelines are ranked with from now on, where it is another.
    pub async fn note_running(&self, running: &Running, now: Time) -> Result<bool, Error> {
        let tally = self.tally()?;
        let Some((_, last)) = tally.release else { return Ok(false) };
        let new = release(running, last.key.clone());
        if new == last {
            return Ok(false);
        }
        self.0.book.append(self.stamped(new, now)?).await?;
        Ok(true)
    }

    /// Writes an entry of any kind whose parts are known. Its number.
    pub async fn write(&self, body: impl Into<Body>, now: Time) -> Result<u64, Error> {
        self.0.book.append(self.stamped(body, now)?).await
    }

    /// Writes what waited to be written, once: what bears the same number drawn by lot and stands among the last entries is
    /// there already.
    pub async fn note(&self, untimed: &str, now: Time) -> Result<u64, Error> {
        let time =
            self.stamped(Beat { number: 1, state: State::Running, counts: Default::default(), pack: None }, now)?.time;
        let entry = Entry::timed(untimed, time)?;
        let size = self.0.book.head()?.map_or(0, |head| head.checkpoint.size);
        for index in (size.saturating_sub(LOOKED_BACK)..size).rev() {
            let kept = Entry::parse(&self.0.book.entry(index)?)?;
            if kept.body == entry.body {
                return Ok(index);
            }
        }
        self.0.book.append(entry).await
    }

    /// Writes the entry, waits for its proof, opens what it names, and gives its number and text along.
    pub async fn open(&self, access: &Access, readers: &[ReaderId], now: Time) -> Result<Opened<Vec<Lent>>, Error> {
        self.may(access)?;
        let index = self.write_access(access, readers, now).await?;
        let shown = self.shown(index).await?;
        Ok(self.0.vault.open_for(&shown, readers, now).await?)
    }

    /// A reader who lost every way in asked for another: her keys are wrapped under it, and nobody sees them.
    pub async fn hand_over(&self, access: &Access, reader: ReaderId, to: &Holder, now: Time) -> Result<u64, Error> {
        self.may(access)?;
        let index = self.write_access(access, &[reader], now).await?;
        let shown = self.shown(index).await?;
        Ok(self.0.vault.hand_over(&shown, reader, to, now).await?)
    }

    /// What the vault would refuse is not written: an entry that opened nothing would accuse somebody of what she did not do.
    fn may(&self, access: &Access) -> Result<(), Error> {
        let tally = self.tally()?;
        let allowed = tally
            .policy
            .is_some_and(|(_, policy)| policy.allows(access.role, access.purpose, access.fields, access.country));
        if allowed {
            return Ok(());
        }
        Err(Error::Refused(format!(
            "The access policy in force does not allow {} to open {} for {}; `caulbart access policy` shows what it allows.",
            access.role, access.fields, access.purpose
        )))
    }

    async fn write_access(&self, access: &Access, readers: &[ReaderId], now: Time) -> Result<u64, Error> {
        let actors = self.0.vault.edition_key("actors").await?;
        let body = entry::Access {
            actor: tag_of(&actors, &access.actor),
            role: access.role,
            country: access.country,
            purpose: access.purpose,
            fields: access.fields,
            reference: access.reference.clone(),
            minutes: access.minutes,
            subjects: self.subjects(readers).await?,
        };
        self.write(body, now).await
    }

    /// How an entry names these readers, so that each of them knows and nobody else.
    pub async fn subjects(&self, readers: &[ReaderId]) -> Result<Subjects, Error> {
        let nonce = random()?;
        let mut tags = Vec::with_capacity(readers.len());
        for reader in readers {
            let tag = self.0.vault.tag(*reader, &nonce).await?;
            tags.push(tag.ok_or_else(|| {
                Error::Refused(format!("Reader {reader} has no keys: she is not here or was erased."))
            })?);
        }
        match tags.as_slice() {
            [] => Err(Error::Refused("It is about nobody; name a reader.".to_owned())),
            [subject] => Ok(Subjects::One { nonce, subject: *subject }),
            _ => {
                tags.sort_unstable();
                tags.dedup();
                let root = subject::root(&tags);
                self.0.book.keep_subjects(&root, subject::side_file(&tags)).await?;
                Ok(Subjects::Many { nonce, count: tags.len() as u64, root })
            }
        }
    }

    /// A beat: what stands in the log, and what the machine did. `served` counts since the beat before.
    pub async fn beat(&self, state: State, served: Served, pack: Option<Hash>, now: Time) -> Result<u64, Error> {
        let house = self.0.clone();
        let this = self.clone();
        house
            .book
            .append_composed(move |size, files| {
                let tally = {
                    let mut tally = this.held();
                    tally.read_on(files, size)?;
                    tally.clone()
                };
                let mut counts = tally.counts;
                counts.timelines += served.timelines;
                counts.digests += served.digests;
                counts.unlocks += served.unlocks;
                counts.deposits += served.deposits;
                let number = tally.beat.as_ref().map_or(1, |(_, beat)| beat.number + 1);
                this.stamped(Beat { number, state, counts, pack }, now)
            })
            .await
    }

    /// What the vault wants to see of entry `index`: that it is in the newest head, and that this grew from what the vault saw.
    pub async fn shown(&self, index: u64) -> Result<Shown, Error> {
        let entry = self.0.book.entry(index)?;
        let seen = self.0.vault.seen().await?;
        // The head may move on between the two.
        for _ in 0..16 {
            let growth = self.0.book.consistency(seen)?;
            let proof = self.0.book.proof(index)?;
            if proof.head.text() == growth.head.note.text() {
                return Ok(Shown { entry, proof: proof.to_string(), growth: growth.path });
            }
        }
        Err(Error::Refused("The ledger moves on faster than it can be proven; try again.".to_owned()))
    }

    fn stamped(&self, body: impl Into<Body>, now: Time) -> Result<Entry, Error> {
        let time = Minute(now.0.div_euclid(MINUTE));
        let last = self.held().last;
        match last {
            Some(last) if time.0 + BACK_AT_MOST < last.0 => {
                Err(Error::ClockBack { now: time.to_string(), last: last.to_string() })
            }
            _ => Ok(Entry { time, body: body.into() }),
        }
    }
}

fn release(running: &Running, key: ledger::VerifierKey) -> entry::Release {
    let Running { version, source, binary, assets, model } = running.clone();
    entry::Release { version, source, binary, assets, model, key }
}

/// 16 bytes that stand for a name; only whoever has the key finds it.
pub(crate) fn tag_of(key: &Key, name: &str) -> [u8; 16] {
    let mut tag = [0; 16];
    tag.copy_from_slice(&key.mac("caulbart/actor/v1", &[name.as_bytes()])[..16]);
    tag
}

pub(crate) fn random<const N: usize>() -> Result<[u8; N], Error> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|why| Error::NoChance(why.to_string()))?;
    Ok(bytes)
}
