//! What a release before the vault kept in the clear is sealed, reader by reader, before anybody is served.

use model::ReaderId;
use model::Time;
use sha2::{Digest, Sha256};
use store::{Reseal, SealedAccount, Unsealed};
use tracing::{info, warn};
use vault::Keys;

use super::follows::{put_choice, put_finder, put_wish};
use super::history::{Find, put_find, put_place, put_saved, read_profile, sealed_event};
use super::{Kept, Kind, is_sealed_text, rows, sealed, sealed_text};
use crate::Error;
use crate::accounts::password_holder_id;

/// Up to which reader everything is sealed, among the edition's settings.
const CURSOR: &str = "sealed_up_to";
/// Every reader is sealed, and the database's files are not free of traces yet.
const SEALED: &str = "sealed";

impl Kept {
    /// May be broken off anywhere, and goes on where it was. How many readers were sealed.
    pub async fn seal_what_stands_open(&self, now: Time) -> Result<usize, Error> {
        let cursor = self.store.setting(CURSOR).await?;
        if cursor.as_deref() == Some("all") {
            return Ok(0);
        }
        let has_sealed = cursor.as_deref() == Some(SEALED);
        let mut cursor = ReaderId(cursor.and_then(|text| text.parse().ok()).unwrap_or(0));
        let mut count = 0;
        while !has_sealed && let Some(reader) = self.store.next_reader(cursor).await? {
            self.seal_reader(reader, now).await?;
            self.store.set_setting(CURSOR, &reader.0.to_string()).await?;
            (cursor, count) = (reader, count + 1);
        }
        // Whoever comes from now on has keys of her own.
        self.store.set_setting(CURSOR, SEALED).await?;
        // Rows that were taken out still lie in the database's files. Where that cannot be helped now (a full disk, a table in
        // use), the next start tries again.
        if let Err(why) = self.store.scrub().await {
            warn!(
                "What stood open is sealed, but traces of it are in the database's files until the next start: {why}"
            );
            return Ok(count);
        }
        self.store.set_setting(CURSOR, "all").await?;
        if count > 0 {
            info!("Sealed what is kept about {count} readers; from now on it opens with their keys alone.");
        }
        Ok(count)
    }

    async fn seal_reader(&self, reader: ReaderId, now: Time) -> Result<(), Error> {
        let open = self.store.unsealed(reader).await?;
        let account = self.store.account_of(reader).await?;
        let mut adopters = open.secrets.clone();
        if let Some(account) = &account {
            adopters.extend(<[u8; 32]>::try_from(account.recovery_hash.as_slice()));
            adopters.push(password_holder_id(reader));
            let passkeys = self.store.credential_ids(reader).await?;
            adopters.extend(passkeys.iter().map(|id| <[u8; 32]>::from(Sha256::digest(id))));
        }
        let keys = self.vault.enrol_absent(reader, &adopters).await?;
        // What was sealed before a crash stays as it is: sealed again, it would open never more.
        let is_open = |kind, text: &str| !is_sealed_text(&keys, kind, text);
        let texts = |kind, texts: &[(i64, String)]| -> Result<Vec<(i64, String)>, Error> {
            let open = texts.iter().filter(|(_, text)| is_open(kind, text));
            open.map(|(id, text)| Ok((*id, sealed_text(&keys, kind, text)?))).collect()
        };
        let open_account = account.filter(|account| is_open(Kind::Name, &account.name));
        let staff = vault::Texts::new(&self.vault.edition_key("newsroom").await?, "staff");
        let staff_name = open_account.as_ref().map(|account| staff.seal_in_hex(&account.name)).transpose()?;
        let name = match open_account {
            Some(account) => {
                let key = crate::accounts::Name::key_of(&account.name);
                Some((sealed_text(&keys, Kind::Name, &account.name)?, self.name_tag(&key).await?))
            }
            None => None,
        };
        let account = SealedAccount {
            name,
            staff_name,
            agents: texts(Kind::Agent, &open.agents)?,
            token_labels: texts(Kind::TokenLabel, &open.token_labels)?,
            passkey_labels: texts(Kind::PasskeyLabel, &open.passkey_labels)?,
        };
        Ok(self.store.seal_up(reader, sealed_rows(&keys, &open)?, account, now).await?)
    }

    /// What an account is found by: nobody finds the name without the vault's key.
    pub async fn name_tag(&self, key: &str) -> Result<String, Error> {
        let names = self.vault.edition_key("names").await?;
        Ok(rows::in_hex(&names.mac("caulbart/name/v1", &[key.as_bytes()])))
    }
}

fn sealed_rows(keys: &Keys, open: &Unsealed) -> Result<Vec<Reseal>, Error> {
    let mut rows = Vec::new();
    if let Some(profile) = &open.profile
        && read_profile(&rows::in_hex(profile)).is_some()
    {
        rows.push(Reseal::Put(sealed(keys, Kind::Profile, &[], &rows::in_hex(profile))?));
    }
    if let Some(sliders) = &open.sliders {
        rows.push(Reseal::Put(sealed(keys, Kind::Sliders, &[], sliders)?));
    }
    for (choice, target, at) in &open.choices {
        rows.push(put_choice(keys, *choice, target, *at)?);
    }
    for event in &open.events {
        rows.push(Reseal::PutNew(sealed_event(keys, event)?.row));
    }
    for (item, at) in &open.saved {
        rows.push(put_saved(keys, *item, *at)?);
    }
    for (item, place, at) in &open.places {
        rows.push(put_place(keys, *item, *place, *at)?);
    }
    for (name, value) in &open.wishes {
        rows.push(put_wish(keys, name, value)?);
    }
    for finder in &open.finders {
        rows.push(put_finder(keys, finder)?);
    }
    for (finder, item, at) in &open.finds {
        rows.push(put_find(keys, &Find { finder: *finder, item: *item, at: *at })?);
    }
    Ok(rows)
}
