//! **What is this about, in which language, and is it the same story?**

mod common;
mod difference;
mod embedding;
mod entities;
mod language;
mod quick;
pub mod score;
mod stories;
mod terms;
mod topic_words;
mod topics;
mod vocabulary;
mod words;

pub use difference::{Fate, Piece, difference};
pub use embedding::likeness;
pub use stories::{Arrival, Change, Placement, Settings, Stories};
pub use terms::Terms;

use model::{Embedding, Language, Topic};

/// A text to be understood.
#[derive(Debug, Clone, Copy)]
pub struct Document<'a> {
    pub title: &'a str,
    /// Plain text, without markup.
    pub text: &'a str,
    /// What the feed says; not believed against the evidence.
    pub language: Option<Language>,
    /// As the feed gave them.
    pub categories: &'a [String],
}

#[derive(Debug, Clone, PartialEq)]
pub struct Understood {
    pub language: Language,
    pub terms: Terms,
    /// Names as written, most telling first.
    pub entities: Vec<String>,
    /// At most three; none where the text is unclear.
    pub topics: Vec<Topic>,
    pub embedding: Embedding,
}

pub fn understand(document: &Document) -> Understood {
    let language = language::detect(document.title, document.text, document.language);
    let tokens = terms::tokens(document.title, document.text, language);
    let terms = terms::terms(&tokens, language);
    Understood {
        language,
        entities: entities::entities(&tokens, language),
        topics: topics::topics(&tokens, document.categories, language),
        embedding: embedding::embed(&terms),
        terms,
    }
}
