//! How does a forest grow, tree after tree?

use super::bins::{Binned, binned};
use super::forest::{Forest, LEAVES, Twig};
use super::gradient::Loss;
use super::histogram::{Columns, Packed};
use super::logarithm::ln;
use super::tree::{Grown, Growth, tree};
use super::{Rows, Settings};
use crate::chance::Chance;
use crate::sigmoid::sigmoid;

/// A forest learned from the rows. `used[s]`: may signal s be split on? Signals beyond its end may not.
pub fn grow(rows: &Rows<'_>, used: &[bool], settings: &Settings) -> Forest {
    let settings = sane(settings);
    let kept = Kept::of(rows);
    let Some(&first) = kept.labels.first() else { return Forest::empty(rows.width) };
    let loss = Loss::new(&kept.labels, &kept.weights, &kept.slates, settings.pairwise);
    let bias = bias(&kept, &loss);
    let rooted = || Forest::of(rows.width, bias, vec![0.0; rows.width], Vec::new());
    if kept.labels.iter().all(|&label| label == first) {
        return rooted();
    }
    let binned = binned(rows.signals, rows.width, &kept.rows, used, settings.bins, settings.seed, settings.threads);
    if binned.columns.is_empty() {
        return rooted();
    }
    let mut margins: Vec<f64> = kept.offsets.iter().map(|offset| offset + bias).collect();
    let mut derivatives = vec![[0f32; 2]; margins.len()];
    let mut gradients = vec![0u64; margins.len()];
    let mut spare = vec![0u32; margins.len()];
    let mut gains = vec![0f64; rows.width];
    let mut chance = Chance::new(settings.seed, 2);
    let mut trees = Vec::new();
    let sampled = settings.row_share < 1.0 || settings.signal_share < 1.0;
    for _ in 0..settings.trees {
        loss.derivatives(&margins, &mut derivatives, settings.threads);
        let Some(units) = pack(&derivatives, &mut gradients) else { break };
        let allowed = some_columns(&binned, settings.signal_share, &mut chance);
        let (mut chosen, others) = some_rows(&kept.slates, settings.row_share, &mut chance);
        let growth = Growth {
            leaves: settings.leaves,
            rate: settings.rate,
            least_rows: settings.least_rows,
            l2: settings.l2,
            units,
            threads: settings.threads,
        };
        let columns = Columns::new(&binned, &allowed, settings.threads);
        let grown = tree(&binned, &columns, &gradients, &mut chosen, &mut spare, &growth);
        if grown.gains.is_empty() {
            // The next draw of rows and signals may hold more.
            if sampled { continue } else { break }
        }
        for &(value, start, end) in &grown.leaves {
            for &row in &chosen[start..end] {
                margins[row as usize] += value;
            }
        }
        for row in others {
            margins[row as usize] += grown.value_at(&binned, row as usize);
        }
        for &(column, gain) in &grown.gains {
            gains[usize::from(binned.columns[column].signal)] += gain;
        }
        trees.push(grown.twigs);
    }
    let gains = gains.into_iter().map(|gain| gain.min(f64::from(f32::MAX)) as f32).collect();
    Forest::of(rows.width, bias, gains, trees)
}

fn sane(settings: &Settings) -> Settings {
    let within =
        |value: f64, low: f64, high: f64, other: f64| if value.is_nan() { other } else { value.clamp(low, high) };
    let default = Settings::default();
    Settings {
        trees: settings.trees,
        leaves: settings.leaves.clamp(2, LEAVES),
        rate: within(settings.rate, 0.0, 1.0, default.rate),
        least_rows: within(settings.least_rows, 0.0, 1e12, default.least_rows),
        l2: within(settings.l2, 0.0, 1e12, default.l2),
        bins: settings.bins.clamp(2, 255),
        signal_share: within(settings.signal_share, 0.0, 1.0, default.signal_share),
        row_share: within(settings.row_share, 0.0, 1.0, default.row_share),
        pairwise: within(settings.pairwise, 0.0, 1.0, default.pairwise),
        seed: settings.seed,
        threads: settings.threads.clamp(1, 64),
    }
}

/// The rows that teach something, close together.
struct Kept {
    /// Their numbers in what was given.
    rows: Vec<u32>,
    labels: Vec<f32>,
    weights: Vec<f32>,
    offsets: Vec<f64>,
    slates: Vec<(u32, u32)>,
}

impl Kept {
    fn of(given: &Rows<'_>) -> Kept {
        let count = given.labels.len().min(given.weights.len()).min(u32::MAX as usize - 1);
        let count = count.min(given.signals.len().checked_div(given.width).unwrap_or(0));
        let mut kept =
            Kept { rows: Vec::new(), labels: Vec::new(), weights: Vec::new(), offsets: Vec::new(), slates: Vec::new() };
        let mut starts = given.slates.iter().map(|&start| start as usize).peekable();
        let mut slate = 0;
        for row in 0..count {
            let mut begins = false;
            while starts.next_if(|&start| start <= row).is_some() {
                begins = true;
            }
            if begins {
                kept.end_slate(&mut slate);
            }
            let (label, weight) = (given.labels[row], given.weights[row]);
            if label.is_nan() || weight.is_nan() || weight <= 0.0 {
                continue;
            }
            let offset = given.offsets.get(row).copied().filter(|offset| offset.is_finite()).unwrap_or(0.0);
            kept.rows.push(row as u32);
            kept.labels.push(label.clamp(0.0, 1.0));
            kept.weights.push(weight.min(1e9));
            kept.offsets.push(offset);
        }
        kept.end_slate(&mut slate);
        kept
    }

