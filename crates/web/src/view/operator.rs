//! What the operator sees of the learner.

use model::{ItemId, Time};
use plots::{Bar, Calibrated, Series};

/// Series are empty where there is nothing yet.
#[derive(Default)]
pub struct OperatorView {
    pub seen: u64,
    pub kept: u64,
    pub pending: u64,
    pub fitting: bool,
    pub in_use: InUse,
    pub auc: Vec<(f64, f64)>,
    pub log_loss: Vec<(f64, f64)>,
    pub calibration: Vec<Calibrated>,
    /// Place on the page, from 1, and the share that was opened.
    pub positions: Vec<(f64, f64)>,
    pub diversity: Vec<(f64, f64)>,
    /// Concentration, and the share of the five largest.
    pub sources: [Vec<(f64, f64)>; 2],
    pub gains: Vec<Bar>,
    /// Minutes before now (from below 0), and the events in each.
    pub events: Vec<(f64, f64)>,
    /// Where to write what along the hours.
    pub hours: Vec<(f64, String)>,
    pub models: Vec<ModelRow>,
    /// A sentence for each model file that cannot be read.
    pub faults: Vec<String>,
    pub fits: Vec<FitRow>,
    /// What readers reported, the latest first.
    pub reports: Vec<ReportRow>,
}

pub struct ReportRow {
    pub item: ItemId,
    /// Empty when the item is kept no more.
    pub headline: String,
    pub source: String,
    pub reason: &'static str,
    pub at: Time,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum InUse {
    #[default]
    ByHand,
    Off,
    Held,
    Newest,
}

pub struct ModelRow {
    pub number: u32,
    pub hash: String,
    pub fitted: Time,
    pub slots: u64,
    pub in_use: bool,
}

pub struct FitRow {
    pub number: u32,
    pub at: Time,
    pub rows: u64,
    pub seconds: f64,
    pub adopted: bool,
    /// AUC before and after, and the pages compared.
    pub auc: Option<(f64, f64, u64)>,
}

/// One line with a name.
pub fn series(name: &str, points: &[(f64, f64)]) -> Series {
    Series { name: name.to_owned(), points: points.to_vec() }
}
