//! Who works in the newsroom.

use anyhow::{Context, Result};
use model::{Role, Time};
use serde_json::{Value, json};
use store::AccountRow;
use web::{CRAWLERS, CrawlerRule};

use super::{Usage, say, say_json};
use crate::settings::Settings;
use crate::settings::typed::Editor;
use crate::wiring::Opened;

pub async fn run(settings: Settings, editor: Editor) -> Result<()> {
    let edition = Opened::open(&settings).await?;
    match editor {
        Editor::Add { name, role } => {
            let role = Role::from_word(&role).ok_or_else(|| {
                Usage(format!("`{role}` is no role: it is moderator, creator, author, editor or chief."))
            })?;
            let account = named(&edition, &name).await?;
            edition.newsroom(Default::default()).appoint(account.reader, &account.name, role, Time::now()).await?;
            say(&format!("{} is {} now and finds the newsroom at /newsroom.", account.name, role.word()));
            Ok(())
        }
        Editor::List => list(&settings, &edition).await,
        Editor::Crawlers { rule } => crawlers(&edition, rule).await,
        Editor::Remove { name } => {
            let account = named(&edition, &name).await?;
            let worked = edition.store.remove_role(account.reader).await?;
            say(&format!(
                "{} {} in the newsroom.",
                account.name,
                if worked { "no longer works" } else { "did not work" }
            ));
            Ok(())
        }
    }
}

async fn crawlers(edition: &Opened, typed: Option<String>) -> Result<()> {
    if let Some(typed) = &typed {
        let rule = CrawlerRule::from_word(typed)
            .ok_or_else(|| Usage(format!("`{typed}` is no rule for crawlers: it is allow or refuse.")))?;
        edition.store.set_setting(CRAWLERS, rule.word()).await?;
    }
    let kept = edition.store.setting(CRAWLERS).await?;
    let rule = kept.and_then(|word| CrawlerRule::from_word(&word)).unwrap_or_default();
    say(match rule {
        CrawlerRule::Allow => "Crawlers of models may take what is published here.",
        CrawlerRule::Refuse => "robots.txt asks crawlers of models to leave everything alone. Not all of them obey.",
    });
    Ok(())
}

async fn list(settings: &Settings, edition: &Opened) -> Result<()> {
    let staff = edition.newsroom(Default::default()).who_works_here().await?;
    if settings.json {
        let row = |each: &store::StaffRow| json!({ "name": each.name, "role": each.role.word(), "added": each.added.rfc3339() });
        return say_json(&Value::Array(staff.iter().map(row).collect()));
    }
    for each in &staff {
        say(&format!("{:>9}  {}", each.role.word(), each.name));
    }
    if staff.is_empty() {
        say("Nobody works in the newsroom yet: `caulbart editor add NAME chief` changes that.");
    }
    Ok(())
}

async fn named(edition: &Opened, name: &str) -> Result<AccountRow> {
    let found = edition.readers.account_named(name).await?;
    found.with_context(|| format!("No reader is called `{name}`; `caulbart reader list` shows their names."))
}
