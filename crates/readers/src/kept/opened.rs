//! What the vault opened for staff, read for as long as the entry says.

use model::ReaderId;
use serde_json::{Map, Value};
use vault::{Lent, Opened, Place};

use super::Kind;
use crate::{Error, Readers};

/// Of each kind of row that was opened, what stands there.
pub type OpenedRows = Map<String, Value>;

impl Readers {
    /// Reads with lent keys what is kept about their readers; what the entry does not name stays closed.
    pub async fn read_opened(&self, opened: Opened<Vec<Lent>>) -> Result<Opened<Vec<(ReaderId, OpenedRows)>>, Error> {
        let now = model::Time::now();
        let mut all = Vec::new();
        for lent in opened.content(now).into_iter().flatten() {
            all.push((lent.reader(), self.rows_of(lent).await?));
        }
        Ok(opened.map(|_| all))
    }

    async fn rows_of(&self, lent: &Lent) -> Result<OpenedRows, Error> {
        let mut rows = OpenedRows::new();
        for row in self.store().sealed_below(lent.reader(), u8::MAX).await? {
            let Some(kind) = Kind::from_number(row.kind) else { continue };
            let place = Place { class: kind.class(), kind: row.kind, index: &row.place };
            let Some(Ok(content)) = lent.open(place, &row.body) else { continue };
            let content = serde_json::from_slice(&content).unwrap_or(Value::Null);
            if let Value::Array(all) = rows.entry(kind.word()).or_insert_with(|| Value::Array(Vec::new())) {
                all.push(content);
            }
        }
        if let Some(account) = self.store().account_of(lent.reader()).await? {
            let place = Place { class: Kind::Name.class(), kind: Kind::Name as u8, index: b"" };
            let sealed = super::rows::from_hex(&account.name).unwrap_or_default();
            if let Some(Ok(name)) = lent.open(place, &sealed) {
                rows.insert("name".to_owned(), String::from_utf8_lossy(&name).into());
            }
        }
        Ok(rows)
    }
}
