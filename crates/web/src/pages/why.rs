//! Why an item stands where it stands, and what was left out.

use super::frame::frame;
use crate::{
    parts::deeds,
    view::{LeftOutLine, Place, Visit, WhyView},
    words,
};
use maud::{Markup, html};

pub fn why(visit: &Visit, shown: &WhyView) -> Markup {
    let words = visit.words();
    let content = html! {
        header.page-head {
            p.kicker { (words.why) }
            h1 dir="auto" { a href={ "/article/" (shown.item) } { (shown.headline) } }
            p.meta { bdi { (shown.source) } }
        }
        section.reasons {
            p.verdict {
                @match shown.position {
                    Some(position) => { ((words.stands_at)(position, shown.candidates)) }
                    None if shown.reasons.is_empty() => { (words.not_ranked) }
                    None => {
                        (words.was_left_out)
                        @if let Some(place) = shown.would_stand { "; " ((words.would_stand_at)(place)) }
                    }
                }
            }
            ul { @for reason in &shown.reasons { li { (reason) } } }
            (deeds(visit, shown.item))
        }
        @if !shown.bars.is_empty() { (bars(visit, shown)) }
        @if !shown.left_out.is_empty() { (left_out(visit, &shown.left_out, shown.left_out_total)) }
        p.turn { a href="/" { (words.back_to_front) } " · " a href="/you" { (words.what_is_known) } " · " a href=(shown.receipt) download { (words.receipt) } }
        p.hint { (words.receipt_says) }
    };
    frame(visit, Place::Elsewhere, &(words.why_about)(&shown.headline), content)
}

pub fn bars(visit: &Visit, shown: &WhyView) -> Markup {
    let words = visit.words();
    let longest = shown.bars.iter().filter_map(|bar| bar.gave).map(f64::abs).fold(f64::MIN_POSITIVE, f64::max);
    let with_parts = shown.bars.iter().any(|bar| bar.gave.is_some());
    let stands = shown.position.map(u32::from).or(shown.would_stand);
    html! {
        section.weights aria-labelledby="weights-title" {
            h2.rule-title #weights-title { (words.weights) }
            p.hint { (words.weights_say) }
            table.answers.counted {
                thead {
                    tr {
                        th scope="col" { (words.group) }
                        @if with_parts { th scope="col" { (words.gave) } }
                        th scope="col" { (words.without_it) }
                    }
                }
                tbody {
                    @for bar in &shown.bars {
                        tr {
                            th scope="row" { (bar.group) }
                            @if let Some(gave) = bar.gave { td { (drawn(gave, longest)) b { (words::signed(visit.tongue, gave, 2)) } } }
                            td {
                                @match bar.without {
                                    Some(place) if Some(u32::from(place)) == stands => { (words.unchanged_without) }
                                    Some(place) => { ((words.place)(place.into())) }
                                    None => { ((words.without)(None)) }
                                }
                            }
                        }
                    }
                }
            }
            @if shown.position.is_some() { p.meta { (words.value) " " (words::decimal(visit.tongue, shown.value, 3)) } }
        }
    }
}

/// A bar of 0 to 100 units; what counted against the item is drawn in the other colour.
fn drawn(gave: f64, longest: f64) -> Markup {
    let long = (gave.abs() / longest * 100.0).clamp(0.5, 100.0);
    html! {
        svg.bar viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true" {
            rect.bar-ground width="100" height="6" {}
            rect.bar-fill.bar-against[gave < 0.0] width=(format!("{long:.1}")) height="6" {}
        }
    }
}

fn left_out(visit: &Visit, lines: &[LeftOutLine], total: u32) -> Markup {
    let words = visit.words();
    html! {
        section #left-out aria-labelledby="left-out-title" {
            h2.rule-title #left-out-title { (words.left_out) }
            p.hint { ((words.left_out_list)(lines.len(), total)) }
            ul.left-out {
                @for line in lines {
                    li {
                        h3.headline { a href={ "/article/" (line.item) } { bdi { (line.headline) } } }
                        p.meta {
                            bdi { (line.source) } " · " (line.reason)
                            @if let Some(place) = line.would_stand { "; " ((words.would_stand_at)(place)) }
                        }
                    }
                }
            }
        }
    }
}
