//! How much is kept about her, class by class, and the key by which she knows herself again in the ledger.

use model::{ReaderId, Time};
use vault::Class;

use super::Kind;
use crate::{Error, Readers};

/// Rows of one kind, under the key of their class.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeptRows {
    pub class: Class,
    /// As the download and staff have it.
    pub kind: &'static str,
    pub rows: u64,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Overview {
    /// In the order of the classes; kinds of which there is something.
    pub rows: Vec<KeptRows>,
    /// The earliest moment that is known of her.
    pub since: Option<Time>,
}

impl Readers {
    /// Error: `Away` where nobody brought her secret lately.
    pub async fn overview(&self, reader: ReaderId) -> Result<Overview, Error> {
        let met = self.known(Some(reader)).await?.profile.met();
        let mut rows = Vec::new();
        let mut add = |kind: Kind, count: u64| {
            if count > 0 {
                rows.push(KeptRows { class: kind.class(), kind: kind.word(), rows: count });
            }
        };
        let account = self.account(reader).await?;
        if account.is_some() {
            add(Kind::Name, 1);
            add(Kind::Agent, self.store().sessions(reader).await?.len() as u64);
            add(Kind::TokenLabel, self.tokens(reader).await?.len() as u64);
            add(Kind::PasskeyLabel, self.passkeys(reader).await?.len() as u64);
        }
        for (kind, count) in self.store().sealed_counts(reader).await? {
            if let Some(kind) = Kind::from_number(kind) {
                add(kind, u64::from(count));
            }
        }
        rows.sort_by_key(|row| row.class as u8);
        Ok(Overview { rows, since: account.map(|account| account.added).into_iter().chain(met).min() })
    }

    /// For her own session alone: whoever has it finds every entry about her.
    pub fn tag_key(&self, reader: ReaderId) -> Result<[u8; 32], Error> {
        Ok(*self.kept().keys(reader)?.tag_key().bytes())
    }
}
