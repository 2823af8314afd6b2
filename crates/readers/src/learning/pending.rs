//! What was shown to whom, of which it is not yet known what comes of it?
//!
//! In memory only: a page that a restart forgets teaches nothing. Slots are settled a minute after they were on the
//! screen; those that never were become no example. What is done with a slot later than that gives one more example,
//! as long as its page is kept.

use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};

use model::{DAY, Deed, Event, ItemId, MINUTE, ReaderId, Time};
use timeline::learn::Deeds;
use timeline::signals::{Slate, WIDTH};
use timeline::{Impression, Within};

/// Slots kept of one reader: her last four front pages, or one and the ends of the articles that she reads from it.
const SLOTS_EACH: usize = 120;
/// Pages kept in all, and slots: at four bytes a reading the slots bound the memory (about 100 MB when all are there).
const PAGES: usize = 20_000;
const SLOTS: usize = 200_000;
/// So long after a slot was first on the screen its outcome counts as known.
pub(crate) const SETTLED_AFTER: i64 = MINUTE;
/// What came of a clip is known once it was left for another; so long after it began, in any case.
const WATCHED_AT_MOST: i64 = 30 * MINUTE;
/// A page older than this waits for nothing more.
const KEPT: i64 = DAY;

/// A page as it was given out.
pub(crate) struct Page {
    pub at: Time,
    pub surface: u8,
    /// As in the ask.
    pub context: Option<ItemId>,
    pub device: u8,
    pub slots: Vec<Slot>,
}

pub(crate) struct Slot {
    pub item: ItemId,
    /// From 1.
    pub position: u16,
    /// As many as there are columns.
    pub readings: Vec<f32>,
    pub by_hand: f64,
    /// The chance that it had; 1 where no lot was drawn.
    pub propensity: f64,
}

/// Slots of one page whose outcome is known, or one slot with which something was done later.
pub(crate) struct Settled {
    pub reader: ReaderId,
    pub impression: Impression,
    pub positions: Vec<u16>,
    pub propensities: Vec<f64>,
    /// As in the ask.
    pub context: Option<ItemId>,
    pub device: u8,
    /// These rows were learned from before, when less had been done with them.
    pub again: bool,
}

#[derive(Default)]
pub(crate) struct Pending {
    readers: HashMap<ReaderId, VecDeque<Kept>>,
    /// By the pages' numbers, the oldest first.
    order: BTreeMap<u64, ReaderId>,
    /// When, which page, whose.
    due: BTreeSet<(Time, u64, ReaderId)>,
    late: Vec<Settled>,
    slots: usize,
    next: u64,
}

struct Kept {
    number: u64,
    page: Page,
    states: Vec<State>,
}

#[derive(Clone, Copy, Default)]
struct State {
    shown: bool,
    /// Where it was shown.
    since: Time,
    settled: bool,
    deeds: Deeds,
}

impl Kept {
    /// Is it known at this time what came of a slot that was not settled yet?
    fn is_known(&self, state: &State, at: Time) -> bool {
        let was_left =
            |other: &State| other.shown && other.since > state.since && other.since.plus(SETTLED_AFTER) <= at;
        state.shown
            && !state.settled
            && (!is_watched(&self.page) || self.states.iter().any(was_left) || state.since.plus(WATCHED_AT_MOST) <= at)
    }
}

/// One after another, each as long as she likes.
fn is_watched(page: &Page) -> bool {
    page.surface == Within::Clips.surface()
}

impl Pending {
    /// Keeps what a page was composed from. Slots without readings cannot be learned from and are left out.
    pub fn remember(&mut self, reader: ReaderId, mut page: Page) {
        page.slots.retain(|slot| slot.readings.len() == WIDTH && slot.by_hand.is_finite());
        if page.slots.is_empty() {
            return;
        }
        let number = self.next;
        self.next += 1;
        self.slots += page.slots.len();
        self.order.insert(number, reader);
        let states = vec![State::default(); page.slots.len()];
        self.readers.entry(reader).or_default().push_back(Kept { number, page, states });
        while self.slots_of(reader) > SLOTS_EACH {
            self.drop_oldest_of(reader);
        }
        while self.order.len() > PAGES || self.slots > SLOTS {
            let Some(reader) = self.order.first_key_value().map(|oldest| *oldest.1) else { break };
            self.drop_oldest_of(reader);
        }
    }

