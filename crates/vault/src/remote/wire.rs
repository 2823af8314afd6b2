//! What is asked of a vault and how it answers: JSON after its length in four bytes. Keys are wiped from every buffer.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use zeroize::{ZeroizeOnDrop, Zeroizing};

use super::Stream;
use crate::opening::Shown;
use crate::safe::{Holder, Unlocked};
use crate::{Error, Keys};
use model::ReaderId;

/// Nothing that is asked or answered is longer: a million erasures fit.
pub const LONGEST: usize = 64 << 20;

/// Bytes of keys or of secrets.
#[derive(Serialize, Deserialize, ZeroizeOnDrop)]
pub struct Secret(pub Vec<u8>);

#[derive(Serialize, Deserialize)]
pub struct Held {
    id: [u8; 32],
    secret: Secret,
}

impl From<&Holder> for Held {
    fn from(holder: &Holder) -> Held {
        Held { id: holder.id, secret: Secret(holder.secret.to_vec()) }
    }
}

impl From<&Held> for Holder {
    fn from(held: &Held) -> Holder {
        Holder::new(held.id, &held.secret.0)
    }
}

/// Keys with the reader they are of.
#[derive(Serialize, Deserialize)]
pub struct Escrowed {
    reader: i64,
    keys: Secret,
}

impl From<&Keys> for Escrowed {
    fn from(keys: &Keys) -> Escrowed {
        Escrowed { reader: keys.reader().0, keys: Secret(keys.to_bytes().to_vec()) }
    }
}

impl Escrowed {
    pub fn keys(&self) -> Result<Keys, Error> {
        Keys::from_bytes(ReaderId(self.reader), &self.keys.0).ok_or_else(odd)
    }
}

#[derive(Serialize, Deserialize)]
pub enum Unlock {
    Keys(Escrowed),
    Stranger,
    NoKeys,
    Erased,
}

impl From<Unlocked> for Unlock {
    fn from(unlocked: Unlocked) -> Unlock {
        match unlocked {
            Unlocked::Keys(keys) => Unlock::Keys((&*keys).into()),
            Unlocked::Stranger => Unlock::Stranger,
            Unlocked::NoKeys => Unlock::NoKeys,
            Unlocked::Erased => Unlock::Erased,
        }
    }
}

impl Unlock {
    pub fn unlocked(self) -> Result<Unlocked, Error> {
        Ok(match self {
            Unlock::Keys(keys) => Unlocked::Keys(Box::new(keys.keys()?)),
            Unlock::Stranger => Unlocked::Stranger,
            Unlock::NoKeys => Unlocked::NoKeys,
            Unlock::Erased => Unlocked::Erased,
        })
    }
}

/// What was opened for an entry: keys of the classes that it names.
#[derive(Serialize, Deserialize)]
pub struct Loan {
    pub index: u64,
    /// Milliseconds since 1970.
    pub until: i64,
    pub lent: Vec<(i64, [Option<Secret>; 4])>,
}

#[derive(Serialize, Deserialize)]
pub enum Ask {
    Id,
    Enrol { reader: i64, holders: Vec<Held> },
    EnrolAbsent { reader: i64, adopters: Vec<[u8; 32]> },
    EndEnrolling,
    Unlock { reader: i64, holder: Held },
    Hold { keys: Escrowed, holders: Vec<Held> },
    HoldOnly { reader: i64, kept: Vec<[u8; 32]> },
    Erase { reader: i64, nonce: [u8; 16] },
    IsErased { reader: i64 },
    Tag { reader: i64, nonce: [u8; 16] },
    Trust { policy: String },
    TrustedKeys,
    LearnKey { head: String, release: Vec<u8>, path: Vec<[u8; 32]> },
    Seen,
    LearnPolicy { shown: Shown },
    OpenFor { shown: Shown, readers: Vec<i64> },
    HandOver { shown: Shown, reader: i64, to: Held },
    KeepCopy,
    ApplyErasures { erased: Vec<([u8; 16], [u8; 32])> },
    EditionKey { name: String },
    Deposit { keys: Escrowed, errand: String },
    Withdraw { reader: i64, errand: String },
    Deposited { reader: i64, errand: String },
    UseDeposit { reader: i64, errand: String },
    DepositUses,
}

/// Why there is no answer.
#[derive(Serialize, Deserialize)]
pub enum Fault {
    File(String, String),
    Database(String),
    NoChance(String),
    Refused(String),
}

impl From<Error> for Fault {
    fn from(error: Error) -> Fault {
        match error {
            Error::File(path, why) => Fault::File(path, why),
            Error::Database(why) => Fault::Database(why),
            Error::NoChance(why) => Fault::NoChance(why),
            Error::Refused(why) => Fault::Refused(why),
            down @ Error::Down(_) => Fault::Database(down.to_string()),
        }
    }
}

impl From<Fault> for Error {
    fn from(fault: Fault) -> Error {
        match fault {
            Fault::File(path, why) => Error::File(path, why),
            Fault::Database(why) => Error::Database(why),
            Fault::NoChance(why) => Error::NoChance(why),
            Fault::Refused(why) => Error::Refused(why),
        }
    }
}

pub fn odd() -> Error {
    Error::Down("it answers in another way than this release understands".to_owned())
}

pub fn written(what: &impl Serialize) -> Result<Zeroizing<Vec<u8>>, Error> {
    serde_json::to_vec(what).map(Zeroizing::new).map_err(|_| odd())
}

pub fn read<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    serde_json::from_slice(bytes).ok()
}

pub async fn send(stream: &mut dyn Stream, bytes: &[u8]) -> std::io::Result<()> {
    let length = u32::try_from(bytes.len()).ok().filter(|length| *length as usize <= LONGEST);
    let length = length.ok_or_else(|| std::io::Error::other("it is too long"))?;
    stream.write_all(&length.to_be_bytes()).await?;
    stream.write_all(bytes).await?;
    stream.flush().await
}

/// `None` where the other side has closed in good order.
pub async fn receive(stream: &mut dyn Stream) -> std::io::Result<Option<Zeroizing<Vec<u8>>>> {
    let mut length = [0; 4];
    match stream.read_exact(&mut length).await {
        Ok(_) => {}
        Err(why) if why.kind() == std::io::ErrorKind::UnexpectedEof => return Ok(None),
        Err(why) => return Err(why),
    }
    let length = u32::from_be_bytes(length) as usize;
    if length > LONGEST {
        return Err(std::io::Error::other("what comes is longer than anything that is asked"));
    }
    // As it comes: a length alone takes no memory.
    let mut bytes = Zeroizing::new(Vec::new());
    let got = (&mut *stream).take(length as u64).read_to_end(&mut bytes).await?;
    if got < length {
        return Err(std::io::ErrorKind::UnexpectedEof.into());
    }
    Ok(Some(bytes))
}
