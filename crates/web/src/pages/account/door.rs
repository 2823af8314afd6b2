//! Signing in, signing up, and coming back with a recovery code.

use super::{Field, back, fault, field, passkeys::at_the_door};
use crate::{
    pages::frame::frame,
    view::{CodeView, DoorView, Place, Visit},
    words::AccountWords,
};
use maud::{Markup, html};
use readers::accounts::SignUpMode;

fn name_field<'a>(says: &AccountWords, shown: &'a DoorView, fills: &'static str, hint: &'a str) -> Field<'a> {
    Field { name: "name", kind: "text", label: says.name, says: hint, value: &shown.name, fills }
}

fn password_field(says: &AccountWords, is_new: bool) -> Field<'_> {
    Field {
        name: "password",
        kind: "password",
        label: if is_new { says.new_password } else { says.password },
        says: if is_new { says.password_says } else { "" },
        value: "",
        fills: if is_new { "new-password" } else { "current-password" },
    }
}

/// What a guest has of her own may come along, by password and by passkey.
fn along(says: &AccountWords, checked: bool) -> Markup {
    html! {
        div.account-may {
            label {
                input #along type="checkbox" name="along" value="1" checked[checked] aria-describedby="along-says";
                span { (says.guest_brings) }
            }
            p.hint #along-says { (says.guest_brings_says) }
        }
    }
}

/// From one door to the other, on to the same place.
fn other_door(path: &str, shown: &DoorView) -> String {
    if shown.back == "/" {
        return path.to_owned();
    }
    let back: String = url::form_urlencoded::byte_serialize(shown.back.as_bytes()).collect();
    format!("{path}?back={back}")
}

pub fn sign_in(visit: &Visit, shown: &DoorView) -> Markup {
    let says = AccountWords::of(visit.tongue);
    let content = html! {
        section.door {
            header.page-head {
                h1 { (says.sign_in) }
                p.hint { @if shown.again { (says.sign_in_again) } @else { (says.sign_in_says) } }
            }
            (fault(shown.fault.as_deref()))
            form method="post" action="/sign-in" {
                (back(&shown.back))
                (field(&name_field(says, shown, "username webauthn", "")))
                (field(&password_field(says, false)))
                @if let Some(checked) = shown.along { (along(says, checked)) }
                button.button { (says.sign_in) }
            }
            (at_the_door(visit, shown, false))
            @if shown.guest && shown.along.is_none() { p.hint { (says.guest_stays) } }
            ul.door-ways {
                @if shown.mode != Some(SignUpMode::Closed) && !shown.again {
                    li { (says.no_account) " " a href=(other_door("/sign-up", shown)) { (says.sign_up) } }
                }
                li { (says.forgot) " " a href="/recover" { (says.recover) } }
            }
        }
    };
    frame(visit, Place::Account, says.sign_in, content)
}

pub fn sign_up(visit: &Visit, shown: &DoorView) -> Markup {
    let says = AccountWords::of(visit.tongue);
    let is_closed = shown.mode == Some(SignUpMode::Closed);
    let invitation = Field {
        name: "invitation",
        kind: "text",
        label: says.invitation,
        says: says.invitation_says,
        value: &shown.invitation,
        fills: "one-time-code",
    };
    let content = html! {
        section.door {
            header.page-head {
                h1 { (says.sign_up) }
                p.hint { @if is_closed { (says.sign_up_closed) } @else { (says.sign_up_says) } }
            }
            (fault(shown.fault.as_deref()))
            @if !is_closed {
                form method="post" action="/sign-up" {
                    (back(&shown.back))
                    @if shown.mode == Some(SignUpMode::Invitation) { (field(&invitation)) }
                    (field(&name_field(says, shown, "username", says.name_says)))
                    (field(&Field { label: says.password, ..password_field(says, true) }))
                    button.button { (says.sign_up) }
                }
                (at_the_door(visit, shown, true))
                @if shown.guest { p.hint { (says.guest_comes_along) } }
            }
            ul.door-ways { li { (says.have_account) " " a href=(other_door("/sign-in", shown)) { (says.sign_in) } } }
        }
    };
    frame(visit, Place::Account, says.sign_up, content)
}

pub fn recover(visit: &Visit, shown: &DoorView) -> Markup {
    let says = AccountWords::of(visit.tongue);
    let code = Field {
        name: "code",
        kind: "text",
        label: says.recovery_code,
        says: says.recovery_code_says,
        value: "",
        fills: "one-time-code",
    };
    let content = html! {
        section.door {
            header.page-head { h1 { (says.recover) } p.hint { (says.recover_says) } }
            (fault(shown.fault.as_deref()))
            form method="post" action="/recover" {
                (field(&name_field(says, shown, "username", "")))
                (field(&code))
                (field(&password_field(says, true)))
                button.button { (says.set_password) }
            }
            ul.door-ways { li { a href="/sign-in" { (says.sign_in) } } }
        }
    };
    frame(visit, Place::Account, says.recover, content)
}

/// The only page that shows a recovery code.
pub fn code(visit: &Visit, shown: &CodeView) -> Markup {
    let says = AccountWords::of(visit.tongue);
    let content = html! {
        section.door {
            header.page-head { h1 { (says.code_title) } p.hint { (says.code_says) } }
            p.secret { code { (shown.code) } }
            p { a.button href=(shown.back) { (says.code_go_on) } }
        }
    };
    frame(visit, Place::Account, says.code_title, content)
}
