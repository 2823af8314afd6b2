//! Signing up, in, and out; what an account is changed by; and how it ends.

use jobs::Job;
use ledger::entry::{Body, Entry as LedgerEntry, Erased};
use model::{ReaderId, Time};
use store::{AccountLine, AccountRow, NewAccount, NewJob, NewPasskey};
use vault::Holder;

use super::{Caller, Code, Name, Refusal, sessions::new_session};
use crate::kept::{Kind, opened_text, sealed_text};
use crate::{Error, Readers, Secret};

/// Name of the setting.
const SIGN_UP: &str = "sign-up";

/// Who may make an account here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignUpMode {
    Open,
    Invitation,
    Closed,
}

impl SignUpMode {
    pub const ALL: [SignUpMode; 3] = [SignUpMode::Open, SignUpMode::Invitation, SignUpMode::Closed];

    pub fn word(self) -> &'static str {
        match self {
            SignUpMode::Open => "open",
            SignUpMode::Invitation => "invitation",
            SignUpMode::Closed => "closed",
        }
    }

    pub fn from_word(word: &str) -> Option<SignUpMode> {
        SignUpMode::ALL.into_iter().find(|mode| mode.word() == word)
    }
}

/// She is in: what her browser holds from now on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub reader: ReaderId,
    pub secret: Secret,
}

/// What was typed to make an account.
#[derive(Debug, Clone, Copy, Default)]
pub struct SignUp<'a> {
    pub name: &'a str,
    pub password: &'a str,
    pub invitation: &'a str,
    /// Who she was as a visitor: she keeps her profile.
    pub guest: Option<ReaderId>,
}

impl Readers {
    pub async fn sign_up_mode(&self) -> Result<SignUpMode, Error> {
        let kept = self.store().setting(SIGN_UP).await?;
        // A word that only a newer version knows lets nobody in by mistake.
        Ok(kept.map_or(SignUpMode::Open, |word| SignUpMode::from_word(&word).unwrap_or(SignUpMode::Closed)))
    }

    pub async fn set_sign_up_mode(&self, mode: SignUpMode) -> Result<(), Error> {
        Ok(self.store().set_setting(SIGN_UP, mode.word()).await?)
    }

    /// A code that lets one reader sign up, until then.
    pub async fn invite(&self, now: Time, expires: Time) -> Result<Code, Error> {
        let code = Code::random()?;
        self.store().invite(&code.hash(), now, expires).await?;
        Ok(code)
    }

    /// With her recovery code, which is shown now and never again.
    pub async fn sign_up(&self, typed: SignUp<'_>, caller: &Caller, now: Time) -> Result<(Entry, Code), Error> {
        let invitation = self.admitted(typed.invitation, caller, now).await?;
        let name = Name::new(typed.name).map_err(Refusal::Name)?;
        let password = self.accounts().passwords.hash(typed.password, name.shown()).await?;
        let new = NewName { name, invitation, guest: typed.guest, handle: random()? };
        self.make_account(new, Some(password), None, Proof::Password(typed.password), caller, now).await
    }

    /// Whether somebody may sign up comes before whether her name is free: who may not learns nothing about names.
    pub(super) async fn admitted(&self, typed: &str, caller: &Caller, now: Time) -> Result<Option<[u8; 32]>, Error> {
        let mode = self.sign_up_mode().await?;
        if mode == SignUpMode::Closed {
            return Err(Refusal::Closed.into());
        }
        self.accounts().limits.sign_up(caller, now)?;
        if mode == SignUpMode::Open {
            return Ok(None);
        }
        let code = Code::read(typed).ok_or(Refusal::NeedsInvitation)?.hash();
        match self.store().invitation_holds(&code, now).await? {
            true => Ok(Some(code)),
            false => Err(Refusal::NeedsInvitation.into()),
        }
    }

