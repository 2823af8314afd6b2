//! Comments by pages, one's own, and the way out of mails.

use super::frame::frame;
use crate::{
    parts::{comment_text, comments, notice, refusal, stamp, standing},
    view::{CommentsPage, MyComment, Place, Typing, UnsubscribeView, Visit},
    words::CommentWords,
};
use maud::{Markup, html};
use model::{CommentState, RemovalReason};

pub fn comments_page(visit: &Visit, shown: &CommentsPage) -> Markup {
    let words = CommentWords::of(visit.tongue);
    let content = html! {
        header.page-head {
            h1 { (words.all_comments) }
            p.headline dir="auto" { a href={ "/article/" (shown.comments.item) } { (shown.headline) } }
        }
        (comments(visit, &shown.comments))
        p { a href={ "/article/" (shown.comments.item) } { (words.to_article) } }
    };
    frame(visit, Place::Elsewhere, &format!("{} · {}", words.all_comments, shown.headline), content)
}

pub fn my_comment(visit: &Visit, shown: &MyComment) -> Markup {
    let words = CommentWords::of(visit.tongue);
    let row = &shown.comment;
    let withdrawn = row.reason == Some(RemovalReason::Withdrawn);
    let content = html! {
        header.page-head {
            h1 { (words.yours) }
            p.headline dir="auto" { a href={ "/article/" (shown.item) } { (shown.headline) } }
        }
        div.comments {
            article.comment id={ "comment-" (row.id) } {
                p.meta { bdi { (row.name) } " " span.dot { (stamp(visit, row.at)) } }
                (comment_text(&row.text))
                (standing(visit, row))
                @if !row.note.is_empty() { p.hint dir="auto" { ((words.edited_by_moderators)(&row.note)) } }
                @if let Some(place) = &shown.place { p { a href=(place) { (words.all_comments) } } }
            }
            @if shown.may_edit { (edit(visit, shown)) }
            @if !withdrawn { (appeal(visit, shown)) }
            @if !withdrawn {
                section {
                    h2 { (words.withdraw) }
                    p.hint { (words.withdraw_says) }
                    form method="post" action={ "/comment/" (row.id) } { button.quiet name="do" value="withdraw" { (words.withdraw) } }
                }
            }
        }
    };
    frame(visit, Place::Elsewhere, words.yours, content)
}

fn edit(visit: &Visit, shown: &MyComment) -> Markup {
    let words = CommentWords::of(visit.tongue);
    let (typed, fault) = typed(shown, Typing::Edit).unwrap_or((&shown.comment.text, None));
    html! {
        section {
            h2 { (words.edit) }
            p.hint { (words.edit_says) }
            @if let Some(fault) = fault { (refusal(fault)) }
            form.comment-form method="post" action={ "/comment/" (shown.comment.id) } {
                div.comment-field {
                    label for="comment" { (words.comment) }
                    textarea #comment name="comment" rows="7" dir="auto" required { (typed) }
                }
                p { button.button name="do" value="edit" { (words.save) } }
            }
        }
    }
}

fn appeal(visit: &Visit, shown: &MyComment) -> Markup {
    let words = CommentWords::of(visit.tongue);
    let row = &shown.comment;
    if row.appealed.is_some() {
        return html! {
            section {
                h2 { (words.appeal) }
                (comment_text(&row.appeal))
                @if row.answered.is_some() { p.hint { (words.answered) } (comment_text(&row.answer)) }
                @else { (notice(false, words.appealed)) }
            }
        };
    }
    if !matches!(row.state, CommentState::Removed | CommentState::Spam) {
        return html! {};
    }
    let (typed, fault) = typed(shown, Typing::Appeal).unwrap_or(("", None));
    html! {
        section {
            h2 { (words.appeal) }
            p.hint { (words.appeal_says) }
            @if let Some(fault) = fault { (refusal(fault)) }
            form.comment-form method="post" action={ "/comment/" (row.id) } {
                div.comment-field {
                    label for="appeal" { (words.appeal_text) }
                    textarea #appeal name="appeal" rows="5" dir="auto" maxlength="2000" required { (typed) }
                }
                p { button.button name="do" value="appeal" { (words.send_appeal) } }
            }
        }
    }
}

fn typed(shown: &MyComment, wanted: Typing) -> Option<(&str, Option<&str>)> {
    let (what, typed, sentence) = shown.refused.as_ref()?;
    (*what == wanted).then_some((typed.as_str(), Some(sentence.as_str())))
}

pub fn unsubscribe(visit: &Visit, shown: &UnsubscribeView) -> Markup {
    let words = CommentWords::of(visit.tongue);
    let content = html! {
        header.page-head { h1 { (words.unsubscribe) } }
        @if shown.done {
            (notice(false, words.unsubscribed))
        } @else {
            p { (words.unsubscribe_says) }
            form method="post" action=(shown.path) { button.button { (words.unsubscribe) } }
        }
    };
    frame(visit, Place::Elsewhere, words.unsubscribe, content)
}
