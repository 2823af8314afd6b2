//! Staff opens what is kept about readers: an entry first, then the proof, then the data, for as long as the entry says.

use anyhow::{Context, Result};
use ledger::entry::{Country, Field, Fields, Purpose, Reference, Role, to_hex};
use model::{ReaderId, Time};
use serde_json::json;

use super::{Usage, say, say_json};
use crate::settings::Settings;
use crate::settings::typed::{Access, Opening};
use crate::wiring::Opened;

pub async fn run(settings: Settings, access: Access) -> Result<()> {
    match access {
        Access::Policy => policy(&settings).await,
        Access::Open { reader, name, fields, opening } => open(&settings, &reader, &name, &fields, &opening).await,
    }
}

/// What was typed, as what will stand in the entry; where no purpose was, it is the reader's own request.
pub fn meant(opening: &Opening, fields: Fields, purpose: Option<Purpose>) -> Result<oversight::Access> {
    let purposes = || Purpose::ALL.iter().map(|purpose| purpose.word()).collect::<Vec<_>>().join(", ");
    let purpose = match (purpose, &opening.purpose) {
        (Some(purpose), _) => purpose,
        (None, None) => Purpose::OwnRequest,
        (None, Some(word)) => Purpose::from_word(word)
            .ok_or_else(|| Usage(format!("`--purpose {word}` is none: it is one of {}.", purposes())))?,
    };
    let country = Country::new(&opening.country).ok_or_else(|| {
        Usage(format!("`--country {}` is no country: two capital letters, such as DE.", opening.country))
    })?;
    let reference = Reference::new(&opening.reference).ok_or_else(|| {
        Usage(format!(
            "`--reference {}` is no number of a case: capital letters, a hyphen and digits, such as CASE-17, or none. A name must \
             never stand there: everybody reads it.",
            opening.reference
        ))
    })?;
    let actor = match &opening.by {
        Some(by) => by.clone(),
        None => std::env::var("SUDO_USER").or_else(|_| std::env::var("USER")).unwrap_or_else(|_| "operator".to_owned()),
    };
    let role = Role::from_word(&opening.role)
        .ok_or_else(|| Usage(format!("`--role {}` is none: it is staff, processor or third-party.", opening.role)))?;
    Ok(oversight::Access { actor, role, country, purpose, fields, reference, minutes: u64::from(opening.minutes) })
}

async fn open(settings: &Settings, numbers: &[i64], names: &[String], fields: &str, opening: &Opening) -> Result<()> {
    let wanted: Option<Vec<Field>> = fields.split(',').map(Field::from_word).collect();
    let wanted = wanted.and_then(|wanted| Fields::new(&wanted)).ok_or_else(|| {
        Usage(format!("`--fields {fields}` are none: identity, contact, follows, history, with commas between them."))
    })?;
    let access = meant(opening, wanted, None)?;
    let edition = Opened::open(settings).await?;
    let mut readers: Vec<ReaderId> = numbers.iter().copied().map(ReaderId).collect();
    for name in names {
        let account = edition.readers.account_named(name).await?;
        readers.push(account.with_context(|| format!("No reader is called `{name}`."))?.reader);
    }
    readers.sort_unstable();
    readers.dedup();
    if readers.is_empty() {
        return Err(Usage("Whose data? Say --reader NUMBER or --name NAME.".to_owned()).into());
    }
    let now = Time::now();
    let opened = edition.oversight.open(&access, &readers, now).await?;
    let index = opened.index();
    let shown = edition.readers.read_opened(opened).await?;
    let until = shown.until().rfc3339();
    let all = shown.content(Time::now()).context("The time that the entry names is over already")?;
    let data = all.iter().map(|(reader, rows)| json!({ "reader": reader.0, "kept": rows })).collect::<Vec<_>>();
    // What is opened is given out as data; people read it as well as programs.
    say_json(&json!({ "entry": index, "until": until, "readers": data }))?;
    tracing::info!(
        "Entry {index} of the ledger says so; the readers concerned find it at “My data”, with its proof at /ledger/proof/{index}."
    );
    Ok(())
}

async fn policy(settings: &Settings) -> Result<()> {
    let edition = Opened::open(settings).await?;
    let tally = edition.oversight.tally()?;
    let (index, policy) =
        tally.policy.context("No policy stands in the ledger yet; `caulbart serve` writes the first one.")?;
    let lines: Vec<_> = policy
        .allowed
        .as_slice()
        .iter()
        .map(|line| {
            let countries = line
                .countries
                .as_ref()
                .map(|countries| countries.as_slice().iter().map(ToString::to_string).collect::<Vec<_>>().join(","));
            (line.role, line.purpose, line.fields, countries.unwrap_or_else(|| "any".to_owned()))
        })
        .collect();
    if settings.json {
        let line = |(role, purpose, fields, countries): &(Role, Purpose, Fields, String)| json!({ "role": role.word(), "purpose": purpose.word(), "fields": fields.to_string(), "countries": countries });
        return say_json(&json!({
            "entry": index, "version": policy.version, "terms": to_hex(&policy.terms), "beat_minutes": policy.beat_minutes,
            "answer_days": policy.answer_days, "allow": lines.iter().map(line).collect::<Vec<_>>(),
        }));
    }
    say(&format!("Policy {} is in force, by entry {index}.", policy.version));
    for (role, purpose, fields, countries) in lines {
        say(&format!("  {role:<12} {purpose:<13} {fields:<34} {countries}"));
    }
    say(&format!(
        "A beat every {} minutes; a request is answered within {} days.",
        policy.beat_minutes, policy.answer_days
    ));
    Ok(())
}
