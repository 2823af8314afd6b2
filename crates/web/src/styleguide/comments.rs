//! Comments that nobody wrote.

use super::samples::NOW;
use crate::view::*;
use model::{CommentId, CommentState, ItemId, MINUTE, ManuscriptId, ReaderId, RemovalReason, Role};
use newsroom::Editor;
use newsroom::comments::{Doubt, Fault, Shown, Tab, Thread, Unsaid};
use store::{CommentRow, Waiting};

fn row(id: i64, name: &str, text: &str) -> CommentRow {
    CommentRow {
        id: CommentId(id),
        manuscript: ManuscriptId(1),
        parent: None,
        thread: CommentId(1),
        reader: None,
        staff: false,
        name: name.into(),
        website: String::new(),
        text: text.into(),
        at: NOW.plus(-MINUTE * (90 - id)),
        edited: None,
        state: CommentState::Shown,
        doubts: String::new(),
        earlier: None,
        note: String::new(),
        reason: None,
        words: String::new(),
        moderator: String::new(),
        decided: None,
        appeal: String::new(),
        appealed: None,
        answer: String::new(),
        answered: None,
        learned: None,
    }
}

fn shown(comment: CommentRow, depth: u8, answers: Option<(i64, &str)>) -> Shown {
    Shown { comment, depth, answers: answers.map(|(id, name)| (CommentId(id), name.to_owned())) }
}

pub fn page() -> CommentsPage {
    let site = CommentRow {
        website: "https://ines.example/".into(),
        ..row(1, "Ines", "Nine years for four gates.\n\nThe plan is at https://harbour.example/plan.")
    };
    let staff = CommentRow { staff: true, ..row(2, "Jo Berger", "The second delay is in the report, page 14.") };
    let edited = CommentRow {
        note: "A telephone number was taken out.".into(),
        ..row(5, "يوسف", "متى تفتح البوابات؟")
    };
    let gone = CommentRow { state: CommentState::Removed, reason: Some(RemovalReason::Insult), ..row(3, "", "") };
    let held = CommentRow { state: CommentState::Held, ..row(8, "Gwen", "Who pays for the fifth gate?") };
    let comments = vec![
        shown(site, 0, None),
        shown(staff, 1, None),
        shown(gone, 2, None),
        shown(row(4, "Ulla", "That is not what they said in May."), 3, None),
        shown(edited, 3, Some((4, "Ulla"))),
    ];
    let second = vec![shown(row(6, "Karl", "I walk there every day, and it is beautiful."), 0, None)];
    let typed =
        CommentTyped { text: "Who pays?".into(), name: "Gwen".into(), mail: "gwen".into(), ..CommentTyped::default() };
    let form = CommentForm {
        account: None,
        mails: true,
        stamp: String::new(),
        answering: None,
        typed,
        unsaid: Some(Unsaid::Faults(vec![Fault::BadMail])),
    };
    let comments = CommentsView {
        item: ItemId(100),
        count: 5,
        threads: vec![Thread { comments, more: Some(CommentId(5)) }, Thread { comments: second, more: None }],
        next: Some("/styleguide/comments".into()),
        hers: vec![HersView { comment: held, may_edit: true }],
        form: Some(form),
    };
    CommentsPage { headline: "The harbour gates are closed for the first time".into(), comments }
}

pub fn queue() -> QueueView {
    let doubts = [Doubt::Guest, Doubt::Links(4), Doubt::Filter(93, vec!["casino".into(), "bonus now".into()])];
    let spam = CommentRow {
        state: CommentState::Held,
        doubts: Doubt::codes(&doubts),
        ..row(
            9,
            "Best offers",
            "Casino bonus now at https://a.example https://b.example https://c.example https://d.example",
        )
    };
    let guest = CommentRow {
        state: CommentState::Held,
        doubts: Doubt::codes(&[Doubt::Guest]),
        ..row(8, "Gwen", "Who pays for the fifth gate?")
    };
    let line = |comment| QueueRow {
        comment,
        item: Some(ItemId(100)),
        headline: "The harbour gates are closed for the first time".into(),
        answers: None,
        decisions: Vec::new(),
    };
    QueueView {
        editor: Editor { reader: ReaderId(1), name: "Ines Holm".into(), role: Role::Moderator },
        tab: Tab::Held,
        waiting: Waiting { held: 2, appeals: 1, spam: 1_000 },
        rows: vec![line(guest), line(spam)],
        next: None,
        done: None,
        refused: None,
    }
}
