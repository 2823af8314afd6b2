//! Every live item of an edition, in memory, in columns.
//!
//! Rebuilt from the store at start and kept current by events. Where a list of items is needed, it is kept as the
//! items come (`Shelves`), so that a timeline costs candidates, not items.

mod counters;
mod indexing;
mod number_hash;
pub(crate) mod pack;
mod pages;
mod quality;
mod reading;
mod rising;
mod settling;
mod shelves;
pub(crate) mod snapshot;
mod stories;
mod taking_back;
mod tallies;
mod title_words;
mod together;
mod watch;

use model::{DAY, Deed, Embedding, Event, ItemId, Kind, Language, SourceId, StoryId, Time, Topic};

pub use counters::HalfLife;
pub(crate) use counters::{Counters, Faded};
pub(crate) use indexing::{Indexing, Pointing, product};
use number_hash::ById;
use pages::{Pages, push};
pub(crate) use quality::{Coordinate, Pace};
pub(crate) use reading::topic_token;
pub use rising::Survey;
use shelves::Shelves;
pub use snapshot::SnapshotError;
use stories::Stories;
pub(crate) use stories::Story;
pub use stories::StoryView;
pub(crate) use tallies::{Tallies, class};
pub(crate) use title_words::occurs;
pub use title_words::title_words;
pub(crate) use together::Together;

pub(crate) const NONE: u32 = u32::MAX;

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Settings {
    /// Items older than this (milliseconds) are in no timeline.
    pub live: i64,
}

impl Default for Settings {
    fn default() -> Self {
        Settings { live: 14 * DAY }
    }
}

/// How much what somebody does counts for the edition's numbers. It never changes what she gets herself.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Standing {
    /// A reader who has been here for a while, with the weight of one event from 0 to 1: who opens everything says
    /// little with each.
    Known(f64),
    /// Nobody knows her yet. All newcomers together count for one item as much as known readers do, or as twenty
    /// of them, so that a crowd made up for the purpose carries nothing far.
    Newcomer,
}

/// An item as it is put into the stock.
#[derive(Debug, Clone, PartialEq)]
pub struct StockItem {
    pub id: ItemId,
    pub source: SourceId,
    pub story: StoryId,
    pub kind: Kind,
    pub language: Language,
    /// Most telling first; broader topics are added by the stock.
    pub topics: Vec<Topic>,
    pub published: Time,
    pub first_seen: Time,
    pub words: u32,
    pub embedding: Embedding,
    pub has_picture: bool,
    /// Of the title, as `title_words` gives them; mutes of words are tried against these.
    pub title_words: Vec<u32>,
}

/// An item as it lies in the stock.
#[derive(Clone, Copy)]
pub struct ItemView<'a> {
    pub id: ItemId,
    pub source: SourceId,
    pub story: StoryId,
    pub kind: Kind,
    pub language: Language,
    /// With the broader topics behind the item's own.
    pub topics: &'a [Topic],
    /// The moment that counts: a publication after it was first seen, or in the future, is taken for a wrong clock.
    pub published: Time,
    pub words: u32,
    pub embedding: &'a Embedding,
    pub has_picture: bool,
    pub(crate) title: &'a [u32],
    titles_with: &'a ById<u32, u32>,
    titles: usize,
}

impl ItemView<'_> {
    /// The words of its title (`title_words`) that tell something: not those that stand in every twentieth title.
    pub fn terms(&self) -> impl Iterator<Item = u32> {
        let titles_with = |word: &u32| self.titles_with.get(word).copied().unwrap_or(0) as usize;
        self.title.iter().copied().filter(move |word| titles_with(word) <= 3 + self.titles / 20)
    }
}

#[derive(Clone, Copy)]
pub(crate) struct Row {
    pub(crate) id: ItemId,
    pub(crate) source: SourceId,
    pub(crate) story: StoryId,
    pub(crate) published: Time,
    pub(crate) words: u32,
    /// Another item of the same story, or `NONE`.
    next_in_story: u32,
    counters: u32,
    topics: pages::Span,
    title: pages::Span,
    pub(crate) language: Language,
    pub(crate) kind: Kind,
    pub(crate) has_picture: bool,
    live: bool,
}

