//! Moments in words, in the clock of the edition. A number and its unit stay on one line: by a space that does not break,
//! and not by the narrow one, which our fonts have no glyph for.

use super::Tongue;
use jiff::{Timestamp, ZonedDateTime, tz::TimeZone};
use model::{DAY, HOUR, MINUTE, Time};

fn zoned(at: Time, zone: &TimeZone) -> ZonedDateTime {
    Timestamp::from_millisecond(at.0).unwrap_or(Timestamp::UNIX_EPOCH).to_zoned_datetime(zone.clone())
}

fn month(tongue: Tongue, month: i8) -> &'static str {
    const ENGLISH: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    const GERMAN: [&str; 12] = [
        "Januar",
        "Februar",
        "März",
        "April",
        "Mai",
        "Juni",
        "Juli",
        "August",
        "September",
        "Oktober",
        "November",
        "Dezember",
    ];
    let index = (month - 1).clamp(0, 11) as usize;
    match tongue {
        Tongue::English => ENGLISH[index],
        Tongue::German => GERMAN[index],
    }
}

fn weekday(tongue: Tongue, from_monday: i8) -> &'static str {
    const ENGLISH: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    const GERMAN: [&str; 7] = ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"];
    let index = (from_monday - 1).clamp(0, 6) as usize;
    match tongue {
        Tongue::English => ENGLISH[index],
        Tongue::German => GERMAN[index],
    }
}

/// `14:32`.
pub fn clock(at: Time, zone: &TimeZone) -> String {
    let here = zoned(at, zone);
    format!("{:02}:{:02}", here.hour(), here.minute())
}

/// `2026-11-23T14:32`, as `datetime-local` has it (HTML, 2.3.5.5).
pub fn local(at: Time, zone: &TimeZone) -> String {
    let here = zoned(at, zone);
    format!("{:04}-{:02}-{:02}T{:02}:{:02}", here.year(), here.month(), here.day(), here.hour(), here.minute())
}

/// `Monday, 23 November 2026`.
pub fn day(tongue: Tongue, at: Time, zone: &TimeZone) -> String {
    let here = zoned(at, zone);
    let weekday = weekday(tongue, here.weekday().to_monday_one_offset());
    let month = month(tongue, here.month());
    match tongue {
        Tongue::English => format!("{weekday}, {} {month} {}", here.day(), here.year()),
        Tongue::German => format!("{weekday}, {}. {month} {}", here.day(), here.year()),
    }
}

/// `23 November 2026, 14:32`.
pub fn moment(tongue: Tongue, at: Time, zone: &TimeZone) -> String {
    let here = zoned(at, zone);
    let month = month(tongue, here.month());
    let clock = clock(at, zone);
    match tongue {
        Tongue::English => format!("{} {month} {}, {clock}", here.day(), here.year()),
        Tongue::German => format!("{}. {month} {}, {clock}", here.day(), here.year()),
    }
}

/// How long ago, as one would say it: `12 min ago`, `3 h ago`, `yesterday`, `Friday`, `3 November`, `3 November 2025`.
pub fn ago(tongue: Tongue, at: Time, now: Time, zone: &TimeZone) -> String {
    let passed = now.since(at);
    let english = tongue == Tongue::English;
    if passed < MINUTE {
        return if english { "just now" } else { "gerade eben" }.to_owned();
    }
    if passed < DAY {
        let (number, unit) = if passed < HOUR { (passed / MINUTE, "min") } else { (passed / HOUR, "h") };
        return match (tongue, unit) {
            (Tongue::English, _) => format!("{number}\u{a0}{unit} ago"),
            (Tongue::German, "h") => format!("vor {number}\u{a0}Std."),
            (Tongue::German, _) => format!("vor {number}\u{a0}Min."),
        };
    }
    let (then, today) = (zoned(at, zone), zoned(now, zone));
    if passed < 2 * DAY && then.date().tomorrow().is_ok_and(|next| next == today.date()) {
        return if english { "yesterday" } else { "gestern" }.to_owned();
    }
    if passed < 6 * DAY {
        return weekday(tongue, then.weekday().to_monday_one_offset()).to_owned();
    }
    date(tongue, &then, &today)
}

