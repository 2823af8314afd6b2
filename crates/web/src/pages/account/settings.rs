//! A reader's account: her name, how she signs in, where she is signed in, and its end.

use super::{Field, fault, field, kicker};
use crate::{
    pages::frame::frame,
    parts::notice,
    view::{AccountView, Place, SessionLine, Visit},
    words::{self, AccountWords},
};
use maud::{Markup, html};

pub fn account(visit: &Visit, shown: &AccountView) -> Markup {
    let says = AccountWords::of(visit.tongue);
    let name = Field {
        name: "name",
        kind: "text",
        label: says.name,
        says: says.name_says,
        value: &shown.typed,
        fills: "username",
    };
    let content = html! {
        header.page-head {
            h1 { bdi { (shown.name) } }
            p.hint { ((says.since)(&words::day(visit.tongue, shown.since, visit.zone))) }
            form.actions method="post" action="/sign-out" { button.quiet { (says.sign_out) } }
        }
        (fault(shown.fault.as_deref()))
        @if let Some(done) = shown.notice { (notice(false, done)) }
        div.account-parts {
            section aria-labelledby="ways-title" {
                h2.rule-title #ways-title { (says.how_you_sign_in) }
                ul.account-ways {
                    li { span { @if shown.has_password { (says.has_password) } @else { (says.no_password) } } a.quiet href="/account/password" { @if shown.has_password { (says.change_password) } @else { (says.set_password) } } }
                    li { span { ((says.counted_passkeys)(shown.passkeys)) } a.quiet href="/account/passkeys" { (says.passkeys) } }
                    li { span { (says.recovery_code) } a.quiet href="/account/recovery-code" { (says.make_code) } }
                    li { span { ((says.counted_sessions)(shown.sessions)) } a.quiet href="/account/sessions" { (says.sessions) } }
                }
            }
            section aria-labelledby="name-title" {
                h2.rule-title #name-title { (says.change_name) }
                form.account-form method="post" action="/account/name" {
                    (field(&name))
                    button.quiet { (says.change_name) }
                }
            }
            section aria-labelledby="yours-title" {
                h2.rule-title #yours-title { (says.what_is_yours) }
                ul.account-ways {
                    li { span { (visit.words().what_is_known) } a.quiet href="/you" { (visit.words().you) } }
                    li { span { (words::MyDataWords::of(visit.tongue).kept_title) } a.quiet href="/my-data" { (words::MyDataWords::of(visit.tongue).title) } }
                    li { span { ((says.counted_tokens)(shown.tokens)) } a.quiet href="/account/tokens" { (says.tokens) } }
                    li { span { (says.account) } a.quiet href="/account/delete" { (says.delete) } }
                }
            }
        }
    };
    frame(visit, Place::Account, says.account, content)
}

pub fn password(visit: &Visit, name: &str, wrong: Option<&str>) -> Markup {
    let says = AccountWords::of(visit.tongue);
    let new = Field {
        name: "password",
        kind: "password",
        label: says.new_password,
        says: says.password_says,
        value: "",
        fills: "new-password",
    };
    let content = html! {
        section.door {
            header.page-head { (kicker(says)) h1 { (says.change_password) } p.hint { (says.password_ends_sessions) } }
            (fault(wrong))
            form method="post" action="/account/password" {
                // Whose password it is, for whatever keeps her passwords.
                input.unseen name="username" autocomplete="username" value=(name) readonly tabindex="-1" aria-hidden="true";
                (field(&new))
                button.button { (says.set_password) }
            }
        }
    };
    frame(visit, Place::Account, says.change_password, content)
}

pub fn new_code(visit: &Visit) -> Markup {
    let says = AccountWords::of(visit.tongue);
    let content = html! {
        section.door {
            header.page-head { (kicker(says)) h1 { (says.new_code) } p.hint { (says.new_code_says) } }
            form method="post" action="/account/recovery-code" { button.button { (says.make_code) } }
        }
    };
    frame(visit, Place::Account, says.new_code, content)
}

pub fn delete(visit: &Visit) -> Markup {
    let says = AccountWords::of(visit.tongue);
    let content = html! {
        section.door {
            header.page-head { (kicker(says)) h1 { (says.delete) } p.hint { (says.delete_says) } }
            form.choose method="post" action="/account/delete" {
                button.button { (says.delete_yes) }
                a.button href="/account" { (says.delete_no) }
            }
        }
    };
    frame(visit, Place::Account, says.delete, content)
}

pub fn sessions(visit: &Visit, rows: &[SessionLine]) -> Markup {
    let says = AccountWords::of(visit.tongue);
    let ago = |at| words::ago(visit.tongue, at, visit.now, visit.zone);
    let content = html! {
        header.page-head { (kicker(says)) h1 { (says.sessions) } p.hint { (says.sessions_say) } }
        ul.account-rows {
            @for row in rows {
                @let agent = (says.agent)(&row.agent);
                li {
                    div {
                        p { (agent) @if row.this { " " strong.fresh { (says.this_one) } } }
                        p.meta { ((says.began)(&ago(row.began))) " " span.dot { ((says.seen)(&ago(row.seen))) } }
                    }
                    @if !row.this {
                        form method="post" action="/account/sessions" {
                            button.quiet name="end" value=(row.id) aria-label=((says.end_named)(&agent)) { (says.end) }
                        }
                    }
                }
            }
        }
        @if rows.len() > 1 {
            form.choose method="post" action="/account/sessions" { button.button name="end" value="others" { (says.end_others) } }
        }
    };
    frame(visit, Place::Account, says.sessions, content)
}
