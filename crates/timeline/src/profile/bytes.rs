//! A profile as bytes: version, then every part with its length before it, little-endian.

use model::{Embedding, ItemId, SourceId, StoryId, Time, Topic};

use crate::stock::Coordinate;

use super::level::PAGES;
use super::{
    Affinities, DAY_PART_TOPICS, HIDDEN, Profile, READ_IDS, READS, Read, SHOWN, SOURCES, Shown, TERMS, TOPICS,
    whole_second,
};

/// 1 had no times of reading, no words and no measure of how much she reads; 2 knew her level at all and lately only.
const VERSION: u8 = 3;
const OLDER: u8 = 2;
const OLDEST: u8 = 1;

impl Profile {
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = vec![VERSION];
        long(&mut out, self.at.0);
        count(&mut out, self.reads.len());
        for read in &self.reads {
            long(&mut out, read.item.0);
            long(&mut out, read.story.0);
            out.extend(read.embedding.0.map(|x| x as u8));
            seconds(&mut out, read.at);
        }
        for list in [&self.read_ids, &self.hidden] {
            count(&mut out, list.len());
            for id in list {
                long(&mut out, id.0);
            }
        }
        count(&mut out, self.shown.len());
        for shown in &self.shown {
            long(&mut out, shown.item.0);
            out.push(shown.times);
            seconds(&mut out, shown.last);
        }
        topics(&mut out, &self.topics);
        count(&mut out, self.sources.entries().len());
        for &(source, strength) in self.sources.entries() {
            long(&mut out, source.0);
            out.extend(strength.to_le_bytes());
        }
        for strength in self.kinds.iter().chain(&self.lengths) {
            out.extend(strength.to_le_bytes());
        }
        for part in &self.day_parts {
            topics(&mut out, part);
        }
        count(&mut out, self.terms.entries().len());
        for &(term, strength) in self.terms.entries() {
            out.extend(term.to_le_bytes());
            out.extend(strength.to_le_bytes());
        }
        for strength in self.taken.iter().chain([&self.busy]) {
            out.extend(strength.to_le_bytes());
        }
        for strength in self
            .ages
            .iter()
            .chain(&self.sizes)
            .chain(self.level.parts())
            .chain(self.level_lately.parts())
            .chain(self.size_levels.iter().flat_map(Coordinate::parts))
        {
            out.extend(strength.to_le_bytes());
        }
        out.extend(self.signs.to_le_bytes());
        long(&mut out, self.busy_at.0);
        long(&mut out, self.met.0);
        for strength in self.stays.iter().chain([&self.last_stay]) {
            out.extend(strength.to_le_bytes());
        }
        count(&mut out, self.page_levels.len());
        for (page, level) in &self.page_levels {
            out.push(*page);
            level.parts().into_iter().for_each(|strength| out.extend(strength.to_le_bytes()));
        }
        out
    }

    /// `None` for bytes that no version of this program wrote: the reader then starts with an empty profile.
    pub fn from_bytes(bytes: &[u8]) -> Option<Profile> {
        let mut rest = Bytes(bytes);
        let [version] = rest.take::<1>()?;
        if !(OLDEST..=VERSION).contains(&version) {
            return None;
        }
        let older = version == OLDEST;
        let mut profile = Profile {
            at: Time(rest.long()?),
            reads: rest.list(READS, |rest| {
                Some(Read {
                    item: ItemId(rest.long()?),
                    story: StoryId(rest.long()?),
                    embedding: Embedding(rest.take::<64>()?.map(|x| x as i8)),
                    at: if older { Time(0) } else { rest.seconds()? },
                })
            })?,
            read_ids: rest.list(READ_IDS, |rest| rest.long().map(ItemId))?,
            hidden: rest.list(HIDDEN, |rest| rest.long().map(ItemId))?,
            shown: rest.list(SHOWN, |rest| {
                let (item, [times]) = (ItemId(rest.long()?), rest.take::<1>()?);
                Some(Shown {
                    item,
                    times,
                    last: if older { whole_second(Time(rest.long()?)) } else { rest.seconds()? },
                })
            })?,
            topics: rest.topics(TOPICS)?,
            sources: Affinities::from_entries(
                rest.list(SOURCES, |rest| Some((SourceId(rest.long()?), rest.strength()?)))?,
            ),
            kinds: [rest.strength()?, rest.strength()?, rest.strength()?],
            lengths: [rest.strength()?, rest.strength()?, rest.strength()?],
            day_parts: [
                rest.topics(DAY_PART_TOPICS)?,
                rest.topics(DAY_PART_TOPICS)?,
                rest.topics(DAY_PART_TOPICS)?,
                rest.topics(DAY_PART_TOPICS)?,
            ],
            ..Profile::default()
        };
        if older {
            profile.met = profile.shown.iter().map(|shown| shown.last).min().unwrap_or(Time(0));
            return rest.0.is_empty().then_some(profile);
        }
        let one = |rest: &mut Bytes<'_>| Some((u32::from_le_bytes(rest.take()?), rest.strength()?));
        profile.terms = Affinities::from_entries(rest.list(TERMS, one)?);
        profile.taken = [rest.strength()?, rest.strength()?, rest.strength()?];
        profile.busy = rest.strength()?;
        for strength in profile.ages.iter_mut().chain(&mut profile.sizes) {
            *strength = rest.strength()?;
        }
        let levels = [&mut profile.level, &mut profile.level_lately];
        for level in levels.into_iter().chain(&mut profile.size_levels) {
            *level = rest.level()?;
        }
        profile.signs = u64::from_le_bytes(rest.take()?);
        profile.busy_at = Time(rest.long()?);
        profile.met = Time(rest.long()?);
        if version > OLDER {
            let [stay, stays, last] = [rest.strength()?, rest.strength()?, rest.strength()?];
            if stay.abs() > 1.0 || stays < 0.0 || last.abs() > 1.0 {
                return None;
            }
            (profile.stays, profile.last_stay) = ([stay, stays], last);
            profile.page_levels = rest.list(PAGES, |rest| Some((rest.take::<1>()?[0], rest.level()?)))?;
        }
        rest.0.is_empty().then_some(profile)
    }
}

