//! `/transparency`: the ledger in words, the same for everybody.

use crate::{
    Wrong,
    arrival::Arrival,
    chronicle::Chronicle,
    pages,
    reply::Page,
    view::{HeadView, LedgerReportView, PolicyView, TransparencyView},
};
use axum::extract::Path;
use ledger::entry::{Minute, State, to_hex};
use model::MINUTE;
use oversight::{Oversight, Tally};
use sha2::{Digest, Sha256};
use std::sync::{Mutex, PoisonError};

const TERMS: &str = include_str!("../../../../docs/terms.md");
/// Requests on the page: all that wait for an answer, and the newest of the others.
const REQUESTS: usize = 50;
/// Reports in the list, and bytes and cells that one is read to.
const REPORTS: usize = 200;
const LONGEST_REPORT: u64 = 1024 * 1024;
/// Minutes that a beat may be late, as auditors have it.
const GRACE: i64 = 2;
const DAY: i64 = 24 * 60;

pub async fn transparency(arrival: Arrival) -> Result<Page, Wrong> {
    let site = arrival.site.clone();
    let now = Minute(arrival.now.0.div_euclid(MINUTE));
    let base = arrival.base().to_owned();
    let view = tokio::task::spawn_blocking(move || view(&site.oversight, &site.chronicle, now, base));
    let view = view.await.map_err(|_| Wrong::Ours)??;
    let page = Page::new(pages::transparency(&arrival.visit(), &view));
    // For whoever is nobody, the cookies alone say how she wants it.
    Ok(if arrival.is_nobody() { page.lasting_a_little() } else { page })
}

fn view(
    oversight: &Oversight,
    chronicle: &Mutex<Chronicle>,
    now: Minute,
    base: String,
) -> Result<TransparencyView, Wrong> {
    let unread = |failure: oversight::Error| {
        tracing::error!("The ledger could not be read: {failure}; {}", failure.hint());
        Wrong::Ours
    };
    let tally = oversight.tally().map_err(unread)?;
    let chronicle = up_to_date(oversight, chronicle, tally.size).map_err(unread)?;
    let files = oversight.files();
    let keys = files.keys().map_err(unread)?;
    let head = oversight.book().head().map_err(unread)?.map(|head| HeadView {
        origin: head.checkpoint.origin.clone(),
        size: head.checkpoint.size,
        root: to_hex(&head.checkpoint.root),
        at: tally.last,
        cosigners: cosigners(&head.note, &head.checkpoint.origin),
    });
    let policy = policy_of(&tally);
    let answer_days = policy.as_ref().map_or(0, |policy| i64::try_from(policy.answer_days).unwrap_or(0));
    let due = |at: Minute| at.plus(answer_days * DAY);
    let waiting = chronicle.requests.values().filter(|asked| asked.outcome.is_none());
    let overdue: Vec<_> = waiting.clone().filter(|asked| due(asked.at) < now).cloned().collect();
    let answered = chronicle.requests.values().rev().filter(|asked| asked.outcome.is_some());
    let requests = waiting.rev().chain(answered).take(REQUESTS).map(|asked| (asked.clone(), due(asked.at))).collect();
    Ok(TransparencyView {
        head,
        keys: keys.iter().map(ToString::to_string).collect(),
        beat_missing: beat_missing(&tally, now),
        policy,
        beat: tally.beat,
        overdue,
        requests,
        last: chronicle.last.iter().rev().cloned().collect(),
        chronicle,
        reports: reports(files.folder()),
        base,
    })
}

/// A copy, read on to there.
pub fn up_to_date(
    oversight: &Oversight,
    chronicle: &Mutex<Chronicle>,
    size: u64,
) -> Result<Chronicle, oversight::Error> {
    let mut kept = chronicle.lock().unwrap_or_else(PoisonError::into_inner);
    kept.read_on(oversight.files(), size)?;
    Ok(kept.clone())
}

/// Who signed besides the log, by their names; each once.
fn cosigners(note: &ledger::Note, origin: &str) -> Vec<String> {
    let mut names: Vec<String> = note
        .signatures()
        .iter()
        .filter(|signature| signature.name != origin)
        .map(|signature| signature.name.clone())
        .collect();
    names.sort();
    names.dedup();
    names
}

fn beat_missing(tally: &Tally, now: Minute) -> bool {
    let interval = tally.beat_minutes().and_then(|minutes| i64::try_from(minutes).ok()).unwrap_or(0);
    tally.beat.as_ref().is_some_and(|(at, beat)| beat.state != State::Stop && at.plus(interval + GRACE) < now)
}

fn policy_of(tally: &Tally) -> Option<PolicyView> {
    let (entry, policy) = tally.policy.as_ref()?;
    Some(PolicyView {
        version: policy.version,
        entry: *entry,
        lines: policy.allowed.as_slice().to_vec(),
        beat_minutes: policy.beat_minutes,
        answer_days: policy.answer_days,
        terms_fit: policy.terms == <[u8; 32]>::from(Sha256::digest(TERMS)),
        terms: TERMS.to_owned(),
    })
}

async fn of_the_ledger<T: Send + 'static>(
    arrival: &Arrival,
    ask: impl FnOnce(&Tally) -> Option<T> + Send + 'static,
) -> Option<T> {
    let oversight = arrival.site.oversight.clone();
    tokio::task::spawn_blocking(move || oversight.tally().ok().and_then(|tally| ask(&tally))).await.ok().flatten()
}

/// What may be opened now; `None` where that cannot be read.
pub async fn policy(arrival: &Arrival) -> Option<PolicyView> {
    of_the_ledger(arrival, policy_of).await
}

pub async fn size(arrival: &Arrival) -> u64 {
    of_the_ledger(arrival, |tally| Some(tally.size)).await.unwrap_or(0)
}

/// Periods of the reports that lie there, the newest first.
fn reports(folder: &std::path::Path) -> Vec<String> {
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
        let short = std::fs::metadata(&path).is_ok_and(|file| file.len() <= LONGEST_REPORT);
        let text = short.then(|| std::fs::read_to_string(&path).ok()).flatten()?;
        Some((text, folder.join(format!("{name}.note")).exists()))
    });
    let (text, has_note) = read.await.ok().flatten().ok_or(Wrong::NoSuchPage)?;
    let view = LedgerReportView { period, has_note, tables: tables(&text) };
    Ok(Page::new(pages::ledger_report(&arrival.visit(), &view)))
}

/// The records of a file of comma-separated values (RFC 4180); those with as many cells as the one before share a table.
fn tables(text: &str) -> Vec<Vec<Vec<String>>> {
    let mut tables: Vec<Vec<Vec<String>>> = Vec::new();
    let mut blank = true;
    for record in records(text) {
        if record.iter().all(String::is_empty) {
            blank = true;
            continue;
        }
        match tables.last_mut() {
            Some(table) if !blank && table.last().is_some_and(|last| last.len() == record.len()) => table.push(record),
            _ => tables.push(vec![record]),
        }
        blank = false;
    }
    tables
}

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
    fn a_file_of_values_is_read_as_its_tables() {
        let read = tables("kind,count\naccess,2\n\n\"a, b\",\"say \"\"no\"\"\",3\r\nc,d,e");
        assert_eq!(read.len(), 2);
        assert_eq!(read[0], [["kind", "count"], ["access", "2"]]);
        assert_eq!(read[1], [["a, b", "say \"no\"", "3"], ["c", "d", "e"]]);
        assert!(tables("").is_empty());
    }
}
