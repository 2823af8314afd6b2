//! Stories, and what covers them.

use model::{ItemId, Language, Story, StoryId, Time};

use crate::{Result, Store, compact, statements, value::Row};

/// Merging shortens these chains as they arise; a longer one would be a fault and must not hang a page.
const LONGEST_CHAIN: usize = 8;

impl Store {
    /// Follows a story that was merged to where it went.
    pub async fn story(&self, id: StoryId) -> Result<Option<Story>> {
        let mut wanted = id;
        for _ in 0..LONGEST_CHAIN {
            let found = self.rows_of(&statements::STORIES, &[wanted.0], read_story).await?.pop();
            match found.as_ref().and_then(|story| story.merged_into) {
                Some(into) if into != wanted => wanted = into,
                _ => return Ok(found),
            }
        }
        Ok(None)
    }

    /// As they are kept, in the order asked; one that is not there is left out.
    pub async fn stories(&self, ids: &[StoryId]) -> Result<Vec<Story>> {
        let numbers: Vec<i64> = ids.iter().map(|id| id.0).collect();
        let mut found = self.rows_of(&statements::STORIES, &numbers, read_story).await?;
        found.sort_by_cached_key(|story| ids.iter().position(|id| *id == story.id));
        Ok(found)
    }

    /// Its items, oldest first.
    pub async fn coverage(&self, story: StoryId) -> Result<Vec<ItemId>> {
        self.rows(&statements::COVERAGE, &[story.into()], |row| row.int(0).map(ItemId)).await
    }

    /// Stories with something published since then, by at least so many sources, the latest first.
    pub async fn newest_stories(&self, since: Time, sources: u32, limit: u32) -> Result<Vec<StoryId>> {
        let params = [since.into(), sources.into(), limit.into()];
        self.many_rows(&statements::NEWEST_STORIES, &params, |row| row.int(0).map(StoryId)).await
    }
}

fn read_story(row: &Row) -> Result<Story> {
    Ok(Story {
        id: StoryId(row.int(0)?),
        title: row.text(1)?,
        language: Language::from_tag(row.str(2)?),
        topics: compact::topics_from_text(row.str(3)?),
        items: row.count(4)?,
        sources: row.count(5)?,
        first_published: Time(row.int(6)?),
        last_published: Time(row.int(7)?),
        merged_into: row.maybe_int(8)?.map(StoryId),
    })
}
