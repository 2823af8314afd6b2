//! How the edition's readers take to whole sources, topics, lengths and words: what is known about an item that nobody
//! was shown yet.

use std::collections::HashMap;

use model::{Deed, Kind, SourceId, Time, Topic};

use super::counters::{Counters, Faded};
use super::number_hash::ById;
use super::quality::Coordinate;
use crate::decay::left_after;

/// More words than this are not kept; the least shown go.
const WORDS: usize = 200_000;
const WORD_HALF_LIFE: i64 = 2 * model::DAY;
const CLASSES: usize = Kind::ALL.len() * LENGTHS;
pub(crate) const LENGTHS: usize = 12;

/// Showings and openings of titles with a word, half after two days.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct WordTally {
    pub(crate) at: Time,
    pub(crate) shown: f32,
    pub(crate) opened: f32,
}

#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Tallies {
    pub(crate) everything: Option<Box<Counters>>,
    pub(crate) sources: ById<SourceId, Counters>,
    pub(crate) topics: HashMap<Topic, Counters>,
    pub(crate) classes: HashMap<u8, Counters>,
    pub(crate) words: ById<u32, WordTally>,
    /// Of `quality`: everything, pages, and kinds and lengths on pages.
    pub(crate) whole: Coordinate,
    pub(crate) pages: HashMap<u16, Coordinate>,
    /// Of the day, UTC.
    pub(crate) hours: [Coordinate; 24],
    /// And of what has just these topics together (`topic_set`).
    pub(crate) sets: HashMap<u32, Coordinate>,
}

/// What a tally needs to know of the item.
pub(crate) struct Counted<'a> {
    pub(crate) source: SourceId,
    pub(crate) topics: &'a [Topic],
    pub(crate) class: u8,
    pub(crate) title: &'a [u32],
}

impl Tallies {
    pub(super) fn view(&mut self, at: Time, weight: f64) {
        self.everything.get_or_insert_with(|| Box::new(Counters::new(at))).view(at, weight);
    }

    pub(super) fn count(&mut self, of: &Counted<'_>, deed: Deed, at: Time, weight: f64) {
        self.everything.get_or_insert_with(|| Box::new(Counters::new(at))).count(deed, at, weight);
        self.sources.entry(of.source).or_insert_with(|| Counters::new(at)).count(deed, at, weight);
        for &topic in of.topics {
            self.topics.entry(topic).or_insert_with(|| Counters::new(at)).count(deed, at, weight);
        }
        self.classes.entry(of.class).or_insert_with(|| Counters::new(at)).count(deed, at, weight);
        if matches!(deed, Deed::Shown | Deed::Opened) {
            for &word in of.title {
                self.words.entry(word).or_insert(WordTally { at, shown: 0.0, opened: 0.0 }).count(deed, at, weight);
            }
        }
    }

    /// Lets go of words that hardly anybody was shown lately. For every minute or so.
    pub(super) fn tend(&mut self, now: Time) {
        if self.words.len() > WORDS {
            let mut shown: Vec<f64> = self.words.values().map(|word| word.now(now).0).collect();
            let middle = shown.len() / 2;
            let (_, &mut median, _) = shown.select_nth_unstable_by(middle, f64::total_cmp);
            self.words.retain(|_, word| word.now(now).0 > median);
        }
    }

    pub(crate) fn everything(&self, now: Time) -> Faded<'_> {
        self.everything.as_ref().map_or_else(Faded::nothing, |counters| counters.faded(now))
    }

    pub(crate) fn source(&self, source: SourceId, now: Time) -> Faded<'_> {
        self.sources.get(&source).map_or_else(Faded::nothing, |counters| counters.faded(now))
    }

    pub(crate) fn topic(&self, topic: Topic, now: Time) -> Faded<'_> {
        self.topics.get(&topic).map_or_else(Faded::nothing, |counters| counters.faded(now))
    }

    pub(crate) fn class(&self, class: u8, now: Time) -> Faded<'_> {
        self.classes.get(&class).map_or_else(Faded::nothing, |counters| counters.faded(now))
    }

    /// Showings and openings.
    pub(crate) fn word(&self, word: u32, now: Time) -> (f64, f64) {
        self.words.get(&word).map_or((0.0, 0.0), |tally| tally.now(now))
    }

    pub(super) fn bytes(&self) -> usize {
        let counters = self.sources.capacity() + self.topics.capacity() + CLASSES;
        counters * (size_of::<Counters>() + 9) + self.words.capacity() * 8 / 7 * (size_of::<(u32, WordTally)>() + 1)
    }
}

impl WordTally {
    fn count(&mut self, deed: Deed, at: Time, weight: f64) {
        let left = left_after(at.since(self.at), WORD_HALF_LIFE);
        let late = left_after(self.at.since(at), WORD_HALF_LIFE) * weight;
        let (shown, opened) = if deed == Deed::Shown { (late, 0.0) } else { (0.0, late) };
        self.shown = (f64::from(self.shown) * left + shown) as f32;
        self.opened = (f64::from(self.opened) * left + opened) as f32;
        self.at = self.at.max(at);
    }

    fn now(&self, now: Time) -> (f64, f64) {
        let left = left_after(now.since(self.at), WORD_HALF_LIFE);
        (f64::from(self.shown) * left, f64::from(self.opened) * left)
    }
}

/// The page a class stood on, and the page itself (with a class that does not exist).
pub(crate) fn on_page(class: u8, surface: u8) -> u16 {
    u16::from(surface) << 8 | u16::from(class)
}

pub(crate) const ANY_CLASS: u8 = 255;

/// Of the day, UTC.
pub(crate) fn hour(at: Time) -> usize {
    (at.0.rem_euclid(model::DAY) / model::HOUR) as usize
}

/// A number for all of an item's topics together.
pub(crate) fn topic_set(topics: &[Topic]) -> u32 {
    topics.iter().fold(0, |set, topic| (set ^ topic.0).wrapping_mul(0x9e37_79b1).rotate_left(13))
}

/// Items of one kind and about one length (in words; a minute's reading or watching has 240).
pub(crate) fn class(kind: Kind, words: u32) -> u8 {
    const ENDS: [u32; LENGTHS - 1] = [1, 28, 48, 72, 120, 180, 260, 400, 640, 960, 1600];
    let length = ENDS.iter().take_while(|&&end| words >= end).count() as u8;
    crate::profile::kind_place(kind) as u8 * LENGTHS as u8 + length
}

#[cfg(test)]
mod tests {
    use super::class;
    use model::Kind;

    /// A clip's words are its milliseconds divided by 250 (`newsroom/src/arriving.rs`).
    #[test]
    fn a_clip_is_compared_with_clips_as_long_as_it() {
        let of = |seconds: u32| class(Kind::Video, seconds * 1000 / 250);
        for (alike, longer) in
            [((2, 6), 7), ((8, 11), 12), ((13, 17), 18), ((19, 29), 30), ((30, 44), 45), ((66, 99), 100)]
        {
            assert_eq!(of(alike.0), of(alike.1), "{alike:?} seconds");
            assert_eq!(of(alike.1) + 1, of(longer), "{longer} seconds");
        }
        assert_ne!(of(60), class(Kind::Article, 240), "a minute's watching is no minute's reading");
    }
}
