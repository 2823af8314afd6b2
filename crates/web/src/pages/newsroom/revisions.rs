//! How a text came to be: every revision, and any two beside each other.

use super::room;
use crate::{
    parts::{pieces, stamp},
    view::{RevisionsView, Visit},
    words::NewsroomWords,
};
use maud::{Markup, html};

pub fn revisions(visit: &Visit, shown: &RevisionsView) -> Markup {
    let words = NewsroomWords::of(visit.tongue);
    let at = format!("/newsroom/{}", shown.row.id);
    let (before, after) = shown.compared.unwrap_or_default();
    let content = html! {
        header.page-head {
            h1 { (words.revisions) }
            p.hint { a href=(at) { bdi { @if shown.row.headline.is_empty() { (words.untitled) } @else { (shown.row.headline) } } } }
        }
        div.two {
            section.compared.versions aria-label=(words.compare) {
                @if shown.changes.is_empty() { p.hint { (words.nothing_differs) } }
                @for (label, changes) in &shown.changes {
                    section { h2.headline { (label) } p.old-text dir="auto" { (pieces(visit, changes)) } }
                }
            }
            div {
                form method="get" action={ (at) "/revisions" } {
                    table.answers {
                        thead { tr { th scope="col" { (words.from) } th scope="col" { (words.to) } th scope="col" { (words.revisions) } th scope="col" { span.unseen { (words.bring_back) } } } }
                        tbody {
                            @for line in &shown.lines {
                                tr {
                                    td { input type="radio" name="from" value=(line.id) checked[line.id.0 == before] aria-label={ (words.from) " " (line.id) }; }
                                    td { input type="radio" name="to" value=(line.id) checked[line.id.0 == after] aria-label={ (words.to) " " (line.id) }; }
                                    td { bdi { (line.editor_name) } ", " (stamp(visit, line.at)) br; span.meta { ((words.revision_kind)(line.kind)) } }
                                    td { button.quiet formmethod="post" formaction=(at) name="bring-back" value=(line.id) { (words.bring_back) } }
                                }
                            }
                        }
                    }
                    p.turn { button.button { (words.compare) } }
                }
            }
        }
    };
    room(visit, None, words.revisions, content)
}
