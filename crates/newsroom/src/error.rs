//! What can go wrong in the newsroom, and whose fault it is.

use model::{Blame, ClipId, Time};

use crate::Act;

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("{0:?}")]
    Refused(Refusal),
    #[error(transparent)]
    Store(#[from] store::Error),
    #[error(transparent)]
    Vault(#[from] vault::Error),
    #[error("{what} could not be kept: {why}")]
    File { what: String, why: std::io::Error },
    #[error(transparent)]
    Bucket(#[from] crate::clips::BucketFault),
    /// A thread that worked for us is gone.
    #[error("the newsroom is closing")]
    Closing,
}

/// What an editor is told; the words stand in the catalogue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    MayNot(Act),
    /// No such manuscript, picture, author or section.
    NotThere,
    /// Somebody else has it open.
    Locked(String),
    /// It is no longer in the state in which this could be done.
    Moved,
    /// A headline is needed before it goes on.
    NoHeadline,
    /// Nobody may see it before.
    Embargo(Time),
    /// A time that has passed.
    Past,
    /// Not said why.
    NoReason,
    /// The picture, in the words of who read it.
    Picture(String),
    /// Longer than so many characters.
    TooLong(&'static str, usize),
    /// Somebody has this name already.
    Taken,
    /// An address that leads nowhere, or not onto this site.
    BadAddress,
    /// An upload of no bytes.
    EmptyClip,
    /// Larger than so many bytes.
    ClipTooLarge(u64),
    /// More than so many uploads in a day.
    TooManyClips(u32),
    /// All files together would take more than so many bytes.
    NoClipSpace(u64),
    /// So many bytes are here, and others are expected than those that came.
    ClipElsewhere(u64),
    /// More came than these bytes, which were announced.
    ClipLonger(u64),
    /// Another part of it is just coming in.
    ClipBusy,
    /// The server's own disk: what came is kept.
    DiskFull,
    /// Its renditions are not there.
    ClipNotReady,
    TooManyChannels(usize),
    /// A title of signs alone, of which no address can be made.
    NoLetters,
    /// This other one shows the same, and moderators took it down.
    LikeWithheld(ClipId),
    /// One of its pictures is somebody else's.
    ForeignPicture,
    /// More than so many pictures were taken from one clip.
    TooManyCovers(usize),
    /// Captions that cannot be read: why.
    Captions(String),
}

impl Error {
    /// Nothing more can be kept until somebody makes room.
    pub fn is_full(&self) -> bool {
        use std::io::ErrorKind::{QuotaExceeded, StorageFull};
        match self {
            Error::File { why, .. } => matches!(why.kind(), StorageFull | QuotaExceeded),
            Error::Store(store::Error::Full) => true,
            _ => false,
        }
    }

    pub fn blame(&self) -> Blame {
        match self {
            Error::Refused(_) => Blame::Reader,
            Error::Bucket(fault) => fault.blame(),
            Error::Store(_) | Error::Vault(_) | Error::File { .. } | Error::Closing => Blame::Ours,
        }
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Error {
        Error::Refused(refusal)
    }
}
