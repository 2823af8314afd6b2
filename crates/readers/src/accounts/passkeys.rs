//! Passkeys (Web Authentication, Level 3): her device signs what only we could have asked, and says whose key it is. What
//! was asked is remembered for some minutes and answered once.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use model::{MINUTE, ReaderId, Time};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use store::{NewPasskey, PasskeyRow};
use webauthn_rs::prelude::{
    DiscoverableAuthentication, Passkey, PasskeyRegistration, PublicKeyCredential, RegisterPublicKeyCredential, Url,
    Uuid,
};
use webauthn_rs::{Webauthn, WebauthnBuilder};

use super::signing::{NewName, Proof, random};
use vault::Holder;

use super::{Caller, Code, Entry, Name, Refusal, label};
use crate::kept::{Kind, opened_text, sealed_text};
use crate::{Error, Readers, Secret};

/// Of one reader.
const AT_MOST: usize = 10;
/// A question is answered within this, or not at all.
const PATIENCE: i64 = 5 * MINUTE;
/// Questions that wait for an answer.
const ASKED_AT_MOST: usize = 4_096;
/// The longest answer that a browser sends.
const LONGEST_ANSWER: usize = 64 * 1_024;

/// Where passkeys of this edition are good: its host, as the operator named it. What a request says of its host is never
/// asked.
pub struct Passkeys {
    webauthn: Webauthn,
    host: String,
}

impl Passkeys {
    /// `None` where browsers know no passkeys: at an address without a name, or without TLS. Without a public address, at
    /// `localhost` alone.
    pub fn at(public_url: Option<&str>, title: &str) -> Option<Passkeys> {
        let url = Url::parse(public_url.unwrap_or("http://localhost")).ok()?;
        let host = url.domain()?.to_owned();
        if url.scheme() != "https" && host != "localhost" {
            return None;
        }
        let builder = WebauthnBuilder::new(&host, &url).ok()?.rp_name(title).allow_any_port(host == "localhost");
        Some(Passkeys { webauthn: builder.build().ok()?, host })
    }

    pub fn host(&self) -> &str {
        &self.host
    }
}

/// What a browser is asked, and under which number it answers.
#[derive(Debug)]
pub struct Asked {
    pub number: String,
    /// For `navigator.credentials`, as the specification writes it in JSON.
    pub options: Value,
}

/// What a browser answers.
#[derive(Clone, Copy)]
pub struct Answered<'a> {
    pub number: &'a str,
    /// As the specification writes it in JSON.
    pub answer: &'a str,
    /// By what her keys are unwrapped; empty where her device can give nothing of the kind.
    pub opener: &'a str,
}

/// What was asked, until it is answered.
enum Question {
    SignUp(NewName, PasskeyRegistration),
    Add(ReaderId, PasskeyRegistration),
    SignIn(DiscoverableAuthentication),
}

#[derive(Default)]
pub(crate) struct Questions(Mutex<HashMap<String, (Time, Question)>>);

impl Questions {
    fn ask(&self, question: Question, now: Time) -> Result<String, Error> {
        let number = Secret::random()?.as_hex();
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if held.len() >= ASKED_AT_MOST {
            held.retain(|_, (asked, _)| now.since(*asked) < PATIENCE);
        }
        if held.len() >= ASKED_AT_MOST {
            return Err(Refusal::Busy.into());
        }
        held.insert(number.clone(), (now, question));
        Ok(number)
    }

    /// It is gone with the answer, be it right or wrong.
    fn answered(&self, number: &str, now: Time) -> Result<Question, Refusal> {
        let found = self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(number);
        found
            .filter(|(asked, _)| now.since(*asked) < PATIENCE)
            .map(|(_, question)| question)
            .ok_or(Refusal::WrongPasskey)
    }
}

impl Readers {
    /// The name is hers once the passkey is there; until then it only is free.
    pub async fn ask_sign_up_passkey(
        &self,
        passkeys: &Passkeys,
        name: &str,
        invitation: &str,
        caller: &Caller,
        now: Time,
    ) -> Result<Asked, Error> {
        let invitation = self.admitted(invitation, caller, now).await?;
        let name = Name::new(name).map_err(Refusal::Name)?;
        if self.account_by_key(name.key()).await?.is_some() {
            return Err(Refusal::NameTaken.into());
        }
        let new = NewName { name, invitation, guest: None, handle: random()? };
        let (options, state) = ask_for_one(passkeys, new.handle, new.name.shown(), &[])?;
        Ok(Asked { number: self.accounts().questions.ask(Question::SignUp(new, state), now)?, options })
    }

