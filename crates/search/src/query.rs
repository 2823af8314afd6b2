//! From what somebody typed to what is looked up.

use std::ops::Bound;

use model::Language;
use tantivy::Term;
use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, DisjunctionMaxQuery, EmptyQuery, InvertedIndexRangeQuery,
    Occur, PhraseQuery, Query, RangeQuery, TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption};

use crate::Ask;
use crate::document::Fields;
use crate::words::{Exactly, looked_up};

/// What is typed takes part up to here.
const MOST_CHARS: usize = 400;
const MOST_PARTS: usize = 16;
/// How many different words a beginning may stand for.
const MOST_ENDINGS: u64 = 64;
const TITLE_BOOST: f32 = 3.0;
const NAMES_BOOST: f32 = 1.5;
const BEGINNING_BOOST: f32 = 2.0;

/// One thing that was typed.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Part {
    text: String,
    /// Its words must follow each other.
    is_phrase: bool,
    without: bool,
    /// The last word, still being typed perhaps: its beginning is enough.
    is_open: bool,
}

impl Part {
    pub(crate) fn is_without(&self) -> bool {
        self.without
    }
}

/// Nothing that can be typed is an error: a quote that is not closed ends with the text, a lone minus is nothing.
pub(crate) fn read(typed: &str) -> Vec<Part> {
    let typed: String = typed.chars().take(MOST_CHARS).map(straight).collect();
    let mut parts = Vec::new();
    let mut rest = typed.as_str();
    loop {
        rest = rest.trim_start();
        if rest.is_empty() || parts.len() == MOST_PARTS {
            return parts;
        }
        let after_minus = rest.strip_prefix('-');
        let without = after_minus.is_some_and(|after| !after.is_empty() && !after.starts_with(char::is_whitespace));
        if without {
            rest = after_minus.unwrap_or(rest);
        }
        let (text, is_phrase, is_open);
        if let Some(quoted) = rest.strip_prefix('"') {
            (text, rest) = quoted.split_once('"').unwrap_or((quoted, ""));
            (is_phrase, is_open) = (true, false);
        } else {
            let end = rest.find(|c: char| c.is_whitespace() || c == '"').unwrap_or(rest.len());
            (text, rest) = rest.split_at(end);
            (is_phrase, is_open) = (false, rest.is_empty() && !without);
        }
        if text.chars().any(char::is_alphanumeric) {
            parts.push(Part { text: text.to_owned(), is_phrase, without, is_open });
        }
    }
}

fn straight(c: char) -> char {
    if matches!(c, '“' | '”' | '„' | '«' | '»') { '"' } else { c }
}

/// `languages` are those that a word may be of.
pub(crate) fn query(
    parts: &[Part],
    ask: &Ask,
    fields: &Fields,
    languages: &[Language],
    some_are_enough: bool,
) -> Box<dyn Query> {
    let mut clauses: Vec<(Occur, Box<dyn Query>)> = Vec::new();
    let mut wanted: Vec<(Occur, Box<dyn Query>)> = Vec::new();
    for part in parts {
        let lookup = lookup(part, fields, languages);
        if part.without {
            clauses.push((Occur::MustNot, lookup));
        } else {
            wanted.push((if some_are_enough { Occur::Should } else { Occur::Must }, lookup));
        }
    }
    let wanted: Box<dyn Query> =
        if wanted.is_empty() { Box::new(AllQuery) } else { Box::new(BooleanQuery::new(wanted)) };
    clauses.push((Occur::Must, wanted));
    for filter in filters(ask, fields) {
        clauses.push((Occur::Must, Box::new(ConstScoreQuery::new(filter, 0.0))));
    }
    Box::new(BooleanQuery::new(clauses))
}

