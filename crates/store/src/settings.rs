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
}
