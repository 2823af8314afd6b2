//! A story: who reports it, who was first, and how the coverage grew.

use super::frame::frame;
use crate::{
    parts::{Fit, dir, lang, picture, stamp, versions},
    view::{Coverage, Place, StoryView, Visit},
    words,
};
use maud::{Markup, html};
use model::Time;

pub fn story(visit: &Visit, shown: &StoryView) -> Markup {
    let words = visit.words();
    let span = words::span(visit.tongue, shown.last.since(shown.first));
    let content = html! {
        header.article-head.story-head {
            p.kicker {
                @match shown.topics.first() {
                    Some(topic) => { a href={ "/topic/" (topic.slug) } { (topic.name) } }
                    None => { (words.story) }
                }
            }
            h1.headline lang=[lang(&shown.language)] dir=[dir(shown.language)] { (shown.title) }
            p.meta { ((words.story_says)(shown.sources, shown.coverage.len(), &span)) }
        }
        @if shown.coverage.len() > 2 {
            section.growth aria-labelledby="growth-title" {
                h2 #growth-title { (words.coverage) }
                (plot(visit, shown, &span))
            }
        }
        section aria-labelledby="sides-title" {
            h2.rule-title #sides-title { (words.side_by_side) }
            div.sides {
                @for (index, each) in shown.coverage.iter().enumerate() { (side(visit, each, index == 0, shown.first)) }
            }
        }
    };
    frame(visit, Place::Elsewhere, &shown.title, content)
}

pub fn side(visit: &Visit, shown: &Coverage, first: bool, began: Time) -> Markup {
    let words = visit.words();
    let line = &shown.line;
    html! {
        article.side data-item=(line.item) {
            p.side-source { a href={ "/source/" (line.source.id) } { bdi { (line.source.title) } } }
            p.meta {
                @if first {
                    span.first { (words.was_first) } " " span.dot { (stamp(visit, line.published)) }
                } @else {
                    ((words.later)(&words::span(visit.tongue, line.published.since(began))))
                }
                @if !shown.versions.is_empty() { " " span.dot { (words.changed_text) } }
            }
            @if let Some(seen) = &line.picture {
                a.slot-picture href={ "/article/" (line.item) } tabindex="-1" aria-hidden="true" { (picture(seen, Fit::Column)) }
            }
            h3.headline lang=[lang(&line.language)] dir=[dir(line.language)] {
                a href={ "/article/" (line.item) } { (line.headline) }
            }
            @if !line.standfirst.is_empty() {
                p.standfirst lang=[lang(&line.language)] dir=[dir(line.language)] { (line.standfirst) }
            }
            (versions(visit, &shown.versions))
        }
    }
}

/// Width and height of the plot's own units; it grows with the page.
const WIDE: f64 = 720.0;
const HIGH: f64 = 120.0;
const EDGE: f64 = 8.0;

/// A staircase: time runs to the right, each report is a step up.
pub fn plot(visit: &Visit, shown: &StoryView, span: &str) -> Markup {
    let dots = steps(&shown.coverage.iter().map(|each| each.line.published).collect::<Vec<_>>());
    let mut path = format!("M{EDGE:.1} {:.1}", HIGH - EDGE);
    for (x, y) in &dots {
        path.push_str(&format!("H{x:.1}V{y:.1}"));
    }
    let label = (visit.words().plot_says)(dots.len(), span);
    html! {
        figure.plot {
            svg viewBox={ "0 0 " (WIDE) " " (HIGH) } role="img" aria-label=(label) {
                path.plot-ground d={ "M" (EDGE) " " (HIGH - EDGE) "H" (WIDE - EDGE) } {}
                path.plot-line d=(path) {}
                @for (x, y) in &dots { circle cx={ (format!("{x:.1}")) } cy={ (format!("{y:.1}")) } r="4" {} }
            }
            figcaption.plot-ends {
                time datetime=(shown.first.rfc3339()) { (words::moment(visit.tongue, shown.first, visit.zone)) }
                time datetime=(shown.last.rfc3339()) { (words::moment(visit.tongue, shown.last, visit.zone)) }
            }
        }
    }
}

/// Where each report's dot stands, oldest first.
fn steps(times: &[Time]) -> Vec<(f64, f64)> {
    let (Some(first), Some(last)) = (times.iter().min(), times.iter().max()) else { return Vec::new() };
    let length = last.since(*first).max(1) as f64;
    let rise = (HIGH - 2.0 * EDGE) / times.len() as f64;
    let place = |(index, at): (usize, &Time)| {
        let x = EDGE + (WIDE - 2.0 * EDGE) * at.since(*first) as f64 / length;
        (x, HIGH - EDGE - rise * (index + 1) as f64)
    };
    times.iter().enumerate().map(place).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_plot_starts_at_the_left_and_ends_at_the_top_right() {
        let dots = steps(&[Time(0), Time(50), Time(100), Time(100)]);
        assert_eq!(dots.first().map(|dot| dot.0), Some(EDGE));
        assert_eq!(dots.last(), Some(&(WIDE - EDGE, EDGE)));
        assert!(dots.windows(2).all(|pair| pair[0].1 > pair[1].1 && pair[0].0 <= pair[1].0));
        assert!(steps(&[Time(5), Time(5)]).iter().all(|dot| dot.0.is_finite()));
        assert!(steps(&[]).is_empty());
    }
}
