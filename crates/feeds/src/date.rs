//! When was that?
//!
//! RFC 822 as people and programs break it, ISO 8601 and W3CDTF, asctime, what databases print, numbers with strokes or
//! points, month names in some twenty languages. One reader for all: it looks for a time, a zone, a month's name and
//! numbers, and asks which of them can be the day and the year. Nothing is rejected for being unlikely.

use model::{DAY, HOUR, MINUTE, SECOND, Time};

use crate::date_names::zone;
use crate::date_written::written;
use crate::plain::cut;

/// Reads a date as feeds write them; one without a zone is taken as UTC.
pub fn read(text: &str) -> Option<Time> {
    let text = cut(text.trim(), 120);
    if text.is_empty() {
        return None;
    }
    let moment = iso(text).or_else(|| written(text))?;
    moment.time()
}

/// Would nobody have published that then? The year 1980 is long before feeds, 2050 long after.
pub fn is_implausible(time: Time) -> bool {
    const YEAR_1980: i64 = 315_532_800 * SECOND;
    const YEAR_2050: i64 = 2_524_608_000 * SECOND;
    time.0 < YEAR_1980 || time.0 >= YEAR_2050
}

#[derive(Debug, Clone, Copy)]
pub struct Moment {
    pub year: i64,
    pub month: i64,
    pub day: i64,
    /// Milliseconds of the day.
    pub clock: i64,
    /// Minutes east of UTC.
    pub zone: i64,
}

impl Moment {
    fn time(self) -> Option<Time> {
        let fits = (1..=12).contains(&self.month) && (1..=31).contains(&self.day) && (1..=9_999).contains(&self.year);
        let fits = fits && (0..=DAY + HOUR).contains(&self.clock) && self.zone.abs() <= 24 * 60;
        fits.then(|| Time(days(self.year, self.month, self.day) * DAY + self.clock - self.zone * MINUTE))
    }
}

/// Days since 1970-01-01 in the Gregorian calendar (after Howard Hinnant, "chrono-compatible low-level date
/// algorithms").
fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * (month + if month > 2 { -3 } else { 9 }) + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

/// `2004-07-08T23:56:58.0+02:00` and its shorter forms.
fn iso(text: &str) -> Option<Moment> {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let number = |text: &str| text.parse::<i64>().ok();
    let first = digits(text);
    let (head, rest) = text.split_at(first);
    let mut moment = Moment { year: 0, month: 1, day: 1, clock: 0, zone: 0 };
    let mut day_of_year = None;
    let rest = match first {
        4 => {
            moment.year = number(head)?;
            match rest.strip_prefix('-') {
                None => rest,
                Some(rest) => {
                    let second = digits(rest);
                    let (month, rest) = rest.split_at(second);
                    match second {
                        3 => {
                            day_of_year = number(month);
                            rest
                        }
                        4 => {
                            moment.month = number(&month[..2])?;
                            moment.day = number(&month[2..])?;
                            rest
                        }
                        1 | 2 => {
                            moment.month = number(month)?;
                            match rest.strip_prefix('-') {
                                Some(rest) if matches!(digits(rest), 1 | 2) => {
                                    let (day, rest) = rest.split_at(digits(rest));
                                    moment.day = number(day)?;
                                    rest
                                }
                                _ => rest,
                            }
                        }
                        _ => return None,
                    }
                }
            }
        }
        2 if rest.starts_with('-') => {
            let (month, rest) = rest[1..].split_at(digits(&rest[1..]));
            moment.year = full_year(number(head)?, 2);
            match (month.len(), rest.strip_prefix('-')) {
                (3, _) => {
                    day_of_year = number(month);
                    rest
                }
                (2, Some(rest)) if digits(rest) == 2 => {
                    moment.month = number(month)?;
                    moment.day = number(&rest[..2])?;
                    if moment.month > 12 || matches!(rest.as_bytes().get(2), Some(b'-')) {
                        return None;
                    }
                    &rest[2..]
                }
                _ => return None,
            }
        }
        6 | 7 | 8 | 12 | 14 => {
            let year_digits = if first == 6 { 2 } else { 4 };
            moment.year = full_year(number(&head[..year_digits])?, year_digits);
            if first == 7 {
                day_of_year = number(&head[4..]);
            } else {
                moment.month = number(&head[year_digits..year_digits + 2])?;
                moment.day = number(&head[year_digits + 2..year_digits + 4])?;
            }
            if first > 8 {
                let part = |at: usize| head.get(at..at + 2).and_then(number).unwrap_or(0);
                moment.clock = part(8) * HOUR + part(10) * MINUTE + part(12) * SECOND;
            }
            rest
        }
        // Seconds or milliseconds since 1970, as programs print them.
        10 | 13 if rest.is_empty() => {
            let value = number(head)?;
            let ms = if first == 10 { value * SECOND } else { value };
            return Some(Moment { year: 1970, month: 1, day: 1, clock: 0, zone: 0 }.shifted(ms));
        }
        _ => return None,
    };
    if let Some(day) = day_of_year {
        moment = moment.on_day(day)?;
    }
    let rest = rest.trim_start_matches(|c: char| matches!(c, 'T' | 't' | ',' | '_') || c.is_whitespace());
    if rest.is_empty() {
        return Some(moment);
    }
    let mut clock = Clock::default();
    let rest = clock.read(rest).unwrap_or(rest);
    moment.clock += clock.ms;
    let rest = rest.trim();
    moment.zone = if rest.is_empty() { 0 } else { zone(rest)? };
    Some(moment)
}

