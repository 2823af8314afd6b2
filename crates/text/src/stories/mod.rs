//! Is it the same story? Groups items in the order in which they arrive.
//!
//! Placing depends on nothing but what was placed before: the same arrivals in the same order give the same stories.

mod fit;
mod postings;
mod rarity;
mod settings;
mod tend;
mod vector;

use crate::quick::QuickMap;
use crate::terms::Terms;
use fit::Known;
use model::{Embedding, HOUR, ItemId, Language, SourceId, StoryId, Time};
use postings::Postings;
use rarity::Rarity;
pub use settings::Settings;
use std::borrow::Cow;
use std::cell::RefCell;
use vector::{Held, Middle, Query};

/// An item to be placed.
#[derive(Debug, Clone, Copy)]
pub struct Arrival<'a> {
    pub id: ItemId,
    pub source: SourceId,
    pub language: Language,
    pub published: Time,
    pub terms: &'a Terms,
    pub embedding: &'a Embedding,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placement {
    /// Where the item is, all `changes` applied.
    pub story: StoryId,
    /// Did it found a story? (`changes` may have merged that story at once.)
    pub founded: bool,
    /// What placing it made clear about items placed before.
    pub changes: Vec<Change>,
}

/// Something learned about items that were placed before. To be applied in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// All items of `from` are now in `into`, the older one.
    Merged { from: StoryId, into: StoryId },
    /// These items of `from` are now in `into`, which is new, or lives already, or had been merged away.
    Split { from: StoryId, into: StoryId, items: Vec<ItemId> },
}

/// Terms of an asking item that are looked up.
const LOOKED_UP: usize = 14;
/// Newest stories seen for one term; a term of more tells little.
const NEWEST: usize = 160;
/// Stories compared roughly and closely.
const ROUGHLY: usize = 24;
const CLOSELY: usize = 6;
/// Newest items of a story that are compared one by one.
const ONE_BY_ONE: usize = 8;
/// Terms under which an item makes its story found, and terms of a story in all.
const POSTED: usize = 12;
const POSTED_MOST: usize = 96;
/// A story of fewer items is summed up when asked for: there are many of them, and memory is short.
const SUMMED_UP_FROM: usize = 4;

struct Member {
    id: ItemId,
    held: Held,
}

struct Cluster {
    id: StoryId,
    language: Language,
    members: Vec<Member>,
    last: Time,
    /// Terms under which it is found.
    posted: Vec<u32>,
    middle: Option<Box<Middle>>,
    /// Changed since stories were last tended.
    touched: bool,
}

impl Cluster {
    fn held(&self, id: ItemId) -> Option<&Held> {
        self.members.iter().rev().find(|member| member.id == id).map(|member| &member.held)
    }
}

/// The stories of the last days. Holds about half a kilobyte an item.
pub struct Stories {
    settings: Settings,
    rarity: Rarity,
    /// The cluster of each item.
    members: QuickMap<i64, u32>,
    clusters: Vec<Option<Cluster>>,
    by_story: QuickMap<i64, u32>,
    postings: Postings,
    /// Placed since stories were last regrouped.
    recent: Vec<ItemId>,
    /// Room for sums, empty between questions.
    scratch: RefCell<(Vec<f32>, Vec<u32>)>,
}

impl Default for Stories {
    fn default() -> Stories {
        Stories::new()
    }
}

impl Stories {
    pub fn new() -> Stories {
        Stories::with(Settings::default())
    }

    pub fn with(settings: Settings) -> Stories {
        Stories {
            settings,
            rarity: Rarity::default(),
            members: QuickMap::default(),
            clusters: Vec::new(),
            by_story: QuickMap::default(),
            postings: Postings::default(),
            recent: Vec::new(),
            scratch: RefCell::default(),
        }
    }

    /// Puts a new item into the story it belongs to, or lets it found one. An item already placed stays.
    pub fn place(&mut self, item: &Arrival) -> Placement {
        if let Some(story) = self.story_of(item.id) {
            return Placement { story, founded: false, changes: Vec::new() };
        }
        let (query, held) = Query::of(item.terms, item.language, &self.rarity, &self.settings);
        self.rarity.see(item.language, item.terms.iter().map(|term| term.hash));
        let best = self.nearest(&query, item.published, None).filter(|(_, fit)| *fit >= 0.0);
        let founded = best.is_none();
        let cluster = match best {
            Some((cluster, _)) => cluster,
            None => self.found(StoryId(item.id.0), item.language),
        };
        self.put(cluster, item.id, item.published, held, &query);
        self.recent.push(item.id);
        let changes = if self.recent.len() >= self.settings.tend_every { self.regroup() } else { Vec::new() };
        Placement { story: self.story_of(item.id).unwrap_or(StoryId(item.id.0)), founded, changes }
    }