pub struct Stock {
    settings: Settings,
    rows: Vec<Row>,
    embeddings: Vec<Embedding>,
    topics: Pages<Topic>,
    titles: Pages<u32>,
    titles_with: ById<u32, u32>,
    /// Only items that something happened to have counters.
    counters: Vec<Counters>,
    free_rows: Vec<u32>,
    free_counters: Vec<u32>,
    row_of: ById<ItemId, u32>,
    stories: Stories,
    shelves: Shelves,
    survey: Survey,
    tallies: Tallies,
    together: Together,
    watch: watch::WatchTimes,
    indexing: Indexing,
    /// Of an excerpt: items of the whole stock that are not in it.
    absent: usize,
    /// Counts what changed the set of items.
    turn: u64,
}

impl Default for Stock {
    fn default() -> Self {
        Stock::new(Settings::default())
    }
}

impl Stock {
    pub fn new(settings: Settings) -> Stock {
        Stock {
            settings,
            rows: Vec::new(),
            embeddings: Vec::new(),
            topics: Pages::default(),
            titles: Pages::default(),
            titles_with: ById::default(),
            counters: Vec::new(),
            free_rows: Vec::new(),
            free_counters: Vec::new(),
            row_of: ById::default(),
            stories: Stories::default(),
            shelves: Shelves::default(),
            survey: Survey::default(),
            tallies: Tallies::default(),
            together: Together::default(),
            watch: watch::WatchTimes::default(),
            indexing: Indexing::default(),
            absent: 0,
            turn: 0,
        }
    }

    pub fn settings(&self) -> Settings {
        self.settings
    }

    /// Puts an item in, or replaces it; what readers did with it is kept. A story that merges into another does so by
    /// its items being put in again.
    pub fn upsert(&mut self, item: &StockItem) {
        let counters = match self.row_of.get(&item.id) {
            Some(&row) => {
                let kept = std::mem::replace(&mut self.rows[row as usize].counters, NONE);
                self.take_out(item.id);
                kept
            }
            None => NONE,
        };
        let mut topics: Vec<Topic> = Vec::with_capacity(item.topics.len() * 2);
        for topic in item.topics.iter().copied().chain(item.topics.iter().filter_map(|topic| topic.parent())) {
            if !topics.contains(&topic) {
                topics.push(topic);
            }
        }
        let row = Row {
            id: item.id,
            source: item.source,
            story: item.story,
            published: item.published.min(item.first_seen),
            words: item.words,
            next_in_story: NONE,
            counters,
            topics: pages::Span::default(),
            title: pages::Span::default(),
            language: item.language,
            kind: item.kind,
            has_picture: item.has_picture,
            live: true,
        };
        self.put(row, &topics, &item.title_words, item.embedding);
    }

    fn put(&mut self, mut row: Row, topics: &[Topic], title: &[u32], embedding: Embedding) {
        row.topics = self.topics.write(topics);
        row.title = self.titles.write(title);
        let at = match self.free_rows.pop() {
            Some(at) => {
                self.rows[at as usize] = row;
                self.embeddings[at as usize] = embedding;
                at
            }
            None => {
                push(&mut self.rows, row);
                push(&mut self.embeddings, embedding);
                (self.rows.len() - 1) as u32
            }
        };
        self.row_of.insert(row.id, at);
        self.turn += 1;
        for &word in self.titles.read(row.title) {
            *self.titles_with.entry(word).or_default() += 1;
        }
        self.stories.add(&mut self.rows, at);
        self.shelves.add(&self.rows, at, self.topics.read(row.topics));
    }

    /// Takes an item out, with what was done with it; nothing happens when it is not there.
    pub fn remove(&mut self, id: ItemId) {
        self.take_out(id);
        self.together.forget(id);
    }

