//! What only this edition can have written: when a form was made, and that a mail was hers (HMAC-SHA-256, RFC 2104).

use hmac::{Hmac, Mac};
use model::{CommentId, DAY, ManuscriptId, SECOND, Time};
use sha2::Sha256;
use store::Store;

use super::{Comments, Doubt, KEY};
use crate::Error;

/// Nobody reads, thinks and types in less.
const FASTEST: i64 = 3 * SECOND;
const OLDEST: i64 = DAY;

/// Made at first use and kept, so that forms and mails of before a restart still hold.
pub(super) async fn key(store: &Store) -> Result<[u8; 32], Error> {
    if let Some(kept) = store.setting(KEY).await?.as_deref().and_then(from_hex) {
        return Ok(kept);
    }
    let mut key = [0; 32];
    getrandom::fill(&mut key).map_err(|_| Error::Closing)?;
    store.set_setting(KEY, &hex(&key)).await?;
    Ok(key)
}

impl Comments {
    /// Goes into a form for this article.
    pub fn stamp(&self, manuscript: ManuscriptId, now: Time) -> String {
        format!("{}.{}", now.0, self.sign(&format!("form {manuscript} {}", now.0)))
    }

    pub(super) fn doubt_about(&self, stamp: &str, manuscript: ManuscriptId, now: Time) -> Option<Doubt> {
        let made = stamp.split_once('.').and_then(|(made, sign)| {
            let made: i64 = made.parse().ok()?;
            self.is_signed(&format!("form {manuscript} {made}"), sign).then_some(Time(made))
        });
        match made.map(|made| now.since(made)) {
            None => Some(Doubt::Forged),
            Some(took) if took < FASTEST => Some(Doubt::Fast),
            Some(took) if took > OLDEST => Some(Doubt::Old),
            Some(_) => None,
        }
    }

    /// Stands in a mail, and ends mails.
    pub fn unsubscribe_sign(&self, comment: CommentId) -> String {
        self.sign(&format!("unsubscribe {comment}"))
    }

    /// False when the address was made up.
    pub async fn unsubscribe(&self, comment: CommentId, sign: &str) -> Result<bool, Error> {
        let ours = self.may_unsubscribe(comment, sign);
        if ours {
            self.0.store.unsubscribe(comment).await?;
        }
        Ok(ours)
    }

    pub fn may_unsubscribe(&self, comment: CommentId, sign: &str) -> bool {
        self.is_signed(&format!("unsubscribe {comment}"), sign)
    }

    fn mac(&self, about: &str) -> Option<Hmac<Sha256>> {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0.key).ok()?;
        mac.update(about.as_bytes());
        Some(mac)
    }

    fn sign(&self, about: &str) -> String {
        self.mac(about).map(|mac| hex(&mac.finalize().into_bytes()[..16])).unwrap_or_default()
    }

    /// Compared in constant time.
    fn is_signed(&self, about: &str, sign: &str) -> bool {
        let bytes: Option<Vec<u8>> = (sign.len() == 32 && sign.is_ascii())
            .then(|| (0..16).map(|at| u8::from_str_radix(sign.get(at * 2..at * 2 + 2)?, 16).ok()).collect())
            .flatten();
        let Some((mac, bytes)) = self.mac(about).zip(bytes) else { return false };
        mac.verify_truncated_left(&bytes).is_ok()
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn from_hex(text: &str) -> Option<[u8; 32]> {
    let digits = text.is_ascii().then_some(text)?;
    let bytes: Option<Vec<u8>> =
        (0..32).map(|at| u8::from_str_radix(digits.get(at * 2..at * 2 + 2)?, 16).ok()).collect();
    bytes?.try_into().ok()
}
