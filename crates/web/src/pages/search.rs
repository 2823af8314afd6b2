//! Search over everything that is kept.

use super::frame::frame;
use crate::{
    parts::line,
    view::{Filter, Found, Place, SearchView, Visit},
};
use maud::{Markup, html};
use std::fmt::Write as _;

pub fn search(visit: &Visit, shown: &SearchView) -> Markup {
    let words = visit.words();
    let asked = !shown.query.trim().is_empty();
    let content = html! {
        header.page-head { h1 { (words.search) } }
        (form(visit, shown))
        @if let Some(fault) = &shown.fault { p.notice.notice-bad role="alert" { (fault) } }
        @if asked && shown.found.is_empty() && shown.fault.is_none() {
            section.empty {
                h2 { ((words.found_nothing)(&shown.query)) }
                p { (words.found_nothing_says) }
            }
        }
        @if !shown.found.is_empty() {
            section.results aria-labelledby="results-title" {
                h2.rule-title #results-title { ((words.found)(shown.total, &shown.query)) }
                ul.lines { @for found in &shown.found { li { (line(visit, &found.line, snippet(found))) } } }
            }
            (turn(visit, shown))
        }
    };
    let title = if asked { format!("{}: {}", words.search, shown.query) } else { words.search.to_owned() };
    frame(visit, Place::Search, &title, content)
}

fn form(visit: &Visit, shown: &SearchView) -> Markup {
    let words = visit.words();
    html! {
        form.field.search-form method="get" action="/search" role="search" {
            label for="q" { (words.search_for) }
            @if shown.query.is_empty() { p.hint { (words.search_says) } }
            div.field-row {
                input #q name="q" type="search" value=(shown.query) maxlength="500" autocomplete="off" enterkeyhint="search";
                button.button { (words.search) }
            }
            div.filters {
                @for filter in &shown.filters {
                    label { (filter.label) " " (select(filter)) }
                }
            }
        }
    }
}

fn select(filter: &Filter) -> Markup {
    html! {
        select name=(filter.name) {
            @for (value, label) in &filter.choices {
                option value=(value) selected[*value == filter.chosen] { (label) }
            }
        }
    }
}

fn snippet(found: &Found) -> Option<Markup> {
    (!found.snippet.is_empty()).then(|| {
        html! { @for (hit, piece) in &found.snippet { @if *hit { mark { (piece) } } @else { (piece) } } }
    })
}

fn turn(visit: &Visit, shown: &SearchView) -> Markup {
    let words = visit.words();
    html! {
        p.turn {
            @if shown.page > 1 { a.button href=(page(shown, shown.page - 1)) rel="prev" { (words.fewer_results) } " " }
            @if shown.more { a.button href=(page(shown, shown.page + 1)) rel="next" { (words.more_results) } }
        }
    }
}

/// The address of another page of the same search.
fn page(shown: &SearchView, number: u32) -> String {
    let encode = |text: &str| url::form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
    let mut address = format!("/search?q={}", encode(&shown.query));
    for filter in shown.filters.iter().filter(|filter| !filter.chosen.is_empty()) {
        let _ = write!(address, "&{}={}", filter.name, encode(&filter.chosen));
    }
    let _ = write!(address, "&page={number}");
    address
}
