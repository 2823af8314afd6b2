//! What is kept about readers: the store knows whose a row is and of which kind, and no more.

use model::{Deed, Event, EventId, HOUR, ItemId, ReaderId, ReportReason, Time};
use store::{Counters, Done, Error, Report, Reseal, SealedEvent, SealedRow, Store};

use crate::setup::on_both;

const NOTE: u8 = 10;
const PROFILE: u8 = 20;
const EVENT: u8 = 30;

pub fn row(kind: u8, place: u64, body: &str) -> SealedRow {
    SealedRow { kind, place: place.to_be_bytes().to_vec(), body: body.as_bytes().to_vec() }
}

fn did(id: u64, item: i64, deed: Deed, at: Time) -> SealedEvent {
    let event = Event { id: EventId(id), item: ItemId(item), deed, at, dwell_ms: 0, slot: 1 };
    SealedEvent { event, row: row(EVENT, id, &format!("event {id}")) }
}

fn done(item: i64, deed: Deed, hour: i64, times: u32) -> Done {
    Done { item: ItemId(item), deed, hour: Time(hour * HOUR), times }
}

async fn two_readers(store: &Store) -> (ReaderId, ReaderId) {
    let reader = store.new_reader(&[7; 32], Time(1)).await.expect("new");
    (reader, store.new_reader(&[8; 32], Time(1)).await.expect("new"))
}

#[test]
fn a_row_stands_in_its_place_until_it_is_put_anew_or_dropped() {
    on_both(async |store| {
        let (ann, bo) = two_readers(&store).await;
        let (drop, zero) = (|place: u64| Reseal::Drop { kind: NOTE, place: place.to_be_bytes().to_vec() }, "\0\u{1}");
        for (changes, want) in [
            (vec![Reseal::Put(row(NOTE, 2, "b")), Reseal::Put(row(NOTE, 1, "a"))], vec![(1, "a"), (2, "b")]),
            (vec![Reseal::Put(row(NOTE, 1, "A"))], vec![(1, "A"), (2, "b")]),
            (
                vec![Reseal::PutNew(row(NOTE, 1, "x")), Reseal::PutNew(row(NOTE, 3, "c"))],
                vec![(1, "A"), (2, "b"), (3, "c")],
            ),
            (vec![drop(2), drop(9)], vec![(1, "A"), (3, "c")]),
            (vec![drop(1), Reseal::PutNew(row(NOTE, 1, zero))], vec![(1, zero), (3, "c")]),
            (vec![Reseal::DropKind(PROFILE), Reseal::DropKind(EVENT)], vec![(1, zero), (3, "c")]),
            (vec![], vec![(1, zero), (3, "c")]),
            (vec![Reseal::DropKind(NOTE), Reseal::Put(row(NOTE, 4, ""))], vec![(4, "")]),
        ] {
            store.reseal(ann, changes.clone()).await.expect("resealed");
            let want: Vec<SealedRow> = want.into_iter().map(|(place, body)| row(NOTE, place, body)).collect();
            assert_eq!(store.sealed(ann, NOTE).await, Ok(want), "{changes:?}");
        }
        assert_eq!(store.sealed(bo, NOTE).await, Ok(vec![]), "nothing of it is another's");
        store.reseal(bo, vec![Reseal::Put(row(NOTE, 4, "hers"))]).await.expect("resealed");
        store.reseal(ann, vec![drop(4), Reseal::DropKind(NOTE)]).await.expect("resealed");
        assert_eq!(store.sealed(ann, NOTE).await, Ok(vec![]));
        assert_eq!(store.sealed(bo, NOTE).await, Ok(vec![row(NOTE, 4, "hers")]));
    });
}

#[test]
fn rows_are_found_by_their_kind_and_their_place() {
    on_both(async |store| {
        let (ann, bo) = two_readers(&store).await;
        let rows =
            [row(NOTE, 1, "a"), row(NOTE, 2, "b"), row(PROFILE, 1, "c"), row(EVENT, 1, "d"), row(u8::MAX, 1, "e")];
        store.reseal(ann, rows.iter().cloned().map(Reseal::Put).collect()).await.expect("sealed");
        assert_eq!(store.sealed_below(ann, EVENT).await, Ok(rows[..3].to_vec()));
        assert_eq!(store.sealed_below(ann, NOTE).await, Ok(vec![]));
        assert_eq!(store.sealed(ann, u8::MAX).await, Ok(rows[4..].to_vec()));
        for (reader, kind, place, want) in [
            (ann, NOTE, 2, Some(&rows[1])),
            (ann, PROFILE, 1, Some(&rows[2])),
            (ann, PROFILE, 2, None),
            (bo, NOTE, 2, None),
            (ReaderId(99), NOTE, 2, None),
        ] {
            let found = store.sealed_row(reader, kind, &row(kind, place, "").place).await;
            assert_eq!(found, Ok(want.cloned()), "{reader:?} {kind} {place}");
        }
    });
}

