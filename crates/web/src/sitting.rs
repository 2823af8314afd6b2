//! How long has she sat here? Only her browser knows: it brings two moments along, and only if she wishes for breaks.

use crate::safety;
use axum::http::{HeaderMap, HeaderValue};
use model::{MINUTE, Time};

/// Whoever was away for so long begins anew.
const AWAY: i64 = 30 * MINUTE;
const COOKIE: &str = "sitting";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sitting {
    pub since: Time,
}

impl Sitting {
    pub fn begun(now: Time) -> Sitting {
        Sitting { since: now }
    }

    /// The one that goes on, or a new one where there is none, she was away, or her clock is none.
    pub fn read(headers: &HeaderMap, now: Time) -> Sitting {
        let kept = safety::cookie(headers, COOKIE).and_then(|text| {
            let (since, last) = text.split_once('-')?;
            Some((Time(since.parse::<i64>().ok()?), Time(last.parse::<i64>().ok()?)))
        });
        match kept {
            Some((since, last)) if since <= last && last <= now && now.since(last) < AWAY => Sitting { since },
            _ => Sitting::begun(now),
        }
    }

    /// `minutes` as she wishes; 0 for never.
    pub fn is_over(self, minutes: u8, now: Time) -> bool {
        self.left(minutes, now) == Some(0)
    }

    /// Milliseconds until it is over; `None` for never.
    pub fn left(self, minutes: u8, now: Time) -> Option<u64> {
        let end = self.since.plus(i64::from(minutes) * MINUTE);
        (minutes > 0).then(|| u64::try_from(end.since(now)).unwrap_or(0))
    }

    pub fn cookie(self, now: Time, https: bool) -> Option<HeaderValue> {
        safety::set_cookie(COOKIE, &format!("{}-{}", self.since.0, now.0), https)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::header;

    #[test]
    fn a_sitting_goes_on_until_she_was_away_and_is_over_when_she_wished() {
        let now = Time(100 * MINUTE);
        for (cookie, since, over) in [
            ("sitting=4800000-5900000", 80, true),
            ("sitting=5400000-5900000", 90, false),
            // She was away for more than half an hour.
            ("sitting=600000-4100000", 100, false),
            // Nonsense, and what lies ahead.
            ("sitting=9000000-9000001", 100, false),
            ("sitting=5900000-4800000", 100, false),
            ("sitting=-9223372036854775808-5900000", 100, false),
            ("sitting=x", 100, false),
            ("", 100, false),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::COOKIE, HeaderValue::from_static(cookie));
            let sitting = Sitting::read(&headers, now);
            assert_eq!(sitting.since, Time(since * MINUTE), "{cookie}");
            assert_eq!(sitting.is_over(20, now), over, "{cookie}");
            assert!(!sitting.is_over(0, now), "{cookie}");
            assert_eq!(sitting.left(90, now), Some((since as u64 - 10) * MINUTE as u64), "{cookie}");
        }
    }
}