    fn end_slate(&mut self, start: &mut u32) {
        let end = self.rows.len() as u32;
        if end > *start {
            self.slates.push((*start, end));
            *start = end;
        }
    }
}

/// The constant that makes the logistic loss least: the log-odds of the base rate where there are no offsets, else a
/// few Newton steps. 0 where the logistic loss does not count.
fn bias(kept: &Kept, loss: &Loss<'_>) -> f64 {
    let mut bias = 0.0f64;
    let plain = kept.offsets.iter().all(|&offset| offset == 0.0);
    for _ in 0..if plain { 1 } else { 6 } {
        let (mut weights, mut happened, mut likely, mut second) = (0.0, 0.0, 0.0, 0.0);
        for &(start, end) in &kept.slates {
            let share = loss.pointwise(end - start);
            if share <= 0.0 {
                continue;
            }
            for row in start as usize..end as usize {
                let weight = share * f64::from(kept.weights[row]);
                weights += weight;
                happened += weight * f64::from(kept.labels[row]);
                if !plain {
                    let p = sigmoid(kept.offsets[row] + bias);
                    likely += weight * p;
                    second += weight * p * (1.0 - p);
                }
            }
        }
        if weights <= 0.0 {
            return 0.0;
        }
        if plain {
            let rate = (happened / weights).clamp(1e-6, 1.0 - 1e-6);
            return ln(rate / (1.0 - rate));
        }
        bias = (bias + ((happened - likely) / second.max(1e-9)).clamp(-2.0, 2.0)).clamp(-14.0, 14.0);
    }
    bias
}

/// Derivatives as whole numbers of two units, such that no sum over rows leaves 31 bits; `None` where all are 0.
fn pack(derivatives: &[[f32; 2]], out: &mut [u64]) -> Option<(f64, f64)> {
    let (mut first, mut second) = (0.0, 0.0);
    for derivative in derivatives {
        first += f64::from(derivative[0].abs());
        second += f64::from(derivative[1]);
    }
    // Rounding adds half a unit a row at most.
    let room = f64::from(i32::MAX) - 1.0 - derivatives.len() as f64 / 2.0;
    let usable = |sum: f64| sum.is_finite() && sum > 0.0;
    if !usable(first) || !usable(second) || room <= 0.0 {
        return None;
    }
    let (first, second) = (room / first, room / second);
    for (out, derivative) in out.iter_mut().zip(derivatives) {
        *out = Packed::new(whole(f64::from(derivative[0]) * first), whole(f64::from(derivative[1]) * second)).0;
    }
    Some((1.0 / first, 1.0 / second))
}

/// The nearest whole number: adding 1.5 × 2^52 leaves it in the lowest bits.
fn whole(x: f64) -> i32 {
    (x + 6_755_399_441_055_744.0).to_bits() as i32
}

/// By column, at least one of them allowed.
fn some_columns(binned: &Binned, share: f64, chance: &mut Chance) -> Vec<bool> {
    let count = binned.columns.len();
    let wanted = ((count as f64 * share + 0.5) as usize).clamp(1, count);
    if wanted == count {
        return vec![true; count];
    }
    let mut numbers: Vec<usize> = (0..count).collect();
    let mut allowed = vec![false; count];
    for place in 0..wanted {
        numbers.swap(place, place + chance.below(count - place));
        allowed[numbers[place]] = true;
    }
    allowed
}

/// The rows of the slates that this tree learns from, and the others; at least one slate.
fn some_rows(slates: &[(u32, u32)], share: f64, chance: &mut Chance) -> (Vec<u32>, Vec<u32>) {
    let end = slates.last().map_or(0, |slate| slate.1);
    if share >= 1.0 {
        return ((0..end).collect(), Vec::new());
    }
    let (mut chosen, mut others) = (Vec::new(), Vec::new());
    for &(start, end) in slates {
        if chance.share() < share { &mut chosen } else { &mut others }.extend(start..end);
    }
    if chosen.is_empty() {
        let &(start, end) = &slates[chance.below(slates.len())];
        chosen.extend(start..end);
        others.retain(|row| !(start..end).contains(row));
    }
    (chosen, others)
}

impl Grown {
    /// The value of the leaf that a row of the matrix falls into.
    fn value_at(&self, binned: &Binned, row: usize) -> f64 {
        let mut node = 0;
        loop {
            match (self.splits[node], self.twigs[node]) {
                (Some((column, bin)), Twig::Inner { left, .. }) => {
                    node = usize::from(left) + usize::from(binned.columns[column].bins[row] > bin);
                }
                (_, Twig::Leaf { value }) => return value,
                _ => return 0.0,
            }
        }
    }
}
