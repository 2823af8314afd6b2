//! **How does this series look?**
//!
//! Small, calm pictures as SVG, written by hand: [`line`], [`bars`] and [`calibration`]. Each holds two drawings, one for
//! narrow and one for wide places, and the place chooses; text keeps its size in both. Colours follow light and dark: in a
//! page, text has the page's colour, and a page may set `--plot-1` to `--plot-6` and `--plot-ground`; a file of its own
//! follows the system. A screen reader hears the title and a sentence for each series.
//!
//! A point that is not finite is a gap; a picture without a finite point says "nothing yet".

mod axis;
mod bars;
mod calibration;
mod lettering;
mod line;
mod sheet;

pub use bars::{Bar, bars};
pub use calibration::{Calibrated, calibration};
pub use line::{Series, line};
pub use sheet::page_style;

/// What runs along one side.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Axis {
    /// What it measures, with the unit.
    pub label: String,
    /// Where to write what, for times and names; round numbers when empty.
    pub ticks: Vec<(f64, String)>,
    /// A smallest or greatest value that must be in sight; else the data decides.
    pub from: Option<f64>,
    pub to: Option<f64>,
}

impl Axis {
    pub fn named(label: &str) -> Axis {
        Axis { label: label.to_owned(), ..Axis::default() }
    }
}

/// Along the bottom and up the side.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Axes {
    pub x: Axis,
    pub y: Axis,
}
