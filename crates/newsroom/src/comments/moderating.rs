//! What moderators do: each decision has a name, a time and a reason, and can be taken back.

use model::{CommentId, CommentState, RemovalReason, Time};
use store::{CommentRow, Decided, DecisionKind, DecisionRow, NewDecision, Waiting};

use super::{Comments, said, speaking::LONGEST_TEXT, words::lessons};
use crate::reasons::of_comment;
use crate::{Act, Editor, Error, Refusal};

const LONGEST_NOTE: usize = 500;
const LONGEST_ANSWER: usize = 2_000;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Moderated {
    Approve,
    /// With words of her own; for `Other` there must be some.
    Remove(RemovalReason, String),
    Spam,
    /// The text as it is to be, and what is said of the change.
    Edit(String, String),
    Undo,
    /// To an appeal: it stays as it is, and why.
    Keep(String),
    /// To an appeal: it is shown again, and why.
    Restore(String),
}

/// Lists of the queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tab {
    Held,
    Appeals,
    Spam,
    Shown,
    Removed,
}

impl Tab {
    pub const ALL: [Tab; 5] = [Tab::Held, Tab::Appeals, Tab::Spam, Tab::Shown, Tab::Removed];

    pub fn word(self) -> &'static str {
        match self {
            Tab::Held => "held",
            Tab::Appeals => "appeals",
            Tab::Spam => "spam",
            Tab::Shown => "shown",
            Tab::Removed => "removed",
        }
    }

    pub fn from_word(word: &str) -> Option<Tab> {
        Tab::ALL.into_iter().find(|tab| tab.word() == word)
    }
}

impl Comments {
    /// What waits goes by age, what was decided by the newest. `from` is the last one of the page before.
    pub async fn tab(
        &self,
        editor: &Editor,
        tab: Tab,
        from: Option<CommentId>,
        limit: u32,
    ) -> Result<Vec<CommentRow>, Error> {
        editor.needs(Act::Moderate)?;
        let store = &self.0.store;
        let after = from.unwrap_or(CommentId(0));
        let before = from.unwrap_or(CommentId(i64::MAX));
        Ok(match tab {
            Tab::Held => store.comment_queue(CommentState::Held, after, limit).await?,
            Tab::Appeals => store.comment_appeals(after, limit).await?,
            Tab::Spam => store.comments_lately(CommentState::Spam, before, limit).await?,
            Tab::Shown => store.comments_lately(CommentState::Shown, before, limit).await?,
            Tab::Removed => store.comments_lately(CommentState::Removed, before, limit).await?,
        })
    }

    pub async fn waiting(&self, editor: &Editor) -> Result<Waiting, Error> {
        editor.needs(Act::Moderate)?;
        Ok(self.0.store.comments_waiting().await?)
    }

    pub async fn decisions(&self, editor: &Editor, id: CommentId) -> Result<Vec<DecisionRow>, Error> {
        editor.needs(Act::Moderate)?;
        Ok(self.0.store.decisions(id).await?)
    }

    /// `seen` is the state in which she saw it: what another moderator decided meanwhile is not overruled by accident.
    pub async fn moderate(
        &self,
        editor: &Editor,
        id: CommentId,
        seen: Option<CommentState>,
        deed: Moderated,
        now: Time,
    ) -> Result<CommentRow, Error> {
        editor.needs(Act::Moderate)?;
        let row = self.0.store.comment(id).await?.ok_or(Refusal::NotThere)?;
        let withdrawn = row.reason == Some(RemovalReason::Withdrawn);
        if withdrawn || seen.is_some_and(|seen| seen != row.state) {
            return Err(Refusal::Moved.into());
        }
        let (kind, mut to, answer, undoes) = match deed {
            Moderated::Undo => {
                let (to, undoes) = self.before_last(&row).await?;
                (DecisionKind::Undo, to, None, Some(undoes))
            }
            deed => {
                let (kind, to, answer) = decided(&row, deed)?;
                (kind, to, answer, None)
            }
        };
        let lessons = lessons(&row, to.learned);
        let decision = NewDecision {
            kind,
            moderator: Some(editor.reader),
            moderator_name: editor.name.clone(),
            to: to.clone(),
            lessons,
            undoes,
            jobs: of_comment(self.0.store.edition().name.as_str(), &row, kind, &to, now).into_iter().collect(),
        };
        match self.0.store.decide(&row, decision, answer, self.mail(), now).await? {
            Decided::Moved => Err(Refusal::Moved.into()),
            Decided::Done => {
                self.wake();
                to.moderator.clone_from(&editor.name);
                to.decided = Some(now);
                Ok(to)
            }
        }
    }

