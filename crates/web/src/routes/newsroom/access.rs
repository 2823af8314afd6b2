//! `/newsroom/access`: the chief opens what is kept about a reader. An entry comes first, then its proof, then the data, for
//! as long as the entry says. It is the chief who decides who works here, so nobody with less answers for it; the operator
//! has `caulbart access open`, for a page needs somebody with a name.

use super::{Pairs, typed};
use crate::{
    Wrong,
    arrival::Arrival,
    lent::Content,
    pages,
    reply::{Page, lead_to},
    routes::account::to_door,
    shown::capitalised,
    view::{AccessTyped, AccessView, OpenedLine, OpenedRowsView, OpenedView},
    words::AccessWords,
};
use axum::{
    Form,
    extract::Path,
    http::{HeaderName, HeaderValue},
    response::{IntoResponse, Response},
};
use ledger::entry::{Country, Field, Fields, Policy, Purpose, Reference, Role};
use model::{ItemId, Language, ReaderId, Time, Topic};
use newsroom::{Act, Editor};
use readers::accounts::Session;
use serde_json::Value;
use std::{
    collections::HashMap,
    time::{Duration, Instant},
};

const AT: &str = "/newsroom/access";
const MINUTES: &str = "15";
const MINUTES_AT_MOST: u64 = 1440;
/// Titles that are asked for at once.
const TITLES: usize = 500;

/// To everybody else the page is not there.
fn chief(arrival: &Arrival) -> Result<(Editor, ReaderId, Session), Wrong> {
    let editor = arrival.editor()?;
    let session = arrival.session().cloned().filter(|_| editor.may(Act::Direct)).ok_or(Wrong::NoSuchPage)?;
    let reader = arrival.known_reader().ok_or(Wrong::NoSuchPage)?;
    Ok((editor, reader, session))
}

pub async fn form(arrival: Arrival) -> Result<Response, Wrong> {
    let (editor, _, session) = chief(&arrival)?;
    if let Some(door) = to_door(&arrival, &session, AT) {
        return Ok(door);
    }
    let typed = AccessTyped { country: "ZZ".to_owned(), minutes: MINUTES.to_owned(), ..AccessTyped::default() };
    Ok(shown(&arrival, editor, typed, None).await.into_response())
}

async fn shown(arrival: &Arrival, editor: Editor, typed: AccessTyped, fault: Option<&str>) -> Page {
    let mut purposes = Vec::new();
    if let Some(policy) = policy(arrival).await {
        let lines = policy.allowed.as_slice().iter().filter(|line| line.role == Role::Staff);
        purposes = Purpose::ALL.iter().copied().filter(|one| lines.clone().any(|line| line.purpose == *one)).collect();
    }
    let refused = fault.is_some();
    let view = AccessView { editor, typed, purposes, fault: fault.map(str::to_owned) };
    let page = Page::new(pages::access(&arrival.visit(), &view)).shown_once();
    if refused { page.with_status(422) } else { page }
}

async fn policy(arrival: &Arrival) -> Option<Policy> {
    let oversight = arrival.site.oversight.clone();
    let tally = tokio::task::spawn_blocking(move || oversight.tally().ok()).await.ok().flatten()?;
    Some(tally.policy?.1)
}

fn as_typed(pairs: &Pairs) -> AccessTyped {
    let cut = |name| typed(pairs, name).trim().chars().take(100).collect::<String>();
    AccessTyped {
        reader: cut("reader"),
        fields: pairs.iter().filter(|(name, _)| name == "fields").take(8).map(|(_, word)| word.clone()).collect(),
        purpose: cut("purpose"),
        reference: cut("reference"),
        country: cut("country").to_uppercase(),
        minutes: cut("minutes"),
    }
}

