//! What editors hold at the top for a while.

use model::{ItemId, Time};

use crate::{Result, Store, statements, store::Durability};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pin {
    pub item: ItemId,
    pub since: Time,
    pub until: Time,
    pub editor_name: String,
}

impl Store {
    pub async fn set_pin(&self, pin: &Pin) -> Result<()> {
        let params = vec![pin.item.into(), pin.since.into(), pin.until.into(), pin.editor_name.clone().into()];
        self.run(Durability::Full, &statements::SET_PIN, params).await.map(|_| ())
    }

    pub async fn remove_pin(&self, item: ItemId) -> Result<bool> {
        Ok(self.run(Durability::Full, &statements::REMOVE_PIN, vec![item.into()]).await? > 0)
    }

    /// Those that hold now, the latest first; five at most.
    pub async fn pins(&self, now: Time) -> Result<Vec<Pin>> {
        self.rows(&statements::PINS, &[now.into()], |row| {
            Ok(Pin {
                item: ItemId(row.int(0)?),
                since: Time(row.int(1)?),
                until: Time(row.int(2)?),
                editor_name: row.text(3)?,
            })
        })
        .await
    }
}
