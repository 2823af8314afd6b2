//! The only way for anyone but the reader herself: an entry that stands in the ledger, and what shows it.
//!
//! The vault trusts nobody who asks. It remembers the newest head that it saw, and takes none that did not grow from it; an
//! entry opens once; the policy that counts is the last one in the log.

use ledger::entry::{Access, Body, Entry, Field, Fields, Minute, Policy, Purpose, Subjects};
use ledger::{Checkpoint, Hash, Note, Proof, TrustPolicy, VerifierKey, tree};
use model::{MINUTE, ReaderId, Time};

use crate::keys::{ClassKey, Place, Unreadable};
use crate::remote::{Loan, Secret, odd as wire_odd};
use crate::safe::{Holder, Safe};
use crate::{Error, Key, file::File};

/// How far the clocks of who wrote an entry and of the vault may be apart.
const APART: i64 = 10 * MINUTE;

/// What is brought to the vault: an entry, that it is in the log, and that the log grew from the head that the vault saw last.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Shown {
    pub entry: Vec<u8>,
    /// C2SP `tlog-proof`.
    pub proof: String,
    /// A consistency proof from `Vault::seen` to the proof's head (RFC 6962, 2.1.2); empty where the vault saw none.
    pub growth: Vec<Hash>,
}

/// Why the vault stays closed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    #[error("this is no entry that opens anything: {0}")]
    NoAccess(String),
    #[error("the proof does not hold: {0}")]
    Unproven(String),
    #[error("this head is older than one that the vault saw; bring a proof to the newest head")]
    Stale,
    #[error("the log does not go on from the head of {0} entries that the vault saw: it was changed or exchanged")]
    Forked(u64),
    #[error("entry {0} was used before; each opens once")]
    Spent(u64),
    #[error("entry {0} is from another time than the vault's clock says; set the clocks right and write a new entry")]
    OtherTime(u64),
    #[error("the access policy in force does not allow this role this purpose, these fields and this country")]
    NotAllowed,
    #[error("no access policy stands in the log yet")]
    NoPolicy,
    #[error("the entry is about somebody else")]
    OtherReader,
    #[error("these readers have no keys: {0}")]
    NoKeys(String),
    #[error("the vault was not told yet which log and which witnesses it trusts")]
    NoTrust,
}

impl From<Refused> for Error {
    fn from(refused: Refused) -> Self {
        Error::Refused(format!("The vault stays closed: {refused}."))
    }
}

/// Something of readers that the vault opened for an entry. It cannot be made in any other way, and says until when it holds.
#[derive(Debug)]
pub struct Opened<T> {
    index: u64,
    access: Access,
    until: Time,
    content: T,
}

impl<T> Opened<T> {
    /// Of the entry, in the log.
    pub fn index(&self) -> u64 {
        self.index
    }

    pub fn access(&self) -> &Access {
        &self.access
    }

    pub fn until(&self) -> Time {
        self.until
    }

    /// `None` once the time that the entry names is over.
    pub fn content(&self, now: Time) -> Option<&T> {
        (now < self.until).then_some(&self.content)
    }

    /// What is read with it is as opened as it is itself.
    pub fn map<U>(self, read: impl FnOnce(T) -> U) -> Opened<U> {
        Opened { index: self.index, access: self.access, until: self.until, content: read(self.content) }
    }
}

/// Keys of one reader, for the classes that an entry names and no others.
pub struct Lent {
    reader: ReaderId,
    pub(crate) classes: [Option<ClassKey>; 4],
}

impl Lent {
    pub(crate) fn new(reader: ReaderId, classes: [Option<ClassKey>; 4]) -> Lent {
        Lent { reader, classes }
    }

    pub fn reader(&self) -> ReaderId {
        self.reader
    }

