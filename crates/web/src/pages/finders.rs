//! Saved searches and rules.

use super::frame::frame;
use super::search::{language, tasks};
use crate::{
    parts::{faults_of, line, notice, query_faults, refusal},
    view::{FinderForm, FinderRow, FinderView, FindersView, Place, PreviewView, Visit},
    words::FindWords,
};
use maud::{Markup, html};
use model::FinderKind;

pub fn finders(visit: &Visit, shown: &FindersView) -> Markup {
    let find = FindWords::of(visit.tongue);
    let (title, says, none) = match shown.kind {
        FinderKind::SavedSearch => (find.saved_searches, find.saved_say, find.no_saved),
        FinderKind::Rule => (find.rules, find.rules_say, find.no_rules),
    };
    let content = html! {
        header.page-head { h1 { (title) } p.hint { (says) } }
        @if let Some(fault) = shown.fault { (refusal(fault)) }
        (query_faults(visit, &shown.form.query))
        @if shown.kind == FinderKind::Rule { (rule_form(visit, &shown.form)) }
        @if shown.rows.is_empty() {
            section.empty {
                h2 { (none) }
                @if shown.kind == FinderKind::SavedSearch { p { (find.no_saved_says) } p { a.button href="/search" { (visit.words().search) } } }
            }
        } @else {
            ul.finders { @for row in &shown.rows { li { (finder_row(visit, shown.kind, row)) } } }
            @if shown.pages > 1 {
                p.turn {
                    @if shown.page > 1 { a.button rel="prev" href={ (root(shown.kind)) "?page=" (shown.page - 1) } { (visit.words().fewer_results) } " " }
                    @if shown.page < shown.pages { a.button rel="next" href={ (root(shown.kind)) "?page=" (shown.page + 1) } { (visit.words().more_results) } }
                }
            }
        }
        @if shown.kind == FinderKind::SavedSearch && (shown.fault.is_some() || !shown.rows.is_empty()) { (saved_form(visit, &shown.form)) }
        (language(visit))
    };
    frame(visit, Place::Search, title, content)
}

fn root(kind: FinderKind) -> &'static str {
    match kind {
        FinderKind::SavedSearch => "/saved-searches",
        FinderKind::Rule => "/rules",
    }
}

fn finder_row(visit: &Visit, kind: FinderKind, row: &FinderRow) -> Markup {
    let find = FindWords::of(visit.tongue);
    html! {
        div {
            h2.headline { a href={ (root(kind)) "/" (row.id) } { bdi { (row.name) } } }
            p.meta {
                code { (row.query) }
                " " span.dot { ((find.task)(row.task)) }
                @if row.new > 0 { " " span.dot { strong.fresh { ((find.new_finds)(row.new)) } } }
            }
        }
        form method="post" action={ (root(kind)) "/" (row.id) } {
            button.quiet name="do" value="remove" aria-label=((find.remove_named)(&row.name)) { (find.remove) }
        }
    }
}

/// Leads to what it would match, not yet to anything that is kept.
fn rule_form(visit: &Visit, form: &FinderForm) -> Markup {
    let find = FindWords::of(visit.tongue);
    let faults = faults_of(&form.query);
    html! {
        section.desk aria-labelledby="rule-title" {
            h2 #rule-title { @if form.id.is_some() { (find.edit) } @else { (find.new_rule) } }
            form.field.finder-form method="get" action="/rules/preview" {
                @if let Some(id) = form.id { input type="hidden" name="id" value=(id); }
                label { (find.when) " " select name="place" {
                    @for (place, label) in find.places.into_iter().enumerate() { option value=(place) selected[place == form.place] { (label) } }
                } }
                label.wide {
                    (find.matches) " "
                    input name="q" dir="auto" value=(form.query.typed) maxlength="500" required autocomplete="off" spellcheck="false"
                        aria-invalid=[faults.map(|_| "true")] aria-describedby=[faults];
                }
                label { (find.then) " " (tasks(visit, FinderKind::Rule, form.task)) }
                label { (find.name) " " input name="name" dir="auto" value=(form.name) maxlength="80"; }
                button.button { (find.show_first) }
            }
        }
    }
}

