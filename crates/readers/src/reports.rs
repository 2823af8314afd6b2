//! "This is no news, misleading, offensive, spam": for the operator, who sees what was reported and not by whom.

use model::{Deed, Event, EventId, Item, ItemId, ReaderId, ReportReason, Time};

use crate::{Error, Readers};

/// Numbers that no page can give to an event of its own (53 bits): one for each item, so that a reader reports it once.
const REPORTS_FROM: u64 = 1 << 53;

/// A report as the operator sees it.
pub struct Reported {
    pub item: ItemId,
    /// `None` when the item is kept no more.
    pub card: Option<Item>,
    pub reason: ReportReason,
    pub at: Time,
}

impl Readers {
    /// What she reported she does not see again. False when she had reported it before: once is enough.
    pub async fn report(&self, reader: ReaderId, item: ItemId, reason: ReportReason, now: Time) -> Result<bool, Error> {
        let event = Event {
            id: EventId(REPORTS_FROM.wrapping_add(item.0 as u64)),
            item,
            deed: Deed::Reported,
            at: now,
            dwell_ms: 0,
            slot: 0,
        };
        let cell = self.profiles().of(reader).await?;
        let mut known = cell.lock().await;
        let is_new = self.kept().report(reader, event, reason).await?;
        if is_new {
            self.took(reader, &mut known, &[event], now).await?;
        }
        Ok(is_new)
    }

    /// The latest first.
    pub async fn reports(&self, limit: u32) -> Result<Vec<Reported>, Error> {
        let reports = self.store().reports(limit).await?;
        let mut items: Vec<ItemId> = reports.iter().map(|report| report.item).collect();
        items.sort_unstable();
        items.dedup();
        let cards = self.store().cards(&items).await?;
        let told = |report: &store::Report| Reported {
            item: report.item,
            card: cards.iter().find(|card| card.id == report.item).cloned(),
            reason: report.reason,
            at: report.at,
        };
        Ok(reports.iter().map(told).collect())
    }
}