impl Moment {
    fn on_day(self, day: i64) -> Option<Moment> {
        (1..=366).contains(&day).then(|| Moment { month: 1, day: 1, ..self }.shifted((day - 1) * DAY))
    }

    /// Moved by whole days (and the rest onto the clock), staying a calendar date.
    fn shifted(self, ms: i64) -> Moment {
        let days = days(self.year, self.month, self.day) + ms.div_euclid(DAY);
        // The inverse of `days`, from the same source.
        let shifted = days + 719_468;
        let era = shifted.div_euclid(146_097);
        let of_era = shifted.rem_euclid(146_097);
        let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month_from_march = (5 * of_year + 2) / 153;
        let day = of_year - (153 * month_from_march + 2) / 5 + 1;
        let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        Moment { year, month, day, clock: self.clock + ms.rem_euclid(DAY), zone: self.zone }
    }
}

#[derive(Default, Clone, Copy)]
pub struct Clock {
    pub ms: i64,
}

impl Clock {
    /// Reads `9:15`, `09:15:07.25` or `091507` at the start; gives what follows.
    pub fn read<'a>(&mut self, text: &'a str) -> Option<&'a str> {
        let bytes = text.as_bytes();
        let digits =
            |from: usize| bytes[from.min(bytes.len())..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        let number = |from: usize, to: usize| text.get(from..to).and_then(|part| part.parse::<i64>().ok());
        let first = digits(0);
        let mut parts = [0; 3];
        let mut at = first;
        match first {
            1 | 2 => {
                parts[0] = number(0, first)?;
                for part in &mut parts[1..] {
                    if bytes.get(at) != Some(&b':') || !matches!(digits(at + 1), 1 | 2) {
                        break;
                    }
                    let end = at + 1 + digits(at + 1);
                    *part = number(at + 1, end)?;
                    at = end;
                }
            }
            4 | 6 => {
                for (index, part) in parts.iter_mut().enumerate().take(first / 2) {
                    *part = number(index * 2, index * 2 + 2)?;
                }
            }
            _ => return None,
        }
        let [hours, minutes, seconds] = parts;
        if hours > 24 || minutes > 59 || seconds > 61 {
            return None;
        }
        self.ms = hours * HOUR + minutes * MINUTE + seconds * SECOND;
        if matches!(bytes.get(at), Some(b'.' | b',')) && digits(at + 1) > 0 {
            let length = digits(at + 1);
            let thousandths = format!("{:0<3}", &text[at + 1..at + 1 + length.min(3)]);
            self.ms += thousandths.parse::<i64>().unwrap_or(0);
            at += 1 + length;
        }
        text.get(at..)
    }
}

