//! What a browser sends again, because it did not hear the answer, is done once.

use model::{DAY, ReaderId, Time};

use crate::{Result, Store, statements, store::Durability};

/// A browser that was without a connection for longer begins anew.
const REMEMBERED: i64 = 30 * DAY;

impl Store {
    /// Was what this reader sent under this key done already?
    pub async fn was_done(&self, reader: ReaderId, key: &str) -> Result<bool> {
        Ok(self.row(&statements::WAS_DONE, &[reader.into(), key.into()], |row| row.int(0)).await?.is_some())
    }

    /// Remembers for a month that it was done.
    pub async fn note_done(&self, reader: ReaderId, key: &str, now: Time) -> Result<()> {
        let key = key.to_owned();
        self.write(Durability::Full, move |tx| {
            Box::pin(async move {
                tx.run(&statements::NOTE_DONE, &[reader.into(), key.into(), now.into()]).await?;
                tx.run(&statements::FORGET_DONE, &[reader.into(), now.plus(-REMEMBERED).into()]).await?;
                Ok(())
            })
        })
        .await
    }
}
