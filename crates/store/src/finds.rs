//! Saved searches and rules, and what they found. What is asked about one of them names its reader too: nobody reaches
//! another reader's.

use model::{Finder, FinderId, FinderKind, ItemId, ReaderId, Task, Time};

use crate::{Result, Store, statements, store::Durability, value::Row};

/// One thing that was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Find {
    pub finder: FinderId,
    pub item: ItemId,
    pub at: Time,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFinder {
    pub kind: FinderKind,
    pub name: String,
    pub query: String,
    pub task: Task,
}

impl Store {
    /// `None` when the reader has `most` of its kind already.
    pub async fn add_finder(
        &self,
        reader: ReaderId,
        finder: &NewFinder,
        most: u32,
        now: Time,
    ) -> Result<Option<FinderId>> {
        let finder = finder.clone();
        self.write(Durability::Full, move |tx| {
            Box::pin(async move {
                let params = [
                    reader.into(),
                    finder.kind.word().into(),
                    (&finder.name).into(),
                    (&finder.query).into(),
                    finder.task.word().into(),
                    now.into(),
                    most.into(),
                ];
                tx.row(&statements::ADD_FINDER, &params, |row| row.int(0).map(FinderId)).await
            })
        })
        .await
    }

    /// Hers, oldest first.
    pub async fn finders(&self, reader: ReaderId) -> Result<Vec<Finder>> {
        let found = self.many_rows(&statements::FINDERS, &[reader.into()], read_finder).await?;
        Ok(found.into_iter().flatten().collect())
    }

    /// `None` also where it is another reader's.
    pub async fn finder(&self, reader: ReaderId, id: FinderId) -> Result<Option<Finder>> {
        Ok(self.row(&statements::FINDER, &[reader.into(), id.into()], read_finder).await?.flatten())
    }

    /// All readers', oldest first.
    pub async fn every_finder(&self) -> Result<Vec<Finder>> {
        let found = self.many_rows(&statements::EVERY_FINDER, &[], read_finder).await?;
        Ok(found.into_iter().flatten().collect())
    }

    /// What it had found is let go of: it may not match any more. False where she has no such finder.
    pub async fn change_finder(&self, reader: ReaderId, id: FinderId, to: &NewFinder) -> Result<bool> {
        let to = to.clone();
        self.write(Durability::Full, move |tx| {
            Box::pin(async move {
                let params = [reader.into(), id.into(), (&to.name).into(), (&to.query).into(), to.task.word().into()];
                let changed = tx.run(&statements::CHANGE_FINDER, &params).await? > 0;
                tx.run(&statements::LET_GO_OF_FINDS, &[reader.into(), id.into()]).await?;
                Ok(changed)
            })
        })
        .await
    }

    /// With what it found. False where she has no such finder.
    pub async fn remove_finder(&self, reader: ReaderId, id: FinderId) -> Result<bool> {
        let params = vec![reader.into(), id.into()];
        Ok(self.run(Durability::Full, &statements::REMOVE_FINDER, params).await? > 0)
    }

    /// She has looked at what it found.
    pub async fn see_finder(&self, reader: ReaderId, id: FinderId, now: Time) -> Result<()> {
        let params = vec![reader.into(), id.into(), now.into()];
        self.run(Durability::Normal, &statements::SEE_FINDER, params).await.map(|_| ())
    }

    /// What was found before keeps its time; a finder that is gone meanwhile finds nothing.
    pub async fn note_finds(&self, finds: Vec<Find>) -> Result<()> {
        self.write(Durability::Normal, move |tx| {
            Box::pin(async move {
                let sets = finds.iter().map(|find| vec![find.finder.into(), find.item.into(), find.at.into()]);
                tx.run_each(&statements::NOTE_FIND, sets).await?;
                Ok(())
            })
        })
        .await
    }

    /// What hers found, the latest first.
    pub async fn finds(&self, reader: ReaderId, limit: u32) -> Result<Vec<Find>> {
        self.many_rows(&statements::FINDS, &[reader.into(), limit.into()], |row| {
            Ok(Find { finder: FinderId(row.int(0)?), item: ItemId(row.int(1)?), at: Time(row.int(2)?) })
        })
        .await
    }

    pub async fn forget_finds_before(&self, time: Time) -> Result<u64> {
        self.run(Durability::Normal, &statements::FORGET_FINDS, vec![time.into()]).await
    }
}

/// `None` for a kind or task that only a newer version knows.
pub(crate) fn read_finder(row: &Row) -> Result<Option<Finder>> {
    let (Some(kind), Some(task)) = (FinderKind::from_word(row.str(2)?), Task::from_word(row.str(5)?)) else {
        return Ok(None);
    };
    Ok(Some(Finder {
        id: FinderId(row.int(0)?),
        reader: ReaderId(row.int(1)?),
        kind,
        name: row.text(3)?,
        query: row.text(4)?,
        task,
        added: Time(row.int(6)?),
        seen: Time(row.int(7)?),
    }))
}
