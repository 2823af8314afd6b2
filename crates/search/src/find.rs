//! Looking up.

use model::{DAY, ItemId, StoryId, Time};
use tantivy::collector::{Count, TopDocs};
use tantivy::columnar::Column;
use tantivy::query::Query;
use tantivy::{DocAddress, DocId, Order, Score, Searcher, SegmentReader, TantivyError};

use crate::query::{query, read};
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
        let parts = read(&ask.words);
        let had_words = ask.words.chars().any(char::is_alphanumeric);
        if parts.is_empty() && !had_words && !ask.words.trim().is_empty() {
            // Nothing but punctuation was typed: nothing is what has it.
            return Ok(Found::default());
        }
        let languages = self.languages(ask.language);
        let searcher = self.searcher();
        let all = query(&parts, ask, &self.fields, &languages, false);
        let found = self.collect(&searcher, &*all, ask)?;
        if found.total > 0 || parts.len() < 2 {
            return Ok(found);
        }
        let some = query(&parts, ask, &self.fields, &languages, true);
        Ok(Found { only_some_words: true, ..self.collect(&searcher, &*some, ask)? })
    }

    fn collect(&self, searcher: &Searcher, query: &dyn Query, ask: &Ask) -> tantivy::Result<Found> {
        if ask.limit == 0 {
            return Ok(Found { total: searcher.search(query, &Count)?, ..Found::default() });
        }
        let page = TopDocs::with_limit(ask.limit.min(MOST_HITS)).and_offset(ask.offset.min(MOST_OFFSET));
        let by_time = ask.sort == Sort::Newest || read(&ask.words).iter().all(|part| part.is_without());
        let (ranked, total): (Vec<(f32, DocAddress)>, usize) = if by_time {
            let newest = page.order_by_fast_field::<i64>("published", Order::Desc);
            let (newest, total) = searcher.search(query, &(newest, Count))?;
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
            searcher.search(query, &(best, Count))?
        };
        let hits = ranked.into_iter().map(|(score, address)| hit(searcher, score, address));
        Ok(Found { hits: hits.collect::<tantivy::Result<_>>()?, total, only_some_words: false })
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