fn long(out: &mut Vec<u8>, number: i64) {
    out.extend(number.to_le_bytes());
}

/// Until the year 2106.
fn seconds(out: &mut Vec<u8>, time: Time) {
    out.extend(((time.0 / 1000).clamp(0, i64::from(u32::MAX)) as u32).to_le_bytes());
}

fn count(out: &mut Vec<u8>, number: usize) {
    out.push(number as u8);
}

fn topics(out: &mut Vec<u8>, list: &Affinities<Topic>) {
    count(out, list.entries().len());
    for &(topic, strength) in list.entries() {
        out.extend(topic.0.to_le_bytes());
        out.extend(strength.to_le_bytes());
    }
}

struct Bytes<'a>(&'a [u8]);

impl Bytes<'_> {
    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (head, tail) = self.0.split_first_chunk::<N>()?;
        self.0 = tail;
        Some(*head)
    }

    fn long(&mut self) -> Option<i64> {
        self.take().map(i64::from_le_bytes)
    }

    fn seconds(&mut self) -> Option<Time> {
        self.take().map(|seconds| Time(i64::from(u32::from_le_bytes(seconds)) * 1000))
    }

    /// A strength that is not a number would spoil every order that it enters.
    fn strength(&mut self) -> Option<f32> {
        self.take().map(f32::from_le_bytes).filter(|strength| strength.is_finite())
    }

    fn level(&mut self) -> Option<Coordinate> {
        let (weight, known) = (self.strength()?, self.strength()?);
        (known >= 0.0).then_some(Coordinate { weight, known })
    }

    fn list<T>(&mut self, bound: usize, one: impl Fn(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let len = usize::from(self.take::<1>()?[0]);
        if len > bound {
            return None;
        }
        (0..len).map(|_| one(self)).collect()
    }

    fn topics(&mut self, bound: usize) -> Option<Affinities<Topic>> {
        let one = |rest: &mut Self| Some((Topic(u32::from_le_bytes(rest.take()?)), rest.strength()?));
        self.list(bound, one).map(Affinities::from_entries)
    }
}