    /// Notes what she did with an item on the page that she most likely had before her: the last one given out before
    /// it. Her clock may be a little behind ours, so a deed before all pages belongs to the first of them.
    pub fn note(&mut self, reader: ReaderId, event: &Event, now: Time) {
        let Some(pages) = self.readers.get_mut(&reader) else { return };
        let place = |kept: &Kept| kept.page.slots.iter().position(|slot| slot.item == event.item);
        let before = pages.iter().rposition(|kept| kept.page.at <= event.at && place(kept).is_some());
        let Some(at) = before.or_else(|| pages.iter().position(|kept| place(kept).is_some())) else { return };
        let kept = &mut pages[at];
        let Some(place) = place(kept) else { return };
        let state = &mut kept.states[place];
        let deeds = state.deeds.and(event.deed);
        let is_news = deeds != state.deeds;
        state.deeds = deeds;
        if state.settled {
            if is_news {
                let settled = settle(reader, &kept.page, &kept.states, |other, _| other == place, true);
                self.late.extend(settled);
            }
            return;
        }
        // Whoever opened a slot has seen it, even where the report of its showing was lost.
        if !state.shown && (event.slot > 0 || event.deed == Deed::Shown) {
            state.shown = true;
            state.since = event.at.max(kept.page.at).min(now);
            self.due.insert((state.since.plus(SETTLED_AFTER), kept.number, reader));
            if is_watched(&kept.page) {
                self.due.insert((state.since.plus(WATCHED_AT_MOST), kept.number, reader));
            }
        }
    }

    /// She took it back: where it was not learned from yet, it never is.
    pub fn take_back(&mut self, reader: ReaderId, event: &Event) {
        let taken = Deeds::default().and(event.deed).0;
        for kept in self.readers.get_mut(&reader).into_iter().flatten() {
            for (slot, state) in kept.page.slots.iter().zip(&mut kept.states) {
                if slot.item == event.item && !state.settled {
                    state.deeds = Deeds(state.deeds.0 & !taken);
                }
            }
        }
    }

    /// Everything whose outcome is known by now, in the order in which it became known.
    pub fn settled(&mut self, now: Time) -> Vec<Settled> {
        let mut all = Vec::new();
        while self.due.first().is_some_and(|first| first.0 <= now) {
            let Some((at, number, reader)) = self.due.pop_first() else { break };
            let Some(kept) = self.readers.get_mut(&reader).and_then(|pages| page_mut(pages, number)) else { continue };
            let ready: Vec<bool> = kept.states.iter().map(|state| kept.is_known(state, at)).collect();
            all.extend(settle(reader, &kept.page, &kept.states, |place, _| ready[place], false));
            kept.states.iter_mut().zip(ready).for_each(|(state, ready)| state.settled |= ready);
        }
        all.append(&mut self.late);
        self.forget_before(now.plus(-KEPT));
        all
    }

    /// Pages that are kept.
    pub fn len(&self) -> usize {
        self.order.len()
    }

    /// What stands on the last page that a reader was given.
    #[cfg(test)]
    pub fn last_page(&self, reader: ReaderId) -> Vec<ItemId> {
        let last = self.readers.get(&reader).and_then(VecDeque::back);
        last.map(|kept| kept.page.slots.iter().map(|slot| slot.item).collect()).unwrap_or_default()
    }

    fn slots_of(&self, reader: ReaderId) -> usize {
        self.readers.get(&reader).map_or(0, |pages| pages.iter().map(|kept| kept.page.slots.len()).sum())
    }

    fn forget_before(&mut self, time: Time) {
        while let Some(reader) = self.order.first_key_value().map(|oldest| *oldest.1) {
            let oldest = self.readers.get(&reader).and_then(VecDeque::front);
            if oldest.is_some_and(|kept| kept.page.at >= time) {
                return;
            }
            self.drop_oldest_of(reader);
        }
    }

    fn drop_oldest_of(&mut self, reader: ReaderId) {
        let Some(pages) = self.readers.get_mut(&reader) else { return };
        if let Some(kept) = pages.pop_front() {
            self.slots -= kept.page.slots.len();
            self.order.remove(&kept.number);
        }
        if pages.is_empty() {
            self.readers.remove(&reader);
        }
    }
}