#[test]
fn an_event_reported_twice_counts_once_with_its_item_and_its_hour() {
    on_both(async |store| {
        let (ann, bo) = two_readers(&store).await;
        let early = Time(5 * HOUR - 1);
        let first = vec![did(u64::MAX, 5, Deed::Shown, early), did(2, 5, Deed::Opened, Time(5 * HOUR))];
        let new = store.record(ann, first.clone(), vec![Reseal::Put(row(PROFILE, 0, "one"))]).await;
        assert_eq!(new, Ok(vec![EventId(u64::MAX), EventId(2)]));
        let liked = did(3, 6, Deed::Liked, Time(6 * HOUR - 1));
        let again = vec![first[1].clone(), liked.clone(), liked, did(4, 6, Deed::Shared, Time(-1))];
        assert_eq!(store.record(ann, again, vec![]).await, Ok(vec![EventId(3), EventId(4)]));
        assert_eq!(store.record(bo, first[1..].to_vec(), vec![]).await, Ok(vec![EventId(2)]), "of another reader");

        let counters = store.counters(&[ItemId(5), ItemId(6), ItemId(7)]).await.expect("counters");
        assert_eq!(counters[&ItemId(5)], Counters { shown: 1, opened: 2, ..Counters::default() });
        assert_eq!(counters[&ItemId(6)], Counters { liked: 1, ..Counters::default() });
        assert!(!counters.contains_key(&ItemId(7)));
        let all = [
            done(6, Deed::Shared, -1, 1),
            done(5, Deed::Shown, 4, 1),
            done(5, Deed::Opened, 5, 2),
            done(6, Deed::Liked, 5, 1),
        ];
        assert_eq!(store.done_since(Time(-HOUR), 9).await, Ok(all.to_vec()));
        assert_eq!(store.sealed(ann, PROFILE).await, Ok(vec![row(PROFILE, 0, "one")]));
        let kept: Vec<SealedRow> = [2, 3, 4, u64::MAX].map(|id| row(EVENT, id, &format!("event {id}"))).to_vec();
        assert_eq!(store.sealed(ann, EVENT).await, Ok(kept));
    });
}

#[test]
fn hours_are_given_from_a_moment_on_and_let_go_of_before_it() {
    on_both(async |store| {
        let (ann, _) = two_readers(&store).await;
        let events = [4, 5, 6].map(|hour| did(hour, 1, Deed::Opened, Time(hour as i64 * HOUR + 1))).to_vec();
        store.record(ann, events, vec![]).await.expect("recorded");
        let all = [4, 5, 6].map(|hour| done(1, Deed::Opened, hour, 1));
        for (since, limit, want) in [
            (Time(0), 9, &all[..]),
            (Time(0), 2, &all[..2]),
            (Time(5 * HOUR), 9, &all[1..]),
            (Time(6 * HOUR - 1), 9, &all[1..]),
            (Time(7 * HOUR), 9, &[]),
        ] {
            assert_eq!(store.done_since(since, limit).await, Ok(want.to_vec()), "{since:?} {limit}");
        }
        for (before, gone, left) in [(Time(4 * HOUR), 0, &all[..]), (Time(6 * HOUR - 1), 1, &all[1..])] {
            assert_eq!(store.forget_hours(before).await, Ok(gone));
            assert_eq!(store.done_since(Time(0), 9).await, Ok(left.to_vec()));
        }
        let opened = store.counters(&[ItemId(1)]).await.expect("counters")[&ItemId(1)].opened;
        assert_eq!(opened, 3, "the item's own count stays");
    });
}

