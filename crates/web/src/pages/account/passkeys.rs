//! Passkeys: what the script works with. Without one, what it works with stays hidden.

use super::{back, fault, kicker};
use crate::{
    pages::frame::frame,
    view::{DoorView, PasskeyAsk, PasskeyLine, Place, Visit},
    words::{self, AccountWords},
};
use maud::{Markup, html};

/// A form that the script fills in with what her device says. Where scripts run it has its place from the start, so that
/// nothing moves when the script has come; elsewhere it is not there.
pub fn passkey_form(visit: &Visit, ask: &PasskeyAsk, content: Markup) -> Markup {
    let says = AccountWords::of(visit.tongue);
    html! {
        form.passkey method="post" action=(ask.action) data-ask={ (ask.action) "/ask" } data-host=(ask.host)
            data-kind=(ask.kind) data-with=(ask.with) data-failed=(says.passkey_failed) {
            input type="hidden" name="number";
            input type="hidden" name="answer";
            input type="hidden" name="opener";
            p.notice.notice-bad role="alert" hidden {}
            (content)
        }
    }
}

/// On the doors: beside the password.
pub fn at_the_door(visit: &Visit, shown: &DoorView, is_new: bool) -> Markup {
    let says = AccountWords::of(visit.tongue);
    let Some(host) = shown.host.as_deref() else { return html! {} };
    let (ask, label) = match is_new {
        true => (
            PasskeyAsk { action: "/sign-up/passkey", host, kind: "create", with: "name invitation" },
            says.passkey_sign_up,
        ),
        false => (PasskeyAsk { action: "/sign-in/passkey", host, kind: "get", with: "" }, says.passkey_sign_in),
    };
    passkey_form(
        visit,
        &ask,
        html! {
            (back(&shown.back))
            // The script fills it in from the box beside the password.
            @if !is_new && shown.along.is_some() { input type="hidden" name="along"; }
            button.quiet { (label) }
        },
    )
}

pub fn passkeys(visit: &Visit, host: Option<&str>, rows: &[PasskeyLine], wrong: Option<&str>) -> Markup {
    let says = AccountWords::of(visit.tongue);
    let ago = |at| words::ago(visit.tongue, at, visit.now, visit.zone);
    let content = html! {
        header.page-head { (kicker(says)) h1 { (says.passkeys) } p.hint { (says.passkeys_say) } }
        (fault(wrong))
        @if rows.is_empty() { p { (says.no_passkeys) } }
        ul.account-rows {
            @for row in rows {
                li {
                    div {
                        p { bdi { (row.label) } }
                        p.meta { ((says.began)(&ago(row.added))) " " span.dot { ((says.used)(row.used.map(ago).as_deref())) } }
                    }
                    form method="post" action="/account/passkeys/remove" {
                        button.quiet name="id" value=(row.id) aria-label=((says.remove_named)(&row.label)) { (says.remove) }
                    }
                }
            }
        }
        section.desk.account-add aria-labelledby="add-title" {
            h2 #add-title { (says.add_passkey) }
            @if let Some(host) = host {
                (passkey_form(visit, &PasskeyAsk { action: "/account/passkeys", host, kind: "create", with: "" }, html! {
                    div.account-field {
                        label for="label" { (says.passkey_name) }
                        input id="label" name="label" maxlength="60" autocomplete="off" dir="auto";
                    }
                    button.button { (says.add_passkey) }
                }))
            }
            p.hint data-without-passkeys { (says.passkey_needs_script) }
        }
    };
    frame(visit, Place::Account, says.passkeys, content)
}
