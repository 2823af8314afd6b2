//! Everything that a reader follows and mutes, and lists of it.

use super::frame::frame;
use crate::{
    parts::{hers, notice, stances},
    view::{FollowedRow, FollowingView, ListReport, Place, Stance, Visit},
    words::FindWords,
};
use maud::{Markup, html};

pub fn following(visit: &Visit, shown: &FollowingView) -> Markup {
    let words = visit.words();
    let find = FindWords::of(visit.tongue);
    let is_empty = shown.sources.is_empty() && shown.topics.is_empty() && shown.words.is_empty();
    let content = html! {
        (hers(visit, "/following"))
        header.page-head {
            h1 { (find.following) }
            p.hint { (find.following_say) }
            p.hint { a href="/?order=following" { (words.following) } " · " a href="/saved-searches" { (find.saved_searches) } " · " a href="/rules" { (find.rules) } }
        }
        @if let Some(report) = &shown.report { (list_report(report)) }
        @if is_empty {
            p.hint { (find.nothing_followed) }
            p.actions { a.button href="/topics" { (words.topics) } a.button href="/sources" { (words.sources) } }
        }
        div.followed-groups {
            (group(visit, words.sources, &shown.sources))
            (group(visit, words.topics, &shown.topics))
            (group(visit, find.words, &shown.words))
        }
        section.desk aria-labelledby="word-title" {
            h2 #word-title { (find.follow_word) }
            form.field.finder-form method="post" action="/choices" {
                input type="hidden" name="kind" value="word";
                input type="hidden" name="back" value="/following";
                label.wide { (find.word) " " input name="value" dir="auto" maxlength="80" required autocomplete="off"; }
                button.button name="verb" value="follow" { (find.follow) }
                button.quiet name="verb" value="mute" { (find.mute) }
            }
        }
        (lists(visit, "/following.opml", "/following/opml", find.opml_following_says, true))
    };
    frame(visit, Place::You, find.following, content)
}

fn group(visit: &Visit, title: &str, rows: &[FollowedRow]) -> Markup {
    let find = FindWords::of(visit.tongue);
    html! {
        @if !rows.is_empty() {
            section {
                h2.rule-title { (title) }
                ul.remembered {
                    @for row in rows {
                        li {
                            div {
                                p { @if row.href.is_empty() { bdi { (row.name) } } @else { a href=(row.href) { bdi { (row.name) } } } }
                                p.meta { @match row.stance { Stance::Muted => (find.muted), _ => (find.followed) } }
                            }
                            (stances(visit, row.kind, &row.value, &row.name, row.stance))
                        }
                    }
                }
            }
        }
    }
}

/// Lists out and in. `may_take` is false for those who may only look.
pub fn lists(visit: &Visit, out: &str, into: &str, says: &str, may_take: bool) -> Markup {
    let find = FindWords::of(visit.tongue);
    html! {
        section.desk #lists aria-labelledby="lists-title" {
            h2 #lists-title { (find.lists) }
            p.actions { a.button href=(out) download { (find.opml_out) } }
            @if may_take {
                h3 { (find.opml_in) }
                p.hint { (says) }
                form.field.list-form method="post" action=(into) enctype="multipart/form-data" {
                    label { (find.opml_file) input type="file" name="file" accept=".opml,.xml,text/x-opml,application/xml,text/xml"; }
                    label { (find.opml_paste) textarea name="text" rows="4" spellcheck="false" {} }
                    button.button { (find.opml_take) }
                }
            }
        }
    }
}

/// What was taken over of a list, and what was not.
pub fn list_report(report: &ListReport) -> Markup {
    html! {
        @if !report.good.is_empty() { (notice(false, report.good.join(" "))) }
        @for (sentence, things) in &report.bad {
            div.notice.notice-bad role="status" {
                p { (sentence) }
                @if !things.is_empty() { ul.told { @for thing in things { li { (thing) } } } }
            }
        }
    }
}
