//! How do gradients lie over the bins of each signal, and where do they part best?

use super::bins::{Binned, Line, PANEL, Panel};

/// Bins of one column: sums of packed gradients.
pub(super) type Bins = [u64; 256];
/// Rows whose bins are fetched together, so that waiting for memory overlaps and then everything lies close at hand.
const BATCH: usize = 512;
/// Work (rows × columns) below which a second thread costs more than it saves.
const ALONE: usize = 400_000;

/// First and second derivative of a row, or their sums over rows: both as whole numbers of a unit, in one 64-bit number
/// (first derivative above, second below), so that one addition counts both. The units are such that neither sum can
/// leave its 32 bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Packed(pub u64);

impl Packed {
    pub(super) fn new(first: i32, second: i32) -> Packed {
        Packed(((i64::from(first) << 32) + i64::from(second)) as u64)
    }

    #[inline]
    pub(super) fn first(self) -> i32 {
        (self.0 >> 32) as i32
    }

    /// Never below 0.
    #[inline]
    pub(super) fn second(self) -> i32 {
        self.0 as i32
    }

    pub(super) fn minus(self, other: Packed) -> Packed {
        Packed(self.0.wrapping_sub(other.0))
    }
}

/// What a split must keep to, in the units of the packed gradients.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bounds {
    pub l2: f64,
    /// Least sum of second derivatives.
    pub least_second: f64,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Split {
    pub column: usize,
    /// Rows up to this bin go left.
    pub bin: u8,
    /// In first unit² / second unit.
    pub gain: f64,
    /// The sum of the rows that go left.
    pub left: Packed,
}

/// A leaf to be split: its sum, and the least second derivatives for `least_rows`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part {
    pub sum: Packed,
    pub bounds: Bounds,
    /// Whether to look for a split at all.
    pub wanted: bool,
}

/// The columns that one tree may use, panel by panel, and the histograms' places for them.
pub(super) struct Columns<'a> {
    binned: &'a Binned,
    /// By panel: places of columns in it.
    active: Vec<Vec<u8>>,
    threads: usize,
}

