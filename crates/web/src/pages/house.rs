//! How is the house doing? Pictures and numbers for whoever runs the edition.

use super::{frame::frame, operator::figure};
use crate::{
    assets::address,
    traffic,
    view::{HouseView, Place, Visit, series},
    words::{self, HouseWords},
};
use maud::{Markup, html};
use plots::{Axes, Axis};

pub fn house(visit: &Visit, shown: &HouseView) -> Markup {
    let words = visit.tongue.house_words();
    let content = html! {
        link rel="stylesheet" href=(address("plots.css"));
        header.page-head {
            h1 { (words.title) }
            p.hint { (words.says) }
            p { a href="/operator" { (words.to_learner) } }
        }
        div.plots { @for (picture, says) in pictures(words, shown) { (figure(visit, &picture, says)) } }
        section aria-labelledby="storage-title" tabindex="0" {
            h2.rule-title #storage-title { (words.storage_title) }
            table.answers.kept { tbody {
                @for (name, value) in rows(words, shown) { tr { th scope="row" { (name) } td { (words::whole(visit.tongue, value)) } } }
            } }
        }
        section aria-labelledby="dead-title" tabindex="0" {
            h2.rule-title #dead-title { (words.dead_title) }
            @if shown.dead.is_empty() { p.hint { (words.none_dead) } } @else {
                table.answers {
                    thead { tr {
                        th scope="col" { (words.kind) } th scope="col" { (words.tries) } th scope="col" { (words.why) }
                    } }
                    tbody { @for job in &shown.dead { tr { td { (job.kind) } td { (words::whole(visit.tongue, job.tries.into())) } td { (job.words) } } } }
                }
            }
        }
    };
    frame(visit, Place::Elsewhere, words.title, content)
}

fn rows(words: &HouseWords, shown: &HouseView) -> Vec<(&'static str, u64)> {
    let counts = &shown.counts;
    let mut rows = vec![
        (words.items, counts.items),
        (words.live, shown.live),
        (words.stories, counts.stories),
        (words.readers, counts.readers),
        (words.events, counts.events),
        (words.unplaced, counts.unplaced),
        (words.jobs, counts.jobs),
        (words.dead_jobs, counts.dead_jobs),
    ];
    rows.extend(shown.memory_mb.map(|memory| (words.memory, memory)));
    rows
}

fn pictures(words: &HouseWords, shown: &HouseView) -> Vec<(String, &'static str)> {
    let requests = [series(words.requests, &shown.requests), series(words.faults, &shown.faults)];
    let latency = [series(words.median, &shown.median), series(words.slowest, &shown.slowest)];
    vec![
        (plots::line(&requests, &over_minutes(words, words.per_minute), words.requests_title), ""),
        (plots::line(&latency, &over_minutes(words, words.milliseconds), words.latency_title), words.latency_says),
        (plots::bars(&shown.health, &Axis::named(words.sources), words.health_title), words.health_says),
    ]
}

fn over_minutes(words: &HouseWords, up: &str) -> Axes {
    let last = -(traffic::MINUTES as f64);
    let ticks =
        (0..=6).map(|part| (last + last.abs() / 6.0 * f64::from(part), (180 - 30 * part).to_string())).collect();
    let across = Axis { from: Some(last), to: Some(0.0), ticks, ..Axis::named(words.minute) };
    Axes { x: across, y: Axis { from: Some(0.0), ..Axis::named(up) } }
}
