//! What has she read, and what becomes of her profile when she takes some of it back?

use std::collections::HashSet;

use model::{Event, ItemId, ReaderId, Time};
use timeline::{Settings, Stock};

use crate::desk::{LIVE, stock_item};
use crate::{Error, Readers};

/// Deeds that are looked through: many years of reading.
const DEEDS_AT_MOST: u32 = 1_000_000;

impl Readers {
    /// All that she did with these items is forgotten, and what was learned from it is unlearned, from her next timeline
    /// on. Other readers' counters keep that somebody did it, but not who.
    pub async fn forget_read(&self, reader: ReaderId, items: &[ItemId], now: Time) -> Result<(), Error> {
        if items.is_empty() {
            return Ok(());
        }
        let cell = self.profiles().of(reader).await?;
        let mut known = cell.lock().await;
        let gone: HashSet<ItemId> = items.iter().copied().collect();
        let mut events = self.kept().events_of(reader, DEEDS_AT_MOST).await?;
        events.retain(|event| gone.contains(&event.item));
        events.reverse();
        let mut profile = known.profile.clone();
        let mut ids: Vec<ItemId> = gone.into_iter().collect();
        ids.sort_unstable();
        let stock = self.stock_as_kept(&ids).await?;
        let view = |event: &Event| stock.get(event.item);
        profile.unlearn(events.iter().filter_map(|event| Some((event, view(event)?))), now);
        ids.iter().for_each(|item| profile.forget_item(*item));
        self.kept().forget_deeds(reader, &ids, &profile).await?;
        events.iter().for_each(|event| self.learning().take_back(reader, event));
        known.profile = profile;
        // An undo would bring back what she has taken out.
        known.said = None;
        known.liked = None;
        Ok(())
    }

    /// These items as they are kept: what is too old for a timeline was learned from all the same.
    pub(crate) async fn stock_as_kept(&self, ids: &[ItemId]) -> Result<Stock, Error> {
        let mut stock = Stock::new(Settings { live: LIVE });
        for row in self.store().stock_of(ids).await? {
            stock.upsert(&stock_item(row));
        }
        Ok(stock)
    }

    /// What she opened, each item once with the last time, the latest first. `before` goes on after the last of a page.
    pub async fn history(
        &self,
        reader: ReaderId,
        before: Option<(Time, ItemId)>,
        limit: u32,
    ) -> Result<Vec<(ItemId, Time)>, Error> {
        self.kept().history(reader, before, limit).await
    }

    /// How far she has read, in thousandths of the text; `None` when nothing is kept.
    pub async fn reading_place(&self, reader: ReaderId, item: ItemId) -> Result<Option<u32>, Error> {
        self.kept().reading_place(reader, item).await
    }

    pub async fn set_reading_place(&self, reader: ReaderId, item: ItemId, place: u32, now: Time) -> Result<(), Error> {
        self.kept().set_reading_place(reader, item, place, now).await
    }

    pub async fn forget_reading_place(&self, reader: ReaderId, item: ItemId) -> Result<(), Error> {
        self.kept().forget_reading_place(reader, item).await
    }

    /// The same for what she opened from one moment until before another; how many items that were.
    pub async fn forget_read_between(
        &self,
        reader: ReaderId,
        from: Time,
        until: Time,
        now: Time,
    ) -> Result<usize, Error> {
        let items = self.kept().read_between(reader, from, until).await?;
        self.forget_read(reader, &items, now).await?;
        Ok(items.len())
    }
}
