//! Manuscripts: begun, opened, written in by one person at a time, compared, and never lost.

use std::collections::HashSet;

use model::{Language, MINUTE, ManuscriptId, ManuscriptState, MediumId, RevisionId, RevisionKind, Time};
use store::{Locked, ManuscriptRow, NewManuscript, NewRevision, Note, RevisionLine, RevisionRow, Which};

use crate::{Act, Content, Editor, Error, Newsroom, Refusal, writing};

/// Whoever has it open is asked every few seconds; when nothing is heard for so long, somebody else may.
pub const LOCK: i64 = 2 * MINUTE;
const REVISIONS_SHOWN: u32 = 200;
const LONGEST_NOTE: usize = 4_000;

/// A manuscript with the text that is being worked on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Manuscript {
    pub row: ManuscriptRow,
    pub content: Content,
    /// Of the draft: what a save is based on.
    pub base: Option<RevisionId>,
    /// Is the draft something else than readers see?
    pub differs: bool,
}

/// What came of saving.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Saved {
    Kept(RevisionId),
    /// Somebody else saved meanwhile; both texts are kept, this one beside.
    Beside(RevisionId),
}

impl Newsroom {
    pub async fn begin(&self, editor: &Editor, content: Content, now: Time) -> Result<ManuscriptId, Error> {
        editor.needs(Act::Write)?;
        self.begin_with(editor, Content { clip: None, channel: None, ..content }, None, now).await
    }

    /// `origin` is where it came from, if it did.
    pub(crate) async fn begin_with(
        &self,
        editor: &Editor,
        content: Content,
        origin: Option<String>,
        now: Time,
    ) -> Result<ManuscriptId, Error> {
        let mut content = content.tidied();
        if content.authors.is_empty() {
            content.authors.extend(self.store().author_of(editor.reader).await?.map(|author| author.id.0));
        }
        content.check()?;
        let first = revision(editor, &content, RevisionKind::Saved);
        let made = self.store().new_manuscript(&NewManuscript { first, origin }, now).await?;
        made.map(|(id, _)| id).ok_or(Error::Refused(Refusal::Taken))
    }

    /// For whoever may write in it.
    pub async fn open_manuscript(&self, editor: &Editor, id: ManuscriptId) -> Result<Manuscript, Error> {
        let row = self.hers(editor, id).await?;
        let content = match row.draft {
            Some(draft) => self.content(draft).await?,
            None => Content::default(),
        };
        let live = match row.live.filter(|live| Some(*live) != row.draft) {
            Some(live) => Some(self.content(live).await?),
            None => None,
        };
        let differs = row.live.is_none() || live.is_some_and(|live| live != content);
        Ok(Manuscript { base: row.draft, differs, content, row })
    }

    pub(crate) async fn content(&self, revision: RevisionId) -> Result<Content, Error> {
        Ok(self.store().revision_content(revision).await?.map(|json| Content::read(&json)).unwrap_or_default())
    }

    /// Editors may write in all of them, authors in their own: what they began, and what bears their name.
    pub(crate) async fn hers(&self, editor: &Editor, id: ManuscriptId) -> Result<ManuscriptRow, Error> {
        editor.needs(Act::Film)?;
        let row = self.store().manuscript(id).await?.ok_or(Refusal::NotThere)?;
        if editor.may(Act::Edit) || row.made_by == Some(editor.reader) || self.signs(editor, &row).await? {
            return Ok(row);
        }
        // Whoever may not see it does not learn that it is there.
        Err(Refusal::NotThere.into())
    }

    async fn signs(&self, editor: &Editor, row: &ManuscriptRow) -> Result<bool, Error> {
        let (Some(author), Some(draft)) = (self.store().author_of(editor.reader).await?, row.draft) else {
            return Ok(false);
        };
        Ok(self.content(draft).await?.authors.contains(&author.id.0))
    }

