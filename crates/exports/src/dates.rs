//! When was that? As exports write it.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use model::Time;

/// A database's `2012-01-05 14:30:46`, taken as UTC; `None` for its zero dates.
pub fn database(text: &str) -> Option<Time> {
    let text = text.trim();
    if text.starts_with("0000") || text.starts_with('-') {
        return None;
    }
    read(text)
}

/// `Thu, 05 Jan 2012 14:30:46 +0000`; `None` for the day that WordPress makes of a zero date.
pub fn feed(text: &str) -> Option<Time> {
    let moment = jiff::fmt::rfc2822::parse(text.trim()).ok()?;
    let time = Time(moment.timestamp().as_millisecond());
    (time != ZERO_DATE).then_some(time)
}

/// 1999-11-30T00:00:00Z: year 0, month 0 and day 0, counted on.
const ZERO_DATE: Time = Time(943_920_000_000);

/// A date as people write it above a text: a day, a time with a zone, or one without, taken as UTC.
pub fn read(text: &str) -> Option<Time> {
    let text = text.trim();
    if text.len() > 60 {
        return None;
    }
    let of = |moment: Timestamp| Time(moment.as_millisecond());
    if let Ok(moment) = text.parse::<Timestamp>() {
        return Some(of(moment));
    }
    // `2024-05-01 09:30:00 +0200`, and with `UTC` for the zone.
    if let Some((clock, zone)) = text.rsplit_once(' ') {
        let zone = if matches!(zone, "UTC" | "GMT" | "Z") { "+00:00" } else { zone };
        if zone.starts_with(['+', '-'])
            && let Ok(moment) = format!("{clock}{zone}").parse::<Timestamp>()
        {
            return Some(of(moment));
        }
    }
    let civil = text.parse::<DateTime>().ok().or_else(|| Some(text.parse::<Date>().ok()?.at(0, 0, 0, 0)));
    match civil {
        Some(civil) => Some(of(TimeZone::UTC.to_timestamp(civil).ok()?)),
        None => feed(text),
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn dates_are_read_as_exports_write_them() {
        for (text, want) in [
            ("2012-01-05 14:30:46", Some("2012-01-05T14:30:46Z")),
            ("2024-05-01", Some("2024-05-01T00:00:00Z")),
            ("2024-05-01T09:30:00+02:00", Some("2024-05-01T07:30:00Z")),
            ("2024-05-01 09:30:00 +0200", Some("2024-05-01T07:30:00Z")),
            ("2024-05-01 09:30", Some("2024-05-01T09:30:00Z")),
            ("2024-05-01 09:30:00 UTC", Some("2024-05-01T09:30:00Z")),
            ("2024-05-01T09:30:00.000Z", Some("2024-05-01T09:30:00Z")),
            ("Thu, 05 Jan 2012 14:30:46 +0000", Some("2012-01-05T14:30:46Z")),
            ("Tue, 30 Nov 1999 00:00:00 +0000", None),
            ("Wed, 30 Nov -0001 00:00:00 +0000", None),
            ("0000-00-00 00:00:00", None),
            ("yesterday", None),
            ("", None),
        ] {
            assert_eq!(super::database(text).map(|time| time.rfc3339()).as_deref(), want, "{text}");
        }
    }
}
