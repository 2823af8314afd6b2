//! `/search`: everything that the edition has kept.

use crate::{
    Wrong,
    arrival::Arrival,
    pages,
    reply::{Page, lead_to},
    shown::{capitalised, language_name},
    view::{Filter, Found, SearchView, TypedQuery},
    words::FindWords,
};
use axum::{
    extract::Query,
    response::{IntoResponse, Response},
};
use model::{Kind, Language, Topic};
use search::query::{Clause, Place};
use search::{Ask, Sort};
use serde::Deserialize;

const ON_A_PAGE: usize = 20;
const LAST_PAGE: u32 = 500;
pub const LONGEST_QUERY: usize = 500;
/// Names that a browser is given to choose from.
const MOST_SOURCES: usize = 300;

#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Asked {
    q: String,
    /// The query whose filters the fields of the form showed.
    shown: Option<String>,
    source: String,
    topic: String,
    language: String,
    kind: String,
    after: String,
    before: String,
    sort: String,
    page: String,
}

/// What the fields of the form say; empty for any.
#[derive(Default, PartialEq)]
struct Narrowing {
    source: String,
    topic: String,
    language: String,
    kind: String,
    after: String,
    before: String,
}

pub async fn search(arrival: Arrival, Query(mut asked): Query<Asked>) -> Result<Response, Wrong> {
    asked.q.truncate(asked.q.floor_char_boundary(LONGEST_QUERY));
    let rewritten = rewritten(&asked);
    if asked.shown.is_some() || rewritten.is_some() {
        let mut address = url::form_urlencoded::Serializer::new(String::from("/search?"));
        address.append_pair("q", rewritten.as_deref().unwrap_or(&asked.q));
        if asked.sort == "newest" {
            address.append_pair("sort", "newest");
        }
        return Ok(lead_to(&address.finish(), None));
    }
    let page = asked.page.parse().unwrap_or(1).clamp(1, LAST_PAGE);
    let reading = search::Query::read(&asked.q);
    let mut view = view(&arrival, &asked, &reading).await?;
    view.page = page;
    if !asked.q.trim().is_empty() {
        let hits = arrival.site.readers.find(&ask(&arrival, &asked, page)).await?;
        let lines = arrival.lines(&hits.items).await?;
        let looked_for = looked_for(&reading.query);
        view.total = hits.total;
        view.more = hits.total > page as usize * ON_A_PAGE;
        (view.left_out, view.only_some_words) = (hits.left_out, hits.only_some_words);
        let found = |line: crate::view::ItemLine| Found { snippet: marked(&line.standfirst, &looked_for), line };
        view.found = lines.into_iter().map(found).collect();
    }
    Ok(Page::new(pages::search(&arrival.visit(), &view)).into_response())
}

fn ask(arrival: &Arrival, asked: &Asked, page: u32) -> Ask {
    Ask {
        words: asked.q.clone(),
        sort: if asked.sort == "newest" { Sort::Newest } else { Sort::Best },
        limit: ON_A_PAGE,
        offset: (page as usize - 1) * ON_A_PAGE,
        now: arrival.now,
        ..Ask::default()
    }
}

