//! Saved searches and rules: what a reader keeps a query for, and what it finds.
//!
//! One set of conditions holds those of all readers (`set`); what is new is held against it once (`follow`). What was
//! found is a row, so that a timeline needs no query: it gets the items, each with what her finder says of it.

mod follow;
mod set;

use std::collections::HashSet;
use std::sync::Arc;

use crate::kept::{Find, NewFinder, Saved};
use model::{Choice, DAY, Finder, FinderId, FinderKind, Item, ItemId, MINUTE, ReaderId, Target, Task, Time};
use search::{Ask, Query, Sort};
use timeline::{Finds, Verdict};

use crate::profiles::Known;
use crate::{Error, Readers};

pub(crate) use follow::Follower;

/// A rule is shown what it would have done with the items of so many days, and can be applied to them.
pub const LOOKED_BACK: i64 = 14 * DAY;
pub const MOST_RULES: u32 = 10_000;
pub const MOST_SAVED_SEARCHES: u32 = 200;
/// Finds of one reader that are held at once.
pub(crate) const MOST_FINDS: u32 = 20_000;
/// Items that one finder takes from what is kept already.
const MOST_APPLIED: usize = 5_000;
const AT_ONCE: usize = 200;
/// What was placed so shortly before she left may not have stood in the index yet.
const UNINDEXED: i64 = MINUTE;

/// What one finder found that its reader was to be told and has not looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Untold {
    pub id: FinderId,
    pub kind: FinderKind,
    pub count: u32,
}

/// What a query finds among the items of the last days.
pub struct Preview {
    pub total: usize,
    /// The newest.
    pub items: Vec<Item>,
}

impl Readers {
    /// Hers, oldest first.
    pub async fn finders(&self, reader: ReaderId, kind: FinderKind) -> Result<Vec<Finder>, Error> {
        let mut finders = self.kept().finders(reader).await?;
        finders.retain(|finder| finder.kind == kind);
        Ok(finders)
    }

    /// `None` also where it is another reader's.
    pub async fn finder(&self, reader: ReaderId, id: FinderId) -> Result<Option<Finder>, Error> {
        self.kept().finder(reader, id).await
    }

    /// `None` when she has as many as there can be.
    pub async fn add_finder(&self, reader: ReaderId, new: &NewFinder, now: Time) -> Result<Option<FinderId>, Error> {
        let id = {
            let cell = self.profiles().of(reader).await?;
            let _alone = cell.lock().await;
            self.kept().add_finder(reader, new, most(new.kind), now).await?
        };
        self.look_at_finds(reader).await?;
        Ok(id)
    }

    /// False where she has no such finder.
    pub async fn change_finder(&self, reader: ReaderId, id: FinderId, to: &NewFinder) -> Result<bool, Error> {
        let changed = {
            let cell = self.profiles().of(reader).await?;
            let _alone = cell.lock().await;
            self.kept().change_finder(reader, id, to).await?
        };
        self.look_at_finds(reader).await?;
        Ok(changed)
    }

    /// With what it found. False where she has no such finder.
    pub async fn remove_finder(&self, reader: ReaderId, id: FinderId) -> Result<bool, Error> {
        let removed = {
            let cell = self.profiles().of(reader).await?;
            let _alone = cell.lock().await;
            self.kept().remove_finder(reader, id).await?
        };
        self.look_at_finds(reader).await?;
        Ok(removed)
    }

    /// What a finder would find among the items of the last days. A query that asks for nothing finds nothing.
    pub async fn preview(&self, query: &str, titles: usize, now: Time) -> Result<Preview, Error> {
        let Some(ask) = stored(query, now) else { return Ok(Preview { total: 0, items: Vec::new() }) };
        let found = self.find(&Ask { limit: titles, ..ask }).await?;
        Ok(Preview { total: found.total, items: found.items })
    }

    /// Does with what is kept already what it does with what is new. How many items it found; `None` where she has no
    /// such finder.
    pub async fn apply_finder(&self, reader: ReaderId, id: FinderId, now: Time) -> Result<Option<usize>, Error> {
        let Some(finder) = self.kept().finder(reader, id).await? else { return Ok(None) };
        let Some(ask) = stored(&finder.query, now) else { return Ok(Some(0)) };
        let found = self.hits_of(ask).await?;
        let finds: Vec<Find> = found.iter().map(|item| Find { finder: id, item: item.id, at: now }).collect();
        self.kept().note_finds(reader, &finds).await?;
        self.act(&finder, &found, now).await?;
        self.look_at_finds(reader).await?;
        Ok(Some(found.len()))
    }

