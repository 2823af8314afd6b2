//! An item in a list.

use super::{Fit, address, dir, lang, picture, play_mark, stamp};
use crate::{
    view::{ItemLine, Visit},
    words::watch_duration,
};
use maud::{Markup, html};

pub fn lines(visit: &Visit, shown: &[ItemLine]) -> Markup {
    html! {
        ul.lines { @for each in shown { li { (line(visit, each, None)) } } }
    }
}

/// `instead` takes the place of the standfirst.
pub fn line(visit: &Visit, shown: &ItemLine, instead: Option<Markup>) -> Markup {
    drawn(visit, shown, instead, html! {}, html! {})
}

/// With more said behind its time, and something to do with it below.
pub fn line_with(visit: &Visit, shown: &ItemLine, more: Markup, below: Markup) -> Markup {
    drawn(visit, shown, None, more, below)
}

fn drawn(visit: &Visit, shown: &ItemLine, instead: Option<Markup>, more: Markup, below: Markup) -> Markup {
    let address = address(shown.item, shown.clip);
    html! {
        article.line data-item=(shown.item) {
            @if let Some(seen) = &shown.picture {
                a.slot-picture href=(address) tabindex="-1" aria-hidden="true" { (picture(seen, Fit::Thumb)) @if let Some(ms) = shown.clip { (play_mark(visit, ms)) } }
            }
            div {
                h3.headline lang=[lang(&shown.language)] dir=[dir(shown.language)] { a href=(address) { (shown.headline) } }
                @if let Some(markup) = instead {
                    p.standfirst lang=[lang(&shown.language)] dir=[dir(shown.language)] { (markup) }
                } @else if !shown.standfirst.is_empty() {
                    p.standfirst lang=[lang(&shown.language)] dir=[dir(shown.language)] { (shown.standfirst) }
                }
                p.meta {
                    a href={ "/source/" (shown.source.id) } { bdi { (shown.source.title) } }
                    " " span.dot { (stamp(visit, shown.published)) }
                    // With a picture, its mark says so.
                    @if let Some(ms) = shown.clip.filter(|_| shown.picture.is_none()) {
                        " " span.dot { (visit.words().video) @if ms > 0 { " " (watch_duration(ms)) } }
                    }
                    @if let Some(story) = &shown.story {
                        " " span.dot { a.many href={ "/story/" (story.id) } { (super::told_by(visit, story)) } }
                    }
                    (more)
                }
                (below)
            }
        }
    }
}
