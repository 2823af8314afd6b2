//! Passwords: what is taken as one, and how it is held against what was kept. Hashing is slow and takes memory on purpose
//! (argon2id, RFC 9106), so it happens beside the threads that serve, and only so often at once.

use std::sync::atomic::{AtomicUsize, Ordering};

use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};
use model::ReaderId;
use sha2::{Digest, Sha256};
use tokio::sync::Semaphore;
use unicode_normalization::UnicodeNormalization;
use vault::Holder;
use zeroize::Zeroizing;

use super::Refusal;
use crate::Error;

/// In characters.
pub const SHORTEST: usize = 10;
/// In bytes: a sentence, not a book.
const LONGEST: usize = 1_000;
/// 19 MiB, twice, on one lane: the least that OWASP's cheat sheet on storing passwords names for argon2id.
const MEMORY_KIB: u32 = 19 * 1_024;
const PASSES: u32 = 2;
/// Hashed at once; each has a thread and its memory.
const AT_ONCE: usize = 2;
/// Whoever comes when so many wait is asked to come again.
const WAITING: usize = 40;
/// What everybody tries first (those of at least ten characters), without digits at their ends.
const COMMON: [&str; 14] = [
    "password",
    "passwort",
    "qwertyuiop",
    "qwertzuiop",
    "asdfghjkl",
    "iloveyou",
    "letmein",
    "abcdefghij",
    "caulbart",
    "administrator",
    "football",
    "basketball",
    "changeme",
    "hallohallo",
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PasswordFault {
    TooShort,
    TooLong,
    /// It is her name, one of the first that anybody would try, or hardly more than one character.
    Guessed,
}

pub(crate) struct Passwords {
    turns: Semaphore,
    waiting: AtomicUsize,
}

impl Default for Passwords {
    fn default() -> Self {
        Passwords { turns: Semaphore::new(AT_ONCE), waiting: AtomicUsize::new(0) }
    }
}

impl Passwords {
    /// Takes it as a new password of whoever has this name, and gives what is kept of it.
    pub async fn hash(&self, typed: &str, name: &str) -> Result<String, Error> {
        let password = accepted(typed, name).map_err(Refusal::Password)?;
        let mut salt = [0; 16];
        getrandom::fill(&mut salt)
            .map_err(|error| Error::Refused(format!("The system gave no random bytes: {error}")))?;
        self.beside(move || hash(&password, &salt)).await?.ok_or_else(broken)
    }

    /// Is it the one that this was kept of? Takes as long where nothing was kept.
    pub async fn is(&self, typed: &str, kept: Option<String>) -> Result<bool, Error> {
        let password = normal(typed);
        self.beside(move || match kept {
            Some(kept) => verify(&password, &kept),
            None => {
                let _ = hash(&password, &[0; 16]);
                false
            }
        })
        .await
    }

    /// What unwraps her keys; slow to find, like the other. `salt` is hers alone.
    pub async fn holder(&self, reader: ReaderId, typed: &str, salt: &[u8]) -> Result<Holder, Error> {
        let (password, salt) = (normal(typed), [b"caulbart/keys/v1", salt].concat());
        let key = self
            .beside(move || {
                let mut key = Zeroizing::new([0; 32]);
                argon2()?.hash_password_into(password.as_bytes(), &salt, key.as_mut_slice()).ok()?;
                Some(key)
            })
            .await?;
        Ok(Holder::new(holder_id(reader), key.ok_or_else(broken)?.as_slice()))
    }

    async fn beside<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, Error> {
        let _waits = Waits::among(&self.waiting).ok_or(Refusal::Busy)?;
        let turn = self.turns.acquire().await.map_err(|_| broken())?;
        let done = tokio::task::spawn_blocking(work).await.map_err(|_| broken());
        drop(turn);
        done
    }
}

/// Where what her password unwraps is found.
pub(crate) fn holder_id(reader: ReaderId) -> [u8; 32] {
    Sha256::digest(format!("caulbart/password/v1 {reader}")).into()
}

/// Counted as long as it lives, also where whoever waited went away.
struct Waits<'a>(&'a AtomicUsize);

impl<'a> Waits<'a> {
    fn among(waiting: &'a AtomicUsize) -> Option<Waits<'a>> {
        let counted = Waits(waiting);
        (waiting.fetch_add(1, Ordering::AcqRel) < WAITING).then_some(counted)
    }
}

impl Drop for Waits<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::AcqRel);
    }
}

