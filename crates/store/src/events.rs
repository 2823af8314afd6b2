//! How often readers did what with an item.

use std::collections::HashMap;

use model::{Deed, ItemId};

use crate::{
    Result, Store, statements,
    value::{Row, Value},
};

/// How often each thing was done with one item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counters {
    pub shown: u32,
    pub opened: u32,
    pub finished: u32,
    pub liked: u32,
    pub hidden: u32,
    pub visited: u32,
}

impl Counters {
    pub fn count(&mut self, deed: Deed) {
        let counter = match deed {
            Deed::Shown => &mut self.shown,
            Deed::Opened => &mut self.opened,
            Deed::Finished => &mut self.finished,
            Deed::Liked => &mut self.liked,
            Deed::Hidden => &mut self.hidden,
            Deed::Visited => &mut self.visited,
            // Rare: the events themselves tell of them.
            Deed::Shared | Deed::Followed | Deed::Reported | Deed::Heard => return,
        };
        *counter = counter.saturating_add(1);
    }
}

impl Store {
    /// Of those items that anything was done with.
    pub async fn counters(&self, items: &[ItemId]) -> Result<HashMap<ItemId, Counters>> {
        let numbers: Vec<i64> = items.iter().map(|item| item.0).collect();
        let read = |row: &Row| Ok((ItemId(row.int(0)?), read_counters(row, 1)?));
        Ok(self.rows_of(&statements::COUNTERS, &numbers, read).await?.into_iter().collect())
    }
}

pub(crate) fn counter_columns((item, counters): (ItemId, Counters)) -> Vec<Value<'static>> {
    let Counters { shown, opened, finished, liked, hidden, visited } = counters;
    let numbers = [shown, opened, finished, liked, hidden, visited];
    std::iter::once(item.into()).chain(numbers.into_iter().map(Into::into)).collect()
}

pub fn read_counters(row: &Row, first: usize) -> Result<Counters> {
    Ok(Counters {
        shown: row.count(first)?,
        opened: row.count(first + 1)?,
        finished: row.count(first + 2)?,
        liked: row.count(first + 3)?,
        hidden: row.count(first + 4)?,
        visited: row.count(first + 5)?,
    })
}