    /// `None` for a class that stays closed.
    pub fn open(&self, place: Place<'_>, sealed: &[u8]) -> Option<Result<Vec<u8>, Unreadable>> {
        let class = self.classes.get(place.class as usize)?.as_ref()?;
        Some(class.open(self.reader, place, sealed))
    }
}

impl std::fmt::Debug for Lent {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Lent keys of reader {}", self.reader)
    }
}

/// As a vault elsewhere opened it for the entry that it was shown.
pub(crate) fn opened_elsewhere(shown: &Shown, loan: Loan) -> Result<Opened<Vec<Lent>>, Error> {
    let Body::Access(access) = read(&shown.entry)?.body else { return Err(wire_odd()) };
    let key = |secret: &Option<Secret>| -> Result<Option<ClassKey>, Error> {
        let Some(secret) = secret else { return Ok(None) };
        let bytes: [u8; 32] = secret.0.as_slice().try_into().map_err(|_| wire_odd())?;
        Ok(Some(ClassKey::new(Key::new(bytes))))
    };
    let mut lent = Vec::with_capacity(loan.lent.len());
    for (reader, [a, b, c, d]) in &loan.lent {
        lent.push(Lent { reader: ReaderId(*reader), classes: [key(a)?, key(b)?, key(c)?, key(d)?] });
    }
    Ok(Opened { index: loan.index, access, until: Time(loan.until), content: lent })
}

impl Safe {
    /// Which log is believed, and whose cosignatures it needs. The log's key stays the one that was told first, until a
    /// release in the log itself names another (`learn_key`).
    pub fn trust(&self, policy: &str) -> Result<(), Error> {
        let wanted = TrustPolicy::parse(policy).map_err(|fault| Error::Refused(fault.to_string()))?;
        let file = self.file();
        if let Some(kept) = kept_trust(&file)?
            && kept.logs.iter().map(|log| &log.key).ne(wanted.logs.iter().map(|log| &log.key))
        {
            return Err(Error::Refused(
                "This vault belongs to a log with another key; a log changes its key by a release entry alone"
                    .to_owned(),
            ));
        }
        file.set_setting("trust", policy.as_bytes())
    }

    /// The log's next key: a head that both keys signed, whose last entry is a release that names the new one.
    pub fn learn_key(&self, head: &str, release: &[u8], path: &[Hash]) -> Result<(), Error> {
        let unproven = |why: String| Error::from(Refused::Unproven(why));
        let file = self.file();
        let trust = kept_trust(&file)?.ok_or(Refused::NoTrust)?;
        let note = Note::parse(head.as_bytes()).map_err(|fault| unproven(fault.to_string()))?;
        let trusted = trust.verify(&note).map_err(|fault| unproven(fault.to_string()))?.checkpoint;
        let last = trusted.size.checked_sub(1).ok_or_else(|| unproven("the head is empty".to_owned()))?;
        tree::verify_inclusion(last, tree::leaf_hash(release), trusted.size, &trusted.root, path)
            .map_err(|fault| unproven(fault.to_string()))?;
        let Ok(Entry { body: Body::Release(release), .. }) = Entry::parse(release) else {
            return Err(unproven("its last entry is no release".to_owned()));
        };
        Checkpoint::verified(&note, &release.key).map_err(|fault| unproven(fault.to_string()))?;
        let text = kept_trust_text(&file)?.unwrap_or_default();
        file.set_setting("trust", with_key(&text, &release.key).as_bytes())
    }

    /// The keys by which the log's heads are verified.
    pub fn trusted_keys(&self) -> Result<Vec<VerifierKey>, Error> {
        let trust = kept_trust(&self.file())?;
        Ok(trust.map(|trust| trust.logs.into_iter().map(|log| log.key).collect()).unwrap_or_default())
    }

    /// Size of the newest head that was seen; 0 before the first.
    pub fn seen(&self) -> Result<u64, Error> {
        Ok(kept_head(&self.file())?.map_or(0, |head| head.size))
    }

