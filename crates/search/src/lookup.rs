//! From a query to what is looked up in the index.

use std::ops::Bound;

use model::{Language, Time};
use tantivy::Term;
use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, DisjunctionMaxQuery, EmptyQuery, InvertedIndexRangeQuery,
    Occur, PhraseQuery, Query as Lookup, RangeQuery, TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption};

use crate::Ask;
use crate::document::Fields;
use crate::query::{Clause, Place, Query};
use crate::words::{Exactly, looked_up};

/// How many different words a beginning may stand for.
const MOST_ENDINGS: u64 = 64;
const TITLE_BOOST: f32 = 3.0;
const NAMES_BOOST: f32 = 1.5;
const BEGINNING_BOOST: f32 = 2.0;

/// How a query is looked up; `languages` are those that a word may be of.
#[derive(Clone, Copy)]
pub(crate) struct Looking<'a> {
    pub(crate) fields: &'a Fields,
    pub(crate) languages: &'a [Language],
    /// Of its last word the beginning is enough.
    pub(crate) is_open: bool,
    /// Of the parts with words, some will do.
    pub(crate) some_are_enough: bool,
}

impl Looking<'_> {
    pub(crate) fn lookup(&self, query: &Query, ask: &Ask) -> Box<dyn Lookup> {
        let parts = query.parts();
        let mut clauses: Vec<(Occur, Box<dyn Lookup>)> = Vec::new();
        if self.some_are_enough {
            let (wanted, others): (Vec<&Clause>, Vec<&Clause>) = parts.iter().partition(|part| part.has_words());
            clauses.extend(others.into_iter().map(|part| self.required(part, false)));
            let wanted = wanted.into_iter().map(|part| (Occur::Should, self.clause(part, false))).collect();
            clauses.push((Occur::Must, Box::new(BooleanQuery::new(wanted))));
        } else if matches!(query.root, Clause::All(_)) {
            clauses = self.all(parts);
        } else {
            clauses.push(self.required(&query.root, self.is_open));
        }
        for filter in filters(ask, self.fields) {
            clauses.push((Occur::Must, plainly(filter)));
        }
        closed(clauses)
    }

    fn all(&self, parts: &[Clause]) -> Vec<(Occur, Box<dyn Lookup>)> {
        let last = parts.len().saturating_sub(1);
        parts.iter().enumerate().map(|(place, part)| self.required(part, self.is_open && place == last)).collect()
    }

    fn required(&self, part: &Clause, is_open: bool) -> (Occur, Box<dyn Lookup>) {
        match part {
            Clause::Not(inner) => (Occur::MustNot, excluded(self.clause(inner, false))),
            other => (Occur::Must, self.clause(other, is_open)),
        }
    }

    fn clause(&self, clause: &Clause, is_open: bool) -> Box<dyn Lookup> {
        let fields = self.fields;
        let is = |term| plainly(Box::new(TermQuery::new(term, IndexRecordOption::Basic)));
        let last = |parts: &[Clause], place: usize| is_open && place + 1 == parts.len();
        match clause {
            Clause::All(parts) => {
                let each = parts.iter().enumerate();
                closed(each.map(|(place, part)| self.required(part, last(parts, place))).collect())
            }
            Clause::Any(parts) => {
                let each = parts.iter().enumerate();
                let each = each.map(|(place, part)| (Occur::Should, self.clause(part, last(parts, place))));
                Box::new(BooleanQuery::new(each.collect()))
            }
            Clause::Not(_) => closed(vec![self.required(clause, false)]),
            Clause::Words(place, text) => self.words(*place, text, is_open),
            Clause::Topic(topic) => is(Term::from_field_u64(fields.topic, u64::from(topic.0))),
            Clause::Language(language) => is(Term::from_field_text(fields.language, language.tag())),
            Clause::Kind(kind) => is(Term::from_field_text(fields.kind, kind.word())),
            Clause::After(day) => plainly(published(fields, Some(*day), None)),
            Clause::Before(day) => plainly(published(fields, None, Some(*day))),
        }
    }

    /// One word or phrase, wherever it may stand; the best place counts.
    fn words(&self, place: Place, text: &str, is_open: bool) -> Box<dyn Lookup> {
        let fields = self.fields;
        let (in_title, in_text) =
            (matches!(place, Place::Anywhere | Place::Title), matches!(place, Place::Anywhere | Place::Text));
        let mut places: Vec<Box<dyn Lookup>> = Vec::new();
        let mut tried: Vec<Vec<String>> = Vec::new();
        for &language in self.languages {
            let stems = looked_up(text, language, Exactly::No);
            if stems.is_empty() || tried.contains(&stems) {
                continue;
            }
            if in_title {
                places.push(Box::new(BoostQuery::new(in_a_row(fields.title, &stems), TITLE_BOOST)));
            }
            if in_text {
                places.push(in_a_row(fields.body, &stems));
            }
            tried.push(stems);
        }
        let exact = looked_up(text, Language::UNKNOWN, Exactly::Yes);
        if !exact.is_empty() {
            for (field, named) in [(fields.byline, Place::Author), (fields.source_name, Place::Source)] {
                if place == Place::Anywhere || place == named {
                    places.push(Box::new(BoostQuery::new(in_a_row(field, &exact), NAMES_BOOST)));
                }
            }
        }
        if let ([word], true, Place::Anywhere) = (exact.as_slice(), is_open, place)
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
}

