//! What readers reported, for the operator: which item, why and when, and not who.

use model::{ItemId, ReportReason, Time};

use crate::{Result, Store, statements, store::Durability, tx::Tx, value::Row};

/// More than this are not kept; the oldest go.
const KEPT: u32 = 2_000;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Report {
    pub item: ItemId,
    pub reason: ReportReason,
    pub at: Time,
}

pub async fn add(tx: &mut Tx, item: ItemId, reason: ReportReason, at: Time) -> Result<()> {
    tx.run(&statements::ADD_REPORT, &[item.into(), reason.word().into(), at.into()]).await?;
    tx.run(&statements::FORGET_REPORTS, &[KEPT.into()]).await?;
    Ok(())
}

impl Store {
    /// What was reported of one item, of another from now on.
    pub async fn move_reports(&self, from: ItemId, to: ItemId) -> Result<()> {
        self.run(Durability::Normal, &statements::MOVE_REPORTS, vec![from.into(), to.into()]).await.map(|_| ())
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
