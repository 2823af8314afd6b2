//! Everything that is known while one timeline is made, prepared once.

use model::{Choice, Deed, ItemId, Language, SourceId, StoryId, Target, Time, Topic};

use crate::likeness::Direction;
use crate::profile::Profile;
use crate::stock::{Faded, HalfLife, Pointing, Stock, title_words};
use crate::{Ask, Order};

pub(crate) struct Situation<'a> {
    pub(crate) ask: &'a Ask,
    pub(crate) stock: &'a Stock,
    pub(crate) profile: &'a Profile,
    pub(crate) now: Time,
    pub(crate) follows: Wishes,
    pub(crate) mutes: Wishes,
    /// The languages to look into; empty looks into all.
    pub(crate) languages: Vec<Language>,
    /// What she read last, newest last.
    pub(crate) reads: Vec<Direction>,
    /// Sorted, all of them.
    pub(crate) read_stories: Vec<StoryId>,
    pub(crate) read_items: Vec<ItemId>,
    pub(crate) already: Vec<ItemId>,
    /// An explicit act like a mute: it holds in every order.
    pub(crate) hidden: Vec<ItemId>,
    shown: Vec<(ItemId, u8, Time)>,
    /// What all readers do with everything.
    pub(crate) all: Faded<'a>,
    /// Her last reads, sorted, each with its weight (the latest 1) and how often all read it.
    read_weights: Vec<(ItemId, f64, f64)>,
    /// Where the reading of her last reads points.
    pub(crate) pointings: Vec<Pointing>,
}

/// So many of the last reads say what she is likely to read next.
const LAST_READS: usize = 40;
const LAST_POINTINGS: usize = 64;
/// Below this her strengths of topics together say too little of what she reads.
const ENOUGH_TO_CALIBRATE: f64 = 3.0;

/// Follows or mutes, sorted by kind. Words keep their place in the choices, to be shown again.
#[derive(Default)]
pub(crate) struct Wishes {
    sources: Vec<SourceId>,
    topics: Vec<Topic>,
    words: Vec<(u16, Vec<u32>)>,
}

impl Wishes {
    fn of(ask: &Ask, wanted: Choice) -> Wishes {
        let mut wishes = Wishes::default();
        for (place, (choice, target)) in ask.choices.iter().enumerate() {
            match target {
                _ if *choice != wanted => {}
                Target::Source(source) => wishes.sources.push(*source),
                Target::Topic(topic) => wishes.topics.push(*topic),
                Target::Word(word) => wishes.words.push((place.min(usize::from(u16::MAX)) as u16, title_words(word))),
            }
        }
        wishes.sources.sort_unstable();
        wishes.topics.sort_unstable();
        wishes
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.sources.is_empty() && self.topics.is_empty() && self.words.is_empty()
    }

    pub(crate) fn sources(&self) -> &[SourceId] {
        &self.sources
    }

    pub(crate) fn topics(&self) -> &[Topic] {
        &self.topics
    }

    pub(crate) fn has_words(&self) -> bool {
        !self.words.is_empty()
    }

    pub(crate) fn source(&self, source: SourceId) -> bool {
        self.sources.binary_search(&source).is_ok()
    }

    /// The first of these topics that is meant.
    pub(crate) fn topic(&self, topics: &[Topic]) -> Option<Topic> {
        if self.topics.is_empty() {
            return None;
        }
        topics.iter().copied().find(|topic| self.topics.binary_search(topic).is_ok())
    }

    /// The place in the choices of the first word that occurs in this title.
    pub(crate) fn word(&self, title: &[u32]) -> Option<u16> {
        self.words.iter().find(|(_, phrase)| crate::stock::occurs(phrase, title)).map(|(place, _)| *place)
    }
}

