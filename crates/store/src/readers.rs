//! Readers: known by the hash of a secret that only their browser holds.

use model::{ReaderId, Time};

use crate::{Error, Result, Store, statements, store::Durability, value::Row};

impl Store {
    pub async fn reader_by_secret(&self, hash: &[u8; 32]) -> Result<Option<ReaderId>> {
        self.row(&statements::READER_BY_SECRET, &[hash.as_slice().into()], read_id).await
    }

    pub async fn reader_there(&self, reader: ReaderId) -> Result<bool> {
        Ok(self.row(&statements::READER_THERE, &[reader.into()], |row| row.int(0)).await?.is_some())
    }

    /// A secret that is there already answers with its reader.
    pub async fn new_reader(&self, hash: &[u8; 32], now: Time) -> Result<ReaderId> {
        let hash = *hash;
        self.write(Durability::Full, move |tx| {
            Box::pin(async move {
                tx.run(&statements::NEW_READER, &[hash.as_slice().into(), now.into()]).await?;
                let found = tx.row(&statements::READER_BY_SECRET, &[hash.as_slice().into()], read_id).await?;
                found.ok_or(Error::NotThere("The reader".to_owned()))
            })
        })
        .await
    }

    /// The one whose number comes next after this.
    pub async fn next_reader(&self, after: ReaderId) -> Result<Option<ReaderId>> {
        self.row(&statements::NEXT_READER, &[after.into()], read_id).await
    }
}

fn read_id(row: &Row) -> Result<ReaderId> {
    row.int(0).map(ReaderId)
}
