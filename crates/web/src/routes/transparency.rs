//! `/transparency`: the ledger in words, the same for everybody.

use super::ledger_report::reports;
use crate::{
    Site, Wrong,
    arrival::Arrival,
    chronicle::Chronicle,
    pages,
    reply::Page,
    view::{HeadView, PolicyView, TransparencyView},
};
use ledger::entry::{Minute, State, to_hex};
use model::MINUTE;
use oversight::{Oversight, Tally};
use sha2::{Digest, Sha256};
use std::sync::{Mutex, PoisonError};

const TERMS: &str = include_str!("../../../../docs/terms.md");
/// Requests on the page: all that wait for an answer, and the newest of the others.
const REQUESTS: usize = 50;
/// Minutes that a beat may be late, as auditors have it.
const GRACE: i64 = 2;
const DAY: i64 = 24 * 60;

pub async fn transparency(arrival: Arrival) -> Result<Page, Wrong> {
    let site = arrival.site.clone();
    let now = Minute(arrival.now.0.div_euclid(MINUTE));
    let base = arrival.base().to_owned();
    let view = tokio::task::spawn_blocking(move || view(&site, now, base));
    let view = view.await.map_err(|_| Wrong::Ours)??;
    let page = Page::new(pages::transparency(&arrival.visit(), &view));
    // For whoever is nobody, the cookies alone say how she wants it.
    Ok(if arrival.is_nobody() { page.lasting_a_little() } else { page })
}

fn view(site: &Site, now: Minute, base: String) -> Result<TransparencyView, Wrong> {
    let oversight = &site.oversight;
    let unread = |failure: oversight::Error| {
        tracing::error!("The ledger could not be read: {failure}; {}", failure.hint());
        Wrong::Ours
    };
    let tally = oversight.tally().map_err(unread)?;
    let chronicle = up_to_date(oversight, &site.chronicle, tally.size).map_err(unread)?;
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
        region: site.region.clone(),
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
