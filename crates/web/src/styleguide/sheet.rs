//! The pieces beside each other. For those who make the pages, so it speaks English only; the pieces speak as the reader
//! wishes.

use super::{front, lists, samples};
use crate::{
    Wrong,
    pages::pieces::{add, bars, end, frame, nothing, orders, plot, read, said, search_form, side, source_row},
    parts::{
        Size, deeds, figure, lines, notice, query_faults, refusal, report_form, share, slot, stances, tune, versions,
    },
    view::*,
    words,
};
use maud::{Markup, html};
use model::Kind;

pub fn sheet(visit: &Visit) -> Markup {
    let content = html! {
        header.page-head {
            h1 { "Style guide" }
            p.hint { "Every piece that pages are made of, drawn by the functions that draw the pages. Colours, contrast, and language are yours to choose below." }
        }
        @for (title, piece) in pieces(visit) {
            section.guide-piece { h2.rule-title { (title) } (piece) }
        }
    };
    frame(visit, Place::Elsewhere, "Style guide", content)
}

fn pieces(visit: &Visit) -> Vec<(&'static str, Markup)> {
    vec![
        ("Type", type_scale()),
        ("Slots", slots(visit)),
        ("Clip", clip(visit)),
        ("Story card", story_cards(visit)),
        ("Coverage", plot(visit, &samples::story(), &words::span(visit.tongue, 3 * model::HOUR))),
        ("Lines of a list", lines(visit, &samples::lines()[..3])),
        ("Article", read(visit, &samples::article())),
        ("Article from right to left", read(visit, &samples::arabic())),
        ("Picture with its credit", figure(visit, &samples::picture(1))),
        ("Notices", notices(visit)),
        ("What is said while a page stands open", standing(visit)),
        ("Orders and sliders", html! { (orders(visit, Order::ForYou)) (tune(visit, &sliders())) }),
        ("Search form", search_form(visit, &lists::search("gates"))),
        ("Form to add a source", add(visit, &lists::sources())),
        ("Form to report", report_form(visit, model::ItemId(1))),
        ("Buttons", buttons(visit)),
        ("Health of sources", health(visit)),
        ("Weights", bars(visit, &lists::why())),
        ("Earlier versions", versions(visit, &samples::article().versions)),
        ("Nothing yet", html! { (nothing(visit, Order::Following)) (nothing(visit, Order::Newest)) }),
        ("The end", end(visit, &front(samples::slots(), Order::ForYou))),
        ("What is wrong", wrongs(visit)),
    ]
}

/// As the scripts fill them.
fn standing(visit: &Visit) -> Markup {
    let words = words::LiveWords::of(visit.tongue);
    html! {
        div.news { button.button { (words.many_new.replace('#', "12")) } }
        div.toast { span { (words.saved) } button.quiet { (words.undo) } }
        p.kept { (words.kept) }
    }
}

fn type_scale() -> Markup {
    html! {
        div.slot.slot-lead { div.slot-text { p.headline { "Lead: the night ferry returns" } p.standfirst { "Standfirst: eleven hours, and a bed costs less than the tolls." } } }
        p.headline { "Minor: rowers win by the length of a hat" }
        div.body { p { "Text: at four the needle stopped at " em { "3.42 metres" } ", two hand’s breadths below the top. " a href="#" { "Notebooks" } " are kept; " code { "topic:harbour" } " finds them." } }
        p { "Plain: buttons, forms and everything that is not read for its own sake." }
        p.kicker { a href="#" { "Kicker" } }
        p.meta { "Meta: Harbour Post " span.dot { "48 min ago" } " " span.dot { "4 min" } }
        p.hint { "Hint: said beside a form." }
        p { mark { "Marked" } " as found, " kbd { "j" } " as a key." }
    }
}

fn slots(visit: &Visit) -> Markup {
    let shown = samples::slots();
    html! {
        div.timeline {
            @for (index, each) in shown.iter().enumerate().filter(|(index, _)| matches!(index, 0..=5 | 8 | 11 | 12 | 13)) {
                (slot(visit, each, match index { 0 => Size::Lead, 1..=5 => Size::Column, _ => Size::Row }))
            }
        }
    }
}

fn clip(visit: &Visit) -> Markup {
    let clip = samples::slots().into_iter().nth(5).map(|slot| SlotView { kind: Kind::Video, ..slot });
    html! { div.timeline { @if let Some(clip) = clip { (slot(visit, &clip, Size::Row)) } } }
}

fn story_cards(visit: &Visit) -> Markup {
    let story = samples::story();
    html! {
        div.sides {
            @for (index, each) in story.coverage.iter().enumerate() { (side(visit, each, index == 0, story.first)) }
        }
    }
}

fn notices(visit: &Visit) -> Markup {
    let typed = "ferry topic:boats";
    let faults = search::Query::read(typed).faults;
    html! {
        (notice(false, "Harbour Post was added and brought 24 items."))
        (notice(true, "There is no feed at https://example.org/: the page answers, but names none."))
        (refusal("A rule needs something to look for."))
        (query_faults(visit, &TypedQuery { typed: typed.into(), faults }))
    }
}

fn sliders() -> TuneView {
    TuneView { sliders: timeline::Sliders::default(), preview: true }
}

fn buttons(visit: &Visit) -> Markup {
    let item = model::ItemId(1);
    html! {
        p.actions {
            button.button type="button" { "Button" }
            a.button href="#" { "Link that looks like one" }
            button.quiet type="button" { "Quiet" }
            button.quiet type="button" aria-pressed="true" { "Quiet, pressed" }
        }
        (deeds(visit, item))
        (share(visit, item, "Headline"))
        (stances(visit, "source", "1", "Harbour Post", Stance::Neither))
        (stances(visit, "source", "1", "قناة المرفأ", Stance::Followed))
    }
}

fn health(visit: &Visit) -> Markup {
    html! { ul.source-list { @for row in &lists::sources().rows { li { (source_row(visit, row)) } } } }
}

fn wrongs(visit: &Visit) -> Markup {
    let all = [
        Wrong::NoSuchPage,
        Wrong::NoSuchItem,
        Wrong::TooOften,
        Wrong::OperatorsOnly,
        Wrong::Foreign,
        Wrong::Unreadable("a part of it is missing".into()),
        Wrong::VaultDown,
        Wrong::Ours,
    ];
    html! { @for wrong in all { (said(visit, wrong)) } }
}
