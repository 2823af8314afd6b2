//! What was said elsewhere comes along with its article; and all that was said here, for whoever moves out.

use std::collections::{HashMap, HashSet};

use model::{CommentId, CommentState, ManuscriptId, Time};

use super::{CommentRow, SealedAddress, Standing, note_state, read_comment};
use crate::{Error, Result, Store, statements, tx::Tx, value::Value};

/// A comment as it was elsewhere. Nobody here can say that it is hers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MovingComment {
    /// What it is called among those of its article.
    pub key: String,
    /// What it answers; where that is not among them, it begins a thread.
    pub parent: String,
    pub name: String,
    pub website: String,
    pub text: String,
    /// Of the text as it is compared.
    pub fingerprint: i64,
    pub at: Time,
    pub state: CommentState,
    /// Kept apart, and never written to.
    pub address: Option<SealedAddress>,
}

impl Store {
    /// Whatever became of them, in the order in which they came, on after this one.
    pub async fn comments_below(&self, of: ManuscriptId, after: CommentId, limit: u32) -> Result<Vec<CommentRow>> {
        self.many_rows(&statements::COMMENTS_BELOW, &[of.into(), after.into(), limit.into()], read_comment).await
    }
}

pub(crate) async fn move_in(tx: &mut Tx, below: ManuscriptId, all: &[MovingComment], now: Time) -> Result<()> {
    let mut there: HashMap<&str, (CommentId, CommentId)> = HashMap::new();
    for comment in in_order(all) {
        let parent =
            Some(comment.parent.as_str()).filter(|key| !key.is_empty()).and_then(|key| there.get(key)).copied();
        let params = [
            below.into(),
            parent.map(|(id, _)| id).into(),
            parent.map_or(0, |(_, thread)| thread.0).into(),
            Value::Null,
            Value::Null,
            false.into(),
            (&comment.name).into(),
            (&comment.website).into(),
            (&comment.text).into(),
            comment.fingerprint.into(),
            comment.at.into(),
            comment.state.word().into(),
            "".into(),
        ];
        let id = tx.row(&statements::ADD_COMMENT, &params, |row| row.int(0).map(CommentId)).await?;
        let id = id.ok_or_else(|| Error::NotThere("A comment that was just kept".to_owned()))?;
        if parent.is_none() {
            tx.run(&statements::BEGIN_THREAD, &[id.into()]).await?;
        }
        if let Some(SealedAddress { mark, sealed }) = &comment.address {
            let params = [id.into(), mark.into(), sealed.into(), false.into(), "".into()];
            tx.run(&statements::ADD_COMMENT_ADDRESS, &params).await?;
        }
        let thread = parent.map_or(id, |(_, thread)| thread);
        let standing = Standing { id, manuscript: below, thread, parent: parent.map(|(id, _)| id) };
        note_state(tx, standing, None, comment.state, None, now).await?;
        there.insert(&comment.key, (id, thread));
    }
    Ok(())
}

/// What is answered comes before its answer, and otherwise the first comes first. A circle of answers is broken.
fn in_order(all: &[MovingComment]) -> Vec<&MovingComment> {
    let keys: HashSet<&str> = all.iter().map(|comment| comment.key.as_str()).collect();
    let mut ordered = Vec::with_capacity(all.len());
    let mut there: HashSet<&str> = HashSet::new();
    let mut waiting: HashMap<&str, Vec<&MovingComment>> = HashMap::new();
    let mut ready: Vec<&MovingComment> = Vec::new();
    for comment in all {
        let parent = comment.parent.as_str();
        if parent != comment.key && keys.contains(parent) && !there.contains(parent) {
            waiting.entry(parent).or_default().push(comment);
            continue;
        }
        ready.push(comment);
        while let Some(next) = ready.pop() {
            ordered.push(next);
            there.insert(&next.key);
            if let Some(answers) = waiting.remove(next.key.as_str()) {
                ready.extend(answers.into_iter().rev());
            }
        }
    }
    let mut circles: Vec<&MovingComment> = waiting.into_values().flatten().collect();
    circles.sort_by_key(|comment| (comment.at, comment.key.as_str()));
    ordered.extend(circles);
    ordered
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_come_after_what_they_answer() {
        for (all, want) in [
            ("1- 2-1 3-", "1 2 3"),
            ("2-1 3-2 1- 4-1", "1 2 3 4"),
            ("1-9 2-1", "1 2"),
            ("1-2 2-1 3-", "3 1 2"),
            ("1-1", "1"),
        ] {
            let comments: Vec<MovingComment> = all
                .split(' ')
                .filter_map(|each| each.split_once('-'))
                .map(|(key, parent)| MovingComment {
                    key: key.to_owned(),
                    parent: parent.to_owned(),
                    name: String::new(),
                    website: String::new(),
                    text: String::new(),
                    fingerprint: 0,
                    at: Time(0),
                    state: CommentState::Shown,
                    address: None,
                })
                .collect();
            let found: Vec<&str> = in_order(&comments).into_iter().map(|comment| comment.key.as_str()).collect();
            assert_eq!(found.join(" "), want, "{all}");
        }
    }
}
