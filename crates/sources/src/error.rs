//! What can go wrong between an address and an item: each error is a sentence for the person who looks after sources.

use std::net::IpAddr;

use model::Blame;

use crate::words::{self, say};

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("{}", say(words::BAD_ADDRESS, &[address]))]
    Address { address: String },
    #[error("{}", say(words::BAD_SCHEME, &[scheme]))]
    Scheme { scheme: String },
    #[error("{}", say(words::BAD_PORT, &[host, port]))]
    Port { host: String, port: u16 },
    #[error("{}", say(words::PRIVATE, &[host, address, whom]))]
    Private { host: String, address: IpAddr, whom: &'static str },
    #[error("{}", say(words::NO_HOST, &[host]))]
    NoSuchHost { host: String },
    #[error("{}", say(words::NO_CONNECTION, &[host]))]
    NoConnection { host: String },
    #[error("{}", say(words::NO_TRUST, &[host]))]
    NoTrust { host: String },
    #[error("{}", say(words::TOO_LATE, &[host, seconds]))]
    TooLate { host: String, seconds: u64 },
    #[error("{}", say(words::TOO_SLOW, &[host]))]
    TooSlow { host: String },
    #[error("{}", say(words::TOO_LARGE, &[host, megabytes]))]
    TooLarge { host: String, megabytes: u64 },
    #[error("{}", say(words::TOO_MANY_REDIRECTS, &[host, times]))]
    TooManyRedirects { host: String, times: usize },
    #[error("{}", say(words::BAD_REDIRECT, &[host, cause]))]
    BadRedirect { host: String, cause: Box<Error> },
    #[error("{}", say(words::GARBLED, &[host]))]
    Garbled { host: String },
    #[error("{}", say(words::BAD_STATUS, &[host, status]))]
    Status { host: String, status: u16 },
    #[error("{}", say(words::NOTHING_FOUND, &[address]))]
    NothingFound { address: String },
    #[error("{}", say(words::BAD_PICTURE, &[address, cause]))]
    Picture { address: String, cause: pictures::Error },
    /// What was said the last time that this picture was tried.
    #[error("{words}")]
    PictureBefore { words: String },
    #[error("{}", say(words::NO_ARTICLE, &[address]))]
    NoArticle { address: String },
    /// Kept in a file of this machine.
    #[error("The picture folder cannot be written: {0}.")]
    Folder(#[from] std::io::Error),
    #[error(transparent)]
    Store(#[from] store::Error),
    /// A thread of ours gave up.
    #[error("A part of the work broke off, which is a fault of this program.")]
    Broken,
}

impl Error {
    pub(crate) fn address(address: &str) -> Error {
        Error::Address { address: address.chars().take(200).collect() }
    }

    pub fn blame(&self) -> Blame {
        match self {
            Error::Address { .. } | Error::Scheme { .. } | Error::Port { .. } | Error::Private { .. } => Blame::Reader,
            Error::NothingFound { .. } => Blame::Reader,
            Error::Store(error) => error.blame(),
            Error::Folder(_) | Error::Broken => Blame::Ours,
            _ => Blame::Outside,
        }
    }

    /// The next step, where the sentence itself does not name one.
    pub fn hint(&self) -> &'static str {
        match self {
            Error::Address { .. } | Error::Scheme { .. } | Error::NothingFound { .. } => {
                "Copy the address from the site's own page."
            }
            Error::Port { .. } | Error::Private { .. } => "Name the host in the settings if it is yours.",
            Error::Folder(_) => "Make room on the disk, or give the server the right to write there.",
            Error::Store(error) => error.hint(),
            Error::Broken => "Look into the log.",
            _ => "Wait: it will be asked again.",
        }
    }
}