    fn take_out(&mut self, id: ItemId) {
        let Some(at) = self.row_of.remove(&id) else { return };
        self.turn += 1;
        let row = self.rows[at as usize];
        self.shelves.take(&self.rows, at, self.topics.read(row.topics));
        self.stories.take(&mut self.rows, at);
        if row.counters != NONE {
            self.free_counters.push(row.counters);
        }
        for word in self.titles.read(row.title) {
            if let Some(count) = self.titles_with.get_mut(word) {
                *count -= 1;
                if *count == 0 {
                    self.titles_with.remove(word);
                }
            }
        }
        self.topics.tear_out(row.topics);
        self.titles.tear_out(row.title);
        self.rows[at as usize].live = false;
        self.free_rows.push(at);
        if self.topics.is_torn() {
            self.topics.rewrite(self.rows.iter_mut().filter(|row| row.live).map(|row| &mut row.topics));
        }
        if self.titles.is_torn() {
            self.titles.rewrite(self.rows.iter_mut().filter(|row| row.live).map(|row| &mut row.title));
        }
    }

    /// Takes out everything published before `time`; gives the number.
    pub fn forget_before(&mut self, time: Time) -> usize {
        let old: Vec<ItemId> =
            self.rows.iter().filter(|row| row.live && row.published < time).map(|row| row.id).collect();
        for &id in &old {
            self.remove(id);
        }
        old.len()
    }

    /// Counts what somebody did. A late event counts with what would be left of it by now; one about an item that is
    /// not here counts nothing. Gives with which weight, from 0 to 1.
    pub fn count(&mut self, event: &Event, standing: Standing) -> f64 {
        let counted = event.deed != Deed::Heard;
        let Some(&at_row) = self.row_of.get(&event.item).filter(|_| counted) else { return 0.0 };
        let row = &mut self.rows[at_row as usize];
        if row.counters == NONE {
            row.counters = match self.free_counters.pop() {
                Some(free) => {
                    self.counters[free as usize] = Counters::new(event.at);
                    free
                }
                None => {
                    push(&mut self.counters, Counters::new(event.at));
                    (self.counters.len() - 1) as u32
                }
            };
        }
        let row = self.rows[at_row as usize];
        let counters = &mut self.counters[row.counters as usize];
        let weight = match standing {
            Standing::Known(weight) => {
                if weight.is_finite() {
                    weight.clamp(0.0, 1.0)
                } else {
                    0.0
                }
            }
            Standing::Newcomer => counters.admit(event.deed, event.at),
        };
        if weight == 0.0 {
            return 0.0;
        }
        if event.deed == Deed::Opened {
            counters.view(event.at, weight);
            self.tallies.view(event.at, weight);
            if event.slot == 0 {
                return weight;
            }
        }
        counters.count(event.deed, event.at, weight);
        let class = class(row.kind, row.words);
        let counted = tallies::Counted {
            source: row.source,
            topics: self.topics.read(row.topics),
            class,
            title: self.titles.read(row.title),
        };
        self.tallies.count(&counted, event.deed, event.at, weight);
        weight
    }

    /// Refreshes the lists that need a look at many items (rising, most covered) and repairs shelves from which much
    /// was taken. For every minute or so.
    pub fn tend(&mut self, now: Time) {
        let survey = self.survey(now);
        self.accept(survey);
    }

    /// The longer half of `tend`, for a stock that others are reading meanwhile: it only looks.
    pub fn survey(&self, now: Time) -> Survey {
        rising::survey(self, now)
    }

    /// The shorter half of `tend`.
    pub fn accept(&mut self, survey: Survey) {
        if self.shelves.is_worn() {
            let rows = &self.rows;
            let topics = &self.topics;
            self.shelves = Shelves::default();
            for (at, row) in rows.iter().enumerate().filter(|(_, row)| row.live) {
                self.shelves.add(rows, at as u32, topics.read(row.topics));
            }
        }
        self.survey = survey;
        self.tallies.tend(self.survey.at());
        self.indexing.tend();
    }

    pub fn has_clips(&self) -> bool {
        self.shelves.clips().newest(1).next().is_some()
    }

