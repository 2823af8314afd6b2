//! Search over everything that is kept.

use super::frame::frame;
use crate::{
    parts::{faults_of, line, notice, query_faults},
    view::{Filter, Found, Place, SearchView, Visit},
    words::FindWords,
};
use maud::{Markup, html};
use model::{FinderKind, Task};

pub fn search(visit: &Visit, shown: &SearchView) -> Markup {
    let words = visit.words();
    let find = FindWords::of(visit.tongue);
    let asked = !shown.query.typed.trim().is_empty();
    let content = html! {
        header.page-head {
            h1 { (words.search) }
            p.hint { a href="/saved-searches" { (find.saved_searches) } " · " a href="/rules" { (find.rules) } " · " a href="/following" { (find.following) } }
        }
        (form(visit, shown))
        (query_faults(visit, &shown.query))
        @if asked && shown.found.is_empty() {
            section.empty {
                h2 { ((words.found_nothing)(&shown.query.typed)) }
                p { (words.found_nothing_says) }
            }
        }
        @if !shown.found.is_empty() {
            section.results aria-labelledby="results-title" {
                @match &shown.left_out {
                    Some(part) => (notice(true, (find.left_out)(part))),
                    None if shown.only_some_words => (notice(true, find.only_some)),
                    None => {}
                }
                h2.rule-title #results-title { ((words.found)(shown.total, &shown.query.typed)) }
                ul.lines { @for found in &shown.found { li { (line(visit, &found.line, snippet(found))) } } }
            }
            (turn(visit, shown))
        }
        @if asked { (save(visit, shown)) } @else { (language(visit)) }
    };
    let title = if asked { format!("{}: {}", words.search, shown.query.typed) } else { words.search.to_owned() };
    frame(visit, Place::Search, &title, content)
}

pub fn form(visit: &Visit, shown: &SearchView) -> Markup {
    let words = visit.words();
    let find = FindWords::of(visit.tongue);
    let narrowed = !shown.source.is_empty()
        || !shown.after.is_empty()
        || !shown.before.is_empty()
        || shown.filters.iter().any(|filter| !filter.chosen.is_empty());
    let faults = faults_of(&shown.query);
    html! {
        form.field.search-form method="get" action="/search" role="search" {
            // What the fields below showed: whatever differs from it was changed by hand and counts.
            input type="hidden" name="shown" value=(shown.query.typed);
            label for="q" { (words.search_for) }
            @if shown.query.typed.is_empty() { p.hint { (words.search_says) } }
            div.field-row.suggested {
                input #q name="q" type="search" dir="auto" value=(shown.query.typed) maxlength="500" autocomplete="off"
                    aria-invalid=[faults.map(|_| "true")] aria-describedby=[faults] enterkeyhint="search" data-suggest="/suggest" data-label=(find.suggestions);
                button.button { (words.search) }
            }
            details.narrowing open[narrowed] {
                summary { (find.narrow) }
                div.filters {
                    label { (find.source) " " input name="source" value=(shown.source) list="sources" maxlength="200" autocomplete="off"; }
                    @for filter in &shown.filters { label { (filter.label) " " (select(filter)) } }
                    label { (find.after) " " input type="date" name="after" value=(shown.after); }
                    label { (find.before) " " input type="date" name="before" value=(shown.before); }
                }
            }
            datalist #sources { @for source in &shown.sources { option value=(source) {} } }
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
    let sort = shown.filters.iter().find(|filter| filter.name == "sort" && !filter.chosen.is_empty());
    let sort = sort.map_or_else(String::new, |filter| format!("&sort={}", encode(&filter.chosen)));
    format!("/search?q={}{sort}&page={number}", encode(&shown.query.typed))
}

fn save(visit: &Visit, shown: &SearchView) -> Markup {
    let find = FindWords::of(visit.tongue);
    html! {
        section.desk.keep-search aria-labelledby="keep-title" {
            h2 #keep-title { (find.save_search) }
            form.field.finder-form method="post" action="/saved-searches" {
                input type="hidden" name="q" value=(shown.query.typed);
                label { (find.name) " " input name="name" dir="auto" value=(shown.query.typed) maxlength="80" required; }
                label { (find.what_then) " " (tasks(visit, FinderKind::SavedSearch, Task::Timeline)) }
                button.button { (find.save) }
            }
        }
    }
}

/// What can be done with what is found.
pub fn tasks(visit: &Visit, kind: FinderKind, chosen: Task) -> Markup {
    let find = FindWords::of(visit.tongue);
    html! {
        select name="task" {
            @for task in kind.tasks() { option value=(task.word()) selected[*task == chosen] { ((find.task)(*task)) } }
        }
    }
}

/// What can be typed.
pub fn language(visit: &Visit) -> Markup {
    let find = FindWords::of(visit.tongue);
    html! {
        section.query-language aria-labelledby="language-title" {
            h2.rule-title #language-title { (find.language_title) }
            dl { @for (typed, says) in find.language_rows { dt { code { (typed) } } dd { (says) } } }
        }
    }
}
