//! Speed on work that is generated here: it prints figures and asserts nothing.

mod event;
mod fill;
mod generate;
mod ingest;
mod learn;
mod ledger;
mod loopback;
mod refit;
mod search;
mod timeline;
mod transcode;

use anyhow::Result;

use crate::settings::Settings;
use crate::settings::typed::Bench;

pub async fn run(settings: Settings, bench: Bench) -> Result<()> {
    match bench {
        Bench::Ingest { feeds, entries } => ingest::run(settings, feeds, entries).await,
        Bench::Fill { items } => fill::run(settings, items).await,
        Bench::Event { items, rounds } => event::run(settings, items, rounds).await,
        Bench::Timeline { items } => timeline::run(&settings, items).await,
        Bench::Learn { examples, export } => learn::run(&settings, examples, export.as_deref()),
        Bench::Refit { impressions, threads } => refit::run(&settings, impressions, threads),
        Bench::Ledger { entries } => ledger::run(&settings, entries).await,
        Bench::Transcode { seconds } => transcode::run(&settings, seconds).await,
        Bench::Search { searches } => search::run(settings, searches).await,
    }
}

/// The most memory that this process ever had, in MB; `None` where the system does not tell.
pub fn peak_memory_mb() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    let kib: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kib / 1024)
}

/// The value below which this share of the sorted ones lies.
fn quantile<T: Copy + Default>(sorted: &[T], share: f64) -> T {
    let place = (sorted.len() as f64 * share) as usize;
    sorted.get(place.min(sorted.len().saturating_sub(1))).copied().unwrap_or_default()
}
