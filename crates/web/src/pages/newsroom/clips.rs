//! Clips that wait for a moderator.

use super::{room, state_is, told};
use crate::{
    pages::studio::player,
    parts::stamp,
    view::{ClipQueueView, JudgedView, Visit},
    words::{CommentWords, JudgeWords, watch_duration},
};
use maud::{Markup, html};
use model::{ManuscriptState, RemovalReason, ReportReason};
use newsroom::{Act, JudgedClip};
use store::{ClipDecision, ClipDecisionKind};

pub fn clip_queue(visit: &Visit, shown: &ClipQueueView) -> Markup {
    let words = JudgeWords::of(visit.tongue);
    let content = html! {
        header.page-head { h1 { (words.title) } p.hint { (words.says) } }
        (told(&shown.told))
        @if shown.clips.is_empty() { section.empty { h2 { (words.nothing) } } }
        @for clip in &shown.clips { (waiting(visit, shown, clip)) }
    };
    room(visit, Some(&shown.editor), words.title, content)
}

fn waiting(visit: &Visit, shown: &ClipQueueView, waits: &JudgedView) -> Markup {
    let (clip, row) = (&waits.judged.line.clip, &waits.judged.line.row);
    let number = format!("clip-{}", clip.id);
    // Where whoever judges may see more of it.
    let more = match row.item.filter(|_| row.state == ManuscriptState::Published) {
        _ if shown.editor.may(Act::Edit) => Some(format!("/studio/{}", clip.id)),
        Some(item) => Some(format!("/watch/{item}")),
        None => None,
    };
    html! {
        section.desk aria-labelledby=(number) {
            h2 id=(number) { @if let Some(more) = more { a href=(more) { bdi { (row.headline) } } } @else { bdi { (row.headline) } } }
            p.meta {
                span.state data-state=(row.state.word()) { (state_is(visit, row)) }
                @if let Some(channel) = &waits.channel { " " span.dot { a href={ "/channel/" (channel.slug) } { bdi { (channel.title) } } } }
                " " span.dot { (watch_duration(clip.duration_ms)) }
            }
            div.two.judging {
                div { @if let Some(seen) = &waits.seen { (player(seen, waits.poster.as_ref(), &waits.content)) } }
                div { (why(visit, &waits.judged)) (forms(visit, &waits.judged)) }
            }
        }
    }
}

fn why(visit: &Visit, judged: &JudgedClip) -> Markup {
    let reason = |reason: ReportReason| {
        let place = ReportReason::ALL.iter().position(|known| *known == reason).unwrap_or_default();
        visit.words().report_reasons.get(place).copied().unwrap_or_default()
    };
    html! {
        @if !judged.reports.is_empty() {
            h3 { (JudgeWords::of(visit.tongue).reported) }
            ul { @for (why, count) in &judged.reports { li { (reason(*why)) ": " (count) } } }
        }
        @if let Some(appealed) = &judged.appealed { (statement(visit, appealed)) }
    }
}

/// What was decided, on what ground, and what its owner says to that.
pub fn statement(visit: &Visit, decision: &ClipDecision) -> Markup {
    let words = JudgeWords::of(visit.tongue);
    html! {
        div.notice.statement {
            h3 { ((words.kind)(decision.kind)) }
            p.meta { (stamp(visit, decision.at)) }
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
                    option value="" { (words.choose) }
                    @for reason in RemovalReason::CHOICES { option value=(reason.word()) { ((CommentWords::of(visit.tongue).reason_is)(reason)) } }
                } }
                (field(words.to_owner))
                p.hint { (words.to_owner_says) }
                p { button.button name="do" value="withhold" { (words.withhold) } }
            }
        }
    }
}
