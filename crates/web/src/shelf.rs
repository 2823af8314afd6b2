//! Pages that are the same for everybody for a moment: of visitors whom nobody knows, one makes such a page and the
//! others get it too.

use crate::reply::Html;
use std::{
    collections::HashMap,
    hash::{DefaultHasher, Hash, Hasher},
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

pub struct Shelf {
    /// Bytes of all pages together, at most.
    room: usize,
    kept: Mutex<HashMap<u64, Shelved>>,
}

struct Shelved {
    made: Instant,
    /// When somebody last set out to make it anew.
    claimed: Instant,
    html: Html,
}

impl Shelf {
    const FRESH: Duration = Duration::from_secs(1);
    /// While one visitor's request makes it anew, the others get it so old at most.
    const STALE: Duration = Duration::from_secs(3);

    /// `room` in bytes: a page that finds none is not kept, and made again for whoever asks next.
    pub fn with_room(room: usize) -> Shelf {
        Shelf { room, kept: Mutex::default() }
    }

    fn place(key: impl Hash) -> u64 {
        let mut hasher = DefaultHasher::new();
        key.hash(&mut hasher);
        hasher.finish()
    }

    /// `None` tells whoever asks to make the page; it tells so one of many who ask at once.
    pub fn get(&self, key: impl Hash, now: Instant) -> Option<Html> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let shelved = kept.get_mut(&Shelf::place(key))?;
        let (age, waited) = (now.duration_since(shelved.made), now.duration_since(shelved.claimed));
        if age >= Shelf::STALE || (age >= Shelf::FRESH && waited >= Shelf::FRESH) {
            shelved.claimed = now;
            return None;
        }
        Some(shelved.html.clone())
    }

    pub fn put(&self, key: impl Hash, now: Instant, html: &Html) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let place = Shelf::place(key);
        kept.remove(&place);
        if held(&kept) + html.bytes() > self.room {
            kept.retain(|_, shelved| now.duration_since(shelved.made) < Shelf::STALE);
        }
        if held(&kept) + html.bytes() <= self.room {
            kept.insert(place, Shelved { made: now, claimed: now, html: html.clone() });
        }
    }
}

fn held(kept: &HashMap<u64, Shelved>) -> usize {
    kept.values().map(|shelved| shelved.html.bytes()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(text: &str) -> Html {
        Html::from(maud::html! { (text) })
    }

    #[test]
    fn an_old_page_is_made_anew_by_one_visitor_only() {
        let (shelf, start) = (Shelf::with_room(1_000), Instant::now());
        let after = |ms| start + Duration::from_millis(ms);
        assert!(shelf.get("front", start).is_none(), "nobody made it yet");
        shelf.put("front", start, &page("news"));
        for (ms, found) in [(999, true), (1_000, false), (1_001, true), (1_900, true), (2_000, false), (3_001, false)] {
            assert_eq!(shelf.get("front", after(ms)).is_some(), found, "after {ms} ms");
        }
        assert!(shelf.get("other", after(1)).is_none());
    }

    #[test]
    fn a_full_shelf_takes_a_page_once_others_are_old() {
        let (shelf, start) = (Shelf::with_room(1_000), Instant::now());
        let after = |ms| start + Duration::from_millis(ms);
        let large = "x".repeat(400);
        for (name, ms, kept) in [
            ("first", 0, true),
            ("second", 10, true),
            ("third", 20, false),
            // The same again takes the place that it had.
            ("second", 30, true),
            ("third", 3_005, true),
            ("fourth", 3_006, false),
            ("fourth", 3_031, true),
        ] {
            shelf.put(name, after(ms), &page(&large));
            assert_eq!(shelf.get(name, after(ms)).is_some(), kept, "{name} at {ms} ms");
        }
        assert!(shelf.get("second", after(3_032)).is_none(), "an old one made room");
        shelf.put("huge", after(9_000), &page(&large.repeat(9)));
        assert!(shelf.get("huge", after(9_000)).is_none());
    }
}
