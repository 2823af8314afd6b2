//! What readers did. On the disk before it is acknowledged.

use std::collections::{BTreeMap, HashMap};

use model::{Deed, Event, EventId, ItemId, ReaderId, Time};

use crate::{
    Error, Result, Store, statements,
    store::Durability,
    tx::Tx,
    value::{Row, Value},
};

/// How often each thing was done with one item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counters {
    pub shown: u32,
    pub opened: u32,
    pub finished: u32,
    pub liked: u32,
    pub hidden: u32,
    pub visited: u32,
}

impl Counters {
    pub fn count(&mut self, deed: Deed) {
        let counter = match deed {
            Deed::Shown => &mut self.shown,
            Deed::Opened => &mut self.opened,
            Deed::Finished => &mut self.finished,
            Deed::Liked => &mut self.liked,
            Deed::Hidden => &mut self.hidden,
            Deed::Visited => &mut self.visited,
            // Rare: the events themselves tell of them.
            Deed::Shared | Deed::Followed | Deed::Reported => return,
        };
        *counter = counter.saturating_add(1);
    }
}

impl Store {
    /// Answers which of the events were new; one reported twice counts once. With the events, in one transaction,
    /// the items' counters and, if given, the reader's profile.
    pub async fn record(
        &self,
        reader: ReaderId,
        events: &[Event],
        profile: Option<Vec<u8>>,
        now: Time,
    ) -> Result<Vec<EventId>> {
        let events = events.to_vec();
        self.write(Durability::Full, move |tx| {
            Box::pin(async move {
                let new = add(tx, reader, &events).await?;
                if let Some(profile) = profile {
                    let params = [reader.into(), Value::Bytes(profile.into()), now.into()];
                    tx.run(&statements::SAVE_PROFILE, &params).await?;
                }
                Ok(new)
            })
        })
        .await
    }

    /// Forgets an event with its part in the item's counters, and keeps the profile as it is without it. False when it is
    /// not there.
    pub async fn take_back(&self, reader: ReaderId, event: EventId, profile: Vec<u8>, now: Time) -> Result<bool> {
        self.write(Durability::Full, move |tx| {
            Box::pin(async move {
                let params = [reader.into(), (event.0 as i64).into()];
                let read = |row: &Row| Ok((ItemId(row.int(0)?), Deed::from_word(row.str(1)?)));
                let Some((item, deed)) = tx.row(&statements::TAKE_BACK_EVENT, &params, read).await? else {
                    return Ok(false);
                };
                let mut counters = Counters::default();
                deed.into_iter().for_each(|deed| counters.count(deed));
                tx.run(&statements::UNCOUNT_EVENTS, &counter_columns((item, counters))).await?;
                tx.run(&statements::SAVE_PROFILE, &[reader.into(), Value::Bytes(profile.into()), now.into()]).await?;
                Ok(true)
            })
        })
        .await
    }

    /// The latest first.
    pub async fn events_of(&self, reader: ReaderId, limit: u32) -> Result<Vec<Event>> {
        let found = self.many_rows(&statements::EVENTS_OF, &[reader.into(), limit.into()], read_event).await?;
        Ok(found.into_iter().flatten().collect())
    }

    /// What all readers did after that moment, oldest first, without who did it: enough to count it again.
    pub async fn events_lately(&self, after: Time, limit: u32) -> Result<Vec<(ItemId, Deed, Time)>> {
        let read = |row: &Row| Ok(Deed::from_word(row.str(1)?).map(|deed| (deed, row.int(0), row.int(2))));
        let rows = self.many_rows(&statements::EVENTS_LATELY, &[after.into(), limit.into()], read).await?;
        rows.into_iter().flatten().map(|(deed, item, at)| Ok((ItemId(item?), deed, Time(at?)))).collect()
    }

    /// Of those items that anything was done with.
    pub async fn counters(&self, items: &[ItemId]) -> Result<HashMap<ItemId, Counters>> {
        let numbers: Vec<i64> = items.iter().map(|item| item.0).collect();
        let read = |row: &Row| Ok((ItemId(row.int(0)?), read_counters(row, 1)?));
        Ok(self.rows_of(&statements::COUNTERS, &numbers, read).await?.into_iter().collect())
    }
}

/// Answers which were new; counts those.
pub async fn add(tx: &mut Tx, reader: ReaderId, events: &[Event]) -> Result<Vec<EventId>> {
    // On PostgreSQL two reports of one reader take turns here.
    if tx.row(&statements::READER_THERE, &[reader.into()], |row| row.int(0)).await?.is_none() {
        return Err(Error::NotThere(format!("Reader {reader}")));
    }
    let rows = events.iter().map(|event| event_columns(reader, event));
    let added = tx.rows_each(&statements::ADD_EVENT, rows, |row| row.int(0)).await?;
    let mut new = Vec::new();
    // By number, so that two transactions never wait for each other crosswise.
    let mut counted: BTreeMap<ItemId, Counters> = BTreeMap::new();
    for (event, added) in events.iter().zip(added) {
        if !added.is_empty() {
            new.push(event.id);
            counted.entry(event.item).or_default().count(event.deed);
        }
    }
    tx.run_each(&statements::COUNT_EVENTS, counted.into_iter().map(counter_columns)).await?;
    Ok(new)
}

fn event_columns(reader: ReaderId, event: &Event) -> Vec<Value<'static>> {
    vec![
        reader.into(),
        (event.id.0 as i64).into(),
        event.item.into(),
        event.deed.word().into(),
        event.at.into(),
        event.dwell_ms.into(),
        u32::from(event.slot).into(),
    ]
}

fn counter_columns((item, counters): (ItemId, Counters)) -> Vec<Value<'static>> {
    let Counters { shown, opened, finished, liked, hidden, visited } = counters;
    let numbers = [shown, opened, finished, liked, hidden, visited];
    std::iter::once(item.into()).chain(numbers.into_iter().map(Into::into)).collect()
}

pub fn read_counters(row: &Row, first: usize) -> Result<Counters> {
    Ok(Counters {
        shown: row.count(first)?,
        opened: row.count(first + 1)?,
        finished: row.count(first + 2)?,
        liked: row.count(first + 3)?,
        hidden: row.count(first + 4)?,
        visited: row.count(first + 5)?,
    })
}

/// `None` for a deed that only a newer version knows.
fn read_event(row: &Row) -> Result<Option<Event>> {
    let Some(deed) = Deed::from_word(row.str(2)?) else { return Ok(None) };
    Ok(Some(Event {
        id: EventId(row.int(0)? as u64),
        item: ItemId(row.int(1)?),
        deed,
        at: Time(row.int(3)?),
        dwell_ms: row.count(4)?,
        slot: u16::try_from(row.int(5)?).unwrap_or(u16::MAX),
    }))
}
