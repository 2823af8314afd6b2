//! What "more" or "less like this" changed: the timeline before and after, and what was learned. A script shows the
//! part with `data-change` where the button was pressed.

use super::frame::frame;
use crate::view::{ChangeView, MovedView, Place, Placed, StrengthView, Visit};
use maud::{Markup, html};

pub fn change(visit: &Visit, shown: &ChangeView) -> Markup {
    let words = visit.words();
    let title = if shown.more { words.more_noted } else { words.less_noted };
    let content = html! {
        section.change data-change aria-labelledby="change-title" {
            header.page-head {
                h1 #change-title { (title) }
                p.hint { (words.change_says) }
            }
            (moved(visit, &shown.moved))
            @if shown.moved.len() < 2 { p.hint { (words.nothing_moved) } }
            h2.rule-title { (words.what_was_learned) }
            (strengths(visit, &shown.strengths))
            form.choose method="post" action="/undo" {
                input type="hidden" name="back" value=(shown.back);
                button.button { (words.undo) }
                a.button data-close href=(shown.back) { (words.back) }
                a href="/you" { (words.what_is_known) }
            }
        }
    };
    frame(visit, Place::Elsewhere, title, content)
}

fn moved(visit: &Visit, lines: &[MovedView]) -> Markup {
    let words = visit.words();
    html! {
        table.answers.moves {
            thead {
                tr {
                    th scope="col" { (words.item) }
                    th scope="col" { (words.before) }
                    th scope="col" { (words.after) }
                }
            }
            tbody {
                @for line in lines {
                    tr {
                        th scope="row" { a href={ "/why/" (line.item) } { bdi { (line.headline) } } " " span.meta { bdi { (line.source) } } }
                        td { (placed(visit, &line.before)) }
                        td { span aria-hidden="true" { "→ " } (placed(visit, &line.after)) }
                    }
                }
            }
        }
    }
}

fn placed(visit: &Visit, place: &Placed) -> String {
    let words = visit.words();
    match place {
        Placed::At(place) => place.to_string(),
        Placed::LeftOut(reason) => (words.left_out_because)(reason),
        Placed::Nowhere => words.no_candidate.to_owned(),
    }
}

fn strengths(visit: &Visit, lines: &[StrengthView]) -> Markup {
    let words = visit.words();
    if lines.is_empty() {
        return html! { p.hint { (words.nothing_learned) } };
    }
    let said = |strength: f64| format!("{} ({})", (words.drawn_to)(strength), (words.strength)(strength));
    html! {
        table.answers.moves {
            thead {
                tr {
                    th scope="col" { (words.what_was_learned) }
                    th scope="col" { (words.before) }
                    th scope="col" { (words.after) }
                }
            }
            tbody {
                @for line in lines {
                    tr {
                        th scope="row" { (line.name) }
                        td { (said(line.before)) }
                        td { span aria-hidden="true" { "→ " } (said(line.after)) }
                    }
                }
            }
        }
    }
}