async fn view(arrival: &Arrival, asked: &Asked, reading: &search::query::Reading) -> Result<SearchView, Wrong> {
    let words = arrival.tongue.words();
    let find = FindWords::of(arrival.tongue);
    let narrowing = Narrowing::of(&reading.query);
    let any = || std::iter::once((String::new(), words.any.to_owned()));
    let sources = arrival.site.store.sources().await?;
    let mut languages: Vec<Language> = sources.iter().map(|source| source.language).collect();
    languages.retain(|language| language.is_known());
    languages.extend(Some(Language::from_tag(&narrowing.language)).filter(|language| language.is_known()));
    languages.sort_unstable();
    languages.dedup();
    let languages = languages.into_iter().map(|language| (language.tag().to_owned(), language_name(language)));
    let chosen_topic = Topic::from_slug(&narrowing.topic).filter(|topic| !topic.slug().is_empty());
    let broad = Topic::ALL.into_iter().filter(|topic| topic.parent().is_none() || Some(*topic) == chosen_topic);
    let mut topics: Vec<(String, String)> =
        broad.map(|topic| (topic.slug().to_owned(), capitalised(topic.label(arrival.language())))).collect();
    topics.sort_by(|a, b| a.1.cmp(&b.1));
    let kinds = Kind::ALL.into_iter().map(|kind| (kind.word().to_owned(), (find.kinds)(kind).to_owned()));
    let sorts = vec![(String::new(), words.sort_best.to_owned()), ("newest".to_owned(), words.newest.to_owned())];
    let filters = vec![
        filter("topic", words.filter_topic, any().chain(topics).collect(), &narrowing.topic),
        filter("language", words.filter_language, any().chain(languages).collect(), &narrowing.language),
        filter("kind", find.kind, any().chain(kinds).collect(), &narrowing.kind),
        filter("sort", words.filter_sort, sorts, &asked.sort),
    ];
    Ok(SearchView {
        query: TypedQuery { typed: asked.q.clone(), faults: reading.faults.clone() },
        filters,
        source: narrowing.source,
        sources: sources.into_iter().take(MOST_SOURCES).map(|source| source.title).collect(),
        after: narrowing.after,
        before: narrowing.before,
        total: 0,
        found: Vec::new(),
        left_out: None,
        only_some_words: false,
        page: 1,
        more: false,
    })
}

impl Narrowing {
    /// The first filter of each kind that everything found must pass.
    fn of(query: &search::Query) -> Narrowing {
        let mut narrowing = Narrowing::default();
        for part in query.parts().iter().rev() {
            let (field, value) = match part {
                Clause::Words(Place::Source, name) => (&mut narrowing.source, name.clone()),
                Clause::Topic(topic) => (&mut narrowing.topic, topic.slug().to_owned()),
                Clause::Language(language) => (&mut narrowing.language, language.tag().to_owned()),
                Clause::Kind(kind) => (&mut narrowing.kind, kind.word().to_owned()),
                Clause::After(day) => (&mut narrowing.after, day.rfc3339().chars().take(10).collect()),
                Clause::Before(day) => (&mut narrowing.before, day.rfc3339().chars().take(10).collect()),
                _ => continue,
            };
            *field = value;
        }
        narrowing
    }
}

/// The query as the fields of the form change it; `None` where none of them was changed.
fn rewritten(asked: &Asked) -> Option<String> {
    let was = asked.shown.as_deref().map(|shown| Narrowing::of(&search::Query::read(shown).query)).unwrap_or_default();
    let changes = [
        ("source", &was.source, &asked.source),
        ("topic", &was.topic, &asked.topic),
        ("lang", &was.language, &asked.language),
        ("kind", &was.kind, &asked.kind),
        ("after", &was.after, &asked.after),
        ("before", &was.before, &asked.before),
    ];
    let changes: Vec<_> = changes.into_iter().filter(|(_, was, is)| was != is).collect();
    if changes.is_empty() {
        return None;
    }
    let reading = search::Query::read(&asked.q);
    let mut parts = reading.query.parts().to_vec();
    let mut added = Vec::new();
    for (name, _, value) in changes {
        parts.retain(|part| filter_name(part) != Some(name));
        let value = value.replace(['"', '“', '”', '„', '«', '»'], "");
        let new = search::Query::read(&format!("{name}:\"{value}\"")).query;
        added.extend(new.parts().iter().filter(|part| filter_name(part) == Some(name)).cloned());
    }
    if !reading.faults.is_empty() {
        // What was wrong must stay to be mended.
        return Some(format!("{} {}", asked.q, search::Query::of_parts(added)));
    }
    parts.extend(added);
    Some(search::Query::of_parts(parts).to_string())
}

fn filter_name(part: &Clause) -> Option<&'static str> {
    match part {
        Clause::Words(Place::Source, _) => Some("source"),
        Clause::Topic(_) => Some("topic"),
        Clause::Language(_) => Some("lang"),
        Clause::Kind(_) => Some("kind"),
        Clause::After(_) => Some("after"),
        Clause::Before(_) => Some("before"),
        _ => None,
    }
}

