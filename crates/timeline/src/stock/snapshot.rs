//! A stock as bytes: all of it, to go on after a restart, or an excerpt, from which a timeline is computed again.
//!
//! Little-endian: `CBSTOCK2`; how long items live (i64); number of all titles (u32); then lists with their lengths before
//! them, in the order of their keys: items (with the counters of those that have some), titles with each word, the
//! survey (its time, best lists by language, reports by story), tallies (everything, sources, topics, kinds and lengths,
//! words, qualities and hours), neighbours by item, watch times by kind and length, and where the reading of words points.
//! All numbers are kept to the bit. An excerpt has the same parts; the numbers of titles are those of the whole stock.

use std::collections::BTreeSet;
use std::hash::Hash;

use model::{Embedding, ItemId, Kind, Language, SourceId, StoryId, Time, Topic};

use super::counters::Counters;
use super::indexing::Token;
use super::rising::Lists;
use super::tallies::WordTally;
use super::together::{NEIGHBOURS, Neighbours};
use super::watch::Watched;
use super::{Coordinate, NONE, Row, Settings, Stock, topic_token};
use crate::binary::{Broken, In, Out};

const MAGIC: &[u8; 7] = b"CBSTOCK";
/// 1 knew no hours, and kept stays as they were, not against what is usual for their readers.
const VERSION: u8 = b'2';
const OLDER: u8 = b'1';
/// Bytes of an item without topics, title and counters.
const LEAST_ITEM: usize = 8 * 4 + 4 + 2 + 1 + 1 + 64 + 4 + 4 + 1;

#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum SnapshotError {
    #[error("This is no stock of Caulbart.")]
    Foreign,
    #[error("This stock was written by another version of Caulbart.")]
    OtherVersion,
    #[error("This stock breaks off or holds impossible numbers; take another copy of it.")]
    Broken,
}

impl From<Broken> for SnapshotError {
    fn from(_: Broken) -> Self {
        SnapshotError::Broken
    }
}

/// What goes into the bytes; `None` for everything.
struct Chosen {
    items: BTreeSet<ItemId>,
    stories: BTreeSet<StoryId>,
    sources: BTreeSet<SourceId>,
    topics: BTreeSet<Topic>,
    words: BTreeSet<u32>,
    tokens: BTreeSet<u32>,
}

