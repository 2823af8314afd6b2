//! What was wrong with a query, and where.

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Fault {
    /// Characters before it.
    pub at: usize,
    /// How many characters it has, at least 1.
    pub length: usize,
    pub what: What,
}

/// The words for it stand where the reader's language is known.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum What {
    /// It was looked for as a word.
    NoSuchFilter(String),
    /// A filter's name, and nothing after it.
    NothingAfter(String),
    NoSuchTopic(String),
    NoSuchLanguage(String),
    NoSuchKind(String),
    NoDay(String),
    /// Ends with the text.
    QuoteNotClosed,
    /// Ends with the text.
    GroupNotClosed,
    /// Nothing was opened.
    GroupNotOpened,
    GroupEmpty,
    /// Groups in groups in groups.
    TooDeep,
    /// `OR` without something on both sides.
    NothingBesideOr,
    /// The rest is left out.
    TooLong,
    /// The rest is left out.
    TooManyParts,
}
