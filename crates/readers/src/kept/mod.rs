//! What is kept about a reader: sealed rows in the store, opened with her keys while she is here.
//!
//! Her keys are in memory from the request that brought her secret until she was away for half an hour. Without them,
//! nothing here answers anything about her.

mod follows;
mod here;
mod history;
mod migrating;
mod opened;
mod overview;
mod rows;

use std::sync::Arc;

use model::ReaderId;
use store::{Reseal, SealedRow, Store};
use tracing::warn;
use vault::{Borrowed, Keys, Lent, Place, Unreadable, Vault};

pub use follows::{Brought, NewFinder};
pub(crate) use follows::{by_age, in_order};
pub(crate) use here::Here;
pub use history::Saved;
pub(crate) use history::{Find, latest_first, read_find, read_profile};
pub use opened::OpenedRows;
pub use overview::{KeptRows, Overview};
pub(crate) use rows::{Kind, read_finder};

use crate::Error;

pub(crate) struct Kept {
    pub(crate) store: Store,
    pub(crate) vault: Vault,
    pub(crate) here: Here,
}

impl Kept {
    pub fn new(store: Store, vault: Vault) -> Kept {
        Kept { store, vault, here: Here::default() }
    }

    /// Error: `Away` where nobody brought her secret lately.
    pub fn keys(&self, reader: ReaderId) -> Result<Arc<Keys>, Error> {
        self.here.keys(reader).ok_or(Error::Away)
    }

    /// What stands there, opened and read; rows that do not open are left out.
    pub(crate) async fn all<T: serde::de::DeserializeOwned>(
        &self,
        reader: ReaderId,
        kind: Kind,
    ) -> Result<Vec<T>, Error> {
        let keys = self.keys(reader)?;
        let rows = self.store.sealed(reader, kind as u8).await?;
        Ok(rows.iter().filter_map(|row| opened(&*keys, kind, row)).collect())
    }

    pub(crate) async fn one<T: serde::de::DeserializeOwned>(
        &self,
        reader: ReaderId,
        kind: Kind,
        about: &[&[u8]],
    ) -> Result<Option<T>, Error> {
        let keys = self.keys(reader)?;
        let row = self.store.sealed_row(reader, kind as u8, &kind.index(&keys, about)).await?;
        Ok(row.and_then(|row| opened(&*keys, kind, &row)))
    }

    pub(crate) async fn put(
        &self,
        reader: ReaderId,
        kind: Kind,
        about: &[&[u8]],
        content: &impl serde::Serialize,
    ) -> Result<(), Error> {
        let row = sealed(&*self.keys(reader)?, kind, about, content)?;
        Ok(self.store.reseal(reader, vec![Reseal::Put(row)]).await?)
    }

    pub(crate) async fn drop(&self, reader: ReaderId, kind: Kind, about: &[&[u8]]) -> Result<(), Error> {
        let keys = self.keys(reader)?;
        Ok(self.store.reseal(reader, vec![dropped(&keys, kind, about)]).await?)
    }
}

/// What opens rows of one reader: her own keys, or those that she deposited.
pub(crate) trait Opens {
    fn reader(&self) -> ReaderId;
    /// `None` for what stays closed.
    fn content(&self, place: Place<'_>, sealed: &[u8]) -> Option<Result<Vec<u8>, Unreadable>>;
}

impl Opens for Keys {
    fn reader(&self) -> ReaderId {
        Keys::reader(self)
    }

    fn content(&self, place: Place<'_>, sealed: &[u8]) -> Option<Result<Vec<u8>, Unreadable>> {
        Some(self.open(place, sealed))
    }
}

impl Opens for Borrowed {
    fn reader(&self) -> ReaderId {
        Borrowed::reader(self)
    }

    fn content(&self, place: Place<'_>, sealed: &[u8]) -> Option<Result<Vec<u8>, Unreadable>> {
        self.open(place, sealed)
    }
}

impl Opens for Lent {
    fn reader(&self) -> ReaderId {
        Lent::reader(self)
    }

    fn content(&self, place: Place<'_>, sealed: &[u8]) -> Option<Result<Vec<u8>, Unreadable>> {
        self.open(place, sealed)
    }
}

pub(crate) fn dropped(keys: &Keys, kind: Kind, about: &[&[u8]]) -> Reseal {
    Reseal::Drop { kind: kind as u8, place: kind.index(keys, about).to_vec() }
}

pub(crate) fn sealed(
    keys: &Keys,
    kind: Kind,
    about: &[&[u8]],
    content: &impl serde::Serialize,
) -> Result<SealedRow, Error> {
    let index = kind.index(keys, about);
    let content =
        serde_json::to_vec(content).map_err(|why| Error::Refused(format!("It could not be written: {why}")))?;
    let body = keys.seal(Place { class: kind.class(), kind: kind as u8, index: &index }, &content)?;
    Ok(SealedRow { kind: kind as u8, place: index.to_vec(), body })
}

/// `None`, and a word to the operator, for what does not open or cannot be read: the rest is still hers.
pub(crate) fn opened<T: serde::de::DeserializeOwned>(keys: &impl Opens, kind: Kind, row: &SealedRow) -> Option<T> {
    let reader = keys.reader();
    let Ok(content) = keys.content(kind.place(row), &row.body)? else {
        warn!("A sealed row of reader {reader} ({kind:?}) does not open with her key; it is left out.");
        return None;
    };
    let content = serde_json::from_slice(&content).ok();
    if content.is_none() {
        warn!("A row of reader {reader} ({kind:?}) was written by a newer release; it is left out.");
    }
    content
}

/// A text that stays in a column of its own, sealed there.
pub(crate) fn sealed_text(keys: &Keys, kind: Kind, text: &str) -> Result<String, Error> {
    let place = Place { class: kind.class(), kind: kind as u8, index: b"" };
    Ok(rows::in_hex(&keys.seal(place, text.as_bytes())?))
}

/// Empty for what does not open.
pub(crate) fn opened_text(keys: &Keys, kind: Kind, sealed: &str) -> String {
    open_text(keys, kind, sealed).unwrap_or_default()
}

pub(crate) fn is_sealed_text(keys: &Keys, kind: Kind, text: &str) -> bool {
    open_text(keys, kind, text).is_some()
}

fn open_text(keys: &Keys, kind: Kind, sealed: &str) -> Option<String> {
    let place = Place { class: kind.class(), kind: kind as u8, index: b"" };
    String::from_utf8(keys.open(place, &rows::from_hex(sealed)?).ok()?).ok()
}
