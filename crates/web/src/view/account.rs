//! What the pages about accounts need.

use model::Time;
use readers::accounts::{Scope, SignUpMode};

/// Someone at the door: what she typed, and what was wrong with it.
#[derive(Default)]
pub struct DoorView {
    pub name: String,
    pub invitation: String,
    pub fault: Option<String>,
    /// Where she goes from here.
    pub back: String,
    /// A visitor of whom something is kept.
    pub guest: bool,
    /// Whether what she has of her own comes along; `None` where she has nothing.
    pub along: Option<bool>,
    /// She signed in a while ago, and is to do so again.
    pub again: bool,
    /// `None` where it does not matter.
    pub mode: Option<SignUpMode>,
    /// Where passkeys are good; `None` where there are none.
    pub host: Option<String>,
}

/// A secret that is shown this once.
pub struct CodeView {
    pub code: String,
    pub back: String,
}

pub struct AccountView {
    pub name: String,
    pub since: Time,
    pub has_password: bool,
    pub sessions: usize,
    pub passkeys: usize,
    pub tokens: usize,
    pub notice: Option<&'static str>,
    pub fault: Option<String>,
    /// As she typed it, where it was refused.
    pub typed: String,
}

pub struct SessionLine {
    pub id: i64,
    /// In the words in which it is kept.
    pub agent: String,
    pub began: Time,
    pub seen: Time,
    /// The one that she looks at this with.
    pub this: bool,
}

pub struct PasskeyLine {
    pub id: i64,
    pub label: String,
    pub added: Time,
    pub used: Option<Time>,
}

/// What the script needs to know to ask her device.
pub struct PasskeyAsk<'a> {
    pub action: &'static str,
    /// Where the key is good.
    pub host: &'a str,
    /// `create` or `get`.
    pub kind: &'static str,
    /// Fields of the page that go along, by their ids.
    pub with: &'static str,
}

pub struct TokenLine {
    pub id: i64,
    pub label: String,
    pub scopes: Vec<Scope>,
    pub ends: Time,
    pub seen: Option<Time>,
}
