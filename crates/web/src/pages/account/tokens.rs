//! Tokens for programs.

use super::{fault, kicker};
use crate::{
    pages::frame::frame,
    view::{Place, TokenLine, Visit},
    words::{self, AccountWords},
};
use maud::{Markup, html};
use readers::accounts::{LIFETIMES, Scope};

pub fn tokens(visit: &Visit, rows: &[TokenLine], wrong: Option<&str>) -> Markup {
    let says = AccountWords::of(visit.tongue);
    let content = html! {
        header.page-head { (kicker(says)) h1 { (says.tokens) } p.hint { (says.tokens_say) } }
        (fault(wrong))
        @if rows.is_empty() { p { (says.no_tokens) } }
        ul.account-rows { @for row in rows { li { (line(visit, row)) } } }
        section.desk.account-add aria-labelledby="make-title" {
            h2 #make-title { (says.make_token) }
            form.account-form method="post" action="/account/tokens" {
                div.account-field {
                    label for="label" { (says.token_name) }
                    input id="label" name="label" maxlength="60" required autocomplete="off" dir="auto" aria-describedby="label-says";
                    p.hint id="label-says" { (says.token_name_says) }
                }
                fieldset.account-may {
                    legend { (says.may) }
                    @for (scope, (word, means)) in Scope::ALL.into_iter().zip(says.scopes) {
                        label { input type="checkbox" name="scope" value=(scope.word()) checked[scope == Scope::Read]; span { b { (word) } ": " (means) } }
                    }
                }
                label.account-field { (says.expires) " " select name="days" {
                    @for (days, label) in LIFETIMES.into_iter().zip(says.lifetimes) { option value=(days) { (label) } }
                } }
                button.button { (says.make_token) }
            }
        }
    };
    frame(visit, Place::Account, says.tokens, content)
}

fn line(visit: &Visit, row: &TokenLine) -> Markup {
    let says = AccountWords::of(visit.tongue);
    let day = |at| words::day(visit.tongue, at, visit.zone);
    let words: Vec<&str> = row.scopes.iter().map(|scope| says.scopes[*scope as usize].0).collect();
    let used = row.seen.map(|at| words::ago(visit.tongue, at, visit.now, visit.zone));
    html! {
        div {
            p { bdi { (row.label) } }
            p.meta {
                (words.join(", "))
                " " span.dot { @if row.ends <= visit.now { strong.fresh { (says.has_ended) } } @else { ((says.ends)(&day(row.ends))) } }
                " " span.dot { ((says.used)(used.as_deref())) }
            }
        }
        form method="post" action="/account/tokens/revoke" {
            button.quiet name="id" value=(row.id) aria-label=((says.revoke_named)(&row.label)) { (says.revoke) }
        }
    }
}

/// The only page that shows a token.
pub fn token(visit: &Visit, text: &str) -> Markup {
    let says = AccountWords::of(visit.tongue);
    let content = html! {
        section.door {
            header.page-head { h1 { (says.token_title) } p.hint { (says.token_made) } }
            p.secret { code { (text) } }
            p { a.button href="/account/tokens" { (says.code_go_on) } }
        }
    };
    frame(visit, Place::Account, says.token_title, content)
}
