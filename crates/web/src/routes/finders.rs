//! `/saved-searches` and `/rules`: queries that are kept. Each is looked up together with whose it is: an address that
//! names another reader's leads nowhere.

use super::{number, search::LONGEST_QUERY};
use crate::{
    Wrong,
    arrival::Arrival,
    pages,
    reply::{Page, lead_to},
    view::{FinderForm, FinderRow, FinderView, FindersView, PreviewView, TypedQuery},
    words::FindWords,
};
use axum::{
    Form,
    extract::{Path, Query},
    response::{IntoResponse, Response},
};
use model::{Finder, FinderId, FinderKind, Task};
use readers::NewFinder;
use search::query::Reading;
use serde::Deserialize;

const LONGEST_NAME: usize = 80;
const ON_A_PAGE: usize = 50;
/// Titles that a preview shows.
const TITLES: usize = 10;
/// Items that the page of one shows.
const FOUND: usize = 100;
/// In the order of the words for them.
const PLACES: [&str; 5] = ["", "title:", "text:", "author:", "source:"];

#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Sent {
    id: String,
    q: String,
    place: String,
    name: String,
    task: String,
    #[serde(rename = "do")]
    then: String,
    page: String,
    /// How many items a rule was just applied to.
    applied: String,
    kept: String,
}

impl Sent {
    fn place(&self) -> usize {
        self.place.parse().ok().filter(|place| *place < PLACES.len()).unwrap_or(0)
    }

    fn task(&self, kind: FinderKind) -> Task {
        let first = kind.tasks().first().copied().unwrap_or(Task::Nothing);
        Task::from_word(&self.task).filter(|task| kind.tasks().contains(task)).unwrap_or(first)
    }

    /// Of a rule, with the place where it is to look.
    fn typed(&self) -> String {
        let typed = self.q.get(..self.q.floor_char_boundary(LONGEST_QUERY)).unwrap_or("").trim();
        match PLACES.get(self.place()) {
            Some(place) if !place.is_empty() && !typed.is_empty() => format!("{place}({typed})"),
            _ => typed.to_owned(),
        }
    }

    fn form(&self, kind: FinderKind) -> FinderForm {
        FinderForm {
            id: number(&self.id, FinderId).ok(),
            name: self.name(),
            query: TypedQuery { typed: self.q.clone(), faults: Vec::new() },
            place: self.place(),
            task: self.task(kind),
        }
    }

    fn name(&self) -> String {
        let visible: String = self.name.chars().map(|c| if c.is_control() || is_turn(c) { ' ' } else { c }).collect();
        visible.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(LONGEST_NAME).collect()
    }

    /// What is kept, or why not.
    fn new_finder(&self, kind: FinderKind, find: &FindWords) -> Result<NewFinder, (&'static str, Reading)> {
        let reading = search::Query::read(&self.typed());
        if !reading.faults.is_empty() {
            return Err((find.mend_query, reading));
        }
        if reading.query.is_empty() {
            return Err((find.needs_query, reading));
        }
        let query = reading.query.to_string();
        let name = match self.name() {
            name if name.is_empty() => query.chars().take(LONGEST_NAME).collect(),
            name => name,
        };
        Ok(NewFinder { kind, name, query, task: self.task(kind) })
    }
}

/// Signs that turn the direction of what stands around them (Unicode, UAX 9): no name needs them, and one could make the
/// rest of a sentence read backwards.
fn is_turn(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

pub async fn saved(arrival: Arrival, Query(sent): Query<Sent>) -> Result<Page, Wrong> {
    list(&arrival, FinderKind::SavedSearch, &Sent { page: sent.page, ..Sent::default() }, None).await
}

pub async fn rules(arrival: Arrival, Query(sent): Query<Sent>) -> Result<Page, Wrong> {
    list(&arrival, FinderKind::Rule, &Sent { page: sent.page, ..Sent::default() }, None).await
}

pub async fn save(arrival: Arrival, Form(sent): Form<Sent>) -> Result<Response, Wrong> {
    keep(&arrival, FinderKind::SavedSearch, &sent).await
}

pub async fn save_rule(arrival: Arrival, Form(sent): Form<Sent>) -> Result<Response, Wrong> {
    keep(&arrival, FinderKind::Rule, &sent).await
}

async fn keep(arrival: &Arrival, kind: FinderKind, sent: &Sent) -> Result<Response, Wrong> {
    let find = FindWords::of(arrival.tongue);
    let new = match sent.new_finder(kind, find) {
        Ok(new) => new,
        Err(fault) => return Ok(list(arrival, kind, sent, Some(fault)).await?.into_response()),
    };
    let readers = &arrival.site.readers;
    let root = root(kind);
    if !sent.id.is_empty() {
        let id = number(&sent.id, FinderId)?;
        let reader = arrival.reader().await?.ok_or(Wrong::NoSuchItem)?;
        hers(arrival, kind, id).await?;
        readers.change_finder(reader, id, &new).await?;
        return Ok(lead_to(&format!("{root}/{id}?kept=1"), None));
    }
    let (reader, cookie) = arrival.reader_or_new().await?;
    match readers.add_finder(reader, &new, arrival.now).await? {
        Some(id) if kind == FinderKind::Rule => Ok(lead_to(&format!("{root}/{id}?kept=1"), cookie)),
        Some(_) => Ok(lead_to(root, cookie)),
        None => {
            let reading = search::Query::read(&sent.typed());
            Ok(list(arrival, kind, sent, Some((find.too_many, reading))).await?.into_response())
        }
    }
}

fn root(kind: FinderKind) -> &'static str {
    match kind {
        FinderKind::SavedSearch => "/saved-searches",
        FinderKind::Rule => "/rules",
    }
}

