//! What a reader's saved searches and rules found. Queries are no matter of a timeline: whoever can read them says which
//! items they found, and the timeline heeds it.

use model::ItemId;

use crate::binary::{Broken, In, Out};

/// What is to become of an item that was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// A rule mutes it: it always holds.
    Mute,
    /// A rule counts it as read.
    Read,
    /// A saved search that is part of her timeline proposes it.
    Wanted,
}

impl Verdict {
    const ALL: [Verdict; 3] = [Verdict::Mute, Verdict::Read, Verdict::Wanted];
}

/// By item; an item has each verdict once.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Finds {
    names: Vec<String>,
    found: Vec<(ItemId, Verdict, u16)>,
}

impl Finds {
    /// `found` names the saved search or rule by its place in `names`. Where several say the same of an item, the first
    /// of them counts.
    pub fn new(names: Vec<String>, mut found: Vec<(ItemId, Verdict, u16)>) -> Finds {
        found.retain(|(_, _, name)| usize::from(*name) < names.len());
        found.sort_unstable();
        found.dedup_by_key(|(item, verdict, _)| (*item, *verdict));
        Finds { names, found }
    }

    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    pub(crate) fn of(&self, item: ItemId, verdict: Verdict) -> Option<u16> {
        let place = self.found.binary_search_by_key(&(item, verdict), |(item, verdict, _)| (*item, *verdict)).ok()?;
        self.found.get(place).map(|(_, _, name)| *name)
    }

    pub(crate) fn name(&self, place: u16) -> String {
        self.names.get(usize::from(place)).cloned().unwrap_or_default()
    }

    pub(crate) fn wanted(&self) -> impl Iterator<Item = ItemId> {
        self.found.iter().filter(|(_, verdict, _)| *verdict == Verdict::Wanted).map(|(item, ..)| *item)
    }

    pub(super) fn write(&self, out: &mut Out) {
        out.count(self.names.len());
        self.names.iter().for_each(|name| out.bytes(name.as_bytes()));
        out.count(self.found.len());
        for (item, verdict, name) in &self.found {
            out.long(item.0);
            out.byte(*verdict as u8);
            out.int(u32::from(*name));
        }
    }

    pub(super) fn read(rest: &mut In<'_>) -> Result<Finds, Broken> {
        let name = |rest: &mut In<'_>| Ok(std::str::from_utf8(rest.bytes()?).map_err(|_| Broken)?.to_owned());
        let names = rest.list(4, name)?;
        let found = rest.list(13, |rest| {
            let item = ItemId(rest.long()?);
            let verdict = Verdict::ALL.get(usize::from(rest.byte()?)).copied().ok_or(Broken)?;
            Ok((item, verdict, u16::try_from(rest.int()?).map_err(|_| Broken)?))
        })?;
        let read = Finds::new(names, found.clone());
        if read.found == found && !found.is_empty() { Ok(read) } else { Err(Broken) }
    }
}
