//! Where does a decision still hold?

use std::collections::BTreeSet;
use std::fmt;

use crate::entry::{Country, Where};

/// Countries, all of them or some, less those in which it was taken back.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reach {
    Everywhere { but: BTreeSet<Country> },
    Only(BTreeSet<Country>),
}

impl Reach {
    #[must_use]
    pub fn of(place: &Where) -> Self {
        match place {
            Where::All => Self::Everywhere { but: BTreeSet::new() },
            Where::Only(countries) => Self::Only(countries.as_slice().iter().copied().collect()),
        }
    }

    /// Takes it back there.
    pub fn take(&mut self, place: &Where) {
        match (&mut *self, place) {
            (_, Where::All) => *self = Self::Only(BTreeSet::new()),
            (Self::Everywhere { but }, Where::Only(countries)) => but.extend(countries.as_slice()),
            (Self::Only(held), Where::Only(countries)) => held.retain(|held| !countries.as_slice().contains(held)),
        }
    }

    #[must_use]
    pub fn is_nowhere(&self) -> bool {
        matches!(self, Self::Only(countries) if countries.is_empty())
    }

    #[must_use]
    pub fn has(&self, country: Country) -> bool {
        match self {
            Self::Everywhere { but } => !but.contains(&country),
            Self::Only(countries) => countries.contains(&country),
        }
    }
}

fn list(countries: &BTreeSet<Country>) -> String {
    countries.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

impl fmt::Display for Reach {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Everywhere { but } if but.is_empty() => f.write_str("everywhere"),
            Self::Everywhere { but } => write!(f, "everywhere but in {}", list(but)),
            Self::Only(countries) if countries.is_empty() => f.write_str("nowhere"),
            Self::Only(countries) => write!(f, "in {}", list(countries)),
        }
    }
}
