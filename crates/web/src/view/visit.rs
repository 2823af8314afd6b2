//! Who looks at a page, and how she wants it drawn.

use crate::{
    wishes::Wishes,
    words::{Tongue, Words},
};
use model::{Edition, Time};

/// Light or dark, chosen by the reader or left to her device.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Look {
    Device,
    Light,
    Dark,
}

impl Look {
    pub const ALL: [Look; 3] = [Look::Device, Look::Light, Look::Dark];

    pub fn word(self) -> &'static str {
        match self {
            Look::Device => "device",
            Look::Light => "light",
            Look::Dark => "dark",
        }
    }

    pub fn from_word(word: &str) -> Option<Look> {
        Look::ALL.into_iter().find(|look| look.word() == word)
    }
}

/// How strongly the colours differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Contrast {
    Device,
    Usual,
    More,
}

impl Contrast {
    pub const ALL: [Contrast; 3] = [Contrast::Device, Contrast::Usual, Contrast::More];

    pub fn word(self) -> &'static str {
        match self {
            Contrast::Device => "device",
            Contrast::Usual => "usual",
            Contrast::More => "more",
        }
    }

    pub fn from_word(word: &str) -> Option<Contrast> {
        Contrast::ALL.into_iter().find(|contrast| contrast.word() == word)
    }
}

/// How large articles are set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TextSize {
    Small,
    Usual,
    Large,
    Huge,
}

impl TextSize {
    pub const ALL: [TextSize; 4] = [TextSize::Small, TextSize::Usual, TextSize::Large, TextSize::Huge];

    pub fn word(self) -> &'static str {
        match self {
            TextSize::Small => "small",
            TextSize::Usual => "usual",
            TextSize::Large => "large",
            TextSize::Huge => "huge",
        }
    }

    pub fn from_word(word: &str) -> Option<TextSize> {
        TextSize::ALL.into_iter().find(|size| size.word() == word)
    }
}

/// The entry of the menu under which a page stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    Front,
    Topics,
    Sources,
    Search,
    /// Clips, which have the screen to themselves.
    Watch,
    You,
    Account,
    /// Where those work who write.
    Newsroom,
    /// A text to be read from its beginning to its end.
    Reading,
    Elsewhere,
}

/// What the reader has chosen about one source or topic.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stance {
    Neither,
    Followed,
    Muted,
}

/// Everything about this request that every page needs.
pub struct Visit<'a> {
    pub edition: &'a Edition,
    pub tongue: Tongue,
    pub look: Look,
    /// How else she wants her pages.
    pub wishes: Wishes,
    pub now: Time,
    /// The clock by which the edition lives.
    pub zone: &'a jiff::tz::TimeZone,
    /// Path and query of this page, where forms come back to.
    pub here: &'a str,
    /// Does she read as a visitor, because what is kept about her cannot be opened just now?
    pub locked: bool,
    /// May she change what the edition reads?
    pub operator: bool,
    /// How much her saved searches and rules found that she was to be told, and where it stands.
    pub told: Option<(u32, &'static str)>,
    /// What this edition calls her before her browser; empty for whoever is nobody.
    /// Does she find the newsroom?
    pub works_here: bool,
    /// Is there anything to watch?
    pub clips: bool,
    pub whose: &'a str,
    /// Her name, where she has an account and is signed in.
    pub name: Option<&'a str>,
}

impl Visit<'_> {
    pub fn words(&self) -> &'static Words {
        self.tongue.words()
    }
}
