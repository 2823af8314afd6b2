//! How much is left of something after a time, given its half-life.

/// 2^(-k/16) to the last bit, so that nobody has to compute an exponential.
// One of the steps happens to be a constant of the library; the table stays one table.
#[allow(clippy::approx_constant)]
const STEPS: [f64; 17] = [
    1.0,
    0.9576032806985737,
    0.9170040432046712,
    0.8781260801866497,
    0.8408964152537145,
    0.8052451659746271,
    0.7711054127039704,
    0.7384130729697497,
    0.7071067811865476,
    0.6771277734684463,
    0.6484197773255048,
    0.620928906036742,
    0.5946035575013605,
    0.5693943173783458,
    0.5452538663326288,
    0.5221368912137069,
    0.5,
];

/// The share that is left after `ms` milliseconds; 1 for times that have not passed yet. Between the steps of the
/// table a straight line, at most 0.03 % too high.
pub(crate) fn left_after(ms: i64, half_life: i64) -> f64 {
    if ms <= 0 {
        return 1.0;
    }
    let halvings = ms / half_life;
    if halvings >= 60 {
        return 0.0;
    }
    let sixteenths = (ms % half_life) as f64 * 16.0 / half_life as f64;
    let step = sixteenths as usize;
    let between = sixteenths - step as f64;
    let high = STEPS[step];
    let low = STEPS[(step + 1).min(16)];
    (high - (high - low) * between) / (1u64 << halvings) as f64
}

/// A line through points `(x, y)` with rising x, level before the first and after the last.
pub(crate) fn along(points: &[(f64, f64)], x: f64) -> f64 {
    let Some(&(mut before_x, mut before_y)) = points.first() else { return 0.0 };
    if x <= before_x {
        return before_y;
    }
    for &(next_x, next_y) in &points[1..] {
        if x < next_x {
            return before_y + (next_y - before_y) * ((x - before_x) / (next_x - before_x));
        }
        (before_x, before_y) = (next_x, next_y);
    }
    before_y
}

#[cfg(test)]
mod tests {
    use super::left_after;
    use model::HOUR;

    #[test]
    fn half_is_left_after_each_half_life_and_the_rest_lies_on_the_curve() {
        assert_eq!(left_after(-5, HOUR), 1.0);
        assert_eq!(left_after(0, HOUR), 1.0);
        assert_eq!(left_after(HOUR, HOUR), 0.5);
        assert_eq!(left_after(3 * HOUR, HOUR), 0.125);
        assert_eq!(left_after(i64::MAX, HOUR), 0.0);
        for minute in 0..600 {
            let exact = 0.5f64.powf(minute as f64 / 60.0);
            let ours = left_after(minute * 60_000, HOUR);
            assert!((ours / exact - 1.0).abs() < 0.0003, "{minute} minutes: {ours} for {exact}");
        }
    }
}
