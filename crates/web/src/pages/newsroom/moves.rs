//! How an article goes on: to review, to readers, to a later time, back from them.

use crate::{
    view::{DeskView, Visit},
    words::{self, NewsroomWords, moment},
};
use maud::{Markup, html};
use model::{ManuscriptState, Time};
use newsroom::Act;

/// Buttons that belong to the form of the text: what is typed is saved with them.
const FORM: &str = "manuscript";

pub fn moves(visit: &Visit, shown: &DeskView, at: &str) -> Markup {
    let words = NewsroomWords::of(visit.tongue);
    let (row, editor) = (&shown.row, &shown.editor);
    let unpublished =
        matches!(row.state, ManuscriptState::Draft | ManuscriptState::Review | ManuscriptState::Scheduled);
    html! {
        section.desk.moves aria-labelledby="moves-title" {
            h2 #moves-title { (words.publish) }
            @match row.state {
                ManuscriptState::Draft => { p { button.quiet form=(FORM) name="do" value="hand-in" { (words.hand_in) } } }
                ManuscriptState::Review | ManuscriptState::Scheduled => { p { button.quiet form=(FORM) name="do" value="hand-back" { (words.hand_back) } } }
                ManuscriptState::Published | ManuscriptState::Withdrawn => {}
            }
            @if editor.may(Act::Edit) {
                @if row.state == ManuscriptState::Published {
                    label.wide { (words.correction) textarea form=(FORM) name="correction" dir="auto" rows="2" maxlength="2000" aria-describedby="correction-says" { (typed(shown, "correction")) } }
                    p.hint #correction-says { (words.correction_says) }
                }
                p { button.button form=(FORM) name="do" value="publish" {
                    @if row.state == ManuscriptState::Published { (words.publish_again) } @else { (words.publish) }
                } }
                @if unpublished { (later(visit, shown)) }
                @if row.state == ManuscriptState::Published { (live(visit, shown, at)) }
            }
            p { button.quiet form=(FORM) name="do" value="clip" { (words::ClipWords::of(visit.tongue).of_article) } }
            p.hint { (words::ClipWords::of(visit.tongue).of_article_says) }
            @if editor.may(Act::Direct) && row.state == ManuscriptState::Published { (withdraw(visit, shown, at)) }
            @if unpublished && row.item.is_none() { (throw_away(visit, at)) }
        }
    }
}

fn later(visit: &Visit, shown: &DeskView) -> Markup {
    let words = NewsroomWords::of(visit.tongue);
    html! {
        div.move-row {
            label { (words.at) input form=(FORM) type="datetime-local" name="at" value=[local(visit, shown.row.scheduled, typed(shown, "at"))]; }
            button.quiet form=(FORM) name="do" value="schedule" { (words.schedule) }
        }
        div.move-row {
            label { (words.embargo) input form=(FORM) type="datetime-local" name="embargo" value=[local(visit, shown.row.embargo, typed(shown, "embargo"))]; }
            button.quiet form=(FORM) name="do" value="embargo" { (words.set_embargo) }
        }
    }
}

fn live(visit: &Visit, shown: &DeskView, at: &str) -> Markup {
    let words = NewsroomWords::of(visit.tongue);
    html! {
        form.field method="post" action=(at) {
            h3 { (words.running) }
            label.wide { (words.tell) textarea name="text" dir="auto" rows="3" aria-describedby="tell-says" { (typed(shown, "text")) } }
            p.hint #tell-says { (words.tell_says) }
            p {
                button.quiet name="do" value="tell" { (words.tell) }
                @if shown.row.running { " " button.quiet name="do" value="end-running" { (words.end_running) } }
            }
        }
        form.field method="post" action=(at) {
            h3 { (words.pin) }
            p.hint { (words.pin_says) }
            div.move-row {
                @match shown.pinned {
                    Some(until) => {
                        p { ((words.pinned)(&moment(visit.tongue, until, visit.zone))) }
                        button.quiet name="do" value="unpin" { (words.unpin) }
                    }
                    None => {
                        label { (words.until) input type="datetime-local" name="at" required; }
                        button.quiet name="do" value="pin" { (words.pin) }
                    }
                }
            }
        }
    }
}

fn withdraw(visit: &Visit, shown: &DeskView, at: &str) -> Markup {
    let words = NewsroomWords::of(visit.tongue);
    html! {
        details.tell.withdraw {
            summary { (words.withdraw) }
            form.field method="post" action=(at) {
                label.wide { (words.reason) textarea name="reason" dir="auto" rows="2" maxlength="2000" required aria-describedby="reason-says" { (typed(shown, "reason")) } }
                p.hint #reason-says { (words.reason_says) }
                button.quiet name="do" value="withdraw" { (words.withdraw) }
            }
        }
    }
}

fn throw_away(visit: &Visit, at: &str) -> Markup {
    let words = NewsroomWords::of(visit.tongue);
    html! {
        details.tell.withdraw {
            summary { (words.throw_away) }
            form method="post" action=(at) {
                p.hint { (words.throw_away_says) }
                button.quiet name="do" value="throw-away" { (words.throw_away) }
            }
        }
    }
}

fn typed<'s>(shown: &'s DeskView, name: &str) -> &'s str {
    shown.typed.iter().find(|(typed, _)| typed == name).map_or("", |(_, value)| value)
}

/// As the field wants it, by the edition's clock.
fn local(visit: &Visit, at: Option<Time>, typed: &str) -> Option<String> {
    if !typed.is_empty() {
        return Some(typed.to_owned());
    }
    Some(words::local(at?, visit.zone))
}
