//! The section below an article: what was said, and the form to say more. It works without a script.

use super::{notice, notice_for, refusal, stamp};
use crate::{
    view::{CommentForm, CommentsView, HersView, Visit},
    words::CommentWords,
};
use maud::{Markup, html};
use model::{CommentState, RemovalReason};
use newsroom::comments::{Fault, Paragraph, Piece, Shown, Thread, Unsaid, paragraphs};
use store::CommentRow;

pub fn comments(visit: &Visit, shown: &CommentsView) -> Markup {
    let words = CommentWords::of(visit.tongue);
    html! {
        section.comments #comments aria-labelledby="comments-title" {
            h2 #comments-title { ((words.title)(shown.count)) }
            @if shown.threads.is_empty() && shown.count == 0 { p.hint { (words.none_yet) } }
            (list(visit, shown))
            @if let Some(next) = &shown.next { p.turn { a.button rel="next" href={ (next) "#comments" } { (words.more_comments) } } }
            (hers(visit, &shown.hers))
            @match &shown.form {
                Some(form) => (reply_form(visit, shown, form)),
                None => p.hint { (words.closed) },
            }
        }
    }
}

fn list(visit: &Visit, shown: &CommentsView) -> Markup {
    html! {
        @for thread in &shown.threads {
            div.thread { (in_thread(visit, shown, thread)) }
        }
    }
}

fn in_thread(visit: &Visit, shown: &CommentsView, thread: &Thread) -> Markup {
    let words = CommentWords::of(visit.tongue);
    html! {
        @for each in &thread.comments { (one(visit, shown, each)) }
        @if let (Some(last), Some(first)) = (thread.more, thread.comments.first()) {
            p.more-answers {
                a.quiet href={ "/article/" (shown.item) "/comments?thread=" (first.comment.id) "&after=" (last) "#comments" } { (words.more_answers) }
            }
        }
    }
}

fn one(visit: &Visit, shown: &CommentsView, each: &Shown) -> Markup {
    let words = CommentWords::of(visit.tongue);
    let row = &each.comment;
    if row.state != CommentState::Shown {
        let says = if row.reason == Some(RemovalReason::Withdrawn) { words.was_withdrawn } else { words.was_removed };
        return html! { article.comment data-depth=(each.depth) id={ "comment-" (row.id) } { p.hint { (says) } } };
    }
    html! {
        article.comment data-depth=(each.depth) id={ "comment-" (row.id) } aria-labelledby={ "by-" (row.id) } {
            header.meta {
                span id={ "by-" (row.id) } { (author(row)) }
                @if row.staff { " " span.comment-staff { (words.staff) } }
                " " a.dot href={ "#comment-" (row.id) } { (stamp(visit, row.at)) }
                @if row.edited.is_some() { " " span.dot { (words.edited) } }
                @if let Some((parent, name)) = &each.answers {
                    " " span.dot {
                        @if name.is_empty() { (words.in_reply_to_gone) }
                        @else { a href={ "#comment-" (parent) } { bdi { ((words.in_reply_to)(name)) } } }
                    }
                }
            }
            (text(&row.text))
            @if !row.note.is_empty() { p.hint dir="auto" { ((words.edited_by_moderators)(&row.note)) } }
            @if shown.form.is_some() {
                p.comment-acts {
                    a.quiet rel="nofollow" href={ "/article/" (shown.item) "/comments?thread=" (row.thread) "&reply=" (row.id) "#reply" } aria-label=((words.reply_to)(&row.name)) { (words.reply) }
                }
            }
        }
    }
}

fn author(row: &CommentRow) -> Markup {
    html! {
        b.comment-name {
            @if row.website.is_empty() { bdi { (row.name) } }
            @else { a href=(row.website) rel="nofollow ugc noopener noreferrer" { bdi { (row.name) } } }
        }
    }
}

/// What a stranger typed: never anything but text and links.
pub fn text(typed: &str) -> Markup {
    html! {
        div.comment-text { @for paragraph in &paragraphs(typed) { p dir="auto" { (pieces(paragraph)) } } }
    }
}

fn pieces(paragraph: &Paragraph) -> Markup {
    html! {
        @for piece in paragraph {
            @match piece {
                Piece::Text(text) => (text),
                Piece::Line => br;,
                Piece::Link(typed, url) => a href=(url) rel="nofollow ugc noopener noreferrer" { (typed) },
            }
        }
    }
}

fn hers(visit: &Visit, all: &[HersView]) -> Markup {
    let words = CommentWords::of(visit.tongue);
    html! {
        @if !all.is_empty() {
            section.comments-hers aria-labelledby="hers-title" {
                h3 #hers-title { (words.yours) }
                @for each in all {
                    @let row = &each.comment;
                    // What everybody sees stands at its place already, with its anchor.
                    article.comment id=[(row.state != CommentState::Shown).then(|| format!("comment-{}", row.id))] {
                        p.meta { (author(row)) " " span.dot { (stamp(visit, row.at)) } }
                        (text(&row.text))
                        (standing(visit, row))
                        p.comment-acts { a.quiet href={ "/comment/" (row.id) } { (words.see_yours) } }
                    }
                }
            }
        }
    }
}

