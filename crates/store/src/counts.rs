//! How much there is of everything.

use crate::{Result, Store, statements};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    pub sources: u64,
    pub items: u64,
    pub stories: u64,
    pub readers: u64,
    pub events: u64,
    /// Items that wait for their story.
    pub unplaced: u64,
    /// Still to be done.
    pub jobs: u64,
    /// Given up.
    pub dead_jobs: u64,
}

impl Store {
    pub async fn counts(&self) -> Result<Counts> {
        let counts = self
            .many_rows(&statements::COUNTS, &[], |row| {
                let number = |column| row.int(column).map(i64::unsigned_abs);
                Ok(Counts {
                    sources: number(0)?,
                    items: number(1)?,
                    stories: number(2)?,
                    readers: number(3)?,
                    events: number(4)?,
                    unplaced: number(5)?,
                    jobs: number(6)?,
                    dead_jobs: number(7)?,
                })
            })
            .await?;
        Ok(counts.into_iter().next().unwrap_or_default())
    }
}
