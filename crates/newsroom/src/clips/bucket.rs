//! Where whole files of clips may lie instead of the edition's folder. Who speaks with it, the binary knows.

use std::path::Path;
use std::pin::Pin;

use bytes::Bytes;
use futures_util::Stream;
use model::Blame;

/// Bytes of a file, in steps; no more is read than somebody takes.
pub type Steps = Pin<Box<dyn Stream<Item = std::io::Result<Bytes>> + Send>>;

pub type Asked<'a, T> = Pin<Box<dyn Future<Output = Result<T, BucketFault>> + Send + 'a>>;

/// Keeps files under names, for one edition alone.
pub trait Bucket: Send + Sync {
    /// What has this name already is replaced; whole or not at all.
    fn put<'a>(&'a self, name: &'a str, file: &'a Path) -> Asked<'a, ()>;
    /// So many bytes from there on.
    fn get<'a>(&'a self, name: &'a str, from: u64, length: u64) -> Asked<'a, Steps>;
    /// Gone already is as good.
    fn remove<'a>(&'a self, name: &'a str) -> Asked<'a, ()>;
}

/// Each is a sentence for the operator, and holds no secret.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BucketFault {
    /// There is nothing under this name.
    #[error("{0}")]
    Missing(String),
    /// It passes by itself.
    #[error("{0}")]
    Down(String),
    /// Somebody has to do something.
    #[error("{0}")]
    Refused(String),
}

impl BucketFault {
    pub fn blame(&self) -> Blame {
        match self {
            BucketFault::Down(_) => Blame::Outside,
            BucketFault::Missing(_) | BucketFault::Refused(_) => Blame::Ours,
        }
    }
}
