//! `/newsroom/…`: where those work who write. To everybody else these addresses lead nowhere.

mod access;
mod authors;
mod clips;
mod comments;
mod house;
mod manuscript;
mod manuscripts;
mod mentions;
mod pictures;
mod published;
mod revisions;
mod while_writing;

pub use manuscript::{base_of, content_of, seen, whole};
pub use published::{piece, withdrawn};

use crate::{Wrong, site::Site};
use axum::{
    Router,
    extract::DefaultBodyLimit,
    routing::{get, post},
};
use jiff::{civil::DateTime, tz::TimeZone};
use model::Time;

/// A text at its longest, as a form spells it, and the fields around it.
const LONGEST_TEXT: usize = 4 * 1024 * 1024;

pub fn router() -> Router<Site> {
    let writing = Router::new()
        .route("/newsroom/{id}", get(manuscript::desk).post(manuscript::press))
        .route("/newsroom/{id}/auto", post(while_writing::keep))
        .route("/newsroom/{id}/shown", post(while_writing::show))
        .route("/newsroom/pasted", post(while_writing::pasted))
        .layer(DefaultBodyLimit::max(LONGEST_TEXT));
    let wall = Router::new()
        .route("/newsroom/pictures", get(pictures::wall).post(pictures::hang))
        .layer(DefaultBodyLimit::max(newsroom::LARGEST + 64 * 1024));
    Router::new()
        .route("/newsroom", get(manuscripts::list).post(manuscripts::begin))
        .route("/newsroom/chair", post(manuscripts::take_chair))
        .route("/newsroom/{id}/preview", get(manuscript::preview))
        .route("/newsroom/{id}/revisions", get(revisions::list))
        .route("/newsroom/{id}/free", post(while_writing::free))
        .route("/newsroom/pictures/{id}", get(pictures::one).post(pictures::change))
        .route("/newsroom/authors", get(authors::list).post(authors::add))
        .route("/newsroom/authors/{id}", get(authors::one).post(authors::change))
        .route("/newsroom/comments", get(comments::queue).post(comments::decide))
        .route("/newsroom/clips", get(clips::queue).post(clips::decide))
        .route("/newsroom/mentions", get(mentions::list).post(mentions::decide))
        .route("/newsroom/house", get(house::house).post(house::press))
        .route("/newsroom/access", get(access::form).post(access::open))
        .route("/newsroom/access/{id}", get(access::look))
        .route("/section/{slug}", get(published::section))
        .route("/author/{slug}", get(published::author))
        .route("/tag/{slug}", get(published::tag))
        .merge(writing)
        .merge(wall)
}

pub use super::tune::Pairs;

pub fn typed<'p>(pairs: &'p Pairs, name: &str) -> &'p str {
    pairs.iter().find(|(typed, _)| typed == name).map_or("", |(_, value)| value)
}

/// A moment by the edition's clock, as `datetime-local` has it (HTML, 2.3.5.5). One that the clock leaves out in spring is
/// an hour later, of one that it has twice in autumn the first is meant.
pub fn moment(text: &str, zone: &TimeZone) -> Option<Time> {
    let civil: DateTime = text.trim().parse().ok()?;
    let zoned = zone.to_ambiguous_zoned_datetime(civil).compatible().ok()?;
    Some(Time(zoned.timestamp().as_millisecond()))
}

/// `1795426200000-12`: a place in a list, and the way on from it.
fn mark(text: &str) -> Option<(Time, i64)> {
    let (time, id) = text.split_once('-')?;
    Some((Time(time.parse().ok()?), id.parse().ok()?))
}

fn found<T>(found: Option<T>) -> Result<T, Wrong> {
    found.ok_or(Wrong::NoSuchItem)
}

#[cfg(test)]
mod tests {
    use super::moment;
    use jiff::tz::TimeZone;

    #[test]
    fn a_time_that_a_clock_skips_or_repeats_is_one_moment() {
        let zone = TimeZone::posix("CET-1CEST,M3.5.0,M10.5.0/3").unwrap();
        for (typed, want) in [
            ("2026-11-28T18:30", Some("2026-11-28T17:30:00Z")),
            ("2026-11-28T18:30:15", Some("2026-11-28T17:30:15Z")),
            ("2026-03-29T02:30", Some("2026-03-29T01:30:00Z")),
            ("2026-10-25T02:30", Some("2026-10-25T00:30:00Z")),
            ("", None),
            ("tomorrow", None),
            ("2026-02-30T10:00", None),
        ] {
            assert_eq!(moment(typed, &zone).map(model::Time::rfc3339).as_deref(), want, "{typed}");
        }
    }
}
