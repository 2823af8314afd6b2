//! Between which values of a signal can a tree tell rows apart?

use crate::chance::Chance;

/// Columns per panel at most: a row of a panel is half a cache line.
pub(super) const PANEL: usize = 32;
/// The rows whose values are looked at for the cuts.
const SAMPLE: usize = 100_000;
/// Rows that are turned from rows into columns at a time.
const BLOCK: usize = 256;

/// Every row's bin in every signal that may be split on, kept twice: by rows for histograms, by columns for parting.
pub(super) struct Binned {
    pub columns: Vec<Column>,
    pub panels: Vec<Panel>,
}

/// One signal.
pub(super) struct Column {
    pub signal: u16,
    /// Ascending, at most 254: a value's bin is the number of cuts that are not above it.
    pub cuts: Vec<f32>,
    /// By row.
    pub bins: Vec<u8>,
}

/// The bins of some columns, from the `first` on, by row.
pub(super) struct Panel {
    pub first: usize,
    pub width: usize,
    pub rows: Vec<Line>,
}

/// The bins of one row: aligned, for one that straddles two cache lines takes twice as long to fetch.
#[derive(Debug, Clone, Copy)]
#[repr(align(32))]
pub(super) struct Line(pub [u8; PANEL]);

/// `signals` row-major, `width` a row; `kept` are the rows that count, in their order. Signals that do not vary are
/// left out.
pub(super) fn binned(
    signals: &[f32],
    width: usize,
    kept: &[u32],
    used: &[bool],
    bins: usize,
    seed: u64,
    threads: usize,
) -> Binned {
    let sample = sample(kept, seed);
    let candidates: Vec<u16> = (0..width.min(used.len()).min(usize::from(u16::MAX)))
        .filter(|&signal| used[signal])
        .map(|signal| signal as u16)
        .collect();
    let share = candidates.len().div_ceil(threads).max(1);
    let cuts: Vec<(u16, Vec<f32>)> = std::thread::scope(|scope| {
        let sample = &sample;
        let parts: Vec<_> = candidates
            .chunks(share)
            .map(|part| {
                scope.spawn(move || {
                    let of = |&signal| (signal, cuts(signals, width, usize::from(signal), sample, bins));
                    part.iter().map(of).collect::<Vec<_>>()
                })
            })
            .collect();
        parts.into_iter().flat_map(|part| part.join().unwrap_or_default()).collect()
    });
    let mut columns: Vec<Column> = cuts
        .into_iter()
        .filter(|(_, cuts)| !cuts.is_empty())
        .map(|(signal, cuts)| Column { signal, cuts, bins: Vec::new() })
        .collect();
    let count = columns.len().div_ceil(PANEL * threads) * threads;
    let share = columns.len().div_ceil(count.max(1)).max(1);
    let panels = std::thread::scope(|scope| {
        let parts: Vec<_> = columns
            .chunks_mut(share)
            .enumerate()
            .map(|(number, part)| scope.spawn(move || panel(signals, width, kept, part, number * share)))
            .collect();
        parts.into_iter().filter_map(|part| part.join().ok()).collect()
    });
    Binned { columns, panels }
}

/// Rows spread over all, one by chance out of each stretch.
fn sample(kept: &[u32], seed: u64) -> Vec<u32> {
    if kept.len() <= SAMPLE {
        return kept.to_vec();
    }
    let mut chance = Chance::new(seed, 1);
    (0..SAMPLE)
        .map(|part| {
            let start = part * kept.len() / SAMPLE;
            let end = (part + 1) * kept.len() / SAMPLE;
            kept[start + chance.below(end - start)]
        })
        .collect()
}