    /// `base` is what she saw when she began to write. What she wrote is kept in any case, unless it is too long.
    pub async fn save(
        &self,
        editor: &Editor,
        id: ManuscriptId,
        base: Option<RevisionId>,
        content: Content,
        kind: RevisionKind,
        now: Time,
    ) -> Result<Saved, Error> {
        let row = self.hers(editor, id).await?;
        // What an editor has read and scheduled goes out as it was read.
        if row.state == ManuscriptState::Scheduled {
            self.puts_out(editor, &row).await?;
        }
        let content = self.with_clip_of(&row, content.tidied()).await?;
        content.check()?;
        self.may_show(editor, &row, &content).await?;
        if row.draft == base && self.is_as_kept(&row, &content, kind).await? {
            return Ok(base.map_or(Saved::Kept(RevisionId(0)), Saved::Kept));
        }
        let new = revision(editor, &content, kind);
        Ok(match self.store().revise(id, base, &new, now).await? {
            Ok(kept) => Saved::Kept(kept),
            Err(beside) => Saved::Beside(beside),
        })
    }

    /// Whoever does not write for the newsroom shows no picture of others: those of her clip, and what stands in it already.
    async fn may_show(&self, editor: &Editor, row: &ManuscriptRow, content: &Content) -> Result<(), Error> {
        let shown = |content: &Content| writing::media_in(&content.body).into_iter().chain(content.lead());
        if editor.may(Act::Write) || shown(content).next().is_none() {
            return Ok(());
        }
        let mut hers: HashSet<MediumId> = HashSet::new();
        if let Some(clip) = self.store().clip_of_manuscript(row.id).await? {
            hers.extend(self.store().clip_covers(clip.id).await?.into_iter().map(|(medium, _)| medium));
            hers.extend(clip.poster);
        }
        if let Some(draft) = row.draft {
            hers.extend(shown(&self.content(draft).await?));
        }
        let is_foreign = shown(content).any(|medium| !hers.contains(&medium));
        if is_foreign { Err(Refusal::ForeignPicture.into()) } else { Ok(()) }
    }

    /// Which clip it is and whose, no form says.
    async fn with_clip_of(&self, row: &ManuscriptRow, content: Content) -> Result<Content, Error> {
        let Some(draft) = row.draft else { return Ok(Content { clip: None, channel: None, ..content }) };
        let before = self.content(draft).await?;
        Ok(Content { clip: before.clip, channel: before.channel, ..content })
    }

    /// Saving what is there already leaves no trace, but for a press on Save after what was kept by itself.
    async fn is_as_kept(&self, row: &ManuscriptRow, content: &Content, kind: RevisionKind) -> Result<bool, Error> {
        let Some(draft) = row.draft else { return Ok(false) };
        let Some(kept) = self.store().revision(row.id, draft).await? else { return Ok(false) };
        let same = Content::read(&kept.content) == *content;
        Ok(same && (kind == RevisionKind::Auto || kept.kind != RevisionKind::Auto))
    }

    /// The latest first.
    pub async fn revisions(&self, editor: &Editor, id: ManuscriptId) -> Result<Vec<RevisionLine>, Error> {
        self.hers(editor, id).await?;
        Ok(self.store().revisions(id, REVISIONS_SHOWN).await?)
    }

    pub async fn revision(
        &self,
        editor: &Editor,
        id: ManuscriptId,
        revision: RevisionId,
    ) -> Result<(RevisionRow, Content), Error> {
        self.hers(editor, id).await?;
        let row = self.store().revision(id, revision).await?.ok_or(Refusal::NotThere)?;
        let content = Content::read(&row.content);
        Ok((row, content))
    }

    /// What it was becomes what it is; what stood in between stays among the revisions.
    pub async fn bring_back(
        &self,
        editor: &Editor,
        id: ManuscriptId,
        revision: RevisionId,
        now: Time,
    ) -> Result<Saved, Error> {
        let (_, content) = self.revision(editor, id, revision).await?;
        let base = self.hers(editor, id).await?.draft;
        self.save(editor, id, base, content, RevisionKind::Saved, now).await
    }

