//! What can be wrong with a request, and how it is told: one place turns it into a page.

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
    #[error("our fault")]
    Ours,
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
            Wrong::Ours => 500,
        }
    }
}

/// Refusals are shown to the reader; everything else is logged here, once, and becomes an apology.
impl From<readers::Error> for Wrong {
    fn from(error: readers::Error) -> Wrong {
        match error {
            readers::Error::Refused(sentence) => Wrong::Unreadable(sentence.trim_end_matches('.').to_owned()),
            other => ours(&other),
        }
    }
}

impl From<store::Error> for Wrong {
    fn from(error: store::Error) -> Wrong {
        ours(&error)
    }
}

fn ours(error: &dyn std::error::Error) -> Wrong {
    tracing::error!(error = %error, "a page could not be made");
    Wrong::Ours
}
