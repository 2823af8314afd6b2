//! From what somebody typed to what she means.

use model::{Kind, Language, Time, Topic};

use super::{Clause, Fault, Place, Query, Reading, What, all, any, not};

/// What is typed takes part up to here.
pub const MOST_CHARS: usize = 2_000;
/// Words and filters.
pub const MOST_PARTS: usize = 40;
/// Groups in groups.
const DEEPEST: usize = 12;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Filter {
    Place(Place),
    Topic,
    Language,
    Kind,
    After,
    Before,
}

/// English and German; the first of each is written.
const FILTERS: [(&str, Filter); 22] = [
    ("title", Filter::Place(Place::Title)),
    ("titel", Filter::Place(Place::Title)),
    ("text", Filter::Place(Place::Text)),
    ("author", Filter::Place(Place::Author)),
    ("autor", Filter::Place(Place::Author)),
    ("autorin", Filter::Place(Place::Author)),
    ("by", Filter::Place(Place::Author)),
    ("von", Filter::Place(Place::Author)),
    ("source", Filter::Place(Place::Source)),
    ("quelle", Filter::Place(Place::Source)),
    ("topic", Filter::Topic),
    ("thema", Filter::Topic),
    ("lang", Filter::Language),
    ("language", Filter::Language),
    ("sprache", Filter::Language),
    ("kind", Filter::Kind),
    ("art", Filter::Kind),
    ("after", Filter::After),
    ("ab", Filter::After),
    ("since", Filter::After),
    ("before", Filter::Before),
    ("vor", Filter::Before),
];

const GERMAN_KINDS: [(&str, Kind); 3] = [("artikel", Kind::Article), ("film", Kind::Video), ("ton", Kind::Audio)];

/// Would it be read as something else than a word?
pub(super) fn is_keyword(text: &str) -> bool {
    is_or(text) || is_and(text)
}

fn is_or(text: &str) -> bool {
    matches!(text, "OR" | "ODER" | "|" | "||")
}

fn is_and(text: &str) -> bool {
    matches!(text, "AND" | "UND" | "&" | "&&")
}

pub(super) fn read(typed: &str) -> Reading {
    let chars: Vec<char> = typed.chars().take(MOST_CHARS).map(straight).collect();
    let mut reader = Reader { chars, at: 0, faults: Vec::new(), parts: 0, depth: 0, is_open: false };
    if typed.chars().nth(MOST_CHARS).is_some() {
        reader.fault(MOST_CHARS - 1, 1, What::TooLong);
    }
    let mut root = reader.alternatives(Place::Anywhere);
    // Only a bracket that closes nothing ends the reading early.
    while reader.at < reader.chars.len() {
        reader.fault(reader.at, 1, What::GroupNotOpened);
        reader.at += 1;
        let rest = reader.alternatives(Place::Anywhere);
        root = all(vec![root, rest]);
    }
    reader.faults.sort_by_key(|fault| fault.at);
    Reading { query: Query { root }, is_open: reader.is_open, faults: reader.faults }
}

fn straight(c: char) -> char {
    match c {
        '“' | '”' | '„' | '«' | '»' => '"',
        c if c.is_control() => ' ',
        c => c,
    }
}

struct Reader {
    chars: Vec<char>,
    at: usize,
    faults: Vec<Fault>,
    parts: usize,
    depth: usize,
    is_open: bool,
}

impl Reader {
    fn fault(&mut self, at: usize, length: usize, what: What) {
        self.faults.push(Fault { at, length: length.max(1), what });
    }

    fn here(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }

