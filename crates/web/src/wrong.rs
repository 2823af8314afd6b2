//! What can be wrong with a request, and how it is told: one place turns it into a page.

use readers::accounts::{Refusal, Scope, TokenFault};

/// Whoever reads it learns what happened, whose fault it was, and what to do (the words stand in the catalogue).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Wrong {
    #[error("no such page")]
    NoSuchPage,
    #[error("no such item")]
    NoSuchItem,
    #[error("wrong method")]
    WrongMethod,
    #[error("too large")]
    TooLarge,
    #[error("unreadable: {0}")]
    Unreadable(String),
    #[error("sent from another site")]
    Foreign,
    #[error("asked too often")]
    TooOften,
    #[error("only for the operator")]
    OperatorsOnly,
    #[error("account: {0:?}")]
    Account(AccountWrong),
    #[error("newsroom: {0:?}")]
    Newsroom(newsroom::Refusal),
    /// What is kept about her cannot be opened just now.
    #[error("the vault does not answer")]
    VaultDown,
    #[error("our fault")]
    Ours,
}

/// What can be wrong about who somebody is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AccountWrong {
    Refused(Refusal),
    NotSignedIn,
    Token(TokenWrong),
}

/// Why a token did not do what it was sent for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TokenWrong {
    Opens(TokenFault),
    MayNot(Scope),
    /// Sent to a page.
    Elsewhere,
    /// What only she herself may do.
    NotHerself,
}

impl AccountWrong {
    fn status(&self) -> u16 {
        match self {
            AccountWrong::Token(TokenWrong::Opens(_)) => 401,
            AccountWrong::Token(_) | AccountWrong::NotSignedIn => 403,
            AccountWrong::Refused(Refusal::TooMany(_)) => 429,
            AccountWrong::Refused(Refusal::Busy) => 503,
            AccountWrong::Refused(Refusal::Name(_) | Refusal::Password(_)) => 422,
            AccountWrong::Refused(Refusal::NameTaken) => 409,
            AccountWrong::Refused(_) => 403,
        }
    }
}

impl From<TokenWrong> for Wrong {
    fn from(wrong: TokenWrong) -> Wrong {
        Wrong::Account(AccountWrong::Token(wrong))
    }
}

impl From<AccountWrong> for Wrong {
    fn from(wrong: AccountWrong) -> Wrong {
        Wrong::Account(wrong)
    }
}

impl Wrong {
    /// Status of the answer (RFC 9110).
    pub fn status(&self) -> u16 {
        match self {
            Wrong::NoSuchPage | Wrong::NoSuchItem => 404,
            Wrong::WrongMethod => 405,
            Wrong::TooLarge => 413,
            Wrong::Unreadable(_) => 400,
            Wrong::TooOften => 429,
            Wrong::Foreign | Wrong::OperatorsOnly => 403,
            Wrong::Account(wrong) => wrong.status(),
            Wrong::Newsroom(refusal) => refused(refusal),
            Wrong::VaultDown => 503,
            Wrong::Ours => 500,
        }
    }
}

/// Refusals are shown to the reader; everything else is logged here, once, and becomes an apology.
impl From<readers::Error> for Wrong {
    fn from(error: readers::Error) -> Wrong {
        match error {
            readers::Error::Refused(sentence) => Wrong::Unreadable(sentence.trim_end_matches('.').to_owned()),
            readers::Error::Vault(vault::Error::Down(why)) => vault_down(&why),
            readers::Error::Account(refusal) => Wrong::Account(AccountWrong::Refused(refusal)),
            other => ours(&other),
        }
    }
}

impl From<newsroom::Error> for Wrong {
    fn from(error: newsroom::Error) -> Wrong {
        match error {
            newsroom::Error::Refused(refusal) => Wrong::Newsroom(refusal),
            newsroom::Error::Vault(vault::Error::Down(why)) => vault_down(&why),
            other => ours(&other),
        }
    }
}

impl From<newsroom::Refusal> for Wrong {
    fn from(refusal: newsroom::Refusal) -> Wrong {
        Wrong::Newsroom(refusal)
    }
}

impl From<store::Error> for Wrong {
    fn from(error: store::Error) -> Wrong {
        ours(&error)
    }
}

fn refused(refusal: &newsroom::Refusal) -> u16 {
    use newsroom::Refusal;
    match refusal {
        Refusal::NotThere => 404,
        Refusal::MayNot(_) => 403,
        Refusal::Locked(_) | Refusal::Moved | Refusal::Taken => 409,
        _ => 422,
    }
}

fn vault_down(why: &str) -> Wrong {
    tracing::warn!("The vault does not answer, so what is kept about readers stays closed: {why}");
    Wrong::VaultDown
}

fn ours(error: &dyn std::error::Error) -> Wrong {
    tracing::error!(error = %error, "a page could not be made");
    Wrong::Ours
}
