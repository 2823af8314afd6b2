//! What a guest has of her own, when she signs in to an account that is there already.

use std::sync::Arc;

use model::ReaderId;

use crate::{Brought, Error, Readers, finds::most};

impl Readers {
    /// Is there something that she put aside, followed, muted, searches for or wishes? What was learned does not count.
    pub async fn has_things(&self, guest: ReaderId) -> Result<bool, Error> {
        let cell = self.profiles().of(guest).await?;
        {
            let known = cell.lock().await;
            if !(known.saved.is_empty() && known.choices.is_empty() && known.wishes.is_empty()) {
                return Ok(true);
            }
        }
        Ok(!self.kept().finders(guest).await?.is_empty())
    }

    /// Copies these things into an account, whose own hold where the two disagree; her next timeline heeds them. Whoever
    /// asks has proved that she is both: the guest by the secret in her browser, the account by signing in.
    pub async fn bring_along(&self, guest: ReaderId, account: ReaderId) -> Result<Brought, Error> {
        let cell = self.profiles().of(account).await?;
        let mut known = cell.lock().await;
        let brought = self.kept().bring_along(guest, account, most).await?;
        let saved = self.kept().saved_items(account, None, u32::MAX).await?;
        known.saved = Arc::new(saved.into_iter().map(|(item, _)| item).collect());
        known.choices = self.kept().choices(account).await?;
        known.wishes = Arc::new(self.kept().wishes(account).await?);
        drop(known);
        self.look_at_finds(account).await?;
        Ok(brought)
    }
}
