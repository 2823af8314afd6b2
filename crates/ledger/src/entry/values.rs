//! What does the value of a line look like?

use std::fmt::{self, Write};

use super::lines::Value;
use super::words::Fields;
use crate::note::KeyKind;
use crate::{VerifierKey, decimal, from_base64, to_base64};

/// The largest count: what a double still tells from its neighbours, so that scripts read it too (2^53 - 1).
pub const COUNT_AT_MOST: u64 = 9_007_199_254_740_991;

impl Value for u64 {
    fn parse(text: &str) -> Result<Self, String> {
        decimal(text).filter(|count| *count <= COUNT_AT_MOST).ok_or_else(|| "a count".to_owned())
    }

    fn format(&self, out: &mut String) {
        let _ = write!(out, "{self}");
    }
}

/// A count between `MIN` and `MAX`.
pub(super) struct Between<const MIN: u64, const MAX: u64>;

impl<const MIN: u64, const MAX: u64> Between<MIN, MAX> {
    pub fn check(count: u64) -> Result<(), String> {
        match (MIN..=MAX).contains(&count) {
            true => Ok(()),
            false if MAX == u64::MAX => Err(format!("it is {MIN} or more")),
            false => Err(format!("it is from {MIN} to {MAX}")),
        }
    }
}

/// 16 or 32 bytes in lower-case hexadecimal digits.
impl<const N: usize> Value for [u8; N] {
    fn parse(text: &str) -> Result<Self, String> {
        from_hex(text).ok_or_else(|| format!("{} lower-case hexadecimal digits", 2 * N))
    }

    fn format(&self, out: &mut String) {
        out.push_str(&to_hex(self));
    }
}

/// Bytes from twice as many lower-case hexadecimal digits.
#[must_use]
pub fn from_hex<const N: usize>(text: &str) -> Option<[u8; N]> {
    let digit = |byte: u8| match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        _ => None,
    };
    let mut bytes = [0; N];
    let (pairs, rest) = text.as_bytes().as_chunks::<2>();
    if pairs.len() != N || !rest.is_empty() {
        return None;
    }
    for (byte, [high, low]) in bytes.iter_mut().zip(pairs) {
        *byte = digit(*high)? << 4 | digit(*low)?;
    }
    Some(bytes)
}

/// Lower-case hexadecimal digits.
#[must_use]
pub fn to_hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digits = bytes.iter().flat_map(|byte| [DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]]);
    digits.map(char::from).collect()
}

/// 32 bytes, or `none`.
impl<const N: usize> Value for Option<[u8; N]> {
    fn parse(text: &str) -> Result<Self, String> {
        if text == "none" {
            return Ok(None);
        }
        from_hex(text).map(Some).ok_or_else(|| format!("none or {} lower-case hexadecimal digits", 2 * N))
    }

    fn format(&self, out: &mut String) {
        out.push_str(&self.map_or("none".to_owned(), |bytes| to_hex(&bytes)));
    }
}

impl Value for VerifierKey {
    fn parse(text: &str) -> Result<Self, String> {
        let key = VerifierKey::parse(text).map_err(|fault| format!("a verifier key ({fault})"))?;
        if key.kind() == KeyKind::Text { Ok(key) } else { Err("a key of type 01, that signs heads".to_owned()) }
    }

    fn format(&self, out: &mut String) {
        let _ = write!(out, "{self}");
    }
}

/// Bytes in base 64.
impl Value for Vec<u8> {
    fn parse(text: &str) -> Result<Self, String> {
        from_base64(text).ok_or_else(|| "bytes in base 64".to_owned())
    }

    fn format(&self, out: &mut String) {
        out.push_str(&to_base64(self));
    }
}

/// Text whose grammar is checked when it is made.
macro_rules! texts {
    ($($(#[$doc:meta])* $name:ident: $is:expr, $wanted:literal;)+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(String);

        impl $name {
            /// None where the text is not in the grammar.
            #[must_use]
            pub fn new(text: &str) -> Option<Self> {
                let is: fn(&str) -> bool = $is;
                is(text).then(|| Self(text.to_owned()))
            }

            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl Value for $name {
            fn parse(text: &str) -> Result<Self, String> {
                Self::new(text).ok_or_else(|| $wanted.to_owned())
            }

            fn format(&self, out: &mut String) {
                out.push_str(&self.0);
            }
        }
    )+};
}

texts! {
    /// Up to 64 lower-case letters, digits and hyphens.
    Word: |text| {
        text.len() <= 64
            && text.starts_with(|c: char| c.is_ascii_lowercase())
            && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
    }, "a word of up to 64 lower-case letters, digits and hyphens";

    /// Up to 100 letters, digits, dots, slashes, hyphens and underscores.
    Name: |text| {
        text.len() <= 100
            && text.starts_with(|c: char| c.is_ascii_alphanumeric())
            && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"._/-".contains(&b))
    }, "a name of up to 100 letters, digits and . _ / -";

    /// The number of a case elsewhere, or `none`: so short of letters that no person's name fits in.
    Reference: |text| {
        text == "none" || text.split_once('-').is_some_and(|(letters, digits)| {
            (1..=8).contains(&letters.len())
                && letters.bytes().all(|b| b.is_ascii_uppercase())
                && (1..=12).contains(&digits.len())
                && digits.bytes().all(|b| b.is_ascii_digit())
        })
    }, "none or a number such as ABC-123";
}

/// The commit that a release was built from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    Unknown,
    Sha1([u8; 20]),
    Sha256([u8; 32]),
}

impl Source {
    /// None where the text is not in the grammar.
    #[must_use]
    pub fn from_text(text: &str) -> Option<Self> {
        Self::parse(text).ok()
    }
}

impl Value for Source {
    fn parse(text: &str) -> Result<Self, String> {
        let known = || from_hex(text).map(Self::Sha1).or_else(|| from_hex(text).map(Self::Sha256));
        if text == "unknown" { Some(Self::Unknown) } else { known() }
            .ok_or_else(|| "unknown, or a commit of 40 or 64 lower-case hexadecimal digits".to_owned())
    }

    fn format(&self, out: &mut String) {
        out.push_str(&match self {
            Self::Unknown => "unknown".to_owned(),
            Self::Sha1(commit) => to_hex(commit),
            Self::Sha256(commit) => to_hex(commit),
        });
    }
}

/// What is transferred: readers' data, or content that is nobody's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Types {
    Content,
    Fields(Fields),
}

impl fmt::Display for Types {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Content => f.write_str("content"),
            Self::Fields(fields) => write!(f, "{fields}"),
        }
    }
}

impl Value for Types {
    fn parse(text: &str) -> Result<Self, String> {
        if text == "content" {
            return Ok(Self::Content);
        }
        Fields::parse(text).map(Self::Fields).map_err(|wanted| format!("content, or {wanted}"))
    }

    fn format(&self, out: &mut String) {
        let _ = write!(out, "{self}");
    }
}
