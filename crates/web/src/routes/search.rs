//! `/search`: everything that the edition has kept.

use crate::{
    Wrong,
    arrival::Arrival,
    pages,
    reply::Page,
    shown::{capitalised, language_name},
    view::{Filter, Found, SearchView},
};
use axum::extract::Query;
use model::{DAY, Language, Topic};
use search::{Ask, Sort};
use serde::Deserialize;

const ON_A_PAGE: usize = 20;
const LAST_PAGE: u32 = 500;
const LONGEST_QUERY: usize = 500;

#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Asked {
    q: String,
    language: String,
    topic: String,
    since: String,
    sort: String,
    page: String,
}

pub async fn search(arrival: Arrival, Query(mut asked): Query<Asked>) -> Result<Page, Wrong> {
    asked.q.truncate(asked.q.floor_char_boundary(LONGEST_QUERY));
    let page = asked.page.parse().unwrap_or(1).clamp(1, LAST_PAGE);
    let filters = filters(&arrival, &asked).await?;
    let mut view =
        SearchView { query: asked.q.clone(), filters, total: 0, found: Vec::new(), page, more: false, fault: None };
    if !asked.q.trim().is_empty() {
        let hits = arrival.site.readers.find(&ask(&arrival, &asked, page)).await?;
        let lines = arrival.lines(&hits.items).await?;
        let looked_for = looked_for(&asked.q);
        view.total = hits.total;
        view.more = hits.total > page as usize * ON_A_PAGE;
        let found = |line: crate::view::ItemLine| Found { snippet: marked(&line.standfirst, &looked_for), line };
        view.found = lines.into_iter().map(found).collect();
    }
    Ok(Page::new(pages::search(&arrival.visit(), &view)))
}

fn ask(arrival: &Arrival, asked: &Asked, page: u32) -> Ask {
    let days = match asked.since.as_str() {
        "day" => Some(1),
        "week" => Some(7),
        "month" => Some(30),
        _ => None,
    };
    Ask {
        words: asked.q.clone(),
        language: Some(Language::from_tag(&asked.language)).filter(|language| language.is_known()),
        topic: Topic::from_slug(&asked.topic).filter(|_| !asked.topic.is_empty()),
        after: days.map(|days| arrival.now.plus(-days * DAY)),
        sort: if asked.sort == "newest" { Sort::Newest } else { Sort::Best },
        limit: ON_A_PAGE,
        offset: (page as usize - 1) * ON_A_PAGE,
        now: arrival.now,
        ..Ask::default()
    }
}

async fn filters(arrival: &Arrival, asked: &Asked) -> Result<Vec<Filter>, Wrong> {
    let words = arrival.tongue.words();
    let any = || (String::new(), words.any.to_owned());
    let mut languages: Vec<Language> =
        arrival.site.store.sources().await?.iter().map(|source| source.language).collect();
    languages.retain(|language| language.is_known());
    languages.sort_unstable();
    languages.dedup();
    let languages = languages.into_iter().map(|language| (language.tag().to_owned(), language_name(language)));
    let broad = Topic::ALL.into_iter().filter(|topic| topic.parent().is_none());
    let mut topics: Vec<(String, String)> =
        broad.map(|topic| (topic.slug().to_owned(), capitalised(topic.label(arrival.language())))).collect();
    topics.sort_by(|a, b| a.1.cmp(&b.1));
    let since = ["day", "week", "month"].into_iter().map(str::to_owned).zip(words.since.map(str::to_owned));
    let sorts = [(String::new(), words.sort_best.to_owned()), ("newest".to_owned(), words.newest.to_owned())];
    Ok(vec![
        filter("language", words.filter_language, std::iter::once(any()).chain(languages).collect(), &asked.language),
        filter("topic", words.filter_topic, std::iter::once(any()).chain(topics).collect(), &asked.topic),
        filter("since", words.filter_since, std::iter::once(any()).chain(since).collect(), &asked.since),
        filter("sort", words.filter_sort, sorts.into(), &asked.sort),
    ])
}

/// A choice that is not on offer counts as none.
fn filter(name: &'static str, label: &'static str, choices: Vec<(String, String)>, chosen: &str) -> Filter {
    let chosen = choices.iter().map(|(value, _)| value).find(|value| *value == chosen).cloned().unwrap_or_default();
    Filter { name, label, choices, chosen }
}

/// The words of a query that something was to have, lower case.
fn looked_for(query: &str) -> Vec<String> {
    let wanted = query.split_whitespace().filter(|word| !word.starts_with('-'));
    let words =
        wanted.flat_map(|word| word.split(|c: char| !c.is_alphanumeric())).filter(|word| word.chars().count() > 1);
    words.map(str::to_lowercase).collect()
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
    use super::{looked_for, marked};

    #[test]
    fn what_was_looked_for_is_marked_in_what_was_found() {
        for (query, text, want) in [
            ("gate", "The gates, all four gates.", "The [gates], all four [gates]."),
            ("\"old quay\" -ferry", "The Old Quay ferry", "The [Old] [Quay] ferry"),
            ("straße", "Die STRASSE, die Straße", "Die STRASSE, die [Straße]"),
            ("<b>", "a <b> b", "a <b> b"),
            ("", "nothing", "nothing"),
        ] {
            let drawn: String = marked(text, &looked_for(query))
                .into_iter()
                .map(|(hit, piece)| if hit { format!("[{piece}]") } else { piece })
                .collect();
            assert_eq!(drawn, want);
        }
    }
}
