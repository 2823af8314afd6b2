//! Manuscripts and their revisions. What a revision holds, the newsroom alone knows; here it is a text.

use model::{AuthorId, ItemId, Language, ManuscriptId, ManuscriptState, ReaderId, RevisionId, RevisionKind, Time};

use super::media::like;
use crate::{
    Error, NewJob, Result, Store, statements,
    store::Durability,
    tx::Tx,
    value::{Row, Value},
};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ManuscriptRow {
    pub id: ManuscriptId,
    pub state: ManuscriptState,
    /// Of the latest draft.
    pub headline: String,
    /// Of what is published; before that, of the latest draft.
    pub slug: String,
    pub section: String,
    pub language: Language,
    pub made: Time,
    pub made_by: Option<ReaderId>,
    pub changed: Time,
    pub changed_by: String,
    /// Nobody may see it before.
    pub embargo: Option<Time>,
    pub scheduled: Option<Time>,
    /// When readers saw it first.
    pub published: Option<Time>,
    pub corrected: Option<Time>,
    pub withdrawn: Option<Time>,
    /// Why it was withdrawn.
    pub reason: String,
    /// Is the story still running?
    pub running: bool,
    /// What readers know it as; stays after it was withdrawn.
    pub item: Option<ItemId>,
    pub draft: Option<RevisionId>,
    pub live: Option<RevisionId>,
    pub origin: Option<String>,
}

/// A new state of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewRevision {
    pub headline: String,
    pub slug: String,
    pub section: String,
    pub language: Language,
    pub editor: Option<ReaderId>,
    pub editor_name: String,
    pub kind: RevisionKind,
    pub content: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewManuscript {
    pub first: NewRevision,
    pub origin: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RevisionRow {
    pub id: RevisionId,
    pub at: Time,
    pub editor: Option<ReaderId>,
    pub editor_name: String,
    pub kind: RevisionKind,
    pub content: String,
}

/// A revision without its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RevisionLine {
    pub id: RevisionId,
    pub at: Time,
    pub editor_name: String,
    pub kind: RevisionKind,
}

/// Which manuscripts are meant; all of them by default.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Which {
    pub state: Option<ManuscriptState>,
    pub made_by: Option<ReaderId>,
    /// Occurs in the headline.
    pub text: String,
    pub before: Option<(Time, ManuscriptId)>,
}

/// How a manuscript goes from one state to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    pub from: ManuscriptState,
    pub to: ManuscriptState,
    pub embargo: Option<Time>,
    pub scheduled: Option<Time>,
    pub reason: String,
    pub withdrawn: Option<Time>,
    pub editor_name: String,
    /// What else must follow from it, put down with it.
    pub jobs: Vec<NewJob>,
}

/// What readers see from now on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Publication {
    pub live: RevisionId,
    pub item: ItemId,
    pub published: Time,
    pub corrected: Option<Time>,
    pub slug: String,
    pub section: String,
    pub authors: Vec<AuthorId>,
    /// Slugs and names.
    pub tags: Vec<(String, String)>,
}

impl Store {
    /// `None` when something of this origin is there already.
    pub async fn new_manuscript(&self, new: &NewManuscript, now: Time) -> Result<Option<(ManuscriptId, RevisionId)>> {
        let new = new.clone();
        self.write(Durability::Full, move |tx| {
            Box::pin(async move {
                if let Some(origin) = &new.origin
                    && tx.row(&statements::MANUSCRIPT_WITH_ORIGIN, &[origin.into()], |row| row.int(0)).await?.is_some()
                {
                    return Ok(None);
                }
                let first = &new.first;
                let params = [
                    (&first.headline).into(),
                    (&first.slug).into(),
                    (&first.section).into(),
                    first.language.tag().into(),
                    now.into(),
                    first.editor.into(),
                    (&first.editor_name).into(),
                    new.origin.as_ref().into(),
                ];
                let id = tx.row(&statements::NEW_MANUSCRIPT, &params, |row| row.int(0).map(ManuscriptId)).await?;
                let id = id.ok_or_else(|| Error::NotThere("A manuscript that was just begun".to_owned()))?;
                Ok(Some((id, revise(tx, id, first, now).await?)))
            })
        })
        .await
    }

    pub async fn manuscript(&self, id: ManuscriptId) -> Result<Option<ManuscriptRow>> {
        self.row(&statements::MANUSCRIPT, &[id.into()], read_manuscript).await
    }

    pub async fn manuscript_of(&self, item: ItemId) -> Result<Option<ManuscriptRow>> {
        self.row(&statements::MANUSCRIPT_OF_ITEM, &[item.into()], read_manuscript).await
    }

    pub async fn manuscript_from(&self, origin: &str) -> Result<Option<ManuscriptRow>> {
        self.row(&statements::MANUSCRIPT_WITH_ORIGIN, &[origin.into()], read_manuscript).await
    }

