//! A query that a reader keeps, and what is to be done with what it finds.

use crate::{FinderId, ReaderId, Time};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FinderKind {
    SavedSearch,
    Rule,
}

impl FinderKind {
    pub fn word(self) -> &'static str {
        match self {
            FinderKind::SavedSearch => "search",
            FinderKind::Rule => "rule",
        }
    }

    pub fn from_word(word: &str) -> Option<FinderKind> {
        [FinderKind::SavedSearch, FinderKind::Rule].into_iter().find(|kind| kind.word() == word)
    }

    /// What a finder of this kind can do.
    pub fn tasks(self) -> &'static [Task] {
        match self {
            FinderKind::SavedSearch => &[Task::Timeline, Task::Tell, Task::Nothing],
            FinderKind::Rule => &[Task::Mute, Task::Save, Task::FollowTopic, Task::MarkRead, Task::Tell],
        }
    }
}

/// What is done with an item that was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Task {
    /// The search is there to be asked again by hand.
    Nothing,
    /// It is a candidate for her timeline.
    Timeline,
    /// It is counted in the menu until she looks.
    Tell,
    /// It is in none of her timelines.
    Mute,
    /// It is put aside to be read later.
    Save,
    /// What it is about is followed.
    FollowTopic,
    /// It counts as read.
    MarkRead,
}

impl Task {
    pub const ALL: [Task; 7] =
        [Task::Nothing, Task::Timeline, Task::Tell, Task::Mute, Task::Save, Task::FollowTopic, Task::MarkRead];

    pub fn word(self) -> &'static str {
        match self {
            Task::Nothing => "nothing",
            Task::Timeline => "timeline",
            Task::Tell => "tell",
            Task::Mute => "mute",
            Task::Save => "save",
            Task::FollowTopic => "follow-topic",
            Task::MarkRead => "mark-read",
        }
    }

    pub fn from_word(word: &str) -> Option<Task> {
        Task::ALL.into_iter().find(|task| task.word() == word)
    }
}

/// A saved search or a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finder {
    pub id: FinderId,
    pub reader: ReaderId,
    pub kind: FinderKind,
    pub name: String,
    /// In the language of searches.
    pub query: String,
    pub task: Task,
    pub added: Time,
    /// When she last looked at what it found.
    pub seen: Time,
}
