//! Everything that is being written.

use super::{room, told};
use crate::{
    parts::{lang, stamp},
    view::{ManuscriptsView, Visit},
    words::{NewsroomWords, moment},
};
use maud::{Markup, html};
use model::{ManuscriptState, Time};
use newsroom::Act;
use store::ManuscriptRow;

pub fn manuscripts(visit: &Visit, shown: &ManuscriptsView) -> Markup {
    let words = NewsroomWords::of(visit.tongue);
    let content = html! {
        header.page-head.room-head {
            h1 { (words.newsroom) }
            @if shown.editor.may(Act::Write) {
                form method="post" action="/newsroom" { button.button { (words.new_article) } }
            }
        }
        (told(&shown.told))
        (states(visit, shown))
        form.room-search method="get" action="/newsroom" role="search" {
            @if let Some(state) = shown.state { input type="hidden" name="state" value=(state.word()); }
            label { span.unseen { (words.find_manuscripts) } input type="search" name="q" value=(shown.typed) placeholder=(words.find_manuscripts) maxlength="100"; }
        }
        @if shown.rows.is_empty() {
            section.empty { h2 { (words.no_manuscripts) } p { (words.no_manuscripts_says) } }
        } @else {
            ul.manuscripts { @for row in &shown.rows { (line(visit, row)) } }
            @if let Some(next) = &shown.next { p.turn { a.button rel="next" href=(next) { (words.older) } } }
        }
    };
    room(visit, Some(&shown.editor), words.newsroom, content)
}

/// For whoever runs the server, as long as nobody is in charge.
pub fn empty_chair(visit: &Visit, signed_in: bool) -> Markup {
    let words = NewsroomWords::of(visit.tongue);
    let content = html! {
        section.empty {
            h1 { (words.newsroom) }
            p { (words.be_chief) }
            @if signed_in {
                form method="post" action="/newsroom/chair" { button.button { (words.take_chair) } }
            } @else {
                p { (words.sign_in_first) }
                p { a.button href="/sign-in?back=%2Fnewsroom" { (crate::words::AccountWords::of(visit.tongue).sign_in) } }
            }
        }
    };
    room(visit, None, words.newsroom, content)
}

fn states(visit: &Visit, shown: &ManuscriptsView) -> Markup {
    let words = NewsroomWords::of(visit.tongue);
    let all: u32 = shown.counts.iter().map(|(_, count)| count).sum();
    html! {
        nav.states aria-label=(words.states) {
            ul {
                li { a href="/newsroom" aria-current=[shown.state.is_none().then_some("page")] { (words.all) " " span.count { (all) } } }
                @for state in ManuscriptState::ALL {
                    @let count = shown.counts.iter().find(|(each, _)| *each == state).map_or(0, |(_, count)| *count);
                    @if count > 0 || shown.state == Some(state) {
                        li {
                            a href={ "/newsroom?state=" (state.word()) } aria-current=[(shown.state == Some(state)).then_some("page")] {
                                ((words.state)(state)) " " span.count { (count) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn line(visit: &Visit, row: &ManuscriptRow) -> Markup {
    let words = NewsroomWords::of(visit.tongue);
    html! {
        li {
            h2.headline lang=[lang(&row.language)] dir="auto" {
                a href={ "/newsroom/" (row.id) } { @if row.headline.is_empty() { (words.untitled) } @else { (row.headline) } }
            }
            p.meta {
                span.state data-state=(row.state.word()) { (state_is(visit, row)) }
                " " span.dot { bdi { (row.changed_by) } ", " (stamp(visit, row.changed)) }
            }
        }
    }
}

/// In words, with the time that counts.
pub fn state_is(visit: &Visit, row: &ManuscriptRow) -> String {
    let words = NewsroomWords::of(visit.tongue);
    let when = |at: Option<Time>| at.map(|at| moment(visit.tongue, at, visit.zone)).unwrap_or_default();
    let at = match row.state {
        ManuscriptState::Draft | ManuscriptState::Review => None,
        ManuscriptState::Scheduled => row.scheduled,
        ManuscriptState::Published => row.published,
        ManuscriptState::Withdrawn => row.withdrawn,
    };
    (words.state_is)(row.state, &when(at))
}