/// Parts that only exclude, exclude from everything.
fn closed(mut clauses: Vec<(Occur, Box<dyn Lookup>)>) -> Box<dyn Lookup> {
    if clauses.iter().all(|(occur, _)| *occur == Occur::MustNot) {
        clauses.push((Occur::Must, plainly(Box::new(AllQuery))));
    }
    Box::new(BooleanQuery::new(clauses))
}

/// The same twice: what is excluded is asked for documents before the one that it stands at, and a phrase alone does not
/// allow that (`Exclude::new` and `PhraseScorer::seek_danger`, tantivy 0.27); a union does.
fn excluded(lookup: Box<dyn Lookup>) -> Box<dyn Lookup> {
    Box::new(BooleanQuery::union(vec![lookup.box_clone(), lookup]))
}

/// Counts for nothing in the order.
fn plainly(lookup: Box<dyn Lookup>) -> Box<dyn Lookup> {
    Box::new(ConstScoreQuery::new(lookup, 0.0))
}

fn in_a_row(field: Field, words: &[String]) -> Box<dyn Lookup> {
    let terms: Vec<Term> = words.iter().map(|word| Term::from_field_text(field, word)).collect();
    match terms.as_slice() {
        [one] => Box::new(TermQuery::new(one.clone(), IndexRecordOption::WithFreqs)),
        _ => Box::new(PhraseQuery::new(terms)),
    }
}

/// Words that begin so; found ones count 1, less than a whole word.
fn beginning(field: Field, word: &str) -> Box<dyn Lookup> {
    let end = format!("{word}\u{10ffff}");
    let mut range = InvertedIndexRangeQuery::new(
        Bound::Included(Term::from_field_text(field, word)),
        Bound::Excluded(Term::from_field_text(field, &end)),
    );
    range.limit(MOST_ENDINGS);
    Box::new(range)
}

fn filters(ask: &Ask, fields: &Fields) -> Vec<Box<dyn Lookup>> {
    let is = |term| -> Box<dyn Lookup> { Box::new(TermQuery::new(term, IndexRecordOption::Basic)) };
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
        filters.push(published(fields, ask.after, ask.before));
    }
    filters
}

fn published(fields: &Fields, after: Option<Time>, before: Option<Time>) -> Box<dyn Lookup> {
    let bound = |time: Time| Term::from_field_i64(fields.published, time.0);
    let unbounded = || Bound::Unbounded;
    Box::new(RangeQuery::new(
        after.map_or_else(unbounded, |after| Bound::Included(bound(after))),
        before.map_or_else(unbounded, |before| Bound::Excluded(bound(before))),
    ))
}
