//! What maps of the site and feeds ask besides the articles themselves.

use model::{ItemId, Time};

use crate::{Result, Store, statements, value::Row};

impl Store {
    /// Number, slug and latest change of what is published, in the order in which it was begun: a page of a map stays as it
    /// is while new ones come.
    pub async fn published_places(&self, skip: u64, limit: u32) -> Result<Vec<(ItemId, String, Time)>> {
        let read = |row: &Row| Ok((ItemId(row.int(0)?), row.text(1)?, Time(row.int(2)?)));
        let skip = i64::try_from(skip).unwrap_or(i64::MAX);
        self.many_rows(&statements::PUBLISHED_PLACES, &[limit.into(), skip.into()], read).await
    }

    pub async fn count_published(&self) -> Result<u64> {
        let count = self.row(&statements::COUNT_PUBLISHED, &[], |row| row.int(0)).await?;
        Ok(count.and_then(|count| u64::try_from(count).ok()).unwrap_or(0))
    }

    /// When something was taken back the last time.
    pub async fn latest_withdrawn(&self) -> Result<Option<Time>> {
        Ok(self.row(&statements::LATEST_WITHDRAWN, &[], |row| row.maybe_int(0)).await?.flatten().map(Time))
    }
}
