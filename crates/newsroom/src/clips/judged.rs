//! Clips that readers reported: looked at, left or withheld with a reason, and looked at again where the owner appeals.

use model::{Clip, ClipId, DAY, ManuscriptState, RemovalReason, ReportReason, Time};
use store::{Change, ClipDecision, ClipDecisionKind, ManuscriptRow};

use super::ClipLine;
use crate::{Act, Editor, Error, Newsroom, Refusal, Terms, reasons::of_clip};

const ON_A_PAGE: u32 = 50;
const LONGEST: usize = 2_000;
/// So long an owner may appeal (Regulation (EU) 2022/2065, 20 (1): at least six months).
const APPEAL_DAYS: i64 = 183;

/// A clip that waits for a moderator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JudgedClip {
    pub line: ClipLine,
    /// Since the last decision.
    pub reports: Vec<(ReportReason, u32)>,
    /// The decision against which its owner appealed.
    pub appealed: Option<ClipDecision>,
}

/// What a moderator decides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClipVerdict {
    Leave,
    Withhold(RemovalReason, String),
    /// The appeal changes nothing; the answer says why.
    Uphold(String),
    Restore(String),
}

impl Newsroom {
    /// Appeals first, then what was reported.
    pub async fn clips_to_judge(&self, editor: &Editor) -> Result<Vec<JudgedClip>, Error> {
        editor.needs(Act::Moderate)?;
        let mut ids = self.store().appealed_clips(ON_A_PAGE).await?;
        for id in self.store().reported_clips(ON_A_PAGE).await? {
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        let mut judged = Vec::new();
        for id in ids {
            let Some(clip) = self.store().clip(id).await? else { continue };
            let Some(row) = self.store().manuscript(clip.manuscript).await? else { continue };
            let decisions = self.store().clip_decisions(id).await?;
            judged.push(JudgedClip {
                reports: self.store().clip_report_reasons(id).await?,
                appealed: decisions.into_iter().find(waits),
                line: ClipLine { clip, row },
            });
        }
        Ok(judged)
    }

    pub async fn judge_clip(&self, editor: &Editor, id: ClipId, verdict: ClipVerdict, now: Time) -> Result<(), Error> {
        editor.needs(Act::Moderate)?;
        let clip = self.store().clip(id).await?.ok_or(Refusal::NotThere)?;
        let row = self.store().manuscript(clip.manuscript).await?.ok_or(Refusal::NotThere)?;
        let item = row.item.ok_or(Refusal::Moved)?;
        let appealed = self.store().clip_decisions(id).await?.into_iter().find(waits);
        let new = |kind, reason, words: &str| ClipDecision {
            id: 0,
            clip: id,
            at: now,
            kind,
            reason,
            words: words.trim().to_owned(),
            appeal: None,
            appealed: None,
            answered: None,
        };
        let decision = match &verdict {
            ClipVerdict::Leave => new(ClipDecisionKind::Left, None, ""),
            ClipVerdict::Withhold(reason, words) if row.state == ManuscriptState::Published => {
                new(ClipDecisionKind::Withheld, Some(*reason), words)
            }
            ClipVerdict::Uphold(words) if appealed.is_some() => {
                new(ClipDecisionKind::Upheld, appealed.as_ref().and_then(|of| of.reason), words)
            }
            ClipVerdict::Restore(words) if appealed.is_some() => {
                new(ClipDecisionKind::Restored, appealed.as_ref().and_then(|of| of.reason), words)
            }
            _ => return Err(Refusal::Moved.into()),
        };
        if decision.words.chars().count() > LONGEST {
            return Err(Refusal::TooLong("reason", LONGEST).into());
        }
        if decision.kind != ClipDecisionKind::Left && decision.words.is_empty() {
            return Err(Refusal::NoReason.into());
        }
        let edition = self.store().edition().name.as_str();
        let jobs = of_clip(edition, item, &decision, appealed.as_ref().map(|of| of.at)).into_iter().collect();
        match decision.kind {
            ClipDecisionKind::Withheld => {
                let change = Change {
                    from: ManuscriptState::Published,
                    to: ManuscriptState::Withdrawn,
                    embargo: None,
                    scheduled: None,
                    reason: decision.words.clone(),
                    withdrawn: Some(now),
                    editor_name: editor.name.clone(),
                    jobs: Vec::new(),
                };
                if !self.store().decide_clip(&decision, editor.reader, None, Some((row.id, change)), jobs).await? {
                    return Err(Refusal::Moved.into());
                }
                self.store().remove_pin(item).await?;
                self.store().forget_item(item).await?;
                self.changed();
            }
            ClipDecisionKind::Restored => {
                // What cannot be put out is not restored.
                let live = ManuscriptRow { draft: row.live, ..row };
                self.put_out(editor, &live, &Terms::default(), now).await?;
                self.store().decide_clip(&decision, editor.reader, appealed.map(|of| of.id), None, jobs).await?;
            }
            ClipDecisionKind::Upheld => {
                self.store().decide_clip(&decision, editor.reader, appealed.map(|of| of.id), None, jobs).await?;
            }
            ClipDecisionKind::Left => {
                self.store().decide_clip(&decision, editor.reader, None, None, jobs).await?;
            }
        }
        Ok(())
    }

    /// What was decided about a clip of hers, oldest first.
    pub async fn clip_verdicts(&self, editor: &Editor, id: ClipId) -> Result<Vec<ClipDecision>, Error> {
        self.own_clip(editor, id).await?;
        let decisions = self.store().clip_decisions(id).await?;
        Ok(decisions.into_iter().filter(|decision| decision.kind != ClipDecisionKind::Left).collect())
    }

    /// Once for each decision, within half a year.
    pub async fn appeal_clip(&self, editor: &Editor, id: ClipId, words: &str, now: Time) -> Result<(), Error> {
        let words = words.trim();
        if words.is_empty() {
            return Err(Refusal::NoReason.into());
        }
        if words.chars().count() > LONGEST {
            return Err(Refusal::TooLong("appeal", LONGEST).into());
        }
        let last = self.clip_verdicts(editor, id).await?.pop();
        let last = last.filter(|last| last.kind == ClipDecisionKind::Withheld && now < last.at.plus(APPEAL_DAYS * DAY));
        let last = last.ok_or(Refusal::Moved)?;
        if self.store().appeal_clip(last.id, words, now).await? { Ok(()) } else { Err(Refusal::Moved.into()) }
    }

    /// What moderators took down does not come back as a copy.
    pub(crate) async fn unlike_withheld(&self, clip: &Clip, row: &ManuscriptRow) -> Result<(), Error> {
        // What readers see moderators see, too.
        if row.state == ManuscriptState::Published {
            return Ok(());
        }
        let same = self.store().clips_alike(clip.id).await?;
        for other in clip.alike.into_iter().chain(same) {
            let Some(other) = self.store().clip(other).await? else { continue };
            if self.is_withheld(other.manuscript).await? {
                return Err(Refusal::LikeWithheld(other.id).into());
            }
        }
        Ok(())
    }

    /// Did moderators take it down, and have they not brought it back?
    pub(crate) async fn is_withheld(&self, id: model::ManuscriptId) -> Result<bool, Error> {
        let Some(clip) = self.store().clip_of_manuscript(id).await? else { return Ok(false) };
        let decisions = self.store().clip_decisions(clip.id).await?;
        let last = decisions.iter().rev().find(|decision| decision.kind != ClipDecisionKind::Left);
        Ok(last.is_some_and(|last| last.kind.withholds()))
    }
}

fn waits(decision: &ClipDecision) -> bool {
    decision.appealed.is_some() && decision.answered.is_none()
}
