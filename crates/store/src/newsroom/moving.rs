//! Manuscripts that come from elsewhere, many at once; and all that are here, for whoever moves out.

use std::collections::HashSet;

use model::{AuthorId, ItemId, ManuscriptId, ManuscriptState, NoticeKind, RevisionId, SourceId, Time};

use super::{ManuscriptRow, NewRevision, manuscripts::read_manuscript};
use crate::{
    Arrival, Error, MovingComment, Result, Store, comments, keep, statements,
    store::Durability,
    tx::Tx,
    value::{Row, Value},
};

/// A manuscript as it was elsewhere.
#[derive(Debug, Clone, PartialEq)]
pub struct Moving {
    /// What it is called there; never two here have the same.
    pub origin: String,
    pub text: NewRevision,
    pub state: ManuscriptState,
    pub made: Time,
    pub changed: Time,
    pub embargo: Option<Time>,
    pub scheduled: Option<Time>,
    pub published: Option<Time>,
    pub corrected: Option<Time>,
    /// When, and why.
    pub withdrawn: Option<(Time, String)>,
    pub running: bool,
    pub notices: Vec<(NoticeKind, Time, String)>,
    /// What readers see of it; the number of the manuscript is put behind the key that it has.
    pub arrival: Option<Arrival>,
    pub authors: Vec<AuthorId>,
    /// Slugs and names.
    pub tags: Vec<(String, String)>,
    /// What was said below it.
    pub comments: Vec<MovingComment>,
    /// Paths that lead to it from now on.
    pub paths: Vec<String>,
}

/// What became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MovedIn {
    pub manuscript: ManuscriptId,
    pub item: Option<ItemId>,
}

impl Store {
    /// Is a manuscript of this origin here? Answers in the order asked.
    pub async fn origins_known(&self, origins: &[String]) -> Result<Vec<bool>> {
        let asked: Vec<Vec<Value>> = origins.iter().map(|origin| vec![origin.into()]).collect();
        let found = self.rows_each(&statements::ORIGIN_KNOWN, &asked, |row| row.int(0)).await?;
        Ok(found.into_iter().map(|rows| !rows.is_empty()).collect())
    }

    /// All of them or, when it fails, none; answers in their order, `None` for an origin that is here already.
    pub async fn move_in(&self, source: SourceId, all: Vec<Moving>, now: Time) -> Result<Vec<Option<MovedIn>>> {
        if all.is_empty() {
            return Ok(Vec::new());
        }
        self.write(Durability::Full, move |tx| Box::pin(async move { move_in(tx, source, all, now).await })).await
    }

    /// By number, on after this one.
    pub async fn manuscripts_after(&self, after: ManuscriptId, limit: u32) -> Result<Vec<ManuscriptRow>> {
        self.many_rows(&statements::MANUSCRIPTS_AFTER, &[after.into(), limit.into()], read_manuscript).await
    }
}

