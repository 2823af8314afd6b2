//! What does one edition withhold that another does not, and on what ground?
//!
//! From two public logs and nothing else: no edition is asked, and none can leave out what it has signed.

mod force;
mod reach;

use std::collections::BTreeSet;
use std::fmt;

pub use force::{InForce, Item, Withheld};
pub use reach::Reach;

use crate::entry::to_hex;

/// A log that was compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Side {
    pub origin: String,
    /// Entries that it had.
    pub size: u64,
}

/// An item with the decisions about it that are in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    pub item: Item,
    pub decisions: Vec<InForce>,
}

/// An item that both withhold, for other reasons, in another way or elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unlike {
    pub item: Item,
    pub first: Vec<InForce>,
    pub second: Vec<InForce>,
}

/// What two editions withhold; each list is sorted by item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diff {
    pub first: Side,
    pub second: Side,
    pub only_first: Vec<Held>,
    pub only_second: Vec<Held>,
    pub unlike: Vec<Unlike>,
    /// So many items both withhold alike.
    pub alike: u64,
}

impl Diff {
    #[must_use]
    pub fn of(first: (&str, &Withheld), second: (&str, &Withheld)) -> Self {
        let side = |(origin, withheld): (&str, &Withheld)| Side { origin: origin.to_owned(), size: withheld.size() };
        let mut diff = Self {
            first: side(first),
            second: side(second),
            only_first: Vec::new(),
            only_second: Vec::new(),
            unlike: Vec::new(),
            alike: 0,
        };
        let (first, second) = (first.1.items(), second.1.items());
        for item in first.keys().chain(second.keys()).copied().collect::<BTreeSet<Item>>() {
            match (first.get(&item), second.get(&item)) {
                (Some(first), Some(second)) if is_alike(first, second) => diff.alike += 1,
                (Some(first), Some(second)) => {
                    diff.unlike.push(Unlike { item, first: first.clone(), second: second.clone() });
                }
                (Some(first), None) => diff.only_first.push(Held { item, decisions: first.clone() }),
                (None, Some(second)) => diff.only_second.push(Held { item, decisions: second.clone() }),
                (None, None) => {}
            }
        }
        diff
    }
}

fn is_alike(first: &[InForce], second: &[InForce]) -> bool {
    let has_all = |these: &[InForce], those: &[InForce]| those.iter().all(|b| these.iter().any(|a| a.is_like(b)));
    has_all(first, second) && has_all(second, first)
}

fn items(count: usize) -> String {
    if count == 1 { "1 item".to_owned() } else { format!("{count} items") }
}

/// `comment 5555…`: what it is, and its hash.
fn name(item: &Item, decisions: &[InForce]) -> String {
    let object = decisions.first().map_or("item", |decision| decision.object.word());
    format!("{object} {}", to_hex(item))
}

/// In words, for a terminal.
impl fmt::Display for Diff {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (first, second) = (&self.first.origin, &self.second.origin);
        let (size, other) = (self.first.size, self.second.size);
        writeln!(f, "{first} with {size} entries and {second} with {other}, from their public logs.")?;
        for (held, this, that) in [(&self.only_first, first, second), (&self.only_second, second, first)] {
            if held.is_empty() {
                writeln!(f, "\n{this} withholds nothing that {that} does not withhold too.")?;
                continue;
            }
            writeln!(f, "\n{this} withholds {} that {that} does not:", items(held.len()))?;
            for Held { item, decisions } in held {
                writeln!(f, "- {}", name(item, decisions))?;
                decisions.iter().try_for_each(|decision| writeln!(f, "  {decision}"))?;
            }
        }
        if !self.unlike.is_empty() {
            writeln!(f, "\nBoth withhold {}, but not alike:", items(self.unlike.len()))?;
        }
        for unlike in &self.unlike {
            writeln!(f, "- {}", name(&unlike.item, &unlike.first))?;
            unlike.first.iter().try_for_each(|decision| writeln!(f, "  {first}: {decision}"))?;
            unlike.second.iter().try_for_each(|decision| writeln!(f, "  {second}: {decision}"))?;
        }
        writeln!(f, "\nBoth withhold {} alike.", items(usize::try_from(self.alike).unwrap_or(usize::MAX)))
    }
}