fn saved_form(visit: &Visit, form: &FinderForm) -> Markup {
    let find = FindWords::of(visit.tongue);
    let action = form.id.map_or_else(|| "/saved-searches".to_owned(), |id| format!("/saved-searches/{id}"));
    html! {
        section.desk aria-labelledby="saved-title" {
            h2 #saved-title { @if form.id.is_some() { (find.edit) } @else { (find.save_search) } }
            form.field.finder-form method="post" action=(action) {
                label.wide { (find.query) " " input name="q" dir="auto" value=(form.query.typed) maxlength="500" required autocomplete="off" spellcheck="false"; }
                label { (find.name) " " input name="name" dir="auto" value=(form.name) maxlength="80"; }
                label { (find.what_then) " " (tasks(visit, FinderKind::SavedSearch, form.task)) }
                button.button name="do" value="change" { @if form.id.is_some() { (find.change) } @else { (find.save) } }
            }
        }
    }
}

/// What a rule would have matched; only from here it is saved.
pub fn preview(visit: &Visit, shown: &PreviewView) -> Markup {
    let find = FindWords::of(visit.tongue);
    let form = &shown.form;
    let is_sound = form.query.faults.is_empty() && !shown.read_as.is_empty();
    let content = html! {
        header.page-head { h1 { (find.rules) } p.hint { (find.rules_say) } }
        (query_faults(visit, &form.query))
        @if shown.read_as.is_empty() {
            (refusal(find.needs_query))
        } @else {
            section.results aria-labelledby="would-title" {
                p.meta { (find.read_as) " " code { (shown.read_as) } " " span.dot { ((find.task)(form.task)) } }
                h2.rule-title #would-title {
                    @if shown.total == 0 { (find.would_match_nothing) } @else { ((find.would_match)(shown.total)) }
                }
                @if shown.total > shown.newest.len() { p.hint { (find.newest_of_them) } }
                ul.lines.titles { @for each in &shown.newest { li { (line(visit, each, Some(html! {}))) } } }
            }
        }
        @if is_sound {
            form.choose method="post" action="/rules" {
                @if let Some(id) = form.id { input type="hidden" name="id" value=(id); }
                input type="hidden" name="q" value=(shown.read_as);
                input type="hidden" name="task" value=(form.task.word());
                input type="hidden" name="name" value=(form.name);
                button.button { (find.save_rule) }
            }
        } @else if !form.query.faults.is_empty() {
            p.hint { (find.mend_query) }
        }
        (rule_form(visit, form))
        (language(visit))
    };
    frame(visit, Place::Search, find.rules, content)
}

pub fn finder(visit: &Visit, shown: &FinderView) -> Markup {
    let find = FindWords::of(visit.tongue);
    let encoded: String = url::form_urlencoded::byte_serialize(shown.form.query.typed.as_bytes()).collect();
    let id = shown.form.id.map(|id| id.to_string()).unwrap_or_default();
    let content = html! {
        header.page-head {
            p.kicker { a href=(root(shown.kind)) { @match shown.kind { FinderKind::SavedSearch => (find.saved_searches), FinderKind::Rule => (find.rules) } } }
            h1 { (shown.form.name) }
            p.hint {
                a href={ "/search?q=" (encoded) } { code { (shown.form.query.typed) } }
                " " span.dot { ((find.task)(shown.form.task)) }
            }
        }
        @if let Some(said) = &shown.notice { (notice(false, said)) }
        @if shown.kind == FinderKind::Rule {
            p.hint { (find.apply_says) }
            form.choose method="post" action={ "/rules/" (id) } {
                button.button name="do" value="apply" { (find.apply) }
                button.quiet name="do" value="remove" { (find.remove) }
            }
        }
        section.results aria-labelledby="found-title" {
            h2.rule-title #found-title { (find.what_it_found) }
            @if shown.found.is_empty() { p.hint { (find.nothing_found_yet) } }
            ul.lines {
                @for (each, is_new) in &shown.found {
                    li { @if *is_new { p.fresh { (find.new) } } (line(visit, each, None)) }
                }
            }
        }
        @match shown.kind {
            FinderKind::Rule => (rule_form(visit, &shown.form)),
            FinderKind::SavedSearch => {
                (saved_form(visit, &shown.form))
                form.choose method="post" action={ "/saved-searches/" (id) } {
                    button.quiet name="do" value="remove" { (find.remove) }
                }
            }
        }
    };
    frame(visit, Place::Search, &shown.form.name, content)
}
