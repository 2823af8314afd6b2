//! The moderators' queue: everything by forms, and by keys where scripts run.

use super::room;
use crate::{
    assets::address,
    parts::{comment_text, notice, refusal, stamp},
    view::{QueueRow, QueueView, Visit},
    words::CommentWords,
};
use maud::{Markup, html};
use model::{CommentState, RemovalReason};
use newsroom::comments::{Doubt, Tab};

const AT: &str = "/newsroom/comments";

pub fn queue(visit: &Visit, shown: &QueueView) -> Markup {
    let words = CommentWords::of(visit.tongue);
    let content = html! {
        header.page-head { h1 { (words.queue) } }
        nav.choose aria-label=(words.queue) {
            @for tab in Tab::ALL {
                a.quiet href={ (AT) "?tab=" (tab.word()) } aria-current=[(tab == shown.tab).then_some("page")] {
                    ((words.tab)(tab)) @if let Some(many) = waiting(shown, tab) { " (" (many) ")" }
                }
            }
        }
        @if let Some((row, last)) = &shown.done {
            (notice(false, (words.done)(last.kind, &last.moderator_name)))
            @if !last.undone {
                form.moderation-done method="post" action=(AT) data-undo {
                    (hidden(shown, row.id.0, row.state))
                    button.quiet name="do" value="undo" { (words.undo) }
                }
            }
        }
        @if let Some((None, sentence)) = &shown.refused { (refusal(sentence)) }
        p.hint.moderation-keys { (words.keys) }
        @if shown.rows.is_empty() { section.empty { p { (words.nothing_here) } } }
        ol.moderation {
            @for row in &shown.rows { (one(visit, shown, row)) }
        }
        @if let Some(next) = shown.next { p.turn { a.button rel="next" href={ (AT) "?tab=" (shown.tab.word()) "&from=" (next) } { (words.next_page) } } }
        script type="module" src=(address("moderate.js")) {}
    };
    room(visit, Some(&shown.editor), words.queue, content)
}

fn waiting(shown: &QueueView, tab: Tab) -> Option<String> {
    let many = match tab {
        Tab::Held => shown.waiting.held,
        Tab::Appeals => shown.waiting.appeals,
        Tab::Spam => shown.waiting.spam,
        Tab::Shown | Tab::Removed => return None,
    };
    Some(if many >= 1_000 { "999+".to_owned() } else { many.to_string() })
}

fn one(visit: &Visit, shown: &QueueView, each: &QueueRow) -> Markup {
    let words = CommentWords::of(visit.tongue);
    let row = &each.comment;
    let withdrawn = row.reason == Some(RemovalReason::Withdrawn);
    let refused = shown.refused.as_ref().filter(|(about, _)| *about == Some(row.id)).map(|(_, sentence)| sentence);
    html! {
        li.comment data-comment=(row.id) id={ "comment-" (row.id) } tabindex="-1" {
            p.meta {
                b.comment-name { bdi { (row.name) } }
                @if !row.website.is_empty() { " " span.dot { bdi { (row.website) } } }
                " " span.dot { (stamp(visit, row.at)) }
                " " span.dot { (words.on) " " @match each.item { Some(item) => a href={ "/article/" (item) } { bdi { (each.headline) } }, None => bdi { (each.headline) } } }
            }
            @if let Some(parent) = &each.answers { blockquote.comment-quoted { p.hint { ((words.in_reply_to)(&parent.name)) } (comment_text(&parent.text)) } }
            (comment_text(&row.text))
            @if let Some(earlier) = &row.earlier { details { summary { (words.earlier) } (comment_text(earlier)) } }
            @let doubts = Doubt::from_codes(&row.doubts);
            @if !doubts.is_empty() && row.decided.is_none() {
                p.hint { (words.why_held) }
                ul.hint { @for doubt in &doubts { li { bdi { ((words.doubt)(doubt)) } } } }
            }
            @if row.appealed.is_some() { p.hint { (words.appeal) } blockquote.comment-quoted { (comment_text(&row.appeal)) } }
            @for decision in &each.decisions { p.hint { ((words.done)(decision.kind, &decision.moderator_name)) " " (stamp(visit, decision.at)) @if !decision.words.is_empty() { " " bdi { (decision.words) } } } }
            @if let Some(sentence) = refused { (refusal(sentence)) }
            @if !withdrawn {
                @if row.appealed.is_some() && row.answered.is_none() { (appeal(visit, shown, each)) } @else { (acts(visit, shown, each)) }
            }
        }
    }
}

fn acts(visit: &Visit, shown: &QueueView, each: &QueueRow) -> Markup {
    let words = CommentWords::of(visit.tongue);
    let row = &each.comment;
    html! {
        div.comment-acts {
            form method="post" action=(AT) {
                (hidden(shown, row.id.0, row.state))
                @if row.state != CommentState::Shown { button.button name="do" value="approve" data-key="a" { (words.approve) } }
                @if row.state != CommentState::Spam || row.learned != Some(true) { button.quiet name="do" value="spam" data-key="s" { (words.spam) } }
                @if each.decisions.iter().any(|decision| !decision.undone) { button.quiet name="do" value="undo" data-key="u" { (words.undo) } }
            }
            @if row.state != CommentState::Removed {
                details.tell data-key="r" {
                    summary { (words.remove) }
                    form.comment-form method="post" action=(AT) {
                        (hidden(shown, row.id.0, row.state))
                        label { (words.reason)
                            select name="reason" {
                                @for reason in RemovalReason::CHOICES { option value=(reason.word()) { ((words.reason_is)(reason)) } }
                            }
                        }
                        label { (words.reason_words) input name="words" dir="auto" maxlength="500"; }
                        button.quiet name="do" value="remove" { (words.remove) }
                    }
                }
            }
            details.tell data-key="e" {
                summary { (words.edit) }
                form.comment-form method="post" action=(AT) {
                    (hidden(shown, row.id.0, row.state))
                    label { (words.comment) textarea name="text" rows="6" dir="auto" required { (row.text) } }
                    label { (words.edit_note) input name="note" dir="auto" maxlength="500" required; }
                    button.quiet name="do" value="edit" { (words.save) }
                }
            }
        }
    }
}

fn appeal(visit: &Visit, shown: &QueueView, each: &QueueRow) -> Markup {
    let words = CommentWords::of(visit.tongue);
    html! {
        form.comment-form method="post" action=(AT) {
            (hidden(shown, each.comment.id.0, each.comment.state))
            label { (words.answer) textarea name="answer" rows="3" dir="auto" maxlength="2000" {} }
            p {
                button.button name="do" value="restore" data-key="a" { (words.restore) } " "
                button.quiet name="do" value="keep" data-key="r" { (words.keep_removed) }
            }
        }
    }
}

fn hidden(shown: &QueueView, id: i64, state: CommentState) -> Markup {
    html! {
        input type="hidden" name="id" value=(id);
        input type="hidden" name="seen" value=(state.word());
        input type="hidden" name="tab" value=(shown.tab.word());
    }
}
