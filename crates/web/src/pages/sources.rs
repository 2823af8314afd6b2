//! Where the news comes from.

use super::following::{list_report, lists};
use super::frame::frame;
use crate::{
    parts::{lang, notice_for, stamp},
    view::{Place, SourceRow, SourcesView, Stance, Visit},
    words::FindWords,
};
use maud::{Markup, html};

pub fn sources(visit: &Visit, shown: &SourcesView) -> Markup {
    let words = visit.words();
    let find = FindWords::of(visit.tongue);
    let content = html! {
        header.page-head { h1 { (words.sources) } p.hint { ((words.sources_say)(shown.rows.len())) } }
        @if let Some((good, sentence)) = &shown.notice {
            (notice_for("said", !good, sentence))
        }
        @if let Some(report) = &shown.report { (list_report(report)) }
        @if visit.operator { (add(visit, shown)) }
        @for (folder, rows) in folders(&shown.rows) {
            section.folder {
                h2.rule-title {
                    @if folder.is_empty() { (words.folder_rest) } @else { (folder) }
                    " " span.meta { ((find.sources_in_folder)(rows.len())) }
                }
                ul.source-list { @for row in rows { li { (source_row(visit, row)) } } }
            }
        }
        (lists(visit, "/sources.opml", "/sources/opml", find.opml_sources_say, visit.operator))
    };
    frame(visit, Place::Sources, words.sources, content)
}

/// Rows by folder, in the order in which the folders first appear.
fn folders(rows: &[SourceRow]) -> Vec<(&str, Vec<&SourceRow>)> {
    let mut folders: Vec<(&str, Vec<&SourceRow>)> = Vec::new();
    for row in rows {
        match folders.iter_mut().find(|(name, _)| *name == row.folder) {
            Some((_, members)) => members.push(row),
            None => folders.push((&row.folder, vec![row])),
        }
    }
    folders
}

pub fn source_row(visit: &Visit, row: &SourceRow) -> Markup {
    let words = visit.words();
    html! {
        h3.headline { a href={ "/source/" (row.id) } lang=[lang(&row.language)] { bdi { (row.title) } } }
        p.meta {
            span class={ "health health-" (row.health.word()) } { ((words.health)(row.health)) }
            " " span.dot { ((words.items_this_week)(row.items)) }
            @if let Some(newest) = row.newest { " " span.dot { (stamp(visit, newest)) } }
            @match row.stance {
                Stance::Followed => { " " span.dot { (words.followed) } }
                Stance::Muted => { " " span.dot { (words.muted) } }
                Stance::Neither => {}
            }
        }
        @if !row.health_words.is_empty() { p.hint { (row.health_words) } }
    }
}

pub fn add(visit: &Visit, shown: &SourcesView) -> Markup {
    let words = visit.words();
    let refused = matches!(shown.notice, Some((false, _)));
    html! {
        section.desk aria-labelledby="add-title" {
            h2 #add-title { (words.add_source) }
            form.field method="post" action="/sources" {
                label for="address" { (words.address) }
                p.hint #address-says { (words.add_source_says) }
                div.field-row {
                    input #address name="address" type="text" inputmode="url" autocomplete="url" spellcheck="false"
                        required maxlength="2000" value=(shown.typed) aria-invalid=[refused.then_some("true")]
                        aria-describedby=(if refused { "said address-says" } else { "address-says" });
                    button.button { (words.add) }
                }
            }
            @if !shown.starters.is_empty() {
                h3 { (words.starters) }
                p.hint { (words.starters_say) }
                ul.starters {
                    @for starter in &shown.starters {
                        li {
                            form method="post" action="/sources" {
                                input type="hidden" name="starter" value=(starter.key);
                                span lang=[lang(&starter.language)] { (starter.name) } " "
                                button.quiet { ((words.take_over)(starter.feeds)) }
                            }
                        }
                    }
                }
            }
        }
    }
}
