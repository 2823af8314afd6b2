//! Readers with an account: who may sign up, invitations, a list, a way back in, and removal.

use anyhow::{Context, Result};
use ledger::entry::{Field, Fields, Purpose};
use model::{DAY, Time};
use newsroom::CLIPS_LEFT;
use readers::Readers;
use readers::accounts::{Erased, SignUpMode};
use serde_json::{Value, json};
use store::AccountRow;

use super::{Usage, say, say_json};
use crate::settings::Settings;
use crate::settings::typed::{Opening, Reader};
use crate::wiring::Opened;

pub async fn run(settings: Settings, reader: Reader) -> Result<()> {
    let edition = Opened::open(&settings).await?;
    let readers = &edition.readers;
    match reader {
        Reader::SignUp { mode } => sign_up(&settings, readers, mode.as_deref()).await,
        Reader::Invite { days } => invite(&settings, readers, days).await,
        Reader::List => list(&settings, readers).await,
        Reader::Reset { name, opening } => reset(&settings, &edition, &name, &opening).await,
        Reader::Remove { name } => {
            let account = named(readers, &name).await?;
            let newsroom = edition.newsroom(Default::default());
            let clips = newsroom.let_go_of_clips(account.reader, CLIPS_LEFT, Time::now()).await;
            readers.remove(account.reader, Erased::Edition, Time::now()).await?;
            clips.context("She is removed, but not all of her clips yet; the server tries it again within a day")?;
            say(&format!("Removed {} with everything that was kept about her.", account.name));
            Ok(())
        }
    }
}

async fn sign_up(settings: &Settings, readers: &Readers, mode: Option<&str>) -> Result<()> {
    if let Some(word) = mode {
        let mode = SignUpMode::from_word(word)
            .ok_or_else(|| Usage(format!("`{word}` is no way to sign up: it is open, invitation or closed.")))?;
        readers.set_sign_up_mode(mode).await?;
    }
    let mode = readers.sign_up_mode().await?;
    if settings.json {
        return say_json(&json!({ "sign_up": mode.word() }));
    }
    say(match mode {
        SignUpMode::Open => "Anybody can sign up.",
        SignUpMode::Invitation => "Whoever has an invitation can sign up; `caulbart reader invite` makes one.",
        SignUpMode::Closed => "Nobody can sign up; whoever has an account keeps it.",
    });
    Ok(())
}

async fn invite(settings: &Settings, readers: &Readers, days: u16) -> Result<()> {
    let now = Time::now();
    let expires = now.plus(i64::from(days) * DAY);
    let code = readers.invite(now, expires).await?.shown();
    if settings.json {
        return say_json(
            &json!({ "code": code, "path": format!("/sign-up?invitation={code}"), "expires": expires.rfc3339() }),
        );
    }
    say(&format!("{code}\nFor one reader, within {days} days, at /sign-up?invitation={code} of this edition."));
    if readers.sign_up_mode().await? == SignUpMode::Closed {
        say("Nobody can sign up just now, not even so: `caulbart reader sign-up invitation` changes that.");
    }
    Ok(())
}

async fn list(settings: &Settings, readers: &Readers) -> Result<()> {
    let accounts = readers.accounts_list().await?;
    if settings.json {
        let row = |account: &store::AccountLine| {
            json!({
                "reader": account.reader.0, "added": account.added.rfc3339(),
                "seen": account.seen.map(Time::rfc3339),
            })
        };
        return say_json(&Value::Array(accounts.iter().map(row).collect()));
    }
    for account in &accounts {
        let seen = account.seen.map_or_else(|| "signed in nowhere".to_owned(), |at| format!("seen {}", at.rfc3339()));
        say(&format!("{:>6}  since {}  {seen}", account.reader.0, account.added.rfc3339()));
    }
    if accounts.is_empty() {
        say("No reader has an account yet.");
    }
    Ok(())
}

/// She gets in with the new code and chooses a new password herself: nobody else ever knows one of hers.
async fn reset(settings: &Settings, edition: &Opened, name: &str, opening: &Opening) -> Result<()> {
    let readers = &edition.readers;
    let account = named(readers, name).await?;
    let all = Fields::new(Field::ALL).context("There are fields")?;
    let access = super::access::meant(opening, all, Some(Purpose::OwnRequest))?;
    let code = readers.draw_code()?;
    let index = edition.oversight.hand_over(&access, account.reader, &code.holder(), Time::now()).await?;
    readers.take_code(account.reader, &code).await?;
    readers.end_other_sessions(account.reader, 0).await?;
    let code = code.shown();
    if settings.json {
        return say_json(&json!({ "name": account.name, "code": code, "path": "/recover", "entry": index }));
    }
    say(&format!(
        "{code}\nWith this code {} sets a new password at /recover. She was signed out everywhere. Entry {index} of the ledger says so.",
        account.name
    ));
    Ok(())
}

async fn named(readers: &Readers, name: &str) -> Result<AccountRow> {
    let found = readers.account_named(name).await?;
    found.with_context(|| {
        format!("No reader is called `{name}`; names are sealed, so nobody can list them: ask her how she writes hers.")
    })
}
