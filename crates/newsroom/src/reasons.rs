//! What was withheld, and on what ground, is told to everybody without saying of whom: an entry of the ledger for each
//! decision (docs/ledger.md), put down with the decision itself.

use jobs::Job;
use ledger::entry::{Action, Automated, Body, Decision, Entry, Ground, Name, Notice, Object, Where};
use model::{CommentId, ItemId, RemovalReason, Time};
use sha2::{Digest, Sha256};
use store::{ClipDecision, ClipDecisionKind, CommentRow, DecisionKind, NewJob};

/// What a withdrawn article broke: what the newsroom says of its own.
const OWN_RULES: &str = "house/withdrawn";
const EDITED: &str = "house/edited";

/// Numbers of decisions and of what they are about: the same whenever they are worked out, and nothing can be read from them.
fn number(parts: &[&str]) -> [u8; 16] {
    let mut number = [0; 16];
    number.copy_from_slice(&Sha256::digest(parts.join("\0"))[..16]);
    number
}

fn job(decision: Decision, now: Time) -> NewJob {
    let job = Job::Note { entry: Entry::untimed(&Body::from(decision)) };
    NewJob { kind: job.kind().word(), key: job.payload(), payload: job.payload(), run_at: now }
}

/// An article or a clip was withdrawn by the newsroom itself.
pub(crate) fn of_withdrawal(edition: &str, item: ItemId, is_clip: bool, now: Time) -> Option<NewJob> {
    let item = item.to_string();
    let (object, kind) = if is_clip { (Object::Clip, "clip") } else { (Object::Article, "article") };
    let decision = Decision {
        id: number(&[edition, "withdrawn", &item, &now.0.to_string()]),
        action: Action::Removed,
        object,
        item: number(&[edition, kind, &item]),
        ground: Ground::Terms,
        rule: Name::new(OWN_RULES)?,
        automated: Automated::No,
        notice: Notice::Own,
        place: Where::All,
        answers: None,
    };
    Some(job(decision, now))
}

/// A moderator decided about a clip; `against` is when the decision was made that is answered. `None` where nothing was
/// withheld and nothing came back.
pub(crate) fn of_clip(edition: &str, item: ItemId, decision: &ClipDecision, against: Option<Time>) -> Option<NewJob> {
    let (action, notice) = match decision.kind {
        ClipDecisionKind::Left => return None,
        ClipDecisionKind::Withheld => (Action::Removed, Notice::Reader),
        ClipDecisionKind::Upheld => (Action::Upheld, Notice::Reader),
        ClipDecisionKind::Restored => (Action::Restored, Notice::Reader),
    };
    let reason = decision.reason.unwrap_or(RemovalReason::Other);
    let clip = decision.clip.to_string();
    let of = |at: Time| number(&[edition, "clip-decided", &clip, &at.0.to_string()]);
    let entry = Decision {
        id: of(decision.at),
        action,
        object: Object::Clip,
        item: number(&[edition, "clip", &item.to_string()]),
        ground: if reason == RemovalReason::Unlawful { Ground::Illegal } else { Ground::Terms },
        rule: Name::new(&format!("house/{}", reason.word()))?,
        automated: Automated::No,
        notice,
        place: Where::All,
        answers: against.map(of),
    };
    Some(job(entry, decision.at))
}

/// A moderator decided about a comment. `None` where nothing was withheld and nothing came back.
pub(crate) fn of_comment(
    edition: &str,
    before: &CommentRow,
    kind: DecisionKind,
    after: &CommentRow,
    now: Time,
) -> Option<NewJob> {
    use model::CommentState::{Removed, Spam};
    let was_away = matches!(before.state, Removed | Spam);
    let is_away = matches!(after.state, Removed | Spam);
    let (action, answers) = match kind {
        DecisionKind::Keep => (Action::Upheld, true),
        DecisionKind::Restore => (Action::Restored, true),
        DecisionKind::Edit => (Action::Restricted, false),
        _ if is_away => (Action::Removed, false),
        _ if was_away => (Action::Restored, false),
        _ => return None,
    };
    let reason = after.reason.or(before.reason);
    let rule = match kind {
        DecisionKind::Edit => EDITED.to_owned(),
        _ => format!("house/{}", reason.unwrap_or(RemovalReason::Other).word()),
    };
    let ground = if reason == Some(RemovalReason::Unlawful) { Ground::Illegal } else { Ground::Terms };
    let of = |at: Time| decision_id(edition, before.id, at);
    let decision = Decision {
        id: of(now),
        action,
        object: Object::Comment,
        item: number(&[edition, "comment", &before.id.to_string()]),
        ground,
        rule: Name::new(&rule)?,
        automated: Automated::No,
        notice: if answers { Notice::Reader } else { Notice::Own },
        place: Where::All,
        // Decisions from before there was a ledger are in none.
        answers: before.decided.filter(|_| answers).map(of),
    };
    Some(job(decision, now))
}

fn decision_id(edition: &str, comment: CommentId, at: Time) -> [u8; 16] {
    number(&[edition, "decided", &comment.to_string(), &at.0.to_string()])
}
