//! Pages about accounts: the door, and what stands behind it.

mod door;
mod passkeys;
mod settings;
mod tokens;

pub use door::{code, recover, sign_in, sign_up};
pub use passkeys::passkeys;
pub use settings::{account, delete, new_code, password, sessions};
pub use tokens::{token, tokens};

use crate::{parts::refusal, words::AccountWords};
use maud::{Markup, html};

/// What was wrong with what she sent, before everything else.
fn fault(fault: Option<&str>) -> Markup {
    html! { @if let Some(fault) = fault { (refusal(fault)) } }
}

fn kicker(says: &AccountWords) -> Markup {
    html! { p.kicker { a href="/account" { (says.account) } } }
}

/// A field with what there is to know about it.
struct Field<'a> {
    name: &'static str,
    kind: &'static str,
    label: &'a str,
    says: &'a str,
    value: &'a str,
    /// What a browser may fill in (HTML, autofill).
    fills: &'static str,
}

fn field(field: &Field) -> Markup {
    let says = format!("{}-says", field.name);
    html! {
        div.account-field {
            label for=(field.name) { (field.label) }
            input id=(field.name) name=(field.name) type=(field.kind) value=[(field.kind != "password").then_some(field.value)]
                required autocomplete=(field.fills) autocapitalize="none" spellcheck="false" maxlength="1000" dir="auto"
                aria-describedby=[(!field.says.is_empty()).then_some(says.as_str())];
            @if !field.says.is_empty() { p.hint id=(says) { (field.says) } }
        }
    }
}

fn back(address: &str) -> Markup {
    html! { input type="hidden" name="back" value=(address); }
}
