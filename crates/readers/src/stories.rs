//! One story with its coverage, and what a search finds.

use model::{Item, ItemId, Story, StoryId};

use crate::{Error, Readers};

/// A story and who wrote about it, in order of publication: the first was first.
pub struct Coverage {
    pub story: Story,
    pub items: Vec<Item>,
}

/// What a search found.
pub struct Hits {
    pub items: Vec<Item>,
    /// All that matched, not only those on this page.
    pub total: usize,
    /// The part of the query that was left out, because nothing had all of it.
    pub left_out: Option<String>,
    /// Leaving out one part did not help; these have some of the words.
    pub only_some_words: bool,
}

impl Readers {
    /// `None` when there is no such story; a merged one leads to what it became.
    pub async fn story(&self, id: StoryId) -> Result<Option<Coverage>, Error> {
        let Some(story) = self.store().story(id).await? else { return Ok(None) };
        let ids = self.store().coverage(story.id).await?;
        let items = self.store().cards(&ids).await?;
        Ok(Some(Coverage { story, items }))
    }

    /// The item that was published after this one, or the first after the last; `None` where it is alone in its story.
    pub async fn next_in_story(&self, story: &Story, current: ItemId) -> Result<Option<Item>, Error> {
        if story.items < 2 {
            return Ok(None);
        }
        let ids = self.store().coverage(story.id).await?;
        let place = ids.iter().position(|id| *id == current);
        let next = place.and_then(|place| ids.get((place + 1) % ids.len())).filter(|next| **next != current);
        match next {
            Some(next) => Ok(self.store().cards(&[*next]).await?.pop()),
            None => Ok(None),
        }
    }

    /// Is there anything to watch just now?
    pub fn has_clips(&self) -> bool {
        self.stock().has_clips()
    }

    pub async fn article(&self, id: ItemId) -> Result<Option<Item>, Error> {
        Ok(self.store().item(id).await?)
    }

    pub async fn find(&self, ask: &search::Ask) -> Result<Hits, Error> {
        let search = self.search().clone();
        let found = tokio::task::block_in_place(|| search.find(ask))?;
        let ids: Vec<ItemId> = found.hits.iter().map(|hit| hit.item).collect();
        let items = self.store().cards(&ids).await?;
        Ok(Hits { items, total: found.total, left_out: found.left_out, only_some_words: found.only_some_words })
    }
}
