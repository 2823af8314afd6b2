//! Was the server there all the time, and did it count rightly?

use ledger::entry::{Beat, Counts, Kind, Minute, State};

use super::found::Faults;

/// A beat may be late by as many minutes.
const GRACE: i64 = 2;

#[derive(Default)]
pub struct Beats {
    last: Option<Last>,
    /// How far apart beats may be, as the policy in force has it.
    minutes: i64,
    /// Of the first policy: from here on there are beats.
    since: Option<Minute>,
    /// By how much the last beat counted wrongly: said once, and not of each beat that goes on from there.
    off: [i128; Kind::COUNTED.len()],
}

struct Last {
    index: u64,
    time: Minute,
    beat: Beat,
    /// As the policy had it then.
    minutes: i64,
}

impl Beats {
    pub fn policy(&mut self, time: Minute, minutes: u64) {
        self.minutes = i64::try_from(minutes).unwrap_or(i64::MAX);
        self.since.get_or_insert(time);
    }

    pub fn beat(&mut self, index: u64, time: Minute, beat: &Beat, log: &Counts, faults: &mut Faults) {
        let before = self.last.as_ref().map_or(0, |last| last.beat.number);
        if beat.number != before + 1 {
            faults.at(index, format!("the beat's number is {}, after {before}", beat.number));
        }
        if let Some(late) = self.late(time, Some(beat.state)) {
            faults.at(index, format!("the beat comes {late} minutes after the one before it"));
        }
        for (kind, off) in Kind::COUNTED.iter().zip(&mut self.off) {
            let (counted, there) = (beat.counts.of(*kind), log.of(*kind));
            let now = i128::from(counted) - i128::from(there);
            if std::mem::replace(off, now) != now && now != 0 {
                faults
                    .at(index, format!("the beat counts {counted} entries of the kind {kind}, and there are {there}"));
            }
        }
        if let Some(last) = &self.last {
            let (now, then) = (&beat.counts, &last.beat.counts);
            let pairs = [
                ("timelines", now.timelines, then.timelines),
                ("digests", now.digests, then.digests),
                ("unlocks", now.unlocks, then.unlocks),
                ("deposits", now.deposits, then.deposits),
            ];
            for (what, _, _) in pairs.iter().filter(|(_, now, then)| now < then) {
                faults.at(index, format!("the beat counts fewer {what} than the one before it"));
            }
        }
        self.last = Some(Last { index, time, beat: beat.clone(), minutes: self.minutes });
    }

    /// How many minutes after the last beat `time` is, if it is too late for the next one, which says this.
    fn late(&self, time: Minute, next: Option<State>) -> Option<i64> {
        let (since, minutes, was_stopped) = match &self.last {
            Some(last) => (last.time, last.minutes.max(self.minutes), last.beat.state == State::Stop),
            None => (self.since?, self.minutes, false),
        };
        let is_in_order = was_stopped && next.is_none_or(|next| next == State::Start);
        let late = time.0.saturating_sub(since.0);
        (late > minutes.saturating_add(GRACE) && !is_in_order).then_some(late)
    }

    pub fn end(&self, now: Minute, faults: &mut Faults) {
        let Some(late) = self.late(now, None) else { return };
        match &self.last {
            Some(last) => faults.at(last.index, format!("there is no beat in the {late} minutes after it")),
            None => faults.of_log("it has no beat"),
        }
    }
}
