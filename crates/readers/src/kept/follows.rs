//! What she follows, mutes, searches for and wishes, and how she has tuned her timeline.

use std::collections::HashSet;

use model::{Choice, Choices, Finder, FinderId, FinderKind, ReaderId, Target, Task, Time};
use store::Reseal;
use vault::Keys;

use super::rows::{ChoiceRow, FinderRow, choice_row, finder_row, read_choice, read_finder, target_words};
use super::{Kept, Kind, dropped, sealed};
use crate::Error;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFinder {
    pub kind: FinderKind,
    pub name: String,
    pub query: String,
    pub task: Task,
}

/// What came along: how many of each that the account did not have.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Brought {
    pub saved: u64,
    /// Followed and muted.
    pub choices: u64,
    /// Saved searches and rules.
    pub finders: u64,
    pub wishes: u64,
}

pub(crate) fn in_order(rows: Vec<ChoiceRow>) -> Vec<(Choice, Target, Time)> {
    let mut choices: Vec<_> = rows.into_iter().filter_map(read_choice).collect();
    choices.sort_by(|a, b| (a.2, a.0.word(), target_words(&a.1)).cmp(&(b.2, b.0.word(), target_words(&b.1))));
    choices
}

/// Oldest first.
pub(crate) fn by_age(mut finders: Vec<Finder>) -> Vec<Finder> {
    finders.sort_by_key(|finder| (finder.added, finder.id));
    finders
}

pub(crate) fn put_choice(keys: &Keys, choice: Choice, target: &Target, at: Time) -> Result<Reseal, Error> {
    let (kind, words) = target_words(target);
    let about = [choice.word().as_bytes(), kind.as_bytes(), words.as_bytes()];
    Ok(Reseal::PutNew(sealed(keys, Kind::Choice, &about, &choice_row(choice, target, at))?))
}

pub(crate) fn put_finder(keys: &Keys, finder: &Finder) -> Result<Reseal, Error> {
    Ok(Reseal::Put(sealed(keys, Kind::Finder, &[&finder.id.0.to_be_bytes()], &finder_row(finder))?))
}

pub(crate) fn put_wish(keys: &Keys, name: &str, value: &str) -> Result<Reseal, Error> {
    Ok(Reseal::Put(sealed(keys, Kind::Wish, &[name.as_bytes()], &(name, value))?))
}

impl Kept {
    /// Oldest first, each with its moment.
    pub async fn dated_choices(&self, reader: ReaderId) -> Result<Vec<(Choice, Target, Time)>, Error> {
        Ok(in_order(self.all(reader, Kind::Choice).await?))
    }

    pub async fn choices(&self, reader: ReaderId) -> Result<Choices, Error> {
        Ok(self.dated_choices(reader).await?.into_iter().map(|(choice, target, _)| (choice, target)).collect())
    }

    /// The first moment holds.
    pub async fn choose(&self, reader: ReaderId, choice: Choice, target: &Target, now: Time) -> Result<(), Error> {
        let change = put_choice(&*self.keys(reader)?, choice, target, now)?;
        Ok(self.store.reseal(reader, vec![change]).await?)
    }

    pub async fn unchoose(&self, reader: ReaderId, choice: Choice, target: &Target) -> Result<(), Error> {
        let (kind, words) = target_words(target);
        self.drop(reader, Kind::Choice, &[choice.word().as_bytes(), kind.as_bytes(), words.as_bytes()]).await
    }

    pub async fn set_sliders(&self, reader: ReaderId, sliders: &str) -> Result<(), Error> {
        self.put(reader, Kind::Sliders, &[], &sliders).await
    }

    /// Names with what she wants, by name.
    pub async fn wishes(&self, reader: ReaderId) -> Result<Vec<(String, String)>, Error> {
        let mut wishes: Vec<(String, String)> = self.all(reader, Kind::Wish).await?;
        wishes.sort();
        Ok(wishes)
    }

    pub async fn set_wish(&self, reader: ReaderId, name: &str, value: &str) -> Result<(), Error> {
        self.put(reader, Kind::Wish, &[name.as_bytes()], &(name, value)).await
    }

    /// Oldest first.
    pub async fn finders(&self, reader: ReaderId) -> Result<Vec<Finder>, Error> {
        let rows: Vec<FinderRow> = self.all(reader, Kind::Finder).await?;
        Ok(by_age(rows.into_iter().filter_map(|row| read_finder(reader, row)).collect()))
    }

    /// `None` also where it is another reader's.
    pub async fn finder(&self, reader: ReaderId, id: FinderId) -> Result<Option<Finder>, Error> {
        let row: Option<FinderRow> = self.one(reader, Kind::Finder, &[&id.0.to_be_bytes()]).await?;
        Ok(row.and_then(|row| read_finder(reader, row)))
    }

