//! What a reader put aside, how far she has read, what she has read, and how she wants her pages.

use model::{ItemId, ReaderId, Time};

use crate::{
    Result, Store, statements,
    store::Durability,
    tx::Tx,
    value::{Row, Value},
};

/// Items that one reader may put aside.
pub(crate) const SAVED_AT_MOST: u32 = 5_000;
/// Places in texts that are kept for one reader; the oldest go.
const PLACES_AT_MOST: u32 = 500;

/// What came of putting something aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Saved {
    /// It is put aside, now or since before.
    Kept,
    /// There is no such item, or no such reader.
    NotThere,
    /// She has put aside as many as she may: so many.
    TooMany(u32),
}

impl Store {
    /// Doing it twice changes nothing; the first moment holds.
    pub async fn save_item(&self, reader: ReaderId, item: ItemId, now: Time) -> Result<Saved> {
        self.write(Durability::Full, move |tx| {
            Box::pin(async move {
                // On PostgreSQL two of one reader's requests take turns here, so that the bound holds.
                if tx.row(&statements::READER_THERE, &[reader.into()], |row| row.int(0)).await?.is_none() {
                    return Ok(Saved::NotThere);
                }
                if is_saved(tx, reader, item).await? {
                    return Ok(Saved::Kept);
                }
                let params = [reader.into(), item.into(), now.into(), SAVED_AT_MOST.into()];
                if tx.run(&statements::SAVE_ITEM, &params).await? > 0 {
                    return Ok(Saved::Kept);
                }
                let there = tx.rows(&statements::STORY_OF, &[item.into()], |_| Ok(())).await?;
                Ok(if there.is_empty() { Saved::NotThere } else { Saved::TooMany(SAVED_AT_MOST) })
            })
        })
        .await
    }

    /// False when it was not put aside.
    pub async fn unsave_item(&self, reader: ReaderId, item: ItemId) -> Result<bool> {
        Ok(self.run(Durability::Full, &statements::UNSAVE_ITEM, vec![reader.into(), item.into()]).await? > 0)
    }

    /// The latest first, each with the moment when it was put aside; `before` goes on after the last of a page.
    pub async fn saved_items(
        &self,
        reader: ReaderId,
        before: Option<(Time, ItemId)>,
        limit: u32,
    ) -> Result<Vec<(ItemId, Time)>> {
        let (time, item) = before.unwrap_or((Time(i64::MAX), ItemId(i64::MAX)));
        let params = [reader.into(), time.into(), item.into(), limit.into()];
        self.many_rows(&statements::SAVED_ITEMS, &params, read_moment).await
    }

    pub async fn is_saved(&self, reader: ReaderId, item: ItemId) -> Result<bool> {
        let params = [reader.into(), item.into()];
        Ok(self.row(&statements::IS_SAVED, &params, |row| row.int(0)).await?.is_some())
    }

    /// How far she has read, in thousandths of the text; `None` when nothing is kept.
    pub async fn reading_place(&self, reader: ReaderId, item: ItemId) -> Result<Option<u32>> {
        self.row(&statements::READING_PLACE, &[reader.into(), item.into()], |row| row.count(0)).await
    }

    /// Nothing is kept for a reader or an item that is not there.
    pub async fn set_reading_place(&self, reader: ReaderId, item: ItemId, place: u32, now: Time) -> Result<()> {
        self.write(Durability::Full, move |tx| {
            Box::pin(async move {
                if tx.row(&statements::READER_THERE, &[reader.into()], |row| row.int(0)).await?.is_none() {
                    return Ok(());
                }
                let params = [reader.into(), item.into(), place.into(), now.into()];
                tx.run(&statements::SET_READING_PLACE, &params).await?;
                tx.run(&statements::FORGET_OLD_READING_PLACES, &[reader.into(), PLACES_AT_MOST.into()]).await?;
                Ok(())
            })
        })
        .await
    }

    /// In which texts she has read how far, the latest first.
    pub async fn reading_places(&self, reader: ReaderId) -> Result<Vec<(ItemId, u32, Time)>> {
        let read = |row: &Row| Ok((ItemId(row.int(0)?), row.count(1)?, Time(row.int(2)?)));
        self.many_rows(&statements::READING_PLACES, &[reader.into()], read).await
    }

    pub async fn forget_reading_place(&self, reader: ReaderId, item: ItemId) -> Result<()> {
        let params = vec![reader.into(), item.into()];
        self.run(Durability::Full, &statements::FORGET_READING_PLACE, params).await.map(|_| ())
    }

    /// How she wants her pages: names with what she wants, by name.
    pub async fn wishes(&self, reader: ReaderId) -> Result<Vec<(String, String)>> {
        self.rows(&statements::WISHES, &[reader.into()], |row| Ok((row.text(0)?, row.text(1)?))).await
    }

    pub async fn set_wish(&self, reader: ReaderId, name: &str, value: &str, now: Time) -> Result<()> {
        let params = vec![reader.into(), name.to_owned().into(), value.to_owned().into(), now.into()];
        self.run(Durability::Full, &statements::SET_WISH, params).await.map(|_| ())
    }

    /// What she opened, each item once with the last time, the latest first.
    /// `before` goes on after the last of a page.
    pub async fn history(
        &self,
        reader: ReaderId,
        before: Option<(Time, ItemId)>,
        limit: u32,
    ) -> Result<Vec<(ItemId, Time)>> {
        let (time, item) = before.unwrap_or((Time(i64::MAX), ItemId(i64::MAX)));
        let params = [reader.into(), time.into(), item.into(), limit.into()];
        self.many_rows(&statements::HISTORY, &params, read_moment).await
    }

    /// Items that she opened from one moment until before another.
    pub async fn read_between(&self, reader: ReaderId, from: Time, until: Time) -> Result<Vec<ItemId>> {
        let params = [reader.into(), from.into(), until.into()];
        self.many_rows(&statements::READ_BETWEEN, &params, |row| row.int(0).map(ItemId)).await
    }

    /// All that she did with these items goes, with the places that she had reached in them; her profile as it is without
    /// them is kept in the same transaction.
    pub async fn forget_deeds(&self, reader: ReaderId, items: &[ItemId], profile: Vec<u8>, now: Time) -> Result<()> {
        let items = items.to_vec();
        self.write(Durability::Full, move |tx| {
            Box::pin(async move {
                let each = || items.iter().map(|item| vec![reader.into(), (*item).into()]);
                tx.run_each(&statements::FORGET_DEEDS, each()).await?;
                tx.run_each(&statements::FORGET_READING_PLACE, each()).await?;
                tx.run(&statements::SAVE_PROFILE, &[reader.into(), Value::Bytes(profile.into()), now.into()]).await?;
                Ok(())
            })
        })
        .await
    }
}

async fn is_saved(tx: &mut Tx, reader: ReaderId, item: ItemId) -> Result<bool> {
    Ok(tx.row(&statements::IS_SAVED, &[reader.into(), item.into()], |row| row.int(0)).await?.is_some())
}

fn read_moment(row: &Row) -> Result<(ItemId, Time)> {
    Ok((ItemId(row.int(0)?), Time(row.int(1)?)))
}
