//! How does one tree grow?

use super::bins::Binned;
use super::forest::Twig;
use super::histogram::{Bins, Bounds, Columns, Packed, Part, Split, together};

/// Rows below which a second thread costs more than it saves.
const ALONE: usize = 60_000;
/// Least sum of second derivatives in a leaf, as LightGBM's `min_sum_hessian_in_leaf`.
const LEAST_SECOND: f64 = 1e-3;

/// How trees grow, in the units of the gradients.
#[derive(Debug, Clone, Copy)]
pub(super) struct Growth {
    pub leaves: usize,
    pub rate: f64,
    pub least_rows: f64,
    pub l2: f64,
    /// What one of a packed first and second derivative stands for.
    pub units: (f64, f64),
    pub threads: usize,
}

/// A grown tree: its nodes, and which rows lie in which leaf.
pub(super) struct Grown {
    pub twigs: Vec<Twig>,
    /// By node, (column, bin) of inner ones.
    pub splits: Vec<Option<(usize, u8)>>,
    /// (value, start, end) of the rows in each leaf.
    pub leaves: Vec<(f64, usize, usize)>,
    /// (column, gain) of each split.
    pub gains: Vec<(usize, f64)>,
}

struct Leaf {
    node: usize,
    start: usize,
    end: usize,
    sum: Packed,
    histograms: Vec<Bins>,
    best: Option<Split>,
}

/// Best leaf first. `rows` are reordered so that those of a leaf stand together, in their order; `spare` is as long.
pub(super) fn tree(
    binned: &Binned,
    columns: &Columns<'_>,
    gradients: &[u64],
    rows: &mut [u32],
    spare: &mut [u32],
    growth: &Growth,
) -> Grown {
    let sum = Packed(rows.iter().fold(0, |sum: u64, &row| sum.wrapping_add(gradients[row as usize])));
    let mut pool: Vec<Vec<Bins>> = Vec::new();
    let mut histograms = columns.room();
    let part = growth.part(sum, rows.len());
    let [best, _] = columns.examine(rows, gradients, (&mut histograms, part), None);
    let mut leaves = vec![Leaf { node: 0, start: 0, end: rows.len(), sum, histograms, best }];
    let mut grown = Grown {
        twigs: vec![Twig::Leaf { value: growth.value(sum) }],
        splits: vec![None],
        leaves: Vec::new(),
        gains: Vec::new(),
    };
    while leaves.len() < growth.leaves {
        let Some((at, split)) = next(&leaves) else { break };
        let parent = &mut leaves[at];
        let (start, end, parent_sum) = (parent.start, parent.end, parent.sum);
        let column = &binned.columns[split.column];
        let in_leaf = &mut rows[start..end];
        let left_rows = part_rows(in_leaf, &mut spare[start..end], &column.bins, split.bin, growth.threads);
        let middle = start + left_rows;
        let left = grown.twigs.len();
        grown.twigs[parent.node] =
            Twig::Inner { signal: column.signal, threshold: column.cuts[usize::from(split.bin)], left: left as u16 };
        grown.splits[parent.node] = Some((split.column, split.bin));
        grown.gains.push((split.column, split.gain * growth.units.0 * growth.units.0 / growth.units.1));
        let right_sum = parent_sum.minus(split.left);
        for sum in [split.left, right_sum] {
            grown.twigs.push(Twig::Leaf { value: growth.value(sum) });
            grown.splits.push(None);
        }
        let parents = std::mem::take(&mut parent.histograms);
        let full = leaves.len() + 1 == growth.leaves;
        let parts = [growth.part(split.left, middle - start), growth.part(right_sum, end - middle)];
        let mut bests = [None, None];
        let mut kept = [Vec::new(), Vec::new()];
        if full || !(parts[0].wanted || parts[1].wanted) {
            pool.push(parents);
        } else {
            let small = usize::from(middle - start > end - middle);
            let small_rows = if small == 0 { &rows[start..middle] } else { &rows[middle..end] };
            let mut smalls = pool.pop().unwrap_or_else(|| columns.room());
            let mut larges = parents;
            let found = columns.examine(
                small_rows,
                gradients,
                (&mut smalls, parts[small]),
                Some((&mut larges, parts[1 - small])),
            );
            bests[small] = found[0];
            bests[1 - small] = found[1];
            kept[small] = smalls;
            kept[1 - small] = larges;
            for (histograms, best) in kept.iter_mut().zip(&bests) {
                if best.is_none() {
                    pool.push(std::mem::take(histograms));
                }
            }
        }
        let [left_kept, right_kept] = kept;
        leaves[at] = Leaf { node: left, start, end: middle, sum: split.left, histograms: left_kept, best: bests[0] };
        leaves.push(Leaf {
            node: left + 1,
            start: middle,
            end,
            sum: right_sum,
            histograms: right_kept,
            best: bests[1],
        });
    }
    grown.leaves = leaves.iter().map(|leaf| (growth.value(leaf.sum), leaf.start, leaf.end)).collect();
    grown
}

/// The leaf whose split gains most; the first of equals.
fn next(leaves: &[Leaf]) -> Option<(usize, Split)> {
    let mut next: Option<(usize, Split)> = None;
    for (at, leaf) in leaves.iter().enumerate() {
        let Some(split) = leaf.best else { continue };
        if next.is_none_or(|(_, best)| split.gain > best.gain) {
            next = Some((at, split));
        }
    }
    next
}

impl Growth {
    fn part(&self, sum: Packed, rows: usize) -> Part {
        let share = self.least_rows / rows.max(1) as f64;
        let least_second = (share * f64::from(sum.second())).max(LEAST_SECOND / self.units.1).max(1.0);
        let bounds = Bounds { l2: self.l2 / self.units.1, least_second };
        Part { sum, bounds, wanted: rows >= 2 && rows as f64 >= 2.0 * self.least_rows }
    }

    /// The Newton step, shrunk.
    fn value(&self, sum: Packed) -> f64 {
        let below = f64::from(sum.second()) * self.units.1 + self.l2;
        if below <= 0.0 {
            return 0.0;
        }
        -self.rate * (f64::from(sum.first()) * self.units.0) / below
    }
}

/// Moves the rows up to the bin before the others, both in their order; how many they are.
fn part_rows(rows: &mut [u32], spare: &mut [u32], column: &[u8], bin: u8, threads: usize) -> usize {
    if threads < 2 || rows.len() < ALONE {
        return part_alone(rows, spare, column, bin);
    }
    let half = rows.len() / 2;
    let lefts = {
        let (first, second) = rows.split_at_mut(half);
        let (spare_first, spare_second) = spare.split_at_mut(half);
        let tasks = [(first, spare_first), (second, spare_second)]
            .map(|(rows, spare)| move || part_alone(rows, spare, column, bin));
        together(tasks.into_iter().collect(), 2)
    };
    rows[lefts[0]..half + lefts[1]].rotate_left(half - lefts[0]);
    lefts[0] + lefts[1]
}

fn part_alone(rows: &mut [u32], spare: &mut [u32], column: &[u8], bin: u8) -> usize {
    let (mut left, mut right) = (0, 0);
    for at in 0..rows.len() {
        let row = rows[at];
        let goes_left = column[row as usize] <= bin;
        rows[left] = row;
        spare[right] = row;
        left += usize::from(goes_left);
        right += usize::from(!goes_left);
    }
    rows[left..].copy_from_slice(&spare[..right]);
    left
}
