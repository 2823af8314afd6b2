//! The front page: the timeline, how it is chosen, and its end.

use super::frame::frame;
use crate::{
    parts::{Size, slot, tune},
    view::{Front, Order, Place, Visit},
    words,
};
use maud::{Markup, html};

/// Slots above this position stand in columns with their pictures, the others in compact rows.
const COLUMNS_UNTIL: u16 = 9;

pub fn front(visit: &Visit, shown: &Front) -> Markup {
    let content = html! {
        (orders(visit, shown.order))
        @if let Some(shown) = &shown.tune { (tune(visit, shown)) }
        @if shown.slots.is_empty() {
            (nothing(visit, shown.order))
        } @else {
            div.timeline {
                @for each in &shown.slots {
                    (slot(visit, each, match each.position {
                        0 | 1 => Size::Lead,
                        position if position <= COLUMNS_UNTIL => Size::Column,
                        _ => Size::Row,
                    }))
                }
            }
            (end(visit, shown))
        }
    };
    frame(visit, Place::Front, "", content)
}

fn orders(visit: &Visit, current: Order) -> Markup {
    let words = visit.words();
    let labels = [words.for_you, words.newest, words.most_covered, words.following];
    html! {
        nav.orders aria-label=(words.order) {
            ul {
                @for (order, label) in Order::ALL.into_iter().zip(labels) {
                    li { a href={ "/?order=" (order.word()) } aria-current=[(order == current).then_some("true")] { (label) } }
                }
            }
            @for (order, says) in Order::ALL.into_iter().zip(words.order_says) {
                @if order == current { p.hint { (says) } }
            }
        }
    }
}

fn nothing(visit: &Visit, order: Order) -> Markup {
    let words = visit.words();
    html! {
        section.empty {
            h2 { (words.nothing_yet) }
            @if order == Order::Following {
                p { (words.nothing_followed_says) }
                p { a href="/topics" { (words.topics) } " · " a href="/sources" { (words.sources) } }
            } @else {
                p { (words.nothing_yet_says) }
                p { a href="/sources" { (words.sources) } }
            }
        }
    }
}

fn end(visit: &Visit, shown: &Front) -> Markup {
    let words = visit.words();
    html! {
        section.end {
            h2 { (words.up_to_date) }
            p {
                time datetime=(shown.up_to_date_at.rfc3339()) {
                    ((words.as_of)(&words::clock(shown.up_to_date_at, visit.zone)))
                }
                " · " ((words.the_end_says)(shown.slots.len(), shown.sources))
            }
            @if let (true, Some(last)) = (shown.left_out > 0, shown.slots.last()) {
                p { a href={ "/why/" (last.item) "#left-out" } { ((words.left_out_says)(shown.left_out)) } }
            }
        }
    }
}
