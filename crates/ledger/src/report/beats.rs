//! Was the server there, and what did it do by itself?
//!
//! A beat is missing wherever one was due and none came: between two beats every `beat-minutes` and two of grace, unless the first
//! says `stop` and the second `start`. Each counts in the period in which it was due.

use super::period::Period;
use super::table::{Measure, Table, count, share};
use crate::entry::{Beat, Counts, Minute, Policy, State};

const GRACE: i64 = 2;

/// From where on a beat is due.
#[derive(Debug, Clone)]
struct Last {
    time: Minute,
    state: State,
    minutes: i64,
}

#[derive(Debug, Clone)]
pub struct Beats {
    period: Period,
    /// The last beat, or the first policy where there is none yet.
    last: Option<Last>,
    /// How far apart beats may be, as the policy in force has it.
    minutes: i64,
    present: u64,
    missing: u64,
    starts: u64,
    stops: u64,
    /// Of the last beat before the period's entries, and of the last one.
    before: Counts,
    counts: Counts,
}

impl Beats {
    pub fn new(period: Period) -> Self {
        let (before, counts) = (Counts::default(), Counts::default());
        Self { period, last: None, minutes: 0, present: 0, missing: 0, starts: 0, stops: 0, before, counts }
    }

    pub fn policy(&mut self, time: Minute, policy: &Policy) {
        self.minutes = i64::try_from(policy.beat_minutes).unwrap_or(i64::MAX);
        let minutes = self.minutes;
        self.last.get_or_insert(Last { time, state: State::Running, minutes });
    }

    pub fn beat(&mut self, time: Minute, beat: &Beat, is_inside: bool) {
        self.missing += self.missing_until(time, Some(beat.state));
        self.last = Some(Last { time, state: beat.state, minutes: self.minutes });
        self.counts = beat.counts;
        if is_inside {
            self.present += 1;
            self.starts += u64::from(beat.state == State::Start);
            self.stops += u64::from(beat.state == State::Stop);
        } else {
            self.before = beat.counts;
        }
    }

    /// How many were due inside the period after the last one and before `time`, when the next one came, or the period ends.
    fn missing_until(&self, time: Minute, next: Option<State>) -> u64 {
        let Some(last) = &self.last else { return 0 };
        if last.state == State::Stop && next.is_none_or(|next| next == State::Start) {
            return 0;
        }
        let promised = last.minutes.max(self.minutes);
        if promised == 0 {
            // Before the first policy, nothing is.
            return 0;
        }
        let step = promised.saturating_add(GRACE);
        // Due at last + step, last + 2 step and so on.
        let due_before = |end: Minute| (end.0.saturating_sub(last.time.0) - 1).max(0) / step;
        let due = due_before(time.min(self.period.end())) - due_before(self.period.start());
        u64::try_from(due).unwrap_or(0)
    }

    /// As it stands at `now`.
    pub fn tables(mut self, now: Minute) -> [Table; 2] {
        self.missing += self.missing_until(now, None);
        let measures = &[
            Measure::Count("expected"),
            Measure::Share("present"),
            Measure::Count("missing"),
            Measure::Count("starts"),
            Measure::Count("stops"),
        ];
        let mut beats = Table::new("beats", &[], measures);
        let expected = self.present.saturating_add(self.missing);
        let figures = [
            ("expected", count(expected)),
            ("present", share(self.present, expected)),
            ("missing", count(self.missing)),
            ("starts", count(self.starts)),
            ("stops", count(self.stops)),
        ];
        beats.add(&[], &figures);

        let measures = &[
            Measure::Count("timelines"),
            Measure::Count("digests"),
            Measure::Count("unlocks"),
            Measure::Count("deposits"),
        ];
        let mut processing = Table::new("processing", &[], measures);
        let grown = |of: fn(&Counts) -> u64| count(of(&self.counts).saturating_sub(of(&self.before)));
        let figures = [
            ("timelines", grown(|counts| counts.timelines)),
            ("digests", grown(|counts| counts.digests)),
            ("unlocks", grown(|counts| counts.unlocks)),
            ("deposits", grown(|counts| counts.deposits)),
        ];
        processing.add(&[], &figures);
        [beats, processing]
    }
}
