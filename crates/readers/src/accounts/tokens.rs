//! Tokens: what a program of hers brings instead of her cookie. Each says which edition it is for, what it may do, and ends.

use model::{DAY, HOUR, ReaderId, Time};
use store::{NewToken, TokenRow};

use super::{Refusal, label};
use crate::kept::{Kind, opened_text, sealed_text};
use crate::{Error, Readers, Secret};

/// Of one reader.
const AT_MOST: usize = 20;
/// In days.
pub const LIFETIMES: [u16; 3] = [30, 90, 365];
/// When it was used is noted this often.
const NOTED_EVERY: i64 = HOUR;
/// How every token begins, so that people and scanners know one where it does not belong.
const MARK: &str = "caulbart-";

/// What a token may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    Read,
    Act,
    Manage,
}

impl Scope {
    pub const ALL: [Scope; 3] = [Scope::Read, Scope::Act, Scope::Manage];

    pub fn word(self) -> &'static str {
        match self {
            Scope::Read => "read",
            Scope::Act => "act",
            Scope::Manage => "manage",
        }
    }

    pub fn from_word(word: &str) -> Option<Scope> {
        Scope::ALL.into_iter().find(|scope| scope.word() == word)
    }
}

/// A token that holds, without its secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    pub id: i64,
    pub scopes: Vec<Scope>,
}

/// Why a token opens nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenFault {
    /// It is none of ours, or a part of it is missing.
    Unreadable,
    OtherEdition,
    /// It was revoked, or never made.
    Unknown,
    Expired,
}

/// Looks like one of ours, whatever comes after.
pub fn is_token(text: &str) -> bool {
    text.starts_with(MARK)
}

pub fn scopes(kept: &str) -> Vec<Scope> {
    kept.split(' ').filter_map(Scope::from_word).collect()
}

impl Readers {
    /// The token's text, which is shown now and never again.
    pub async fn make_token(
        &self,
        reader: ReaderId,
        typed: &str,
        scopes: &[Scope],
        days: u16,
        now: Time,
    ) -> Result<String, Error> {
        if scopes.is_empty() {
            return Err(Refusal::TokenNeedsScope.into());
        }
        let (secret, keys) = (Secret::random()?, self.kept().keys(reader)?);
        self.kept().vault.hold(&keys, &[secret.holder()]).await?;
        let days = if LIFETIMES.contains(&days) { days } else { LIFETIMES[0] };
        let words: Vec<&str> = scopes.iter().map(|scope| scope.word()).collect();
        let token = NewToken {
            token_hash: secret.hash(),
            label: sealed_text(&keys, Kind::TokenLabel, &label(typed))?,
            scopes: words.join(" "),
            expires: now.plus(i64::from(days) * DAY),
        };
        match self.store().add_token(reader, token, AT_MOST, now).await? {
            true => Ok(format!("{MARK}{}-{}", self.store().edition().name.as_str(), secret.as_hex())),
            false => {
                self.tidy(reader).await?;
                Err(Refusal::TooManyTokens.into())
            }
        }
    }

    /// Whose token it is, and what it may do.
    pub async fn token(&self, text: &str, now: Time) -> Result<Result<(ReaderId, Token), TokenFault>, Error> {
        let secret = match read(text, self.store().edition().name.as_str()) {
            Ok(secret) => secret,
            Err(fault) => return Ok(Err(fault)),
        };
        let Some(kept) = self.store().token_with(&secret.hash()).await? else { return Ok(Err(TokenFault::Unknown)) };
        if now >= kept.expires {
            return Ok(Err(TokenFault::Expired));
        }
        if kept.seen.is_none_or(|seen| now.since(seen) >= NOTED_EVERY) {
            self.store().see_token(kept.id, now).await?;
        }
        if !self.comes(kept.reader, &secret.holder(), now).await? {
            return Ok(Err(TokenFault::Unknown));
        }
        Ok(Ok((kept.reader, Token { id: kept.id, scopes: scopes(&kept.scopes) })))
    }

    /// In the order in which they were made, ended ones too.
    pub async fn tokens(&self, reader: ReaderId) -> Result<Vec<TokenRow>, Error> {
        let (mut tokens, keys) = (self.store().tokens(reader).await?, self.kept().keys(reader)?);
        for token in &mut tokens {
            token.label = opened_text(&keys, Kind::TokenLabel, &token.label);
        }
        Ok(tokens)
    }

    /// False when it is not hers.
    pub async fn revoke_token(&self, reader: ReaderId, id: i64) -> Result<bool, Error> {
        let was = self.store().remove_token(reader, id).await?;
        self.tidy(reader).await?;
        Ok(was)
    }
}

fn read(text: &str, edition: &str) -> Result<Secret, TokenFault> {
    let rest = text.strip_prefix(MARK).ok_or(TokenFault::Unreadable)?;
    let (name, hex) = rest.rsplit_once('-').ok_or(TokenFault::Unreadable)?;
    let secret = Secret::from_hex(hex).ok_or(TokenFault::Unreadable)?;
    if name == edition { Ok(secret) } else { Err(TokenFault::OtherEdition) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_says_which_edition_it_is_for() {
        let hex = "ab".repeat(32);
        for (text, want) in [
            (format!("caulbart-main-{hex}"), Ok(())),
            (format!("caulbart-the-quay-{hex}"), Err(TokenFault::OtherEdition)),
            (format!("caulbart-main-{}", &hex[1..]), Err(TokenFault::Unreadable)),
            (format!("caulbart-{hex}"), Err(TokenFault::Unreadable)),
            (format!("ghp-main-{hex}"), Err(TokenFault::Unreadable)),
            ("caulbart-".to_owned(), Err(TokenFault::Unreadable)),
            (String::new(), Err(TokenFault::Unreadable)),
            ("é".repeat(90), Err(TokenFault::Unreadable)),
        ] {
            assert_eq!(read(&text, "main").map(|_| ()), want, "{text}");
        }
        assert!(read(&format!("caulbart-the-quay-{hex}"), "the-quay").is_ok());
        assert_eq!(scopes("read act fly"), [Scope::Read, Scope::Act], "what only a newer version knows is not allowed");
    }
}
