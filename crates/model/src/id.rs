//! Numbers that name rows; each kind has a type of its own, so that a story's never passes for an item's.

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(pub i64);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = std::num::ParseIntError;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map($name)
            }
        }
    )*};
}

ids! {
    /// Where items come from: a feed, the newsroom, a video channel.
    SourceId,
    /// An article or a video.
    ItemId,
    /// The set of items about one event. A story bears the number of the item that founded it.
    StoryId,
    /// A person who reads.
    ReaderId,
    /// A saved search or a rule.
    FinderId,
    /// What is written in the newsroom; once published, it is an item too.
    ManuscriptId,
    /// One state of a manuscript.
    RevisionId,
    /// Who signs articles.
    AuthorId,
    /// A picture of the newsroom.
    MediumId,
    /// What a reader said below an article.
    CommentId,
    /// A short video that was uploaded here.
    ClipId,
    /// A letter that a reader ordered.
    LetterId,
}
