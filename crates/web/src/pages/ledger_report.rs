//! A published report: its numbers as they stand in its file, and a picture of the entries by kind.

use super::{
    frame::{Head, framed},
    operator::figure,
};
use crate::{
    assets::address,
    view::{LedgerReportView, Place, ReportFigure, ReportTable, Visit},
    words::{self, LedgerWords, TransparencyWords},
};
use ledger::entry::Kind;
use maud::{Markup, html};
use plots::{Axis, Bar};

pub fn ledger_report(visit: &Visit, shown: &LedgerReportView) -> Markup {
    let says = TransparencyWords::of(visit.tongue);
    let title = (says.report)(&shown.period);
    let bars = entries_by_kind(visit, &shown.tables);
    let content = html! {
        @if !bars.is_empty() { link rel="stylesheet" href=(address("plots.css")); }
        header.page-head {
            p.kicker { a href="/transparency" { (says.title) } }
            h1 { (title) }
            p.hint { (says.report_says) }
            p {
                a href={ "/ledger/reports/" (shown.period) ".csv" } { (says.csv) }
                @if shown.has_note { " · " a href={ "/ledger/reports/" (shown.period) ".note" } { (says.note) } }
            }
        }
        @if !bars.is_empty() { div.proven { (figure(visit, &plots::bars(&bars, &Axis::named(says.size), says.size), "")) } }
        @for table in &shown.tables { (one(visit, table)) }
        @if !shown.plain.is_empty() {
            section.proven.wide tabindex="0" aria-label=(title) {
                table.answers { tbody { @for row in &shown.plain { tr { @for cell in row { td { (cell) } } } } } }
            }
        }
    };
    let head = Head { style: Some("ledger.css"), more: Markup::default() };
    framed(visit, Place::Elsewhere, &title, head, content)
}

fn entries_by_kind(visit: &Visit, tables: &[ReportTable]) -> Vec<Bar> {
    let words = LedgerWords::of(visit.tongue);
    let entries = tables.iter().find(|table| table.name == "entries");
    let groups = entries.map(|table| table.groups.as_slice()).unwrap_or_default();
    let bar = |(group, figures): &(String, Vec<ReportFigure>)| {
        let kind = Kind::from_word(group.strip_prefix("kind=")?)?;
        let count = figures.first()?.count;
        (count > 0).then(|| Bar { name: (words.kind)(kind).to_owned(), value: count as f64, between: None })
    };
    groups.iter().filter_map(bar).collect()
}

fn one(visit: &Visit, table: &ReportTable) -> Markup {
    let says = TransparencyWords::of(visit.tongue);
    html! {
        section.proven {
            h2.rule-title { ((says.table)(&table.name)) }
            table.answers.classes {
                thead { tr { th scope="col" { (says.measure) } th.number scope="col" { (says.count) } } }
                @for (group, figures) in &table.groups {
                    tbody {
                        @if !group.is_empty() { tr.class { th scope="rowgroup" colspan="2" { (group.replace('=', " ")) } } }
                        @for figure in figures {
                            tr { td { ((says.measured)(&figure.measure)) } td.number { (number(visit, figure)) } }
                        }
                    }
                }
            }
        }
    }
}

/// A share never stands without its numerator and denominator.
fn number(visit: &Visit, figure: &ReportFigure) -> String {
    let says = TransparencyWords::of(visit.tongue);
    let whole = |count| words::whole(visit.tongue, count);
    match figure.of {
        None => whole(figure.count),
        Some(0) => (says.of)(&whole(figure.count), &whole(0), None),
        Some(of) => {
            let share = figure.count as f64 / of as f64 * 100.0;
            (says.of)(&whole(figure.count), &whole(of), Some(&words::decimal(visit.tongue, share, 1)))
        }
    }
}