    /// The latest changed first.
    pub async fn manuscripts(&self, which: &Which, limit: u32) -> Result<Vec<ManuscriptRow>> {
        let (time, id) = which.before.unwrap_or((Time(i64::MAX), ManuscriptId(i64::MAX)));
        let like = like(&which.text);
        let params = [
            time.into(),
            id.into(),
            which.state.map_or("", ManuscriptState::word).into(),
            which.made_by.map_or(0, |reader| reader.0).into(),
            (&like).into(),
            limit.into(),
        ];
        self.many_rows(&statements::MANUSCRIPTS_LATELY, &params, read_manuscript).await
    }

    /// How many there are in each state, of one reader's or of all.
    pub async fn manuscript_counts(&self, made_by: Option<ReaderId>) -> Result<Vec<(ManuscriptState, u32)>> {
        let read = |row: &Row| Ok((ManuscriptState::from_word(row.str(0)?), row.count(1)?));
        let found =
            self.many_rows(&statements::MANUSCRIPTS_BY_STATE, &[made_by.map_or(0, |by| by.0).into()], read).await?;
        Ok(found.into_iter().filter_map(|(state, count)| Some((state?, count))).collect())
    }

    /// Scheduled until then, the earliest first.
    pub async fn manuscripts_due(&self, now: Time) -> Result<Vec<ManuscriptId>> {
        self.rows(&statements::MANUSCRIPTS_DUE, &[now.into()], |row| row.int(0).map(ManuscriptId)).await
    }

    /// When the next one goes out by itself.
    pub async fn next_manuscript_due(&self) -> Result<Option<Time>> {
        Ok(self.row(&statements::NEXT_MANUSCRIPT_DUE, &[], |row| row.maybe_int(0)).await?.flatten().map(Time))
    }

    /// Keeps a new state of the text. Where the draft is no longer `base`, somebody else saved meanwhile: nothing of
    /// theirs is touched, the new one is kept beside, and `Err` has its number.
    pub async fn revise(
        &self,
        id: ManuscriptId,
        base: Option<RevisionId>,
        new: &NewRevision,
        now: Time,
    ) -> Result<std::result::Result<RevisionId, RevisionId>> {
        let new = new.clone();
        self.write(Durability::Full, move |tx| {
            Box::pin(async move {
                let there = tx.row(&statements::MANUSCRIPT, &[id.into()], read_manuscript).await?;
                let there = there.ok_or_else(|| Error::NotThere(format!("Manuscript {id}")))?;
                if there.draft != base {
                    let beside = NewRevision { kind: RevisionKind::Beside, ..new };
                    return add_revision(tx, id, &beside, now).await.map(Err);
                }
                revise_over(tx, &there, &new, now).await.map(Ok)
            })
        })
        .await
    }

    pub async fn revision(&self, manuscript: ManuscriptId, id: RevisionId) -> Result<Option<RevisionRow>> {
        self.row(&statements::REVISION, &[manuscript.into(), id.into()], read_revision).await
    }

    /// The latest first.
    pub async fn revisions(&self, manuscript: ManuscriptId, limit: u32) -> Result<Vec<RevisionLine>> {
        let read = |row: &Row| {
            Ok(RevisionLine {
                id: RevisionId(row.int(0)?),
                at: Time(row.int(1)?),
                editor_name: row.text(2)?,
                kind: RevisionKind::from_word(row.str(3)?).unwrap_or(RevisionKind::Saved),
            })
        };
        self.many_rows(&statements::REVISIONS, &[manuscript.into(), limit.into()], read).await
    }

    /// False when it is no longer in the state that it is to leave.
    pub async fn change_manuscript(&self, id: ManuscriptId, change: &Change, now: Time) -> Result<bool> {
        let change = change.clone();
        self.write(Durability::Full, move |tx| Box::pin(async move { change_state(tx, id, &change, now).await })).await
    }

    /// Who signs it and what it is about are kept for the pages of authors and tags.
    pub async fn publish_manuscript(&self, id: ManuscriptId, to: &Publication) -> Result<()> {
        let to = to.clone();
        self.write(Durability::Full, move |tx| {
            Box::pin(async move {
                let params = [
                    id.into(),
                    to.live.into(),
                    to.item.into(),
                    to.published.into(),
                    to.corrected.into(),
                    (&to.slug).into(),
                    (&to.section).into(),
                ];
                tx.run(&statements::SET_MANUSCRIPT_PUBLISHED, &params).await?;
                tx.run(&statements::FORGET_MANUSCRIPT_AUTHORS, &[id.into()]).await?;
                tx.run(&statements::FORGET_MANUSCRIPT_TAGS, &[id.into()]).await?;
                let authors =
                    (0i64..).zip(&to.authors).map(|(place, author)| vec![id.into(), (*author).into(), place.into()]);
                tx.run_each(&statements::ADD_MANUSCRIPT_AUTHOR, authors).await?;
                let tags = to.tags.iter().map(|(slug, name)| vec![id.into(), slug.into(), name.into()]);
                tx.run_each(&statements::ADD_MANUSCRIPT_TAG, tags).await?;
                Ok(())
            })
        })
        .await
    }

