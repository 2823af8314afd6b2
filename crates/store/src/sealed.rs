//! What is kept about readers, as it is kept: sealed. The store knows whose a row is and of which kind, and no more.

use std::collections::BTreeMap;

use model::{Deed, Event, EventId, HOUR, ItemId, ReaderId, ReportReason, Time};

use crate::{
    Counters, Error, NewJob, Result, Store, comments::withdraw_all, events::counter_columns, statements,
    store::Durability, tx::Tx, value::Row,
};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedRow {
    pub kind: u8,
    pub place: Vec<u8>,
    pub body: Vec<u8>,
}

/// One change of what is kept about a reader.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reseal {
    /// In place of what stood there.
    Put(SealedRow),
    /// Nothing, where something stands there already.
    PutNew(SealedRow),
    Drop {
        kind: u8,
        place: Vec<u8>,
    },
    DropKind(u8),
}

/// Something that a reader did: what is counted of it, and the row that only she can read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedEvent {
    pub event: Event,
    pub row: SealedRow,
}

/// How often something was done with an item within an hour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Done {
    pub item: ItemId,
    pub deed: Deed,
    /// When the hour began.
    pub hour: Time,
    pub times: u32,
}

impl Store {
    /// In the order of their places.
    pub async fn sealed(&self, reader: ReaderId, kind: u8) -> Result<Vec<SealedRow>> {
        self.many_rows(&statements::SEALED_OF_KIND, &[reader.into(), u32::from(kind).into()], read_sealed).await
    }

    /// Of all kinds below that number.
    pub async fn sealed_below(&self, reader: ReaderId, kind: u8) -> Result<Vec<SealedRow>> {
        self.many_rows(&statements::SEALED_BELOW_KIND, &[reader.into(), u32::from(kind).into()], read_sealed).await
    }

    /// How many rows of each kind, by their kinds; none of a kind of which there is none.
    pub async fn sealed_counts(&self, reader: ReaderId) -> Result<Vec<(u8, u32)>> {
        let read = |row: &Row| Ok((u8::try_from(row.int(0)?).unwrap_or(u8::MAX), row.count(1)?));
        self.many_rows(&statements::SEALED_COUNT, &[reader.into()], read).await
    }

    pub async fn sealed_row(&self, reader: ReaderId, kind: u8, place: &[u8]) -> Result<Option<SealedRow>> {
        let params = [reader.into(), u32::from(kind).into(), place.into()];
        self.row(&statements::SEALED_ONE, &params, read_sealed).await
    }

    /// All of them together or none. Error: `NotThere` for a reader who is not.
    pub async fn reseal(&self, reader: ReaderId, changes: Vec<Reseal>) -> Result<()> {
        self.write(Durability::Full, move |tx| {
            Box::pin(async move {
                must_be_there(tx, reader).await?;
                apply(tx, reader, &changes).await
            })
        })
        .await
    }

    /// Answers which of the events were new; one reported twice counts once. With the events, in one transaction, the
    /// items' counters and these changes.
    pub async fn record(
        &self,
        reader: ReaderId,
        events: Vec<SealedEvent>,
        changes: Vec<Reseal>,
    ) -> Result<Vec<EventId>> {
        self.write(Durability::Full, move |tx| {
            Box::pin(async move {
                let new = add(tx, reader, &events).await?;
                apply(tx, reader, &changes).await?;
                Ok(new)
            })
        })
        .await
    }

    /// The reader's event and the report that the operator sees, together or not at all. False when the event was there
    /// already: then nothing is added.
    pub async fn report(&self, reader: ReaderId, event: SealedEvent, reason: ReportReason) -> Result<bool> {
        self.write(Durability::Full, move |tx| {
            Box::pin(async move {
                let is_new = !add(tx, reader, std::slice::from_ref(&event)).await?.is_empty();
                if is_new {
                    crate::reports::add(tx, event.event.item, reason, event.event.at).await?;
                }
                Ok(is_new)
            })
        })
        .await
    }

    /// Forgets an event with its part in the item's counters, and makes these changes. False when it is not there.
    pub async fn take_back(&self, reader: ReaderId, event: SealedEvent, changes: Vec<Reseal>) -> Result<bool> {
        self.write(Durability::Full, move |tx| {
            Box::pin(async move {
                let SealedEvent { event, row } = event;
                let params = [reader.into(), u32::from(row.kind).into(), (&row.place).into()];
                if tx.run(&statements::DROP_SEALED, &params).await? == 0 {
                    return Ok(false);
                }
                let mut counters = Counters::default();
                counters.count(event.deed);
                tx.run(&statements::UNCOUNT_EVENTS, &counter_columns((event.item, counters))).await?;
                let hour = [hour_of(event.at).into(), event.item.into(), event.deed.word().into()];
                tx.run(&statements::UNCOUNT_HOUR, &hour).await?;
                apply(tx, reader, &changes).await?;
                Ok(true)
            })
        })
        .await
    }

