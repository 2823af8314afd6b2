//! How editors keep out of each other's way: locks, notes to one another, and notices to readers.

use model::{ManuscriptId, NoticeKind, ReaderId, Time};

use crate::{Error, Result, Store, statements, store::Durability, value::Row};

/// Who has a manuscript open, and until when that counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Locked {
    pub editor: ReaderId,
    pub editor_name: String,
    /// The last of her browser's tabs that wrote: leaving another makes no room.
    pub tab: String,
    pub until: Time,
}

/// From one editor to the others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    pub id: i64,
    pub at: Time,
    pub editor: Option<ReaderId>,
    pub editor_name: String,
    pub text: String,
    pub done: bool,
}

/// What readers are told beside an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    pub id: i64,
    pub kind: NoticeKind,
    pub at: Time,
    pub editor_name: String,
    pub text: String,
}

impl Store {
    /// False when somebody else has it open; `force` takes it from them.
    pub async fn lock_manuscript(&self, id: ManuscriptId, lock: &Locked, force: bool, now: Time) -> Result<bool> {
        let mut params = vec![
            id.into(),
            lock.editor.into(),
            lock.editor_name.clone().into(),
            lock.tab.clone().into(),
            lock.until.into(),
        ];
        let statement = if force {
            &statements::FORCE_LOCK
        } else {
            params.push(now.into());
            &statements::TAKE_LOCK
        };
        Ok(self.run(Durability::Normal, statement, params).await? > 0)
    }

    pub async fn locked(&self, id: ManuscriptId, now: Time) -> Result<Option<Locked>> {
        self.row(&statements::LOCK, &[id.into(), now.into()], |row| {
            Ok(Locked {
                editor: ReaderId(row.int(0)?),
                editor_name: row.text(1)?,
                tab: row.text(2)?,
                until: Time(row.int(3)?),
            })
        })
        .await
    }

    pub async fn unlock_manuscript(&self, id: ManuscriptId, editor: ReaderId, tab: &str) -> Result<()> {
        let params = vec![id.into(), editor.into(), tab.to_owned().into()];
        self.run(Durability::Normal, &statements::LET_LOCK_GO, params).await.map(|_| ())
    }

    pub async fn add_note(
        &self,
        id: ManuscriptId,
        editor: ReaderId,
        editor_name: &str,
        text: &str,
        now: Time,
    ) -> Result<()> {
        let params = vec![id.into(), now.into(), editor.into(), editor_name.to_owned().into(), text.to_owned().into()];
        self.run(Durability::Full, &statements::ADD_NOTE, params).await.map(|_| ())
    }

    /// Oldest first.
    pub async fn notes(&self, id: ManuscriptId) -> Result<Vec<Note>> {
        self.many_rows(&statements::NOTES, &[id.into()], |row| {
            Ok(Note {
                id: row.int(0)?,
                at: Time(row.int(1)?),
                editor: row.maybe_int(2)?.map(ReaderId),
                editor_name: row.text(3)?,
                text: row.text(4)?,
                done: row.is_true(5)?,
            })
        })
        .await
    }

    pub async fn finish_note(&self, id: ManuscriptId, note: i64, done: bool) -> Result<()> {
        self.run(Durability::Full, &statements::FINISH_NOTE, vec![id.into(), note.into(), done.into()])
            .await
            .map(|_| ())
    }

    pub async fn add_notice(
        &self,
        id: ManuscriptId,
        kind: NoticeKind,
        editor_name: &str,
        text: &str,
        at: Time,
    ) -> Result<i64> {
        let (editor_name, text) = (editor_name.to_owned(), text.to_owned());
        let added = self
            .write(Durability::Full, move |tx| {
                Box::pin(async move {
                    let params = [id.into(), kind.word().into(), at.into(), (&editor_name).into(), (&text).into()];
                    tx.row(&statements::ADD_NOTICE, &params, |row| row.int(0)).await
                })
            })
            .await?;
        added.ok_or_else(|| Error::NotThere("A notice that was just kept".to_owned()))
    }

    /// Oldest first.
    pub async fn notices(&self, id: ManuscriptId) -> Result<Vec<Notice>> {
        let read = |row: &Row| {
            Ok(Notice {
                id: row.int(0)?,
                kind: NoticeKind::from_word(row.str(1)?).unwrap_or(NoticeKind::Correction),
                at: Time(row.int(2)?),
                editor_name: row.text(3)?,
                text: row.text(4)?,
            })
        };
        self.many_rows(&statements::NOTICES, &[id.into()], read).await
    }
}