impl Stock {
    /// Everything. Equal stocks give equal bytes, in whatever order they were filled.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.written(None)
    }

    /// These items, all items of their stories, and whatever a timeline of them looks at.
    pub fn excerpt(&self, items: &[ItemId]) -> Vec<u8> {
        let stories: BTreeSet<StoryId> = items.iter().filter_map(|&item| self.story_of(item)).collect();
        let told: BTreeSet<ItemId> =
            stories.iter().filter_map(|&story| self.story(story)).flat_map(|story| story.items).collect();
        let mut chosen = Chosen {
            items: told,
            stories,
            sources: BTreeSet::new(),
            topics: BTreeSet::new(),
            words: BTreeSet::new(),
            tokens: BTreeSet::new(),
        };
        for row in chosen.items.iter().filter_map(|&item| self.row_of(item)).map(|at| self.row(at)) {
            chosen.sources.insert(row.source);
            chosen.topics.extend(self.topics_of(row));
            chosen.words.extend(self.title_of(row));
        }
        chosen.tokens = chosen.words.clone();
        chosen.tokens.extend(chosen.topics.iter().map(|&topic| topic_token(topic)));
        self.written(Some(&chosen))
    }

    fn written(&self, chosen: Option<&Chosen>) -> Vec<u8> {
        let mut out = Out(MAGIC.to_vec());
        out.byte(VERSION);
        out.long(self.settings.live);
        out.count(self.len());
        let items = keys(self.row_of.keys(), |item| chosen.is_none_or(|chosen| chosen.items.contains(item)));
        out.count(items.len());
        for at in items.iter().filter_map(|&item| self.row_of(item)) {
            self.write_item(&mut out, at);
        }
        let words = keys(self.titles_with.keys(), |word| chosen.is_none_or(|chosen| chosen.words.contains(word)));
        out.count(words.len());
        for word in words {
            out.int(word);
            out.int(self.titles_with(word));
        }
        self.write_survey(&mut out, chosen);
        self.write_tallies(&mut out, chosen);
        let neighbours = keys(self.together.of.keys(), |item| chosen.is_none_or(|chosen| chosen.items.contains(item)));
        out.count(neighbours.len());
        for (item, neighbours) in neighbours.iter().filter_map(|item| self.together.of.get_key_value(item)) {
            out.long(item.0);
            out.long(neighbours.at.0);
            out.floats(&[neighbours.readings]);
            out.count(neighbours.items.len());
            for (other, shared) in &neighbours.items {
                out.long(other.0);
                out.floats(&[*shared]);
            }
        }
        let classes = keys(self.watch.of.keys(), |_| true);
        out.count(classes.len());
        for (class, watched) in classes.iter().filter_map(|class| self.watch.of.get_key_value(class)) {
            out.byte(*class);
            out.floats(&watched.bins);
        }
        let tokens =
            keys(self.indexing.tokens.keys(), |token| chosen.is_none_or(|chosen| chosen.tokens.contains(token)));
        write_token(&mut out, &self.indexing.all);
        out.count(tokens.len());
        for (token, pointing) in tokens.iter().filter_map(|token| self.indexing.tokens.get_key_value(token)) {
            out.int(*token);
            write_token(&mut out, pointing);
        }
        out.0
    }

    fn write_item(&self, out: &mut Out, at: u32) {
        let row = self.row(at);
        for number in [row.id.0, row.source.0, row.story.0, row.published.0] {
            out.long(number);
        }
        out.int(row.words);
        write_language(out, row.language);
        out.byte(Kind::ALL.iter().position(|&kind| kind == row.kind).unwrap_or(0) as u8);
        out.byte(u8::from(row.has_picture));
        out.0.extend(self.embedding(at).0.map(|x| x as u8));
        let topics = self.topics_of(row);
        out.count(topics.len());
        topics.iter().for_each(|topic| out.int(topic.0));
        let title = self.title_of(row);
        out.count(title.len());
        title.iter().for_each(|&word| out.int(word));
        let counters = self.counters_of(row);
        out.byte(u8::from(counters.is_some()));
        if let Some(counters) = counters {
            write_counters(out, counters);
        }
    }

    /// An excerpt needs no lists: its candidates are chosen already.
    fn write_survey(&self, out: &mut Out, chosen: Option<&Chosen>) {
        let survey = &self.survey;
        out.byte(u8::from(survey.at.is_some()));
        out.long(survey.at().0);
        let languages = keys(survey.by_language.keys(), |_| chosen.is_none());
        write_lists(out, if chosen.is_none() { Some(&survey.all) } else { None });
        out.count(languages.len());
        for language in languages {
            write_language(out, language);
            write_lists(out, survey.by_language.get(&language));
        }
        let stories = keys(survey.reports.keys(), |story| chosen.is_none_or(|chosen| chosen.stories.contains(story)));
        out.count(stories.len());
        for story in stories {
            out.long(story.0);
            out.int(survey.reports(story));
        }
    }

    fn write_tallies(&self, out: &mut Out, chosen: Option<&Chosen>) {
        let tallies = &self.tallies;
        out.byte(u8::from(tallies.everything.is_some()));
        if let Some(everything) = &tallies.everything {
            write_counters(out, everything);
        }
        let sources =
            keys(tallies.sources.keys(), |source| chosen.is_none_or(|chosen| chosen.sources.contains(source)));
        out.count(sources.len());
        for (source, counters) in sources.iter().filter_map(|source| tallies.sources.get_key_value(source)) {
            out.long(source.0);
            write_counters(out, counters);
        }
        let topics = keys(tallies.topics.keys(), |topic| chosen.is_none_or(|chosen| chosen.topics.contains(topic)));
        out.count(topics.len());
        for (topic, counters) in topics.iter().filter_map(|topic| tallies.topics.get_key_value(topic)) {
            out.int(topic.0);
            write_counters(out, counters);
        }
        let classes = keys(tallies.classes.keys(), |_| true);
        out.count(classes.len());
        for (class, counters) in classes.iter().filter_map(|class| tallies.classes.get_key_value(class)) {
            out.byte(*class);
            write_counters(out, counters);
        }
        let words = keys(tallies.words.keys(), |word| chosen.is_none_or(|chosen| chosen.words.contains(word)));
        out.count(words.len());
        for (word, tally) in words.iter().filter_map(|word| tallies.words.get_key_value(word)) {
            out.int(*word);
            out.long(tally.at.0);
            out.floats(&[tally.shown, tally.opened]);
        }
        write_coordinate(out, tallies.whole);
        tallies.hours.iter().for_each(|&hour| write_coordinate(out, hour));
        let pages = keys(tallies.pages.keys(), |_| true);
        out.count(pages.len());
        for (page, coordinate) in pages.iter().filter_map(|page| tallies.pages.get_key_value(page)) {
            out.0.extend(page.to_le_bytes());
            write_coordinate(out, *coordinate);
        }
        let sets = keys(tallies.sets.keys(), |_| true);
        out.count(sets.len());
        for (set, coordinate) in sets.iter().filter_map(|set| tallies.sets.get_key_value(set)) {
            out.int(*set);
            write_coordinate(out, *coordinate);
        }
    }

    /// Strict: what is not exactly a stock that this program wrote is refused.
    pub fn from_bytes(bytes: &[u8]) -> Result<Stock, SnapshotError> {
        let mut rest = In(bytes);
        if rest.take() != Ok(*MAGIC) {
            return Err(SnapshotError::Foreign);
        }
        let version = rest.byte()?;
        if version != VERSION && version != OLDER {
            return Err(SnapshotError::OtherVersion);
        }
        let mut stock = read(&mut rest, version == OLDER)?;
        if version == OLDER {
            for counters in &mut stock.counters {
                counters.watched[0] -= counters.watched[1] / 2.0;
            }
        }
        Ok(stock)
    }
}

