//! What the pages about the ledger show: what is kept about one reader, and what stands there for everybody.

use crate::chronicle::{Asked, Chronicle};
use ledger::entry::{Allow, Beat, Entry, Field, Minute};
use model::{Region, Time};

/// Which line of a policy allows what.
pub struct PolicyView {
    pub version: u64,
    pub entry: u64,
    pub lines: Vec<Allow>,
    pub beat_minutes: u64,
    pub answer_days: u64,
    /// Is its hash that of the terms on this page?
    pub terms_fit: bool,
    pub terms: String,
}

/// What is kept about whoever asks.
pub struct MyDataView {
    /// `None` where nothing is.
    pub kept: Option<MineView>,
    pub policy: Option<PolicyView>,
    /// Under which the ledger lies, for commands.
    pub base: String,
}

pub struct MineView {
    /// Each class with the kinds of rows and how many there are.
    pub classes: Vec<(Field, Vec<(&'static str, u64)>)>,
    pub since: Option<Time>,
    /// Hexadecimal digits; hers alone.
    pub tag_key: String,
    pub has_account: bool,
    /// How many channels and clips are hers, where there are any.
    pub filmed: Option<[usize; 2]>,
    /// What she deposited for letters.
    pub deposited: Option<super::DepositView>,
    /// She sent the form without meaning it.
    pub unsure: bool,
}

/// After everything is gone.
pub struct ErasedView {
    /// `None` where she had no keys.
    pub entry: Option<ErasedEntry>,
    /// Were there channels or clips of hers?
    pub has_filmed: bool,
    /// Under which the ledger lies, for commands.
    pub base: String,
}

pub struct ErasedEntry {
    pub text: String,
    pub nonce: String,
    pub tag: String,
    /// Where it stands already.
    pub index: Option<u64>,
}

/// The newest head.
pub struct HeadView {
    pub origin: String,
    pub size: u64,
    pub root: String,
    /// When its last entry was written.
    pub at: Option<Minute>,
    /// Signers besides the log itself.
    pub cosigners: Vec<String>,
}

pub struct TransparencyView {
    pub region: Option<Region>,
    pub head: Option<HeadView>,
    pub keys: Vec<String>,
    pub policy: Option<PolicyView>,
    pub beat: Option<(Minute, Beat)>,
    pub beat_missing: bool,
    pub overdue: Vec<Asked>,
    /// With the day by which an answer is due.
    pub requests: Vec<(Asked, Minute)>,
    pub chronicle: Chronicle,
    /// The newest first.
    pub last: Vec<(u64, Entry)>,
    pub reports: Vec<String>,
    pub base: String,
}

/// One published report, as it stands in its file.
pub struct LedgerReportView {
    pub period: String,
    pub has_note: bool,
    pub tables: Vec<ReportTable>,
    /// Records of a file that is written in another way.
    pub plain: Vec<Vec<String>>,
}

pub struct ReportTable {
    pub name: String,
    /// Totals first, in a group without a name.
    pub groups: Vec<(String, Vec<ReportFigure>)>,
}

pub struct ReportFigure {
    pub measure: String,
    pub count: u64,
    /// Of how many, where it is a share.
    pub of: Option<u64>,
}

/// What ranks, and by which numbers.
pub struct AlgorithmView {
    /// Number, hash and when it was fitted; `None` where the weights by hand rank.
    pub model: Option<(u32, String, Time)>,
    pub off: bool,
    /// From the ledger: since when which model ranks, the newest first; with the entry's number.
    pub models: Vec<(u64, Minute, Option<String>)>,
    /// What an act is worth.
    pub heads: Vec<(timeline::learn::Head, f64)>,
    /// By group: name, weight, what it says.
    pub groups: Vec<(String, Vec<WeightView>)>,
    /// Signals without a weight of their own: only a model reads them.
    pub read_by_model: usize,
    pub never: Vec<String>,
}

pub struct WeightView {
    pub name: &'static str,
    pub weight: f64,
    pub says: String,
    /// Chosen by the reader: it counts whatever was learned.
    pub explicit: bool,
}
