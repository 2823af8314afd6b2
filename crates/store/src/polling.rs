//! When a source is asked next, and what it answered the last times.

use model::{Health, Source, SourceId, Time};

use crate::{Error, Result, Store, compact, sources::read_source, statements, store::Durability, value::Row};

/// So many answers are remembered.
const REMEMBERED: usize = 10;

/// One answer of a source, as an operator would like to read it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Answer {
    pub at: Time,
    /// HTTP status; 0 or negative where there was none.
    pub status: i32,
    pub words: String,
    pub new_items: u32,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Polling {
    pub next_at: Time,
    pub interval_ms: i64,
    /// In a row.
    pub failures: u32,
    /// Nobody asks any more.
    pub gone: bool,
    /// As the source gave them, to be given back; empty for none.
    pub etag: String,
    pub last_modified: String,
    /// Oldest first; the last ten are kept.
    pub last_answers: Vec<Answer>,
    /// WebSub: the hub that pushes, the topic's address there, the secret it signs with; empty for none.
    pub hub: String,
    pub hub_topic: String,
    pub hub_secret: String,
    pub hub_lease_until: Option<Time>,
    /// Of the last body, to notice that nothing changed.
    pub fingerprint: u64,
}

impl Store {
    pub async fn polling(&self, source: SourceId) -> Result<Option<Polling>> {
        self.row(&statements::POLLING, &[source.into()], |row| read_polling(row, 0)).await
    }

    /// Feeds that should be asked now, the longest overdue first.
    pub async fn due(&self, now: Time, limit: u32) -> Result<Vec<(Source, Polling)>> {
        self.many_rows(&statements::DUE, &[now.into(), limit.into()], |row| {
            Ok((read_source(row)?, read_polling(row, 12)?))
        })
        .await
    }

    /// When the next feed will be due; `None` when there are none.
    pub async fn next_due(&self) -> Result<Option<Time>> {
        let next = self.row(&statements::NEXT_DUE, &[], |row| row.maybe_int(0)).await?;
        Ok(next.flatten().map(Time))
    }

    pub async fn note_poll(
        &self,
        source: SourceId,
        polling: &Polling,
        health: &Health,
        health_words: &str,
        now: Time,
    ) -> Result<()> {
        let (polling, health, health_words) = (polling.clone(), *health, health_words.to_owned());
        self.write(Durability::Normal, move |tx| {
            Box::pin(async move {
                let forgotten = polling.last_answers.len().saturating_sub(REMEMBERED);
                let params = [
                    source.into(),
                    polling.next_at.into(),
                    polling.interval_ms.into(),
                    polling.failures.into(),
                    polling.gone.into(),
                    (&polling.etag).into(),
                    (&polling.last_modified).into(),
                    compact::answers_to_text(&polling.last_answers[forgotten..]).into(),
                    (&polling.hub).into(),
                    (&polling.hub_topic).into(),
                    (&polling.hub_secret).into(),
                    polling.hub_lease_until.into(),
                    (polling.fingerprint as i64).into(),
                    now.into(),
                ];
                if tx.run(&statements::NOTE_POLL, &params).await? == 0 {
                    return Err(Error::NotThere(format!("Source {source}")));
                }
                let params = [source.into(), health.word().into(), (&health_words).into()];
                tx.run(&statements::SET_HEALTH, &params).await?;
                Ok(())
            })
        })
        .await
    }
}

fn read_polling(row: &Row, first: usize) -> Result<Polling> {
    Ok(Polling {
        next_at: Time(row.int(first)?),
        interval_ms: row.int(first + 1)?,
        failures: row.count(first + 2)?,
        gone: row.is_true(first + 3)?,
        etag: row.text(first + 4)?,
        last_modified: row.text(first + 5)?,
        last_answers: compact::answers_from_text(row.str(first + 6)?),
        hub: row.text(first + 7)?,
        hub_topic: row.text(first + 8)?,
        hub_secret: row.text(first + 9)?,
        hub_lease_until: row.maybe_int(first + 10)?.map(Time),
        fingerprint: row.int(first + 11)? as u64,
    })
}