/// One word or phrase, wherever it may stand; the best place counts.
fn lookup(part: &Part, fields: &Fields, languages: &[Language]) -> Box<dyn Query> {
    let mut places: Vec<Box<dyn Query>> = Vec::new();
    let mut tried: Vec<Vec<String>> = Vec::new();
    for &language in languages {
        let stems = looked_up(&part.text, language, Exactly::No);
        if stems.is_empty() || tried.contains(&stems) {
            continue;
        }
        places.push(Box::new(BoostQuery::new(in_a_row(fields.title, &stems), TITLE_BOOST)));
        places.push(in_a_row(fields.body, &stems));
        tried.push(stems);
    }
    let exact = looked_up(&part.text, Language::UNKNOWN, Exactly::Yes);
    if !exact.is_empty() {
        places.push(Box::new(BoostQuery::new(in_a_row(fields.names, &exact), NAMES_BOOST)));
    }
    if let ([word], true) = (exact.as_slice(), part.is_open && !part.is_phrase)
        && word.chars().count() >= 2
    {
        places.push(Box::new(BoostQuery::new(beginning(fields.title_words, word), BEGINNING_BOOST)));
        places.push(beginning(fields.body, word));
    }
    if places.is_empty() {
        return Box::new(EmptyQuery);
    }
    Box::new(DisjunctionMaxQuery::with_tie_breaker(places, 0.1))
}

fn in_a_row(field: Field, words: &[String]) -> Box<dyn Query> {
    let terms: Vec<Term> = words.iter().map(|word| Term::from_field_text(field, word)).collect();
    match terms.as_slice() {
        [one] => Box::new(TermQuery::new(one.clone(), IndexRecordOption::WithFreqs)),
        _ => Box::new(PhraseQuery::new(terms)),
    }
}

/// Words that begin so; found ones count 1, less than a whole word.
fn beginning(field: Field, word: &str) -> Box<dyn Query> {
    let end = format!("{word}\u{10ffff}");
    let mut range = InvertedIndexRangeQuery::new(
        Bound::Included(Term::from_field_text(field, word)),
        Bound::Excluded(Term::from_field_text(field, &end)),
    );
    range.limit(MOST_ENDINGS);
    Box::new(range)
}

fn filters(ask: &Ask, fields: &Fields) -> Vec<Box<dyn Query>> {
    let is = |term| -> Box<dyn Query> { Box::new(TermQuery::new(term, IndexRecordOption::Basic)) };
    let mut filters = Vec::new();
    if let Some(language) = ask.language {
        filters.push(is(Term::from_field_text(fields.language, language.tag())));
    }
    if let Some(source) = ask.source {
        filters.push(is(Term::from_field_i64(fields.source, source.0)));
    }
    if let Some(topic) = ask.topic {
        filters.push(is(Term::from_field_u64(fields.topic, u64::from(topic.0))));
    }
    if ask.after.is_some() || ask.before.is_some() {
        let bound = |time: model::Time| Term::from_field_i64(fields.published, time.0);
        filters.push(Box::new(RangeQuery::new(
            ask.after.map_or(Bound::Unbounded, |after| Bound::Included(bound(after))),
            ask.before.map_or(Bound::Unbounded, |before| Bound::Excluded(bound(before))),
        )));
    }
    filters
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn whatever_is_typed_is_read_as_far_as_it_makes_sense() {
        let shown = |typed: &str| -> String {
            let part = |part: super::Part| {
                let (minus, quote) = (if part.without { "-" } else { "" }, if part.is_phrase { "\"" } else { "" });
                format!("{minus}{quote}{}{quote}{}", part.text, if part.is_open { "…" } else { "" })
            };
            read(typed).into_iter().map(part).collect::<Vec<_>>().join(" ")
        };
        for (typed, want) in [
            ("", ""),
            ("harbour", "harbour…"),
            ("harbour ", "harbour"),
            ("new harbour", "new harbour…"),
            ("\"new harbour\" -bus", "\"new harbour\" -bus"),
            ("„neuer Hafen“", "\"neuer Hafen\""),
            ("\"never closed", "\"never closed\""),
            ("-\"old town\" fair", "-\"old town\" fair…"),
            ("- - -- --x ' \" \"", "--x"),
            ("a AND (b OR c)~2^5 title:x [1 TO *]", "a AND (b OR c)~2^5 title:x [1 TO"),
            ("well-known", "well-known…"),
        ] {
            assert_eq!(shown(typed), want, "{typed}");
        }
        assert_eq!(read(&"word ".repeat(1000)).len(), super::MOST_PARTS);
    }
}
