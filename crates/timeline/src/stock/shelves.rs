//! The newest items, per language, source, topic, and of clips, kept in order as items come and go.

use std::collections::HashMap;

use model::{Kind, Language, SourceId, Topic};

use super::Row;

/// How many of the newest a shelf promises to have.
pub(crate) const ALL_DEPTH: usize = 4096;
pub(crate) const LANGUAGE_DEPTH: usize = 4096;
pub(crate) const TOPIC_DEPTH: usize = 1024;
pub(crate) const SOURCE_DEPTH: usize = 512;
pub(crate) const CLIP_DEPTH: usize = 2048;

#[derive(Default)]
pub(crate) struct Shelf {
    /// Oldest first, so that news go to the end.
    rows: Vec<u32>,
    /// Were older ones left away?
    cut: bool,
}

impl Shelf {
    /// The newest `count`, newest first.
    pub(crate) fn newest(&self, count: usize) -> impl Iterator<Item = u32> {
        self.rows.iter().rev().copied().take(count)
    }

    fn add(&mut self, rows: &[Row], at: u32, depth: usize) {
        let place = self.place(rows, at);
        if place == 0 && self.cut {
            return;
        }
        self.rows.insert(place, at);
        if self.rows.len() > 2 * depth {
            self.rows.drain(..depth);
            self.cut = true;
        }
    }

    /// Gives whether the shelf now has less than it promises.
    fn take(&mut self, rows: &[Row], at: u32, depth: usize) -> bool {
        let place = self.place(rows, at);
        if self.rows.get(place) != Some(&at) {
            return false;
        }
        self.rows.remove(place);
        self.cut && self.rows.len() < depth
    }

    fn place(&self, rows: &[Row], at: u32) -> usize {
        let key = |row: u32| (rows[row as usize].published, rows[row as usize].id);
        self.rows.partition_point(|&row| key(row) < key(at))
    }
}

#[derive(Default)]
pub(crate) struct Shelves {
    all: Shelf,
    clips: Shelf,
    by_language: HashMap<Language, Shelf>,
    by_source: HashMap<SourceId, Shelf>,
    by_topic: HashMap<Topic, Shelf>,
    worn: bool,
}

impl Shelves {
    pub(super) fn add(&mut self, rows: &[Row], at: u32, topics: &[Topic]) {
        let row = &rows[at as usize];
        self.all.add(rows, at, ALL_DEPTH);
        if row.kind == Kind::Video {
            self.clips.add(rows, at, CLIP_DEPTH);
        }
        self.by_language.entry(row.language).or_default().add(rows, at, LANGUAGE_DEPTH);
        self.by_source.entry(row.source).or_default().add(rows, at, SOURCE_DEPTH);
        for &topic in topics {
            self.by_topic.entry(topic).or_default().add(rows, at, TOPIC_DEPTH);
        }
    }

    pub(super) fn take(&mut self, rows: &[Row], at: u32, topics: &[Topic]) {
        let row = &rows[at as usize];
        let mut worn = self.all.take(rows, at, ALL_DEPTH);
        if row.kind == Kind::Video {
            worn |= self.clips.take(rows, at, CLIP_DEPTH);
        }
        worn |= take_from(&mut self.by_language, row.language, rows, at, LANGUAGE_DEPTH);
        worn |= take_from(&mut self.by_source, row.source, rows, at, SOURCE_DEPTH);
        for &topic in topics {
            worn |= take_from(&mut self.by_topic, topic, rows, at, TOPIC_DEPTH);
        }
        self.worn |= worn;
    }

    pub(super) fn is_worn(&self) -> bool {
        self.worn
    }

    pub(crate) fn all(&self) -> &Shelf {
        &self.all
    }

    pub(crate) fn clips(&self) -> &Shelf {
        &self.clips
    }

    pub(crate) fn language(&self, language: Language) -> Option<&Shelf> {
        self.by_language.get(&language)
    }

    pub(crate) fn source(&self, source: SourceId) -> Option<&Shelf> {
        self.by_source.get(&source)
    }

    pub(crate) fn topic(&self, topic: Topic) -> Option<&Shelf> {
        self.by_topic.get(&topic)
    }

    pub(super) fn bytes(&self) -> usize {
        let entries = self.all.rows.capacity()
            + self.clips.rows.capacity()
            + self.by_language.values().map(|shelf| shelf.rows.capacity()).sum::<usize>()
            + self.by_source.values().map(|shelf| shelf.rows.capacity()).sum::<usize>()
            + self.by_topic.values().map(|shelf| shelf.rows.capacity()).sum::<usize>();
        let shelves = self.by_language.capacity() + self.by_source.capacity() + self.by_topic.capacity();
        entries * 4 + shelves * (size_of::<Shelf>() + 9)
    }
}

fn take_from<K: std::hash::Hash + Eq>(
    shelves: &mut HashMap<K, Shelf>,
    key: K,
    rows: &[Row],
    at: u32,
    depth: usize,
) -> bool {
    let Some(shelf) = shelves.get_mut(&key) else { return false };
    let worn = shelf.take(rows, at, depth);
    if shelf.rows.is_empty() && !shelf.cut {
        shelves.remove(&key);
    }
    worn
}
