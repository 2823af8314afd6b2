//! A visitor without an account: a random secret in her browser, of which only the hash is kept.

use std::fmt::Write;

use model::{Choice, ReaderId, Target, Time};
use sha2::{Digest, Sha256};
use vault::Holder;

use crate::{Error, Readers};

/// 256 random bits that only the reader's browser holds.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret([u8; 32]);

impl Secret {
    /// From the system's source of chance.
    pub fn random() -> Result<Secret, Error> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes)
            .map_err(|error| Error::Refused(format!("The system gave no random bytes: {error}")))?;
        Ok(Secret(bytes))
    }

    /// 64 hexadecimal digits, as in the cookie.
    pub fn as_hex(&self) -> String {
        self.0.iter().fold(String::with_capacity(64), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        })
    }

    pub fn from_hex(text: &str) -> Option<Secret> {
        if text.len() != 64 || !text.bytes().all(|b| b.is_ascii_hexdigit()) {
            return None;
        }
        let mut bytes = [0; 32];
        for (place, byte) in bytes.iter_mut().enumerate() {
            *byte = u8::from_str_radix(text.get(place * 2..place * 2 + 2)?, 16).ok()?;
        }
        Some(Secret(bytes))
    }

    /// For secrets that sign instead of naming a reader.
    pub fn bytes(&self) -> [u8; 32] {
        self.0
    }

    /// By which her keys are unwrapped.
    pub(crate) fn holder(&self) -> Holder {
        Holder::new(self.hash(), &self.0)
    }

    pub(crate) fn hash(&self) -> [u8; 32] {
        Sha256::digest(self.0).into()
    }
}

// A secret never reaches a log.
impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(…)")
    }
}

impl Readers {
    /// Who holds this secret; `None` when nobody was met under it.
    pub async fn reader(&self, secret: &Secret) -> Result<Option<ReaderId>, Error> {
        Ok(self.store().reader_by_secret(&secret.hash()).await?)
    }

    /// The reader under this secret, made now if there is none.
    pub async fn reader_or_new(&self, secret: &Secret, now: Time) -> Result<ReaderId, Error> {
        let reader = match self.reader(secret).await? {
            Some(reader) => reader,
            None => self.store().new_reader(&secret.hash(), now).await?,
        };
        if self.kept().admit(reader, &secret.holder(), now).await? {
            self.catch_up(reader, now).await?;
        }
        Ok(reader)
    }

    pub async fn choices(&self, reader: ReaderId) -> Result<model::Choices, Error> {
        let cell = self.profiles().of(reader).await?;
        let known = cell.lock().await;
        Ok(known.choices.clone())
    }

    /// Follow or mute; the opposite choice about the same target ends.
    pub async fn choose(&self, reader: ReaderId, choice: Choice, target: Target, now: Time) -> Result<(), Error> {
        let cell = self.profiles().of(reader).await?;
        let mut known = cell.lock().await;
        self.kept().choose(reader, choice, &target, now).await?;
        known.choices = self.kept().choices(reader).await?;
        Ok(())
    }

    pub async fn unchoose(&self, reader: ReaderId, choice: Choice, target: Target) -> Result<(), Error> {
        let cell = self.profiles().of(reader).await?;
        let mut known = cell.lock().await;
        self.kept().unchoose(reader, choice, &target).await?;
        known.choices = self.kept().choices(reader).await?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Secret;

    #[test]
    fn a_secret_survives_the_cookie_and_nothing_else_passes() {
        let secret = Secret::random().unwrap();
        assert_eq!(Secret::from_hex(&secret.as_hex()), Some(secret.clone()));
        assert_eq!(format!("{secret:?}"), "Secret(…)");
        for wrong in ["", "00", &"g".repeat(64), &"é".repeat(32), &"0".repeat(65)] {
            assert_eq!(Secret::from_hex(wrong), None, "{wrong}");
        }
    }
}