fn read(rest: &mut In<'_>, older: bool) -> Result<Stock, Broken> {
    let mut stock = Stock::new(Settings { live: rest.long()? });
    let titles = rest.int()? as usize;
    let items = rest.count(LEAST_ITEM)?;
    let mut last = None;
    for _ in 0..items {
        let id = read_item(rest, &mut stock)?;
        if last.replace(id).is_some_and(|last| last >= id) {
            return Err(Broken);
        }
    }
    stock.absent = titles.checked_sub(items).ok_or(Broken)?;
    let words = rest.keyed(8, |rest| Ok((rest.int()?, rest.int()?)))?;
    // Items that leave take their words along: there must be as many as they have.
    let enough = words.len() >= stock.titles_with.len()
        && words.iter().all(|(word, count)| *count > 0 && *count >= stock.titles_with(*word));
    let known = words.iter().filter(|(word, _)| stock.titles_with.contains_key(word)).count();
    if !enough || known != stock.titles_with.len() {
        return Err(Broken);
    }
    stock.titles_with = words.into_iter().collect();
    read_survey(rest, &mut stock)?;
    read_tallies(rest, &mut stock, older)?;
    stock.together.of = map(rest.keyed(24, |rest| Ok((ItemId(rest.long()?), read_neighbours(rest)?)))?);
    stock.watch.of = map(rest.keyed(1 + 4, |rest| Ok((rest.byte()?, Watched { bins: rest.amounts()? })))?);
    stock.indexing.all = read_token(rest)?;
    stock.indexing.tokens = map(rest.keyed(4 + 4, |rest| Ok((rest.int()?, read_token(rest)?)))?);
    rest.end()?;
    Ok(stock)
}

fn read_item(rest: &mut In<'_>, stock: &mut Stock) -> Result<ItemId, Broken> {
    let mut row = Row {
        id: ItemId(rest.long()?),
        source: SourceId(rest.long()?),
        story: StoryId(rest.long()?),
        published: Time(rest.long()?),
        words: rest.int()?,
        next_in_story: NONE,
        counters: NONE,
        topics: Default::default(),
        title: Default::default(),
        language: read_language(rest)?,
        kind: Kind::ALL.get(usize::from(rest.byte()?)).copied().ok_or(Broken)?,
        has_picture: rest.flag()?,
        live: true,
    };
    let embedding = Embedding(rest.take::<64>()?.map(|x| x as i8));
    let topics = rest.list(4, |rest| rest.int().map(Topic))?;
    let title = rest.list(4, In::int)?;
    if topics.len().max(title.len()) > usize::from(u16::MAX) {
        return Err(Broken);
    }
    if rest.flag()? {
        row.counters = stock.counters.len() as u32;
        stock.counters.push(read_counters(rest)?);
    }
    stock.put(row, &topics, &title, embedding);
    Ok(row.id)
}

fn read_survey(rest: &mut In<'_>, stock: &mut Stock) -> Result<(), Broken> {
    let (is_there, at) = (rest.flag()?, Time(rest.long()?));
    if !is_there && at != Time(0) {
        return Err(Broken);
    }
    stock.survey.at = is_there.then_some(at);
    stock.survey.all = read_lists(rest)?;
    stock.survey.by_language = map(rest.keyed(10, |rest| Ok((read_language(rest)?, read_lists(rest)?)))?);
    stock.survey.reports = map(rest.keyed(12, |rest| Ok((StoryId(rest.long()?), rest.int()?)))?);
    Ok(())
}

