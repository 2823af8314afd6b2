//! Where items come from, and how it is doing.

use crate::{Language, SourceId, Time};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SourceKind {
    /// A feed on the web, polled or pushed.
    Feed,
    /// Written here.
    Newsroom,
    /// Part of the bundled demo edition.
    Demo,
    /// Read from a file by `caulbart import`.
    File,
    /// Clips that somebody uploads here.
    Channel,
}

impl SourceKind {
    pub const ALL: [SourceKind; 5] =
        [SourceKind::Feed, SourceKind::Newsroom, SourceKind::Demo, SourceKind::File, SourceKind::Channel];

    pub fn word(self) -> &'static str {
        match self {
            SourceKind::Feed => "feed",
            SourceKind::Newsroom => "newsroom",
            SourceKind::Demo => "demo",
            SourceKind::File => "file",
            SourceKind::Channel => "channel",
        }
    }

    pub fn from_word(word: &str) -> Option<SourceKind> {
        SourceKind::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

/// How a source is doing. The sentence beside it says why and what to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Health {
    /// Never asked yet.
    New,
    Well,
    /// Answers, but something in its feed had to be read around.
    Faulty,
    /// Asked us to slow down.
    Slowed,
    /// Does not answer, or not with a feed; will be asked again.
    Failing,
    /// Gone, or failing for so long that nobody asks any more.
    Stopped,
}

impl Health {
    pub const ALL: [Health; 6] =
        [Health::New, Health::Well, Health::Faulty, Health::Slowed, Health::Failing, Health::Stopped];

    pub fn word(self) -> &'static str {
        match self {
            Health::New => "new",
            Health::Well => "well",
            Health::Faulty => "faulty",
            Health::Slowed => "slowed",
            Health::Failing => "failing",
            Health::Stopped => "stopped",
        }
    }

    pub fn from_word(word: &str) -> Option<Health> {
        Health::ALL.into_iter().find(|health| health.word() == word)
    }
}

#[derive(Debug, Clone, PartialEq)]
pub struct Source {
    pub id: SourceId,
    pub kind: SourceKind,
    /// Address of the feed; unique in the edition.
    pub address: String,
    pub title: String,
    /// Address of the site that people visit; empty when unknown.
    pub site: String,
    pub language: Language,
    /// Folder in the operator's list; empty for none.
    pub folder: String,
    pub added: Time,
    pub health: Health,
    /// One sentence in plain words: what happened, whose fault, what to do.
    pub health_words: String,
    /// Fetch the article's page where the feed gives a teaser?
    pub full_text: bool,
    /// CSS selector of the article on the source's pages; empty lets extraction find it.
    pub full_text_rule: String,
}