    /// Up to the end of the group, or of the text. Empty where nothing was asked for.
    fn alternatives(&mut self, place: Place) -> Clause {
        let mut found: Vec<Clause> = Vec::new();
        let mut parts: Vec<Clause> = Vec::new();
        let mut last_or: Option<(usize, usize)> = None;
        loop {
            while self.here().is_some_and(char::is_whitespace) {
                self.at += 1;
            }
            let start = self.at;
            match self.here() {
                None | Some(')') => break,
                Some(_) => {}
            }
            let word = self.peek_word();
            if is_or(&word) {
                let length = word.chars().count();
                self.at += length;
                if parts.is_empty() {
                    self.fault(start, length, What::NothingBesideOr);
                } else {
                    found.push(all(std::mem::take(&mut parts)));
                    last_or = Some((start, length));
                }
                continue;
            }
            if is_and(&word) {
                self.at += word.chars().count();
                continue;
            }
            if let Some(part) = self.part(place) {
                parts.push(part);
            }
        }
        match (parts.is_empty(), last_or) {
            (true, Some((at, length))) => self.fault(at, length, What::NothingBesideOr),
            (true, None) => {}
            (false, _) => found.push(all(parts)),
        }
        found.retain(|part| !matches!(part, Clause::All(parts) if parts.is_empty()));
        any(found)
    }

    /// What stands here up to a space, a quote or a bracket.
    fn peek_word(&self) -> String {
        let rest = self.chars.get(self.at..).unwrap_or(&[]);
        rest.iter().take_while(|c| !c.is_whitespace() && !matches!(c, '"' | '(' | ')')).collect()
    }

    fn part(&mut self, place: Place) -> Option<Clause> {
        let mut is_without = false;
        if self.here() == Some('-') {
            self.at += 1;
            is_without = self.here().is_some_and(|c| !c.is_whitespace() && c != ')');
            if !is_without {
                return None;
            }
        }
        let clause = match self.here()? {
            '(' => self.group(place),
            '"' => {
                let start = self.at;
                let text = self.quoted();
                self.words(place, &text, start)
            }
            _ => self.word_or_filter(place, is_without),
        }?;
        Some(if is_without { not(clause) } else { clause })
    }

    /// A group that asks for nothing is no part.
    fn group(&mut self, place: Place) -> Option<Clause> {
        let start = self.at;
        self.at += 1;
        if self.depth == DEEPEST {
            self.fault(start, 1, What::TooDeep);
            return None;
        }
        self.depth += 1;
        let faults = self.faults.len();
        let inner = self.alternatives(place);
        self.depth -= 1;
        if self.here() == Some(')') {
            self.at += 1;
        } else {
            self.fault(start, 1, What::GroupNotClosed);
        }
        if matches!(&inner, Clause::All(parts) if parts.is_empty()) {
            if self.faults.len() == faults {
                self.fault(start, self.at - start, What::GroupEmpty);
            }
            return None;
        }
        Some(inner)
    }

    fn quoted(&mut self) -> String {
        let start = self.at;
        self.at += 1;
        let rest = self.chars.get(self.at..).unwrap_or(&[]);
        let text: String = rest.iter().take_while(|c| **c != '"').collect();
        self.at += text.chars().count();
        if self.here() == Some('"') {
            self.at += 1;
        } else {
            self.fault(start, 1, What::QuoteNotClosed);
        }
        text
    }

