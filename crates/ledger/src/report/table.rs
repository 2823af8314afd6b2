//! What is a number a part of?

use std::collections::BTreeMap;
use std::fmt;

/// A number, with what it is a part of where it is a share. There is no other way to say a share: a hundredth of nothing that can
/// be counted is not printed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Figure {
    pub count: u64,
    pub of: Option<u64>,
}

/// `3`, or `1 of 3 (33.3 %)`, rounded half up; nothing of nothing has no percentage.
impl fmt::Display for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.of {
            None => write!(f, "{}", self.count),
            Some(0) => write!(f, "{} of 0", self.count),
            Some(of) => {
                let tenths = (u128::from(self.count) * 2000 + u128::from(of)) / (2 * u128::from(of));
                write!(f, "{} of {of} ({}.{} %)", self.count, tenths / 10, tenths % 10)
            }
        }
    }
}

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    Count(&'static str),
    Share(&'static str),
}

impl Measure {
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Count(name) | Self::Share(name) => name,
        }
    }

    fn nothing(self) -> Figure {
        Figure { count: 0, of: matches!(self, Self::Share(_)).then_some(0) }
    }
}

/// Figures by group, and their totals.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    pub name: &'static str,
    /// What groups are made by.
    pub keys: &'static [&'static str],
    pub measures: &'static [Measure],
    total: Vec<Figure>,
    rows: BTreeMap<Vec<String>, Vec<Figure>>,
}

impl Table {
    pub(super) fn new(name: &'static str, keys: &'static [&'static str], measures: &'static [Measure]) -> Self {
        let total = measures.iter().map(|measure| measure.nothing()).collect();
        Self { name, keys, measures, total, rows: BTreeMap::new() }
    }

    /// Adds to a group and to the total. In `figures`, each measure stands once at most.
    pub(super) fn add(&mut self, group: &[&dyn fmt::Display], figures: &[(&'static str, Figure)]) {
        let group: Vec<String> = group.iter().map(ToString::to_string).collect();
        let mut rows = vec![&mut self.total];
        if !group.is_empty() {
            rows.push(self.rows.entry(group).or_insert_with(|| self.measures.iter().map(|m| m.nothing()).collect()));
        }
        for row in rows {
            for (figure, measure) in row.iter_mut().zip(self.measures) {
                let Some((_, more)) = figures.iter().find(|(name, _)| *name == measure.name()) else { continue };
                figure.count = figure.count.saturating_add(more.count);
                figure.of = figure.of.map(|of| of.saturating_add(more.of.unwrap_or(0)));
            }
        }
    }

    /// Over all groups, in the order of the measures.
    #[must_use]
    pub fn total(&self) -> &[Figure] {
        &self.total
    }

    /// The groups, sorted, each with its figures in the order of the measures.
    pub fn rows(&self) -> impl Iterator<Item = (&[String], &[Figure])> {
        self.rows.iter().map(|(group, figures)| (&group[..], &figures[..]))
    }

    /// One figure of the total, or of a group.
    #[must_use]
    pub fn figure(&self, group: &[&str], measure: &str) -> Option<Figure> {
        let place = self.measures.iter().position(|found| found.name() == measure)?;
        let row = match group {
            [] => Some(&self.total),
            group => self.rows.get(&group.iter().map(|value| (*value).to_owned()).collect::<Vec<_>>()),
        };
        row?.get(place).copied()
    }
}

pub(super) fn count(count: u64) -> Figure {
    Figure { count, of: None }
}

pub(super) fn share(count: u64, of: u64) -> Figure {
    Figure { count, of: Some(of) }
}