    /// What all readers did from the hour of that moment on, the oldest hours first.
    pub async fn done_since(&self, since: Time, limit: u32) -> Result<Vec<Done>> {
        let read = |row: &Row| {
            let deed = Deed::from_word(row.str(1)?);
            Ok(deed.map(|deed| (ItemId(row.int(0).unwrap_or(0)), deed, row.int(2), row.count(3))))
        };
        let rows = self.many_rows(&statements::HOURS_SINCE, &[hour_of(since).into(), limit.into()], read).await?;
        rows.into_iter()
            .flatten()
            .map(|(item, deed, hour, times)| {
                Ok(Done { item, deed, hour: Time(hour?.saturating_mul(HOUR)), times: times? })
            })
            .collect()
    }

    /// Lets go of the counts of hours before that moment.
    pub async fn forget_hours(&self, before: Time) -> Result<u64> {
        self.run(Durability::Normal, &statements::FORGET_HOURS, vec![hour_of(before).into()]).await
    }

    /// With everything that is kept about her; of what she said below articles, nothing but its place stays, and her channels
    /// are nobody's. What else must follow from it is put down in the same transaction.
    pub async fn remove_reader(&self, reader: ReaderId, jobs: Vec<NewJob>, now: Time) -> Result<()> {
        self.write(Durability::Full, move |tx| {
            Box::pin(async move {
                withdraw_all(tx, reader, now).await?;
                tx.run(&statements::LEAVE_CHANNELS, &[reader.into()]).await?;
                crate::queue::enqueue(tx, &jobs, now).await?;
                tx.run(&statements::REMOVE_READER, &[reader.into()]).await.map(|_| ())
            })
        })
        .await
    }
}

/// Answers which were new; counts those.
async fn add(tx: &mut Tx, reader: ReaderId, events: &[SealedEvent]) -> Result<Vec<EventId>> {
    must_be_there(tx, reader).await?;
    let rows = events.iter().map(|SealedEvent { row, .. }| {
        vec![reader.into(), u32::from(row.kind).into(), (&row.place).into(), (&row.body).into()]
    });
    let added = tx.rows_each(&statements::PUT_NEW_SEALED, rows, |row| row.int(0)).await?;
    let mut new = Vec::new();
    // By number, so that two transactions never wait for each other crosswise.
    let mut counted: BTreeMap<ItemId, Counters> = BTreeMap::new();
    let mut hours: BTreeMap<(i64, ItemId, &'static str), u32> = BTreeMap::new();
    for (SealedEvent { event, .. }, added) in events.iter().zip(added) {
        if !added.is_empty() {
            new.push(event.id);
            counted.entry(event.item).or_default().count(event.deed);
            *hours.entry((hour_of(event.at), event.item, event.deed.word())).or_default() += 1;
        }
    }
    tx.run_each(&statements::COUNT_EVENTS, counted.into_iter().map(counter_columns)).await?;
    let hours =
        hours.into_iter().map(|((hour, item, deed), times)| vec![hour.into(), item.into(), deed.into(), times.into()]);
    tx.run_each(&statements::COUNT_HOUR, hours).await?;
    Ok(new)
}

/// On PostgreSQL two changes of one reader take turns here.
async fn must_be_there(tx: &mut Tx, reader: ReaderId) -> Result<()> {
    match tx.row(&statements::READER_THERE, &[reader.into()], |row| row.int(0)).await? {
        Some(_) => Ok(()),
        None => Err(Error::NotThere(format!("Reader {reader}"))),
    }
}

pub(crate) async fn apply(tx: &mut Tx, reader: ReaderId, changes: &[Reseal]) -> Result<()> {
    for change in changes {
        match change {
            Reseal::Put(SealedRow { kind, place, body }) => {
                let params = [reader.into(), u32::from(*kind).into(), place.into(), body.into()];
                tx.run(&statements::PUT_SEALED, &params).await?;
            }
            Reseal::PutNew(SealedRow { kind, place, body }) => {
                let params = [reader.into(), u32::from(*kind).into(), place.into(), body.into()];
                tx.rows(&statements::PUT_NEW_SEALED, &params, |_| Ok(())).await?;
            }
            Reseal::Drop { kind, place } => {
                let params = [reader.into(), u32::from(*kind).into(), place.into()];
                tx.run(&statements::DROP_SEALED, &params).await?;
            }
            Reseal::DropKind(kind) => {
                tx.run(&statements::DROP_SEALED_KIND, &[reader.into(), u32::from(*kind).into()]).await?;
            }
        }
    }
    Ok(())
}

fn hour_of(time: Time) -> i64 {
    time.0.div_euclid(HOUR)
}

fn read_sealed(row: &Row) -> Result<SealedRow> {
    Ok(SealedRow { kind: u8::try_from(row.int(0)?).unwrap_or(u8::MAX), place: row.bytes(1)?, body: row.bytes(2)? })
}
