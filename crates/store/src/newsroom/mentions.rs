//! Pages elsewhere that link to what is published here.

use model::{ManuscriptId, Time};

use crate::{Result, Store, statements, store::Durability, value::Row};

/// Mentions of one article that wait for somebody to look at them.
const MOST_HELD: u32 = 100;

/// Does a mention stand under its article?
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MentionState {
    /// Nobody has decided yet.
    Held,
    Shown,
    /// Comes back by no new message.
    Removed,
}

impl MentionState {
    pub const ALL: [MentionState; 3] = [MentionState::Held, MentionState::Shown, MentionState::Removed];

    pub fn word(self) -> &'static str {
        match self {
            MentionState::Held => "held",
            MentionState::Shown => "shown",
            MentionState::Removed => "removed",
        }
    }

    pub fn from_word(word: &str) -> Option<MentionState> {
        MentionState::ALL.into_iter().find(|state| state.word() == word)
    }
}

/// All of it plain text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewMention {
    pub manuscript: ManuscriptId,
    pub source: String,
    pub target: String,
    pub title: String,
    pub author: String,
    pub excerpt: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MentionRow {
    pub id: i64,
    pub mention: NewMention,
    pub state: MentionState,
    pub first_seen: Time,
}

impl Store {
    /// A new one is held; one that says something else than what was let through is held again. Beyond so many that wait,
    /// new ones of an article are not kept.
    pub async fn keep_mention(&self, new: &NewMention, now: Time) -> Result<()> {
        let params = vec![
            new.manuscript.into(),
            new.source.clone().into(),
            new.target.clone().into(),
            new.title.clone().into(),
            new.author.clone().into(),
            new.excerpt.clone().into(),
            now.into(),
            MOST_HELD.into(),
        ];
        self.run(Durability::Full, &statements::KEEP_MENTION, params).await.map(|_| ())
    }

    /// The page is gone, or does not link here any more. What was removed stays known, so that it stays removed.
    pub async fn drop_mention(&self, manuscript: ManuscriptId, source: &str) -> Result<()> {
        let params = vec![manuscript.into(), source.to_owned().into()];
        self.run(Durability::Full, &statements::DROP_MENTION, params).await.map(|_| ())
    }

    /// False when there is none under this number.
    pub async fn decide_mention(&self, id: i64, state: MentionState) -> Result<bool> {
        Ok(self.run(Durability::Full, &statements::DECIDE_MENTION, vec![id.into(), state.word().into()]).await? > 0)
    }

    /// Under one article, the latest first.
    pub async fn mentions_shown(&self, manuscript: ManuscriptId) -> Result<Vec<MentionRow>> {
        Ok(self.rows(&statements::MENTIONS_SHOWN, &[manuscript.into()], read).await?.into_iter().flatten().collect())
    }

    /// The latest first; `before` goes on after the last of a page.
    pub async fn mentions(&self, state: MentionState, before: Option<i64>, limit: u32) -> Result<Vec<MentionRow>> {
        let params = [state.word().into(), before.unwrap_or(i64::MAX).into(), limit.into()];
        Ok(self.many_rows(&statements::MENTIONS, &params, read).await?.into_iter().flatten().collect())
    }
}

fn read(row: &Row) -> Result<Option<MentionRow>> {
    let Some(state) = MentionState::from_word(row.str(7)?) else { return Ok(None) };
    let mention = NewMention {
        manuscript: ManuscriptId(row.int(1)?),
        source: row.text(2)?,
        target: row.text(3)?,
        title: row.text(4)?,
        author: row.text(5)?,
        excerpt: row.text(6)?,
    };
    Ok(Some(MentionRow { id: row.int(0)?, mention, state, first_seen: Time(row.int(8)?) }))
}
