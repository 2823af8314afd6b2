//! How a reader has tuned her timeline.

use timeline::{Group, Sliders};

pub struct TuneView {
    pub sliders: Sliders,
    /// Shown to be looked at, not kept.
    pub preview: bool,
}

impl TuneView {
    /// One for each group of signals, with its step from 0 to 4.
    pub fn steps(&self) -> impl Iterator<Item = (Group, u8)> {
        Group::ALL.into_iter().zip(self.sliders.0)
    }
}