    /// Those that she may write in, the latest changed first.
    pub async fn manuscripts(
        &self,
        editor: &Editor,
        state: Option<ManuscriptState>,
        text: &str,
        before: Option<(Time, ManuscriptId)>,
        limit: u32,
    ) -> Result<Vec<ManuscriptRow>, Error> {
        editor.needs(Act::Film)?;
        let which = Which { state, made_by: self.only_hers(editor), text: text.to_owned(), before };
        Ok(self.store().manuscripts(&which, limit).await?)
    }

    pub async fn manuscript_counts(&self, editor: &Editor) -> Result<Vec<(ManuscriptState, u32)>, Error> {
        Ok(self.store().manuscript_counts(self.only_hers(editor)).await?)
    }

    fn only_hers(&self, editor: &Editor) -> Option<model::ReaderId> {
        (!editor.may(Act::Edit)).then_some(editor.reader)
    }

    /// `Err` with who has it open.
    pub async fn lock(
        &self,
        editor: &Editor,
        id: ManuscriptId,
        tab: &str,
        force: bool,
        now: Time,
    ) -> Result<Result<(), Locked>, Error> {
        self.hers(editor, id).await?;
        let tab: String = tab.chars().filter(char::is_ascii_alphanumeric).take(40).collect();
        let lock = Locked { editor: editor.reader, editor_name: editor.name.clone(), tab, until: now.plus(LOCK) };
        if self.store().lock_manuscript(id, &lock, force, now).await? {
            return Ok(Ok(()));
        }
        Ok(match self.store().locked(id, now).await? {
            Some(other) => Err(other),
            None => Ok(()),
        })
    }

    pub async fn unlock(&self, editor: &Editor, id: ManuscriptId, tab: &str) -> Result<(), Error> {
        Ok(self.store().unlock_manuscript(id, editor.reader, tab).await?)
    }

    pub async fn locked(&self, id: ManuscriptId, now: Time) -> Result<Option<Locked>, Error> {
        Ok(self.store().locked(id, now).await?)
    }

    pub async fn notes(&self, editor: &Editor, id: ManuscriptId) -> Result<Vec<Note>, Error> {
        self.hers(editor, id).await?;
        Ok(self.store().notes(id).await?)
    }

    pub async fn add_note(&self, editor: &Editor, id: ManuscriptId, text: &str, now: Time) -> Result<(), Error> {
        self.hers(editor, id).await?;
        let text = text.trim();
        if text.chars().count() > LONGEST_NOTE {
            return Err(Refusal::TooLong("note", LONGEST_NOTE).into());
        }
        if text.is_empty() {
            return Ok(());
        }
        Ok(self.store().add_note(id, editor.reader, &editor.name, text, now).await?)
    }

    pub async fn finish_note(&self, editor: &Editor, id: ManuscriptId, note: i64, done: bool) -> Result<(), Error> {
        self.hers(editor, id).await?;
        Ok(self.store().finish_note(id, note, done).await?)
    }

    /// What readers never saw.
    pub async fn throw_away(&self, editor: &Editor, id: ManuscriptId) -> Result<(), Error> {
        self.hers(editor, id).await?;
        if let Some(clip) = self.store().clip_of_manuscript(id).await? {
            return self.throw_clip_away(editor, clip.id).await;
        }
        if self.store().remove_manuscript(id).await? { Ok(()) } else { Err(Refusal::Moved.into()) }
    }
}

pub(crate) fn revision(editor: &Editor, content: &Content, kind: RevisionKind) -> NewRevision {
    NewRevision {
        headline: content.headline.clone(),
        slug: content.address_name(),
        section: content.section.clone(),
        language: Language::from_tag(&content.language),
        editor: Some(editor.reader).filter(|reader| reader.0 > 0),
        editor_name: editor.name.clone(),
        kind,
        content: content.to_json(),
    }
}
