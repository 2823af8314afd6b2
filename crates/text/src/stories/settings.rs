//! The numbers by which items are grouped; one setting for headlines and full texts alike.

/// Found on headlines of large stories and on written full texts of small ones; each may move by a fifth without
/// much harm.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Settings {
    /// How much more a word of the title counts.
    pub title: f32,
    /// How much more a name counts.
    pub name: f32,
    /// How much a number counts.
    pub number: f32,
    /// How much a pair of neighbouring words counts.
    pub pair: f32,
    /// Power of repetition: 0 counts a term once, 1 by how often it stands.
    pub repeated: f32,
    /// Texts assumed before the first, against which rarity is measured.
    pub prior_texts: f32,
    /// Texts assumed, and the share of them that an unknown term stands in, when asking how likely a term is.
    pub background_texts: f32,
    pub background_share: f32,
    /// Chance that a word of a story's item has nothing to do with the story.
    pub stray: f32,
    /// Taken off a term's count in a story: what stood there once need not come again.
    pub discount: f32,
    /// How much it costs to lack a word that nearly all items of a story have.
    pub lacking: f32,
    /// How much a large story attracts.
    pub size: f32,
    /// Evidence (natural logarithm) that a headline needs to join a story, and two stories of headlines to merge.
    pub join_evidence: f32,
    pub merge_evidence: f32,
    /// Least cosine for headlines, whatever the evidence.
    pub join_short: f32,
    /// Cosine that a full text needs to join a story, and two stories of full texts to merge.
    pub join_long: f32,
    pub merge_long: f32,
    /// What the likeness to the nearest single item counts beside the likeness to the whole story.
    pub member: f32,
    /// Hours without coverage after which likeness counts 1/e.
    pub fade_hours: f32,
    /// How much better another story must be for an item to move there.
    pub loyalty: f32,
    /// Arrivals between two looks at what has grown together.
    pub tend_every: usize,
    /// Terms held of each item.
    pub held: usize,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            title: 1.5,
            name: 1.3,
            number: 0.7,
            pair: 0.6,
            repeated: 1.0,
            prior_texts: 1000.0,
            background_texts: 300.0,
            background_share: 0.004,
            stray: 0.4,
            discount: 0.7,
            lacking: 2.0,
            size: 0.5,
            join_evidence: -1.0,
            merge_evidence: 1.0,
            join_short: 0.07,
            join_long: 0.235,
            merge_long: 0.5,
            member: 0.7,
            fade_hours: 240.0,
            loyalty: 0.5,
            tend_every: 200,
            held: 40,
        }
    }
}