    /// `None` when the reader has `most` of its kind already.
    pub async fn add_finder(
        &self,
        reader: ReaderId,
        new: &NewFinder,
        most: u32,
        now: Time,
    ) -> Result<Option<FinderId>, Error> {
        let has = self.finders(reader).await?.iter().filter(|finder| finder.kind == new.kind).count();
        if has >= most as usize {
            return Ok(None);
        }
        let NewFinder { kind, name, query, task } = new.clone();
        let finder = Finder { id: fresh_id()?, reader, kind, name, query, task, added: now, seen: now };
        let change = put_finder(&*self.keys(reader)?, &finder)?;
        self.store.reseal(reader, vec![change]).await?;
        Ok(Some(finder.id))
    }

    /// What it had found is let go of: it may not match any more. False where she has no such finder.
    pub async fn change_finder(&self, reader: ReaderId, id: FinderId, to: &NewFinder) -> Result<bool, Error> {
        let Some(finder) = self.finder(reader, id).await? else { return Ok(false) };
        let to = to.clone();
        let finder = Finder { name: to.name, query: to.query, task: to.task, ..finder };
        let mut changes = self.without_finds(reader, id).await?;
        changes.push(put_finder(&*self.keys(reader)?, &finder)?);
        self.store.reseal(reader, changes).await?;
        Ok(true)
    }

    /// With what it found. False where she has no such finder.
    pub async fn remove_finder(&self, reader: ReaderId, id: FinderId) -> Result<bool, Error> {
        if self.finder(reader, id).await?.is_none() {
            return Ok(false);
        }
        let mut changes = self.without_finds(reader, id).await?;
        changes.push(dropped(&*self.keys(reader)?, Kind::Finder, &[&id.0.to_be_bytes()]));
        self.store.reseal(reader, changes).await?;
        Ok(true)
    }

    /// She has looked at what it found.
    pub async fn see_finder(&self, reader: ReaderId, id: FinderId, now: Time) -> Result<(), Error> {
        let Some(finder) = self.finder(reader, id).await? else { return Ok(()) };
        let change = put_finder(&*self.keys(reader)?, &Finder { seen: now, ..finder })?;
        Ok(self.store.reseal(reader, vec![change]).await?)
    }

    /// All in one transaction, and twice is as good as once. Where the two disagree, the account's holds; where there is
    /// no room for all, the newest saved items and the oldest finders come. `most` finders of each kind are the bound.
    /// What was learned about the guest is not touched. Nothing comes of a guest who has an account herself, or into a
    /// reader who has none.
    pub async fn bring_along(
        &self,
        guest: ReaderId,
        account: ReaderId,
        most: fn(FinderKind) -> u32,
    ) -> Result<Brought, Error> {
        let keys = self.keys(account)?;
        self.keys(guest)?;
        let mut brought = Brought::default();
        if self.store.account_of(guest).await?.is_some() || self.store.account_of(account).await?.is_none() {
            return Ok(brought);
        }
        let mut changes = self.saved_along(guest, account, &mut brought.saved).await?;
        let hers: HashSet<Target> = self.choices(account).await?.into_iter().map(|(_, target)| target).collect();
        for (choice, target, at) in self.dated_choices(guest).await? {
            if !hers.contains(&target) {
                changes.push(put_choice(&keys, choice, &target, at)?);
                brought.choices += 1;
            }
        }
        let has: HashSet<String> = self.wishes(account).await?.into_iter().map(|(name, _)| name).collect();
        for (name, value) in self.wishes(guest).await?.iter().filter(|(name, _)| !has.contains(name)) {
            changes.push(put_wish(&keys, name, value)?);
            brought.wishes += 1;
        }
        let kept = self.finders(account).await?;
        let does = |finder: &Finder| (finder.kind.word(), finder.task.word(), finder.query.clone());
        let mut there: HashSet<_> = kept.iter().map(does).collect();
        let count = |kind| kept.iter().filter(|finder| finder.kind == kind).count();
        let kinds = [FinderKind::SavedSearch, FinderKind::Rule];
        let mut room = kinds.map(|kind| (kind, (most(kind) as usize).saturating_sub(count(kind))));
        let finds = self.finds(guest, u32::MAX).await?;
        for finder in self.finders(guest).await? {
            let Some((_, left)) = room.iter_mut().find(|(kind, left)| *kind == finder.kind && *left > 0) else {
                continue;
            };
            // Two that do the same with the same are one, whatever they are called.
            if !there.insert(does(&finder)) {
                continue;
            }
            let new = Finder { id: fresh_id()?, reader: account, ..finder.clone() };
            changes.push(put_finder(&keys, &new)?);
            for find in finds.iter().filter(|find| find.finder == finder.id) {
                changes.push(super::history::put_find(&keys, &super::Find { finder: new.id, ..*find })?);
            }
            *left -= 1;
            brought.finders += 1;
        }
        self.store.reseal(account, changes).await?;
        Ok(brought)
    }
}

/// Drawn by lot: it stands in addresses, and tells nothing of how many there are.
fn fresh_id() -> Result<FinderId, Error> {
    let bytes: [u8; 8] = crate::accounts::random()?;
    Ok(FinderId(i64::from_be_bytes(bytes) & 0x001f_ffff_ffff_ffff))
}