#[test]
fn what_is_taken_back_is_uncounted_once() {
    on_both(async |store| {
        let (ann, bo) = two_readers(&store).await;
        let at = Time(5 * HOUR);
        for reader in [ann, bo] {
            store.record(reader, vec![did(1, 5, Deed::Liked, at)], vec![]).await.expect("recorded");
        }
        let profile = |body| vec![Reseal::Put(row(PROFILE, 0, body))];
        let another = did(2, 5, Deed::Liked, at);
        assert_eq!(store.take_back(ann, another, profile("x")).await, Ok(false), "that she never did");
        assert_eq!(store.sealed(ann, PROFILE).await, Ok(vec![]), "and nothing else is changed");
        for (want, body) in [(true, "without"), (false, "twice")] {
            assert_eq!(store.take_back(ann, did(1, 5, Deed::Liked, at), profile(body)).await, Ok(want));
            assert_eq!(store.counters(&[ItemId(5)]).await.expect("counters")[&ItemId(5)].liked, 1, "the other's");
            assert_eq!(store.done_since(Time(0), 9).await, Ok(vec![done(5, Deed::Liked, 5, 1)]));
            assert_eq!(store.sealed(ann, PROFILE).await, Ok(vec![row(PROFILE, 0, "without")]));
            assert_eq!(store.sealed(ann, EVENT).await, Ok(vec![]));
        }
        assert_eq!(store.sealed(bo, EVENT).await.map(|rows| rows.len()), Ok(1));
    });
}

#[test]
fn a_report_is_the_operator_s_without_its_reader_and_comes_once() {
    on_both(async |store| {
        let (ann, _) = two_readers(&store).await;
        let event = did(1 << 53, 5, Deed::Reported, Time(9));
        assert_eq!(store.report(ann, event.clone(), ReportReason::Spam).await, Ok(true));
        assert_eq!(store.report(ann, event.clone(), ReportReason::Misleading).await, Ok(false));
        let seen = Report { item: ItemId(5), reason: ReportReason::Spam, at: Time(9) };
        assert_eq!(store.reports(9).await, Ok(vec![seen]));
        assert_eq!(store.sealed(ann, EVENT).await, Ok(vec![event.row]));
    });
}

#[test]
fn nothing_is_kept_about_a_reader_who_is_not_there() {
    on_both(async |store| {
        let nobody = ReaderId(99);
        let event = || did(1, 5, Deed::Opened, Time(5));
        let why = Error::NotThere("Reader 99".to_owned());
        assert_eq!(store.reseal(nobody, vec![Reseal::Put(row(NOTE, 1, "a"))]).await, Err(why.clone()));
        assert_eq!(store.reseal(nobody, vec![]).await, Err(why.clone()));
        assert_eq!(store.record(nobody, vec![event()], vec![]).await, Err(why.clone()));
        assert_eq!(store.report(nobody, event(), ReportReason::Spam).await, Err(why));
        assert_eq!(store.take_back(nobody, event(), vec![]).await, Ok(false));
        assert!(store.counters(&[ItemId(5)]).await.expect("counters").is_empty());
        assert_eq!(store.done_since(Time(0), 9).await, Ok(vec![]));
        assert_eq!(store.reports(9).await, Ok(vec![]));
    });
}

#[test]
fn a_change_that_fails_leaves_nothing_of_the_others() {
    on_both(async |store| {
        let (ann, _) = two_readers(&store).await;
        // No index holds a place of this length on PostgreSQL; SQLite takes it.
        let endless =
            SealedRow { kind: NOTE, place: (0..60_000u32).flat_map(|n| n.to_le_bytes()).collect(), body: vec![] };
        let changes = vec![Reseal::Put(row(NOTE, 1, "a")), Reseal::Put(endless)];
        let kept = store.reseal(ann, changes).await.is_ok();
        assert_eq!(store.sealed(ann, NOTE).await.map(|rows| rows.len()), Ok(if kept { 2 } else { 0 }));
    });
}

#[test]
fn what_is_sealed_goes_with_its_reader_and_what_was_counted_stays() {
    on_both(async |store| {
        let (ann, bo) = two_readers(&store).await;
        for reader in [ann, bo] {
            let note = vec![Reseal::Put(row(NOTE, 1, "a"))];
            store.record(reader, vec![did(1, 5, Deed::Opened, Time(5))], note).await.expect("recorded");
        }
        store.remove_reader(ann, Vec::new(), Time(99)).await.expect("removed");
        assert_eq!(store.sealed_below(ann, u8::MAX).await, Ok(vec![]));
        assert_eq!(store.sealed_below(bo, u8::MAX).await.map(|rows| rows.len()), Ok(2));
        assert_eq!(store.done_since(Time(0), 9).await, Ok(vec![done(5, Deed::Opened, 0, 2)]), "nobody's");
        assert_eq!(store.counters(&[ItemId(5)]).await.expect("counters")[&ItemId(5)].opened, 2);
    });
}
