//! One source: how it is doing, what it answered, what it brought.

use super::frame::frame;
use crate::{
    parts::{lines, stamp, stances},
    view::{AnswerView, Place, SourceView, Visit},
    words::{self, FindWords},
};
use maud::{Markup, html};

pub fn source(visit: &Visit, shown: &SourceView) -> Markup {
    let words = visit.words();
    let content = html! {
        header.page-head {
            h1 dir="auto" { (shown.title) }
            p.meta { span class={ "health health-" (shown.health.word()) } { ((words.health)(shown.health)) } }
            @if !shown.health_words.is_empty() { p.hint { (shown.health_words) } }
            (stances(visit, "source", &shown.id.to_string(), &shown.title, shown.stance))
        }
        div.two {
            section aria-labelledby="latest-title" {
                h2.rule-title #latest-title { (words.latest_items) }
                @if shown.items.is_empty() { p.hint { (words.nothing_from_it) } } @else { (lines(visit, &shown.items)) }
            }
            aside aria-labelledby="about-source" {
                h2.rule-title #about-source { ((words.kind)(shown.kind)) }
                (facts(visit, shown))
                @if visit.operator { (folder(visit, shown)) }
                h2.rule-title { (words.last_answers) }
                @if shown.answers.is_empty() { p.hint { (words.no_answers) } } @else { (answers(visit, &shown.answers)) }
            }
        }
    };
    frame(visit, Place::Sources, &shown.title, content)
}

fn folder(visit: &Visit, shown: &SourceView) -> Markup {
    let find = FindWords::of(visit.tongue);
    html! {
        form.field.move-form method="post" action={ "/source/" (shown.id) "/folder" } {
            label for="folder" { (find.folder) }
            div.field-row {
                input #folder name="folder" value=(shown.folder) list="folders" maxlength="200" autocomplete="off";
                button.quiet aria-label=((find.move_named)(&shown.title)) { (find.move_there) }
            }
            datalist #folders { @for name in &shown.folders { option value=(name) {} } }
        }
    }
}

fn facts(visit: &Visit, shown: &SourceView) -> Markup {
    let words = visit.words();
    html! {
        dl.facts {
            @if shown.site.starts_with("http") {
                dt { (words.website) }
                dd { a href=(shown.site) rel="noopener noreferrer" { (shown.site) } }
            }
            @if shown.address.starts_with("http") { dt { (words.feed_address) } dd { (shown.address) } }
            dt { (words.added) }
            dd { (words::moment(visit.tongue, shown.added, visit.zone)) }
            @if let Some(next) = shown.next_ask {
                dt { (words.asked_next) }
                dd { (words::moment(visit.tongue, next, visit.zone)) }
            }
        }
    }
}

fn answers(visit: &Visit, kept: &[AnswerView]) -> Markup {
    let words = visit.words();
    html! {
        table.answers {
            thead { tr { th scope="col" { (words.when) } th scope="col" { (words.answer) } th scope="col" { (words.what) } } }
            tbody {
                @for answer in kept {
                    tr {
                        td { (stamp(visit, answer.at)) }
                        td {
                            @if answer.status == 0 { (words.no_answer) } @else { (answer.status) }
                            @if answer.took_ms > 0 { " " span.dot { ((words.answered_in)(answer.took_ms)) } }
                        }
                        td {
                            @if answer.words.is_empty() { ((words.new_items)(answer.new_items)) } @else { (answer.words) }
                        }
                    }
                }
            }
        }
    }
}
