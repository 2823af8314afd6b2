//! What releases before the vault kept about readers in the clear, so that it can be sealed: read once, and gone.

use model::{
    Choice, DAY, Deed, Event, EventId, Finder, FinderId, FinderKind, ItemId, ReaderId, SourceId, Target, Task, Time,
    Topic,
};

use crate::{
    Reseal, Result, Store, statements,
    store::Durability,
    value::{Row, Value},
};

/// Older counts of hours serve nobody.
const COUNTED: i64 = 5 * DAY;

/// Everything about one reader that stands open.
#[derive(Debug, Clone, Default)]
pub struct Unsealed {
    /// Hashes of what she is known by.
    pub secrets: Vec<[u8; 32]>,
    pub profile: Option<Vec<u8>>,
    pub choices: Vec<(Choice, Target, Time)>,
    pub sliders: Option<String>,
    pub events: Vec<Event>,
    pub saved: Vec<(ItemId, Time)>,
    pub places: Vec<(ItemId, u32, Time)>,
    pub wishes: Vec<(String, String)>,
    pub finders: Vec<Finder>,
    pub finds: Vec<(FinderId, ItemId, Time)>,
    pub agents: Vec<(i64, String)>,
    pub token_labels: Vec<(i64, String)>,
    pub passkey_labels: Vec<(i64, String)>,
}

/// What takes the place of texts that stay where they are.
#[derive(Debug, Clone, Default)]
pub struct SealedAccount {
    /// Her name, and what it is found by; `None` for a guest.
    pub name: Option<(String, String)>,
    /// The same for whoever works in the newsroom, under a key of the edition.
    pub staff_name: Option<String>,
    pub agents: Vec<(i64, String)>,
    pub token_labels: Vec<(i64, String)>,
    pub passkey_labels: Vec<(i64, String)>,
}

impl Store {
    pub async fn unsealed(&self, reader: ReaderId) -> Result<Unsealed> {
        let of = [reader.into()];
        let texts = |row: &Row| Ok((row.int(0)?, row.text(1)?));
        let moments = |row: &Row| Ok((ItemId(row.int(0)?), Time(row.int(1)?)));
        let secrets = self.rows(&statements::UNSEALED_SECRETS, &of, |row| row.bytes(0)).await?;
        Ok(Unsealed {
            secrets: secrets.into_iter().filter_map(|secret| secret.try_into().ok()).collect(),
            profile: self.row(&statements::UNSEALED_PROFILE, &of, |row| row.bytes(0)).await?,
            choices: flat(self.rows(&statements::UNSEALED_CHOICES, &of, read_choice).await?),
            sliders: self.row(&statements::UNSEALED_SLIDERS, &of, |row| row.text(0)).await?,
            events: flat(self.many_rows(&statements::UNSEALED_EVENTS, &of, read_event).await?),
            saved: self.many_rows(&statements::UNSEALED_SAVED, &of, moments).await?,
            places: self
                .many_rows(&statements::UNSEALED_PLACES, &of, |row| {
                    Ok((ItemId(row.int(0)?), row.count(1)?, Time(row.int(2)?)))
                })
                .await?,
            wishes: self.rows(&statements::UNSEALED_WISHES, &of, |row| Ok((row.text(0)?, row.text(1)?))).await?,
            finders: flat(self.many_rows(&statements::UNSEALED_FINDERS, &of, read_finder).await?),
            finds: self
                .many_rows(&statements::UNSEALED_FINDS, &of, |row| {
                    Ok((FinderId(row.int(0)?), ItemId(row.int(1)?), Time(row.int(2)?)))
                })
                .await?,
            agents: self.rows(&statements::UNSEALED_AGENTS, &of, texts).await?,
            token_labels: self.rows(&statements::UNSEALED_TOKEN_LABELS, &of, texts).await?,
            passkey_labels: self.rows(&statements::UNSEALED_PASSKEY_LABELS, &of, texts).await?,
        })
    }

    /// The sealed rows take the place of the open ones, together or not at all.
    pub async fn seal_up(&self, reader: ReaderId, rows: Vec<Reseal>, account: SealedAccount, now: Time) -> Result<()> {
        self.write(Durability::Full, move |tx| {
            Box::pin(async move {
                crate::sealed::apply(tx, reader, &rows).await?;
                let counted = now.plus(-COUNTED);
                tx.run(&statements::COUNT_UNSEALED_HOURS, &[reader.into(), counted.into()]).await?;
                if let Some((name, key)) = account.name {
                    tx.run(&statements::SEAL_ACCOUNT, &[reader.into(), name.into(), key.into()]).await?;
                }
                if let Some(name) = account.staff_name {
                    tx.run(&statements::SET_STAFF_NAME, &[reader.into(), name.into()]).await?;
                }
                for (statement, texts) in [
                    (&statements::SEAL_AGENT, account.agents),
                    (&statements::SEAL_TOKEN_LABEL, account.token_labels),
                    (&statements::SEAL_PASSKEY_LABEL, account.passkey_labels),
                ] {
                    let sets = texts.into_iter().map(|(id, text)| vec![Value::from(reader), id.into(), text.into()]);
                    tx.run_each(statement, sets).await?;
                }
                for statement in [
                    &statements::DROP_UNSEALED_EVENTS,
                    &statements::DROP_UNSEALED_PROFILE,
                    &statements::DROP_UNSEALED_CHOICES,
                    &statements::DROP_UNSEALED_SAVED,
                    &statements::DROP_UNSEALED_PLACES,
                    &statements::DROP_UNSEALED_WISHES,
                    &statements::DROP_UNSEALED_SLIDERS,
                    &statements::DROP_UNSEALED_FINDERS,
                ] {
                    tx.run(statement, &[reader.into()]).await?;
                }
                Ok(())
            })
        })
        .await
    }
}

fn flat<T>(found: Vec<Option<T>>) -> Vec<T> {
    found.into_iter().flatten().collect()
}

/// `None` for a choice that only a newer version knows.
fn read_choice(row: &Row) -> Result<Option<(Choice, Target, Time)>> {
    let target = row.str(2)?;
    let target = match row.str(1)? {
        "source" => target.parse().ok().map(|number| Target::Source(SourceId(number))),
        "topic" => target.parse().ok().map(|number| Target::Topic(Topic(number))),
        "word" => Some(Target::Word(target.to_owned())),
        _ => None,
    };
    let at = Time(row.int(3)?);
    Ok(Choice::from_word(row.str(0)?).zip(target).map(|(choice, target)| (choice, target, at)))
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

/// `None` for a kind or task that only a newer version knows.
fn read_finder(row: &Row) -> Result<Option<Finder>> {
    let (Some(kind), Some(task)) = (FinderKind::from_word(row.str(2)?), Task::from_word(row.str(5)?)) else {
        return Ok(None);
    };
    Ok(Some(Finder {
        id: FinderId(row.int(0)?),
        reader: ReaderId(row.int(1)?),
        kind,
        name: row.text(3)?,
        query: row.text(4)?,
        task,
        added: Time(row.int(6)?),
        seen: Time(row.int(7)?),
    }))
}
