//! What authorities ask for, what became of it, and what left the edition: each an entry that nobody takes back.

use anyhow::{Context, Result, bail};
use ledger::entry::{self, Body, Country, Entry, Field, Fields, Name, RequestType, Settled, Types, Word};
use model::{DAY, MINUTE, ReaderId, Time};
use serde_json::json;

use super::{Usage, say, say_json};
use crate::settings::Settings;
use crate::settings::typed::{Request, Transfer};
use crate::wiring::Opened;

mod sealed;

pub async fn run(settings: Settings, request: Request) -> Result<()> {
    match request {
        Request::Add { country, kind, accounts, items, sealed_until, .. } => {
            let request = asked(&country, &kind, accounts, items)?;
            match sealed_until {
                None => add(&settings, request).await,
                Some(day) => sealed::close(&settings, request, &day).await,
            }
        }
        Request::Unseal { entry } => sealed::open(&settings, entry).await,
        Request::Answer { entry, result, accounts, items } => answer(&settings, entry, &result, accounts, items).await,
        Request::List => list(&settings).await,
    }
}

fn asked(typed: &str, kind: &str, accounts: u64, items: u64) -> Result<entry::Request> {
    let country = country(typed)?;
    let asked = RequestType::from_word(kind).ok_or_else(|| {
        Usage(format!("`{kind}` is no kind of request: it is legal, emergency, preservation or removal."))
    })?;
    Ok(entry::Request { id: readers::Secret::random()?.bytes()[..16].try_into()?, country, asked, accounts, items })
}

async fn add(settings: &Settings, request: entry::Request) -> Result<()> {
    let edition = Opened::open(settings).await?;
    let (kind, country) = (request.asked, request.country);
    let index = edition.oversight.write(request, Time::now()).await?;
    let days = edition.oversight.tally()?.policy.map_or(30, |(_, policy)| policy.answer_days);
    told(
        settings,
        index,
        &format!(
            "Entry {index}: a {kind} request from {country}. Say within {days} days what became of it: `caulbart request answer {index} …`."
        ),
    )
}

async fn answer(settings: &Settings, request: u64, result: &str, accounts: u64, items: u64) -> Result<()> {
    let settled = Settled::from_word(result)
        .ok_or_else(|| Usage(format!("`{result}` is no result: it is none, some or all of what was asked for.")))?;
    let edition = Opened::open(settings).await?;
    let (open, asked) = requests(&edition)?
        .into_iter()
        .find(|(index, ..)| *index == request)
        .map(|(_, _, asked, outcome)| (outcome.is_none(), asked))
        .with_context(|| format!("Entry {request} is no request; `caulbart request list` shows them."))?;
    if !open {
        bail!("Request {request} was answered already; what stands in the ledger stays.");
    }
    if accounts > asked.accounts || (items > asked.items && asked.asked != RequestType::Removal) {
        bail!("That is more than was asked for: {} accounts and {} items.", asked.accounts, asked.items);
    }
    let body = entry::Outcome { request, result: settled, accounts, items };
    let index = edition.oversight.write(body, Time::now()).await?;
    told(settings, index, &format!("Entry {index}: of request {request}, {result}."))
}

type Line = (u64, Time, entry::Request, Option<entry::Outcome>);

fn requests(edition: &Opened) -> Result<Vec<Line>> {
    let mut lines: Vec<Line> = Vec::new();
    let size = edition.oversight.tally()?.size;
    for index in 0..size {
        let entry = Entry::parse(&edition.oversight.book().entry(index)?)?;
        match entry.body {
            Body::Request(request) => lines.push((index, Time(entry.time.0 * MINUTE), request, None)),
            Body::Outcome(outcome) => {
                if let Some(line) = lines.iter_mut().find(|(index, ..)| *index == outcome.request) {
                    line.3 = Some(outcome);
                }
            }
            _ => {}
        }
    }
    Ok(lines)
}

async fn list(settings: &Settings) -> Result<()> {
    let edition = Opened::open(settings).await?;
    let days = edition.oversight.tally()?.policy.map_or(30, |(_, policy)| policy.answer_days);
    let lines = requests(&edition)?;
    if settings.json {
        let line = |(index, at, request, outcome): &Line| {
            json!({
                "entry": index, "time": at.rfc3339(), "country": request.country.to_string(), "type": request.asked.word(),
                "accounts": request.accounts, "items": request.items,
                "result": outcome.as_ref().map(|outcome| outcome.result.word()),
            })
        };
        return say_json(&serde_json::Value::Array(lines.iter().map(line).collect()));
    }
    for (index, at, request, outcome) in &lines {
        let what = match outcome {
            Some(outcome) => format!("{}: {} accounts, {} items", outcome.result, outcome.accounts, outcome.items),
            None => format!("waits; answer by {}", at.plus(days as i64 * DAY).rfc3339()),
        };
        say(&format!("{index:>6}  {}  {}  {:<12}  {what}", at.rfc3339(), request.country, request.asked.word()));
    }
    if lines.is_empty() {
        say("No authority asked for anything yet.");
    }
    Ok(())
}

pub async fn transfer(settings: Settings, typed: Transfer) -> Result<()> {
    let wrong = |option: &str, value: &str, is: &str| Usage(format!("`{option} {value}` is none: {is}."));
    let word = |option: &str, value: &str| {
        Word::new(value).ok_or_else(|| wrong(option, value, "small letters, digits and hyphens"))
    };
    let types = match typed.types.as_str() {
        "content" => Types::Content,
        fields => {
            let fields: Option<Vec<Field>> = fields.split(',').map(Field::from_word).collect();
            let fields = fields.and_then(|fields| Fields::new(&fields));
            Types::Fields(
                fields
                    .ok_or_else(|| wrong("--types", &typed.types, "content, or identity, contact, follows, history"))?,
            )
        }
    };
    let readers: Vec<ReaderId> = typed.reader.iter().copied().map(ReaderId).collect();
    if types != Types::Content && readers.is_empty() {
        return Err(Usage("Whose data leaves? Say --reader NUMBER, once for each.".to_owned()).into());
    }
    let edition = Opened::open(&settings).await?;
    let subjects = match readers.as_slice() {
        [] => None,
        readers => Some(edition.oversight.subjects(readers).await?),
    };
    let body = entry::Transfer {
        to: Name::new(&typed.to)
            .ok_or_else(|| wrong("--to", &typed.to, "a host or a name of letters, digits, . _ / -"))?,
        country: country(&typed.country)?,
        basis: word("--basis", &typed.basis)?,
        types,
        volume: typed.volume,
        end_use: word("--use", &typed.end_use)?,
        method: word("--method", &typed.method)?,
        subjects,
    };
    let index = edition.oversight.write(body, Time::now()).await?;
    told(&settings, index, &format!("Entry {index}: to {} in {}.", typed.to, typed.country))
}

fn country(typed: &str) -> Result<Country> {
    let found = Country::new(typed);
    Ok(found.ok_or_else(|| Usage(format!("`{typed}` is no country: two capital letters, such as DE.")))?)
}

fn told(settings: &Settings, index: u64, words: &str) -> Result<()> {
    if settings.json {
        return say_json(&json!({ "entry": index }));
    }
    say(words);
    Ok(())
}
