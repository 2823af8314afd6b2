//! Terms with weights: of an item as held in memory, of an item that asks, and of a whole story.

use super::Settings;
use super::rarity::{Rarity, rareness};
use crate::terms::{Kind, Term, Terms};
use model::Language;

/// Weights are held in steps of 1/STEP.
const STEP: f32 = 24.0;
/// Terms held of a whole story.
const MIDDLE_TERMS: usize = 400;

/// An item's heaviest terms, sorted by hash, five bytes each.
#[derive(Debug, Clone, Default)]
pub struct Held {
    bytes: Box<[u8]>,
    /// Length of the vector of weights times rareness, when it was last known.
    pub length: f32,
}

impl Held {
    pub fn iter(&self) -> impl Iterator<Item = (u32, f32)> {
        self.bytes
            .chunks_exact(5)
            .map(|five| (u32::from_le_bytes([five[0], five[1], five[2], five[3]]), f32::from(five[4]) / STEP))
    }

    pub fn len(&self) -> usize {
        self.bytes.len() / 5
    }
}

/// An item that looks for its story: its terms with all that is known of them.
#[derive(Debug)]
pub struct Query {
    pub language: Language,
    /// Sorted by hash.
    pub list: Vec<Asked>,
    /// Texts of the language seen.
    pub texts: f32,
    /// 0 for a headline, 1 for a full text.
    pub long: f32,
}

#[derive(Debug, Clone, Copy)]
pub struct Asked {
    pub hash: u32,
    pub weight: f32,
    /// Texts with the term.
    pub with: f32,
    pub rareness: f32,
    /// Weight times rareness, the whole list scaled to length 1.
    pub point: f32,
}

impl Query {
    pub fn of(terms: &Terms, language: Language, rarity: &Rarity, settings: &Settings) -> (Query, Held) {
        let weighted = terms.iter().map(|term| (term.hash, weight(term, settings)));
        let mut query = Query::new(weighted, terms.len(), language, rarity, settings);
        if query.list.len() > settings.held {
            query.list.sort_by(|a, b| b.point.total_cmp(&a.point).then(a.hash.cmp(&b.hash)));
            query.list.truncate(settings.held);
            query.list.sort_by_key(|asked| asked.hash);
            query.scale();
        }
        let mut bytes = Vec::with_capacity(5 * query.list.len());
        for asked in &query.list {
            bytes.extend_from_slice(&asked.hash.to_le_bytes());
            bytes.push((asked.weight * STEP).round().clamp(1.0, 255.0) as u8);
        }
        let length = query.length();
        (query, Held { bytes: bytes.into(), length })
    }

    /// The query that an item held in memory would put today.
    pub fn again(held: &Held, language: Language, rarity: &Rarity, settings: &Settings) -> Query {
        Query::new(held.iter(), held.len(), language, rarity, settings)
    }

    pub fn of_story(
        middle: &Middle,
        members: usize,
        language: Language,
        rarity: &Rarity,
        settings: &Settings,
    ) -> Query {
        let mean = middle.list.iter().map(|entry| (entry.hash, entry.weight / members.max(1) as f32));
        Query::new(mean, middle.terms_each(members), language, rarity, settings)
    }

    fn new(
        terms: impl Iterator<Item = (u32, f32)>,
        count: usize,
        language: Language,
        rarity: &Rarity,
        settings: &Settings,
    ) -> Query {
        let (texts, texts_with) = (rarity.texts(language), rarity.with(language));
        let list = terms
            .map(|(hash, weight)| {
                let with = texts_with(hash);
                let rareness = rareness(texts, with, settings.prior_texts);
                Asked { hash, weight, with, rareness, point: 0.0 }
            })
            .collect();
        let mut query = Query { language, list, texts, long: how_long(count) };
        query.scale();
        query
    }

    pub fn length(&self) -> f32 {
        self.list.iter().map(|asked| (asked.weight * asked.rareness).powi(2)).sum::<f32>().sqrt()
    }

    fn scale(&mut self) {
        let length = self.length().max(1e-6);
        for asked in &mut self.list {
            asked.point = asked.weight * asked.rareness / length;
        }
    }

    /// The heaviest terms, heaviest first.
    pub fn heaviest(&self, most: usize) -> Vec<(u32, f32)> {
        let mut list: Vec<(u32, f32)> = self.list.iter().map(|asked| (asked.hash, asked.point)).collect();
        let heavier = |a: &(u32, f32), b: &(u32, f32)| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0));
        if list.len() > most {
            list.select_nth_unstable_by(most, heavier);
            list.truncate(most);
        }
        list.sort_unstable_by(heavier);
        list
    }

    /// Cosine between this and one item.
    pub fn near_item(&self, item: &Held) -> f32 {
        let mut at = 0;
        let mut product = 0.0;
        for (hash, weight) in item.iter() {
            while at < self.list.len() && self.list[at].hash < hash {
                at += 1;
            }
            let Some(asked) = self.list.get(at) else { break };
            if asked.hash == hash {
                product += asked.point * asked.rareness * weight;
            }
        }
        product / item.length.max(1e-6)
    }

    /// Cosine between this and a whole story.
    pub fn near(&self, middle: &Middle) -> f32 {
        let mut product = 0.0;
        for asked in &self.list {
            if let Some(entry) = middle.get(asked.hash) {
                product += asked.point * asked.rareness * entry.weight;
            }
        }
        product / middle.length.max(1e-6)
    }
}

