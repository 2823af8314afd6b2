//! When is a source asked next? Pure: what is kept, what it answered and the time go in, what is kept comes out.

use model::{DAY, HOUR, MINUTE, SourceId, Time};
use store::Polling;

pub const SOONEST: i64 = 5 * MINUTE;
pub const LATEST: i64 = DAY;
/// For a source of which nothing is known yet.
pub const AT_FIRST: i64 = HOUR;
/// A source that could not be read for so long is not asked any more.
pub const GIVE_UP_AFTER: i64 = 30 * DAY;
/// ... and not before so many attempts, as this server may have been off itself.
const GIVE_UP_TRIES: u32 = 20;

/// What a source answered, as far as it matters for the next time.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// A feed, new or changed.
    Read(Pace),
    /// `304`, or the very bytes of the last time.
    Unchanged(Pace),
    /// `410`: for good.
    Gone,
    /// `429`, `403`, or `503` with a date.
    Slowed {
        retry_after: Option<i64>,
    },
    Failed,
}

/// What a feed and its server say about how often to ask.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Pace {
    /// Milliseconds, from the server.
    pub fresh_for: Option<i64>,
    /// Milliseconds, from the feed.
    pub ttl: Option<i64>,
    /// Hours in UTC and days (0 is Monday) in which nothing comes.
    pub skip_hours: Vec<u8>,
    pub skip_days: Vec<u8>,
    /// When its entries were published, in any order; not the dates that were made up.
    pub published: Vec<Time>,
}

/// The same polling with its next time, interval and failures moved on.
pub fn next(polling: &Polling, outcome: &Outcome, source: SourceId, now: Time) -> Polling {
    let mut next = polling.clone();
    let known = if polling.interval_ms > 0 { polling.interval_ms } else { AT_FIRST };
    match outcome {
        Outcome::Read(pace) => {
            next.failures = 0;
            next.gone = false;
            next.interval_ms = learned(&pace.published, now).unwrap_or(known).clamp(SOONEST, LATEST);
            next.next_at = polite(&next, pace, source, now);
        }
        Outcome::Unchanged(pace) => {
            next.failures = 0;
            next.gone = false;
            next.interval_ms = (known + known / 8).clamp(SOONEST, LATEST);
            next.next_at = polite(&next, pace, source, now);
        }
        Outcome::Gone => {
            next.failures = polling.failures.saturating_add(1);
            next.gone = true;
            next.next_at = now.plus(GIVE_UP_AFTER);
        }
        Outcome::Slowed { retry_after } => {
            next.failures = polling.failures.saturating_add(1);
            let wait = retry_after.unwrap_or_else(|| doubled(15 * MINUTE, polling.failures)).clamp(MINUTE, LATEST);
            next.next_at = now.plus(later(wait, source, now));
        }
        Outcome::Failed => {
            next.failures = polling.failures.saturating_add(1);
            let wait = doubled(SOONEST, polling.failures).max(known.min(HOUR)).min(LATEST);
            next.next_at = now.plus(later(wait, source, now));
        }
    }
    next
}

/// Has it failed for so long that nobody should ask any more?
pub fn is_hopeless(failures: u32, failing_since: Time, now: Time) -> bool {
    failures >= GIVE_UP_TRIES && now.since(failing_since) > GIVE_UP_AFTER
}

/// Half of the usual gap between two entries, and no less than a twelfth of the silence since the newest one.
fn learned(published: &[Time], now: Time) -> Option<i64> {
    let mut dates: Vec<Time> =
        published.iter().copied().filter(|date| *date <= now && now.since(*date) < 90 * DAY).collect();
    dates.sort_unstable_by(|a, b| b.cmp(a));
    dates.truncate(20);
    let Some(newest) = dates.first().copied() else {
        // All of them old, or none that can be believed?
        let all_old = !published.is_empty() && published.iter().all(|date| *date <= now);
        return all_old.then_some(LATEST);
    };
    let mut gaps: Vec<i64> = dates.windows(2).map(|pair| pair[0].since(pair[1])).collect();
    gaps.sort_unstable();
    let usual = gaps.get(gaps.len() / 2).copied().unwrap_or(DAY);
    Some((usual / 2).max(now.since(newest) / 12))
}

