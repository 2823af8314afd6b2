//! What is new since a page was made? For pages that stand open.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use model::{DAY, StoryId, Time};
use tokio::sync::watch;

use crate::Readers;

/// Stories that are remembered: more than any page that stands open is behind.
const REMEMBERED: usize = 2_000;
/// A story that is older when it comes is kept and found, but it is no news.
const NEW: i64 = DAY;

/// How far the edition has come. Numbers of stories only grow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Newest {
    pub story: StoryId,
    /// The server is about to end.
    pub closing: bool,
}

pub(crate) struct News {
    stories: Mutex<BTreeSet<StoryId>>,
    newest: watch::Sender<Newest>,
}

impl Default for News {
    fn default() -> News {
        let newest = Newest { story: StoryId(0), closing: false };
        News { stories: Mutex::default(), newest: watch::Sender::new(newest) }
    }
}

impl News {
    /// Takes note of stories with the moment when what they tell was published, and tells whoever listens.
    pub fn note(&self, came: impl Iterator<Item = (StoryId, Time)>, now: Time) {
        let mut stories = self.stories.lock().unwrap_or_else(PoisonError::into_inner);
        stories.extend(came.filter(|(_, at)| now.since(*at) < NEW).map(|(story, _)| story));
        while stories.len() > REMEMBERED {
            stories.pop_first();
        }
        let Some(story) = stories.last().copied() else { return };
        self.newest.send_if_modified(|newest| {
            let newer = story > newest.story;
            newest.story = newest.story.max(story);
            newer
        });
    }

    fn count_after(&self, story: StoryId) -> usize {
        let stories = self.stories.lock().unwrap_or_else(PoisonError::into_inner);
        stories.range((std::ops::Bound::Excluded(story), std::ops::Bound::Unbounded)).count()
    }
}

impl Readers {
    /// The newest story that a timeline made now can hold.
    pub fn newest_story(&self) -> StoryId {
        self.news().newest.borrow().story
    }

    /// Changes whenever there is a newer story, and once more when the server is about to end.
    pub fn newest(&self) -> watch::Receiver<Newest> {
        self.news().newest.subscribe()
    }

    /// Stories that came after this one, 2,000 at most.
    pub fn stories_after(&self, story: StoryId) -> usize {
        self.news().count_after(story)
    }

    /// Whoever listens for news has to go.
    pub fn stop_telling(&self) {
        self.news().newest.send_modify(|newest| newest.closing = true);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_story_is_news_once_and_only_while_it_is_young() {
        let (news, now) = (News::default(), Time(100 * DAY));
        let mut heard = news.newest.subscribe();
        let came = |number, days: i64| (StoryId(number), now.plus(-days * DAY));
        news.note([came(4, 0), came(5, 0), came(6, 9)].into_iter(), now);
        assert!(heard.has_changed().unwrap());
        assert_eq!(heard.borrow_and_update().story, StoryId(5));
        news.note([came(5, 0), came(3, 0)].into_iter(), now);
        assert!(!heard.has_changed().unwrap(), "an older number is no newer page");
        for (after, want) in [(0, 3), (3, 2), (4, 1), (5, 0), (9, 0)] {
            assert_eq!(news.count_after(StoryId(after)), want, "after {after}");
        }
        news.note((10..5_000).map(|number| came(number, 0)), now);
        assert_eq!(news.count_after(StoryId(0)), REMEMBERED);
    }
}
