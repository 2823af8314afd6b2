//! What readers reported, for the operator: which item, why and when, and not who.

use model::{Event, ItemId, ReaderId, ReportReason, Time};

use crate::{Result, Store, statements, store::Durability, value::Row};

/// More than this are not kept; the oldest go.
const KEPT: u32 = 2_000;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Report {
    pub item: ItemId,
    pub reason: ReportReason,
    pub at: Time,
}

impl Store {
    /// The reader's event and the report that the operator sees, together or not at all. False when the event was there
    /// already: then nothing is added.
    pub async fn report(&self, reader: ReaderId, event: Event, reason: ReportReason) -> Result<bool> {
        self.write(Durability::Full, move |tx| {
            Box::pin(async move {
                let is_new = !crate::events::add(tx, reader, &[event]).await?.is_empty();
                if is_new {
                    let params = [event.item.into(), reason.word().into(), event.at.into()];
                    tx.run(&statements::ADD_REPORT, &params).await?;
                    tx.run(&statements::FORGET_REPORTS, &[KEPT.into()]).await?;
                }
                Ok(is_new)
            })
        })
        .await
    }

    /// The latest first.
    pub async fn reports(&self, limit: u32) -> Result<Vec<Report>> {
        let found = self.many_rows(&statements::NEWEST_REPORTS, &[limit.into()], read_report).await?;
        Ok(found.into_iter().flatten().collect())
    }
}

/// `None` for a reason that only a newer version knows.
fn read_report(row: &Row) -> Result<Option<Report>> {
    let Some(reason) = ReportReason::from_word(row.str(1)?) else { return Ok(None) };
    Ok(Some(Report { item: ItemId(row.int(0)?), reason, at: Time(row.int(2)?) }))
}