/// The next time that everybody agrees with: our interval, the server's word, the feed's word, its quiet hours.
fn polite(polling: &Polling, pace: &Pace, source: SourceId, now: Time) -> Time {
    let pushed = polling.hub_lease_until.is_some_and(|until| until > now);
    // A hub tells us at once; asking as well only finds what the hub forgot.
    let ours = if pushed { (polling.interval_ms * 4).clamp(HOUR, LATEST) } else { polling.interval_ms };
    let asked_for = pace.ttl.unwrap_or(0).max(pace.fresh_for.unwrap_or(0)).min(LATEST);
    let mut at = now.plus(later(ours.max(asked_for), source, now));
    for _ in 0..24 * 7 {
        let hour = at.0.div_euclid(HOUR);
        let (hour_of_day, day) = (hour.rem_euclid(24) as u8, (hour.div_euclid(24) + 3).rem_euclid(7) as u8);
        if !pace.skip_hours.contains(&hour_of_day) && !pace.skip_days.contains(&day) {
            return at;
        }
        // Into the next hour, keeping the minute so that sources do not crowd at the full hour.
        at = at.plus(HOUR);
    }
    // A feed that skips every hour of the week does not know what it says.
    now.plus(later(ours.max(asked_for), source, now))
}

/// Up to a tenth more, the same for the same source and time, so that many sources do not march in step.
fn later(wait: i64, source: SourceId, now: Time) -> i64 {
    let mut mixed = (source.0 as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ (now.0 as u64);
    mixed = (mixed ^ mixed >> 31).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let share = (mixed >> 40) as i64 % 1_000;
    wait + wait / 10 * share / 1_000
}

fn doubled(first: i64, times: u32) -> i64 {
    first.saturating_mul(1 << times.min(20))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> Time {
        // A Monday.
        Time::from_rfc3339("2026-11-23T12:00:00Z").unwrap()
    }

    /// Milliseconds until the next time, without the jitter that may lengthen it by a tenth.
    #[track_caller]
    fn check(polling: Polling, outcome: Outcome, wait: i64) -> Polling {
        let next = next(&polling, &outcome, SourceId(7), now());
        let got = next.next_at.since(now());
        assert!((wait..=wait + wait / 10).contains(&got), "waits {} min, not {} min", got / MINUTE, wait / MINUTE);
        next
    }

    fn polled(interval: i64, failures: u32) -> Polling {
        Polling { interval_ms: interval, failures, ..Polling::default() }
    }

    fn every(gap: i64, newest: i64) -> Pace {
        Pace { published: (0..12).map(|n| now().plus(-newest - n * gap)).collect(), ..Pace::default() }
    }

    #[test]
    fn a_source_is_asked_as_often_as_it_publishes() {
        for (pace, wait) in [
            (every(MINUTE, 0), 5 * MINUTE),
            (every(HOUR, 0), 30 * MINUTE),
            (every(HOUR, 12 * HOUR), HOUR),
            (every(DAY, HOUR), 12 * HOUR),
            (every(7 * DAY, 0), DAY),
            (every(DAY, 400 * DAY), DAY),
            (Pace::default(), HOUR),
        ] {
            check(polled(0, 3), Outcome::Read(pace), wait);
        }
    }

    #[test]
    fn whoever_asks_us_to_come_later_is_heard() {
        let pace = Pace::default();
        for (pace, wait) in [
            (Pace { fresh_for: Some(2 * HOUR), ..pace.clone() }, 2 * HOUR),
            (Pace { fresh_for: Some(MINUTE), ..pace.clone() }, HOUR),
            (Pace { ttl: Some(3 * HOUR), fresh_for: Some(2 * HOUR), ..pace.clone() }, 3 * HOUR),
            (Pace { ttl: Some(900 * DAY), ..pace.clone() }, DAY),
            // It is noon on a Monday: thirteen to fifteen o'clock are skipped, then all of Monday.
            (Pace { skip_hours: vec![13, 14, 15], ..pace.clone() }, 4 * HOUR),
            (Pace { skip_days: vec![0], ..pace.clone() }, 12 * HOUR),
            (Pace { skip_hours: (0..24).collect(), ..pace.clone() }, HOUR),
        ] {
            let next = next(&polled(HOUR, 0), &Outcome::Read(pace.clone()), SourceId(7), now());
            let got = next.next_at.since(now());
            assert!((wait..=wait + wait / 10 + 6 * MINUTE).contains(&got), "{pace:?}: {} min", got / MINUTE);
        }
    }

    #[test]
    fn an_unchanged_source_is_asked_a_little_less_often_each_time() {
        let mut polling = check(polled(HOUR, 2), Outcome::Unchanged(Pace::default()), HOUR + HOUR / 8);
        assert_eq!(polling.failures, 0);
        for _ in 0..100 {
            polling = next(&polling, &Outcome::Unchanged(Pace::default()), SourceId(7), now());
        }
        assert_eq!(polling.interval_ms, DAY);
    }

    #[test]
    fn failures_and_refusals_are_answered_with_patience() {
        for (polling, outcome, wait) in [
            (polled(SOONEST, 0), Outcome::Failed, 5 * MINUTE),
            (polled(SOONEST, 3), Outcome::Failed, 40 * MINUTE),
            (polled(DAY, 0), Outcome::Failed, HOUR),
            (polled(HOUR, 40), Outcome::Failed, DAY),
            (polled(HOUR, 0), Outcome::Slowed { retry_after: None }, 15 * MINUTE),
            (polled(HOUR, 2), Outcome::Slowed { retry_after: None }, HOUR),
            (polled(HOUR, 0), Outcome::Slowed { retry_after: Some(2 * HOUR) }, 2 * HOUR),
            (polled(HOUR, 0), Outcome::Slowed { retry_after: Some(0) }, MINUTE),
            (polled(HOUR, 0), Outcome::Slowed { retry_after: Some(900 * DAY) }, DAY),
        ] {
            let failures = polling.failures;
            assert_eq!(check(polling, outcome, wait).failures, failures + 1);
        }
    }

    #[test]
    fn what_is_gone_is_not_asked_and_comes_back_when_it_answers() {
        let gone = next(&polled(HOUR, 0), &Outcome::Gone, SourceId(7), now());
        assert!(gone.gone);
        assert!(!next(&gone, &Outcome::Read(Pace::default()), SourceId(7), now()).gone);
        assert!(is_hopeless(25, now().plus(-31 * DAY), now()));
        assert!(!is_hopeless(25, now().plus(-3 * DAY), now()));
        assert!(!is_hopeless(2, now().plus(-31 * DAY), now()));
    }

    #[test]
    fn a_live_hub_slows_polling_down_and_never_stops_it() {
        let live = Polling { hub_lease_until: Some(now().plus(DAY)), ..polled(HOUR, 0) };
        check(live, Outcome::Read(Pace::default()), 4 * HOUR);
        let lapsed = Polling { hub_lease_until: Some(now().plus(-1)), ..polled(HOUR, 0) };
        check(lapsed, Outcome::Read(Pace::default()), HOUR);
    }

    #[test]
    fn sources_do_not_march_in_step_and_a_replay_finds_the_same_times() {
        let at = |source| next(&polled(HOUR, 0), &Outcome::Read(Pace::default()), SourceId(source), now()).next_at;
        let times: std::collections::HashSet<_> = (0..50).map(at).collect();
        assert!(times.len() > 40);
        assert_eq!(at(3), at(3));
    }
}
