//! An invented reader at the door, and behind it.

use super::samples::NOW;
use crate::view::{AccountView, DoorView};
use model::DAY;
use readers::accounts::SignUpMode;

/// A guest with things of her own; passkeys are good where the style guide is looked at in tests.
pub fn door() -> DoorView {
    DoorView {
        name: "Ines Holm".into(),
        back: "/".into(),
        guest: true,
        along: Some(true),
        mode: Some(SignUpMode::Open),
        host: Some("127.0.0.1".into()),
        ..DoorView::default()
    }
}

pub fn account() -> AccountView {
    AccountView {
        name: "Ines Holm".into(),
        since: NOW.plus(-90 * DAY),
        has_password: true,
        sessions: 2,
        passkeys: 1,
        tokens: 3,
        notice: None,
        fault: None,
        typed: "Ines Holm".into(),
    }
}
