#![allow(clippy::unwrap_used, clippy::expect_used)]

use super::{Forest, ForestError, Keys, LANES, Rows, Settings, grow};
use crate::chance::Chance;
use crate::sigmoid::sigmoid;

/// Rows in slates of equal size.
struct Log {
    width: usize,
    signals: Vec<f32>,
    labels: Vec<f32>,
    weights: Vec<f32>,
    offsets: Vec<f64>,
    slates: Vec<u32>,
}

impl Log {
    /// `row(chance, slate)` gives the signals and the label.
    fn new(count: usize, slate: usize, mut row: impl FnMut(&mut Chance, f32) -> (Vec<f32>, bool)) -> Log {
        let mut log = Log {
            width: 0,
            signals: Vec::new(),
            labels: Vec::new(),
            weights: vec![1.0; count],
            offsets: Vec::new(),
            slates: (0..count as u32).step_by(slate).collect(),
        };
        let mut chance = Chance::new(1, 1);
        let mut shared = 0.0;
        for number in 0..count {
            if number.is_multiple_of(slate) {
                shared = chance.share() as f32;
            }
            let (signals, label) = row(&mut chance, shared);
            log.width = signals.len();
            log.signals.extend(signals);
            log.labels.push(f32::from(u8::from(label)));
        }
        log
    }

    fn grow(&self, settings: &Settings) -> Forest {
        let rows = Rows {
            width: self.width,
            signals: &self.signals,
            labels: &self.labels,
            weights: &self.weights,
            offsets: &self.offsets,
            slates: &self.slates,
        };
        grow(&rows, &vec![true; self.width], settings)
    }
}

fn few() -> Settings {
    Settings { trees: 20, pairwise: 0.0, ..Settings::default() }
}

/// One of two signals, but not both.
fn either_or() -> Log {
    Log::new(4000, 4, |chance, _| {
        let (a, b) = (chance.share() as f32, chance.share() as f32);
        (vec![a, b, chance.share() as f32], (a > 0.5) != (b > 0.5))
    })
}

/// Two signals that matter, one that takes few values, one that is noise; some of the labels too.
fn noisy(count: usize, slate: usize) -> Log {
    Log::new(count, slate, |chance, shared| {
        let (a, b, c) = (chance.share() as f32, chance.share() as f32, chance.below(4) as f32);
        let likely = 0.1 + 0.5 * f64::from(a * b) + if c == 2.0 { 0.3 } else { 0.0 };
        (vec![a, b, c, chance.share() as f32, shared], chance.share() < likely)
    })
}

#[test]
fn what_holds_only_for_two_signals_together_is_learned() {
    let forest = either_or().grow(&Settings { trees: 40, ..few() });
    for (signals, happened) in
        [([0.2, 0.2, 0.5], 0.0), ([0.2, 0.8, 0.5], 1.0), ([0.8, 0.2, 0.1], 1.0), ([0.8, 0.8, 0.9], 0.0)]
    {
        let likely = sigmoid(forest.margin(&signals));
        assert!((likely - happened).abs() < 0.1, "{signals:?}: {likely}");
    }
    assert!(forest.gains()[2] < forest.gains()[0] / 10.0, "{:?}", forest.gains());
}

#[test]
fn the_same_rows_give_the_same_bytes_with_any_number_of_threads() {
    // Enough rows that counting and parting are shared out.
    let log = noisy(150_000, 5);
    for pairwise in [0.0, 0.5, 1.0] {
        let of = |threads| {
            log.grow(&Settings { trees: 4, pairwise, threads, row_share: 0.8, signal_share: 0.7, ..few() }).to_bytes()
        };
        let alone = of(1);
        assert_eq!(alone, of(2), "pairwise {pairwise}");
        assert_eq!(alone, of(3), "pairwise {pairwise}");
    }
}

#[test]
fn another_seed_draws_other_rows() {
    let log = noisy(4000, 4);
    let of = |seed| log.grow(&Settings { seed, row_share: 0.5, ..few() });
    assert_ne!(of(1), of(2));
    assert_eq!(of(1), of(1));
}

#[test]
fn the_base_rate_is_met_and_offsets_count() {
    let mut log = noisy(8000, 4);
    let rate = f64::from(log.labels.iter().sum::<f32>()) / 8000.0;
    let forest = log.grow(&Settings { trees: 0, ..few() });
    assert!((sigmoid(forest.margin(&[0.0; 5])) - rate).abs() < 1e-3);
    log.offsets = vec![2.0; 8000];
    let forest = log.grow(&Settings { trees: 0, ..few() });
    assert!((sigmoid(forest.margin(&[0.0; 5]) + 2.0) - rate).abs() < 1e-3);
    // An offset that says it all leaves next to nothing to learn.
    let learned = |log: &Log| log.grow(&few()).gains().iter().sum::<f32>();
    let without = learned(&log);
    log.offsets = log.labels.iter().map(|&label| if label > 0.5 { 9.0 } else { -9.0 }).collect();
    assert!(learned(&log) < without / 100.0);
}