    /// Items, with those that an excerpt left out.
    pub fn len(&self) -> usize {
        self.row_of.len() + self.absent
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    pub fn get(&self, id: ItemId) -> Option<ItemView<'_>> {
        self.row_of.get(&id).map(|&at| self.view(at))
    }

    pub fn story_of(&self, id: ItemId) -> Option<StoryId> {
        self.row_of.get(&id).map(|&at| self.rows[at as usize].story)
    }

    /// A story as far as it lies in the stock, oldest item first.
    pub fn story(&self, id: StoryId) -> Option<StoryView> {
        self.stories.view(&self.rows, id)
    }

    /// How often something was done with an item lately: events, each worth half after the half-life.
    pub fn lately(&self, id: ItemId, deed: Deed, half_life: HalfLife, now: Time) -> f64 {
        let row = self.row_of.get(&id).map(|&at| &self.rows[at as usize]);
        row.and_then(|row| self.counters_of(row)).map_or(0.0, |counters| counters.read(deed, half_life, now))
    }

    /// Bytes that this stock takes, as far as it can tell.
    pub fn bytes(&self) -> usize {
        self.rows.capacity() * size_of::<Row>()
            + self.embeddings.capacity() * size_of::<Embedding>()
            + self.topics.bytes()
            + self.titles.bytes()
            + self.titles_with.capacity() * 8 / 7 * 9
            + self.counters.capacity() * size_of::<Counters>()
            + (self.free_rows.capacity() + self.free_counters.capacity()) * 4
            + self.row_of.capacity() * 8 / 7 * (size_of::<(ItemId, u32)>() + 1)
            + self.stories.bytes()
            + self.shelves.bytes()
            + self.tallies.bytes()
            + self.together.bytes()
            + self.indexing.bytes()
    }

    pub(crate) fn view(&self, at: u32) -> ItemView<'_> {
        let row = &self.rows[at as usize];
        ItemView {
            id: row.id,
            source: row.source,
            story: row.story,
            kind: row.kind,
            language: row.language,
            topics: self.topics.read(row.topics),
            published: row.published,
            words: row.words,
            embedding: &self.embeddings[at as usize],
            has_picture: row.has_picture,
            title: self.titles.read(row.title),
            titles_with: &self.titles_with,
            titles: self.len(),
        }
    }

    /// In how many live titles each word stands.
    pub(crate) fn titles_with(&self, word: u32) -> u32 {
        self.titles_with.get(&word).copied().unwrap_or(0)
    }

    pub(crate) fn row(&self, at: u32) -> &Row {
        &self.rows[at as usize]
    }

    pub(crate) fn row_of(&self, id: ItemId) -> Option<u32> {
        self.row_of.get(&id).copied()
    }

    pub(crate) fn embedding(&self, at: u32) -> &Embedding {
        &self.embeddings[at as usize]
    }

    pub(crate) fn topics_of(&self, row: &Row) -> &[Topic] {
        self.topics.read(row.topics)
    }

    pub(crate) fn title_of(&self, row: &Row) -> &[u32] {
        self.titles.read(row.title)
    }

    pub(crate) fn counters_of(&self, row: &Row) -> Option<&Counters> {
        (row.counters != NONE).then(|| &self.counters[row.counters as usize])
    }

    pub(crate) fn faded(&self, row: &Row, now: Time) -> Faded<'_> {
        self.counters_of(row).map_or_else(Faded::nothing, |counters| counters.faded(now))
    }

    pub(crate) fn tallies(&self) -> &Tallies {
        &self.tallies
    }

    pub(crate) fn together(&self) -> &Together {
        &self.together
    }

    pub(crate) fn coverage(&self, id: StoryId) -> Story {
        self.stories.get(id)
    }

    pub(crate) fn shelves(&self) -> &Shelves {
        &self.shelves
    }

    pub(crate) fn surveyed(&self) -> &Survey {
        &self.survey
    }
}

#[cfg(test)]
mod tests;
