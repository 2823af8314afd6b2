//! Which months does a report cover, and which entries are theirs?

use std::fmt;

use crate::Fault;
use crate::entry::{Day, Entry, Minute, days};

/// A year, a quarter or a month, from 2020 to 9999, in UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Period {
    year: i64,
    /// The first, from 1, and how many.
    month: i64,
    months: i64,
}

impl Period {
    /// Reads `2026`, `2026-Q4` or `2026-11`.
    pub fn parse(word: &str) -> Result<Self, Fault> {
        let (year, part) = word.split_at_checked(4).unwrap_or((word, ""));
        let month = |digits: &str| (1..=12).find(|month| digits == format!("{month:02}"));
        let of_year = match part.strip_prefix('-') {
            None if part.is_empty() => Some((1, 12)),
            Some("Q1") => Some((1, 3)),
            Some("Q2") => Some((4, 3)),
            Some("Q3") => Some((7, 3)),
            Some("Q4") => Some((10, 3)),
            Some(digits) => month(digits).map(|month| (month, 1)),
            None => None,
        };
        let year = year.bytes().all(|digit| digit.is_ascii_digit()).then(|| year.parse().ok()).flatten();
        match (year.filter(|year| (2020..=9999).contains(year)), of_year) {
            (Some(year), Some((month, months))) => Ok(Self { year, month, months }),
            _ => Err(Fault::malformed("period", "it is not like 2026, 2026-Q4 or 2026-11, from 2020 to 9999")),
        }
    }

    /// Its first minute.
    #[must_use]
    pub fn start(self) -> Minute {
        self.first_day().start()
    }

    /// The first minute after it.
    #[must_use]
    pub fn end(self) -> Minute {
        self.last_day().start().plus(24 * 60)
    }

    #[must_use]
    pub fn first_day(self) -> Day {
        Day(days(self.year, self.month, 1))
    }

    #[must_use]
    pub fn last_day(self) -> Day {
        let next = self.month + self.months;
        Day(days(self.year + (next - 1) / 12, (next - 1) % 12 + 1, 1) - 1)
    }

    /// Those that are over at `now`, of a log whose first entry is of `first`: by year, the year itself last.
    pub fn over(first: Minute, now: Minute) -> impl Iterator<Item = Self> {
        let (from, to) = (first.day().date().0.max(2020), now.day().date().0.min(9999));
        let of_year = |year| {
            let months = (1..=12).map(move |month| Self { year, month, months: 1 });
            let quarters = (0..4).map(move |quarter| Self { year, month: 3 * quarter + 1, months: 3 });
            months.chain(quarters).chain([Self { year, month: 1, months: 12 }])
        };
        (from..=to).flat_map(of_year).filter(move |period| period.end() > first && period.end() <= now)
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { year, month, months } = self;
        match months {
            12 => write!(f, "{year}"),
            3 => write!(f, "{year}-Q{}", (month + 2) / 3),
            _ => write!(f, "{year}-{month:02}"),
        }
    }
}

/// Where an entry stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Before,
    Inside,
    After,
}

/// The entries of a period, found while all entries of a log go by in their order.
///
/// `from` is the first that is not earlier than the period, `to` the first that is later. So each entry is in one month exactly,
/// though the clock of a log may go back by some minutes.
#[derive(Debug, Clone)]
pub(super) struct Span {
    pub period: Period,
    /// Entries that have gone by, as far as they are not after the period.
    pub seen: u64,
    pub from: Option<u64>,
    pub to: Option<u64>,
}

impl Span {
    pub fn new(period: Period) -> Self {
        Self { period, seen: 0, from: None, to: None }
    }

    /// Where does the next entry stand?
    pub fn next(&mut self, entry: &Entry) -> Place {
        if self.to.is_some() {
            return Place::After;
        }
        if entry.time >= self.period.start() {
            self.from.get_or_insert(self.seen);
        }
        if entry.time >= self.period.end() {
            self.to = Some(self.seen);
            return Place::After;
        }
        self.seen += 1;
        if self.from.is_some() { Place::Inside } else { Place::Before }
    }
}
