//! A letter by mail: what it takes, how it is ordered, and how it ends.

use super::frame::{Head, framed};
use crate::{
    LetterLink,
    parts::{notice, refusal},
    view::{LetterKept, LetterLinkView, LetterView, Place, Visit},
    words::{self, LetterWords},
};
use maud::{Markup, html};

fn head() -> Head {
    Head { style: Some("account.css"), more: Markup::default() }
}

pub fn letter(visit: &Visit, shown: &LetterView) -> Markup {
    let says = LetterWords::of(visit.tongue);
    let content = html! {
        header.page-head {
            p.kicker { a href="/settings" { (words::ReadingWords::of(visit.tongue).settings) } }
            h1 { (says.title) }
            p.hint { (says.says) }
        }
        @if let Some(fault) = shown.fault { (refusal(fault)) }
        @if let Some(done) = shown.notice { (notice(false, done)) }
        @if let Some(kept) = &shown.kept { (what_is_ordered(visit, kept)) }
        @if shown.sends { (order(visit, shown)) } @else { p.notice { (says.none_sent) } }
    };
    framed(visit, Place::You, says.title, head(), content)
}

fn what_is_ordered(visit: &Visit, kept: &LetterKept) -> Markup {
    let says = LetterWords::of(visit.tongue);
    let moment = |at| words::moment(visit.tongue, at, visit.zone);
    html! {
        section.letter aria-labelledby="letter-title" {
            h2.rule-title #letter-title { (says.kept_title) }
            @match &kept.deposited {
                None => p { (says.lends_nothing) },
                Some(deposited) => {
                    @if kept.is_confirmed { p { ((says.goes_to)(&kept.to, &moment(kept.due))) } } @else { p { ((says.waits)(&kept.to)) } }
                    p.hint { ((says.deposited)(&moment(deposited.since), deposited.uses)) }
                }
            }
            (withdraw(visit))
        }
    }
}

/// One press ends it.
pub fn withdraw(visit: &Visit) -> Markup {
    html! { form method="post" action="/letter/withdraw" { button.quiet { (LetterWords::of(visit.tongue).withdraw) } } }
}

fn order(visit: &Visit, shown: &LetterView) -> Markup {
    let says = LetterWords::of(visit.tongue);
    let is_new = shown.kept.is_none();
    html! {
        section.letter aria-labelledby="order-title" {
            h2.rule-title #order-title { @if is_new { (says.order_title) } @else { (says.change_title) } }
            p { (says.deposits) }
            form.account-form method="post" action="/letter" {
                div.account-field {
                    label for="email" { (says.email) }
                    input #email name="email" type="email" value=(shown.typed.email) required autocomplete="email" maxlength="254" dir="auto" aria-describedby="email-says";
                    p.hint #email-says { (says.email_says) }
                }
                div.letter-times {
                    label { (says.when) " "
                        select name="weekday" {
                            @for (day, name) in says.days.iter().enumerate() { option value=(day) selected[day == usize::from(shown.typed.weekday)] { (name) } }
                        }
                    }
                    label { (says.hour) " "
                        select name="hour" {
                            @for hour in 0..24u8 { option value=(hour) selected[hour == shown.typed.hour] { (format!("{hour:02}:00")) } }
                        }
                    }
                }
                @if !shown.zone.is_empty() { p.hint { ((says.by_the_clock)(&shown.zone)) } }
                button.button { @if is_new { (says.order) } @else { (says.change) } }
            }
            p.hint { (says.can_open) }
        }
    }
}

/// Behind a link in a mail: a button, for programs follow links on their own.
pub fn letter_link(visit: &Visit, shown: &LetterLinkView) -> Markup {
    let says = LetterWords::of(visit.tongue);
    let (title, before, button, done) = match shown.link {
        LetterLink::Confirm => (says.confirm_title, says.confirm_says, says.confirm, says.confirmed),
        LetterLink::End => (says.end_title, says.end_says, says.end, says.ended),
    };
    let content = html! {
        header.page-head { h1 { (title) } }
        @if shown.path.is_empty() {
            (notice(false, done))
        } @else {
            section.letter {
                p { (before) }
                form method="post" action=(shown.path) { button.button { (button) } }
            }
        }
    };
    framed(visit, Place::Elsewhere, title, head(), content)
}