pub async fn open(arrival: Arrival, Form(pairs): Form<Pairs>) -> Result<Response, Wrong> {
    let (editor, _, session) = chief(&arrival)?;
    if let Some(door) = to_door(&arrival, &session, AT) {
        return Ok(door);
    }
    arrival.site.openings.take(arrival.caller.address, Instant::now())?;
    let typed = as_typed(&pairs);
    let content = match opened(&arrival, &editor, &typed).await? {
        Ok(content) => content,
        Err(fault) => return Ok(shown(&arrival, editor, typed, Some(fault)).await.into_response()),
    };
    let left = content.until().since(Time::now()).max(0).unsigned_abs();
    let id = arrival.site.lent.keep(session.id, content)?;
    let site = arrival.site.clone();
    tokio::spawn(async move {
        tokio::time::sleep(Duration::from_millis(left + 1)).await;
        site.lent.forget_over(Time::now());
    });
    Ok(lead_to(&format!("{AT}/{id}"), None))
}

/// What was opened, or the sentence that says why not. Whatever can be known before is looked at before the entry is written.
async fn opened(
    arrival: &Arrival,
    editor: &Editor,
    typed: &AccessTyped,
) -> Result<Result<Content, &'static str>, Wrong> {
    let says = AccessWords::of(arrival.tongue);
    let site = &arrival.site;
    let wanted: Option<Vec<Field>> = typed.fields.iter().map(|word| Field::from_word(word)).collect();
    let Some(fields) = wanted.and_then(|wanted| Fields::new(&wanted)) else { return Ok(Err(says.no_fields)) };
    let Some(purpose) = Purpose::from_word(&typed.purpose) else { return Ok(Err(says.no_purpose)) };
    let Some(reference) = Reference::new(&typed.reference) else { return Ok(Err(says.bad_reference)) };
    let Some(country) = Country::new(&typed.country) else { return Ok(Err(says.bad_country)) };
    let minutes = typed.minutes.parse().ok().filter(|minutes| (1..=MINUTES_AT_MOST).contains(minutes));
    let Some(minutes) = minutes else { return Ok(Err(says.bad_minutes)) };
    if typed.reader.is_empty() {
        return Ok(Err(says.no_reader));
    }
    let Some(policy) = policy(arrival).await else { return Ok(Err(says.no_policy)) };
    if !policy.allows(Role::Staff, purpose, fields, country) {
        return Ok(Err(says.not_allowed));
    }
    let reader = match typed.reader.parse() {
        Ok(number) => ReaderId(number),
        Err(_) => match site.readers.account_named(&typed.reader).await? {
            Some(account) => account.reader,
            None => return Ok(Err(says.unknown_reader)),
        },
    };
    match site.oversight.vault().tag(reader, &[0; 16]).await {
        Ok(Some(_)) => {}
        Ok(None) => return Ok(Err(says.no_keys)),
        Err(failure) => {
            tracing::error!("A reader's data could not be opened: {failure}. {}", failure.hint());
            return Ok(Err(says.vault_down));
        }
    }
    let actor = editor.name.clone();
    let access = oversight::Access { actor, role: Role::Staff, country, purpose, fields, reference, minutes };
    match site.oversight.open(&access, &[reader], Time::now()).await {
        Ok(lent) => Ok(Ok(site.readers.read_opened(lent).await?)),
        Err(failure) => {
            tracing::error!("A reader's data could not be opened: {failure}; {}", failure.hint());
            Ok(Err(says.failed))
        }
    }
}

pub async fn look(arrival: Arrival, Path(id): Path<String>) -> Result<Response, Wrong> {
    let (editor, _, session) = chief(&arrival)?;
    let now = Time::now();
    let kept = arrival.site.lent.of(&id, session.id, now);
    let Some((lent, readers)) = kept.as_ref().and_then(|lent| Some((lent, lent.content(now)?))) else {
        let page = Page::new(pages::nothing_open(&arrival.visit(), &editor));
        return Ok(page.with_status(410).shown_once().into_response());
    };
    let mut all = Vec::with_capacity(readers.len());
    for (reader, rows) in readers {
        let titles = titles(&arrival, rows).await?;
        let of = |field: Field| {
            let kinds = rows.iter().filter(|(kind, _)| class_of(kind) == field);
            (field, kinds.map(|(kind, rows)| in_words(&arrival, kind, rows, &titles)).collect::<Vec<_>>())
        };
        all.push((*reader, lent.access().fields.iter().map(of).collect()));
    }
    let index = lent.index();
    let oversight = arrival.site.oversight.clone();
    let entry = tokio::task::spawn_blocking(move || oversight.book().entry(index)).await.ok().and_then(Result::ok);
    let entry = String::from_utf8(entry.unwrap_or_default()).unwrap_or_default();
    let view = OpenedView { editor, index, until: lent.until(), entry, readers: all };
    let mut response = Page::new(pages::opened(&arrival.visit(), &view)).shown_once().into_response();
    // A page that stays open shows no more than a new one would.
    let left = lent.until().since(now) / 1000 + 1;
    if let Ok(value) = HeaderValue::from_str(&left.to_string()) {
        response.headers_mut().insert(HeaderName::from_static("refresh"), value);
    }
    Ok(response)
}

