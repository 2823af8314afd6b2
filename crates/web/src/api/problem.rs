//! What is wrong, for programs (RFC 9457, Problem Details for HTTP APIs).

use crate::{
    Wrong,
    words::Tongue,
    wrong::{AccountWrong, TokenWrong},
};
use serde::Serialize;
use utoipa::ToSchema;

/// `application/problem+json`.
#[derive(Debug, Serialize, ToSchema)]
pub struct Problem {
    /// The kind of problem: an address below this site that does not change.
    #[serde(rename = "type")]
    #[schema(example = "/problems/unreadable")]
    pub kind: String,
    /// The same for every problem of this kind.
    pub title: String,
    /// Status of the answer (RFC 9110).
    pub status: u16,
    /// What happened, whose fault it was, and what to do, in the language that was asked for.
    pub detail: String,
}

impl Problem {
    pub fn new(wrong: Wrong, tongue: Tongue) -> Problem {
        let kind = match wrong {
            Wrong::NoSuchPage => "no-such-address",
            Wrong::NoSuchItem => "no-such-thing",
            Wrong::WrongMethod => "wrong-method",
            Wrong::TooLarge => "too-large",
            Wrong::Unreadable(_) => "unreadable",
            Wrong::Foreign => "sent-from-another-site",
            Wrong::TooOften => "asked-too-often",
            Wrong::OperatorsOnly => "only-for-the-operator",
            Wrong::Account(AccountWrong::NotSignedIn) => "needs-an-account",
            Wrong::Account(AccountWrong::Refused(_)) => "refused",
            Wrong::Account(AccountWrong::Token(TokenWrong::Opens(_))) => "token-opens-nothing",
            Wrong::Account(AccountWrong::Token(_)) => "token-may-not",
            Wrong::Newsroom(_) => "refused",
            Wrong::VaultDown => "vault-down",
            Wrong::Ours => "our-fault",
        };
        let status = wrong.status();
        let (title, detail) = (tongue.words().wrong)(wrong);
        Problem { kind: format!("/problems/{kind}"), title: title.to_owned(), status, detail }
    }
}
