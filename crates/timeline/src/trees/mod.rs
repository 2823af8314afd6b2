//! What do many rows of signals, with what came of them, teach? Gradient-boosted decision trees, grown and scored here.
//!
//! ```text
//! rows ─▶ bins ─▶ (gradient ─▶ tree ─▶ margins) × trees ─▶ forest ─▶ bytes
//! ```
//!
//! Histogram trees, grown best leaf first (LightGBM, Ke et al., NeurIPS 2017), for a mixture of the logistic loss and
//! LambdaRank (Burges, From RankNet to LambdaRank to LambdaMART, 2010). Gradients are rounded to whole numbers whose
//! sums cannot overflow (as in Quantized Training of GBDT, Shi et al., NeurIPS 2022, but with about ten bits a row), so
//! that one 64-bit addition counts a row in, and so that no order of adding changes a sum. The same rows, settings and
//! seed give the same bytes on every machine and with any number of threads.

mod bins;
mod bytes;
mod forest;
mod gradient;
mod grow;
mod histogram;
mod logarithm;
mod tree;

#[cfg(test)]
mod tests;

pub use bytes::ForestError;
pub use forest::{Forest, Keys, LANES, Reached};
pub use grow::grow;

/// What was shown and what came of it. Where the slices are of different lengths, the shortest decides how many rows
/// there are. Rows whose weight or label is no number, or whose weight is not above 0, teach nothing.
#[derive(Debug, Clone, Copy)]
pub struct Rows<'a> {
    /// Signals per row; those beyond the 65,535th are not looked at.
    pub width: usize,
    /// `rows × width`, row after row; one that is not finite counts as 0.
    pub signals: &'a [f32],
    /// From 0 (did not happen) to 1 (happened), one per row.
    pub labels: &'a [f32],
    /// How much each row counts; values above 1e9 count as 1e9.
    pub weights: &'a [f32],
    /// The margin (log-odds) that something else already gives each row; empty for none.
    pub offsets: &'a [f64],
    /// The first row of each slate, ascending, the first one 0: rows that were shown together stand together.
    pub slates: &'a [u32],
}

/// How to grow; values outside the stated ranges are moved to the nearest end.
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    pub trees: usize,
    /// Most leaves of one tree, 2 to 32.
    pub leaves: usize,
    /// The share of a leaf's best value that is taken (shrinkage), 0 to 1.
    pub rate: f64,
    /// Fewest rows in a leaf, estimated from its share of the second derivatives, as LightGBM does.
    pub least_rows: f64,
    /// Added to the sum of second derivatives wherever something is divided by it.
    pub l2: f64,
    /// Most bins of a signal, 2 to 255.
    pub bins: usize,
    /// The share of signals that each tree may use, 0 to 1; at least one.
    pub signal_share: f64,
    /// The share of slates that each tree learns from, 0 to 1; at least one.
    pub row_share: f64,
    /// 0 for the logistic loss only, 1 for LambdaRank within slates only, a mixture between.
    pub pairwise: f64,
    pub seed: u64,
    /// Threads to work with; the result does not depend on it.
    pub threads: usize,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            trees: 100,
            leaves: 31,
            rate: 0.1,
            least_rows: 20.0,
            l2: 1.0,
            bins: 255,
            signal_share: 1.0,
            row_share: 1.0,
            pairwise: 0.5,
            seed: 1,
            threads: 2,
        }
    }
}