#[test]
fn a_mixture_keeps_the_odds() {
    let log = noisy(40_000, 5);
    let rate = f64::from(log.labels.iter().sum::<f32>()) / 40_000.0;
    let forest = log.grow(&Settings { pairwise: 0.5, trees: 50, ..few() });
    let mean = log.signals.chunks(5).map(|row| sigmoid(forest.margin(row))).sum::<f64>() / 40_000.0;
    assert!((mean - rate).abs() < 0.02, "{mean} for {rate}");
}

#[test]
fn pairs_rank_within_slates_whatever_holds_for_whole_slates() {
    // Slates with a high shared signal have far more openings; within a slate only the first signal decides.
    let log = Log::new(12_000, 6, |chance, shared| {
        let a = chance.share() as f32;
        let likely = if shared > 0.5 { 0.6 + 0.3 * f64::from(a) } else { 0.02 + 0.1 * f64::from(a) };
        (vec![a, shared, chance.share() as f32], chance.share() < likely)
    });
    let forest = log.grow(&Settings { pairwise: 1.0, ..few() });
    for shared in [0.1, 0.9] {
        let at = |a| forest.margin(&[a, shared, 0.5]);
        assert!(at(0.9) > at(0.5) && at(0.5) > at(0.1), "{} {} {}", at(0.9), at(0.5), at(0.1));
    }
    assert!(forest.gains()[0] > 2.0 * forest.gains()[1], "{:?}", forest.gains());
    let pointwise = log.grow(&few());
    assert!(pointwise.gains()[1] > 2.0 * pointwise.gains()[0], "{:?}", pointwise.gains());
}

#[test]
fn slates_of_one_item_teach_even_where_only_pairs_are_asked_for() {
    let forest = noisy(4000, 1).grow(&Settings { pairwise: 1.0, ..few() });
    assert!(forest.margin(&[0.9, 0.9, 2.0, 0.5, 0.5]) > forest.margin(&[0.1, 0.1, 1.0, 0.5, 0.5]) + 0.5);
}

#[test]
fn signals_that_are_no_numbers_poison_nothing() {
    let mut log = noisy(4000, 4);
    let clean = log.grow(&few());
    for (at, value) in [(3, f32::NAN), (503, f32::INFINITY), (1003, f32::NEG_INFINITY), (2003, -f32::MAX)] {
        log.signals[at] = value;
    }
    let forest = log.grow(&few());
    for signals in [[0.9, 0.9, 2.0, 0.5, 0.5], [0.1, 0.9, 1.0, 0.5, 0.5]] {
        assert!((forest.margin(&signals) - clean.margin(&signals)).abs() < 0.3);
    }
    for signals in [&[f32::NAN; 5][..], &[f32::INFINITY; 5], &[f32::NEG_INFINITY; 5], &[], &[0.5]] {
        assert!(forest.margin(signals).is_finite(), "{signals:?}");
    }
    assert_eq!(forest.margin(&[f32::NAN; 5]), forest.margin(&[f32::INFINITY; 5]), "NaN goes right");
    (log.labels[7], log.weights[8], log.weights[9]) = (f32::NAN, f32::NAN, f32::INFINITY);
    log.offsets = vec![f64::NAN; 4000];
    assert!(log.grow(&few()).margin(&[0.5; 5]).is_finite());
}

#[test]
fn labels_that_are_all_equal_give_a_constant() {
    for (label, pairwise) in [(0.0, 0.0), (1.0, 0.0), (1.0, 0.5), (0.0, 1.0), (0.3, 0.0)] {
        let mut log = noisy(400, 4);
        log.labels.fill(label);
        let forest = log.grow(&Settings { pairwise, ..few() });
        assert_eq!(forest.trees(), 0);
        assert_eq!(forest.margin(&[0.1; 5]), forest.margin(&[0.9; 5]));
        if pairwise < 1.0 {
            assert!((sigmoid(forest.margin(&[0.1; 5])) - f64::from(label)).abs() < 1e-3, "{label}");
        }
    }
}

#[test]
fn without_rows_or_signals_there_are_no_trees() {
    let none = Log { width: 3, ..Log::new(0, 4, |_, _| (vec![], false)) };
    assert_eq!(none.grow(&few()), Forest::empty(3));
    let mut unweighted = noisy(40, 4);
    unweighted.weights.fill(0.0);
    assert_eq!(unweighted.grow(&few()), Forest::empty(5));
    let log = noisy(400, 4);
    let rows = Rows {
        width: 5,
        signals: &log.signals,
        labels: &log.labels,
        weights: &log.weights,
        offsets: &[],
        slates: &log.slates,
    };
    assert_eq!(grow(&rows, &[false; 5], &few()).trees(), 0);
    let only_last = grow(&rows, &[false, false, false, false, true], &few());
    assert_eq!(only_last.gains()[..4], [0.0; 4]);
    // Slices that do not fit together: the shortest counts.
    assert_eq!(grow(&Rows { signals: &log.signals[..3], ..rows }, &[true; 5], &few()), Forest::empty(5));
    assert_eq!(grow(&Rows { width: 0, ..rows }, &[true; 5], &few()), Forest::empty(0));
    grow(&Rows { slates: &[7, 7, 3, 9999], offsets: &[1.0], ..rows }, &[true; 9], &few());
}