    /// What one of her finders found, the latest first, and whether that is new to her. From then on it is not.
    pub async fn look_at_finder(
        &self,
        reader: ReaderId,
        id: FinderId,
        limit: usize,
        now: Time,
    ) -> Result<Option<(Finder, Vec<(Item, bool)>)>, Error> {
        let Some(finder) = self.kept().finder(reader, id).await? else { return Ok(None) };
        let mut finds = self.kept().finds(reader, MOST_FINDS).await?;
        finds.retain(|find| find.finder == id);
        finds.truncate(limit);
        let ids: Vec<ItemId> = finds.iter().map(|find| find.item).collect();
        let is_new = |item: &Item| finds.iter().any(|find| find.item == item.id && find.at > finder.seen);
        let cards = self.store().cards(&ids).await?.into_iter().map(|card| (is_new(&card), card));
        let shown = cards.map(|(is_new, card)| (card, is_new)).collect();
        {
            // Not while she changes or removes it: what she did would be undone.
            let cell = self.profiles().of(reader).await?;
            let _alone = cell.lock().await;
            self.kept().see_finder(reader, id, now).await?;
        }
        self.look_at_finds(reader).await?;
        Ok(Some((finder, shown)))
    }

    /// How much her finders have found that she was to be told and has not looked at, each for itself.
    pub async fn untold(&self, reader: ReaderId) -> Result<Vec<Untold>, Error> {
        Ok(self.profiles().of(reader).await?.lock().await.untold.clone())
    }

    /// Is there a finder that counts in somebody's menu? Until the first is looked for after a start, there may be.
    pub fn tells_anybody(&self) -> bool {
        self.follower().tells_anybody()
    }

