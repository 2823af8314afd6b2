//! Dates as pages write them.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::fmt::rfc2822;
use jiff::tz::TimeZone;
use model::Time;

/// Reads a moment in any of the forms that pages use; without a zone it is taken as UTC.
/// `None` for what cannot be the date of a page on the web.
pub fn moment(text: &str) -> Option<Time> {
    let text = text.trim();
    if text.len() < 6 || text.len() > 60 {
        return None;
    }
    let time = with_zone(text).or_else(|| without_zone(text)).or_else(|| seconds(text)).or_else(|| in_words(text))?;
    // 1990-01-01 to 2100-01-01.
    (631_152_000_000..4_102_444_800_000).contains(&time.0).then_some(time)
}

fn with_zone(text: &str) -> Option<Time> {
    if let Ok(moment) = text.parse::<Timestamp>() {
        return Some(Time(moment.as_millisecond()));
    }
    // `2020-01-01 10:00:00 +0100`, `2020-01-01T10:00:00 Z`
    if let Some((front, zone)) = text.rsplit_once(' ')
        && zone.starts_with(['+', '-', 'Z'])
        && let Ok(moment) = format!("{front}{zone}").parse::<Timestamp>()
    {
        return Some(Time(moment.as_millisecond()));
    }
    let moment = rfc2822::parse(text).ok()?;
    Some(Time(moment.timestamp().as_millisecond()))
}

fn without_zone(text: &str) -> Option<Time> {
    let bare = text.trim_end_matches(" UTC").trim_end_matches(" GMT").replace('/', "-");
    let at = |moment: DateTime| TimeZone::UTC.to_timestamp(moment).ok().map(|moment| Time(moment.as_millisecond()));
    bare.parse::<DateTime>()
        .ok()
        .and_then(at)
        .or_else(|| bare.parse::<Date>().ok().and_then(|date| at(date.at(0, 0, 0, 0))))
}

fn seconds(text: &str) -> Option<Time> {
    let number: i64 = text.parse().ok()?;
    match text.len() {
        10 => Some(Time(number * 1_000)),
        13 => Some(Time(number)),
        _ => None,
    }
}

/// `March 3, 2020`, `3. März 2020`, `3 Mar 2020 10:15`.
fn in_words(text: &str) -> Option<Time> {
    let lower = text.to_lowercase();
    let (mut day, mut month, mut year) = (None, None, None);
    for word in lower.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let digits = word.trim_end_matches(|letter: char| letter.is_alphabetic());
        match digits.parse::<i16>() {
            Ok(number) if digits.len() == 4 && year.is_none() => year = Some(number),
            Ok(number) if digits.len() <= 2 && day.is_none() && (1..=31).contains(&number) => day = Some(number as i8),
            Ok(_) => {}
            Err(_) if month.is_none() => {
                month = MONTHS.iter().find(|(start, _)| word.starts_with(start)).map(|&(_, number)| number)
            }
            Err(_) => {}
        }
    }
    let date = Date::new(year?, month?, day?).ok()?;
    let moment = TimeZone::UTC.to_timestamp(date.at(0, 0, 0, 0)).ok()?;
    Some(Time(moment.as_millisecond()))
}

const MONTHS: &[(&str, i8)] = &[
    ("jan", 1),
    ("ene", 1),
    ("gen", 1),
    ("feb", 2),
    ("fév", 2),
    ("fev", 2),
    ("mar", 3),
    ("mär", 3),
    ("apr", 4),
    ("avr", 4),
    ("abr", 4),
    ("may", 5),
    ("mai", 5),
    ("mag", 5),
    ("juin", 6),
    ("jun", 6),
    ("giu", 6),
    ("juil", 7),
    ("jul", 7),
    ("lug", 7),
    ("aug", 8),
    ("aoû", 8),
    ("ago", 8),
    ("sep", 9),
    ("set", 9),
    ("oct", 10),
    ("okt", 10),
    ("ott", 10),
    ("out", 10),
    ("nov", 11),
    ("dec", 12),
    ("dez", 12),
    ("dic", 12),
    ("déc", 12),
];

#[cfg(test)]
mod tests {
    use super::moment;

    #[test]
    fn dates_are_read_as_pages_write_them() {
        for (text, want) in [
            ("2020-03-04T10:15:00Z", Some("2020-03-04T10:15:00Z")),
            ("2020-03-04T10:15:00+0100", Some("2020-03-04T09:15:00Z")),
            ("2020-03-04 10:15:00 +01:00", Some("2020-03-04T09:15:00Z")),
            ("2020-03-04T10:15", Some("2020-03-04T10:15:00Z")),
            ("2020/03/04 10:15:00", Some("2020-03-04T10:15:00Z")),
            ("2020-03-04", Some("2020-03-04T00:00:00Z")),
            ("Wed, 04 Mar 2020 10:15:00 GMT", Some("2020-03-04T10:15:00Z")),
            ("1583316900", Some("2020-03-04T10:15:00Z")),
            ("1583316900000", Some("2020-03-04T10:15:00Z")),
            ("March 4, 2020", Some("2020-03-04T00:00:00Z")),
            ("4. März 2020", Some("2020-03-04T00:00:00Z")),
            ("0001-01-01T00:00:00Z", None),
            ("yesterday", None),
            ("", None),
        ] {
            assert_eq!(moment(text).map(|time| time.rfc3339()).as_deref(), want, "{text}");
        }
    }
}