/// Half-way between values where there are few; else such that each bin holds about as many of the sample, and a
/// value that fills a bin alone has it for itself.
fn cuts(signals: &[f32], width: usize, signal: usize, sample: &[u32], bins: usize) -> Vec<f32> {
    let mut values: Vec<f32> = sample.iter().map(|&row| neutral(signals[row as usize * width + signal])).collect();
    values.sort_unstable_by(f32::total_cmp);
    let counts: Vec<(f32, usize)> = values.chunk_by(|a, b| a == b).map(|same| (same[0], same.len())).collect();
    let all = counts.len() <= bins;
    let mut left = values.len();
    let mut bins_left = bins;
    let mut filled = 0;
    let mut cuts = Vec::new();
    for pair in counts.windows(2) {
        let (value, count) = pair[0];
        let (next, next_count) = pair[1];
        filled += count;
        let target = left.div_ceil(bins_left.max(1));
        if all || filled >= target || (next_count >= target && filled * 2 >= target) {
            cuts.push(between(value, next));
            left -= filled;
            filled = 0;
            bins_left = bins_left.saturating_sub(1);
            if bins_left <= 1 && !all {
                break;
            }
        }
    }
    cuts
}

/// Above `low`, at most `high`.
fn between(low: f32, high: f32) -> f32 {
    let middle = low / 2.0 + high / 2.0;
    if middle > low && middle <= high { middle } else { high }
}

/// 0 for what is not finite, and for -0.
fn neutral(value: f32) -> f32 {
    if value.is_finite() { value + 0.0 } else { 0.0 }
}

fn panel(signals: &[f32], width: usize, kept: &[u32], columns: &mut [Column], first: usize) -> Panel {
    let mut rows = vec![Line([0; PANEL]); kept.len()];
    let mut padded = vec![[f32::INFINITY; 256]; columns.len()];
    for (padded, column) in padded.iter_mut().zip(columns.iter_mut()) {
        padded[..column.cuts.len()].copy_from_slice(&column.cuts);
        column.bins = vec![0; kept.len()];
    }
    let mut values = [0f32; BLOCK];
    for (block, (lines, kept)) in rows.chunks_mut(BLOCK).zip(kept.chunks(BLOCK)).enumerate() {
        let start = block * BLOCK;
        for (place, (column, cuts)) in columns.iter_mut().zip(&padded).enumerate() {
            let signal = usize::from(column.signal);
            for (value, &row) in values.iter_mut().zip(kept) {
                *value = neutral(signals[row as usize * width + signal]);
            }
            let bins = &mut column.bins[start..start + kept.len()];
            for ((bin, line), &value) in bins.iter_mut().zip(lines.iter_mut()).zip(&values) {
                *bin = bin_of(cuts, value);
                line.0[place & (PANEL - 1)] = *bin;
            }
        }
    }
    Panel { first, width: columns.len(), rows }
}

/// How many of the cuts (padded with infinity) are not above the value, without a branch.
#[inline]
fn bin_of(cuts: &[f32; 256], value: f32) -> u8 {
    let mut bin = 0usize;
    for step in [128, 64, 32, 16, 8, 4, 2, 1] {
        let not_above = cuts[(bin + step - 1) & 255] <= value;
        bin += step * usize::from(not_above);
    }
    bin as u8
}

#[cfg(test)]
mod tests {
    use super::{bin_of, cuts};

    #[test]
    fn few_values_get_a_bin_each_and_many_get_equal_shares() {
        let few = [3.0, 1.0, 2.0, 2.0, f32::NAN, -0.0];
        let sample: Vec<u32> = (0..6).collect();
        assert_eq!(cuts(&few, 1, 0, &sample, 255), [0.5, 1.5, 2.5]);
        let many: Vec<f32> = (0..10_000).map(|row| if row % 4 == 0 { 5.0 } else { row as f32 }).collect();
        let sample: Vec<u32> = (0..10_000).collect();
        let found = cuts(&many, 1, 0, &sample, 16);
        assert!(found.len() > 10 && found.len() < 16, "{found:?}");
        assert!(found.is_sorted());
        let alone = found.iter().filter(|&&cut| cut > 3.0 && cut <= 6.0).count();
        assert!(alone >= 1, "{found:?}");
    }

    #[test]
    fn a_bin_is_the_number_of_cuts_not_above_the_value() {
        let mut padded = [f32::INFINITY; 256];
        for (number, cut) in padded.iter_mut().take(254).enumerate() {
            *cut = number as f32;
        }
        for (value, bin) in [(-1.0, 0), (0.0, 1), (0.5, 1), (253.0, 254), (1e30, 254), (17.0, 18)] {
            assert_eq!(bin_of(&padded, value), bin, "{value}");
        }
    }
}