fn page_mut(pages: &mut VecDeque<Kept>, number: u64) -> Option<&mut Kept> {
    pages.iter_mut().find(|kept| kept.number == number)
}

/// One impression of the slots that are wanted; `None` where there is none.
fn settle(
    reader: ReaderId,
    page: &Page,
    states: &[State],
    wanted: impl Fn(usize, State) -> bool,
    again: bool,
) -> Option<Settled> {
    let places: Vec<usize> = (0..states.len()).filter(|&place| wanted(place, states[place])).collect();
    if places.is_empty() {
        return None;
    }
    let slots = || places.iter().map(|&place| &page.slots[place]);
    let slate = Slate::from_readings(slots().flat_map(|slot| slot.readings.iter().copied()).collect())?;
    let impression = Impression {
        at: page.at,
        items: slots().map(|slot| slot.item).collect(),
        by_hand: slots().map(|slot| slot.by_hand).collect(),
        deeds: places.iter().map(|&place| states[place].deeds).collect(),
        surface: page.surface,
        slate,
    };
    Some(Settled {
        reader,
        impression,
        positions: slots().map(|slot| slot.position).collect(),
        propensities: slots().map(|slot| slot.propensity).collect(),
        context: page.context,
        device: page.device,
        again,
    })
}

#[cfg(test)]
mod tests {
    use model::EventId;
    use timeline::learn::Head;

    use super::*;

    const ANN: ReaderId = ReaderId(1);
    const START: Time = Time(1_000 * DAY);

    fn page(at: Time, items: std::ops::Range<i64>) -> Page {
        let slot = |(place, item): (usize, i64)| Slot {
            item: ItemId(item),
            position: place as u16 + 1,
            readings: vec![item as f32; WIDTH],
            by_hand: 0.5,
            propensity: 1.0,
        };
        Page { at, surface: 0, context: None, device: 0, slots: items.enumerate().map(slot).collect() }
    }

    fn event(item: i64, deed: Deed, at: Time) -> Event {
        Event { id: EventId(1), item: ItemId(item), deed, at, dwell_ms: 0, slot: 1 }
    }

    fn opened(settled: &[Settled]) -> Vec<Vec<(i64, bool)>> {
        let row = |s: &Settled| {
            let deeds = s.impression.deeds.iter().map(|deeds| deeds.has(Head::Open));
            s.impression.items.iter().map(|item| item.0).zip(deeds).collect()
        };
        settled.iter().map(row).collect()
    }

    #[test]
    fn only_what_was_on_the_screen_becomes_an_example_a_minute_later() {
        let mut pending = Pending::default();
        pending.remember(ANN, page(START, 1..6));
        let at = START.plus(5_000);
        for (item, deed) in [(1, Deed::Shown), (2, Deed::Shown), (2, Deed::Opened), (9, Deed::Opened)] {
            pending.note(ANN, &event(item, deed, at), at);
        }
        assert!(pending.settled(at.plus(SETTLED_AFTER - 1)).is_empty());
        let settled = pending.settled(at.plus(SETTLED_AFTER));
        assert_eq!(opened(&settled), [vec![(1, false), (2, true)]]);
        assert_eq!(settled[0].positions, [1, 2]);
        assert_eq!(settled[0].impression.slate.row(1)[0], 2.0);
        assert!(pending.settled(at.plus(DAY / 2)).is_empty(), "each slot is learned from once");
    }

    #[test]
    fn a_slot_that_she_scrolls_to_later_is_settled_later_and_a_late_deed_gives_one_more_example() {
        let mut pending = Pending::default();
        pending.remember(ANN, page(START, 1..6));
        pending.note(ANN, &event(1, Deed::Shown, START), START);
        assert_eq!(opened(&pending.settled(START.plus(MINUTE))), [vec![(1, false)]]);
        let later = START.plus(10 * MINUTE);
        pending.note(ANN, &event(4, Deed::Shown, later), later);
        assert_eq!(opened(&pending.settled(later.plus(MINUTE))), [vec![(4, false)]]);
        for _ in 0..3 {
            pending.note(ANN, &event(1, Deed::Opened, later), later);
        }
        let late = pending.settled(later.plus(MINUTE));
        assert_eq!(opened(&late), [vec![(1, true)]]);
        assert!(late[0].again);
        let settled = pending.settled(START.plus(KEPT + 1));
        assert!(settled.is_empty() && pending.len() == 0 && pending.slots == 0);
        pending.note(ANN, &event(1, Deed::Liked, later), later);
        assert!(pending.settled(START.plus(KEPT + 2)).is_empty(), "after a day nothing is waited for");
    }

