//! Which way should the margin of each row move, and how far?

use super::histogram::together;
use super::logarithm::log2;
use crate::sigmoid::sigmoid;

/// The mixture of the two losses over slates.
///
/// In a slate of several rows each row's derivatives are `(1 - pairwise)` times those of the logistic loss plus
/// `pairwise` times those of LambdaRank; a slate without both outcomes has no pairs and so only the former, which keeps
/// the odds calibrated. In a slate of one row there is nothing to compare, and the logistic loss counts in full, so
/// that logs of single items teach too. (Whether a slate holds one row says nothing about the outcome, so this weighs
/// rows, and skews no odds.)
///
/// The two have like scales. Where one of n rows was opened, the logistic second derivatives of a slate add up to about
/// n · p(1 - p), with p = 1/n nearly 1; LambdaRank's first derivatives add up to log2(1 + S), S ≈ 1 being their sum
/// before, and its second ones to a quarter up to all of that. So neither drowns the other at a mixture of one half, and
/// the Newton step over their sums stays between the steps that each alone would take.
pub(super) struct Loss<'a> {
    pub labels: &'a [f32],
    pub weights: &'a [f32],
    /// Start and end of each slate.
    pub slates: &'a [(u32, u32)],
    pub pairwise: f64,
    /// 1 / log2(2 + rank), by rank.
    discounts: Vec<f64>,
    /// By slate, one by the best DCG; 0 where there are no pairs.
    inverse_best: Vec<f64>,
}

impl<'a> Loss<'a> {
    pub(super) fn new(labels: &'a [f32], weights: &'a [f32], slates: &'a [(u32, u32)], pairwise: f64) -> Loss<'a> {
        let longest = slates.iter().map(|slate| slate.1 - slate.0).max().unwrap_or(0);
        let discounts: Vec<f64> = (0..longest).map(|rank| 1.0 / log2(f64::from(rank) + 2.0)).collect();
        let mut inverse_best = vec![0.0; slates.len()];
        let mut sorted = Vec::new();
        for (inverse, &(start, end)) in inverse_best.iter_mut().zip(slates) {
            sorted.clear();
            sorted.extend_from_slice(&labels[start as usize..end as usize]);
            sorted.sort_unstable_by(|a, b| b.total_cmp(a));
            let best: f64 = sorted.iter().zip(&discounts).map(|(&gain, discount)| f64::from(gain) * discount).sum();
            if pairwise > 0.0 && sorted.first() != sorted.last() && best > 0.0 {
                *inverse = 1.0 / best;
            }
        }
        Loss { labels, weights, slates, pairwise, discounts, inverse_best }
    }

    /// The part of the logistic loss in a slate of so many rows.
    pub(super) fn pointwise(&self, rows: u32) -> f64 {
        if rows == 1 { 1.0 } else { 1.0 - self.pairwise }
    }

    /// First and second derivative of the loss by each row's margin. The same for any number of threads: slates do not
    /// depend on each other.
    pub(super) fn derivatives(&self, margins: &[f64], out: &mut [[f32; 2]], threads: usize) {
        let mut tasks = Vec::new();
        let mut rest = out;
        let mut slate = 0;
        let mut row = 0;
        for thread in 1..=threads.max(1) {
            let until = (self.labels.len() * thread / threads.max(1)) as u32;
            let first = slate;
            slate += self.slates[slate..].partition_point(|&(_, end)| end <= until);
            if thread == threads.max(1) {
                slate = self.slates.len();
            }
            let end = if slate == first { row } else { self.slates[slate - 1].1 as usize };
            let (part, after) = rest.split_at_mut(end - row);
            rest = after;
            let (from, last) = (row, slate);
            tasks.push(move || self.some(first..last, margins, part, from));
            row = end;
        }
        together(tasks, threads);
    }

    /// Of the slates; `out` begins at row `from`.
    fn some(&self, slates: std::ops::Range<usize>, margins: &[f64], out: &mut [[f32; 2]], from: usize) {
        let mut order = Vec::new();
        for slate in slates {
            let (start, end) = self.slates[slate];
            let rows = start as usize..end as usize;
            let out = &mut out[rows.start - from..rows.end - from];
            let (margins, labels, weights) = (&margins[rows.clone()], &self.labels[rows.clone()], &self.weights[rows]);
            let share = self.pointwise(end - start);
            for (((out, &margin), &label), &weight) in out.iter_mut().zip(margins).zip(labels).zip(weights) {
                let likely = sigmoid(margin);
                let weight = share * f64::from(weight);
                *out = [(weight * (likely - f64::from(label))) as f32, (weight * likely * (1.0 - likely)) as f32];
            }
            if self.inverse_best[slate] > 0.0 {
                self.pairs(self.inverse_best[slate], margins, labels, weights, out, &mut order);
            }
        }
    }

    /// Adds LambdaRank's derivatives over all pairs of different labels, each weighed by what swapping the two would
    /// change in nDCG, and by one over the distance of their margins; the slate's sum S is then brought to log2(1 + S)
    /// (LightGBM's `lambdarank_norm`, so that long slates do not outweigh short ones).
    fn pairs(
        &self,
        inverse_best: f64,
        margins: &[f64],
        labels: &[f32],
        weights: &[f32],
        out: &mut [[f32; 2]],
        order: &mut Vec<Place>,
    ) {
        order.clear();
        order.extend(margins.iter().zip(labels).enumerate().map(|(row, (&margin, &label))| Place {
            row,
            margin,
            label: f64::from(label),
            sums: [0.0; 2],
        }));
        order.sort_by(|a, b| b.margin.total_cmp(&a.margin));
        let flat = order.first().map(|place| place.margin) == order.last().map(|place| place.margin);
        let mut total = 0.0;
        for high in 0..order.len() {
            let Place { margin, label, .. } = order[high];
            if label <= 0.0 {
                continue;
            }
            let mut own = [0.0; 2];
            for (low, other) in order.iter_mut().enumerate() {
                if other.label >= label {
                    continue;
                }
                let apart = margin - other.margin;
                let mut swap =
                    (label - other.label) * (self.discounts[high] - self.discounts[low]).abs() * inverse_best;
                if !flat {
                    swap /= 0.01 + apart.abs();
                }
                let wrong = sigmoid(-apart);
                let (first, second) = (wrong * swap, wrong * (1.0 - wrong) * swap);
                own[0] -= first;
                own[1] += second;
                other.sums[0] += first;
                other.sums[1] += second;
                total += 2.0 * first;
            }
            order[high].sums[0] += own[0];
            order[high].sums[1] += own[1];
        }
        let scale = if total > 0.0 { self.pairwise * log2(1.0 + total) / total } else { 0.0 };
        for place in order.iter() {
            let weight = scale * f64::from(weights[place.row]);
            out[place.row][0] += (weight * place.sums[0]) as f32;
            out[place.row][1] += (weight * place.sums[1]) as f32;
        }
    }
}

/// A row in the order of margins.
#[derive(Debug, Clone, Copy)]
struct Place {
    row: usize,
    margin: f64,
    label: f64,
    sums: [f64; 2],
}
