//! Letters that readers ordered: whose, and when the next is due. Where they go is sealed.

use model::{LetterId, ReaderId, Rhythm, Time};

use crate::{Error, Reseal, Result, Store, sealed::apply, statements, store::Durability, value::Row, value::Value};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LetterRow {
    pub id: LetterId,
    pub reader: ReaderId,
    pub rhythm: Rhythm,
    /// Of the next one.
    pub due: Time,
    /// Whoever reads mail there has said that letters may come.
    pub is_confirmed: bool,
    /// How many the mail server refused, one after the other.
    pub refused: u32,
}

impl Store {
    /// In place of one that she had; with what is sealed about it, in one transaction.
    pub async fn order_letter(
        &self,
        reader: ReaderId,
        rhythm: Rhythm,
        due: Time,
        changes: Vec<Reseal>,
        now: Time,
    ) -> Result<LetterId> {
        self.write(Durability::Full, move |tx| {
            Box::pin(async move {
                tx.run(&statements::DROP_LETTER_OF_READER, &[reader.into()]).await?;
                apply(tx, reader, &changes).await?;
                let [weekday, hour] = columns(rhythm);
                let params = [reader.into(), weekday, hour, due.into(), now.into()];
                let id = tx.row(&statements::ORDER_LETTER, &params, |row| row.int(0)).await?;
                id.map(LetterId).ok_or_else(|| Error::NotThere(format!("Reader {reader}")))
            })
        })
        .await
    }

    /// `None` for who has none, and for one that has ended.
    pub async fn letter_of(&self, reader: ReaderId) -> Result<Option<LetterRow>> {
        Ok(self.row(&statements::LETTER_OF_READER, &[reader.into()], read).await?.flatten())
    }

    pub async fn letter(&self, id: LetterId) -> Result<Option<LetterRow>> {
        Ok(self.row(&statements::LETTER, &[id.into()], read).await?.flatten())
    }

    /// Confirmed ones, the longest due first.
    pub async fn letters_due(&self, now: Time, limit: u32) -> Result<Vec<LetterRow>> {
        let rows = self.many_rows(&statements::LETTERS_DUE, &[now.into(), limit.into()], read).await?;
        Ok(rows.into_iter().flatten().collect())
    }

    /// Ended ones, and those that nobody confirmed since before that moment.
    pub async fn letters_over(&self, unconfirmed_since: Time, limit: u32) -> Result<Vec<LetterRow>> {
        let params = [unconfirmed_since.into(), limit.into()];
        let rows = self.many_rows(&statements::LETTERS_OVER, &params, read).await?;
        Ok(rows.into_iter().flatten().collect())
    }

    /// False where there is no such letter any more.
    pub async fn confirm_letter(&self, id: LetterId) -> Result<bool> {
        Ok(self.run(Durability::Full, &statements::CONFIRM_LETTER, vec![id.into()]).await? > 0)
    }

    pub async fn change_letter(&self, id: LetterId, rhythm: Rhythm, due: Time) -> Result<bool> {
        let [weekday, hour] = columns(rhythm);
        let params = vec![id.into(), weekday, hour, due.into()];
        Ok(self.run(Durability::Full, &statements::CHANGE_LETTER, params).await? > 0)
    }

    /// The next one is due then. False where somebody else noted that, or changed it meanwhile.
    pub async fn letter_sent(&self, letter: &LetterRow, next: Time, refused: u32) -> Result<bool> {
        let params = vec![letter.id.into(), letter.due.into(), next.into(), refused.into()];
        Ok(self.run(Durability::Full, &statements::LETTER_SENT, params).await? > 0)
    }

    /// Nothing more is sent.
    pub async fn end_letter(&self, id: LetterId) -> Result<()> {
        self.run(Durability::Full, &statements::END_LETTER, vec![id.into()]).await.map(|_| ())
    }

    /// What was deposited for it is destroyed: it goes, with what is sealed about it.
    pub async fn drop_letter(&self, letter: &LetterRow, changes: Vec<Reseal>) -> Result<()> {
        let LetterRow { id, reader, .. } = *letter;
        self.write(Durability::Full, move |tx| {
            Box::pin(async move {
                // She may have ordered another meanwhile, and what is sealed is about that one.
                if tx.run(&statements::DROP_LETTER, &[id.into()]).await? > 0 {
                    apply(tx, reader, &changes).await?;
                }
                Ok(())
            })
        })
        .await
    }
}

fn columns(rhythm: Rhythm) -> [Value<'static>; 2] {
    [u32::from(rhythm.weekday().unwrap_or(0)).into(), u32::from(rhythm.hour()).into()]
}

/// `None` for a rhythm that only a newer version knows.
fn read(row: &Row) -> Result<Option<LetterRow>> {
    let small = |column| Ok::<u8, Error>(u8::try_from(row.int(column)?).unwrap_or(u8::MAX));
    let Some(rhythm) = Rhythm::new(small(2)?, small(3)?) else { return Ok(None) };
    Ok(Some(LetterRow {
        id: LetterId(row.int(0)?),
        reader: ReaderId(row.int(1)?),
        rhythm,
        due: Time(row.int(4)?),
        is_confirmed: row.is_true(5)?,
        refused: row.count(6)?,
    }))
}