fn read_tallies(rest: &mut In<'_>, stock: &mut Stock, older: bool) -> Result<(), Broken> {
    let tallies = &mut stock.tallies;
    tallies.everything = if rest.flag()? { Some(Box::new(read_counters(rest)?)) } else { None };
    tallies.sources = map(rest.keyed(8, |rest| Ok((SourceId(rest.long()?), read_counters(rest)?)))?);
    tallies.topics = map(rest.keyed(4, |rest| Ok((Topic(rest.int()?), read_counters(rest)?)))?);
    tallies.classes = map(rest.keyed(1, |rest| Ok((rest.byte()?, read_counters(rest)?)))?);
    let word =
        |rest: &mut In<'_>| Ok(WordTally { at: Time(rest.long()?), shown: rest.amount()?, opened: rest.amount()? });
    tallies.words = map(rest.keyed(20, |rest| Ok((rest.int()?, word(rest)?)))?);
    tallies.whole = read_coordinate(rest)?;
    if !older {
        for hour in &mut tallies.hours {
            *hour = read_coordinate(rest)?;
        }
    }
    tallies.pages = map(rest.keyed(10, |rest| Ok((u16::from_le_bytes(rest.take()?), read_coordinate(rest)?)))?);
    tallies.sets = map(rest.keyed(12, |rest| Ok((rest.int()?, read_coordinate(rest)?)))?);
    Ok(())
}

fn write_counters(out: &mut Out, counters: &Counters) {
    out.long(counters.at.0);
    counters.cells.iter().for_each(|cells| out.floats(cells));
    for cells in [&counters.views[..], &counters.fair, &counters.strength, &counters.watched, &counters.newcomers] {
        out.floats(cells);
    }
    write_coordinate(out, counters.quality);
}

fn read_counters(rest: &mut In<'_>) -> Result<Counters, Broken> {
    let mut counters = Counters::new(Time(rest.long()?));
    for cells in &mut counters.cells {
        *cells = rest.amounts()?;
    }
    (counters.views, counters.fair) = (rest.amounts()?, rest.amounts()?);
    counters.strength = rest.floats()?;
    let ([longer], [stays]) = (rest.floats()?, rest.amounts()?);
    (counters.watched, counters.newcomers) = ([longer, stays], rest.amounts()?);
    counters.quality = read_coordinate(rest)?;
    if counters.strength.iter().all(|strength| strength.abs() <= 6.0) { Ok(counters) } else { Err(Broken) }
}

fn write_coordinate(out: &mut Out, coordinate: Coordinate) {
    out.floats(&[coordinate.weight, coordinate.known]);
}

fn read_coordinate(rest: &mut In<'_>) -> Result<Coordinate, Broken> {
    let coordinate = Coordinate { weight: rest.float()?, known: rest.amount()? };
    if coordinate.weight.abs() <= 6.0 { Ok(coordinate) } else { Err(Broken) }
}

fn read_neighbours(rest: &mut In<'_>) -> Result<Neighbours, Broken> {
    let (at, readings) = (Time(rest.long()?), rest.amount()?);
    let items = rest.list(12, |rest| Ok((ItemId(rest.long()?), rest.amount()?)))?;
    if items.len() <= NEIGHBOURS { Ok(Neighbours { at, readings, items }) } else { Err(Broken) }
}

fn write_token(out: &mut Out, token: &Token) {
    out.floats(&[token.readings]);
    out.floats(&token.sum);
}

fn read_token(rest: &mut In<'_>) -> Result<Token, Broken> {
    let (readings, sum) = (rest.amount()?, rest.floats()?);
    if sum.iter().all(|part: &f32| part.abs() <= readings) { Ok(Token { readings, sum }) } else { Err(Broken) }
}

fn write_lists(out: &mut Out, lists: Option<&Lists>) {
    for list in [lists.map(|lists| &lists.rising), lists.map(|lists| &lists.most_covered)] {
        let list = list.map_or(&[][..], Vec::as_slice);
        out.count(list.len());
        list.iter().for_each(|item| out.long(item.0));
    }
}

fn read_lists(rest: &mut In<'_>) -> Result<Lists, Broken> {
    let mut items = || rest.list(8, |rest| rest.long().map(ItemId));
    Ok(Lists { rising: items()?, most_covered: items()? })
}

pub(crate) fn write_language(out: &mut Out, language: Language) {
    let tag = language.tag().as_bytes();
    out.0.extend(if language.is_known() { [tag[0], tag[1]] } else { [0, 0] });
}

pub(crate) fn read_language(rest: &mut In<'_>) -> Result<Language, Broken> {
    let letters = rest.take::<2>()?;
    if letters == [0, 0] {
        return Ok(Language::UNKNOWN);
    }
    let language = Language::from_tag(std::str::from_utf8(&letters).map_err(|_| Broken)?);
    if language.tag().as_bytes() == letters { Ok(language) } else { Err(Broken) }
}

fn keys<'a, K: Ord + Copy + 'a>(keys: impl Iterator<Item = &'a K>, wanted: impl Fn(&K) -> bool) -> Vec<K> {
    let mut keys: Vec<K> = keys.copied().filter(wanted).collect();
    keys.sort_unstable();
    keys
}

fn map<K: Eq + Hash, T, S: std::hash::BuildHasher + Default>(list: Vec<(K, T)>) -> std::collections::HashMap<K, T, S> {
    list.into_iter().collect()
}