    /// Puts back an item whose story is known from the store. Items in order of arrival, before the first `place`.
    pub fn restore(&mut self, item: &Arrival, story: StoryId) {
        if self.members.contains_key(&item.id.0) {
            return;
        }
        let (query, held) = Query::of(item.terms, item.language, &self.rarity, &self.settings);
        self.rarity.see(item.language, item.terms.iter().map(|term| term.hash));
        let cluster = match self.by_story.get(&story.0) {
            Some(cluster) => *cluster,
            None => self.found(story, item.language),
        };
        self.put(cluster, item.id, item.published, held, &query);
    }

    /// New terms for an item that was edited. It stays in its story.
    pub fn update(&mut self, id: ItemId, terms: &Terms) {
        let Some(cluster) = self.members.get(&id.0).copied() else { return };
        let Some(story) = self.clusters[cluster as usize].as_mut() else { return };
        let (query, held) = Query::of(terms, story.language, &self.rarity, &self.settings);
        if let Some(member) = story.members.iter_mut().find(|member| member.id == id) {
            member.held = held;
        }
        self.post(cluster, &query);
        self.sum_up(cluster);
    }

    /// The story that an item is in now; `None` when it was never placed or is forgotten.
    pub fn story_of(&self, id: ItemId) -> Option<StoryId> {
        let cluster = self.members.get(&id.0)?;
        self.cluster(*cluster).map(|cluster| cluster.id)
    }

    /// Items held.
    pub fn len(&self) -> usize {
        self.members.len()
    }

    pub fn is_empty(&self) -> bool {
        self.members.is_empty()
    }

    /// Forgets stories whose last coverage was before that moment.
    pub fn forget_before(&mut self, moment: Time) {
        let mut gone = false;
        for slot in &mut self.clusters {
            if slot.as_ref().is_none_or(|cluster| cluster.last >= moment) {
                continue;
            }
            if let Some(cluster) = slot.take() {
                gone = true;
                self.by_story.remove(&cluster.id.0);
                for member in cluster.members {
                    self.members.remove(&member.id.0);
                }
            }
        }
        if gone {
            self.close_gaps();
        }
    }

    /// Numbers the living clusters anew, so that nothing kept grows with what is forgotten.
    fn close_gaps(&mut self) {
        let mut new_number = vec![u32::MAX; self.clusters.len()];
        let mut next = 0;
        for (old, slot) in self.clusters.iter().enumerate() {
            if slot.is_some() {
                new_number[old] = next;
                next += 1;
            }
        }
        self.clusters.retain(Option::is_some);
        self.clusters.shrink_to_fit();
        self.postings.renumber(|old| Some(new_number[old as usize]).filter(|number| *number != u32::MAX));
        self.by_story.values_mut().for_each(|cluster| *cluster = new_number[*cluster as usize]);
        self.members.values_mut().for_each(|cluster| *cluster = new_number[*cluster as usize]);
        self.recent.retain(|id| self.members.contains_key(&id.0));
    }

    fn cluster(&self, number: u32) -> Option<&Cluster> {
        self.clusters.get(number as usize)?.as_ref()
    }