    pub(super) async fn make_account(
        &self,
        new: NewName,
        password_hash: Option<String>,
        passkey: Option<NewPasskey>,
        by: Proof<'_>,
        caller: &Caller,
        now: Time,
    ) -> Result<(Entry, Code), Error> {
        let (secret, code) = (Secret::random()?, Code::random()?);
        // Her name is sealed under her own keys, so somebody of whom nothing was kept becomes a reader first.
        let keys = match new.guest {
            Some(guest) => self.kept().keys(guest)?,
            None => {
                let nobody = Secret::random()?;
                let reader = self.store().new_reader(&nobody.hash(), now).await?;
                self.kept().unlock(reader, &nobody.holder(), now).await?
            }
        };
        let reader = keys.reader();
        let mut holders = vec![secret.holder(), code.holder()];
        match by {
            Proof::Password(typed) => {
                holders.push(self.accounts().passwords.holder(reader, typed, &new.handle).await?);
            }
            Proof::Passkey(holder) => holders.push(holder),
        }
        let name_tag = self.kept().name_tag(new.name.key()).await?;
        self.kept().vault.hold(&keys, &holders).await?;
        let account = NewAccount {
            guest: Some(reader),
            secret_hash: random()?,
            handle: new.handle,
            name: sealed_text(&keys, Kind::Name, new.name.shown())?,
            name_key: name_tag,
            password_hash,
            recovery_hash: code.hash(),
            passkey: passkey
                .map(|key| {
                    Ok::<_, Error>(NewPasskey { label: sealed_text(&keys, Kind::PasskeyLabel, &key.label)?, ..key })
                })
                .transpose()?,
            invitation: new.invitation,
            session: new_session(&secret, &keys, caller, now)?,
        };
        let signed_up = self.store().sign_up(account, now).await;
        if signed_up.is_err() && new.guest.is_none() {
            // Nothing was kept about her yet, so nothing is to be told of.
            self.store().remove_reader(reader, Vec::new(), now).await?;
            self.kept().vault.erase(reader, &[0; 16]).await?;
            self.kept().here.go(reader);
        }
        match signed_up {
            Ok(reader) => {
                self.tidy(reader).await?;
                Ok((Entry { reader, secret }, code))
            }
            Err(store::Error::NameTaken(_)) => Err(Refusal::NameTaken.into()),
            Err(store::Error::NotThere(_)) if new.invitation.is_some() => Err(Refusal::NeedsInvitation.into()),
            Err(other) => Err(other.into()),
        }
    }

    /// Takes as long for a name that nobody has.
    pub async fn sign_in(&self, name: &str, password: &str, caller: &Caller, now: Time) -> Result<Entry, Error> {
        let key = Name::key_of(name);
        self.accounts().limits.try_secret(&key, caller, now)?;
        let kept = self.account_by_key(&key).await?;
        let hash = kept.as_ref().and_then(|account| account.password_hash.clone());
        let right = self.accounts().passwords.is(password, hash).await?;
        let Some(account) = kept.filter(|_| right) else { return Err(Refusal::WrongSecret.into()) };
        self.accounts().limits.succeeded(&key, caller);
        let holder = self.accounts().passwords.holder(account.reader, password, &account.handle).await?;
        let keys = self.kept().unlock(account.reader, &holder, now).await?;
        self.begin_session(&keys, caller, now).await
    }

    /// A recovery code is used up for a new password; the next code is shown now and never again, and whoever was signed
    /// in as her is so no more.
    pub async fn recover(
        &self,
        name: &str,
        code: &str,
        password: &str,
        caller: &Caller,
        now: Time,
    ) -> Result<(Entry, Code), Error> {
        let key = Name::key_of(name);
        // Not counted for the name: nobody guesses a code, and nobody shall keep her from using hers.
        self.accounts().limits.try_code(caller, now)?;
        let kept = self.account_by_key(&key).await?;
        let hash = self.accounts().passwords.hash(password, name).await?;
        let (Some(account), Some(used)) = (kept, Code::read(code)) else { return Err(Refusal::WrongCode.into()) };
        let next = Code::random()?;
        if !self.store().recover(account.reader, &used.hash(), hash, &next.hash()).await? {
            return Err(Refusal::WrongCode.into());
        }
        let keys = self.kept().unlock(account.reader, &used.holder(), now).await?;
        let by_password = self.accounts().passwords.holder(account.reader, password, &account.handle).await?;
        self.kept().vault.hold(&keys, &[by_password, next.holder()]).await?;
        // Whoever was in her account may have had letters sent elsewhere.
        self.end_letter_of(account.reader).await?;
        Ok((self.begin_session(&keys, caller, now).await?, next))
    }

    pub async fn account(&self, reader: ReaderId) -> Result<Option<AccountRow>, Error> {
        let Some(account) = self.store().account_of(reader).await? else { return Ok(None) };
        let name = opened_text(&*self.kept().keys(reader)?, Kind::Name, &account.name);
        Ok(Some(AccountRow { name, ..account }))
    }