/// A choice that is not on offer counts as none.
fn filter(name: &'static str, label: &'static str, choices: Vec<(String, String)>, chosen: &str) -> Filter {
    let chosen = choices.iter().map(|(value, _)| value).find(|value| *value == chosen).cloned().unwrap_or_default();
    Filter { name, label, choices, chosen }
}

/// The words of a query that something is to have, lower case.
fn looked_for(query: &search::Query) -> Vec<String> {
    let words = query.wanted_words().into_iter().flat_map(|text| text.split(|c: char| !c.is_alphanumeric()));
    words.filter(|word| word.chars().count() > 1).map(str::to_lowercase).collect()
}

/// A text in pieces, with those marked that begin like a word that was looked for.
fn marked(text: &str, looked_for: &[String]) -> Vec<(bool, String)> {
    let mut pieces: Vec<(bool, String)> = Vec::new();
    for piece in text.split_inclusive(|c: char| !c.is_alphanumeric()) {
        let word = piece.trim_end_matches(|c: char| !c.is_alphanumeric());
        let lower = word.to_lowercase();
        let hit = !word.is_empty() && looked_for.iter().any(|wanted| lower.starts_with(wanted.as_str()));
        push(&mut pieces, hit, word);
        push(&mut pieces, false, &piece[word.len()..]);
    }
    pieces
}

/// Neighbours of one kind become one piece.
fn push(pieces: &mut Vec<(bool, String)>, hit: bool, text: &str) {
    match pieces.last_mut() {
        _ if text.is_empty() => {}
        Some((last, piece)) if *last == hit => piece.push_str(text),
        _ => pieces.push((hit, text.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::{Asked, looked_for, marked, rewritten};

    #[test]
    fn a_field_that_was_changed_rewrites_the_query_and_one_that_was_not_leaves_it_alone() {
        let asked = |shown: &str, q: &str, language: &str, source: &str, after: &str| Asked {
            shown: Some(shown.into()),
            q: q.into(),
            language: language.into(),
            source: source.into(),
            after: after.into(),
            ..Asked::default()
        };
        for (asked, want) in [
            (asked("", "ferry", "", "", ""), None),
            (asked("ferry lang:de", "ferry lang:de", "de", "", ""), None),
            (asked("ferry lang:de", "ferry lang:de", "", "", ""), Some("ferry")),
            (asked("ferry lang:de", "ferry lang:de storm", "en", "", ""), Some("ferry storm lang:en")),
            (asked("ferry", "ferry lang:de", "", "", ""), None),
            (
                asked("", "ferry OR bus", "", "The \"Gazette\" Ltd", ""),
                Some("(ferry OR bus) source:\"The Gazette Ltd\""),
            ),
            (asked("", "", "", "", "2026-11-01"), Some("after:2026-11-01")),
            (asked("", "ferry", "german", "", "tomorrow"), Some("ferry")),
            (asked("", "ferry topic:boats", "de", "", ""), Some("ferry topic:boats lang:de")),
        ] {
            assert_eq!(rewritten(&asked).as_deref(), want, "{:?} {}", asked.shown, asked.q);
        }
        let old_link = Asked { q: "ferry".into(), language: "de".into(), ..Asked::default() };
        assert_eq!(rewritten(&old_link).as_deref(), Some("ferry lang:de"));
    }

    #[test]
    fn what_was_looked_for_is_marked_in_what_was_found() {
        for (query, text, want) in [
            ("gate", "The gates, all four gates.", "The [gates], all four [gates]."),
            ("\"old quay\" -ferry", "The Old Quay ferry", "The [Old] [Quay] ferry"),
            ("straße", "Die STRASSE, die Straße", "Die STRASSE, die [Straße]"),
            ("<b>", "a <b> b", "a <b> b"),
            ("", "nothing", "nothing"),
        ] {
            let drawn: String = marked(text, &looked_for(&search::Query::read(query).query))
                .into_iter()
                .map(|(hit, piece)| if hit { format!("[{piece}]") } else { piece })
                .collect();
            assert_eq!(drawn, want);
        }
    }
}
