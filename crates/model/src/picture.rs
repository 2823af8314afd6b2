//! A picture of an item. Readers fetch it from their edition, never from where it lies.

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Picture {
    /// Address on the web, or `demo:NAME` for a bundled one.
    pub url: String,
    /// Pixels as stored or declared; 0 when not known yet.
    pub width: u32,
    pub height: u32,
    /// Words for those who do not see it; empty when the source gave none.
    pub alt: String,
    /// Who made it, as the source says.
    pub credit: String,
}
