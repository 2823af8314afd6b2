//! From where to where, and which numbers stand beside it?

use crate::Axis;
use crate::lettering::{number, width};

/// A stretch of an axis with its ticks, both within it.
#[derive(Clone, Debug, PartialEq)]
pub struct Range {
    pub from: f64,
    pub to: f64,
    pub ticks: Vec<(f64, String)>,
}

impl Range {
    /// Holds all finite values and what the axis wants in sight. With `round`, it ends at round numbers.
    pub fn of(values: impl Iterator<Item = f64>, axis: &Axis, ticks: usize, round: bool) -> Range {
        let wanted = [axis.from, axis.to].into_iter().flatten();
        let all = values.chain(wanted).filter(|value| value.is_finite());
        let (mut from, mut to) =
            all.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)));
        if from > to {
            (from, to) = (0.0, 1.0);
        }
        let (middle, size) = (from / 2.0 + to / 2.0, from.abs().max(to.abs()));
        // A level line stands in the middle; so does one whose changes are smaller than a double can tell.
        if to - from <= size * 1e-12 {
            let around = if size == 0.0 { 1.0 } else { size * 0.1 };
            (from, to) = (middle - around, middle + around);
        }
        // Sizes whose difference is no double are no series that anybody plots, but must not loop or panic.
        (from, to) = (from.max(-1e300), to.min(1e300));
        let step = round_step((to - from) / ticks.max(1) as f64);
        if round {
            let keep = |bound: Option<f64>, outward: f64| bound.filter(|bound| bound.is_finite()).unwrap_or(outward);
            from = keep(axis.from.filter(|&bound| bound <= from), (from / step + 1e-9).floor() * step);
            to = keep(axis.to.filter(|&bound| bound >= to), (to / step - 1e-9).ceil() * step);
        }
        let ticks = if axis.ticks.is_empty() { round_ticks(from, to, step) } else { axis.ticks.clone() };
        let slack = (to - from) * 1e-9;
        let within = |tick: &(f64, String)| tick.0 >= from - slack && tick.0 <= to + slack;
        Range { from, to, ticks: ticks.into_iter().filter(within).collect() }
    }

    /// 0 at the beginning, 1 at the end.
    pub fn share(&self, value: f64) -> f64 {
        (value - self.from) / (self.to - self.from)
    }

    /// The ticks whose labels, centred over `room` pixels, do not touch.
    pub fn apart(&self, size: f64, room: f64) -> Vec<&(f64, String)> {
        let mut kept: Vec<&(f64, String)> = Vec::new();
        for keep_one_in in 1..=self.ticks.len() {
            kept = self.ticks.iter().step_by(keep_one_in).collect();
            let touches = kept.windows(2).any(|pair| {
                let between = (self.share(pair[1].0) - self.share(pair[0].0)).abs() * room;
                between < (width(&pair[0].1, size) + width(&pair[1].1, size)) / 2.0 + size * 0.7
            });
            if !touches {
                break;
            }
        }
        kept
    }
}

/// 1, 2 or 5 times a power of ten, the nearest by ratio.
fn round_step(rough: f64) -> f64 {
    let power = 10f64.powf(rough.log10().floor());
    let factor = rough / power;
    // Borders at the geometric means: the roots of 1 · 2, 2 · 5 and 5 · 10.
    let round = match factor * factor {
        square if square < 2.0 => 1.0,
        square if square < 10.0 => 2.0,
        square if square < 50.0 => 5.0,
        _ => 10.0,
    };
    round * power
}

fn round_ticks(from: f64, to: f64, step: f64) -> Vec<(f64, String)> {
    let decimals = (-step.log10().floor()).clamp(0.0, 9.0) as usize;
    let first = (from / step - 1e-9).ceil();
    let count = ((to / step + 1e-9).floor() - first).clamp(0.0, 50.0) as usize;
    (0..=count)
        .map(|number_of| (first + number_of as f64) * step)
        .map(|value| (value, number(value, decimals)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::Range;
    use crate::Axis;

    #[test]
    fn ticks_are_round_numbers_around_the_data() {
        for (values, expected) in [
            (&[0.623, 0.731][..], &["0.62", "0.64", "0.66", "0.68", "0.70", "0.72", "0.74"][..]),
            (&[0.0, 24_724.0], &["0", "5,000", "10,000", "15,000", "20,000", "25,000"]),
            (&[-3.0, 4.0], &["−3", "−2", "−1", "0", "1", "2", "3", "4"]),
            (&[5.0, f64::NAN, f64::INFINITY], &["4.4", "4.6", "4.8", "5.0", "5.2", "5.4", "5.6"]),
            (&[0.0, 0.0], &["−1.0", "−0.5", "0.0", "0.5", "1.0"]),
            (&[], &["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]),
        ] {
            let range = Range::of(values.iter().copied(), &Axis::default(), 5, true);
            let labels: Vec<&str> = range.ticks.iter().map(|tick| tick.1.as_str()).collect();
            assert_eq!(labels, expected, "{values:?}");
            assert!(
                values.iter().filter(|value| value.is_finite()).all(|&value| (0.0..=1.0).contains(&range.share(value)))
            );
        }
    }

    #[test]
    fn the_extremes_of_doubles_do_no_harm() {
        for values in [[f64::MIN, f64::MAX], [f64::MIN_POSITIVE, 5e-324], [1e15, 1e15 + 1.0]] {
            let range = Range::of(values.into_iter(), &Axis::default(), 5, true);
            assert!(range.from < range.to && range.ticks.len() < 60, "{range:?}");
        }
    }

    #[test]
    fn given_ticks_are_kept_where_they_are_in_sight_and_thinned_where_they_would_touch() {
        let ticks = (0..10).map(|day| (f64::from(day), format!("day {day}"))).collect();
        let axis = Axis { ticks, from: Some(0.0), to: Some(6.0), ..Axis::default() };
        let range = Range::of([1.0].into_iter(), &axis, 5, false);
        assert_eq!(range.ticks.len(), 7);
        assert_eq!(range.apart(12.0, 1000.0).len(), 7);
        let few: Vec<f64> = range.apart(12.0, 200.0).iter().map(|tick| tick.0).collect();
        assert_eq!(few, [0.0, 2.0, 4.0, 6.0]);
    }
}
