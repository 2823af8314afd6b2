//! Where the news comes from, and how each source is doing.

use super::{ItemLine, ListReport, Stance};
use model::{Health, Language, SourceId, SourceKind, Time};

pub struct SourceRow {
    pub id: SourceId,
    pub title: String,
    pub folder: String,
    pub language: Language,
    pub health: Health,
    pub health_words: String,
    /// Items of the last seven days.
    pub items: u32,
    pub newest: Option<Time>,
    pub stance: Stance,
}

/// A list of public feeds that an operator may take over at once.
pub struct Starter {
    pub key: String,
    pub name: String,
    pub language: Language,
    pub feeds: u32,
}

pub struct SourcesView {
    pub rows: Vec<SourceRow>,
    pub starters: Vec<Starter>,
    /// What came of the last form: a sentence, and whether it is good news.
    pub notice: Option<(bool, String)>,
    /// What came of a list.
    pub report: Option<ListReport>,
    /// What was typed, to be corrected.
    pub typed: String,
}

/// One answer of the source's server.
pub struct AnswerView {
    pub at: Time,
    /// 0 when there was none.
    pub status: u16,
    pub took_ms: u32,
    pub new_items: u32,
    pub words: String,
}

pub struct SourceView {
    pub id: SourceId,
    pub kind: SourceKind,
    pub title: String,
    pub address: String,
    pub site: String,
    pub language: Language,
    pub health: Health,
    pub health_words: String,
    pub added: Time,
    pub folder: String,
    /// All that there are, for the operator.
    pub folders: Vec<String>,
    pub next_ask: Option<Time>,
    pub stance: Stance,
    pub answers: Vec<AnswerView>,
    pub items: Vec<ItemLine>,
}
