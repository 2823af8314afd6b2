//! Clips that readers reported, what moderators decided, and what owners say to that.

use model::{ClipId, ManuscriptId, RemovalReason, ReportReason, Time};

use crate::{
    Change, NewJob, Result, Store,
    newsroom::manuscripts::change_state,
    statements,
    store::Durability,
    value::{Row, Value},
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClipDecisionKind {
    /// Reports were looked at, and the clip stays.
    Left,
    Withheld,
    /// An appeal was answered: it stays withheld.
    Upheld,
    /// An appeal was answered: it is there again.
    Restored,
}

impl ClipDecisionKind {
    const WORDS: [(ClipDecisionKind, &'static str); 4] = [
        (ClipDecisionKind::Left, "left"),
        (ClipDecisionKind::Withheld, "withheld"),
        (ClipDecisionKind::Upheld, "upheld"),
        (ClipDecisionKind::Restored, "restored"),
    ];

    /// Is a clip kept from readers since, until something else is decided?
    pub fn withholds(self) -> bool {
        matches!(self, ClipDecisionKind::Withheld | ClipDecisionKind::Upheld)
    }

    pub fn word(self) -> &'static str {
        Self::WORDS.into_iter().find(|(kind, _)| *kind == self).map_or("left", |(_, word)| word)
    }

    fn from_word(word: &str) -> Option<ClipDecisionKind> {
        Self::WORDS.into_iter().find(|(_, known)| *known == word).map(|(kind, _)| kind)
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClipDecision {
    pub id: i64,
    pub clip: ClipId,
    pub at: Time,
    pub kind: ClipDecisionKind,
    pub reason: Option<RemovalReason>,
    /// Of whoever decided, to the owner.
    pub words: String,
    pub appeal: Option<String>,
    pub appealed: Option<Time>,
    pub answered: Option<Time>,
}

impl Store {
    /// With what must follow, in one transaction; `answers` is the decision against which she appealed, `change` what becomes of
    /// its manuscript. False, and nothing is decided, where that is no longer in the state that it is to leave.
    pub async fn decide_clip(
        &self,
        new: &ClipDecision,
        moderator: model::ReaderId,
        answers: Option<i64>,
        change: Option<(ManuscriptId, Change)>,
        jobs: Vec<NewJob>,
    ) -> Result<bool> {
        let now = new.at;
        let params: Vec<Value> = vec![
            new.clip.into(),
            now.into(),
            new.kind.word().into(),
            new.reason.map_or("", RemovalReason::word).into(),
            new.words.clone().into(),
            moderator.into(),
        ];
        self.write(Durability::Full, move |tx| {
            Box::pin(async move {
                if let Some((manuscript, change)) = &change
                    && !change_state(tx, *manuscript, change, now).await?
                {
                    return Ok(false);
                }
                tx.run(&statements::ADD_CLIP_DECISION, &params).await?;
                if let Some(answers) = answers {
                    tx.run(&statements::ANSWER_CLIP_APPEAL, &[answers.into(), now.into()]).await?;
                }
                crate::queue::enqueue(tx, &jobs, now).await?;
                Ok(true)
            })
        })
        .await
    }

    /// Oldest first.
    pub async fn clip_decisions(&self, clip: ClipId) -> Result<Vec<ClipDecision>> {
        let found = self.rows(&statements::CLIP_DECISIONS, &[clip.into()], read_decision).await?;
        Ok(found.into_iter().flatten().collect())
    }

    /// False where she did so before.
    pub async fn appeal_clip(&self, decision: i64, words: &str, now: Time) -> Result<bool> {
        let params = vec![decision.into(), words.to_owned().into(), now.into()];
        Ok(self.run(Durability::Full, &statements::APPEAL_CLIP, params).await? > 0)
    }

    /// Those that wait for an answer, the longest first.
    pub async fn appealed_clips(&self, limit: u32) -> Result<Vec<ClipId>> {
        self.rows(&statements::APPEALED_CLIPS, &[limit.into()], |row| row.int(0).map(ClipId)).await
    }

    /// Published ones with reports since the last decision, the latest reported first.
    pub async fn reported_clips(&self, limit: u32) -> Result<Vec<ClipId>> {
        self.rows(&statements::REPORTED_CLIPS, &[limit.into()], |row| row.int(0).map(ClipId)).await
    }

    /// How many gave which reason since the last decision.
    pub async fn clip_report_reasons(&self, clip: ClipId) -> Result<Vec<(ReportReason, u32)>> {
        let read = |row: &Row| Ok((ReportReason::from_word(row.str(0)?), row.count(1)?));
        let found = self.rows(&statements::CLIP_REPORT_REASONS, &[clip.into()], read).await?;
        Ok(found.into_iter().filter_map(|(reason, count)| Some((reason?, count))).collect())
    }
}

/// `None` for a kind that only a newer version knows.
fn read_decision(row: &Row) -> Result<Option<ClipDecision>> {
    let Some(kind) = ClipDecisionKind::from_word(row.str(3)?) else { return Ok(None) };
    Ok(Some(ClipDecision {
        id: row.int(0)?,
        clip: ClipId(row.int(1)?),
        at: Time(row.int(2)?),
        kind,
        reason: RemovalReason::from_word(row.str(4)?),
        words: row.text(5)?,
        appeal: row.maybe_text(6)?,
        appealed: row.maybe_int(7)?.map(Time),
        answered: row.maybe_int(8)?.map(Time),
    }))
}
