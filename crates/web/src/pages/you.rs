//! What Caulbart thinks a reader cares about: all of it, and how to strike it out.

use super::frame::frame;
use crate::{
    parts::{hers, stances},
    view::{Learned, LearnedList, Place, RememberedList, Visit, YouView},
    words,
};
use maud::{Markup, html};

pub fn you(visit: &Visit, shown: &YouView) -> Markup {
    let words = visit.words();
    let content = html! {
        (hers(visit, "/you"))
        header.page-head {
            h1 { (words.you_title) }
            p.hint { (words.you_say) }
            @if let Some(met) = shown.met {
                p.hint { ((words.you_since)(&words::moment(visit.tongue, met, visit.zone))) " " ((words.you_taken)(shown.taken)) }
            }
            @if shown.tuned { p.hint { (words.tuned) } }
            p.actions {
                a.button href="/my-data" { (words::MyDataWords::of(visit.tongue).title) }
                a.button href="/you.json" download { (words.download) }
                a.button href="/receipt" download { (words.receipt) }
                @if !shown.empty { a.button href="/you/forget-everything" { (words.forget_everything) } }
                a.button href="/?order=for-you" { (words.tune) }
            }
            p.hint { (words.receipt_says) }
        }
        @if shown.empty { section.empty { h2 { (words.you_empty) } p { (words.you_empty_says) } } }
        section.never { h2 { (words.never_learned) } p { (words.never_learned_says) } }
        @if !shown.empty { (everything(visit, shown)) }
        @if !shown.chosen.is_empty() { (chosen(visit, shown)) }
    };
    frame(visit, Place::You, words.you_title, content)
}

fn everything(visit: &Visit, shown: &YouView) -> Markup {
    let words = visit.words();
    html! {
        div.known {
            (learned(visit, words.you_topics, "", &shown.topics))
            (learned(visit, words.you_sources, "", &shown.sources))
            (learned(visit, words.you_words, words.you_words_say, &shown.words))
            (learned(visit, words.you_kinds, "", &shown.kinds))
            (learned(visit, words.you_lengths, "", &shown.lengths))
            (learned(visit, words.you_hours, "", &shown.hours))
            (remembered(visit, "read", words.you_read, "", &shown.read))
            (remembered(visit, "shown", words.you_shown, words.you_shown_says, &shown.shown))
            (remembered(visit, "hidden", words.you_hidden, "", &shown.hidden))
        }
    }
}

fn learned(visit: &Visit, title: &str, says: &str, list: &LearnedList) -> Markup {
    let words = visit.words();
    let longest = list.entries.iter().map(|entry| entry.strength.abs()).fold(f64::MIN_POSITIVE, f64::max);
    html! {
        section id=(list.of) {
            h2.rule-title { (title) }
            @if !says.is_empty() { p.hint { (says) } }
            @if list.entries.is_empty() { p.hint { (words.nothing_here) } }
            ul.learned {
                @for entry in &list.entries {
                    li {
                        span { @if entry.href.is_empty() { (entry.name) } @else { a href=(entry.href) { (entry.name) } } }
                        (bar(entry, longest))
                        span.meta title=((words.strength)(entry.strength)) { ((words.drawn_to)(entry.strength)) }
                        (forget(visit, list.of, list.of, &entry.value, &entry.name))
                    }
                }
            }
            @if list.more > 0 { p.hint { ((words.and_more)(list.more)) } }
        }
    }
}

fn bar(entry: &Learned, longest: f64) -> Markup {
    let long = (entry.strength.abs() / longest * 100.0).clamp(0.5, 100.0);
    html! {
        svg.bar viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true" {
            rect.bar-ground width="100" height="6" {}
            rect.bar-fill.bar-against[entry.strength < 0.0] width=(format!("{long:.1}")) height="6" {}
        }
    }
}

fn remembered(visit: &Visit, id: &str, title: &str, says: &str, list: &RememberedList) -> Markup {
    let words = visit.words();
    html! {
        section id=(id) {
            h2.rule-title { (title) }
            @if !says.is_empty() { p.hint { (says) } }
            @if list.entries.is_empty() { p.hint { (words.nothing_here) } }
            ul.remembered {
                @for entry in &list.entries {
                    @let name = if entry.headline.is_empty() { words.item_gone } else { entry.headline.as_str() };
                    li {
                        div {
                            @if entry.headline.is_empty() { p { (name) } } @else { p { a href={ "/article/" (entry.item) } { (name) } } }
                            @if !entry.notes.is_empty() { p.meta { (entry.notes.join(" · ")) } }
                        }
                        (forget(visit, "item", id, &entry.item.to_string(), name))
                    }
                }
            }
            @if list.more > 0 { p.hint { ((words.and_more)(list.more)) } }
        }
    }
}

/// `at` is the section that the page shows again afterwards.
fn forget(visit: &Visit, kind: &str, at: &str, value: &str, name: &str) -> Markup {
    let words = visit.words();
    html! {
        form method="post" action="/you/forget" {
            input type="hidden" name="kind" value=(kind);
            input type="hidden" name="value" value=(value);
            input type="hidden" name="at" value=(at);
            button.quiet aria-label=((words.forget_about)(name)) { (words.forget) }
        }
    }
}

fn chosen(visit: &Visit, shown: &YouView) -> Markup {
    let words = visit.words();
    html! {
        section #chosen {
            h2.rule-title { (words.you_chose) }
            ul.chosen {
                @for each in &shown.chosen { li { (stances(visit, each.kind, &each.value, &each.name, each.stance)) } }
            }
        }
    }
}

/// Asked once more before all of it goes.
pub fn forget_everything(visit: &Visit) -> Markup {
    let words = visit.words();
    let content = html! {
        header.page-head {
            h1 { (words.forget_everything) }
            p.hint { (words.forget_everything_says) }
            form.choose method="post" action="/you/forget-everything" {
                button.button { (words.forget_everything_yes) }
                a.button href="/you" { (words.forget_everything_no) }
            }
        }
    };
    frame(visit, Place::You, words.forget_everything, content)
}
