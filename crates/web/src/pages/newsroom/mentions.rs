//! Pages elsewhere that link to articles: what they say, and buttons that decide.

use super::{room, told};
use crate::{
    parts::stamp,
    view::{MentionsView, Visit},
    words::MentionWords,
};
use maud::{Markup, html};
use store::{MentionRow, MentionState};

pub fn mentions(visit: &Visit, shown: &MentionsView) -> Markup {
    let words = MentionWords::of(visit.tongue);
    let content = html! {
        header.page-head { h1 { (words.title) } p.hint { (words.says) } }
        (told(&shown.told))
        p.tags {
            @for state in MentionState::ALL {
                a.quiet href={ "/newsroom/mentions?state=" (state.word()) } aria-current=[(state == shown.state).then_some("page")] { (words.state(state)) }
                " "
            }
        }
        @if shown.rows.is_empty() { section.empty { p { (words.none) } } }
        ul.manuscripts { @for row in &shown.rows { li { (mention(visit, shown.state, row)) } } }
        @if let Some(next) = shown.next {
            p.turn { a.button rel="next" href={ "/newsroom/mentions?state=" (shown.state.word()) "&before=" (next) } { (words.older) } }
        }
    };
    room(visit, Some(&shown.editor), words.title, content)
}

/// Every word of it is a stranger's; the link tells its page nothing of where it was pressed.
fn mention(visit: &Visit, here: MentionState, row: &MentionRow) -> Markup {
    let words = MentionWords::of(visit.tongue);
    let said = &row.mention;
    let title = if said.title.is_empty() { &said.source } else { &said.title };
    html! {
        h2.headline dir="auto" { a href=(said.source) rel="noopener noreferrer nofollow" { (title) } }
        @if !said.excerpt.is_empty() { p dir="auto" { (said.excerpt) } }
        p.meta {
            @if !said.author.is_empty() { bdi { (said.author) } " · " }
            bdi { (said.source) } " " (words.links_to) " " a href=(said.target) { bdi { (said.target) } } " · " (stamp(visit, row.first_seen))
        }
        form.actions method="post" action="/newsroom/mentions" {
            input type="hidden" name="mention" value=(row.id);
            input type="hidden" name="back" value=(here.word());
            @for state in MentionState::ALL.into_iter().filter(|state| *state != here) {
                button.quiet name="state" value=(state.word()) { (words.verb(state)) span.unseen { ": " (title) } }
            }
        }
    }
}
