//! Items go, and whoever holds them hears of it.

use std::collections::BTreeSet;

use model::{ItemId, StoryId, Time};

use crate::{
    Result, Store,
    place::{count_stories, next_revs},
    statements,
    store::Durability,
    tx::Tx,
    value::{Row, Value},
};

pub type Goner = (ItemId, Option<StoryId>);

impl Store {
    /// Removes items published before then, the oldest first; says how many.
    pub async fn forget_items(&self, before: Time, limit: u32) -> Result<u64> {
        self.write(Durability::Normal, move |tx| {
            Box::pin(async move {
                let items = tx.rows(&statements::ITEMS_BEFORE, &[before.into(), limit.into()], read_goner).await?;
                let many = items.len() as u64;
                remove(tx, items).await?;
                Ok(many)
            })
        })
        .await
    }
}

pub async fn remove(tx: &mut Tx, items: Vec<Goner>) -> Result<()> {
    let each = || items.iter().map(|(item, _)| vec![Value::from(*item)]);
    let mut rev = next_revs(tx, items.len() as i64).await?;
    let notes = items.iter().map(|(item, _)| {
        rev += 1;
        vec![(*item).into(), rev.into()]
    });
    tx.run_each(&statements::NOTE_GONER, notes).await?;
    tx.run_each(&statements::FORGET_ITEM, each()).await?;
    tx.run_each(&statements::FORGET_COUNTERS, each()).await?;
    let stories: BTreeSet<StoryId> = items.iter().filter_map(|(_, story)| *story).collect();
    count_stories(tx, &stories).await
}

pub fn read_goner(row: &Row) -> Result<Goner> {
    Ok((ItemId(row.int(0)?), row.maybe_int(1)?.map(StoryId)))
}
