//! Does this item have what a query asks for? Without an index, for rules and saved searches; the answer is the index's
//! own (a test compares the two).
//!
//! A text is taken apart once and then held against thousands of conditions. Each condition names words (or a topic, a
//! language, a kind) of which an item must have one for it to hold at all; only conditions so named are tried.

use std::collections::HashMap;

use model::{Kind, Language, Time, Topic};

use crate::document::{SearchDoc, start, with_broader};
use crate::query::{Clause, Place, Query};
use crate::words::{Exactly, looked_up, spaced};

/// Does the item have it? `languages` are those that a word may be of (`Search::languages`). For one item; for many
/// conditions see `Conditions`.
pub fn matches(query: &Query, doc: &SearchDoc, languages: &[Language]) -> bool {
    Condition::of(query, languages).holds(&Text::of(doc))
}

/// An item's words, taken apart to be looked for.
pub struct Text {
    /// Of title and text.
    stems: Positions,
    /// Of author and source, as written.
    names: Positions,
    topics: Vec<Topic>,
    language: Language,
    kind: Kind,
    published: Time,
}

/// Where each word stands: in which place, and as the how manieth there.
type Positions = HashMap<String, Vec<(Place, u32)>>;

impl Text {
    pub fn of(doc: &SearchDoc) -> Text {
        let (mut stems, mut names) = (Positions::new(), Positions::new());
        put(&mut stems, Place::Title, 0, start(&doc.title), doc.language, Exactly::No);
        // No phrase begins in the standfirst and ends in the body.
        let gap = put(&mut stems, Place::Text, 0, start(&doc.standfirst), doc.language, Exactly::No) + 1;
        put(&mut stems, Place::Text, gap, start(&doc.body_text), doc.language, Exactly::No);
        put(&mut names, Place::Author, 0, start(&doc.byline), doc.language, Exactly::Yes);
        put(&mut names, Place::Source, 0, start(&doc.source_title), doc.language, Exactly::Yes);
        Text {
            stems,
            names,
            topics: with_broader(&doc.topics),
            language: doc.language,
            kind: doc.kind,
            published: doc.published,
        }
    }
}

/// Returns the position after the last word.
fn put(into: &mut Positions, place: Place, from: u32, text: &str, language: Language, exactly: Exactly) -> u32 {
    let mut at = from;
    for word in spaced(text, language, exactly).split_ascii_whitespace() {
        match into.get_mut(word) {
            Some(positions) => positions.push((place, at)),
            None => {
                into.insert(word.to_owned(), vec![(place, at)]);
            }
        }
        at += 1;
    }
    at
}

/// A query made ready to be held against texts.
#[derive(Debug, Clone)]
pub struct Condition(Test);

#[derive(Debug, Clone)]
enum Test {
    All(Vec<Test>),
    Any(Vec<Test>),
    Not(Box<Test>),
    Words(Wanted),
    Topic(Topic),
    Language(Language),
    Kind(Kind),
    After(Time),
    Before(Time),
}

/// One word or phrase.
#[derive(Debug, Clone)]
struct Wanted {
    place: Place,
    /// As it would be written in each language.
    stems: Vec<Vec<String>>,
    exact: Vec<String>,
}

/// Something that an item must have.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Key {
    Stem(String),
    Name(String),
    Topic(Topic),
    Language(Language),
    Kind(Kind),
}

impl Condition {
    pub fn of(query: &Query, languages: &[Language]) -> Condition {
        Condition(test(&query.root, languages))
    }

    pub fn holds(&self, text: &Text) -> bool {
        holds(&self.0, text)
    }
}

fn test(clause: &Clause, languages: &[Language]) -> Test {
    let each = |parts: &[Clause]| parts.iter().map(|part| test(part, languages)).collect();
    match clause {
        Clause::All(parts) => Test::All(each(parts)),
        Clause::Any(parts) => Test::Any(each(parts)),
        Clause::Not(inner) => Test::Not(Box::new(test(inner, languages))),
        Clause::Words(place, words) => {
            let mut stems: Vec<Vec<String>> = Vec::new();
            if matches!(place, Place::Anywhere | Place::Title | Place::Text) {
                for &language in languages {
                    let form = looked_up(words, language, Exactly::No);
                    if !form.is_empty() && !stems.contains(&form) {
                        stems.push(form);
                    }
                }
            }
            let is_name = matches!(place, Place::Anywhere | Place::Author | Place::Source);
            let exact = if is_name { looked_up(words, Language::UNKNOWN, Exactly::Yes) } else { Vec::new() };
            Test::Words(Wanted { place: *place, stems, exact })
        }
        Clause::Topic(topic) => Test::Topic(*topic),
        Clause::Language(language) => Test::Language(*language),
        Clause::Kind(kind) => Test::Kind(*kind),
        Clause::After(day) => Test::After(*day),
        Clause::Before(day) => Test::Before(*day),
    }
}