    #[test]
    fn a_clip_that_is_watched_for_long_is_not_passed_by() {
        let mut pending = Pending::default();
        pending.remember(ANN, Page { surface: Within::Clips.surface(), ..page(START, 1..6) });
        let minutes = |minutes: i64| START.plus(minutes * MINUTE);
        pending.note(ANN, &event(1, Deed::Shown, START), START);
        assert!(pending.settled(minutes(4)).is_empty(), "she watches it still");
        pending.note(ANN, &event(1, Deed::Finished, minutes(5)), minutes(5));
        pending.note(ANN, &event(2, Deed::Shown, minutes(5)), minutes(5));
        let settled = pending.settled(minutes(6));
        assert_eq!(settled.len(), 1);
        assert_eq!(settled[0].impression.items, [ItemId(1)]);
        assert_ne!(settled[0].impression.deeds, [Deeds::default()]);
        assert!(!settled[0].again);
        assert!(pending.settled(minutes(34)).is_empty());
        let last = pending.settled(minutes(35));
        assert_eq!(opened(&last), [vec![(2, false)]], "nothing came of the last one, and she went");
        assert!(pending.settled(minutes(90)).is_empty());
    }

    #[test]
    fn a_deed_belongs_to_the_page_that_she_had_before_her() {
        let mut pending = Pending::default();
        for minutes in [0, 10, 20] {
            pending.remember(ANN, page(START.plus(minutes * MINUTE), 1..3));
        }
        for (minutes, want) in [(12, 10), (25, 20), (-3, 0)] {
            let at = START.plus(minutes * MINUTE);
            pending.note(ANN, &event(1, Deed::Opened, at), START.plus(30 * MINUTE));
            let settled = pending.settled(START.plus(60 * MINUTE));
            assert_eq!(settled.iter().map(|s| s.impression.at).collect::<Vec<_>>(), [START.plus(want * MINUTE)]);
        }
    }

    #[test]
    fn what_she_took_back_in_time_is_never_learned() {
        let mut pending = Pending::default();
        pending.remember(ANN, page(START, 1..3));
        for deed in [Deed::Shown, Deed::Opened, Deed::Hidden] {
            pending.note(ANN, &event(1, deed, START), START);
        }
        pending.take_back(ANN, &event(1, Deed::Hidden, START));
        let settled = pending.settled(START.plus(MINUTE));
        assert_eq!(settled[0].impression.deeds, [Deeds::default().with(Head::Open)]);
    }

    #[test]
    fn what_is_kept_is_bounded_and_the_oldest_goes() {
        let mut pending = Pending::default();
        pending.remember(ANN, page(START, 1..31));
        for number in 1..=18 {
            pending.remember(ANN, page(START.plus(number), 31..36));
        }
        assert_eq!((pending.len(), pending.slots), (19, SLOTS_EACH), "a page, and the ends of eighteen articles");
        pending.remember(ANN, page(START.plus(19), 31..36));
        assert_eq!((pending.len(), pending.slots), (19, SLOTS_EACH - 25));
        for reader in 0..(PAGES as i64 + 50) {
            pending.remember(ReaderId(reader + 10), page(START.plus(reader), 1..2));
        }
        assert_eq!((pending.len(), pending.slots), (PAGES, PAGES));
        pending.note(ANN, &event(1, Deed::Shown, START), START);
        assert!(pending.due.is_empty(), "hers were the oldest");
    }

    #[test]
    fn readings_that_do_not_fit_and_readers_that_nobody_knows_are_harmless() {
        let mut pending = Pending::default();
        let mut odd = page(START, 1..3);
        odd.slots[0].readings.pop();
        odd.slots[1].by_hand = f64::NAN;
        pending.remember(ANN, odd);
        assert_eq!(pending.len(), 0);
        pending.note(ANN, &event(1, Deed::Shown, START), START);
        assert!(pending.settled(START.plus(DAY)).is_empty());
    }
}