    /// What is done at once, beside what her timelines heed. What there is no room to save stays found.
    pub(crate) async fn act(&self, finder: &Finder, items: &[Item], now: Time) -> Result<(), Error> {
        match finder.task {
            Task::FollowTopic => self.follow_topics(finder.reader, items, now).await,
            Task::Save => {
                for item in items {
                    if matches!(self.save(finder.reader, item.id, now).await?, Saved::TooMany(_)) {
                        break;
                    }
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }

    async fn follow_topics(&self, reader: ReaderId, items: &[Item], now: Time) -> Result<(), Error> {
        let mut topics: Vec<_> = items.iter().filter_map(|item| item.topics.first()).collect();
        topics.sort_unstable();
        topics.dedup();
        for topic in topics {
            self.choose(reader, Choice::Follow, Target::Topic(*topic), now).await?;
        }
        Ok(())
    }

    /// Her timelines heed from now on what is kept about her finds.
    pub(crate) async fn look_at_finds(&self, reader: ReaderId) -> Result<(), Error> {
        let cell = self.profiles().of(reader).await?;
        let mut known = cell.lock().await;
        let finders = self.kept().finders(reader).await?;
        known.heed(&finders, &self.kept().finds(reader, MOST_FINDS).await?);
        self.follower().here(reader, finders);
        Ok(())
    }

    /// She has just come: what was placed while nobody could open her finders is looked through now.
    pub(crate) async fn catch_up(&self, reader: ReaderId, now: Time) -> Result<(), Error> {
        let finders = self.kept().finders(reader).await?;
        if finders.is_empty() {
            return Ok(());
        }
        let looked = self.kept().looked(reader).await?;
        let has = self.kept().finds(reader, u32::MAX).await?;
        let known: HashSet<_> = has.iter().map(|find| (find.finder, find.item)).collect();
        let old: Vec<Find> = has.iter().filter(|find| now.since(find.at) > LOOKED_BACK).copied().collect();
        self.kept().forget_finds(reader, &old).await?;
        for finder in &finders {
            let since = looked.unwrap_or(finder.added).max(finder.added).plus(-UNINDEXED);
            let Some(ask) = stored(&finder.query, now) else { continue };
            let items: Vec<Item> = self.hits_of(ask).await?;
            let is_new = |item: &Item| item.first_seen >= since && !known.contains(&(finder.id, item.id));
            let items: Vec<Item> = items.into_iter().filter(is_new).collect();
            // What is acted upon twice after a crash is saved once; what was noted first would not be acted upon.
            self.act(finder, &items, now).await?;
            let finds: Vec<Find> =
                items.iter().map(|item| Find { finder: finder.id, item: item.id, at: now }).collect();
            self.kept().note_finds(reader, &finds).await?;
        }
        self.kept().set_looked(reader, now).await?;
        self.look_at_finds(reader).await
    }

    /// What finders that her timelines heed would have found while she was away, beside what they had: kept nowhere.
    pub(crate) async fn found_meanwhile(
        &self,
        finders: &[Finder],
        has: &[Find],
        now: Time,
    ) -> Result<Vec<Find>, Error> {
        let known: HashSet<_> = has.iter().map(|find| (find.finder, find.item)).collect();
        let mut finds = Vec::new();
        for finder in finders.iter().filter(|finder| verdict(finder.task).is_some()) {
            let Some(ask) = stored(&finder.query, now) else { continue };
            let items = self.hits_of(ask).await?;
            let is_new = |item: &&Item| item.first_seen >= finder.added && !known.contains(&(finder.id, item.id));
            finds.extend(items.iter().filter(is_new).map(|item| Find { finder: finder.id, item: item.id, at: now }));
        }
        Ok(finds)
    }

    async fn hits_of(&self, ask: Ask) -> Result<Vec<Item>, Error> {
        let mut found: Vec<ItemId> = Vec::new();
        while found.len() < MOST_APPLIED {
            let (search, ask) = (self.search().clone(), Ask { limit: AT_ONCE, offset: found.len(), ..ask.clone() });
            let page = tokio::task::block_in_place(|| search.find(&ask))?;
            found.extend(page.hits.iter().map(|hit| hit.item));
            if page.hits.len() < AT_ONCE {
                break;
            }
        }
        found.dedup();
        Ok(self.store().cards(&found).await?)
    }
}

impl Known {
    pub(crate) fn heed(&mut self, finders: &[Finder], finds: &[Find]) {
        let place = |id: FinderId| finders.iter().position(|finder| finder.id == id);
        let mut found = Vec::new();
        self.untold = Vec::new();
        for find in finds {
            let Some(place) = place(find.finder) else { continue };
            let Some(finder) = finders.get(place) else { continue };
            match verdict(finder.task) {
                Some(verdict) => found.push((find.item, verdict, place.min(usize::from(u16::MAX)) as u16)),
                None if finder.task == Task::Tell && find.at > finder.seen => {
                    match self.untold.iter_mut().find(|untold| untold.id == finder.id) {
                        Some(untold) => untold.count += 1,
                        None => self.untold.push(Untold { id: finder.id, kind: finder.kind, count: 1 }),
                    }
                }
                None => {}
            }
        }
        let names = finders.iter().map(|finder| finder.name.clone()).collect();
        self.finds = if found.is_empty() { Arc::default() } else { Arc::new(Finds::new(names, found)) };
    }
}

/// Of one reader.
pub(crate) fn most(kind: FinderKind) -> u32 {
    match kind {
        FinderKind::Rule => MOST_RULES,
        FinderKind::SavedSearch => MOST_SAVED_SEARCHES,
    }
}

fn verdict(task: Task) -> Option<Verdict> {
    match task {
        Task::Mute => Some(Verdict::Mute),
        Task::MarkRead => Some(Verdict::Read),
        Task::Timeline => Some(Verdict::Wanted),
        Task::Nothing | Task::Tell | Task::Save | Task::FollowTopic => None,
    }
}

/// Exactly what the query says, newest first; `None` for one that asks for nothing.
fn stored(query: &str, now: Time) -> Option<Ask> {
    if Query::read(query).query.is_empty() {
        return None;
    }
    Some(Ask {
        words: query.to_owned(),
        may_be_open: false,
        may_leave_out: false,
        after: Some(now.plus(-LOOKED_BACK)),
        sort: Sort::Newest,
        now,
        ..Ask::default()
    })
}
