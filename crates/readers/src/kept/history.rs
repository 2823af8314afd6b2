//! What she did, put aside, has read and found, and what was learned from it.

use std::collections::{HashMap, HashSet};

use model::{Deed, Event, EventId, FinderId, ItemId, ReaderId, ReportReason, Time};
use store::{Reseal, SealedEvent};
use timeline::Profile;
use vault::Keys;

use super::rows::{EventRow, event_row, read_event};
use super::{Kept, Kind, dropped, rows, sealed};
use crate::Error;

/// Items that one reader may put aside.
pub(crate) const SAVED_AT_MOST: u32 = 5_000;
/// Places in texts that are kept for one reader; the oldest go.
const PLACES_AT_MOST: usize = 500;

/// What came of putting something aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Saved {
    /// It is put aside, now or since before.
    Kept,
    /// There is no such item.
    NotThere,
    /// She has put aside as many as she may: so many.
    TooMany(u32),
}

/// One thing that was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Find {
    pub finder: FinderId,
    pub item: ItemId,
    pub at: Time,
}

pub(crate) fn put_profile(keys: &Keys, profile: &Profile) -> Result<Reseal, Error> {
    Ok(Reseal::Put(sealed(keys, Kind::Profile, &[], &rows::in_hex(&profile.to_bytes()))?))
}

pub(crate) fn read_profile(hex: &str) -> Option<Profile> {
    Profile::from_bytes(&rows::from_hex(hex)?)
}

pub(crate) fn put_saved(keys: &Keys, item: ItemId, at: Time) -> Result<Reseal, Error> {
    Ok(Reseal::PutNew(sealed(keys, Kind::Saved, &[&item.0.to_be_bytes()], &(item.0, at.0))?))
}

pub(crate) fn put_place(keys: &Keys, item: ItemId, place: u32, at: Time) -> Result<Reseal, Error> {
    Ok(Reseal::Put(sealed(keys, Kind::Place, &[&item.0.to_be_bytes()], &(item.0, place, at.0))?))
}

pub(crate) fn put_find(keys: &Keys, find: &Find) -> Result<Reseal, Error> {
    let about = [&find.finder.0.to_be_bytes()[..], &find.item.0.to_be_bytes()];
    Ok(Reseal::PutNew(sealed(keys, Kind::Find, &about, &(find.finder.0, find.item.0, find.at.0))?))
}

pub(crate) fn sealed_event(keys: &Keys, event: &Event) -> Result<SealedEvent, Error> {
    Ok(SealedEvent { event: *event, row: sealed(keys, Kind::Event, &[&event.id.0.to_be_bytes()], &event_row(event))? })
}

pub(crate) fn read_find((finder, item, at): (i64, i64, i64)) -> Find {
    Find { finder: FinderId(finder), item: ItemId(item), at: Time(at) }
}

/// The latest first.
pub(crate) fn latest_first(mut finds: Vec<Find>, limit: u32) -> Vec<Find> {
    finds.sort_unstable_by_key(|find| std::cmp::Reverse((find.at, find.item)));
    finds.truncate(limit as usize);
    finds
}

impl Kept {
    pub async fn save_profile(&self, reader: ReaderId, profile: &Profile) -> Result<(), Error> {
        let change = put_profile(&*self.keys(reader)?, profile)?;
        Ok(self.store.reseal(reader, vec![change]).await?)
    }

    /// What was learned about her and what she did go together; what she chose stays.
    pub async fn forget_what_was_learned(&self, reader: ReaderId) -> Result<(), Error> {
        self.keys(reader)?;
        let kinds = [Kind::Profile, Kind::Event, Kind::Place];
        let changes = kinds.map(|kind| Reseal::DropKind(kind as u8)).to_vec();
        Ok(self.store.reseal(reader, changes).await?)
    }

    /// Answers which of the events were new; one reported twice counts once.
    pub async fn record(&self, reader: ReaderId, events: &[Event]) -> Result<Vec<EventId>, Error> {
        let keys = self.keys(reader)?;
        let events = events.iter().map(|event| sealed_event(&keys, event)).collect::<Result<_, _>>()?;
        Ok(self.store.record(reader, events, Vec::new()).await?)
    }

    pub async fn report(&self, reader: ReaderId, event: Event, reason: ReportReason) -> Result<bool, Error> {
        let event = sealed_event(&*self.keys(reader)?, &event)?;
        Ok(self.store.report(reader, event, reason).await?)
    }

