//! Items find their stories.
//!
//! An item gets a new `rev` whenever its placing changed: numbers only grow and are given in the order of commits, so
//! whoever asks for what came after the last one it saw misses nothing.

use std::collections::BTreeSet;

use model::{Embedding, ItemId, Language, SourceId, StoryId, Time};

use crate::{
    Result, Store,
    keep::embedding_from,
    statements,
    store::Durability,
    tx::Tx,
    value::{Row, Value},
};

/// What is needed to find an item's story.
#[derive(Debug, Clone, PartialEq)]
pub struct Unplaced {
    pub id: ItemId,
    pub source: SourceId,
    pub language: Language,
    pub published: Time,
    pub first_seen: Time,
    /// Where it was placed before it changed.
    pub story: Option<StoryId>,
    pub terms: Vec<u8>,
    pub embedding: Embedding,
    pub title: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Placed {
    pub item: ItemId,
    pub story: StoryId,
}

impl Store {
    /// Items that arrived or changed and have not been placed since, oldest arrival first.
    pub async fn unplaced(&self, limit: u32) -> Result<Vec<Unplaced>> {
        self.many_rows(&statements::UNPLACED, &[limit.into()], read_unplaced).await
    }

    /// Placed items published since then, by number, to go on from `after`.
    pub async fn placed_recently(&self, since: Time, after: ItemId, limit: u32) -> Result<Vec<Unplaced>> {
        let params = [since.into(), after.into(), limit.into()];
        self.many_rows(&statements::PLACED_RECENTLY, &params, read_unplaced).await
    }

    /// `placed` items have their story now; `moved` ones (placed before) have another; and of `merged` stories all
    /// items of the first go over to the second, where readers of the first are led from now on.
    pub async fn place(
        &self,
        placed: &[Placed],
        moved: &[(ItemId, StoryId)],
        merged: &[(StoryId, StoryId)],
        _now: Time,
    ) -> Result<()> {
        if placed.is_empty() && moved.is_empty() && merged.is_empty() {
            return Ok(());
        }
        let mut placed: Vec<(ItemId, StoryId)> = placed.iter().map(|placed| (placed.item, placed.story)).collect();
        let (mut moved, merged) = (moved.to_vec(), merged.to_vec());
        // By number, as in `keep`, so that on PostgreSQL two transactions never wait for each other crosswise.
        placed.sort_unstable();
        moved.sort_unstable();
        self.write(Durability::Normal, move |tx| {
            Box::pin(async move {
                let room = (placed.len() + moved.len()) as i64;
                // First of all: on PostgreSQL whoever places next waits here for our commit.
                let mut rev = next_revs(tx, room).await?;
                let mut touched = BTreeSet::new();
                set_stories(tx, &statements::PLACE_ITEM, &placed, &mut rev, &mut touched).await?;
                set_stories(tx, &statements::MOVE_ITEM, &moved, &mut rev, &mut touched).await?;
                for (from, into) in merged {
                    merge(tx, from, into, &mut touched).await?;
                }
                count_stories(tx, &touched).await
            })
        })
        .await
    }
}

/// Takes as many numbers and answers the one before the first.
pub async fn next_revs(tx: &mut Tx, many: i64) -> Result<i64> {
    let last = tx.row(&statements::NEXT_REVS, &[many.into()], |row| row.int(0)).await?;
    Ok(last.unwrap_or_default() - many)
}

async fn set_stories(
    tx: &mut Tx,
    statement: &'static crate::statements::Statement,
    items: &[(ItemId, StoryId)],
    rev: &mut i64,
    touched: &mut BTreeSet<StoryId>,
) -> Result<()> {
    let asked = items.iter().map(|(item, _)| vec![(*item).into()]);
    let before = tx.rows_each(&statements::STORY_OF, asked, |row| row.maybe_int(0)).await?;
    touched.extend(before.into_iter().flatten().flatten().map(StoryId));
    touched.extend(items.iter().map(|(_, story)| *story));
    let rows = items.iter().map(|(item, story)| {
        *rev += 1;
        vec![(*item).into(), (*story).into(), (*rev).into()]
    });
    tx.run_each(statement, rows).await.map(|_| ())
}

async fn merge(tx: &mut Tx, from: StoryId, into: StoryId, touched: &mut BTreeSet<StoryId>) -> Result<()> {
    if from == into {
        return Ok(());
    }
    let items = tx.rows(&statements::ITEMS_OF_STORY, &[from.into()], |row| row.int(0).map(ItemId)).await?;
    let items: Vec<(ItemId, StoryId)> = items.into_iter().map(|item| (item, into)).collect();
    let mut rev = next_revs(tx, items.len() as i64).await?;
    set_stories(tx, &statements::MOVE_ITEM, &items, &mut rev, touched).await?;
    tx.run(&statements::MERGE_STORY, &[from.into(), into.into()]).await?;
    touched.insert(into);
    Ok(())
}

/// What is kept about each of these stories follows from its items.
pub async fn count_stories(tx: &mut Tx, stories: &BTreeSet<StoryId>) -> Result<()> {
    let each = || stories.iter().map(|story| vec![Value::from(*story)]);
    tx.run_each(&statements::COUNT_STORY, each()).await?;
    tx.run_each(&statements::DROP_EMPTY_STORY, each()).await?;
    Ok(())
}

fn read_unplaced(row: &Row) -> Result<Unplaced> {
    Ok(Unplaced {
        id: ItemId(row.int(0)?),
        source: SourceId(row.int(1)?),
        language: Language::from_tag(row.str(2)?),
        published: Time(row.int(3)?),
        first_seen: Time(row.int(4)?),
        story: row.maybe_int(5)?.map(StoryId),
        embedding: embedding_from(row.slice(6)?),
        title: row.text(7)?,
        terms: row.bytes(8)?,
    })
}