    /// `guest` is who she was as a visitor: she keeps her profile.
    pub async fn sign_up_with_passkey(
        &self,
        passkeys: &Passkeys,
        Answered { number, answer, opener }: Answered<'_>,
        called: &str,
        guest: Option<ReaderId>,
        caller: &Caller,
        now: Time,
    ) -> Result<(Entry, Code), Error> {
        let Question::SignUp(new, state) = self.accounts().questions.answered(number, now)? else {
            return Err(Refusal::WrongPasskey.into());
        };
        let key = made(passkeys, answer, &state, called)?;
        let holder = holder(&key.credential_id, opener)?;
        self.make_account(NewName { guest, ..new }, None, Some(key), Proof::Passkey(holder), caller, now).await
    }

    pub async fn ask_for_passkey(&self, passkeys: &Passkeys, reader: ReaderId, now: Time) -> Result<Asked, Error> {
        let account = self.account(reader).await?.ok_or(Refusal::WrongPasskey)?;
        let handle = account.handle.try_into().map_err(|_| Refusal::WrongPasskey)?;
        let (options, state) = ask_for_one(passkeys, handle, &account.name, &self.passkeys(reader).await?)?;
        Ok(Asked { number: self.accounts().questions.ask(Question::Add(reader, state), now)?, options })
    }

    pub async fn add_passkey(
        &self,
        passkeys: &Passkeys,
        Answered { number, answer, opener }: Answered<'_>,
        called: &str,
        reader: ReaderId,
        now: Time,
    ) -> Result<(), Error> {
        let state = match self.accounts().questions.answered(number, now)? {
            Question::Add(asked, state) if asked == reader => state,
            _ => return Err(Refusal::WrongPasskey.into()),
        };
        let key = made(passkeys, answer, &state, called)?;
        let keys = self.kept().keys(reader)?;
        self.kept().vault.hold(&keys, &[holder(&key.credential_id, opener)?]).await?;
        let key = NewPasskey { label: sealed_text(&keys, Kind::PasskeyLabel, &key.label)?, ..key };
        match self.store().add_passkey(reader, key, AT_MOST, now).await? {
            true => Ok(()),
            false => {
                self.tidy(reader).await?;
                Err(Refusal::TooManyPasskeys.into())
            }
        }
    }

    /// Names nobody: her device says whose key it has.
    pub async fn ask_sign_in_passkey(&self, passkeys: &Passkeys, caller: &Caller, now: Time) -> Result<Asked, Error> {
        self.accounts().limits.question(caller, now)?;
        let (options, state) =
            passkeys.webauthn.start_discoverable_authentication().map_err(|_| Refusal::WrongPasskey)?;
        let options = in_json(&options);
        Ok(Asked { number: self.accounts().questions.ask(Question::SignIn(state), now)?, options })
    }

    pub async fn sign_in_with_passkey(
        &self,
        passkeys: &Passkeys,
        Answered { number, answer, opener }: Answered<'_>,
        caller: &Caller,
        now: Time,
    ) -> Result<Entry, Error> {
        self.accounts().limits.try_code(caller, now)?;
        let Question::SignIn(state) = self.accounts().questions.answered(number, now)? else {
            return Err(Refusal::WrongPasskey.into());
        };
        let answer: PublicKeyCredential = read(answer)?;
        let (handle, id) =
            passkeys.webauthn.identify_discoverable_authentication(&answer).map_err(|_| Refusal::WrongPasskey)?;
        let kept = self.store().passkey_with(id).await?.ok_or(Refusal::WrongPasskey)?;
        let account = self.store().account_of(kept.reader).await?.ok_or(Refusal::WrongPasskey)?;
        if account.handle != handle.as_bytes() {
            return Err(Refusal::WrongPasskey.into());
        }
        let mut key: Passkey = serde_json::from_str(&kept.credential).map_err(|_| Refusal::WrongPasskey)?;
        let done = passkeys
            .webauthn
            .finish_discoverable_authentication_v2(&answer, state, &key)
            .map_err(|_| Refusal::WrongPasskey)?;
        key.update_credential(&done);
        let credential = serde_json::to_string(&key).map_err(|_| Refusal::WrongPasskey)?;
        self.store().use_passkey(kept.id, &credential, now).await?;
        let keys = self.kept().unlock(kept.reader, &holder(id, opener)?, now).await.map_err(|error| match error {
            Error::Lost => Refusal::PasskeyOpensNothing.into(),
            other => other,
        })?;
        self.begin_session(&keys, caller, now).await
    }

    /// In the order in which they were added.
    pub async fn passkeys(&self, reader: ReaderId) -> Result<Vec<PasskeyRow>, Error> {
        let (mut passkeys, keys) = (self.store().passkeys(reader).await?, self.kept().keys(reader)?);
        for passkey in &mut passkeys {
            passkey.label = opened_text(&keys, Kind::PasskeyLabel, &passkey.label);
        }
        Ok(passkeys)
    }

    /// Refused where it is her only way in.
    pub async fn remove_passkey(&self, reader: ReaderId, id: i64) -> Result<(), Error> {
        if self.store().remove_passkey(reader, id).await? {
            return self.tidy(reader).await;
        }
        if !self.passkeys(reader).await?.iter().any(|key| key.id == id) {
            return Ok(());
        }
        Err(Refusal::LastWayIn.into())
    }
}

