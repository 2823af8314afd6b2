//! What a reader has put aside for later: a list with an end.

use super::frame::frame;
use crate::{
    parts::{hers, line_with},
    view::{ItemLine, Place, SavedView, Visit},
    words::{self, ReadingWords},
};
use maud::{Markup, html};
use model::Time;

pub fn saved(visit: &Visit, shown: &SavedView) -> Markup {
    let words = ReadingWords::of(visit.tongue);
    let content = html! {
        (hers(visit, "/saved"))
        header.page-head {
            h1 { (words.saved) }
            @if shown.total > 0 { p.hint { ((words.saved_say)(shown.total)) } }
        }
        @if shown.lines.is_empty() && !shown.later {
            section.empty { h2 { (words.nothing_saved) } p { (words.nothing_saved_says) } p { a href="/" { (visit.words().front) } } }
        } @else {
            h2.unseen { (words.saved) }
            ul.lines.kept-lines { @for (each, at) in &shown.lines { li { (entry(visit, each, *at)) } } }
            (end(visit, shown))
        }
    };
    frame(visit, Place::You, words.saved, content)
}

fn entry(visit: &Visit, line: &ItemLine, at: Time) -> Markup {
    let words = ReadingWords::of(visit.tongue);
    let when = words::ago(visit.tongue, at, visit.now, visit.zone);
    let remove = html! {
        form method="post" action="/saved" {
            input type="hidden" name="item" value=(line.item);
            input type="hidden" name="back" value=(visit.here);
            button.quiet name="verb" value="unsave" aria-label=((words.remove_named)(&line.headline)) { (words.remove) }
        }
    };
    line_with(visit, line, html! { " " span.dot { ((words.saved_when)(&when)) } }, remove)
}

fn end(visit: &Visit, shown: &SavedView) -> Markup {
    let words = ReadingWords::of(visit.tongue);
    html! {
        @match &shown.next {
            Some(next) => {
                p.turn {
                    @if shown.later { a href="/saved" { (words.newest) } " · " }
                    a href={ "/saved?before=" (next) } rel="next" { (words.older) }
                }
            }
            None => section.end {
                h2 { (words.end_of_saved) }
                p {
                    @if shown.later { a href="/saved" { (words.newest) } " · " }
                    a href="/" { (visit.words().back_to_front) }
                }
            }
        }
    }
}
