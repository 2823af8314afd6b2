//! What this place is.

pub struct AboutView {
    pub sources: u32,
    pub items: u32,
    pub version: &'static str,
}