impl<'a> Situation<'a> {
    /// An order that is not personal gets `nobody`, an empty profile, so that it cannot know who asks.
    pub(crate) fn new(
        ask: &'a Ask,
        stock: &'a Stock,
        profile: &'a Profile,
        nobody: &'a Profile,
        now: Time,
    ) -> Situation<'a> {
        let hidden = sorted(profile.hidden.iter().copied());
        let profile = if ask.order.is_personal() { profile } else { nobody };
        let mut languages = ask.languages.clone();
        if !languages.is_empty() {
            languages.push(Language::UNKNOWN);
            languages.sort_unstable();
            languages.dedup();
        }
        Situation {
            follows: Wishes::of(ask, Choice::Follow),
            mutes: Wishes::of(ask, Choice::Mute),
            languages,
            reads: profile.reads.iter().map(|read| Direction::of(&read.embedding)).collect(),
            read_stories: sorted(profile.reads.iter().map(|read| read.story)),
            read_items: sorted(profile.read_ids.iter().copied()),
            hidden,
            already: sorted(ask.already.iter().copied()),
            shown: sorted(profile.shown.iter().map(|shown| (shown.item, shown.times, shown.last))),
            all: stock.tallies().everything(now),
            read_weights: read_weights(profile, stock),
            pointings: pointings(profile, stock),
            ask,
            stock,
            profile,
            now,
        }
    }

    /// How often she was shown this item without opening it.
    pub(crate) fn times_shown(&self, item: ItemId) -> u8 {
        let place = self.shown.binary_search_by_key(&item, |shown| shown.0);
        place.map_or(0, |place| self.shown[place].1)
    }

    pub(crate) fn last_shown(&self, item: ItemId) -> Option<Time> {
        let place = self.shown.binary_search_by_key(&item, |shown| shown.0).ok()?;
        Some(self.shown[place].2)
    }

    /// How much it tells that she read this item lately, and how often all read it.
    pub(crate) fn read_weight(&self, item: ItemId) -> Option<(f64, f64)> {
        let place = self.read_weights.binary_search_by_key(&item, |read| read.0).ok()?;
        Some((self.read_weights[place].1, self.read_weights[place].2))
    }

    /// How often a deed follows a showing in the whole edition; never 0.
    pub(crate) fn usual(&self, deed: Deed, half_life: HalfLife) -> f64 {
        (self.all.of(deed, half_life) + 1.0) / (self.all.of(Deed::Shown, half_life) + 10.0)
    }

    /// Slots of this page and of those before it.
    pub(crate) fn slots_in_all(&self) -> usize {
        self.ask.skip.saturating_add(self.ask.slots).min(10_000)
    }

    /// The part that each of these (ascending) has in what she reads of them; empty until she has read enough to tell.
    pub(crate) fn shares_of(&self, among: &[Topic]) -> Vec<(Topic, f64)> {
        let mut topics = self.profile.topics();
        topics.retain(|(topic, strength)| *strength > 0.0 && among.binary_search(topic).is_ok());
        let all: f64 = topics.iter().map(|topic| topic.1).sum();
        if all < ENOUGH_TO_CALIBRATE {
            return Vec::new();
        }
        topics.iter_mut().for_each(|topic| topic.1 /= all);
        topics
    }

    pub(crate) fn explores(&self) -> bool {
        self.ask.order == Order::ForYou && self.ask.slots >= 10
    }
}

fn pointings(profile: &Profile, stock: &Stock) -> Vec<Pointing> {
    let last = profile.read_ids.iter().rev().take(LAST_POINTINGS);
    last.filter_map(|&item| stock.pointing(stock.row_of(item)?)).collect()
}

fn read_weights(profile: &Profile, stock: &Stock) -> Vec<(ItemId, f64, f64)> {
    let last = profile.read_ids.iter().rev().take(LAST_READS).enumerate();
    sorted_by_item(
        last.map(|(place, &item)| (item, 1.0 / (1.0 + place as f64).sqrt(), stock.together().readings(item))),
    )
}

fn sorted_by_item(reads: impl Iterator<Item = (ItemId, f64, f64)>) -> Vec<(ItemId, f64, f64)> {
    let mut reads: Vec<_> = reads.collect();
    reads.sort_unstable_by_key(|read| read.0);
    reads
}

fn sorted<T: Ord>(things: impl Iterator<Item = T>) -> Vec<T> {
    let mut things: Vec<T> = things.collect();
    things.sort_unstable();
    things
}