async fn list(
    arrival: &Arrival,
    kind: FinderKind,
    sent: &Sent,
    fault: Option<(&'static str, Reading)>,
) -> Result<Page, Wrong> {
    let readers = &arrival.site.readers;
    let (finders, untold) = match arrival.reader().await? {
        Some(reader) => (readers.finders(reader, kind).await?, readers.untold(reader).await?),
        None => (Vec::new(), Vec::new()),
    };
    let pages = finders.len().div_ceil(ON_A_PAGE).max(1);
    let page = sent.page.parse().unwrap_or(1).clamp(1, pages);
    let row = |finder: Finder| FinderRow {
        new: untold.iter().find(|untold| untold.id == finder.id).map_or(0, |untold| untold.count),
        id: finder.id,
        name: finder.name,
        query: finder.query,
        task: finder.task,
    };
    let mut form = sent.form(kind);
    if let Some((_, reading)) = &fault {
        form.query = TypedQuery { typed: sent.typed(), faults: reading.faults.clone() };
        form.place = 0;
    }
    let view = FindersView {
        kind,
        // The latest is the one she looks for.
        rows: finders.into_iter().rev().skip((page - 1) * ON_A_PAGE).take(ON_A_PAGE).map(row).collect(),
        form,
        fault: fault.map(|(sentence, _)| sentence),
        page,
        pages,
    };
    Ok(Page::new(pages::finders(&arrival.visit(), &view)))
}

/// Shows what a rule would match; keeps nothing.
pub async fn preview(arrival: Arrival, Query(sent): Query<Sent>) -> Result<Page, Wrong> {
    let reading = search::Query::read(&sent.typed());
    let read_as = reading.query.to_string();
    let found = arrival.site.readers.preview(&read_as, TITLES, arrival.now).await?;
    let mut form = sent.form(FinderKind::Rule);
    form.query = TypedQuery { typed: sent.typed(), faults: reading.faults };
    form.place = 0;
    let newest = arrival.lines(&found.items).await?;
    let view = PreviewView { form, read_as, total: found.total, newest };
    Ok(Page::new(pages::preview(&arrival.visit(), &view)))
}

/// `NoSuchItem` for another reader's, and for one of the other kind.
async fn hers(arrival: &Arrival, kind: FinderKind, id: FinderId) -> Result<Finder, Wrong> {
    let reader = arrival.reader().await?.ok_or(Wrong::NoSuchItem)?;
    let finder = arrival.site.readers.finder(reader, id).await?;
    finder.filter(|finder| finder.kind == kind).ok_or(Wrong::NoSuchItem)
}

pub async fn saved_one(arrival: Arrival, Path(id): Path<String>, Query(sent): Query<Sent>) -> Result<Page, Wrong> {
    one(&arrival, FinderKind::SavedSearch, &id, &sent).await
}

pub async fn rule(arrival: Arrival, Path(id): Path<String>, Query(sent): Query<Sent>) -> Result<Page, Wrong> {
    one(&arrival, FinderKind::Rule, &id, &sent).await
}

async fn one(arrival: &Arrival, kind: FinderKind, id: &str, sent: &Sent) -> Result<Page, Wrong> {
    let id = number(id, FinderId)?;
    let finder = hers(arrival, kind, id).await?;
    let looked = arrival.site.readers.look_at_finder(finder.reader, id, FOUND, arrival.now).await?;
    let (finder, found) = looked.ok_or(Wrong::NoSuchItem)?;
    let (items, new): (Vec<_>, Vec<_>) = found.into_iter().unzip();
    let lines = arrival.lines(&items).await?;
    let find = FindWords::of(arrival.tongue);
    let notice = match (sent.applied.parse::<usize>(), sent.kept.is_empty()) {
        (Ok(number), _) => Some((find.applied)(number)),
        (Err(_), false) => Some((find.rule_kept)(&finder.name)),
        (Err(_), true) => None,
    };
    let form = FinderForm {
        id: Some(finder.id),
        name: finder.name,
        query: TypedQuery { typed: finder.query, faults: Vec::new() },
        place: 0,
        task: finder.task,
    };
    let view = FinderView { kind, form, notice, found: lines.into_iter().zip(new).collect() };
    Ok(Page::new(pages::finder(&arrival.visit(), &view)))
}

pub async fn saved_then(arrival: Arrival, Path(id): Path<String>, Form(sent): Form<Sent>) -> Result<Response, Wrong> {
    then(&arrival, FinderKind::SavedSearch, id, sent).await
}

pub async fn rule_then(arrival: Arrival, Path(id): Path<String>, Form(sent): Form<Sent>) -> Result<Response, Wrong> {
    then(&arrival, FinderKind::Rule, id, sent).await
}

async fn then(arrival: &Arrival, kind: FinderKind, id: String, sent: Sent) -> Result<Response, Wrong> {
    let number = number(&id, FinderId)?;
    let finder = hers(arrival, kind, number).await?;
    let readers = &arrival.site.readers;
    match sent.then.as_str() {
        "remove" => {
            readers.remove_finder(finder.reader, number).await?;
            Ok(lead_to(root(kind), None))
        }
        "apply" => {
            let applied = readers.apply_finder(finder.reader, number, arrival.now).await?.ok_or(Wrong::NoSuchItem)?;
            Ok(lead_to(&format!("{}/{number}?applied={applied}", root(kind)), None))
        }
        "change" => keep(arrival, kind, &Sent { id, ..sent }).await,
        _ => Err(Wrong::Unreadable("it neither changes nor removes anything".into())),
    }
}
