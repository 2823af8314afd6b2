//! `/transparency/{period}`: a published report, read from the file that auditors recompute (docs/reports.md).

use crate::{
    Wrong,
    arrival::Arrival,
    pages,
    reply::Page,
    view::{LedgerReportView, ReportFigure, ReportTable},
};
use axum::extract::Path;

/// Reports in the list.
const REPORTS: usize = 200;
/// Bytes and records to which one is read.
const LONGEST: u64 = 1024 * 1024;
const RECORDS: usize = 20_000;
const COLUMNS: [&str; 5] = ["table", "group", "measure", "count", "of"];

/// Periods of the reports that lie there, the newest first.
pub fn reports(folder: &std::path::Path) -> Vec<String> {
    let Ok(files) = std::fs::read_dir(folder.join("reports")) else { return Vec::new() };
    let names = files.flatten().filter_map(|file| file.file_name().into_string().ok());
    let mut periods: Vec<String> = names
        .filter_map(|name| name.strip_suffix(".csv").map(str::to_owned))
        .filter(|period| is_period(period))
        .collect();
    periods.sort_by(|a, b| b.cmp(a));
    periods.truncate(REPORTS);
    periods
}

/// `2026`, `2026-Q4` or `2026-11`.
fn is_period(text: &str) -> bool {
    let digits = |text: &str, count: usize| text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
    match text.split_once('-') {
        None => digits(text, 4),
        Some((year, rest)) => {
            digits(year, 4) && (digits(rest, 2) || rest.strip_prefix('Q').is_some_and(|quarter| digits(quarter, 1)))
        }
    }
}

pub async fn report(arrival: Arrival, Path(period): Path<String>) -> Result<Page, Wrong> {
    if !is_period(&period) {
        return Err(Wrong::NoSuchPage);
    }
    let (oversight, name) = (arrival.site.oversight.clone(), period.clone());
    let read = tokio::task::spawn_blocking(move || {
        let folder = oversight.files().folder().join("reports");
        let path = folder.join(format!("{name}.csv"));
        let short = std::fs::metadata(&path).is_ok_and(|file| file.len() <= LONGEST);
        let text = short.then(|| std::fs::read_to_string(&path).ok()).flatten()?;
        Some((text, folder.join(format!("{name}.note")).exists()))
    });
    let (text, has_note) = read.await.ok().flatten().ok_or(Wrong::NoSuchPage)?;
    let mut plain = records(&text);
    plain.truncate(RECORDS);
    let tables = tables(&plain);
    if tables.is_some() {
        plain.clear();
    }
    let view = LedgerReportView { period, has_note, tables: tables.unwrap_or_default(), plain };
    Ok(Page::new(pages::ledger_report(&arrival.visit(), &view)))
}

/// `None` where the file is not written as reports are.
fn tables(records: &[Vec<String>]) -> Option<Vec<ReportTable>> {
    let (first, rest) = records.split_first()?;
    if first != &COLUMNS {
        return None;
    }
    let mut tables: Vec<ReportTable> = Vec::new();
    for record in rest {
        let [name, group, measure, count, of] = record.as_slice() else { return None };
        let of = if of.is_empty() { None } else { Some(of.parse().ok()?) };
        let figure = ReportFigure { measure: measure.clone(), count: count.parse().ok()?, of };
        if tables.last().is_none_or(|table| table.name != *name) {
            tables.push(ReportTable { name: name.clone(), groups: Vec::new() });
        }
        let table = tables.last_mut()?;
        match table.groups.last_mut() {
            Some((last, figures)) if last == group => figures.push(figure),
            _ => table.groups.push((group.clone(), vec![figure])),
        }
    }
    Some(tables)
}

/// Of a file of comma-separated values (RFC 4180).
fn records(text: &str) -> Vec<Vec<String>> {
    let (mut records, mut record, mut cell) = (Vec::new(), Vec::new(), String::new());
    let mut quoted = false;
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => {
                letters.next();
                cell.push('"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => record.push(std::mem::take(&mut cell)),
            '\r' if !quoted => {}
            '\n' if !quoted => {
                record.push(std::mem::take(&mut cell));
                records.push(std::mem::take(&mut record));
            }
            letter => cell.push(letter),
        }
    }
    if !cell.is_empty() || !record.is_empty() {
        record.push(cell);
        records.push(record);
    }
    records
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_is_named_by_its_period_alone() {
        for (text, want) in [
            ("2026", true),
            ("2026-Q4", true),
            ("2026-11", true),
            ("2026-1", false),
            ("2026-Q10", false),
            ("..", false),
            ("../vkey", false),
            ("2026-11.csv", false),
            ("", false),
        ] {
            assert_eq!(is_period(text), want, "{text}");
        }
    }

    #[test]
    fn a_report_is_read_table_by_table_and_group_by_group() {
        let text = "table,group,measure,count,of\nrequests,,received,2,\nrequests,,granted,1,3\n\
                    access,\"role=staff fields=identity,contact\",entries,2,\n";
        let read = tables(&records(text)).unwrap();
        assert_eq!(read.iter().map(|table| table.name.as_str()).collect::<Vec<_>>(), ["requests", "access"]);
        let (group, figures) = &read[0].groups[0];
        assert_eq!((group.as_str(), figures[1].count, figures[1].of), ("", 1, Some(3)));
        assert_eq!(read[1].groups[0].0, "role=staff fields=identity,contact");
        for other in ["", "a,b\n1,2\n", "table,group,measure,count,of\nrequests,,received,many,\n"] {
            assert!(tables(&records(other)).is_none(), "{other}");
        }
        assert_eq!(records("\"a, b\",\"say \"\"no\"\"\"\r\nc"), [vec!["a, b", "say \"no\""], vec!["c"]]);
    }
}