async fn move_in(tx: &mut Tx, source: SourceId, mut all: Vec<Moving>, now: Time) -> Result<Vec<Option<MovedIn>>> {
    let number = |row: &Row| row.int(0);
    let asked = all.iter().map(|each| vec![(&each.origin).into()]);
    let known = tx.rows_each(&statements::ORIGIN_KNOWN, asked, number).await?;
    let mut seen = HashSet::new();
    let new: Vec<usize> =
        (0..all.len()).filter(|at| known[*at].is_empty() && seen.insert(all[*at].origin.clone())).collect();

    let rows = new.iter().map(|at| manuscript(&all[*at]));
    let ids = one_each(tx.rows_each(&statements::MOVE_MANUSCRIPT_IN, rows, number).await?, new.len())?;
    let texts = new.iter().zip(&ids).map(|(at, id)| revision(&all[*at], *id));
    let drafts = one_each(tx.rows_each(&statements::ADD_REVISION, texts, number).await?, new.len())?;

    let (mut arrivals, mut of) = (Vec::new(), Vec::new());
    for (place, (at, id)) in new.iter().zip(&ids).enumerate() {
        if let Some(mut arrival) = all[*at].arrival.take() {
            arrival.item.key.push_str(&id.to_string());
            arrivals.push(arrival);
            of.push(place);
        }
    }
    let mut items: Vec<Option<ItemId>> = vec![None; new.len()];
    if !arrivals.is_empty() {
        for (place, kept) in of.iter().zip(keep::keep(tx, source, &arrivals, now).await?) {
            items[*place] = Some(kept.id);
        }
    }
    let settled = (0..new.len()).map(|place| {
        let live = items[place].map(|_| RevisionId(drafts[place]));
        vec![ids[place].into(), drafts[place].into(), live.into(), items[place].into()]
    });
    tx.run_each(&statements::SETTLE_MANUSCRIPT, settled).await?;
    for (place, at) in new.iter().enumerate() {
        around(tx, &all[*at], ids[place], items[place], now).await?;
    }

    let mut moved = vec![None; all.len()];
    for (place, at) in new.iter().enumerate() {
        moved[*at] = Some(MovedIn { manuscript: ManuscriptId(ids[place]), item: items[place] });
    }
    Ok(moved)
}

fn manuscript(moving: &Moving) -> Vec<Value<'_>> {
    let text = &moving.text;
    let (withdrawn, reason) = match &moving.withdrawn {
        Some((at, reason)) => (Some(*at), reason.as_str()),
        None => (None, ""),
    };
    vec![
        moving.state.word().into(),
        (&text.headline).into(),
        (&text.slug).into(),
        (&text.section).into(),
        text.language.tag().into(),
        moving.made.into(),
        moving.changed.into(),
        (&text.editor_name).into(),
        moving.embargo.into(),
        moving.scheduled.into(),
        moving.published.into(),
        moving.corrected.into(),
        withdrawn.into(),
        reason.into(),
        moving.running.into(),
        (&moving.origin).into(),
    ]
}

fn revision(moving: &Moving, id: i64) -> Vec<Value<'_>> {
    let text = &moving.text;
    vec![
        id.into(),
        moving.changed.into(),
        text.editor.into(),
        (&text.editor_name).into(),
        text.kind.word().into(),
        (&text.content).into(),
    ]
}

/// What stands beside the text.
async fn around(tx: &mut Tx, moving: &Moving, id: i64, item: Option<ItemId>, now: Time) -> Result<()> {
    let notices = moving.notices.iter().map(|(kind, at, words)| {
        vec![id.into(), kind.word().into(), (*at).into(), (&moving.text.editor_name).into(), words.into()]
    });
    tx.rows_each(&statements::ADD_NOTICE, notices, |row| row.int(0)).await?;
    comments::move_in(tx, ManuscriptId(id), &moving.comments, now).await?;
    let Some(item) = item else { return Ok(()) };
    let authors = (0i64..).zip(&moving.authors).map(|(place, author)| vec![id.into(), (*author).into(), place.into()]);
    tx.run_each(&statements::ADD_MANUSCRIPT_AUTHOR, authors).await?;
    let tags = moving.tags.iter().map(|(slug, name)| vec![id.into(), slug.into(), name.into()]);
    tx.run_each(&statements::ADD_MANUSCRIPT_TAG, tags).await?;
    let target = format!("/article/{item}");
    let paths = moving.paths.iter().filter(|path| **path != target);
    let paths = paths.map(|path| vec![path.into(), (&target).into(), now.into()]);
    tx.run_each(&statements::SET_REDIRECT, paths).await?;
    Ok(())
}

fn one_each(rows: Vec<Vec<i64>>, wanted: usize) -> Result<Vec<i64>> {
    let numbers: Vec<i64> = rows.into_iter().flatten().collect();
    if numbers.len() == wanted {
        return Ok(numbers);
    }
    Err(Error::NotThere("A manuscript that was just kept".to_owned()))
}
