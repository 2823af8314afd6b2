//! Looking up.

use model::{DAY, ItemId, StoryId, Time};
use tantivy::collector::{Count, TopDocs};
use tantivy::columnar::Column;
use tantivy::query::Query as Lookup;
use tantivy::{DocAddress, DocId, Order, Score, Searcher, SegmentReader, TantivyError};

use crate::lookup::Looking;
use crate::query::{Clause, Query};
use crate::{Ask, Found, Hit, Search, SearchError, Sort};

const MOST_HITS: usize = 200;
const MOST_OFFSET: usize = 10_000;
/// A fit counts this much whatever its age, and the rest half after a week.
const AGELESS: f64 = 0.6;
const WEEK: f64 = 7.0 * DAY as f64;

impl Search {
    /// Never an error because of what was asked, only because of the index.
    pub fn find(&self, ask: &Ask) -> Result<Found, SearchError> {
        self.try_find(ask).map_err(|cause| SearchError::Read { cause })
    }

    fn try_find(&self, ask: &Ask) -> tantivy::Result<Found> {
        let reading = Query::read(&ask.words);
        let query = &reading.query;
        let had_words = ask.words.chars().any(char::is_alphanumeric);
        if query.is_empty() && !had_words && !ask.words.trim().is_empty() {
            // Nothing but punctuation was typed: nothing is what has it.
            return Ok(Found::default());
        }
        let languages = self.languages(ask.language);
        let looking = Looking {
            fields: &self.fields,
            languages: &languages,
            is_open: reading.is_open && ask.may_be_open,
            some_are_enough: false,
        };
        let searcher = self.searcher();
        let found = self.collect(&searcher, &*looking.lookup(query, ask), query, ask)?;
        let parts = query.parts();
        if found.total > 0 || parts.len() < 2 || !ask.may_leave_out {
            return Ok(found);
        }
        if let Some(without) = self.dispensable(&searcher, &looking, query, ask)? {
            let rest = parts.iter().enumerate().filter(|(place, _)| *place != without).map(|(_, part)| part.clone());
            let rest = Query::of_parts(rest);
            let closed = Looking { is_open: looking.is_open && without + 1 != parts.len(), ..looking };
            let found = self.collect(&searcher, &*closed.lookup(&rest, ask), &rest, ask)?;
            return Ok(Found { left_out: parts.get(without).map(Clause::to_string), ..found });
        }
        if parts.iter().filter(|part| part.has_words()).count() < 2 {
            return Ok(found);
        }
        let some = Looking { some_are_enough: true, ..looking }.lookup(query, ask);
        Ok(Found { only_some_words: true, ..self.collect(&searcher, &*some, query, ask)? })
    }

    /// The part without which most is found; the last of equals.
    fn dispensable(
        &self,
        searcher: &Searcher,
        looking: &Looking<'_>,
        query: &Query,
        ask: &Ask,
    ) -> tantivy::Result<Option<usize>> {
        let parts = query.parts();
        let mut best = (0, None);
        for without in 0..parts.len() {
            let rest = parts.iter().enumerate().filter(|(place, _)| *place != without).map(|(_, part)| part.clone());
            let closed = Looking { is_open: looking.is_open && without + 1 != parts.len(), ..*looking };
            let count = searcher.search(&*closed.lookup(&Query::of_parts(rest), ask), &Count)?;
            if count > 0 && count >= best.0 {
                best = (count, Some(without));
            }
        }
        Ok(best.1)
    }

    fn collect(&self, searcher: &Searcher, lookup: &dyn Lookup, query: &Query, ask: &Ask) -> tantivy::Result<Found> {
        if ask.limit == 0 {
            return Ok(Found { total: searcher.search(lookup, &Count)?, ..Found::default() });
        }
        let page = TopDocs::with_limit(ask.limit.min(MOST_HITS)).and_offset(ask.offset.min(MOST_OFFSET));
        let by_time = ask.sort == Sort::Newest || !query.root.has_words();
        let (ranked, total): (Vec<(f32, DocAddress)>, usize) = if by_time {
            let newest = page.order_by_fast_field::<i64>("published", Order::Desc);
            let (newest, total) = searcher.search(lookup, &(newest, Count))?;
            (newest.into_iter().map(|(_, address)| (0.0, address)).collect(), total)
        } else {
            let now = ask.now;
            let best = page.tweak_score(move |segment: &SegmentReader| {
                let published = column(segment, "published").ok();
                move |doc: DocId, fit: Score| {
                    let published = published.as_ref().map_or(0, |column| column.first(doc).unwrap_or(0));
                    (f64::from(fit) * newness(now, Time(published))) as Score
                }
            });
            searcher.search(lookup, &(best, Count))?
        };
        let hits = ranked.into_iter().map(|(score, address)| hit(searcher, score, address));
        Ok(Found { hits: hits.collect::<tantivy::Result<_>>()?, total, ..Found::default() })
    }
}

/// Gently: what fits twice as well comes first, however old it is.
fn newness(now: Time, published: Time) -> f64 {
    let age = now.since(published).max(0) as f64;
    AGELESS + (1.0 - AGELESS) * (WEEK / (WEEK + age))
}

fn hit(searcher: &Searcher, score: f32, address: DocAddress) -> tantivy::Result<Hit> {
    let segment = searcher.segment_reader(address.segment_ord);
    let number = |name: &str| -> tantivy::Result<i64> { Ok(column(segment, name)?.first(address.doc_id).unwrap_or(0)) };
    Ok(Hit {
        item: ItemId(number("id")?),
        story: StoryId(number("story")?),
        published: Time(number("published")?),
        score,
    })
}

fn column(segment: &SegmentReader, name: &str) -> Result<Column<i64>, TantivyError> {
    segment.fast_fields().i64(name)
}