    /// However her name was typed; that name comes back, for hers is sealed.
    pub async fn account_named(&self, name: &str) -> Result<Option<AccountRow>, Error> {
        let found = self.account_by_key(&Name::key_of(name)).await?;
        Ok(found.map(|account| AccountRow { name: name.to_owned(), ..account }))
    }

    pub(super) async fn account_by_key(&self, key: &str) -> Result<Option<AccountRow>, Error> {
        Ok(self.store().account_by_name(&self.kept().name_tag(key).await?).await?)
    }

    /// In the order in which they were made.
    pub async fn accounts_list(&self) -> Result<Vec<AccountLine>, Error> {
        Ok(self.store().accounts().await?)
    }

    pub async fn rename(&self, reader: ReaderId, name: &str) -> Result<(), Error> {
        let name = Name::new(name).map_err(Refusal::Name)?;
        let sealed = sealed_text(&*self.kept().keys(reader)?, Kind::Name, name.shown())?;
        let tag = self.kept().name_tag(name.key()).await?;
        match self.store().rename_account(reader, &sealed, &tag).await? {
            true => Ok(()),
            false => Err(Refusal::NameTaken.into()),
        }
    }

    /// Whoever else was signed in as her is so no more; her own session gets a new secret.
    pub async fn change_password(
        &self,
        reader: ReaderId,
        password: &str,
        caller: &Caller,
        now: Time,
    ) -> Result<Entry, Error> {
        let account = self.account(reader).await?.ok_or(Error::Away)?;
        let hash = self.accounts().passwords.hash(password, &account.name).await?;
        let keys = self.kept().keys(reader)?;
        let holder = self.accounts().passwords.holder(reader, password, &account.handle).await?;
        self.kept().vault.hold(&keys, &[holder]).await?;
        self.store().set_password(reader, &hash).await?;
        self.store().end_other_sessions(reader, 0).await?;
        self.end_letter_of(reader).await?;
        self.begin_session(&keys, caller, now).await
    }

    /// For somebody who is not here: the code's holder must be given to the vault in another way first.
    pub fn draw_code(&self) -> Result<Code, Error> {
        Code::random()
    }

    /// Takes the place of her recovery code.
    pub async fn take_code(&self, reader: ReaderId, code: &Code) -> Result<(), Error> {
        self.store().set_recovery(reader, &code.hash()).await?;
        self.tidy(reader).await
    }

    /// The one before opens nothing any more.
    pub async fn new_recovery_code(&self, reader: ReaderId) -> Result<Code, Error> {
        let code = Code::random()?;
        self.kept().vault.hold(&*self.kept().keys(reader)?, &[code.holder()]).await?;
        self.store().set_recovery(reader, &code.hash()).await?;
        self.tidy(reader).await?;
        Ok(code)
    }

    /// Everything that is kept about her goes, at once and for good.
    ///
    /// First a job is put down with the rows' removal: it destroys her keys again, should a crash come between, and has the
    /// ledger say so. Gives the text by which the entry names her: she alone knows it again.
    pub async fn remove(&self, reader: ReaderId, by: Erased, now: Time) -> Result<Option<String>, Error> {
        let nonce = random()?;
        let tag = self.kept().vault.tag(reader, &nonce).await?;
        let body = |subject| Body::from(ledger::entry::Erase { by, nonce, subject });
        let entry = tag.map(|subject| LedgerEntry::untimed(&body(subject)));
        let job = entry.as_ref().map(|entry| Job::Erase { reader, entry: entry.clone() });
        let jobs =
            job.map(|job| NewJob { kind: job.kind().word(), key: job.payload(), payload: job.payload(), run_at: now });
        self.store().remove_reader(reader, jobs.into_iter().collect(), now).await?;
        self.kept().vault.erase(reader, &nonce).await?;
        self.kept().here.go(reader);
        self.profiles().let_go(reader);
        self.follower().gone(reader);
        Ok(entry)
    }
}

/// What unwraps her keys besides her session and her code.
pub(super) enum Proof<'a> {
    Password(&'a str),
    Passkey(Holder),
}

/// What an account is made of besides its proof.
pub(super) struct NewName {
    pub name: Name,
    pub invitation: Option<[u8; 32]>,
    pub guest: Option<ReaderId>,
    /// By which her passkeys name her.
    pub handle: [u8; 16],
}

pub(crate) fn random<const N: usize>() -> Result<[u8; N], Error> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|error| Error::Refused(format!("The system gave no random bytes: {error}")))?;
    Ok(bytes)
}
