//! What can go wrong with a mail, and whose fault it is.

use model::Blame;

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    #[error("--mail-server is not understood: {0}")]
    Server(&'static str),
    #[error("--mail-from is not an address that mail can come from")]
    From,
    /// Refused for good.
    #[error("the mail server refused it{}", code(.0))]
    Refused(Option<u16>),
    /// May work later.
    #[error("the mail server could not take it now{}", code(.0))]
    Later(Option<u16>),
    #[error("a mail could not be written")]
    Unwritten,
}

fn code(code: &Option<u16>) -> String {
    code.map(|code| format!(" (SMTP {code})")).unwrap_or_default()
}

impl Error {
    pub fn blame(&self) -> Blame {
        match self {
            // Not tried again: it will not get better.
            Error::Server(_) | Error::From | Error::Refused(_) | Error::Unwritten => Blame::Reader,
            Error::Later(_) => Blame::Outside,
        }
    }

    /// The next step, as a sentence.
    pub fn hint(&self) -> &'static str {
        match self {
            Error::Server(_) => "Write it as smtps://name:password@host:465 or smtp://host:25.",
            Error::From => "Write it as news@example.org or Name <news@example.org>.",
            Error::Refused(_) => "See what the mail server has against it in its own log.",
            Error::Later(_) => "See whether the mail server runs and lets Caulbart in; it is tried again by itself.",
            Error::Unwritten => "This is a fault in Caulbart: please report it with this sentence.",
        }
    }
}
