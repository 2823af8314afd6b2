//! **How does a reader prove that she is who she was?** By a password, a passkey or a recovery code; then by a session's
//! secret in her browser, or by a token in a program of hers. Of all of these only hashes are kept.
//!
//! Nothing here needs an e-mail address. What may be guessed is slow and bounded in number; what cannot be guessed, because
//! it was drawn by lot, is looked up by its hash.

mod along;
mod codes;
mod limits;
mod names;
mod passkeys;
mod passwords;
mod sessions;
mod signing;
mod tokens;

pub use codes::Code;
pub use ledger::entry::Erased;
pub use limits::Caller;
pub use names::{Name, NameFault};
pub use passkeys::{Answered, Asked, Passkeys};
pub use passwords::{PasswordFault, SHORTEST as SHORTEST_PASSWORD};
pub use sessions::{By, Session, Who, agent as agent_of};
pub use signing::{Entry, SignUp, SignUpMode};
pub use tokens::{LIFETIMES, Scope, Token, TokenFault, is_token, scopes};

use limits::Limits;
use passkeys::Questions;
use passwords::Passwords;
pub(crate) use passwords::holder_id as password_holder_id;
pub(crate) use signing::random;

/// Why it was not done: told to whoever asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("this is no name: {0:?}")]
    Name(NameFault),
    #[error("another reader has this name, or one that looks like it")]
    NameTaken,
    #[error("this is no password: {0:?}")]
    Password(PasswordFault),
    /// Never says which of the two it was.
    #[error("name and password do not belong together")]
    WrongSecret,
    #[error("name and recovery code do not belong together")]
    WrongCode,
    #[error("the passkey was not accepted")]
    WrongPasskey,
    /// The device signs, but has no secret for this edition.
    #[error("this passkey cannot open what is sealed")]
    PasskeyOpensNothing,
    #[error("nobody can sign up here")]
    Closed,
    #[error("signing up takes an invitation that was not used yet")]
    NeedsInvitation,
    #[error("there is no room for more passkeys, or this one is somebody's")]
    TooManyPasskeys,
    #[error("this passkey is the only way in")]
    LastWayIn,
    #[error("there is no room for more tokens")]
    TooManyTokens,
    #[error("a token that may do nothing")]
    TokenNeedsScope,
    #[error("too many tries; the next in {0} minutes")]
    TooMany(u32),
    #[error("too many people are signing in just now")]
    Busy,
}

/// What she calls a thing of hers: one line of what can be seen.
fn label(typed: &str) -> String {
    const LONGEST: usize = 60;
    // Signs that turn the direction of what stands around them (Unicode, UAX 9), or that cannot be seen.
    let hidden = |c: char| {
        c.is_control()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
    };
    let visible: String = typed.chars().take(1_000).map(|c| if hidden(c) { ' ' } else { c }).collect();
    visible.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(LONGEST).collect()
}

/// What stands between all requests of an edition.
#[derive(Default)]
pub(crate) struct Accounts {
    pub(crate) passwords: Passwords,
    pub(crate) limits: Limits,
    pub(crate) questions: Questions,
}

#[cfg(test)]
mod tests {
    use super::label;

    #[test]
    fn what_she_calls_a_thing_is_one_line_that_can_be_seen() {
        for (typed, want) in [
            ("My  phone\n", "My phone"),
            ("a\u{202e}b\u{0}c", "a b c"),
            ("\u{200b}\u{2066}", ""),
            ("<b>", "<b>"),
            (&"x".repeat(10_000), &"x".repeat(60)),
        ] {
            assert_eq!(label(typed), want);
        }
    }
}
