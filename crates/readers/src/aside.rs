//! What has she put aside, how far has she read, and how does she want her pages?

use std::sync::Arc;

use crate::kept::Saved;
use crate::{Error, Readers};
use model::{ItemId, ReaderId, Time};

/// Wishes of one reader; there are fewer names than that.
const WISHES_AT_MOST: usize = 40;

impl Readers {
    /// Doing it twice changes nothing.
    pub async fn save(&self, reader: ReaderId, item: ItemId, now: Time) -> Result<Saved, Error> {
        let cell = self.profiles().of(reader).await?;
        let mut known = cell.lock().await;
        if known.saved.contains(&item) {
            return Ok(Saved::Kept);
        }
        let saved = self.kept().save_item(reader, item, known.saved.len(), now).await?;
        if saved == Saved::Kept {
            Arc::make_mut(&mut known.saved).insert(item);
        }
        Ok(saved)
    }

    /// False when it was not put aside.
    pub async fn unsave(&self, reader: ReaderId, item: ItemId) -> Result<bool, Error> {
        let cell = self.profiles().of(reader).await?;
        let mut known = cell.lock().await;
        self.kept().unsave_item(reader, item).await?;
        Ok(Arc::make_mut(&mut known.saved).remove(&item))
    }

    pub async fn is_saved(&self, reader: ReaderId, item: ItemId) -> Result<bool, Error> {
        Ok(self.profiles().of(reader).await?.lock().await.saved.contains(&item))
    }

    /// The latest first, each with the moment when it was put aside; `before` goes on after the last of a page.
    pub async fn saved_items(
        &self,
        reader: ReaderId,
        before: Option<(Time, ItemId)>,
        limit: u32,
    ) -> Result<Vec<(ItemId, Time)>, Error> {
        self.kept().saved_items(reader, before, limit).await
    }

    /// How many she has put aside.
    pub async fn saved_count(&self, reader: ReaderId) -> Result<usize, Error> {
        Ok(self.profiles().of(reader).await?.lock().await.saved.len())
    }

    /// Names with what she wants.
    pub async fn wishes(&self, reader: ReaderId) -> Result<Arc<Vec<(String, String)>>, Error> {
        Ok(self.profiles().of(reader).await?.lock().await.wishes.clone())
    }

    /// From her next page on, on every device, and after a restart.
    pub async fn set_wishes(&self, reader: ReaderId, wishes: &[(&str, String)]) -> Result<(), Error> {
        let cell = self.profiles().of(reader).await?;
        let mut known = cell.lock().await;
        for (name, value) in wishes.iter().take(WISHES_AT_MOST) {
            if known.wishes.iter().any(|(kept, wish)| kept == name && wish == value) {
                continue;
            }
            self.kept().set_wish(reader, name, value).await?;
            let kept = Arc::make_mut(&mut known.wishes);
            kept.retain(|(kept, _)| kept != name);
            kept.push(((*name).to_owned(), value.clone()));
        }
        Ok(())
    }
}
