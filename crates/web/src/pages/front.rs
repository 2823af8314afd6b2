//! The front page: the timeline in its sections, how it is chosen, and its end.

use super::frame::{Head, framed};
use crate::{
    parts::{Fit, Size, dir, lang, picture, sections, slot, tune},
    view::{Front, FrontEnd, Order, Place, SlotView, Visit},
    words::{self, LiveWords, NewsroomWords, ReadingWords},
};
use maud::{Markup, html};

/// Slots above this position stand in columns with their pictures, the others in sections of compact rows.
const COLUMNS_UNTIL: usize = 9;
/// Behind this slot the first row of the page is full.
const ASKED_AFTER: u16 = 3;

pub fn front(visit: &Visit, shown: &Front) -> Markup {
    let is_break = matches!(shown.end, FrontEnd::AfterMinutes(..));
    let content = html! {
        (orders(visit, shown.order))
        @if let Some(shown) = shown.tune.as_ref().filter(|_| !is_break) { (tune(visit, shown)) }
        @if shown.slots.is_empty() && !is_break {
            (nothing(visit, shown.order))
        } @else {
            @if !is_break {
                (news(visit))
                (pinned(visit, shown))
                (slots(visit, shown))
            }
            (end(visit, shown))
        }
    };
    // One of three, and its own page names the others: this page is fetched most.
    let more = html! { link rel="alternate" type="application/rss+xml" href="/feed.xml"; };
    // Most front pages have nothing pinned, and do without.
    let style = (!shown.pinned.is_empty()).then_some("piece.css");
    framed(visit, Place::Front, "", Head { style, more }, content)
}

fn slots(visit: &Visit, shown: &Front) -> Markup {
    let (columns, rows) = shown.slots.split_at(shown.slots.len().min(COLUMNS_UNTIL));
    let size = |each: &SlotView| if each.position <= 1 { Size::Lead } else { Size::Column };
    html! {
        div.front-page data-newest=(shown.newest) {
            div.timeline {
                @for each in columns {
                    (slot(visit, each, size(each)))
                    // News come first, also on a phone; then what she would like more of.
                    @if each.position == ASKED_AFTER && !shown.asks.is_empty() { (question(visit, shown)) }
                }
            }
            div.sections {
                @for (number, section) in sections(visit, shown.order, rows).into_iter().enumerate() {
                    @let id = format!("section-{}", number + 1);
                    section.section aria-labelledby=(id) {
                        h2.rule-title id=(id) {
                            @if section.href.is_empty() { (section.title) } @else { a href=(section.href) { (section.title) } }
                        }
                        div.timeline { @for each in section.slots { (slot(visit, each, Size::Section)) } }
                    }
                }
            }
        }
    }
}

/// What editors hold at the top: said to be so, and until when.
fn pinned(visit: &Visit, shown: &Front) -> Markup {
    let words = NewsroomWords::of(visit.tongue);
    html! {
        @for (line, until) in &shown.pinned {
            article.pinned data-item=(line.item) {
                @if let Some(seen) = &line.picture { a.slot-picture href={ "/article/" (line.item) } tabindex="-1" aria-hidden="true" { (picture(seen, Fit::Column)) } }
                div {
                    p.kicker { ((words.pinned)(&words::moment(visit.tongue, *until, visit.zone))) }
                    h2.headline lang=[lang(&line.language)] dir=[dir(line.language)] { a href={ "/article/" (line.item) } { (line.headline) } }
                    @if !line.standfirst.is_empty() { p.standfirst lang=[lang(&line.language)] dir=[dir(line.language)] { (line.standfirst) } }
                }
            }
        }
    }
}

/// Where a page that stands open is told what is new; a script puts the number in.
fn news(visit: &Visit) -> Markup {
    let words = LiveWords::of(visit.tongue);
    html! { div.news role="status" data-one=(words.one_new) data-many=(words.many_new) {} }
}

/// The order that is chosen here is her order from then on, on this device or, once she is known, on all of them.
pub fn orders(visit: &Visit, current: Order) -> Markup {
    let words = visit.words();
    html! {
        form.orders method="post" action="/settings" aria-label=(words.order) {
            input type="hidden" name="back" value="/";
            ul {
                @for (order, label) in Order::ALL.into_iter().zip(ReadingWords::orders(words)) {
                    li {
                        button name="order" value=(order.word()) aria-current=[(order == current).then_some("true")] { (label) }
                    }
                }
            }
            @for (order, says) in Order::ALL.into_iter().zip(words.order_says) {
                @if order == current { p.hint { (says) } }
            }
        }
    }
}

/// Asked once, by whoever comes for the first time.
fn question(visit: &Visit, shown: &Front) -> Markup {
    let words = ReadingWords::of(visit.tongue);
    html! {
        section.welcome aria-labelledby="welcome-title" {
            h2 #welcome-title { (words.question) }
            p.hint { (words.question_says) }
            form method="post" action="/welcome" {
                ul.pills {
                    @for topic in &shown.asks {
                        li { label { input type="checkbox" name="topic" value=(topic.slug); span { (topic.name) } } }
                    }
                }
                p.actions {
                    button.button { (words.follow_these) }
                    button.quiet name="skip" value="1" { (words.skip) }
                }
            }
        }
    }
}

pub fn nothing(visit: &Visit, order: Order) -> Markup {
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

pub fn end(visit: &Visit, shown: &Front) -> Markup {
    let words = visit.words();
    let reading = ReadingWords::of(visit.tongue);
    html! {
        section.end {
            @match shown.end {
                FrontEnd::UpToDate => {
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
                FrontEnd::AfterSlots(slots, more) => {
                    h2 { (reading.pause) }
                    p { ((reading.pause_after_slots)(slots)) }
                    p { a href={ "/?order=" (shown.order.word()) "&all=1" } { ((reading.go_on_to)(more)) } }
                }
                FrontEnd::AfterMinutes(minutes, since) => {
                    h2 { (reading.pause) }
                    p { ((reading.pause_after_minutes)(minutes, &words::clock(since, visit.zone))) }
                    form method="post" action="/break" { button.quiet { ((reading.go_on_for)(minutes)) } }
                }
            }
            p {
                @if shown.saved > 0 { a href="/saved" { ((reading.saved_wait)(shown.saved)) } " · " }
                a href="/settings" { (reading.settings) }
            }
        }
    }
}