#[test]
fn rows_of_weight_0_are_as_if_they_were_not_there() {
    let log = noisy(4000, 4);
    let mut more = noisy(4000, 4);
    more.signals.extend(vec![5e5; 5 * 100]);
    more.labels.extend(vec![1.0; 100]);
    more.weights.extend(vec![0.0; 100]);
    more.slates.extend((4000..4100).step_by(4));
    for pairwise in [0.0, 1.0] {
        let settings = Settings { pairwise, ..few() };
        assert_eq!(log.grow(&settings), more.grow(&settings));
    }
    let mut doubled = noisy(4000, 4);
    doubled.weights.fill(2.0);
    assert_ne!(log.grow(&few()), doubled.grow(&few()));
}

#[test]
fn settings_out_of_range_are_moved_into_it() {
    let log = noisy(400, 4);
    for settings in [
        Settings { leaves: 0, bins: 0, rate: 7.0, threads: 0, ..few() },
        Settings { least_rows: -1.0, l2: -1.0, bins: 9999, leaves: usize::MAX, ..few() },
        Settings { signal_share: 0.0, row_share: 0.0, pairwise: 9.0, ..few() },
        Settings { rate: f64::NAN, l2: f64::NAN, least_rows: f64::NAN, row_share: f64::NAN, ..few() },
    ] {
        assert!(log.grow(&settings).margin(&[0.5; 5]).is_finite(), "{settings:?}");
    }
}

#[test]
fn leaves_are_counted_over_all_trees_and_add_up_to_the_margin() {
    let log = noisy(4000, 4);
    let forest = log.grow(&few());
    assert_eq!(forest.trees(), 20);
    let mut reached = vec![false; forest.leaf_count()];
    let rows: Vec<&[f32]> = log.signals.chunks(5).collect();
    for rows in rows.as_chunks::<LANES>().0 {
        let mut leaves = Vec::new();
        let margins = forest.leaves(&Keys::of(rows, 5), &mut leaves);
        assert_eq!(margins, rows.map(|row| forest.margin(row)));
        assert_eq!(leaves.len(), 20);
        for lane in 0..LANES {
            assert!(leaves.is_sorted_by_key(|of_tree| of_tree[lane]), "{leaves:?}");
            leaves.iter().for_each(|of_tree| reached[of_tree[lane] as usize] = true);
        }
    }
    assert!(reached.iter().all(|&reached| reached), "every leaf was grown from some row");
}

#[test]
fn bytes_give_the_forest_back() {
    let log = noisy(2000, 4);
    for forest in [Forest::empty(0), Forest::empty(9), log.grow(&few()), either_or().grow(&few())] {
        let back = Forest::from_bytes(&forest.to_bytes()).unwrap();
        assert_eq!(back, forest);
        assert_eq!(back.margin(&[0.3; 5]), forest.margin(&[0.3; 5]));
    }
}

#[test]
fn damaged_bytes_are_refused_in_a_sentence_and_never_panic() {
    let bytes = noisy(400, 4).grow(&Settings { trees: 3, leaves: 6, ..few() }).to_bytes();
    for length in 0..bytes.len() {
        assert_eq!(Forest::from_bytes(&bytes[..length]), Err(ForestError::Truncated { length }));
    }
    let mut more = bytes.clone();
    more.push(0);
    assert_eq!(Forest::from_bytes(&more), Err(ForestError::Trailing { extra: 1 }));
    assert_eq!(Forest::from_bytes(b"{\"trees\": []}"), Err(ForestError::NotAForest));
    let mut newer = bytes.clone();
    newer[8] = 9;
    let error = Forest::from_bytes(&newer).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the trees are of version 9, and this program knows version 1; update it or grow them anew"
    );
    let mut chance = Chance::new(5, 5);
    let (mut refused, mut accepted) = (0, 0);
    for _ in 0..3000 {
        let mut other = bytes.clone();
        for _ in 0..1 + chance.below(3) {
            let at = chance.below(other.len());
            other[at] = chance.next() as u8;
        }
        match Forest::from_bytes(&other) {
            Ok(forest) => {
                accepted += 1;
                assert_eq!(forest.to_bytes(), other);
                forest.margin(&[0.5; 5]);
                forest.leaves(&Keys::of(&[&[f32::NAN; 2] as &[f32]; LANES], 5), &mut vec![[0; LANES]; 9]);
            }
            Err(_) => refused += 1,
        }
    }
    assert!(refused > 300 && accepted > 300, "{refused} refused, {accepted} accepted");
}
