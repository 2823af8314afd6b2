//! Is this list the list we saw before, and what does an entry say?
//!
//! The kernel is what a stranger should read: [`tree`], [`tiles`], [`note`], [`checkpoint`] and [`proof`] follow RFC 6962 and the
//! C2SP specifications of the same names to the letter. [`policy`] says whose signatures are enough. [`entry`] and [`subject`] are
//! what Caulbart writes into its log (`docs/ledger.md`), [`report`] what that comes to in
//! numbers, and [`diff`] in what two editions differ.

use base64::{Engine, engine::general_purpose::STANDARD};

pub mod checkpoint;
pub mod diff;
pub mod entry;
pub mod note;
pub mod packs;
pub mod policy;
pub mod proof;
pub mod report;
pub mod subject;
pub mod submission;
pub mod tiles;
pub mod tree;

pub use checkpoint::Checkpoint;
pub use entry::{Entry, EntryFault};
pub use note::{Note, SigningKey, VerifierKey};
pub use policy::TrustPolicy;
pub use proof::Proof;
pub use submission::Submission;
pub use tree::{Frontier, Hash};

/// Why something is not what it claims to be. Whoever made it is at fault, not who reads it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    #[error("this is no {what}: {why}")]
    Malformed { what: &'static str, why: String },
    #[error("no signature is from a key that is known here")]
    Unsigned,
    #[error("the signature of {0} does not fit the text")]
    BadSignature(String),
    #[error("{0}")]
    Unproven(&'static str),
    #[error("the log calls itself {found}, and {wanted} was expected")]
    OtherLog { found: String, wanted: String },
    #[error("too few witnesses have cosigned: the trust policy wants {wanted}, and there is {found}")]
    Quorum { wanted: String, found: String },
}

impl Fault {
    pub(crate) fn malformed(what: &'static str, why: impl Into<String>) -> Self {
        Self::Malformed { what, why: why.into() }
    }
}

/// Standard base 64 with its padding, in the one way in which the same bytes can be written.
pub(crate) fn from_base64(text: &str) -> Option<Vec<u8>> {
    STANDARD.decode(text).ok()
}

pub(crate) fn to_base64(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

pub(crate) fn hash_from_base64(text: &str) -> Option<Hash> {
    from_base64(text)?.try_into().ok()
}

/// A number in decimal, without a sign or a leading zero.
pub(crate) fn decimal(text: &str) -> Option<u64> {
    let is_plain = text.bytes().all(|byte| byte.is_ascii_digit()) && (text == "0" || !text.starts_with('0'));
    if is_plain { text.parse().ok() } else { None }
}