    fn word_or_filter(&mut self, place: Place, is_without: bool) -> Option<Clause> {
        let start = self.at;
        let word = self.peek_word();
        let length = word.chars().count();
        self.at += length;
        let Some((name, value)) = word.split_once(':') else {
            let found = self.words(place, &word, start);
            self.is_open = found.is_some() && self.here().is_none() && !is_without;
            return found;
        };
        let known = FILTERS.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, filter)| *filter);
        let Some(filter) = known else {
            let is_name = name.chars().count() > 1 && name.chars().all(char::is_alphabetic);
            let has_value = (!value.is_empty() && !value.starts_with("//")) || self.here() == Some('"');
            if is_name && has_value {
                self.fault(start, name.chars().count() + 1, What::NoSuchFilter(name.to_owned()));
            }
            return self.words(place, &word, start);
        };
        let value = match (value, self.here()) {
            ("", Some('"')) => self.quoted(),
            ("", Some('(')) if matches!(filter, Filter::Place(_)) => {
                let Filter::Place(place) = filter else { return None };
                return self.group(place);
            }
            (value, _) => value.to_owned(),
        };
        if !value.chars().any(char::is_alphanumeric) {
            self.fault(start, length, What::NothingAfter(name.to_owned()));
            return None;
        }
        self.filter(filter, &value, start)
    }

    fn filter(&mut self, filter: Filter, value: &str, start: usize) -> Option<Clause> {
        let value = plain(value);
        let (clause, what) = match filter {
            Filter::Place(place) => return self.words(place, &value, start),
            Filter::Topic => (topic(&value).map(Clause::Topic), What::NoSuchTopic(value)),
            Filter::Language => {
                let language = Some(Language::from_tag(&value)).filter(|language| language.is_known());
                (language.map(Clause::Language), What::NoSuchLanguage(value))
            }
            Filter::Kind => (kind(&value).map(Clause::Kind), What::NoSuchKind(value)),
            Filter::After => (day(&value).map(Clause::After), What::NoDay(value)),
            Filter::Before => (day(&value).map(Clause::Before), What::NoDay(value)),
        };
        match clause {
            Some(clause) => self.counted(clause, start),
            None => {
                self.fault(start, self.at - start, what);
                None
            }
        }
    }

    fn words(&mut self, place: Place, text: &str, start: usize) -> Option<Clause> {
        let text = plain(text);
        if text.is_empty() { None } else { self.counted(Clause::Words(place, text), start) }
    }

    fn counted(&mut self, clause: Clause, start: usize) -> Option<Clause> {
        self.parts += 1;
        if self.parts == MOST_PARTS + 1 {
            self.fault(start, self.at - start, What::TooManyParts);
        }
        (self.parts <= MOST_PARTS).then_some(clause)
    }
}

/// One space between words, and nothing around them that is no part of a word.
fn plain(text: &str) -> String {
    let spaced = text.split_whitespace().collect::<Vec<_>>().join(" ");
    spaced.trim_matches(|c: char| !c.is_alphanumeric()).to_owned()
}

/// By its word in addresses, or its name.
fn topic(value: &str) -> Option<Topic> {
    let lower = value.to_lowercase();
    Topic::from_slug(&lower.replace(' ', "-")).filter(|topic| !topic.slug().is_empty()).or_else(|| {
        Topic::ALL.into_iter().find(|topic| {
            [Language::ENGLISH, Language::GERMAN].iter().any(|language| topic.label(*language).to_lowercase() == lower)
        })
    })
}

fn kind(value: &str) -> Option<Kind> {
    let lower = value.to_lowercase();
    let german = || GERMAN_KINDS.iter().find(|(word, _)| *word == lower).map(|(_, kind)| *kind);
    Kind::from_word(&lower).or_else(german)
}

/// `2026-11-01`, `1.11.2026`; `2026-11` and `2026` are their first days.
fn day(value: &str) -> Option<Time> {
    let numbers: Vec<&str> = value.split(['-', '.']).collect();
    let (year, month, day) = match (value.contains('.'), numbers.as_slice()) {
        (false, [year]) => (*year, "1", "1"),
        (false, [year, month]) => (*year, *month, "1"),
        (false, [year, month, day]) => (*year, *month, *day),
        (true, [day, month, year]) => (*year, *month, *day),
        _ => return None,
    };
    let number = |text: &str, longest: usize| -> Option<u32> {
        let is_number = !text.is_empty() && text.len() <= longest && text.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then(|| text.parse().ok()).flatten()
    };
    let year = number(year, 4).filter(|year| *year >= 1000)?;
    Time::from_rfc3339(&format!("{year:04}-{:02}-{:02}T00:00:00Z", number(month, 2)?, number(day, 2)?))
}