fn class_of(kind: &str) -> Field {
    match kind {
        "name" | "browsers" | "tokens" | "passkeys" => Field::Identity,
        "choices" | "finders" | "sliders" | "wishes" => Field::Follows,
        _ => Field::History,
    }
}

/// Where in a row of this kind the number of an item stands.
fn item_of(kind: &str, row: &Value) -> Option<ItemId> {
    let at = match kind {
        "saved" | "places" => 0,
        "finds" | "events" => 1,
        _ => return None,
    };
    row.get(at)?.as_i64().map(ItemId)
}

async fn titles(arrival: &Arrival, rows: &readers::OpenedRows) -> Result<HashMap<ItemId, String>, Wrong> {
    let all = rows.iter().flat_map(|(kind, rows)| rows.as_array().into_iter().flatten().map(move |row| (kind, row)));
    let mut ids: Vec<ItemId> = all.filter_map(|(kind, row)| item_of(kind, row)).collect();
    ids.sort_unstable();
    ids.dedup();
    let mut titles = HashMap::new();
    for some in ids.chunks(TITLES) {
        titles.extend(arrival.site.store.cards(some).await?.into_iter().map(|card| (card.id, card.title)));
    }
    Ok(titles)
}

fn in_words(arrival: &Arrival, kind: &str, rows: &Value, titles: &HashMap<ItemId, String>) -> OpenedRowsView {
    let line = |row: &Value| {
        let item = item_of(kind, row);
        let item = item.map(|id| (id, titles.get(&id).cloned().unwrap_or_else(|| id.to_string())));
        let (at, text) = told(arrival, kind, row);
        OpenedLine { at, text, item }
    };
    let mut lines: Vec<OpenedLine> = match rows {
        Value::Array(rows) => rows.iter().map(line).collect(),
        one => vec![line(one)],
    };
    lines.sort_by_key(|line| std::cmp::Reverse(line.at));
    OpenedRowsView { kind: kind.to_owned(), lines }
}

/// A row in words; one that only a newer release knows as it is kept.
fn told(arrival: &Arrival, kind: &str, row: &Value) -> (Option<Time>, String) {
    let text = |at: usize| row.get(at).and_then(Value::as_str).unwrap_or_default();
    let time = |at: usize| row.get(at).and_then(Value::as_i64).map(Time);
    match kind {
        "choices" => {
            let target = match text(1) {
                "source" => text(2).parse().map(|id| arrival.source_name(model::SourceId(id))),
                "topic" => text(2).parse().map(|id| Topic(id).label(Language::ENGLISH).to_owned()),
                _ => Ok(text(2).to_owned()),
            };
            (time(3), format!("{}: {}", capitalised(text(0)), target.unwrap_or_else(|_| text(2).to_owned())))
        }
        "finders" => (time(5), format!("{}: {} ({})", text(2), text(3), text(4))),
        "wishes" => (None, format!("{}: {}", text(0), text(1))),
        "saved" => (time(1), String::new()),
        "places" => (time(2), format!("{} ‰", row.get(1).and_then(Value::as_u64).unwrap_or(0))),
        "finds" => (time(2), String::new()),
        "events" => (time(3), capitalised(text(2))),
        "looked" => (row.as_i64().map(Time), String::new()),
        "profile" => {
            let bytes = row.as_str().map_or(0, |hex| hex.len() / 2);
            (None, (AccessWords::of(arrival.tongue).profile)(bytes))
        }
        _ => (None, row.as_str().map_or_else(|| row.to_string(), str::to_owned)),
    }
}