    pub async fn set_running(&self, id: ManuscriptId, running: bool) -> Result<()> {
        self.run(Durability::Full, &statements::SET_MANUSCRIPT_RUNNING, vec![id.into(), running.into()])
            .await
            .map(|_| ())
    }

    /// With all of its revisions; never what readers saw once. False then, and where it is not there.
    pub async fn remove_manuscript(&self, id: ManuscriptId) -> Result<bool> {
        Ok(self.run(Durability::Full, &statements::REMOVE_MANUSCRIPT, vec![id.into()]).await? > 0)
    }
}

async fn revise_over(tx: &mut Tx, there: &ManuscriptRow, new: &NewRevision, now: Time) -> Result<RevisionId> {
    let draft = match there.draft {
        Some(id) => tx.row(&statements::REVISION, &[there.id.into(), id.into()], read_revision).await?,
        None => None,
    };
    let goes_on = |draft: &RevisionRow| {
        (draft.kind, new.kind) == (RevisionKind::Auto, RevisionKind::Auto) && draft.editor == new.editor
    };
    let Some(draft) = draft.filter(goes_on) else { return revise(tx, there.id, new, now).await };
    tx.run(&statements::REPLACE_REVISION, &[draft.id.into(), now.into(), (&new.content).into()]).await?;
    set_draft(tx, there.id, draft.id, new, now).await?;
    Ok(draft.id)
}

async fn revise(tx: &mut Tx, id: ManuscriptId, new: &NewRevision, now: Time) -> Result<RevisionId> {
    let revision = add_revision(tx, id, new, now).await?;
    set_draft(tx, id, revision, new, now).await?;
    Ok(revision)
}

async fn add_revision(tx: &mut Tx, id: ManuscriptId, new: &NewRevision, now: Time) -> Result<RevisionId> {
    let params = [
        id.into(),
        now.into(),
        new.editor.into(),
        (&new.editor_name).into(),
        new.kind.word().into(),
        (&new.content).into(),
    ];
    let added = tx.row(&statements::ADD_REVISION, &params, |row| row.int(0).map(RevisionId)).await?;
    added.ok_or_else(|| Error::NotThere("A revision that was just kept".to_owned()))
}

async fn set_draft(tx: &mut Tx, id: ManuscriptId, draft: RevisionId, new: &NewRevision, now: Time) -> Result<()> {
    let params: [Value; 8] = [
        id.into(),
        draft.into(),
        (&new.headline).into(),
        (&new.slug).into(),
        (&new.section).into(),
        new.language.tag().into(),
        now.into(),
        (&new.editor_name).into(),
    ];
    tx.run(&statements::SET_MANUSCRIPT_DRAFT, &params).await.map(|_| ())
}

fn read_revision(row: &Row) -> Result<RevisionRow> {
    Ok(RevisionRow {
        id: RevisionId(row.int(0)?),
        at: Time(row.int(2)?),
        editor: row.maybe_int(3)?.map(ReaderId),
        editor_name: row.text(4)?,
        kind: RevisionKind::from_word(row.str(5)?).unwrap_or(RevisionKind::Saved),
        content: row.text(6)?,
    })
}

/// Twenty-one columns from the first.
pub(super) fn read_manuscript(row: &Row) -> Result<ManuscriptRow> {
    Ok(ManuscriptRow {
        id: ManuscriptId(row.int(0)?),
        state: ManuscriptState::from_word(row.str(1)?).unwrap_or(ManuscriptState::Draft),
        headline: row.text(2)?,
        slug: row.text(3)?,
        section: row.text(4)?,
        language: Language::from_tag(row.str(5)?),
        made: Time(row.int(6)?),
        made_by: row.maybe_int(7)?.map(ReaderId),
        changed: Time(row.int(8)?),
        changed_by: row.text(9)?,
        embargo: row.maybe_int(10)?.map(Time),
        scheduled: row.maybe_int(11)?.map(Time),
        published: row.maybe_int(12)?.map(Time),
        corrected: row.maybe_int(13)?.map(Time),
        withdrawn: row.maybe_int(14)?.map(Time),
        reason: row.text(15)?,
        running: row.is_true(16)?,
        item: row.maybe_int(17)?.map(ItemId),
        draft: row.maybe_int(18)?.map(RevisionId),
        live: row.maybe_int(19)?.map(RevisionId),
        origin: row.maybe_text(20)?,
    })
}

/// False when it is no longer in the state that it is to leave.
pub(crate) async fn change_state(tx: &mut Tx, id: ManuscriptId, change: &Change, now: Time) -> Result<bool> {
    let params = [
        id.into(),
        change.to.word().into(),
        change.embargo.into(),
        change.scheduled.into(),
        (&change.reason).into(),
        change.withdrawn.into(),
        now.into(),
        (&change.editor_name).into(),
        change.from.word().into(),
    ];
    let changed = tx.run(&statements::SET_MANUSCRIPT_STATE, &params).await? > 0;
    if changed {
        crate::queue::enqueue(tx, &change.jobs, now).await?;
    }
    Ok(changed)
}