    /// Forgets an event with its part in the item's counters, and keeps the profile as it is without it. False when it is
    /// not there.
    pub async fn take_back(&self, reader: ReaderId, event: EventId, profile: &Profile) -> Result<bool, Error> {
        let keys = self.keys(reader)?;
        let row: Option<EventRow> = self.one(reader, Kind::Event, &[&event.0.to_be_bytes()]).await?;
        let Some(event) = row.and_then(read_event) else { return Ok(false) };
        let changes = vec![put_profile(&keys, profile)?];
        Ok(self.store.take_back(reader, sealed_event(&keys, &event)?, changes).await?)
    }

    /// The latest first.
    pub async fn events_of(&self, reader: ReaderId, limit: u32) -> Result<Vec<Event>, Error> {
        let rows: Vec<EventRow> = self.all(reader, Kind::Event).await?;
        let mut events: Vec<Event> = rows.into_iter().filter_map(read_event).collect();
        events.sort_unstable_by_key(|event| std::cmp::Reverse((event.at, event.id.0)));
        events.truncate(limit as usize);
        Ok(events)
    }

    /// What she opened, each item once with the last time, the latest first. `before` goes on after the last of a page.
    pub async fn history(
        &self,
        reader: ReaderId,
        before: Option<(Time, ItemId)>,
        limit: u32,
    ) -> Result<Vec<(ItemId, Time)>, Error> {
        let mut last: HashMap<ItemId, Time> = HashMap::new();
        for event in self.events_of(reader, u32::MAX).await?.iter().filter(|event| is_reading(event.deed)) {
            let at = last.entry(event.item).or_insert(event.at);
            *at = (*at).max(event.at);
        }
        Ok(page(last.into_iter().collect(), before, limit))
    }

    /// Items that she opened from one moment until before another.
    pub async fn read_between(&self, reader: ReaderId, from: Time, until: Time) -> Result<Vec<ItemId>, Error> {
        let events = self.events_of(reader, u32::MAX).await?;
        let read = events.iter().filter(|event| is_reading(event.deed) && from <= event.at && event.at < until);
        let mut items: Vec<ItemId> = read.map(|event| event.item).collect();
        items.sort_unstable();
        items.dedup();
        Ok(items)
    }

    /// All that she did with these items goes, with the places that she had reached in them; her profile as it is without
    /// them is kept in the same transaction.
    pub async fn forget_deeds(&self, reader: ReaderId, items: &[ItemId], profile: &Profile) -> Result<(), Error> {
        let keys = self.keys(reader)?;
        let gone: HashSet<ItemId> = items.iter().copied().collect();
        let events = self.events_of(reader, u32::MAX).await?;
        let events = events.iter().filter(|event| gone.contains(&event.item));
        let mut changes: Vec<Reseal> =
            events.map(|event| dropped(&keys, Kind::Event, &[&event.id.0.to_be_bytes()])).collect();
        changes.extend(items.iter().map(|item| dropped(&keys, Kind::Place, &[&item.0.to_be_bytes()])));
        changes.push(put_profile(&keys, profile)?);
        Ok(self.store.reseal(reader, changes).await?)
    }

    /// Doing it twice changes nothing; the first moment holds. `has` is how many she has put aside.
    pub async fn save_item(&self, reader: ReaderId, item: ItemId, has: usize, now: Time) -> Result<Saved, Error> {
        if self.store.cards(&[item]).await?.is_empty() {
            return Ok(Saved::NotThere);
        }
        if has >= SAVED_AT_MOST as usize {
            return Ok(Saved::TooMany(SAVED_AT_MOST));
        }
        let change = put_saved(&*self.keys(reader)?, item, now)?;
        self.store.reseal(reader, vec![change]).await?;
        Ok(Saved::Kept)
    }

    pub async fn unsave_item(&self, reader: ReaderId, item: ItemId) -> Result<(), Error> {
        self.drop(reader, Kind::Saved, &[&item.0.to_be_bytes()]).await
    }

    /// The latest first, each with the moment when it was put aside; `before` goes on after the last of a page.
    pub async fn saved_items(
        &self,
        reader: ReaderId,
        before: Option<(Time, ItemId)>,
        limit: u32,
    ) -> Result<Vec<(ItemId, Time)>, Error> {
        let rows: Vec<(i64, i64)> = self.all(reader, Kind::Saved).await?;
        Ok(page(rows.into_iter().map(|(item, at)| (ItemId(item), Time(at))).collect(), before, limit))
    }

    /// The newest of the guest's that there is room for.
    pub(super) async fn saved_along(
        &self,
        guest: ReaderId,
        account: ReaderId,
        brought: &mut u64,
    ) -> Result<Vec<Reseal>, Error> {
        let keys = self.keys(account)?;
        let hers = self.saved_items(account, None, u32::MAX).await?;
        let has: HashSet<ItemId> = hers.iter().map(|(item, _)| *item).collect();
        let room = (SAVED_AT_MOST as usize).saturating_sub(has.len());
        let mut changes = Vec::new();
        let guests = self.saved_items(guest, None, u32::MAX).await?;
        for (item, at) in guests.into_iter().filter(|(item, _)| !has.contains(item)).take(room) {
            changes.push(put_saved(&keys, item, at)?);
            *brought += 1;
        }
        Ok(changes)
    }

