//! Keeps the search index at the store's newest revision.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use model::ItemId;
use search::{Search, SearchDoc};

use crate::{Error, Readers};

/// Items indexed between two commits.
const AT_ONCE: u32 = 500;

pub struct Indexer {
    readers: Readers,
    /// Removals are taken out again from the first at each start: that costs little and forgets none.
    gone: AtomicI64,
}

impl Indexer {
    pub fn new(readers: Readers) -> Indexer {
        Indexer { readers, gone: AtomicI64::new(0) }
    }

    /// Indexes some of what was placed since the last commit, and makes it found; returns how many items, 0 when
    /// nothing waits. A commit of one item takes as long as one of hundreds, so let some gather.
    pub async fn follow(&self) -> Result<usize, Error> {
        let search: Arc<Search> = self.readers.search().clone();
        let rows = self.readers.store().search_since(search.cursor(), AT_ONCE).await?;
        let gone = self.readers.store().gone_since(self.gone.load(Ordering::Acquire), AT_ONCE).await?;
        if let Some((cursor, _)) = gone.last() {
            let ids: Vec<ItemId> = gone.iter().map(|(_, item)| *item).collect();
            tokio::task::block_in_place(|| search.remove(&ids).and_then(|()| search.commit(search.cursor())))?;
            self.gone.store(*cursor, Ordering::Release);
        }
        let Some((cursor, _)) = rows.last() else {
            // The writer's memory goes back to the system until there is something to write again.
            tokio::task::block_in_place(|| search.rest())?;
            return Ok(0);
        };
        let (cursor, count) = (*cursor, rows.len());
        let docs: Vec<SearchDoc> = rows.into_iter().map(|(_, item)| search_doc(&self.readers, item)).collect();
        // Indexing is work for a processor, not for the threads that answer readers.
        tokio::task::block_in_place(|| search.add(&docs).and_then(|()| search.commit(cursor)))?;
        Ok(count)
    }

    /// Indexes everything that waits; returns how many items.
    pub async fn catch_up(&self) -> Result<usize, Error> {
        let mut indexed = 0;
        loop {
            match self.follow().await? {
                0 => return Ok(indexed),
                some => indexed += some,
            }
        }
    }
}

/// An item as it is looked for.
pub(crate) fn search_doc(readers: &Readers, item: model::Item) -> SearchDoc {
    let source_title = readers.source(item.source).map(|source| source.title.clone()).unwrap_or_default();
    SearchDoc {
        id: item.id,
        story: item.story.unwrap_or(model::StoryId(item.id.0)),
        source: item.source,
        language: item.language,
        body_text: plain(&item.body),
        title: item.title,
        standfirst: item.standfirst,
        byline: item.byline,
        source_title,
        topics: item.topics,
        published: item.published,
        kind: item.kind,
    }
}

/// The words of clean HTML; its tags hold nothing that anybody searches for.
fn plain(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut inside = false;
    for c in html.chars() {
        match c {
            '<' => inside = true,
            '>' => {
                inside = false;
                text.push(' ');
            }
            c if !inside => text.push(c),
            _ => {}
        }
    }
    text
}
