//! What a reader has read, day by day, and how she takes some of it out.

use super::frame::frame;
use crate::{
    parts::{hers, line_with, notice},
    view::{HistoryDay, HistoryView, ItemLine, Place, Visit},
    words::{self, ReadingWords},
};
use maud::{Markup, html};
use model::Time;

pub fn history(visit: &Visit, shown: &HistoryView) -> Markup {
    let words = ReadingWords::of(visit.tongue);
    let content = html! {
        (hers(visit, "/history"))
        header.page-head {
            h1 { (words.history) }
            p.hint { (words.history_says) }
        }
        @if let Some(number) = shown.forgotten { (notice(false, (words.forgotten)(number))) }
        @if shown.days.is_empty() && !shown.later {
            section.empty { h2 { (words.nothing_read) } p { (words.nothing_read_says) } p { a href="/" { (visit.words().front) } } }
        } @else {
            (prune(visit))
            @for each in &shown.days { (day(visit, each)) }
            p.turn {
                @if shown.later { a href="/history" { (words.newest) } " " }
                @if let Some(next) = &shown.next { a href={ "/history?before=" (next) } rel="next" { (words.older) } }
                @else { (words.end_of_history) }
            }
        }
    };
    frame(visit, Place::You, words.history, content)
}

/// Whole stretches of it. The last button asks nothing back, but stands behind a lid.
fn prune(visit: &Visit) -> Markup {
    let words = ReadingWords::of(visit.tongue);
    html! {
        details.prune {
            summary { (words.prune) }
            p.hint { (words.prune_says) }
            form.choose method="post" action="/history" {
                button.quiet name="what" value="hour" { (words.last_hour) }
                button.quiet name="what" value="today" { (words.today) }
                button.quiet name="what" value="all" { (words.all_of_it) }
            }
            form.range method="post" action="/history" {
                input type="hidden" name="what" value="range";
                label { (words.from) " " input type="date" name="from" required; }
                label { (words.until) " " input type="date" name="until" required; }
                button.quiet { (words.forget_these_days) }
            }
        }
    }
}

fn day(visit: &Visit, shown: &HistoryDay) -> Markup {
    let words = ReadingWords::of(visit.tongue);
    let id = format!("day-{}", shown.from.0);
    html! {
        section.history-day aria-labelledby=(id) {
            div.rule-title {
                h2 id=(id) { (shown.title) }
                form method="post" action="/history" {
                    input type="hidden" name="what" value="day";
                    input type="hidden" name="from" value=(shown.from.0);
                    input type="hidden" name="until" value=(shown.until.0);
                    button.quiet aria-label=((words.forget_day)(&shown.title)) { (words.forget_this_day) }
                }
            }
            ul.lines.kept-lines { @for (line, at) in &shown.lines { li { (entry(visit, line, *at)) } } }
        }
    }
}

fn entry(visit: &Visit, line: &ItemLine, at: Time) -> Markup {
    let words = ReadingWords::of(visit.tongue);
    let when = words::clock(at, visit.zone);
    let forget = html! {
        form method="post" action="/history" {
            input type="hidden" name="item" value=(line.item);
            button.quiet name="what" value="item" aria-label=((words.forget_named)(&line.headline)) { (words.forget) }
        }
    };
    line_with(visit, line, html! { " " span.dot { ((words.read_at)(&when)) } }, forget)
}