fn holds(test: &Test, text: &Text) -> bool {
    match test {
        Test::All(parts) => parts.iter().all(|part| holds(part, text)),
        Test::Any(parts) => parts.iter().any(|part| holds(part, text)),
        Test::Not(inner) => !holds(inner, text),
        Test::Words(wanted) => {
            wanted.stems.iter().any(|form| occurs(form, &text.stems, wanted.place))
                || occurs(&wanted.exact, &text.names, wanted.place)
        }
        Test::Topic(topic) => text.topics.contains(topic),
        Test::Language(language) => text.language == *language,
        Test::Kind(kind) => text.kind == *kind,
        Test::After(day) => text.published >= *day,
        Test::Before(day) => text.published < *day,
    }
}

/// Do these words follow each other there?
fn occurs(words: &[String], among: &Positions, wanted: Place) -> bool {
    let Some((first, rest)) = words.split_first() else { return false };
    let Some(starts) = among.get(first) else { return false };
    let follows = |place: Place, at: u32| {
        (at + 1..)
            .zip(rest)
            .all(|(at, word)| among.get(word).is_some_and(|positions| positions.binary_search(&(place, at)).is_ok()))
    };
    starts.iter().any(|&(place, at)| (wanted == Place::Anywhere || wanted == place) && follows(place, at))
}

/// Many conditions, of which few hold for any one item.
#[derive(Debug, Default)]
pub struct Conditions {
    all: Vec<Condition>,
    keyed: HashMap<Key, Vec<u32>>,
    stems: HashMap<String, Vec<u32>>,
    names: HashMap<String, Vec<u32>>,
    /// Those that nothing in particular is required for.
    always: Vec<u32>,
}

impl Conditions {
    pub fn new(conditions: impl IntoIterator<Item = Condition>) -> Conditions {
        let mut set = Conditions::default();
        for (number, condition) in (0u32..).zip(conditions) {
            match required(&condition.0) {
                None => set.always.push(number),
                Some(keys) => keys.into_iter().for_each(|key| set.file(key, number)),
            }
            set.all.push(condition);
        }
        set
    }

    fn file(&mut self, key: Key, number: u32) {
        let drawer = match key {
            Key::Stem(word) => self.stems.entry(word).or_default(),
            Key::Name(word) => self.names.entry(word).or_default(),
            other => self.keyed.entry(other).or_default(),
        };
        drawer.push(number);
    }

    pub fn len(&self) -> usize {
        self.all.len()
    }

    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// Places of the conditions that hold, in order.
    pub fn that_hold(&self, text: &Text) -> Vec<usize> {
        let mut tried: Vec<u32> = self.always.clone();
        let by_stem = text.stems.keys().filter_map(|word| self.stems.get(word));
        let by_name = text.names.keys().filter_map(|word| self.names.get(word));
        let mut keys: Vec<Key> = text.topics.iter().map(|topic| Key::Topic(*topic)).collect();
        keys.extend([Key::Language(text.language), Key::Kind(text.kind)]);
        let by_key = keys.iter().filter_map(|key| self.keyed.get(key));
        tried.extend(by_stem.chain(by_name).chain(by_key).flatten());
        tried.sort_unstable();
        tried.dedup();
        let held = tried.into_iter().map(|number| number as usize);
        held.filter(|number| self.all.get(*number).is_some_and(|condition| condition.holds(text))).collect()
    }
}

/// An item for which the test holds has at least one of these; `None` where nothing can be said.
fn required(test: &Test) -> Option<Vec<Key>> {
    match test {
        Test::All(parts) => parts.iter().filter_map(required).min_by_key(|keys| common(keys)),
        Test::Any(parts) => {
            let each: Option<Vec<Vec<Key>>> = parts.iter().map(required).collect();
            Some(each?.concat())
        }
        Test::Not(_) | Test::After(_) | Test::Before(_) => None,
        Test::Words(wanted) => {
            // The longest word of a phrase is the rarest as a rule.
            let rarest = |form: &Vec<String>| form.iter().max_by_key(|word| word.len()).cloned();
            let mut keys: Vec<Key> = wanted.stems.iter().filter_map(rarest).map(Key::Stem).collect();
            keys.extend(rarest(&wanted.exact).map(Key::Name));
            keys.dedup();
            Some(keys)
        }
        Test::Topic(topic) => Some(vec![Key::Topic(*topic)]),
        Test::Language(language) => Some(vec![Key::Language(*language)]),
        Test::Kind(kind) => Some(vec![Key::Kind(*kind)]),
    }
}

/// How many items are likely to have one of these, as a rank.
fn common(keys: &[Key]) -> usize {
    let rank = |key: &Key| match key {
        Key::Stem(_) | Key::Name(_) => 1,
        Key::Topic(_) => 50,
        Key::Language(_) | Key::Kind(_) => 1_000,
    };
    keys.iter().map(rank).sum()
}
