//! A moment: milliseconds since 1970-01-01 UTC, as kept in every row.

use jiff::Timestamp;

/// One second, minute, hour and day in milliseconds.
pub const SECOND: i64 = 1_000;
pub const MINUTE: i64 = 60 * SECOND;
pub const HOUR: i64 = 60 * MINUTE;
pub const DAY: i64 = 24 * HOUR;

/// Milliseconds since 1970-01-01T00:00:00Z. Ordered, copied, never read from a clock by the thinking crates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Time(pub i64);

impl Time {
    /// The clock of this machine. Only crates that do something may ask.
    pub fn now() -> Time {
        Time(Timestamp::now().as_millisecond())
    }

    /// Milliseconds from `earlier` to `self`; negative when `earlier` is later.
    pub fn since(self, earlier: Time) -> i64 {
        self.0.saturating_sub(earlier.0)
    }

    /// This moment moved by `ms` milliseconds.
    pub fn plus(self, ms: i64) -> Time {
        Time(self.0.saturating_add(ms))
    }

    /// RFC 3339 in UTC to the second (`2026-11-23T09:30:00Z`), with milliseconds only where there are any.
    pub fn rfc3339(self) -> String {
        match Timestamp::from_millisecond(self.0) {
            Ok(moment) => moment.to_string(),
            Err(_) => if self.0 < 0 { "-009999-01-02T01:59:59Z" } else { "9999-12-30T22:00:00Z" }.to_owned(),
        }
    }

    /// Reads RFC 3339 with an offset; `None` for anything else.
    pub fn from_rfc3339(text: &str) -> Option<Time> {
        text.trim().parse::<Timestamp>().ok().map(|moment| Time(moment.as_millisecond()))
    }
}

#[cfg(test)]
mod tests {
    use super::Time;

    #[test]
    fn times_read_back_what_they_wrote() {
        for (text, ms) in [
            ("1970-01-01T00:00:00Z", 0),
            ("2026-11-23T09:30:00Z", 1_795_426_200_000),
            ("2026-11-23T09:30:00.25Z", 1_795_426_200_250),
        ] {
            assert_eq!(Time::from_rfc3339(text), Some(Time(ms)), "{text}");
            assert_eq!(Time(ms).rfc3339(), text);
        }
        assert_eq!(Time::from_rfc3339("2026-11-23T10:30:00+01:00"), Some(Time(1_795_426_200_000)));
        assert_eq!(Time::from_rfc3339("yesterday"), None);
        assert!(Time(i64::MAX).rfc3339().starts_with("9999"));
    }
}