/// The terms of all items of a story.
#[derive(Debug, Clone, Default)]
pub struct Middle {
    /// Sorted by hash.
    pub list: Vec<Entry>,
    /// Length of the vector of weights times rareness, when it was last measured.
    pub length: f32,
    /// What nearly all items have: term and the share of items that have it.
    pub core: Vec<(u32, f32)>,
}

#[derive(Debug, Clone, Copy)]
pub struct Entry {
    pub hash: u32,
    /// Items with the term.
    pub count: f32,
    pub weight: f32,
}

impl Middle {
    pub fn get(&self, hash: u32) -> Option<&Entry> {
        let at = self.list.binary_search_by_key(&hash, |entry| entry.hash).ok()?;
        Some(&self.list[at])
    }

    /// Terms of a mean item.
    fn terms_each(&self, members: usize) -> usize {
        (self.list.iter().map(|entry| entry.count).sum::<f32>() / members.max(1) as f32) as usize
    }

    /// 0 for a story of headlines, 1 for one of full texts.
    pub fn long(&self, members: usize) -> f32 {
        how_long(self.terms_each(members))
    }

    /// Adds an item (`sign` 1) or takes it away (`sign` -1).
    pub fn add(&mut self, item: &Held, sign: f32) {
        self.add_all(item.iter().map(|(hash, weight)| Entry { hash, count: sign, weight: sign * weight }));
    }

    pub fn add_all(&mut self, others: impl Iterator<Item = Entry>) {
        let mut sum = Vec::with_capacity(self.list.len() + others.size_hint().0);
        let mut own = self.list.iter().copied().peekable();
        for other in others {
            while let Some(entry) = own.next_if(|entry| entry.hash < other.hash) {
                sum.push(entry);
            }
            let entry = match own.next_if(|entry| entry.hash == other.hash) {
                Some(entry) => {
                    Entry { hash: entry.hash, count: entry.count + other.count, weight: entry.weight + other.weight }
                }
                None => other,
            };
            if entry.count > 0.5 {
                sum.push(entry);
            }
        }
        sum.extend(own);
        self.list = sum;
    }

    /// Takes an item away whose query is known, and with it what it gave to length and core.
    pub fn take_away(&mut self, item: &Held, asked: &Query, members: usize) {
        let mut square = self.length * self.length;
        for asked in &asked.list {
            if let Some(entry) = self.get(asked.hash) {
                let (all, rest) = (entry.weight * asked.rareness, (entry.weight - asked.weight) * asked.rareness);
                square -= all * all - rest * rest;
            }
        }
        self.add(item, -1.0);
        self.length = square.max(0.0).sqrt();
        let mut core = std::mem::take(&mut self.core);
        let core_from = if members < CORE_FROM { 0 } else { CORE };
        core.truncate(core_from);
        for (hash, share) in &mut core {
            *share = self.get(*hash).map_or(0.0, |entry| share_of(entry.count, members));
        }
        self.core = core;
    }

    /// Measures length and core anew and drops what hardly counts.
    pub fn measure(&mut self, members: usize, language: Language, rarity: &Rarity, settings: &Settings) {
        if self.list.len() > MIDDLE_TERMS * 3 / 2 {
            self.list.sort_by(|a, b| b.weight.total_cmp(&a.weight).then(a.hash.cmp(&b.hash)));
            self.list.truncate(MIDDLE_TERMS);
            self.list.sort_by_key(|entry| entry.hash);
        }
        let (texts, texts_with) = (rarity.texts(language), rarity.with(language));
        let mut weighed: Vec<(f32, u32, f32)> = self
            .list
            .iter()
            .map(|entry| {
                let rare = rareness(texts, texts_with(entry.hash), settings.prior_texts);
                (entry.weight * rare, entry.hash, entry.count)
            })
            .collect();
        self.length = weighed.iter().map(|(weight, _, _)| weight * weight).sum::<f32>().sqrt();
        let heavier = |a: &(f32, u32, f32), b: &(f32, u32, f32)| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1));
        let core = if members < CORE_FROM { 0 } else { CORE };
        if core > 0 && weighed.len() > core {
            weighed.select_nth_unstable_by(core, heavier);
        }
        weighed.truncate(core);
        weighed.sort_unstable_by(heavier);
        self.core = weighed.iter().map(|(_, hash, count)| (*hash, share_of(*count, members))).collect();
    }
}

fn share_of(count: f32, members: usize) -> f32 {
    (count / (members as f32 + 1.0)).min(1.0)
}

/// 0 for a headline of so many terms, 1 for a full text.
fn how_long(terms: usize) -> f32 {
    ((terms as f32 - 10.0) / 25.0).clamp(0.0, 1.0)
}

/// Items from which a story has a core.
const CORE_FROM: usize = 3;
/// Terms of a story's core.
const CORE: usize = 4;

fn weight(term: &Term, settings: &Settings) -> f32 {
    let title = if term.in_title { settings.title } else { 1.0 };
    let kind = match term.kind {
        Kind::Word => 1.0,
        Kind::Name => settings.name,
        Kind::Number => settings.number,
        Kind::Pair => settings.pair,
    };
    (f32::from(term.weight) / 8.0).powf(settings.repeated) * title * kind
}
