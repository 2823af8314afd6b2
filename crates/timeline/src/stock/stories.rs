//! Which items tell of the same event.

use model::{ItemId, StoryId, Time};

use super::number_hash::ById;
use super::{NONE, Row};

/// A story as far as its items lie in the stock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoryView {
    pub id: StoryId,
    /// Oldest first.
    pub items: Vec<ItemId>,
    /// Different sources.
    pub sources: u32,
}

/// What the pipeline needs to know of a story.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Story {
    /// Row of any item of it; the others follow by `next_in_story`.
    head: u32,
    /// Row of the item published first.
    pub(crate) first: u32,
    pub(crate) items: u32,
    pub(crate) sources: u32,
}

const EMPTY: Story = Story { head: NONE, first: NONE, items: 0, sources: 0 };

#[derive(Default)]
pub(crate) struct Stories {
    of: ById<StoryId, Story>,
}

impl Stories {
    pub(super) fn add(&mut self, rows: &mut [Row], at: u32) {
        let row = rows[at as usize];
        let story = self.of.entry(row.story).or_insert(EMPTY);
        let new_source = !members(rows, *story).any(|other| rows[other as usize].source == row.source);
        if story.first == NONE || age(&rows[story.first as usize]) > age(&row) {
            story.first = at;
        }
        rows[at as usize].next_in_story = story.head;
        story.head = at;
        story.items += 1;
        story.sources += u32::from(new_source);
    }

    pub(super) fn take(&mut self, rows: &mut [Row], at: u32) {
        let id = rows[at as usize].story;
        let Some(story) = self.of.get_mut(&id) else { return };
        if story.items <= 1 {
            self.of.remove(&id);
            return;
        }
        let after = rows[at as usize].next_in_story;
        if story.head == at {
            story.head = after;
        } else {
            let before = members(rows, *story).find(|&row| rows[row as usize].next_in_story == at);
            if let Some(before) = before {
                rows[before as usize].next_in_story = after;
            }
        }
        story.items -= 1;
        let source = rows[at as usize].source;
        if !members(rows, *story).any(|other| rows[other as usize].source == source) {
            story.sources -= 1;
        }
        if story.first == at {
            story.first = members(rows, *story).min_by_key(|&row| age(&rows[row as usize])).unwrap_or(NONE);
        }
    }

    pub(super) fn get(&self, id: StoryId) -> Story {
        self.of.get(&id).copied().unwrap_or(EMPTY)
    }

    pub(super) fn view(&self, rows: &[Row], id: StoryId) -> Option<StoryView> {
        let story = *self.of.get(&id)?;
        let mut items: Vec<(Time, ItemId)> = members(rows, story).map(|row| age(&rows[row as usize])).collect();
        items.sort_unstable();
        Some(StoryView { id, items: items.into_iter().map(|(_, item)| item).collect(), sources: story.sources })
    }

    pub(super) fn bytes(&self) -> usize {
        self.of.capacity() * 8 / 7 * (size_of::<(StoryId, Story)>() + 1)
    }
}

fn members(rows: &[Row], story: Story) -> impl Iterator<Item = u32> {
    let first = (story.head != NONE).then_some(story.head);
    std::iter::successors(first, |&row| {
        let next = rows[row as usize].next_in_story;
        (next != NONE).then_some(next)
    })
}

fn age(row: &Row) -> (Time, ItemId) {
    (row.published, row.id)
}