/// A day as a heading: `Today`, `Yesterday`, `Friday`, `3 November`.
pub fn day_ago(tongue: Tongue, at: Time, now: Time, zone: &TimeZone) -> String {
    let (then, today) = (zoned(at, zone), zoned(now, zone));
    let english = tongue == Tongue::English;
    if then.date() >= today.date() {
        return if english { "Today" } else { "Heute" }.to_owned();
    }
    if then.date().tomorrow().is_ok_and(|next| next == today.date()) {
        return if english { "Yesterday" } else { "Gestern" }.to_owned();
    }
    if now.since(at) < 6 * DAY {
        return weekday(tongue, then.weekday().to_monday_one_offset()).to_owned();
    }
    date(tongue, &then, &today)
}

/// The year is said where it is another one.
fn date(tongue: Tongue, then: &ZonedDateTime, today: &ZonedDateTime) -> String {
    let month = month(tongue, then.month());
    let date = match tongue {
        Tongue::English => format!("{} {month}", then.day()),
        Tongue::German => format!("{}. {month}", then.day()),
    };
    if then.year() == today.year() { date } else { format!("{date} {}", then.year()) }
}

/// A length of time: `45 min`, `3 h`, `2 days`.
pub fn span(tongue: Tongue, ms: i64) -> String {
    let english = tongue == Tongue::English;
    let minutes = (ms / MINUTE).max(0);
    let hours = minutes / 60;
    match (minutes, hours) {
        (0..=89, _) if english => format!("{}\u{a0}min", minutes.max(1)),
        (0..=89, _) => format!("{}\u{a0}Min.", minutes.max(1)),
        (_, 0..=47) if english => format!("{hours}\u{a0}h"),
        (_, 0..=47) => format!("{hours}\u{a0}Std."),
        _ if english => format!("{}\u{a0}days", hours / 24),
        _ => format!("{}\u{a0}Tage", hours / 24),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_told_as_a_person_would_tell_them() {
        let now = Time::from_rfc3339("2026-11-23T09:30:00Z").unwrap();
        let utc = TimeZone::UTC;
        for (at, english, german) in [
            ("2026-11-23T09:29:40Z", "just now", "gerade eben"),
            ("2026-11-24T09:29:40Z", "just now", "gerade eben"),
            ("2026-11-23T09:18:00Z", "12\u{a0}min ago", "vor 12\u{a0}Min."),
            ("2026-11-22T22:00:00Z", "11\u{a0}h ago", "vor 11\u{a0}Std."),
            ("2026-11-22T08:00:00Z", "yesterday", "gestern"),
            ("2026-11-20T08:00:00Z", "Friday", "Freitag"),
            ("2026-11-03T08:00:00Z", "3 November", "3. November"),
            ("2025-03-03T08:00:00Z", "3 March 2025", "3. März 2025"),
        ] {
            let at = Time::from_rfc3339(at).unwrap();
            assert_eq!(ago(Tongue::English, at, now, &utc), english);
            assert_eq!(ago(Tongue::German, at, now, &utc), german);
        }
        for (at, english, german) in [
            ("2026-11-23T00:10:00Z", "Today", "Heute"),
            ("2026-11-22T08:00:00Z", "Yesterday", "Gestern"),
            ("2026-11-20T08:00:00Z", "Friday", "Freitag"),
            ("2025-03-03T08:00:00Z", "3 March 2025", "3. März 2025"),
        ] {
            let at = Time::from_rfc3339(at).unwrap();
            assert_eq!(day_ago(Tongue::English, at, now, &utc), english);
            assert_eq!(day_ago(Tongue::German, at, now, &utc), german);
        }
        for (minutes, english, german) in [
            (0, "1\u{a0}min", "1\u{a0}Min."),
            (89, "89\u{a0}min", "89\u{a0}Min."),
            (90, "1\u{a0}h", "1\u{a0}Std."),
            (2880, "2\u{a0}days", "2\u{a0}Tage"),
        ] {
            assert_eq!(span(Tongue::English, minutes * MINUTE), english);
            assert_eq!(span(Tongue::German, minutes * MINUTE), german);
        }
        assert_eq!(day(Tongue::German, now, &utc), "Montag, 23. November 2026");
        assert_eq!(moment(Tongue::English, now, &utc), "23 November 2026, 09:30");
        assert_eq!(clock(Time(i64::MAX), &utc), "00:00");
    }
}