/// What became of hers, in a sentence.
pub fn standing(visit: &Visit, row: &CommentRow) -> Markup {
    let words = CommentWords::of(visit.tongue);
    html! {
        @match row.state {
            CommentState::Held => (notice(false, words.waits)),
            CommentState::Shown => (notice(false, words.shown)),
            CommentState::Spam => (notice(true, words.set_aside)),
            CommentState::Removed => {
                (notice(true, (words.removed)(row.reason.unwrap_or(RemovalReason::Other))))
                @if !row.words.is_empty() { p.hint { (words.their_words) " " bdi { (row.words) } } }
            }
        }
    }
}

fn reply_form(visit: &Visit, shown: &CommentsView, form: &CommentForm) -> Markup {
    let words = CommentWords::of(visit.tongue);
    let title =
        form.answering.as_ref().map_or_else(|| words.leave_reply.to_owned(), |row| (words.answer_to)(&row.name));
    let note = form.account.as_ref().map_or_else(|| words.note.to_owned(), |name| (words.note_account)(name));
    html! {
        section.reply #reply aria-labelledby="reply-title" {
            h3 #reply-title { (title) }
            @if let Some(unsaid) = &form.unsaid { (refusal((words.unsaid)(unsaid))) }
            @if let Some(row) = &form.answering {
                p.hint { (words.answers_whom) }
                blockquote.comment-quoted { (text(&row.text)) }
                p { a href={ "/article/" (shown.item) "/comments?thread=" (row.thread) "#comment-" (row.id) } { (words.cancel) } }
            }
            p.hint { (note) }
            form.comment-form method="post" action={ "/article/" (shown.item) "/comments#reply" } novalidate {
                input type="hidden" name="stamp" value=(form.stamp);
                @if let Some(row) = &form.answering { input type="hidden" name="reply" value=(row.id); }
                (text_field(visit, form))
                @if form.account.is_none() {
                    (field(visit, form, &Field { name: "name", kind: "text", label: words.name, required: true, value: &form.typed.name, fills: "name", faults: &[Fault::NoName, Fault::NameTooLong(0)] }))
                    (mail_field(visit, form, true))
                    (field(visit, form, &Field { name: "website", kind: "url", label: words.website, required: false, value: &form.typed.website, fills: "url", faults: &[Fault::BadWebsite] }))
                }
                @if form.mails {
                    label.comment-wants { input type="checkbox" name="wants" value="1" checked[form.typed.wants]; span { (words.notify) } }
                    @if form.account.is_some() { (mail_field(visit, form, false)) p.hint { (words.email_says) } }
                }
                // People do not see it, and programs fill in everything.
                p.comment-trap aria-hidden="true" {
                    label { (words.trap) input name="subject" tabindex="-1" autocomplete="off"; }
                }
                p { button.button { (words.post) } }
            }
        }
    }
}

fn text_field(visit: &Visit, form: &CommentForm) -> Markup {
    let words = CommentWords::of(visit.tongue);
    let fault = fault_of(form, &[Fault::NoText, Fault::TextTooLong(0)]);
    html! {
        div.comment-field {
            label for="comment" { (words.comment) " " span aria-hidden="true" { "*" } }
            textarea #comment name="comment" rows="7" dir="auto" required aria-describedby=[Some(if fault.is_some() { "comment-says comment-fault" } else { "comment-says" })] aria-invalid=[fault.map(|_| "true")] { (form.typed.text) }
            p.hint #comment-says { (words.preview_hint) }
            @if let Some(fault) = fault { (notice_for("comment-fault", true, (words.fault)(fault))) }
        }
    }
}

fn mail_field(visit: &Visit, form: &CommentForm, required: bool) -> Markup {
    let words = CommentWords::of(visit.tongue);
    let faults = [Fault::NoMail, Fault::BadMail];
    let field_of = Field {
        name: "email",
        kind: "email",
        label: words.email,
        required,
        value: &form.typed.mail,
        fills: "email",
        faults: &faults,
    };
    field(visit, form, &field_of)
}

struct Field<'a> {
    name: &'static str,
    kind: &'static str,
    label: &'static str,
    required: bool,
    value: &'a str,
    fills: &'static str,
    faults: &'a [Fault],
}

fn field(visit: &Visit, form: &CommentForm, of: &Field) -> Markup {
    let words = CommentWords::of(visit.tongue);
    let fault = fault_of(form, of.faults);
    let says = format!("{}-fault", of.name);
    html! {
        div.comment-field {
            label for={ "comment-" (of.name) } { (of.label) @if of.required { " " span aria-hidden="true" { "*" } } }
            input id={ "comment-" (of.name) } name=(of.name) type=(of.kind) value=(of.value) autocomplete=(of.fills) dir=[(of.kind == "text").then_some("auto")] required[of.required] aria-describedby=[fault.map(|_| &says)] aria-invalid=[fault.map(|_| "true")];
            @if let Some(fault) = fault { (notice_for(&says, true, (words.fault)(fault))) }
        }
    }
}

/// What is wrong with a field; numbers in `about` do not count.
fn fault_of(form: &CommentForm, about: &[Fault]) -> Option<Fault> {
    let Some(Unsaid::Faults(faults)) = &form.unsaid else { return None };
    let same = |fault: &&Fault| about.iter().any(|each| std::mem::discriminant(each) == std::mem::discriminant(*fault));
    faults.iter().find(same).copied()
}
