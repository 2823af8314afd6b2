//! What the vault opened for staff, read for as long as the entry says.

use model::{ReaderId, Time};
use serde_json::{Map, Value};
use timeline::Order;
use vault::{Lent, Opened, Place};

use super::Kind;
use crate::profiles::Known;
use crate::timelines::{ask, seed};
use crate::{Error, Front, Readers, Wish};

/// Of each kind of row that was opened, what stands there.
pub type OpenedRows = Map<String, Value>;

impl Readers {
    /// Reads with lent keys what is kept about their readers; what the entry does not name stays closed.
    pub async fn read_opened(&self, opened: Opened<Vec<Lent>>) -> Result<Opened<Vec<(ReaderId, OpenedRows)>>, Error> {
        let now = Time::now();
        let mut all = Vec::new();
        for lent in opened.content(now).into_iter().flatten() {
            all.push((lent.reader(), self.rows_of(lent).await?));
        }
        Ok(opened.map(|_| all))
    }

    /// What the readers whose keys are lent would get now if they opened their page, in the order that they chose for it.
    /// Nothing counts as shown, nothing is learned, and what is kept about them stays as it is.
    pub async fn timelines_opened(
        &self,
        opened: Opened<Vec<Lent>>,
        wish: &Wish,
        now: Time,
    ) -> Result<Opened<Vec<(ReaderId, Front)>>, Error> {
        let mut all = Vec::new();
        for lent in opened.content(Time::now()).into_iter().flatten() {
            let reader = lent.reader();
            let rows = self.store().sealed_below(reader, Kind::Event as u8).await?;
            let known = Known::of(lent, &rows);
            let order =
                known.wishes.iter().find(|(name, _)| name == "order").and_then(|(_, word)| Order::from_word(word));
            let wish = Wish { order: order.unwrap_or(wish.order), seed: seed(Some(reader), now), ..wish.clone() };
            let timeline = self.compose(&ask(&known, &wish), &known.profile, now);
            all.push((reader, self.show(timeline, &known.saved).await?));
        }
        Ok(opened.map(|_| all))
    }

    async fn rows_of(&self, lent: &Lent) -> Result<OpenedRows, Error> {
        let mut rows = OpenedRows::new();
        for row in self.store().sealed_below(lent.reader(), u8::MAX).await? {
            let Some(kind) = Kind::from_number(row.kind) else { continue };
            let Some(Ok(content)) = lent.open(kind.place(&row), &row.body) else { continue };
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