    /// Stories that share telling terms, most likely first.
    fn candidates(&self, query: &Query, except: Option<u32>) -> Vec<u32> {
        // Summed up in a list by number, because there are thousands of sums and few of them count.
        let mut scratch = self.scratch.borrow_mut();
        let (shared, met) = &mut *scratch;
        shared.resize(self.clusters.len(), 0.0);
        for (term, weight) in query.heaviest(LOOKED_UP) {
            for cluster in self.postings.newest(query.language, term).take(NEWEST) {
                let sum = &mut shared[cluster as usize];
                if *sum == 0.0 {
                    met.push(cluster);
                }
                *sum += weight * weight;
            }
        }
        let mut found: Vec<(u32, f32)> = Vec::with_capacity(met.len());
        for cluster in met.drain(..) {
            let sum = std::mem::take(&mut shared[cluster as usize]);
            if sum > 0.0 && Some(cluster) != except {
                found.push((cluster, sum));
            }
        }
        let by_share = |a: &(u32, f32), b: &(u32, f32)| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0));
        if found.len() > ROUGHLY {
            found.select_nth_unstable_by(ROUGHLY, by_share);
            found.truncate(ROUGHLY);
        }
        found.sort_unstable_by(by_share);
        found.into_iter().map(|(cluster, _)| cluster).filter(|cluster| self.cluster(*cluster).is_some()).collect()
    }

    /// Stories that could be meant, with their rough likeness, likest first.
    fn likely(&self, query: &Query, except: Option<u32>) -> Vec<(u32, f32)> {
        let mut likely: Vec<(u32, f32)> = Vec::with_capacity(ROUGHLY);
        for number in self.candidates(query, except) {
            let Some(cluster) = self.cluster(number) else { continue };
            let near = match &cluster.middle {
                Some(middle) => query.near(middle),
                None => self.nearest_member(query, cluster, None),
            };
            likely.push((number, near));
        }
        likely.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        likely
    }

    /// The story that fits best, and how well.
    fn nearest(&self, query: &Query, at: Time, except: Option<u32>) -> Option<(u32, f32)> {
        let mut best: Option<(u32, f32)> = None;
        for (number, _) in self.likely(query, except).into_iter().take(CLOSELY) {
            let Some(cluster) = self.cluster(number) else { continue };
            let fit = self.fit(query, at, cluster, None);
            if best.is_none_or(|(_, highest)| fit > highest) {
                best = Some((number, fit));
            }
        }
        best
    }

    /// `without` is an item of the cluster that is to be judged as if it were not there yet.
    fn fit(&self, query: &Query, at: Time, cluster: &Cluster, without: Option<ItemId>) -> f32 {
        let mut middle = self.middle(cluster);
        let mut members = cluster.members.len();
        if let Some(held) = without.and_then(|id| cluster.held(id)) {
            members -= 1;
            middle.to_mut().take_away(held, query, members);
        }
        let story = Known {
            middle: &middle,
            members: members.max(1),
            nearest: self.nearest_member(query, cluster, without),
            gap: at.since(cluster.last).abs() as f32 / HOUR as f32,
        };
        fit::item_fits(query, &story, &self.settings)
    }

    fn nearest_member(&self, query: &Query, cluster: &Cluster, without: Option<ItemId>) -> f32 {
        let mut nearest = 0f32;
        for member in cluster.members.iter().rev().filter(|member| Some(member.id) != without).take(ONE_BY_ONE) {
            nearest = nearest.max(query.near_item(&member.held));
        }
        nearest
    }

    fn middle<'a>(&'a self, cluster: &'a Cluster) -> Cow<'a, Middle> {
        match &cluster.middle {
            Some(middle) => Cow::Borrowed(middle),
            None => Cow::Owned(self.summed_up(cluster)),
        }
    }

    fn summed_up(&self, cluster: &Cluster) -> Middle {
        let mut middle = Middle::default();
        for member in &cluster.members {
            middle.add(&member.held, 1.0);
        }
        match &cluster.members[..] {
            // Known already: a single item is its own middle.
            [only] => middle.length = only.held.length,
            _ => middle.measure(cluster.members.len(), cluster.language, &self.rarity, &self.settings),
        }
        middle
    }

    fn found(&mut self, id: StoryId, language: Language) -> u32 {
        let number = self.clusters.len() as u32;
        self.clusters.push(Some(Cluster {
            id,
            language,
            members: Vec::with_capacity(1),
            last: Time(i64::MIN),
            posted: Vec::new(),
            middle: None,
            touched: true,
        }));
        self.by_story.insert(id.0, number);
        number
    }

    fn put(&mut self, number: u32, id: ItemId, published: Time, held: Held, query: &Query) {
        if let Some(cluster) = self.clusters[number as usize].as_mut() {
            cluster.last = cluster.last.max(published);
            cluster.touched = true;
            let members = cluster.members.len() + 1;
            if let Some(middle) = &mut cluster.middle {
                middle.add(&held, 1.0);
                // Large stories change slowly: measured anew after each eighth more.
                if members < 16 || members % (members / 8) == 0 {
                    middle.measure(members, cluster.language, &self.rarity, &self.settings);
                }
            }
            cluster.members.push(Member { id, held });
        }
        self.members.insert(id.0, number);
        self.post(number, query);
        if self
            .cluster(number)
            .is_some_and(|cluster| cluster.members.len() == SUMMED_UP_FROM && cluster.middle.is_none())
        {
            self.sum_up(number);
        }
    }

    /// Sums up a story anew, if it is large enough to keep the sum.
    fn sum_up(&mut self, number: u32) {
        let Some(cluster) = self.cluster(number) else { return };
        let large = cluster.members.len() >= SUMMED_UP_FROM;
        let middle = large.then(|| Box::new(self.summed_up(cluster)));
        if let Some(cluster) = self.clusters[number as usize].as_mut() {
            cluster.middle = middle;
            cluster.touched = true;
        }
    }

    /// Makes a story found under the heaviest terms of an item.
    fn post(&mut self, number: u32, query: &Query) {
        let Some(cluster) = self.clusters[number as usize].as_mut() else { return };
        for (term, _) in query.heaviest(POSTED) {
            if cluster.posted.len() < POSTED_MOST && !cluster.posted.contains(&term) {
                cluster.posted.push(term);
                self.postings.post(query.language, term, number);
            }
        }
    }
}