fn broken() -> Error {
    Error::Refused("A password could not be worked on".to_owned())
}

/// The same however her keyboard writes an umlaut (NIST SP 800-63B-4, 3.1.1.2).
fn normal(typed: &str) -> String {
    let end = typed.floor_char_boundary(LONGEST + 1);
    typed.get(..end).unwrap_or("").nfkc().collect()
}

fn accepted(typed: &str, name: &str) -> Result<String, PasswordFault> {
    if typed.len() > LONGEST {
        return Err(PasswordFault::TooLong);
    }
    let password = normal(typed);
    if password.chars().count() < SHORTEST {
        return Err(PasswordFault::TooShort);
    }
    if is_guessed(&password.to_lowercase(), &name.to_lowercase()) { Err(PasswordFault::Guessed) } else { Ok(password) }
}

fn is_guessed(password: &str, name: &str) -> bool {
    let mut different: Vec<char> = password.chars().collect();
    different.sort_unstable();
    different.dedup();
    let ends = |c: char| c.is_ascii_digit() || c.is_ascii_punctuation();
    let heart = password.trim_matches(ends);
    let is_name =
        !name.is_empty() && (heart == name.trim_matches(ends) || password.replace(name, "").chars().count() < 4);
    let in_order = different.len() <= 10 && "01234567890123456789 98765432109876543210".contains(password);
    different.len() < 4 || in_order || is_name || COMMON.contains(&heart)
}

fn argon2() -> Option<Argon2<'static>> {
    let params = Params::new(MEMORY_KIB, PASSES, 1, None).ok()?;
    Some(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

fn hash(password: &str, salt: &[u8; 16]) -> Option<String> {
    let salt = SaltString::encode_b64(salt).ok()?;
    Some(argon2()?.hash_password(password.as_bytes(), &salt).ok()?.to_string())
}

fn verify(password: &str, kept: &str) -> bool {
    let (Some(argon2), Ok(kept)) = (argon2(), PasswordHash::new(kept)) else { return false };
    argon2.verify_password(password.as_bytes(), &kept).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_guessed_first_is_no_password() {
        let long = "ab1".repeat(400);
        for (typed, want) in [
            ("correct horse", Ok(())),
            ("zwölf Boxkämpfer", Ok(())),
            ("пароль длинный", Ok(())),
            ("short", Err(PasswordFault::TooShort)),
            ("", Err(PasswordFault::TooShort)),
            ("ééééé", Err(PasswordFault::TooShort)),
            (&long, Err(PasswordFault::TooLong)),
            ("aaaaaaaaaaaa", Err(PasswordFault::Guessed)),
            ("abababababab", Err(PasswordFault::Guessed)),
            ("1234567890", Err(PasswordFault::Guessed)),
            ("Password123!", Err(PasswordFault::Guessed)),
            ("Ann Leeward", Err(PasswordFault::Guessed)),
            ("ann leeward1", Err(PasswordFault::Guessed)),
            ("a leeward ann", Ok(())),
        ] {
            assert_eq!(accepted(typed, "Ann Leeward").map(|_| ()), want, "{typed:.40}");
        }
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_password_is_known_again_and_no_other() {
        let passwords = Passwords::default();
        let kept = passwords.hash("Zwo\u{308}lf Boxer", "Ann").await.unwrap();
        assert!(kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{kept}");
        for (typed, want) in [("Zwölf Boxer", true), ("zwölf boxer", false), ("Zwölf Boxer ", false), ("", false)] {
            assert_eq!(passwords.is(typed, Some(kept.clone())).await.unwrap(), want, "{typed}");
        }
        assert!(!passwords.is("Zwölf Boxer", None).await.unwrap());
        assert!(!passwords.is("Zwölf Boxer", Some("damaged".to_owned())).await.unwrap());
        assert_ne!(kept, passwords.hash("Zwölf Boxer", "Ann").await.unwrap(), "each has a salt of her own");
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn whoever_comes_when_too_many_wait_is_sent_away() {
        let passwords = Passwords::default();
        let held: Vec<_> = (0..WAITING).map(|_| Waits::among(&passwords.waiting).unwrap()).collect();
        assert!(matches!(passwords.is("any", None).await, Err(Error::Account(Refusal::Busy))));
        drop(held);
        assert!(passwords.is("any", None).await.is_ok());
    }
}
