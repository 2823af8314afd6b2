//! Where candidates come from: one file each, with a name that readers understand and a quota.

mod after;
mod explore;
mod followed;
mod fresh;
mod most_covered;
mod near;
mod rising;
mod together;

use model::{Kind, Language};

use crate::situation::Situation;
use crate::{Order, Within};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Origin {
    Followed,
    Fresh,
    Rising,
    Near,
    MostCovered,
    Explore,
    Together,
    SameStory,
}

impl Origin {
    pub const ALL: [Origin; 8] = [
        Origin::Followed,
        Origin::Fresh,
        Origin::Rising,
        Origin::Near,
        Origin::MostCovered,
        Origin::Explore,
        Origin::Together,
        Origin::SameStory,
    ];

    /// The word in files and addresses.
    pub fn word(self) -> &'static str {
        match self {
            Origin::Followed => "followed",
            Origin::Fresh => "fresh",
            Origin::Rising => "rising",
            Origin::Near => "near",
            Origin::MostCovered => "most-covered",
            Origin::Explore => "explore",
            Origin::Together => "read-together",
            Origin::SameStory => "same-story",
        }
    }

    /// The name for readers, in German or else in English.
    pub fn name(self, language: Language) -> &'static str {
        let (english, german) = match self {
            Origin::Followed => ("what you follow", "dem Sie folgen"),
            Origin::Fresh => ("just published", "gerade erschienen"),
            Origin::Rising => ("on the rise", "im Kommen"),
            Origin::Near => ("like what you read", "ähnlich dem, was Sie lasen"),
            Origin::MostCovered => ("most covered", "worüber die meisten berichten"),
            Origin::Explore => ("something new", "etwas Neues"),
            Origin::Together => ("read by those who read what you read", "gelesen von denen, die lesen, was Sie lesen"),
            Origin::SameStory => ("about the same story", "über dasselbe Ereignis"),
        };
        if language == Language::GERMAN { german } else { english }
    }

    fn bit(self) -> u8 {
        1 << self as u8
    }
}

/// The sources that proposed a candidate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Origins(u8);

impl Origins {
    pub(crate) fn bits(self) -> u8 {
        self.0
    }

    /// `None` where a bit stands for no source.
    pub(crate) fn of_bits(bits: u8) -> Option<Origins> {
        (u16::from(bits) >> Origin::ALL.len() == 0).then_some(Origins(bits))
    }

    pub(crate) fn has(self, origin: Origin) -> bool {
        self.0 & origin.bit() != 0
    }

    pub(crate) fn list(self) -> Vec<Origin> {
        Origin::ALL.into_iter().filter(|&origin| self.has(origin)).collect()
    }
}

/// Candidates for each slot below an article; where it leads to fewer, those of other pages are asked too.
const ENOUGH_AFTER: usize = 3;

/// Every candidate once, with all the sources that proposed it, in the order of the items' numbers.
pub(crate) fn gather(situation: &Situation<'_>) -> Vec<(u32, Origins)> {
    let mut proposed = if situation.ask.order == Order::ForYou { after::candidates(situation) } else { Vec::new() };
    let led_to: usize = proposed.iter().map(|(_, rows)| rows.len()).sum();
    if led_to == 0 || led_to < ENOUGH_AFTER * situation.slots_in_all() {
        proposed.extend(from_everywhere(situation));
    }
    let mut found: Vec<(u32, u8)> = Vec::with_capacity(2048);
    for (origin, rows) in proposed {
        found.extend(rows.into_iter().map(|row| (row, origin.bit())));
    }
    found.sort_unstable();
    let mut gathered: Vec<(u32, Origins)> = Vec::with_capacity(found.len());
    for (row, bit) in found {
        match gathered.last_mut() {
            Some((last, origins)) if *last == row => origins.0 |= bit,
            _ => gathered.push((row, Origins(bit))),
        }
    }
    gathered.sort_by_cached_key(|&(row, _)| situation.stock.row(row).id);
    gathered
}

fn from_everywhere(situation: &Situation<'_>) -> Vec<(Origin, Vec<u32>)> {
    let fresh = (Origin::Fresh, fresh::candidates(situation));
    let ask = situation.ask;
    let mut proposed = match (ask.within, ask.order) {
        (Within::Everything | Within::Clips, Order::ForYou) => {
            let mut proposed = vec![
                fresh,
                (Origin::Followed, followed::candidates(situation)),
                (Origin::Rising, rising::candidates(situation)),
                (Origin::MostCovered, most_covered::candidates(situation)),
                (Origin::Explore, explore::candidates(situation)),
            ];
            // Below an article, near and together mean the article.
            if ask.context.is_none() {
                proposed.push((Origin::Near, near::candidates(situation)));
                proposed.push((Origin::Together, together::candidates(situation)));
            }
            proposed
        }
        (Within::Everything | Within::Clips, Order::MostCovered) => {
            vec![fresh, (Origin::MostCovered, most_covered::candidates(situation))]
        }
        (Within::Everything | Within::Clips, Order::Following) => {
            vec![fresh, (Origin::Followed, followed::candidates(situation))]
        }
        (Within::Everything | Within::Clips, Order::Newest) | (Within::Topic(_) | Within::Source(_), _) => vec![fresh],
    };
    if ask.within == Within::Clips {
        let is_clip = |row: &u32| situation.stock.row(*row).kind == Kind::Video;
        proposed.iter_mut().for_each(|(_, rows)| rows.retain(is_clip));
    }
    proposed
}

/// The newest `count` in the languages that she accepts, newest first.
fn newest(situation: &Situation<'_>, count: usize) -> Vec<u32> {
    let shelves = situation.stock.shelves();
    if situation.ask.within == Within::Clips {
        return newest_clips(situation, count);
    }
    if situation.languages.is_empty() {
        return shelves.all().newest(count).collect();
    }
    // Every shelf is in order already, so the shelves are merged, not sorted.
    let age = |row: u32| (situation.stock.row(row).published, situation.stock.row(row).id);
    let shelves = situation.languages.iter().filter_map(|&language| shelves.language(language));
    let mut heads: Vec<_> = shelves
        .filter_map(|shelf| {
            let mut rest = shelf.newest(count);
            rest.next().map(|row| (age(row), row, rest))
        })
        .collect();
    let mut rows = Vec::with_capacity(count);
    while rows.len() < count {
        let newest = heads.iter().enumerate().max_by_key(|(_, head)| head.0).map(|(place, _)| place);
        let Some(place) = newest else { break };
        let (head_age, row, rest) = &mut heads[place];
        rows.push(*row);
        match rest.next() {
            Some(next) => (*head_age, *row) = (age(next), next),
            None => drop(heads.swap_remove(place)),
        }
    }
    rows
}

fn newest_clips(situation: &Situation<'_>, count: usize) -> Vec<u32> {
    let languages = &situation.languages;
    let accepts = |row: &u32| {
        let language = situation.stock.row(*row).language;
        languages.is_empty() || language == Language::UNKNOWN || languages.binary_search(&language).is_ok()
    };
    situation.stock.shelves().clips().newest(usize::MAX).filter(accepts).take(count).collect()
}

fn newest_first(situation: &Situation<'_>, rows: &mut Vec<u32>, count: usize) {
    rows.sort_by_cached_key(|&row| {
        let row = situation.stock.row(row);
        std::cmp::Reverse((row.published, row.id))
    });
    rows.truncate(count);
}
