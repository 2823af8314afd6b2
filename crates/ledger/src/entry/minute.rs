//! Which minute is it, in UTC?

use std::fmt::{self, Write};

use super::lines::Value;

const DAY: i64 = 24 * 60;
/// The years that an entry can name.
const YEARS: std::ops::RangeInclusive<i64> = 2020..=9999;

/// Minutes since 1970-01-01T00:00Z.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Minute(pub i64);

/// Days since 1970-01-01.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Day(pub i64);

impl Minute {
    /// Reads `YYYY-MM-DDTHH:MMZ`, from 2020 to 9999.
    #[must_use]
    pub fn from_text(text: &str) -> Option<Self> {
        let (day, time) = text.split_at_checked(10)?;
        let (hour, minute) = time.strip_prefix('T')?.strip_suffix('Z')?.split_once(':')?;
        let (hour, minute) = (digits(hour, 2)?, digits(minute, 2)?);
        (hour < 24 && minute < 60).then_some(Self(Day::from_text(day)?.0 * DAY + hour * 60 + minute))
    }

    /// From seconds since 1970, rounded down.
    #[must_use]
    pub fn from_seconds(seconds: i64) -> Self {
        Self(seconds.div_euclid(60))
    }

    #[must_use]
    pub fn day(self) -> Day {
        Day(self.0.div_euclid(DAY))
    }

    /// So many minutes later.
    #[must_use]
    pub fn plus(self, minutes: i64) -> Self {
        Self(self.0.saturating_add(minutes))
    }
}

impl Day {
    /// Reads `YYYY-MM-DD`, from 2020 to 9999.
    #[must_use]
    pub fn from_text(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, '-');
        let (year, month, day) = (digits(parts.next()?, 4)?, digits(parts.next()?, 2)?, digits(parts.next()?, 2)?);
        let is_date = YEARS.contains(&year) && (1..=12).contains(&month) && day >= 1;
        let day = Self(if is_date { days(year, month, day) } else { return None });
        // A day that the month does not have is another one of the next.
        (day.date().1 == month).then_some(day)
    }

    /// Its first minute.
    #[must_use]
    pub fn start(self) -> Minute {
        Minute(self.0.saturating_mul(DAY))
    }

    /// Year, month and day.
    #[must_use]
    pub fn date(self) -> (i64, i64, i64) {
        // Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", civil_from_days: years begin in March.
        let shifted = self.0.saturating_add(719_468);
        let era = shifted.div_euclid(146_097);
        let of_era = shifted.rem_euclid(146_097);
        let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year + year / 4 - year / 100);
        let month = (5 * of_year + 2) / 153;
        let day = of_year - (153 * month + 2) / 5 + 1;
        let month = if month < 10 { month + 3 } else { month - 9 };
        (year + era * 400 + i64::from(month <= 2), month, day)
    }
}

/// Days since 1970-01-01 of a date (days_from_civil, as above).
pub(crate) fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

fn digits(text: &str, count: usize) -> Option<i64> {
    let is_plain = text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_plain { text.parse().ok() } else { None }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.date();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

impl fmt::Display for Minute {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let of_day = self.0.rem_euclid(DAY);
        write!(f, "{}T{:02}:{:02}Z", self.day(), of_day / 60, of_day % 60)
    }
}

impl Value for Minute {
    fn parse(text: &str) -> Result<Self, String> {
        Self::from_text(text).ok_or_else(|| "a minute as YYYY-MM-DDTHH:MMZ, from 2020 to 9999".to_owned())
    }

    fn format(&self, out: &mut String) {
        let _ = write!(out, "{self}");
    }
}

impl Value for Day {
    fn parse(text: &str) -> Result<Self, String> {
        Self::from_text(text).ok_or_else(|| "a day as YYYY-MM-DD, from 2020 to 9999".to_owned())
    }

    fn format(&self, out: &mut String) {
        let _ = write!(out, "{self}");
    }
}