    async fn before_last(&self, row: &CommentRow) -> Result<(CommentRow, i64), Error> {
        let decisions = self.0.store.decisions(row.id).await?;
        let standing: Vec<_> = decisions.iter().filter(|decision| !decision.undone).collect();
        let Some((last, earlier)) = standing.split_last() else { return Err(Refusal::Moved.into()) };
        // An appeal is heard once; what she was answered stays.
        if matches!(last.kind, DecisionKind::Keep | DecisionKind::Restore) {
            return Err(Refusal::Moved.into());
        }
        let learned = earlier.iter().rev().find_map(|decision| match decision.kind {
            DecisionKind::Approve | DecisionKind::Restore => Some(Some(false)),
            DecisionKind::Spam => Some(Some(true)),
            DecisionKind::Remove => Some(None),
            DecisionKind::Edit | DecisionKind::Undo | DecisionKind::Keep => None,
        });
        let to = CommentRow {
            state: last.before_state,
            text: last.before_text.clone(),
            earlier: last.before_earlier.clone(),
            note: last.before_note.clone(),
            reason: last.before_reason,
            words: last.before_words.clone(),
            learned: learned.flatten(),
            ..row.clone()
        };
        Ok((to, last.id))
    }
}

fn decided(row: &CommentRow, deed: Moderated) -> Result<(DecisionKind, CommentRow, Option<String>), Refusal> {
    let shown = CommentRow {
        state: CommentState::Shown,
        reason: None,
        words: String::new(),
        learned: Some(false),
        ..row.clone()
    };
    let appealed = row.appealed.is_some() && row.answered.is_none();
    Ok(match deed {
        Moderated::Approve if row.state != CommentState::Shown => (DecisionKind::Approve, shown, None),
        Moderated::Remove(reason, words) if row.state != CommentState::Removed => {
            let words = short("reason", &words, LONGEST_NOTE)?;
            if reason == RemovalReason::Withdrawn || (reason == RemovalReason::Other && words.is_empty()) {
                return Err(Refusal::NoReason);
            }
            let state = CommentState::Removed;
            (
                DecisionKind::Remove,
                CommentRow { state, reason: Some(reason), words, learned: None, ..row.clone() },
                None,
            )
        }
        Moderated::Spam if row.state != CommentState::Spam || row.learned != Some(true) => {
            let reason = Some(RemovalReason::Advertising);
            let (state, learned) = (CommentState::Spam, Some(true));
            (DecisionKind::Spam, CommentRow { state, reason, words: String::new(), learned, ..row.clone() }, None)
        }
        Moderated::Edit(text, note) => {
            let (text, note) = (said::tidy(&text), short("note", &note, LONGEST_NOTE)?);
            if text.is_empty() || note.is_empty() {
                return Err(Refusal::NoReason);
            }
            if text.chars().count() > LONGEST_TEXT {
                return Err(Refusal::TooLong("text", LONGEST_TEXT));
            }
            let earlier = row.earlier.clone().or_else(|| Some(row.text.clone()));
            (DecisionKind::Edit, CommentRow { text, note, earlier, ..row.clone() }, None)
        }
        Moderated::Keep(answer) if appealed => {
            let answer = short("answer", &answer, LONGEST_ANSWER)?;
            if answer.is_empty() {
                return Err(Refusal::NoReason);
            }
            (DecisionKind::Keep, row.clone(), Some(answer))
        }
        Moderated::Restore(answer) if appealed => {
            (DecisionKind::Restore, shown, Some(short("answer", &answer, LONGEST_ANSWER)?))
        }
        _ => return Err(Refusal::Moved),
    })
}

fn short(what: &'static str, typed: &str, most: usize) -> Result<String, Refusal> {
    let text = said::tidy(typed);
    if text.chars().count() > most { Err(Refusal::TooLong(what, most)) } else { Ok(text) }
}
