//! What a reader chose to have more of, and none of.

use crate::{SourceId, Topic};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Choice {
    Follow,
    /// A mute always holds.
    Mute,
}

impl Choice {
    pub fn word(self) -> &'static str {
        match self {
            Choice::Follow => "follow",
            Choice::Mute => "mute",
        }
    }

    pub fn from_word(word: &str) -> Option<Choice> {
        [Choice::Follow, Choice::Mute].into_iter().find(|choice| choice.word() == word)
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Target {
    Source(SourceId),
    Topic(Topic),
    /// A word or phrase, lower case.
    Word(String),
}

/// All that one reader chose, in no particular order, without repetition.
pub type Choices = Vec<(Choice, Target)>;
