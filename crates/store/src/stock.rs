//! What others hold in memory or in an index, and how they keep up: ask for what came after the last `rev` seen.

use model::{Embedding, Item, ItemId, Kind, Language, SourceId, StoryId, Time, Topic};

use crate::{
    Counters, Result, Store, compact, events::read_counters, items::read_card, keep::embedding_from, statements,
    value::Row,
};

/// An item as the timeline weighs it: everything but words.
#[derive(Debug, Clone, PartialEq)]
pub struct StockRow {
    pub rev: i64,
    pub id: ItemId,
    pub source: SourceId,
    pub story: StoryId,
    pub kind: Kind,
    pub language: Language,
    pub topics: Vec<Topic>,
    pub published: Time,
    pub first_seen: Time,
    pub words: u32,
    pub embedding: Embedding,
    /// Has it one?
    pub picture: bool,
    /// In no timeline: for whoever has its address, or says that she is old enough.
    pub apart: bool,
    pub title: String,
    pub counters: Counters,
}

impl Store {
    /// Placed items that were placed or moved after `rev`, in that order; those published before `newer_than` left
    /// out.
    pub async fn stock_since(&self, rev: i64, newer_than: Time, limit: u32) -> Result<Vec<StockRow>> {
        let params = [rev.into(), newer_than.into(), limit.into()];
        self.many_rows(&statements::STOCK_SINCE, &params, read_stock_row).await
    }

    /// Those of these that are placed, whenever they were published, in no particular order.
    pub async fn stock_of(&self, ids: &[ItemId]) -> Result<Vec<StockRow>> {
        let numbers: Vec<i64> = ids.iter().map(|id| id.0).collect();
        self.rows_of(&statements::STOCK_OF, &numbers, read_stock_row).await
    }

    /// The same for a search index: whole items, with their bodies.
    pub async fn search_since(&self, rev: i64, limit: u32) -> Result<Vec<(i64, Item)>> {
        self.many_rows(&statements::SEARCH_SINCE, &[rev.into(), limit.into()], |row| {
            Ok((row.int(23)?, Item { body: row.text(22)?, ..read_card(row)? }))
        })
        .await
    }

    /// Items that were removed after `rev`.
    pub async fn gone_since(&self, rev: i64, limit: u32) -> Result<Vec<(i64, ItemId)>> {
        self.many_rows(&statements::GONE_SINCE, &[rev.into(), limit.into()], |row| {
            Ok((row.int(0)?, ItemId(row.int(1)?)))
        })
        .await
    }

    /// The last `rev` given.
    pub async fn newest_rev(&self) -> Result<i64> {
        Ok(self.row(&statements::NEWEST_REV, &[], |row| row.int(0)).await?.unwrap_or_default())
    }
}

fn read_stock_row(row: &Row) -> Result<StockRow> {
    Ok(StockRow {
        rev: row.int(0)?,
        id: ItemId(row.int(1)?),
        source: SourceId(row.int(2)?),
        story: StoryId(row.int(3)?),
        kind: Kind::from_word(row.str(4)?).unwrap_or(Kind::Article),
        language: Language::from_tag(row.str(5)?),
        topics: compact::topics_from_text(row.str(6)?),
        published: Time(row.int(7)?),
        first_seen: Time(row.int(8)?),
        words: row.count(9)?,
        embedding: embedding_from(row.slice(10)?),
        picture: row.is_true(11)?,
        title: row.text(12)?,
        counters: read_counters(row, 13)?,
        apart: row.is_true(19)?,
    })
}
