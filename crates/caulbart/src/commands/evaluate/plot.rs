//! The learning curve as a picture: how well each part of the log was foretold before it was learned from.

use model::Time;
use plots::{Axes, Axis, Series, line};
use timeline::evaluate::Window;

use super::replay::Replayed;

pub fn learning_curve(replayed: &Replayed) -> String {
    let curve = |name: &str, figure: fn(&Window) -> Option<f64>| Series {
        name: name.to_owned(),
        points: replayed.windows.iter().filter_map(|window| Some((middle(window), figure(window)?))).collect(),
    };
    let series = [curve("within slates", |window| window.auc), curve("over all rows", |window| window.pooled_auc)];
    let series: Vec<Series> = series.into_iter().filter(|series| !series.points.is_empty()).collect();
    let mut along = Axis::named("counted impressions, in order of time");
    along.ticks = ticks(&replayed.windows, &replayed.times);
    let axes = Axes { x: along, y: Axis::named("AUC") };
    line(&series, &axes, "How well it was foretold what readers take")
}

fn middle(window: &Window) -> f64 {
    window.first as f64 + window.impressions as f64 / 2.0
}

/// The date of the first impression of some windows.
fn ticks(windows: &[Window], times: &[Time]) -> Vec<(f64, String)> {
    let every = windows.len().div_ceil(4).max(1);
    let dated = windows.iter().step_by(every);
    dated
        .filter_map(|window| {
            let at = times.get(window.first)?.rfc3339();
            Some((window.first as f64, at.get(5..16)?.replace('T', " ")))
        })
        .collect()
}
