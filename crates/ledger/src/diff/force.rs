//! Which decisions of a log are in force?

use std::collections::{BTreeMap, HashMap};
use std::fmt;

use super::Reach;
use crate::entry::{Action, Body, Decision, Entry, Ground, Minute, Name, Object, Sealed};

/// What an entry decides about: the same wherever editions hold the same address.
pub type Item = [u8; 16];

/// A decision that withholds, restricts or removes something, and was not taken back everywhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InForce {
    /// Which entry of its log it is.
    pub index: u64,
    pub since: Minute,
    pub id: [u8; 16],
    pub action: Action,
    pub object: Object,
    pub ground: Ground,
    pub rule: Name,
    pub reach: Reach,
}

impl InForce {
    /// Do both do the same, on the same ground? When they began, and as which entry, does not matter.
    #[must_use]
    pub fn is_like(&self, other: &Self) -> bool {
        let what = |decision: &Self| (decision.action, decision.object, decision.ground);
        what(self) == what(other) && self.rule == other.rule && self.reach == other.reach
    }
}

/// `withheld in FR: illegal, rule fr/lcen-6 (entry 16, 2026-11-02T00:55Z)`
impl fmt::Display for InForce {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { index, since, action, ground, rule, reach, .. } = self;
        write!(f, "{action} {reach}: {ground}, rule {rule} (entry {index}, {since})")
    }
}

/// What a log withholds, while all its entries go by in their order, from the first on.
#[derive(Debug, Clone, Default)]
pub struct Withheld {
    size: u64,
    items: BTreeMap<Item, Vec<InForce>>,
    /// Of decisions in force, by their id, what they are about.
    about: HashMap<[u8; 16], Item>,
    /// By the id of one that was upheld on appeal or that upheld another, which one stands.
    upheld: HashMap<[u8; 16], [u8; 16]>,
}

impl Withheld {
    pub fn add(&mut self, entry: &Entry) {
        match &entry.body {
            Body::Decision(decision) => self.decide(entry.time, decision),
            // What had to stay secret for a time is as good as any once it is opened.
            Body::Sealed(Sealed::Open { content, .. }) => {
                if let Ok(Entry { body: Body::Decision(decision), .. }) = Entry::parse(content) {
                    self.decide(entry.time, &decision);
                }
            }
            _ => {}
        }
        self.size += 1;
    }

    fn decide(&mut self, since: Minute, decision: &Decision) {
        let answered = decision.answers.map(|answers| self.upheld.get(&answers).copied().unwrap_or(answers));
        match (decision.action, answered) {
            (Action::Upheld, Some(answered)) => {
                self.upheld.insert(decision.id, answered);
            }
            (Action::Upheld, None) => {}
            (Action::Restored, Some(answered)) => {
                if let Some(item) = self.about.get(&answered).copied() {
                    self.take(item, decision, |held| held.id == answered);
                }
            }
            (Action::Restored, None) => self.take(decision.item, decision, |_| true),
            (Action::Withheld | Action::Restricted | Action::Removed, answered) => {
                // What answers an appeal stands in the place of what was appealed.
                if let Some((answered, item)) = answered.and_then(|id| Some((id, *self.about.get(&id)?))) {
                    self.keep(item, |held| held.id != answered);
                }
                let Decision { id, action, object, item, ground, ref rule, ref place, .. } = *decision;
                let (index, rule, reach) = (self.size, rule.clone(), Reach::of(place));
                self.about.insert(id, item);
                self.items.entry(item).or_default().push(InForce {
                    index,
                    since,
                    id,
                    action,
                    object,
                    ground,
                    rule,
                    reach,
                });
            }
        }
    }

    /// Takes some decisions about an item back where `restored` says so.
    fn take(&mut self, item: Item, restored: &Decision, is: impl Fn(&InForce) -> bool) {
        let held = self.items.get_mut(&item).into_iter().flatten();
        held.filter(|held| is(held)).for_each(|held| held.reach.take(&restored.place));
        self.keep(item, |held| !held.reach.is_nowhere());
    }

    fn keep(&mut self, item: Item, is: impl Fn(&InForce) -> bool) {
        let Some(held) = self.items.get_mut(&item) else { return };
        held.retain(|held| {
            let stays = is(held);
            if !stays {
                self.about.remove(&held.id);
            }
            stays
        });
        if held.is_empty() {
            self.items.remove(&item);
        }
    }

    /// Entries that went by.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }

    /// What it withholds, by item, each in the order of the log.
    #[must_use]
    pub fn items(&self) -> &BTreeMap<Item, Vec<InForce>> {
        &self.items
    }
}