    /// The policy that this entry states is in force from now on.
    pub fn learn_policy(&self, shown: &Shown) -> Result<(), Error> {
        let entry = read(&shown.entry)?;
        let Body::Policy(policy) = entry.body else {
            return Err(Refused::NoAccess("it is no policy".to_owned()).into());
        };
        self.file().at_once(|file| {
            stands(file, shown)?;
            match kept_policy(file)? {
                Some(kept) if kept.version > policy.version => {
                    Err(Refused::NoAccess(format!("policy {} is in force already", kept.version)).into())
                }
                _ => file.set_setting("policy", &shown.entry),
            }
        })
    }

    /// Lends the keys that the entry names, once.
    pub fn open_for(&self, shown: &Shown, readers: &[ReaderId], now: Time) -> Result<Opened<Vec<Lent>>, Error> {
        let (index, access, until) = self.admit(shown, readers, now)?;
        let lent = readers.iter().map(|reader| self.lend(*reader, access.fields)).collect::<Result<_, _>>()?;
        Ok(Opened { index, access, until, content: lent })
    }

    /// The reader asked for it herself, and cannot come in any other way: her keys are wrapped under what she is given, and
    /// nobody else sees them.
    pub fn hand_over(&self, shown: &Shown, reader: ReaderId, holder: &Holder, now: Time) -> Result<u64, Error> {
        let entry = read(&shown.entry)?;
        let all = Fields::new(Field::ALL);
        match &entry.body {
            Body::Access(access) if access.purpose == Purpose::OwnRequest && Some(access.fields) == all => {}
            _ => {
                let why = "only the reader's own request for all fields gives her a new way in".to_owned();
                return Err(Refused::NoAccess(why).into());
            }
        }
        let (index, ..) = self.admit(shown, &[reader], now)?;
        let keys = self.keys_of(reader)?.ok_or_else(|| Refused::NoKeys(reader.to_string()))?;
        self.hold(&keys, std::slice::from_ref(holder))?;
        // Whoever was in her account before is out; nor does what she may have deposited there go on.
        let file = self.file();
        file.drop_deposits(reader.0)?;
        file.scrub()?;
        Ok(index)
    }

    /// Spends the entry, or says why not. Nothing is given out before that is on the disk.
    fn admit(&self, shown: &Shown, readers: &[ReaderId], now: Time) -> Result<(u64, Access, Time), Error> {
        let entry = read(&shown.entry)?;
        let Body::Access(access) = entry.body else {
            return Err(Refused::NoAccess("it is no access".to_owned()).into());
        };
        let until = at(entry.time).plus(i64::try_from(access.minutes).unwrap_or(0) * MINUTE);
        let tags = self.tags(readers, access.subjects.nonce())?;
        self.file().at_once(|file| {
            let index = stands(file, shown)?;
            if now.since(at(entry.time)).abs() > APART || now >= until {
                return Err(Refused::OtherTime(index).into());
            }
            let policy = kept_policy(file)?.ok_or(Refused::NoPolicy)?;
            if !policy.allowed.allows(access.role, access.purpose, access.fields, access.country) {
                return Err(Refused::NotAllowed.into());
            }
            if !is_about(&access.subjects, &tags) {
                return Err(Refused::OtherReader.into());
            }
            let number = i64::try_from(index).map_err(|_| Refused::Spent(index))?;
            if !file.spend(number)? {
                return Err(Refused::Spent(index).into());
            }
            Ok((index, access, until))
        })
    }

    fn tags(&self, readers: &[ReaderId], nonce: &[u8; 16]) -> Result<Vec<Hash>, Error> {
        let mut tags = Vec::with_capacity(readers.len());
        for reader in readers {
            let keys = self.keys_of(*reader)?.ok_or_else(|| Refused::NoKeys(reader.to_string()))?;
            tags.push(ledger::subject::tag(keys.tag_key().bytes(), nonce));
        }
        tags.sort_unstable();
        Ok(tags)
    }

