//! Comments as they are shown: threads by pages, answers nested to a depth that fits a phone.

use std::collections::HashMap;

use model::{CommentId, CommentState, ManuscriptId};
use store::{CommentRow, Owner};

use super::Comments;
use crate::Error;

const THREADS: u32 = 50;
/// Of each thread, below a list of threads.
const ANSWERS: u32 = 20;
/// Of one thread that is asked for alone.
const ANSWERS_ALONE: u32 = 200;
/// Levels below the first; what is deeper stands on the last and says what it answers.
const DEEPEST: u8 = 3;
/// Of hers, that wait or were removed.
const HERS: u32 = 20;
/// Of hers, for her download.
const EVERYTHING: u32 = 10_000;

/// One comment at its place. Where it is not shown itself, but answers to it are, its text, name and website are empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    pub comment: CommentRow,
    /// 0 for what begins a thread.
    pub depth: u8,
    /// What it answers, and whose that is, where its place does not tell.
    pub answers: Option<(CommentId, String)>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Thread {
    /// The first, then its answers in order.
    pub comments: Vec<Shown>,
    /// Answers go on behind this one.
    pub more: Option<CommentId>,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ThreadPage {
    pub threads: Vec<Thread>,
    /// Threads go on behind this one.
    pub next: Option<CommentId>,
    /// All that are shown below the article.
    pub count: u32,
}

impl Comments {
    /// Oldest first.
    pub async fn threads(&self, of: ManuscriptId, after: CommentId) -> Result<ThreadPage, Error> {
        let store = &self.0.store;
        let count = store.comment_count(of).await?;
        if count == 0 {
            return Ok(ThreadPage::default());
        }
        let mut first = store.comment_threads(of, after, THREADS + 1).await?;
        let next =
            (first.len() > THREADS as usize).then(|| first.get(THREADS as usize - 1).map(|row| row.id)).flatten();
        first.truncate(THREADS as usize);
        let ids: Vec<CommentId> = first.iter().map(|row| row.id).collect();
        let answers = store.comment_replies(&ids, CommentId(0), ANSWERS + 1).await?;
        let threads = first.into_iter().zip(answers).map(|(first, rows)| thread(first, rows, ANSWERS)).collect();
        Ok(ThreadPage { threads, next, count })
    }

    /// One thread alone, its answers from behind `after`.
    pub async fn thread(&self, of: ManuscriptId, first: CommentId, after: CommentId) -> Result<ThreadPage, Error> {
        let store = &self.0.store;
        let row = store.comment(first).await?.filter(|row| row.manuscript == of && row.parent.is_none());
        let count = store.comment_count(of).await?;
        let Some(row) = row else { return Ok(ThreadPage { count, ..ThreadPage::default() }) };
        let rows = store.comment_replies(&[first], after, ANSWERS_ALONE + 1).await?.pop().unwrap_or_default();
        let alive = row.state == CommentState::Shown || rows.iter().any(|row| row.state == CommentState::Shown);
        let threads = if alive { vec![thread(row, rows, ANSWERS_ALONE)] } else { Vec::new() };
        Ok(ThreadPage { threads, next: None, count })
    }

    /// In which page a shown comment stands: its thread, and behind which answer the page begins.
    pub async fn place(&self, row: &CommentRow) -> Result<(CommentId, CommentId), Error> {
        let begins = self.0.store.comment_replies(&[row.thread], CommentId(0), ANSWERS_ALONE).await?;
        let early = row.parent.is_none() || begins.iter().flatten().any(|other| other.id == row.id);
        Ok((row.thread, if early { CommentId(0) } else { CommentId(row.id.0 - 1) }))
    }

    /// Hers below this article that others do not see, or that she may still change; oldest first.
    pub async fn of_hers(&self, owner: Owner, of: ManuscriptId) -> Result<Vec<CommentRow>, Error> {
        let mut rows = self.0.store.comments_of_hers(owner, Some(of), HERS).await?;
        rows.reverse();
        Ok(rows)
    }

    /// All that she said, newest first.
    pub async fn everything_of(&self, owner: Owner) -> Result<Vec<CommentRow>, Error> {
        Ok(self.0.store.comments_of_hers(owner, None, EVERYTHING).await?)
    }

    pub fn may_rewrite(&self, row: &CommentRow, now: model::Time) -> bool {
        super::speaking::may_rewrite(row, now).is_ok()
    }

    /// To be answered: shown, and below this article.
    pub async fn answered(&self, id: CommentId, of: ManuscriptId) -> Result<Option<CommentRow>, Error> {
        let row = self.0.store.comment(id).await?;
        Ok(row.filter(|row| row.manuscript == of && row.state == CommentState::Shown))
    }

    pub async fn one(&self, id: CommentId) -> Result<Option<CommentRow>, Error> {
        Ok(self.0.store.comment(id).await?)
    }
}

fn thread(first: CommentRow, mut rows: Vec<CommentRow>, most: u32) -> Thread {
    let more = (rows.len() > most as usize).then(|| rows.get(most as usize - 1).map(|row| row.id)).flatten();
    rows.truncate(most as usize);
    Thread { comments: arrange(first, rows), more }
}

/// `rows` in order of their numbers: what is answered stands before its answers.
fn arrange(first: CommentRow, rows: Vec<CommentRow>) -> Vec<Shown> {
    let root = first.id;
    let name = |row: &CommentRow| if row.state == CommentState::Shown { row.name.clone() } else { String::new() };
    let names: HashMap<CommentId, String> = rows.iter().chain([&first]).map(|row| (row.id, name(row))).collect();
    let mut alive: HashMap<CommentId, bool> = HashMap::new();
    for row in rows.iter().rev() {
        let lives = row.state == CommentState::Shown || alive.get(&row.id).copied().unwrap_or(false);
        alive.insert(row.id, lives);
        if let (true, Some(parent)) = (lives, row.parent) {
            alive.insert(parent, true);
        }
    }
    let mut children: HashMap<CommentId, Vec<CommentRow>> = HashMap::new();
    for row in rows.into_iter().filter(|row| alive.get(&row.id) == Some(&true)) {
        // What it answers may stand on a page before.
        let parent = row.parent.filter(|parent| names.contains_key(parent)).unwrap_or(root);
        children.entry(parent).or_default().push(row);
    }
    let mut arranged = Vec::new();
    let mut waiting = vec![(first, 0u8, None)];
    while let Some((row, depth, answers)) = waiting.pop() {
        for child in children.remove(&row.id).unwrap_or_default().into_iter().rev() {
            let is_told = child.parent == Some(row.id) && depth < DEEPEST;
            let answers = child.parent.filter(|_| !is_told);
            let answers = answers.map(|parent| (parent, names.get(&parent).cloned().unwrap_or_default()));
            waiting.push((child, (depth + 1).min(DEEPEST), answers));
        }
        arranged.push(Shown { comment: veiled(row), depth, answers });
    }
    arranged
}

/// Of what is not shown nothing leaves but its place.
fn veiled(row: CommentRow) -> CommentRow {
    if row.state == CommentState::Shown {
        return row;
    }
    let (name, website, text) = Default::default();
    CommentRow {
        name,
        website,
        text,
        earlier: None,
        note: String::new(),
        words: String::new(),
        appeal: String::new(),
        answer: String::new(),
        doubts: String::new(),
        ..row
    }
}