    /// How far she has read, in thousandths of the text; `None` when nothing is kept.
    pub async fn reading_place(&self, reader: ReaderId, item: ItemId) -> Result<Option<u32>, Error> {
        let row: Option<(i64, u32, i64)> = self.one(reader, Kind::Place, &[&item.0.to_be_bytes()]).await?;
        Ok(row.map(|(_, place, _)| place))
    }

    pub async fn set_reading_place(&self, reader: ReaderId, item: ItemId, place: u32, now: Time) -> Result<(), Error> {
        let keys = self.keys(reader)?;
        let mut changes = vec![put_place(&keys, item, place, now)?];
        // Only now and then is there one too many; to find the oldest, all are opened.
        if self.store.sealed(reader, Kind::Place as u8).await?.len() >= PLACES_AT_MOST {
            let places = self.reading_places(reader).await?;
            let old = places.iter().filter(|(other, ..)| *other != item).skip(PLACES_AT_MOST - 1);
            changes.extend(old.map(|(item, ..)| dropped(&keys, Kind::Place, &[&item.0.to_be_bytes()])));
        }
        Ok(self.store.reseal(reader, changes).await?)
    }

    /// In which texts she has read how far, the latest first.
    pub async fn reading_places(&self, reader: ReaderId) -> Result<Vec<(ItemId, u32, Time)>, Error> {
        let rows: Vec<(i64, u32, i64)> = self.all(reader, Kind::Place).await?;
        let mut places: Vec<_> = rows.into_iter().map(|(item, place, at)| (ItemId(item), place, Time(at))).collect();
        places.sort_unstable_by_key(|(item, _, at)| std::cmp::Reverse((*at, *item)));
        Ok(places)
    }

    pub async fn forget_reading_place(&self, reader: ReaderId, item: ItemId) -> Result<(), Error> {
        self.drop(reader, Kind::Place, &[&item.0.to_be_bytes()]).await
    }

    /// What hers found, the latest first.
    pub async fn finds(&self, reader: ReaderId, limit: u32) -> Result<Vec<Find>, Error> {
        let rows = self.all(reader, Kind::Find).await?;
        Ok(latest_first(rows.into_iter().map(read_find).collect(), limit))
    }

    /// What was found before keeps its time.
    pub async fn note_finds(&self, reader: ReaderId, finds: &[Find]) -> Result<(), Error> {
        let keys = self.keys(reader)?;
        let changes = finds.iter().map(|find| put_find(&keys, find)).collect::<Result<_, _>>()?;
        Ok(self.store.reseal(reader, changes).await?)
    }

    pub async fn forget_finds(&self, reader: ReaderId, old: &[Find]) -> Result<(), Error> {
        let keys = self.keys(reader)?;
        let drop =
            |find: &Find| dropped(&keys, Kind::Find, &[&find.finder.0.to_be_bytes()[..], &find.item.0.to_be_bytes()]);
        Ok(self.store.reseal(reader, old.iter().map(drop).collect()).await?)
    }

    pub(super) async fn without_finds(&self, reader: ReaderId, finder: FinderId) -> Result<Vec<Reseal>, Error> {
        let keys = self.keys(reader)?;
        let finds = self.finds(reader, u32::MAX).await?;
        let its = finds.iter().filter(|find| find.finder == finder);
        Ok(its
            .map(|find| dropped(&keys, Kind::Find, &[&find.finder.0.to_be_bytes()[..], &find.item.0.to_be_bytes()]))
            .collect())
    }

    /// Until when her finders have looked; `None` before they ever did.
    pub async fn looked(&self, reader: ReaderId) -> Result<Option<Time>, Error> {
        Ok(self.one::<i64>(reader, Kind::Looked, &[]).await?.map(Time))
    }

    pub async fn set_looked(&self, reader: ReaderId, until: Time) -> Result<(), Error> {
        self.put(reader, Kind::Looked, &[], &until.0).await
    }
}

fn is_reading(deed: Deed) -> bool {
    matches!(deed, Deed::Opened | Deed::Finished | Deed::Visited)
}

fn page(mut moments: Vec<(ItemId, Time)>, before: Option<(Time, ItemId)>, limit: u32) -> Vec<(ItemId, Time)> {
    moments.sort_unstable_by_key(|(item, at)| std::cmp::Reverse((*at, *item)));
    moments.retain(|(item, at)| before.is_none_or(|before| (*at, *item) < before));
    moments.truncate(limit as usize);
    moments
}