fn ask_for_one(
    passkeys: &Passkeys,
    handle: [u8; 16],
    name: &str,
    kept: &[PasskeyRow],
) -> Result<(Value, PasskeyRegistration), Refusal> {
    // Her device says so at once where it has a key of hers already.
    let has = kept.iter().filter_map(|key| serde_json::from_str::<Passkey>(&key.credential).ok());
    let has = has.map(|key| key.cred_id().clone()).collect();
    let (options, state) = passkeys
        .webauthn
        .start_passkey_registration(Uuid::from_bytes(handle), name, name, Some(has))
        .map_err(|_| Refusal::WrongPasskey)?;
    let mut options = in_json(&options);
    // Only a key that says whose it is lets her in without typing a name.
    if let Some(selection) = options.pointer_mut("/publicKey/authenticatorSelection").and_then(Value::as_object_mut) {
        selection.insert("residentKey".to_owned(), json!("required"));
        selection.insert("requireResidentKey".to_owned(), json!(true));
    }
    Ok((options, state))
}

fn made(passkeys: &Passkeys, answer: &str, state: &PasskeyRegistration, called: &str) -> Result<NewPasskey, Refusal> {
    let answer: RegisterPublicKeyCredential = read(answer)?;
    let key = passkeys.webauthn.finish_passkey_registration(&answer, state).map_err(|_| Refusal::WrongPasskey)?;
    Ok(NewPasskey {
        credential_id: key.cred_id().to_vec(),
        credential: serde_json::to_string(&key).map_err(|_| Refusal::WrongPasskey)?,
        label: label(called),
    })
}

/// What her device gave for this edition beside its signature (WebAuthn Level 3, 10.1.4, `prf`): 32 bytes in hexadecimal.
fn holder(credential_id: &[u8], opener: &str) -> Result<Holder, Refusal> {
    let secret = Secret::from_hex(opener).ok_or(Refusal::PasskeyOpensNothing)?;
    Ok(Holder::new(Sha256::digest(credential_id).into(), &secret.bytes()))
}

fn in_json(options: &impl serde::Serialize) -> Value {
    serde_json::to_value(options).unwrap_or(Value::Null)
}

fn read<T: serde::de::DeserializeOwned>(answer: &str) -> Result<T, Refusal> {
    if answer.len() > LONGEST_ANSWER {
        return Err(Refusal::WrongPasskey);
    }
    serde_json::from_str(answer).map_err(|_| Refusal::WrongPasskey)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passkeys_are_good_where_browsers_know_them() {
        for (url, want) in [
            (None, Some("localhost")),
            (Some("https://news.example"), Some("news.example")),
            (Some("https://news.example:8443/"), Some("news.example")),
            (Some("http://localhost:8080"), Some("localhost")),
            (Some("http://news.example"), None),
            (Some("https://203.0.113.7"), None),
            (Some("https://[2001:db8::1]"), None),
            (Some("news.example"), None),
            (Some(""), None),
        ] {
            assert_eq!(Passkeys::at(url, "Caulbart").as_ref().map(Passkeys::host), want, "{url:?}");
        }
    }

    #[test]
    fn a_question_is_answered_once_and_in_time() {
        let passkeys = Passkeys::at(None, "Caulbart").unwrap();
        let ask = || Question::SignIn(passkeys.webauthn.start_discoverable_authentication().unwrap().1);
        let questions = Questions::default();
        let number = questions.ask(ask(), Time(0)).unwrap();
        assert!(questions.answered(&number, Time(PATIENCE - 1)).is_ok());
        assert!(questions.answered(&number, Time(1)).is_err(), "a replayed answer");
        let late = questions.ask(ask(), Time(0)).unwrap();
        assert!(questions.answered(&late, Time(PATIENCE)).is_err());
        assert!(questions.answered("made up", Time(0)).is_err());
        for _ in 0..ASKED_AT_MOST {
            questions.ask(ask(), Time(0)).unwrap();
        }
        assert!(questions.ask(ask(), Time(1)).is_err(), "what is remembered is bounded");
        assert!(questions.ask(ask(), Time(PATIENCE)).is_ok(), "and forgotten in time");
    }

    #[test]
    fn her_device_is_asked_for_a_key_that_says_whose_it_is() {
        let passkeys = Passkeys::at(None, "Caulbart").unwrap();
        let (options, _) = ask_for_one(&passkeys, [7; 16], "Ann", &[]).unwrap();
        let selection = &options["publicKey"]["authenticatorSelection"];
        assert_eq!(selection["residentKey"], "required");
        assert_eq!(selection["userVerification"], "required");
        assert_eq!(options["publicKey"]["rp"]["id"], "localhost");
        assert_eq!(options["publicKey"]["user"]["name"], "Ann");
    }
}
