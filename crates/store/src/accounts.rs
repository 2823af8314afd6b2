//! Accounts: readers with a name, and what they prove themselves by. Secrets come in as hashes and never leave.

use model::{ReaderId, Time};

use crate::{
    Error, Result, Store, statements,
    store::Durability,
    tx::Tx,
    value::{Row, Value},
};

/// SHA-256 of something that only its holder knows.
type Hash = [u8; 32];

/// Who holds a secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WhoRow {
    pub reader: ReaderId,
    /// `None` for a guest.
    pub session: Option<WhoSession>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WhoSession {
    pub id: i64,
    pub seen: Time,
    pub added: Time,
    /// Of the account.
    pub name: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountRow {
    pub reader: ReaderId,
    /// 16 random bytes, or fewer where they are damaged.
    pub handle: Vec<u8>,
    pub name: String,
    /// As argon2 writes it; `None` as long as she has no password.
    pub password_hash: Option<String>,
    pub recovery_hash: Vec<u8>,
    pub added: Time,
}

/// As an operator sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountLine {
    pub reader: ReaderId,
    pub added: Time,
    /// The last of her sessions; `None` when she has none.
    pub seen: Option<Time>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPasskey {
    pub credential_id: Vec<u8>,
    /// Public key and counter, as JSON.
    pub credential: String,
    pub label: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSession {
    pub token_hash: Hash,
    /// In words that the browser did not choose.
    pub agent: String,
    /// Of this reader, those that were not seen since are ended.
    pub older_end: Time,
    /// More than these are not kept; those not seen for longest go.
    pub at_most: u32,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAccount {
    /// The guest who becomes this account with her profile; `None` for somebody of whom nothing is kept.
    pub guest: Option<ReaderId>,
    /// Takes the place of the guest's secret; nobody knows what it is the hash of.
    pub secret_hash: Hash,
    pub handle: [u8; 16],
    pub name: String,
    pub name_key: String,
    pub password_hash: Option<String>,
    pub recovery_hash: Hash,
    pub passkey: Option<NewPasskey>,
    /// Used up with it, where one is needed.
    pub invitation: Option<Hash>,
    pub session: NewSession,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PasskeyRow {
    pub id: i64,
    pub reader: ReaderId,
    pub credential: String,
    pub label: String,
    pub added: Time,
    pub used: Option<Time>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionRow {
    pub id: i64,
    pub added: Time,
    pub seen: Time,
    pub agent: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewToken {
    pub token_hash: Hash,
    pub label: String,
    /// Words, with spaces between them.
    pub scopes: String,
    pub expires: Time,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenRow {
    pub id: i64,
    pub reader: ReaderId,
    pub label: String,
    pub scopes: String,
    pub added: Time,
    pub expires: Time,
    pub seen: Option<Time>,
}

impl Store {
    /// A session's reader, else the guest of that secret.
    pub async fn who(&self, hash: &Hash) -> Result<Option<WhoRow>> {
        self.row(&statements::WHO, &[hash.as_slice().into()], |row| {
            let session =
                WhoSession { id: row.int(1)?, seen: Time(row.int(2)?), added: Time(row.int(3)?), name: row.text(4)? };
            Ok(WhoRow { reader: ReaderId(row.int(0)?), session: (session.id > 0).then_some(session) })
        })
        .await
    }

    pub async fn account_by_name(&self, name_key: &str) -> Result<Option<AccountRow>> {
        self.row(&statements::ACCOUNT_BY_NAME, &[name_key.into()], read_account).await
    }

    pub async fn account_of(&self, reader: ReaderId) -> Result<Option<AccountRow>> {
        self.row(&statements::ACCOUNT_OF, &[reader.into()], read_account).await
    }

    /// In the order in which they were made.
    pub async fn accounts(&self) -> Result<Vec<AccountLine>> {
        self.many_rows(&statements::ALL_ACCOUNTS, &[], |row| {
            Ok(AccountLine {
                reader: ReaderId(row.int(0)?),
                added: Time(row.int(1)?),
                seen: row.maybe_int(2)?.map(Time),
            })
        })
        .await
    }

    /// Account, passkey and first session together or not at all. Errors: `NameTaken`; `NotThere` for an invitation that
    /// does not hold; `Taken` for a passkey that is somebody's already.
    pub async fn sign_up(&self, new: NewAccount, now: Time) -> Result<ReaderId> {
        self.write(Durability::Full, move |tx| Box::pin(async move { sign_up(tx, &new, now).await })).await
    }

    /// False when the name is another's.
    pub async fn rename_account(&self, reader: ReaderId, name: &str, name_key: &str) -> Result<bool> {
        let params = vec![reader.into(), name.to_owned().into(), name_key.to_owned().into()];
        Ok(self.run(Durability::Full, &statements::RENAME_ACCOUNT, params).await? > 0)
    }

    pub async fn set_password(&self, reader: ReaderId, hash: &str) -> Result<()> {
        let params = vec![reader.into(), hash.to_owned().into()];
        self.run(Durability::Full, &statements::SET_PASSWORD, params).await.map(|_| ())
    }

    pub async fn set_recovery(&self, reader: ReaderId, hash: &Hash) -> Result<()> {
        self.run(Durability::Full, &statements::SET_RECOVERY, vec![reader.into(), owned(hash)]).await.map(|_| ())
    }

    /// A recovery code is used up for a new password and a new code, and every session ends. False when the code was used
    /// meanwhile.
    pub async fn recover(&self, reader: ReaderId, used: &Hash, password: String, code: &Hash) -> Result<bool> {
        let params = [reader.into(), owned(used), password.into(), owned(code)];
        self.write(Durability::Full, move |tx| {
            Box::pin(async move {
                let done = tx.run(&statements::RECOVER, &params).await? > 0;
                if done {
                    tx.run(&statements::END_OTHER_SESSIONS, &[reader.into(), 0i64.into()]).await?;
                }
                Ok(done)
            })
        })
        .await
    }

    pub async fn passkey_with(&self, credential_id: &[u8]) -> Result<Option<PasskeyRow>> {
        self.row(&statements::PASSKEY_WITH, &[credential_id.into()], read_passkey).await
    }

    /// In the order in which they were added.
    pub async fn passkeys(&self, reader: ReaderId) -> Result<Vec<PasskeyRow>> {
        self.rows(&statements::PASSKEYS, &[reader.into()], read_passkey).await
    }

    /// False when she has as many as she may have, or when it is somebody's already.
    pub async fn add_passkey(&self, reader: ReaderId, new: NewPasskey, at_most: usize, now: Time) -> Result<bool> {
        self.write(Durability::Full, move |tx| {
            Box::pin(async move {
                let kept = tx.rows(&statements::PASSKEYS, &[reader.into()], |row| row.int(0)).await?.len();
                Ok(kept < at_most && add_passkey(tx, reader, &new, now).await?)
            })
        })
        .await
    }

    pub async fn credential_ids(&self, reader: ReaderId) -> Result<Vec<Vec<u8>>> {
        self.rows(&statements::CREDENTIAL_IDS, &[reader.into()], |row| row.bytes(0)).await
    }

    /// Hashes of what she is known by: sessions, tokens, and her recovery code.
    pub async fn secret_hashes(&self, reader: ReaderId) -> Result<Vec<Hash>> {
        let found = self.rows(&statements::SECRET_HASHES, &[reader.into()], |row| row.bytes(0)).await?;
        Ok(found.into_iter().filter_map(|hash| hash.try_into().ok()).collect())
    }

    pub async fn use_passkey(&self, id: i64, credential: &str, now: Time) -> Result<()> {
        let params = vec![id.into(), credential.to_owned().into(), now.into()];
        self.run(Durability::Full, &statements::USE_PASSKEY, params).await.map(|_| ())
    }

    /// False when it is not hers, or the only thing that she can sign in with.
    pub async fn remove_passkey(&self, reader: ReaderId, id: i64) -> Result<bool> {
        Ok(self.run(Durability::Full, &statements::REMOVE_PASSKEY, vec![reader.into(), id.into()]).await? > 0)
    }

    pub async fn add_session(&self, reader: ReaderId, new: NewSession, now: Time) -> Result<()> {
        self.write(Durability::Full, move |tx| Box::pin(async move { add_session(tx, reader, &new, now).await })).await
    }

    pub async fn see_session(&self, id: i64, now: Time) -> Result<()> {
        self.run(Durability::Normal, &statements::SEE_SESSION, vec![id.into(), now.into()]).await.map(|_| ())
    }

    /// The last seen first.
    pub async fn sessions(&self, reader: ReaderId) -> Result<Vec<SessionRow>> {
        self.rows(&statements::SESSIONS, &[reader.into()], |row| {
            Ok(SessionRow { id: row.int(0)?, added: Time(row.int(1)?), seen: Time(row.int(2)?), agent: row.text(3)? })
        })
        .await
    }

    /// False when it is not hers.
    pub async fn end_session(&self, reader: ReaderId, id: i64) -> Result<bool> {
        Ok(self.run(Durability::Full, &statements::END_SESSION, vec![reader.into(), id.into()]).await? > 0)
    }

    /// All of hers but this one; all, where it is 0.
    pub async fn end_other_sessions(&self, reader: ReaderId, kept: i64) -> Result<u64> {
        self.run(Durability::Full, &statements::END_OTHER_SESSIONS, vec![reader.into(), kept.into()]).await
    }

    /// False when she has as many as she may have.
    pub async fn add_token(&self, reader: ReaderId, new: NewToken, at_most: usize, now: Time) -> Result<bool> {
        self.write(Durability::Full, move |tx| {
            Box::pin(async move {
                if tx.rows(&statements::TOKENS, &[reader.into()], |row| row.int(0)).await?.len() >= at_most {
                    return Ok(false);
                }
                let params = [
                    owned(&new.token_hash),
                    reader.into(),
                    new.label.into(),
                    new.scopes.into(),
                    now.into(),
                    new.expires.into(),
                ];
                Ok(tx.run(&statements::ADD_TOKEN, &params).await? > 0)
            })
        })
        .await
    }

    pub async fn token_with(&self, hash: &Hash) -> Result<Option<TokenRow>> {
        self.row(&statements::TOKEN_WITH, &[hash.as_slice().into()], read_token).await
    }

    /// In the order in which they were made.
    pub async fn tokens(&self, reader: ReaderId) -> Result<Vec<TokenRow>> {
        self.rows(&statements::TOKENS, &[reader.into()], read_token).await
    }

    pub async fn see_token(&self, id: i64, now: Time) -> Result<()> {
        self.run(Durability::Normal, &statements::SEE_TOKEN, vec![id.into(), now.into()]).await.map(|_| ())
    }

    /// False when it is not hers.
    pub async fn remove_token(&self, reader: ReaderId, id: i64) -> Result<bool> {
        Ok(self.run(Durability::Full, &statements::REMOVE_TOKEN, vec![reader.into(), id.into()]).await? > 0)
    }

    pub async fn invite(&self, code_hash: &Hash, now: Time, expires: Time) -> Result<()> {
        let params = vec![owned(code_hash), now.into(), expires.into()];
        self.run(Durability::Full, &statements::INVITE, params).await.map(|_| ())
    }

    /// Would it be taken now?
    pub async fn invitation_holds(&self, code_hash: &Hash, now: Time) -> Result<bool> {
        let params = [code_hash.as_slice().into(), now.into()];
        Ok(self.row(&statements::INVITATION, &params, |row| row.bytes(0)).await?.is_some())
    }
}

async fn sign_up(tx: &mut Tx, new: &NewAccount, now: Time) -> Result<ReaderId> {
    let secret = || owned(&new.secret_hash);
    let guest = match new.guest {
        Some(guest) if tx.run(&statements::RETIRE_SECRET, &[guest.into(), secret()]).await? > 0 => Some(guest),
        _ => None,
    };
    let reader = match guest {
        Some(guest) => guest,
        None => {
            tx.run(&statements::NEW_READER, &[secret(), now.into()]).await?;
            let made = tx.row(&statements::READER_BY_SECRET, &[secret()], |row| row.int(0)).await?;
            made.map(ReaderId).ok_or(Error::NotThere("The reader".to_owned()))?
        }
    };
    let account = [
        reader.into(),
        Value::Bytes(new.handle.to_vec().into()),
        (&new.name).into(),
        (&new.name_key).into(),
        new.password_hash.as_ref().into(),
        owned(&new.recovery_hash),
        now.into(),
    ];
    // An error takes back what was written before it.
    if tx.run(&statements::NEW_ACCOUNT, &account).await? == 0 {
        return Err(Error::NameTaken(new.name.clone()));
    }
    if let Some(code) = &new.invitation
        && tx.run(&statements::USE_INVITATION, &[owned(code), now.into(), reader.into()]).await? == 0
    {
        return Err(Error::NotThere("This invitation".to_owned()));
    }
    if let Some(passkey) = &new.passkey
        && !add_passkey(tx, reader, passkey, now).await?
    {
        return Err(Error::Taken("This passkey".to_owned()));
    }
    add_session(tx, reader, &new.session, now).await?;
    Ok(reader)
}

async fn add_passkey(tx: &mut Tx, reader: ReaderId, new: &NewPasskey, now: Time) -> Result<bool> {
    let params =
        [reader.into(), (&new.credential_id).into(), (&new.credential).into(), (&new.label).into(), now.into()];
    Ok(tx.run(&statements::ADD_PASSKEY, &params).await? > 0)
}

async fn add_session(tx: &mut Tx, reader: ReaderId, new: &NewSession, now: Time) -> Result<()> {
    let params = [owned(&new.token_hash), reader.into(), now.into(), (&new.agent).into()];
    tx.run(&statements::ADD_SESSION, &params).await?;
    tx.run(&statements::END_OLD_SESSIONS, &[reader.into(), new.older_end.into()]).await?;
    tx.run(&statements::END_SURPLUS_SESSIONS, &[reader.into(), new.at_most.into()]).await?;
    Ok(())
}

fn owned(hash: &Hash) -> Value<'static> {
    Value::Bytes(hash.to_vec().into())
}

fn read_account(row: &Row) -> Result<AccountRow> {
    Ok(AccountRow {
        reader: ReaderId(row.int(0)?),
        handle: row.bytes(1)?,
        name: row.text(2)?,
        password_hash: row.maybe_text(3)?,
        recovery_hash: row.bytes(4)?,
        added: Time(row.int(5)?),
    })
}

fn read_passkey(row: &Row) -> Result<PasskeyRow> {
    Ok(PasskeyRow {
        id: row.int(0)?,
        reader: ReaderId(row.int(1)?),
        credential: row.text(2)?,
        label: row.text(3)?,
        added: Time(row.int(4)?),
        used: row.maybe_int(5)?.map(Time),
    })
}

fn read_token(row: &Row) -> Result<TokenRow> {
    Ok(TokenRow {
        id: row.int(0)?,
        reader: ReaderId(row.int(1)?),
        label: row.text(2)?,
        scopes: row.text(3)?,
        added: Time(row.int(4)?),
        expires: Time(row.int(5)?),
        seen: row.maybe_int(6)?.map(Time),
    })
}
