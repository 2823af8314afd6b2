//! What has she put aside, how far has she read, and how does she want her pages?

use std::sync::Arc;

use model::{ItemId, ReaderId, Time};
use store::Saved;

use crate::{Error, Readers};

/// Wishes of one reader; there are fewer names than that.
const WISHES_AT_MOST: usize = 40;

impl Readers {
    /// Doing it twice changes nothing.
    pub async fn save(&self, reader: ReaderId, item: ItemId, now: Time) -> Result<Saved, Error> {
        let cell = self.profiles().of(reader).await?;
        let mut known = cell.lock().await;
        let saved = self.store().save_item(reader, item, now).await?;
        if saved == Saved::Kept {
            Arc::make_mut(&mut known.saved).insert(item);
        }
        Ok(saved)
    }

    /// False when it was not put aside.
    pub async fn unsave(&self, reader: ReaderId, item: ItemId) -> Result<bool, Error> {
        let cell = self.profiles().of(reader).await?;
        let mut known = cell.lock().await;
        let was = self.store().unsave_item(reader, item).await?;
        Arc::make_mut(&mut known.saved).remove(&item);
        Ok(was)
    }

    pub async fn is_saved(&self, reader: ReaderId, item: ItemId) -> Result<bool, Error> {
        Ok(self.profiles().of(reader).await?.lock().await.saved.contains(&item))
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
    pub async fn set_wishes(&self, reader: ReaderId, wishes: &[(&str, String)], now: Time) -> Result<(), Error> {
        let cell = self.profiles().of(reader).await?;
        let mut known = cell.lock().await;
        for (name, value) in wishes.iter().take(WISHES_AT_MOST) {
            if known.wishes.iter().any(|(kept, wish)| kept == name && wish == value) {
                continue;
            }
            self.store().set_wish(reader, name, value, now).await?;
            let kept = Arc::make_mut(&mut known.wishes);
            kept.retain(|(kept, _)| kept != name);
            kept.push(((*name).to_owned(), value.clone()));
        }
        Ok(())
    }
}
