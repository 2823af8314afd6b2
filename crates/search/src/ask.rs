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
    /// As typed, in the language of `Query`. Whatever stands here, it is no error.
    pub words: String,
    /// Of a last word that nothing follows the beginning is enough, because it may still be typed.
    pub may_be_open: bool,
    /// Where nothing is found, leave out a part, or take what has some of the words.
    pub may_leave_out: bool,
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
            may_be_open: true,
            may_leave_out: true,
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
    /// Nothing had all parts of the query; these are found without this one.
    pub left_out: Option<String>,
    /// Leaving out one part did not help either, so these have some of the words.
    pub only_some_words: bool,
}