/// Two digits: 1990 to 2089. Three: years since 1900, as old programs print them.
pub fn full_year(year: i64, digits: usize) -> i64 {
    match digits {
        1 | 2 if year < 90 => 2000 + year,
        1 | 2 => 1900 + year,
        3 if year < 200 => 1900 + year,
        _ => year,
    }
}

#[cfg(test)]
mod tests {
    use super::{is_implausible, read};

    #[test]
    fn dates_are_read_as_they_are_written_in_the_wild() {
        for (text, want) in [
            ("Thu, 01 Jan 2004 19:48:21 GMT", "2004-01-01T19:48:21Z"),
            ("Thu, 01 Jan 2004 19:48:21 +0200", "2004-01-01T17:48:21Z"),
            ("Thu,  1 Jan 04 19:48 EST", "2004-01-02T00:48:00Z"),
            ("01 Jan 2004", "2004-01-01T00:00:00Z"),
            ("Jan 1, 2004 7:48 pm", "2004-01-01T19:48:00Z"),
            ("Thu Jan  1 19:48:21 2004", "2004-01-01T19:48:21Z"),
            ("Fri Sep 12 10:20:30 EDT 2003", "2003-09-12T14:20:30Z"),
            ("Sat, 01 Sep 2001 10:00:00 GMT+1", "2001-09-01T09:00:00Z"),
            ("2003-12-31T10:14:55Z", "2003-12-31T10:14:55Z"),
            ("2003-12-31T10:14:55.250-08:00", "2003-12-31T18:14:55.25Z"),
            ("2003-12-31 10:14:55 -0800", "2003-12-31T18:14:55Z"),
            ("20031231T101455Z", "2003-12-31T10:14:55Z"),
            ("2003-12", "2003-12-01T00:00:00Z"),
            ("2003", "2003-01-01T00:00:00Z"),
            ("2003-335", "2003-12-01T00:00:00Z"),
            ("2004-07-08 23:56:58.0", "2004-07-08T23:56:58Z"),
            ("31.12.2003 10:14", "2003-12-31T10:14:00Z"),
            ("12/31/2003 10:14:55 AM", "2003-12-31T10:14:55Z"),
            ("2003/12/31 24:00:00", "2004-01-01T00:00:00Z"),
            ("So, 25 Dezember 2005 10:00:00 +0100", "2005-12-25T09:00:00Z"),
            ("mar., 04 janv. 2011 08:00:00 +0100", "2011-01-04T07:00:00Z"),
            ("Κυρ, 11 Ιούλ 2004 12:00:00 EST", "2004-07-11T17:00:00Z"),
            ("2004-július-13T9:15-05:00", "2004-07-13T14:15:00Z"),
            ("2004년 05월 25일 오후 11:23:17", "2004-05-25T14:23:17Z"),
            ("Fri, 2006/09/15 08:19:53 EDT", "2006-09-15T12:19:53Z"),
            ("Thu, 01 Jan 104 19:48:21 GMT", "2004-01-01T19:48:21Z"),
            ("1072986501", "2004-01-01T19:48:21Z"),
        ] {
            assert_eq!(read(text).map(|time| time.rfc3339()).as_deref(), Some(want), "{text}");
        }
        for text in ["", "yesterday", "12", "Monday", "2004-13-45", "99:99", "☃", "GMT", "+", "2004-", "1-1"] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn a_date_that_cannot_be_is_known_as_such() {
        for (text, odd) in [("1970-01-01", true), ("2099-01-01", true), ("2004-01-01", false)] {
            assert_eq!(read(text).map(is_implausible), Some(odd), "{text}");
        }
    }
}
