//! What is asked and what is found.

use model::{ItemId, Language, SourceId, StoryId, Time, Topic};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Sort {
    /// By how well it fits, a little by how new it is.
    #[default]
    Best,
    Newest,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ask {
    /// As typed: words, `"phrases"`, `-without`. Whatever stands here, it is no error.
    pub words: String,
    pub language: Option<Language>,
    pub source: Option<SourceId>,
    /// With the topics below it.
    pub topic: Option<Topic>,
    /// Published at or after.
    pub after: Option<Time>,
    /// Published before.
    pub before: Option<Time>,
    pub sort: Sort,
    /// At most 200.
    pub limit: usize,
    /// At most 10,000.
    pub offset: usize,
    pub now: Time,
}

impl Default for Ask {
    fn default() -> Self {
        Ask {
            words: String::new(),
            language: None,
            source: None,
            topic: None,
            after: None,
            before: None,
            sort: Sort::Best,
            limit: 30,
            offset: 0,
            now: Time(0),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hit {
    pub item: ItemId,
    pub story: StoryId,
    pub published: Time,
    /// Comparable within one search only; 0 where it is sorted by time.
    pub score: f32,
}

#[derive(Debug, Clone, PartialEq, Default)]
pub struct Found {
    pub hits: Vec<Hit>,
    /// How many there are on all pages.
    pub total: usize,
    /// Nothing had all of the words, so these have some of them.
    pub only_some_words: bool,
}