    fn lend(&self, reader: ReaderId, fields: Fields) -> Result<Lent, Error> {
        let keys = self.keys_of(reader)?.ok_or_else(|| Refused::NoKeys(reader.to_string()))?;
        let mut classes = [const { None }; 4];
        for field in fields.iter() {
            if let Some(class) = classes.get_mut(field as usize) {
                *class = Some(keys.class(field).clone());
            }
        }
        Ok(Lent { reader, classes })
    }
}

fn read(entry: &[u8]) -> Result<Entry, Error> {
    Entry::parse(entry).map_err(|fault| Refused::NoAccess(fault.to_string()).into())
}

fn at(minute: Minute) -> Time {
    Time(minute.0.saturating_mul(MINUTE))
}

fn is_about(subjects: &Subjects, tags: &[Hash]) -> bool {
    match (subjects, tags) {
        (Subjects::One { subject, .. }, [tag]) => subject == tag,
        (Subjects::Many { count, root, .. }, many) => {
            *count == many.len() as u64 && *root == ledger::subject::root(many)
        }
        _ => false,
    }
}

/// The entry's index, once it is shown that it is in the log and that the log still is the one that was seen. The head is
/// remembered.
fn stands(file: &File, shown: &Shown) -> Result<u64, Error> {
    let unproven = |why: String| Error::from(Refused::Unproven(why));
    let trust = kept_trust(file)?.ok_or(Refused::NoTrust)?;
    let proof = Proof::parse(shown.proof.as_bytes()).map_err(|fault| unproven(fault.to_string()))?;
    let head = proof.verify(&shown.entry, &trust).map_err(|fault| unproven(fault.to_string()))?.checkpoint;
    match kept_head(file)? {
        Some(seen) if head.size < seen.size => return Err(Refused::Stale.into()),
        Some(seen) if head.size == seen.size && head.root != seen.root => return Err(Refused::Forked(seen.size).into()),
        Some(seen) if head.size > seen.size => {
            tree::verify_consistency(seen.size, &seen.root, head.size, &head.root, &shown.growth)
                .map_err(|_| Refused::Forked(seen.size))?;
        }
        _ => {}
    }
    file.set_setting("head", proof.head.text().as_bytes())?;
    Ok(proof.index)
}

fn kept_head(file: &File) -> Result<Option<Checkpoint>, Error> {
    let text = file.setting("head")?.and_then(|bytes| String::from_utf8(bytes).ok());
    let damaged = |_| Error::Database("the head that was seen last is damaged".to_owned());
    text.map(|text| Checkpoint::parse(&text).map_err(damaged)).transpose()
}

fn kept_policy(file: &File) -> Result<Option<Policy>, Error> {
    let Some(bytes) = file.setting("policy")? else { return Ok(None) };
    match Entry::parse(&bytes) {
        Ok(Entry { body: Body::Policy(policy), .. }) => Ok(Some(policy)),
        _ => Err(Error::Database("the access policy that is kept is damaged".to_owned())),
    }
}

fn kept_trust_text(file: &File) -> Result<Option<String>, Error> {
    Ok(file.setting("trust")?.and_then(|bytes| String::from_utf8(bytes).ok()))
}

fn kept_trust(file: &File) -> Result<Option<TrustPolicy>, Error> {
    let damaged = |_| Error::Database("the trust policy that is kept is damaged".to_owned());
    kept_trust_text(file)?.map(|text| TrustPolicy::parse(&text).map_err(damaged)).transpose()
}

/// The same policy, with this log in place of the one before.
fn with_key(policy: &str, key: &VerifierKey) -> String {
    let line = |line: &str| match line.split_whitespace().collect::<Vec<_>>().as_slice() {
        ["log", _, rest @ ..] => [&["log", &key.to_string()][..], rest].concat().join(" "),
        _ => line.to_owned(),
    };
    policy.lines().map(line).map(|line| line + "\n").collect()
}
