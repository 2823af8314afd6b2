//! Single values under a name: what has no better place.

use crate::{Result, Store, statements, store::Durability};

impl Store {
    pub async fn setting(&self, key: &str) -> Result<Option<String>> {
        self.row(&statements::SETTING, &[key.into()], |row| row.text(0)).await
    }

    pub async fn set_setting(&self, key: &str, value: &str) -> Result<()> {
        let params = vec![key.to_owned().into(), value.to_owned().into()];
        self.run(Durability::Full, &statements::SET_SETTING, params).await.map(|_| ())
    }

    /// Keeps the value where none is kept yet, and returns what is kept then: whoever came first decides.
    pub async fn settle_setting(&self, key: &str, value: &str) -> Result<String> {
        let params = vec![key.to_owned().into(), value.to_owned().into()];
        self.run(Durability::Full, &statements::SETTLE_SETTING, params).await?;
        Ok(self.setting(key).await?.unwrap_or_default())
    }
}
