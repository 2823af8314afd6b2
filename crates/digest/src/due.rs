//! When the next letter is due.

use jiff::{Timestamp, ToSpan, civil::Weekday, tz::TimeZone};
use model::{DAY, Rhythm, Time};

/// The first moment after `after` at which the clock of that zone says so. An hour that a day skips is the one after it.
pub fn next_due(rhythm: Rhythm, after: Time, zone: &TimeZone) -> Time {
    found(rhythm, after, zone).unwrap_or_else(|| after.plus(DAY))
}

/// `None` at the end of all calendars.
fn found(rhythm: Rhythm, after: Time, zone: &TimeZone) -> Option<Time> {
    let here = Timestamp::from_millisecond(after.0).ok()?.to_zoned_datetime(zone.clone());
    let hour = i8::try_from(rhythm.hour()).ok()?;
    let wanted = rhythm.weekday().and_then(|day| Weekday::from_monday_one_offset(i8::try_from(day).ok()?).ok());
    let mut day = here.date();
    // Today's may be over: of eight days one is right.
    for _ in 0..=8 {
        if wanted.is_none_or(|wanted| day.weekday() == wanted) {
            let due = day.at(hour, 0, 0, 0).to_zoned_datetime(zone.clone()).ok()?.timestamp().as_millisecond();
            if due > after.0 {
                return Some(Time(due));
            }
        }
        day = day.checked_add(1.day()).ok()?;
    }
    None
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn at(text: &str) -> Time {
        Time(text.parse::<Timestamp>().unwrap().as_millisecond())
    }

    #[test]
    fn the_next_letter_is_due_at_its_hour_by_the_clock_of_the_edition() {
        let utc = TimeZone::UTC;
        let west = TimeZone::fixed(jiff::tz::offset(-5));
        for (weekday, hour, zone, after, want) in [
            (0, 7, &utc, "2026-11-29T06:59:59Z", "2026-11-29T07:00:00Z"),
            (0, 7, &utc, "2026-11-29T07:00:00Z", "2026-11-30T07:00:00Z"),
            (0, 7, &west, "2026-11-29T11:00:00Z", "2026-11-29T12:00:00Z"),
            // The 29th is a Sunday.
            (7, 7, &utc, "2026-11-29T06:00:00Z", "2026-11-29T07:00:00Z"),
            (7, 7, &utc, "2026-11-29T08:00:00Z", "2026-12-06T07:00:00Z"),
            (1, 0, &utc, "2026-12-30T08:00:00Z", "2027-01-04T00:00:00Z"),
        ] {
            let rhythm = Rhythm::new(weekday, hour).unwrap();
            assert_eq!(next_due(rhythm, at(after), zone), at(want), "{weekday} {hour} {after}");
        }
    }

    #[test]
    fn summer_time_comes_and_goes_and_the_letter_keeps_its_hour() {
        let Ok(zone) = TimeZone::get("Europe/Berlin") else { return };
        let rhythm = |hour| Rhythm::new(0, hour).unwrap();
        assert_eq!(next_due(rhythm(7), at("2026-10-24T06:00:00Z"), &zone), at("2026-10-25T06:00:00Z"));
        assert_eq!(next_due(rhythm(7), at("2026-03-28T07:00:00Z"), &zone), at("2026-03-29T05:00:00Z"));
        // There is no two o'clock that night.
        assert_eq!(next_due(rhythm(2), at("2026-03-28T07:00:00Z"), &zone), at("2026-03-29T01:00:00Z"));
    }
}
