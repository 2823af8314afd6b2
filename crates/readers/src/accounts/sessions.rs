//! Sessions: a secret in a browser that says who she is, until she signs out, stays away, or half a year has gone by.

use model::{DAY, HOUR, ReaderId, Time};
use sha2::{Digest, Sha256};
use store::{NewSession, SessionRow};
use tracing::warn;
use vault::{Holder, Keys};

use super::{Caller, Entry, Token};
use crate::kept::{Kind, opened_text, sealed_text};
use crate::{Error, Readers, Secret};

/// Not seen for so long, a session has ended.
const UNSEEN: i64 = 30 * DAY;
/// However often it was seen.
const AT_LONGEST: i64 = 180 * DAY;
/// When it was seen is noted this often.
const NOTED_EVERY: i64 = HOUR;
/// Of one reader; those not seen for longest end first.
const AT_MOST: u32 = 30;

/// Who holds a secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Who {
    pub reader: ReaderId,
    pub by: By,
}

/// By what she is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum By {
    /// The secret of a visitor without an account.
    Guest,
    Session(Session),
    /// She is not here herself.
    Token(Token),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    pub id: i64,
    /// When she signed in.
    pub began: Time,
    /// Her name, as she writes it.
    pub name: String,
}

impl Readers {
    /// Who holds this secret; `None` when nobody was met under it, or when the session has ended.
    pub async fn who(&self, secret: &Secret, now: Time) -> Result<Option<Who>, Error> {
        let Some(found) = self.store().who(&secret.hash()).await? else { return Ok(None) };
        let Some(session) = found.session else {
            let comes = self.comes(found.reader, &secret.holder(), now).await?;
            return Ok(comes.then_some(Who { reader: found.reader, by: By::Guest }));
        };
        if has_ended(session.added, session.seen, now) {
            self.end_session(found.reader, session.id).await?;
            return Ok(None);
        }
        if now.since(session.seen) >= NOTED_EVERY {
            self.store().see_session(session.id, now).await?;
        }
        if !self.comes(found.reader, &secret.holder(), now).await? {
            return Ok(None);
        }
        let name = opened_text(&*self.kept().keys(found.reader)?, Kind::Name, &session.name);
        let session = Session { id: session.id, began: session.added, name };
        Ok(Some(Who { reader: found.reader, by: By::Session(session) }))
    }

    /// False where what she brought is hers, but does not open her keys: then she is nobody we know.
    pub(super) async fn comes(&self, reader: ReaderId, holder: &Holder, now: Time) -> Result<bool, Error> {
        match self.kept().admit(reader, holder, now).await {
            Ok(false) => Ok(true),
            Ok(true) => {
                self.catch_up(reader, now).await?;
                Ok(true)
            }
            Err(Error::Lost) => {
                warn!(
                    "Reader {reader} came with what does not open her keys; they were destroyed, or another's vault stands here."
                );
                Ok(false)
            }
            Err(error) => Err(error),
        }
    }

    /// Those that have not ended, the last seen first.
    pub async fn sessions(&self, reader: ReaderId, now: Time) -> Result<Vec<SessionRow>, Error> {
        let mut sessions = self.store().sessions(reader).await?;
        let keys = self.kept().keys(reader)?;
        for session in &mut sessions {
            session.agent = opened_text(&keys, Kind::Agent, &session.agent);
        }
        sessions.retain(|session| !has_ended(session.added, session.seen, now));
        Ok(sessions)
    }

    /// False when it is not hers.
    pub async fn end_session(&self, reader: ReaderId, id: i64) -> Result<bool, Error> {
        let ended = self.store().end_session(reader, id).await?;
        self.tidy(reader).await?;
        Ok(ended)
    }

    /// All of hers but this one; says how many.
    pub async fn end_other_sessions(&self, reader: ReaderId, kept: i64) -> Result<u64, Error> {
        let ended = self.store().end_other_sessions(reader, kept).await?;
        self.tidy(reader).await?;
        Ok(ended)
    }

    /// A session of which nobody knew the secret before: what somebody may have put into her browser opens nothing.
    pub(super) async fn begin_session(&self, keys: &Keys, caller: &Caller, now: Time) -> Result<Entry, Error> {
        let (secret, reader) = (Secret::random()?, keys.reader());
        self.kept().vault.hold(keys, &[secret.holder()]).await?;
        self.store().add_session(reader, new_session(&secret, keys, caller, now)?, now).await?;
        self.tidy(reader).await?;
        // Whatever opened her keys: she may have been away.
        self.catch_up(reader, now).await?;
        Ok(Entry { reader, secret })
    }

    /// What is no longer hers unwraps nothing any more.
    pub(super) async fn tidy(&self, reader: ReaderId) -> Result<(), Error> {
        let mut held = self.store().secret_hashes(reader).await?;
        held.push(super::password_holder_id(reader));
        let passkeys = self.store().credential_ids(reader).await?;
        held.extend(passkeys.iter().map(|id| <[u8; 32]>::from(Sha256::digest(id))));
        Ok(self.kept().vault.hold_only(reader, &held).await?)
    }
}

pub(super) fn new_session(secret: &Secret, keys: &Keys, caller: &Caller, now: Time) -> Result<NewSession, Error> {
    Ok(NewSession {
        token_hash: secret.hash(),
        agent: sealed_text(keys, Kind::Agent, &agent(&caller.agent))?,
        older_end: now.plus(-UNSEEN),
        at_most: AT_MOST,
    })
}

fn has_ended(began: Time, seen: Time, now: Time) -> bool {
    now.since(seen) >= UNSEEN || now.since(began) >= AT_LONGEST
}

/// Which browser on which system, in words of ours: what a browser says of itself is not kept.
pub fn agent(said: &str) -> String {
    let first =
        |of: &[(&str, &'static str)]| of.iter().find(|(sign, _)| said.contains(sign)).map_or("", |(_, word)| *word);
    // Each says that it is also those that come after it here.
    let browser = first(&[
        ("Edg/", "edge"),
        ("OPR/", "opera"),
        ("SamsungBrowser/", "samsung"),
        ("Firefox/", "firefox"),
        ("FxiOS/", "firefox"),
        ("CriOS/", "chrome"),
        ("Chrome/", "chrome"),
        ("Safari/", "safari"),
    ]);
    let system = first(&[
        ("iPhone", "iphone"),
        ("iPad", "ipad"),
        ("Android", "android"),
        ("Windows", "windows"),
        ("Mac OS X", "mac"),
        ("CrOS", "chromeos"),
        ("Linux", "linux"),
    ]);
    format!("{browser} {system}").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_ends_when_she_stays_away_or_after_half_a_year() {
        let day = |number: i64| Time(number * DAY);
        for (seen, now, ended) in [(0, 0, false), (0, 29, false), (0, 30, true), (150, 179, false), (179, 180, true)] {
            assert_eq!(has_ended(day(0), day(seen), day(now)), ended, "seen {seen}, now {now}");
        }
    }

    #[test]
    fn browsers_are_named_in_our_words() {
        for (said, want) in [
            ("Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0", "firefox linux"),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0 Safari/537.36",
                "chrome windows",
            ),
            ("Mozilla/5.0 (Windows NT 10.0) Chrome/142.0 Safari/537.36 Edg/142.0", "edge windows"),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile/15E148 Safari/604.1",
                "safari iphone",
            ),
            ("Mozilla/5.0 (Linux; Android 15) Chrome/142.0 Mobile Safari/537.36", "chrome android"),
            ("<script>alert(1)</script>", ""),
            ("", ""),
        ] {
            assert_eq!(agent(said), want, "{said}");
        }
    }
}