impl<'a> Columns<'a> {
    /// `allowed` by column.
    pub(super) fn new(binned: &'a Binned, allowed: &[bool], threads: usize) -> Columns<'a> {
        let places = |panel: &Panel| {
            let allowed = |&place: &u8| allowed[panel.first + usize::from(place)];
            (0..panel.width as u8).filter(allowed).collect()
        };
        Columns { binned, active: binned.panels.iter().map(places).collect(), threads }
    }

    /// Histograms of one leaf.
    pub(super) fn room(&self) -> Vec<Bins> {
        vec![[0; 256]; self.active.iter().map(Vec::len).sum()]
    }

    /// Fills `small` with the histograms of `rows`, takes them off `large` (their parent's; what is left are those of
    /// the other child), and finds the best split of each. Without `large` only the first.
    pub(super) fn examine(
        &self,
        rows: &[u32],
        gradients: &[u64],
        small: (&mut [Bins], Part),
        large: Option<(&mut [Bins], Part)>,
    ) -> [Option<Split>; 2] {
        let (mut small_rest, small_part) = small;
        let (mut large_rest, large_part) = match large {
            Some((bins, part)) => (bins, Some(part)),
            None => (&mut [] as &mut [Bins], None),
        };
        let work = rows.len() * small_rest.len();
        let mut tasks = Vec::with_capacity(self.active.len());
        for (panel, active) in self.binned.panels.iter().zip(&self.active) {
            let (small_bins, rest) = small_rest.split_at_mut(active.len());
            small_rest = rest;
            let (large_bins, rest) = large_rest.split_at_mut(if large_part.is_some() { active.len() } else { 0 });
            large_rest = rest;
            let binned = self.binned;
            tasks.push(move || {
                count(panel, active, rows, gradients, small_bins);
                for (large, small) in large_bins.iter_mut().zip(small_bins.iter()) {
                    for (large, small) in large.iter_mut().zip(small) {
                        *large = large.wrapping_sub(*small);
                    }
                }
                let of = |bins: &[Bins], part: Part| best(binned, panel, active, bins, part);
                [of(small_bins, small_part), large_part.and_then(|part| of(large_bins, part))]
            });
        }
        let found: Vec<[Option<Split>; 2]> = if self.threads < 2 || work < ALONE {
            tasks.into_iter().map(|mut task| task()).collect()
        } else {
            together(tasks, self.threads)
        };
        let mut bests = [None, None];
        for splits in found {
            for (best, split) in bests.iter_mut().zip(splits) {
                *best = better(*best, split);
            }
        }
        bests
    }
}

/// The answers of all tasks in their order, the work done by several threads.
pub(super) fn together<T: Send>(tasks: Vec<impl FnOnce() -> T + Send>, threads: usize) -> Vec<T> {
    let share = tasks.len().div_ceil(threads.max(1)).max(1);
    let mut tasks = tasks.into_iter();
    std::thread::scope(|scope| {
        let own: Vec<_> = tasks.by_ref().take(share).collect();
        let mut others = Vec::new();
        while tasks.len() > 0 {
            let part: Vec<_> = tasks.by_ref().take(share).collect();
            others.push(scope.spawn(move || part.into_iter().map(|task| task()).collect::<Vec<T>>()));
        }
        let mut answers: Vec<T> = own.into_iter().map(|task| task()).collect();
        for other in others {
            match other.join() {
                Ok(part) => answers.extend(part),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        answers
    })
}

/// The first of equals stays: the order of columns decides, never the order of threads.
fn better(one: Option<Split>, other: Option<Split>) -> Option<Split> {
    match (one, other) {
        (Some(one), Some(other)) if other.gain > one.gain => Some(other),
        (Some(one), _) => Some(one),
        (None, other) => other,
    }
}

fn count(panel: &Panel, active: &[u8], rows: &[u32], gradients: &[u64], histograms: &mut [Bins]) {
    for bins in histograms.iter_mut() {
        bins.fill(0);
    }
    let mut near_rows = [Line([0; PANEL]); BATCH];
    let mut near = [0u64; BATCH];
    for batch in rows.chunks(BATCH) {
        for ((near_row, near), &row) in near_rows.iter_mut().zip(&mut near).zip(batch) {
            *near_row = panel.rows[row as usize];
            *near = gradients[row as usize];
        }
        let (near_rows, near) = (&near_rows[..batch.len()], &near[..batch.len()]);
        let (eights, rest) = histograms.as_chunks_mut::<8>();
        let (eight_places, rest_places) = active.as_chunks::<8>();
        for (bins, places) in eights.iter_mut().zip(eight_places) {
            add(near_rows, near, places, bins);
        }
        let (twos, ones) = rest.as_chunks_mut::<2>();
        let (two_places, one_places) = rest_places.as_chunks::<2>();
        for (bins, places) in twos.iter_mut().zip(two_places) {
            add(near_rows, near, places, bins);
        }
        let (ones, _) = ones.as_chunks_mut::<1>();
        let (one_places, _) = one_places.as_chunks::<1>();
        for (bins, places) in ones.iter_mut().zip(one_places) {
            add(near_rows, near, places, bins);
        }
    }
}

#[inline]
fn add<const N: usize>(rows: &[Line], gradients: &[u64], places: &[u8; N], histograms: &mut [Bins; N]) {
    let places: [usize; N] = std::array::from_fn(|at| usize::from(places[at]) & (PANEL - 1));
    for (row, &gradient) in rows.iter().zip(gradients) {
        for at in 0..N {
            let sum = &mut histograms[at][usize::from(row.0[places[at]])];
            *sum = sum.wrapping_add(gradient);
        }
    }
}

fn best(binned: &Binned, panel: &Panel, active: &[u8], histograms: &[Bins], part: Part) -> Option<Split> {
    if !part.wanted {
        return None;
    }
    let mut best = None;
    for (&place, bins) in active.iter().zip(histograms) {
        let column = panel.first + usize::from(place);
        best = better(best, cut(column, &bins[..=binned.columns[column].cuts.len().min(255)], part));
    }
    best
}

/// The best cut of one column: the gain is G²/(H + l2), left and right together, less that of the whole (Chen and
/// Guestrin, XGBoost, KDD 2016, equation 7, twice).
fn cut(column: usize, bins: &[u64], part: Part) -> Option<Split> {
    let Part { sum, bounds: Bounds { l2, least_second }, .. } = part;
    let (all_first, all_second) = (f64::from(sum.first()), f64::from(sum.second()));
    let mut firsts = [0i32; 256];
    let mut seconds = [0i32; 256];
    let mut left = 0u64;
    for ((bin, first), second) in bins.iter().zip(&mut firsts).zip(&mut seconds) {
        left = left.wrapping_add(*bin);
        *first = Packed(left).first();
        *second = Packed(left).second();
    }
    let mut scores = [-1.0f64; 256];
    let ends = bins.len() - 1;
    for ((score, &first), &second) in scores[..ends].iter_mut().zip(&firsts).zip(&seconds) {
        let (first, second) = (f64::from(first), f64::from(second));
        let (other_first, other_second) = (all_first - first, all_second - second);
        let (below, other_below) = (second + l2, other_second + l2);
        let found = (first * first * other_below + other_first * other_first * below) / (below * other_below);
        let fits = (second >= least_second) & (other_second >= least_second);
        *score = if fits { found } else { -1.0 };
    }
    let mut bin = 0;
    let mut score = -1.0;
    for (at, &found) in scores[..ends].iter().enumerate() {
        if found > score {
            (bin, score) = (at, found);
        }
    }
    let whole = all_first * all_first / (all_second + l2);
    // Rounding alone must not look like a gain.
    let gain = score - whole;
    let left = Packed::new(firsts[bin & 255], seconds[bin & 255]);
    (gain > whole * 1e-9 && gain > 0.0).then_some(Split { column, bin: bin as u8, gain, left })
}
