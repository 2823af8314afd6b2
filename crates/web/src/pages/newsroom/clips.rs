//! Clips that wait for a moderator.

use super::{room, told};
use crate::{
    pages::studio::player,
    parts::stamp,
    view::{ClipQueueView, Visit},
    words::{CommentWords, JudgeWords, NewsroomWords},
};
use maud::{Markup, html};
use model::{RemovalReason, ReportReason};
use newsroom::JudgedClip;
use store::{ClipDecision, ClipDecisionKind};

pub fn clip_queue(visit: &Visit, shown: &ClipQueueView) -> Markup {
    let words = JudgeWords::of(visit.tongue);
    let content = html! {
        header.page-head { h1 { (words.title) } p.hint { (words.says) } }
        (told(&shown.told))
        @if shown.clips.is_empty() { section.empty { h2 { (words.nothing) } } }
        @for (judged, seen, content) in &shown.clips {
            section.desk aria-labelledby={ "clip-" (judged.line.clip.id) } {
                h2 id={ "clip-" (judged.line.clip.id) } { a href={ "/studio/" (judged.line.clip.id) } { bdi { (judged.line.row.headline) } } }
                div.two {
                    div { @if let Some(seen) = seen { (player(seen, None, content)) } }
                    div { (why(visit, judged)) (forms(visit, judged)) }
                }
            }
        }
    };
    room(visit, Some(&shown.editor), words.title, content)
}

fn why(visit: &Visit, judged: &JudgedClip) -> Markup {
    let reason = |reason: ReportReason| {
        let place = ReportReason::ALL.iter().position(|known| *known == reason).unwrap_or_default();
        visit.words().report_reasons.get(place).copied().unwrap_or_default()
    };
    html! {
        @if !judged.reports.is_empty() {
            ul { @for (why, count) in &judged.reports { li { (reason(*why)) ": " b { (count) } } } }
        }
        @if let Some(appealed) = &judged.appealed {
            (statement(visit, appealed))
        }
    }
}

/// What was decided, on what ground, and what its owner says to that.
pub fn statement(visit: &Visit, decision: &ClipDecision) -> Markup {
    let words = JudgeWords::of(visit.tongue);
    html! {
        div.notice {
            p { strong { ((words.kind)(decision.kind)) } " " (stamp(visit, decision.at)) }
            @if let (ClipDecisionKind::Withheld, Some(reason)) = (decision.kind, decision.reason) {
                p { (words.because) " " ((CommentWords::of(visit.tongue).reason_is)(reason)) "." }
            }
            @if !decision.words.is_empty() { p { bdi { (decision.words) } } }
            @if let Some(appeal) = &decision.appeal { p { (words.appealed) " " q { bdi { (appeal) } } } }
        }
    }
}

fn forms(visit: &Visit, judged: &JudgedClip) -> Markup {
    let words = JudgeWords::of(visit.tongue);
    let clip = judged.line.clip.id;
    let field =
        |label: &str| html! { label.wide { (label) textarea name="words" dir="auto" rows="3" maxlength="2000" {} } };
    html! {
        form.field method="post" action="/newsroom/clips" {
            input type="hidden" name="clip" value=(clip);
            @if judged.appealed.is_some() {
                (field(words.answer))
                p.choose {
                    button.button name="do" value="uphold" { (words.uphold) }
                    button.button name="do" value="restore" { (words.restore) }
                }
            } @else {
                p { button.button name="do" value="leave" { (words.leave) } }
                label { (words.rule) select name="reason" {
                    option value="" { (NewsroomWords::of(visit.tongue).nobody) }
                    @for reason in RemovalReason::CHOICES { option value=(reason.word()) { ((CommentWords::of(visit.tongue).reason_is)(reason)) } }
                } }
                (field(words.to_owner))
                p.hint { (words.to_owner_says) }
                p { button.quiet name="do" value="withhold" { (words.withhold) } }
            }
        }
    }
}
