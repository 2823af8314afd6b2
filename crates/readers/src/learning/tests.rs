//! From a page that was given out to the model that the next one is composed with, and over a restart.

use model::{Deed, Event, EventId, HOUR, ItemId, MINUTE, ReaderId, ReportReason, Time};
use sha2::{Digest, Sha256};
use timeline::learn::Deeds;
use timeline::signals::{Slate, column_name};
use timeline::{BELOW_AN_ARTICLE, Device, HalfLife, Profile};

use super::town::{ITEMS, READERS, START, Town, opened, source_of};
use super::*;
use crate::Wish;

fn in_use(readers: &Readers) -> Arc<Model> {
    readers.learning().model()
}

/// Twelve pages each for those who are known.
async fn reads_on(town: &mut Town, now: Time) {
    let next = town.newcomers(1).await[0].0;
    for round in 0..12 {
        for reader in (next - READERS as i64..next).map(ReaderId) {
            town.reads(reader, now.plus(round * 2 * MINUTE)).await;
        }
        town.readers.learn(now.plus((round + 1) * 2 * MINUTE)).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_readers_do_becomes_a_model_that_survives_a_restart_and_can_be_taken_back() {
    let mut town = Town::new("story").await;
    assert!(!in_use(&town.readers).has_learned());
    let now = town.reads_until_a_fit_is_due().await;
    let version = town.readers.fit(2, now).expect("a fit was due");
    assert!(version.adopted && version.rows >= 3_000, "{version:?}");
    assert!(town.readers.fit(2, now).is_none(), "it is not due again at once");
    assert!(in_use(&town.readers).has_learned());

    // What is foretold from now on is better than what the weights set by hand foretold.
    let later = now.plus(2 * HOUR);
    reads_on(&mut town, later).await;
    let figures = town.readers.learned().figures;
    let (first, last) = (figures.hours.iter().find(|hour| hour.slates > 0).unwrap(), figures.hours.back().unwrap());
    assert!(last.mean_auc() > first.mean_auc() && last.mean_auc() > Some(0.65), "{first:?} {last:?}");
    assert!(last.mean_log_loss() < first.mean_log_loss(), "{first:?} {last:?}");
    assert!(figures.positions.len() == 20 && figures.versions.len() == 1);

    // What was learned since the fit is written at the end, and taken up at the start.
    let end = later.plus(30 * MINUTE);
    town.readers.keep_learned(end);
    let before = town.readers.learned();
    assert_eq!(before.models.len(), 1, "one file for a fit");
    town.restart().await;
    assert_eq!(in_use(&town.readers).hash(), before.models[0].hash);
    let slots =
        |learned: &Learned| learned.figures.hours.iter().map(|hour| (hour.hour, hour.slots)).collect::<Vec<_>>();
    assert_eq!(slots(&town.readers.learned()), slots(&before));

    // One word takes it back, on a running server, and one brings it again.
    let shelf = Shelf::new(&town.folder.join("models"));
    shelf.choose(&Choice::Off).unwrap();
    town.readers.learn(end.plus(LOOK_EVERY)).await.unwrap();
    assert!(!in_use(&town.readers).has_learned());
    shelf.choose(&Choice::Held(before.models[0].hash.clone())).unwrap();
    town.readers.learn(end.plus(2 * LOOK_EVERY)).await.unwrap();
    assert_eq!(in_use(&town.readers).hash(), before.models[0].hash);

    // A newest file that breaks off is told, and the one before taken.
    shelf.choose(&Choice::Newest).unwrap();
    let broken = town.folder.join("models").join(format!("{}.model", "ab".repeat(32)));
    std::fs::write(broken, &in_use(&town.readers).to_bytes()[..1_000]).unwrap();
    town.restart().await;
    assert_eq!(in_use(&town.readers).hash(), before.models[0].hash);
    assert!(town.readers.learned().faults[0].contains("breaks off"));
    let only = town.folder.join("models").join(format!("{}.model", before.models[0].hash));
    std::fs::write(only, b"").unwrap();
    town.restart().await;
    assert!(!in_use(&town.readers).has_learned(), "without a readable model: the weights set by hand");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_crowd_that_nobody_knows_teaches_nothing_and_moves_an_item_no_further_than_twenty_would() {
    let town = Town::new("crowd").await;
    let ask = timeline::Ask::default();
    let target = ItemId(ITEMS - 5);
    let value = |readers: &Readers| {
        let timeline = readers.compose(&ask, &Profile::default(), START);
        let place = timeline.slots.iter().position(|slot| slot.item == target);
        let would = timeline.left_out.iter().find(|left_out| left_out.item == target).and_then(|l| l.would_stand);
        place.map(|place| place as u32 + 1).or(would).unwrap_or(u32::MAX)
    };
    let mut places = Vec::new();
    for crowd in [0, 20, 1_000] {
        let readers = opened(&town.folder.join(format!("stand-{crowd}")), &town.store).await;
        for number in 0..crowd {
            for deed in [Deed::Shown, Deed::Opened] {
                let id = EventId(number * 2 + u64::from(deed == Deed::Opened));
                let event = Event { id, item: target, deed, at: START, dwell_ms: 60_000, slot: 1 };
                timeline::take_in(&event, &mut readers.stock_mut(), &mut Profile::default(), START);
            }
        }
        assert!(readers.stock().lately(target, Deed::Opened, HalfLife::Day, START) <= 20.0 + 1e-3);
        readers.tend(START);
        places.push(value(&readers));
    }
    assert_eq!(places[1], places[2], "a thousand count as twenty: {places:?}");

    // And what they do on their pages is settled without being learned.
    let mut town = town;
    let crowd = town.newcomers(30).await;
    for reader in &crowd {
        town.reads(*reader, START).await;
    }
    assert!(town.readers.learn(START.plus(5 * MINUTE)).await.unwrap() > 0, "their pages are settled");
    let learned = town.readers.learned();
    assert_eq!((learned.seen, learned.figures.positions.len()), (0, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_stands_below_an_article_is_learned_from_like_every_page() {
    let mut town = Town::new("below").await;
    let reader = town.newcomers(1).await[0];
    let known = (1..=3).map(|item| town.event(ItemId(item), Deed::Opened, START)).collect::<Vec<_>>();
    town.readers.take(reader, &known, START).await.unwrap();
    let now = START.plus(2 * HOUR);
    let article = ItemId(40);
    let wish =
        Wish { slots: 5, context: Some(article), already: vec![article], device: Device::Phone, ..Wish::default() };
    let given = town.readers.timeline(Some(reader), &Wish { slots: 20, ..Wish::default() }, now).await;
    assert_eq!(given.map(|front| front.slots.len()).ok(), Some(0), "no cards are kept of this town's items");
    town.readers.timeline(Some(reader), &wish, now).await.unwrap();
    let below = held(&town.readers.learning().pending).last_page(reader);
    assert!(below.len() == 5 && !below.contains(&article), "{below:?}");
    let mut did: Vec<Event> = below.iter().map(|item| town.event(*item, Deed::Shown, now.plus(1_000))).collect();
    did.push(town.event(below[1], Deed::Opened, now.plus(2_000)));
    town.readers.take(reader, &did, now.plus(2_000)).await.unwrap();
    let settled = held(&town.readers.learning().pending).settled(now.plus(2 * MINUTE));
    let impression = &settled[0].impression;
    assert_eq!((settled.len(), &impression.items, impression.surface), (1, &below, BELOW_AN_ARTICLE));
    let column = |name: &str| (0..timeline::signals::WIDTH).find(|&column| column_name(column) == name).unwrap();
    for (place, deeds) in impression.deeds.iter().enumerate() {
        assert_eq!(deeds.has(Head::Open), place == 1);
        let row = impression.slate.row(place);
        assert_eq!((row[column("device")], row[column("surface")]), (2.0, 4.0));
        assert!(row[column("like_context")] > 0.0, "the article was weighed");
    }
    // The same once more, to its end.
    let later = now.plus(HOUR);
    town.readers.timeline(Some(reader), &wish, later).await.unwrap();
    let below = held(&town.readers.learning().pending).last_page(reader);
    let did: Vec<Event> = below.iter().map(|item| town.event(*item, Deed::Shown, later)).collect();
    town.readers.take(reader, &did, later).await.unwrap();
    town.readers.learn(later.plus(2 * MINUTE)).await.unwrap();
    let learned = town.readers.learned();
    assert_eq!((learned.seen, learned.figures.positions.len()), (5, 0), "no place of a front page is counted");
}

#[tokio::test(flavor = "multi_thread")]
async fn events_that_cannot_be_are_harmless() {
    let mut town = Town::new("odd").await;
    let reader = town.newcomers(1).await[0];
    town.reads(reader, START).await;
    let odd = [
        Event { at: START.plus(HOUR), ..town.event(ItemId(1), Deed::Opened, START) },
        Event { at: Time(i64::MIN), ..town.event(ItemId(1), Deed::Opened, START) },
        Event { at: Time(i64::MAX), ..town.event(ItemId(1), Deed::Opened, START) },
        Event { item: ItemId(i64::MAX), ..town.event(ItemId(1), Deed::Finished, START) },
        Event { dwell_ms: u32::MAX, slot: u16::MAX, ..town.event(ItemId(2), Deed::Finished, START) },
    ];
    let taken = town.readers.take(reader, &odd, START.plus(MINUTE)).await.unwrap();
    assert_eq!(taken, 2, "those from the future and from long ago are dropped");
    assert_eq!(town.readers.take(reader, &odd, START.plus(MINUTE)).await.unwrap(), 0, "twice counts once");
    let twice = town.event(ItemId(3), Deed::Shown, START);
    assert_eq!(town.readers.take(reader, &[twice, twice], START.plus(MINUTE)).await.unwrap(), 1, "in one report too");
    town.readers.learn(START.plus(HOUR)).await.unwrap();
    let minutes = town.readers.learned().figures.minutes;
    assert!(minutes.iter().all(|(minute, _)| (*minute - START.0 / MINUTE).abs() < 5), "{minutes:?}");
    let timeline = town.readers.compose(&timeline::Ask::default(), &Profile::default(), START.plus(HOUR));
    assert!(timeline.slots.iter().all(|slot| slot.value.is_finite()));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_undo_takes_the_deed_out_of_every_counter_and_leaves_what_others_did() {
    let mut town = Town::new("undo").await;
    let readers = town.newcomers(2).await;
    let item = ItemId(7);
    for reader in &readers {
        let known: Vec<Event> = (1..=6).map(|item| town.event(ItemId(item), Deed::Opened, START)).collect();
        town.readers.take(*reader, &known, START).await.unwrap();
    }
    let now = START.plus(2 * HOUR);
    let bytes = |town: &Town| town.readers.stock().to_bytes();
    let hidden = |town: &Town| town.readers.stock().lately(item, Deed::Hidden, HalfLife::Day, now);
    let wish = Wish { slots: 20, ..Wish::default() };
    let other = Event { slot: 0, dwell_ms: 0, ..town.event(item, Deed::Hidden, now) };
    town.readers.say(readers[0], other, &wish, now).await.unwrap();
    let before = (bytes(&town), hidden(&town), town.store.counters(&[item]).await.unwrap());
    assert!((before.1 - 1.0).abs() < 1e-6 && before.2[&item].hidden == 1);
    let event = Event { slot: 0, dwell_ms: 0, ..town.event(item, Deed::Hidden, now) };
    town.readers.say(readers[1], event, &wish, now).await.unwrap();
    assert!((hidden(&town) - 2.0).abs() < 1e-6);
    assert!(town.readers.undo(readers[1], now).await.unwrap());
    assert_eq!((bytes(&town), hidden(&town), town.store.counters(&[item]).await.unwrap()), before);
    let kept = town.readers.export(readers[1]).await.unwrap().events;
    assert!(kept.len() == 6 && kept.iter().all(|event| event.deed != Deed::Hidden));
    assert!(!town.readers.undo(readers[1], now).await.unwrap(), "once");
    // An hour later nothing of it is left either, and nothing falls below zero.
    town.readers.say(readers[1], Event { id: EventId(9_999), at: now, ..event }, &wish, now).await.unwrap();
    let later = now.plus(HOUR);
    let meanwhile = town.event(item, Deed::Hidden, later);
    town.readers.take(readers[0], &[meanwhile], later).await.unwrap();
    assert!(town.readers.undo(readers[1], later).await.unwrap());
    let left = town.readers.stock().lately(item, Deed::Hidden, HalfLife::Hour, later);
    assert!((left - 1.5).abs() < 1e-5, "one of now and one of an hour ago: {left}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_reader_reports_she_sees_no_more_and_the_operator_sees_once() {
    let town = Town::new("report").await;
    let readers = town.newcomers(2).await;
    let shown = |reader| {
        let readers = &town.readers;
        async move {
            let known = readers.known(Some(reader)).await.unwrap();
            let timeline = readers.compose(&timeline::Ask::default(), &known.profile, START);
            timeline.slots.iter().map(|slot| slot.item).collect::<Vec<_>>()
        }
    };
    let item = shown(readers[0]).await[0];
    for (times, reason) in [ReportReason::Spam, ReportReason::Misleading].into_iter().enumerate() {
        assert_eq!(town.readers.report(readers[0], item, reason, START).await.unwrap(), times == 0);
    }
    assert!(town.readers.report(readers[1], item, ReportReason::Offensive, START.plus(1)).await.unwrap());
    let told: Vec<_> = town.readers.reports(10).await.unwrap().iter().map(|r| (r.item, r.reason, r.at)).collect();
    assert_eq!(told, [(item, ReportReason::Offensive, START.plus(1)), (item, ReportReason::Spam, START)]);
    assert!(!shown(readers[0]).await.contains(&item));
}

/// Fitted on the same pages, as if everybody liked what nobody likes.
fn upside_down(town: &Town, now: Time) -> (timeline::learn::Fitted, usize) {
    let mut learner = Learner::new(in_use(&town.readers).as_ref().clone());
    for seed in 0..400 {
        let already = (1..=ITEMS).filter(|item| item % 7 > seed % 7).map(ItemId).collect();
        let ask = timeline::Ask { slots: 20, seed: seed as u64, already, ..timeline::Ask::default() };
        let mut page = town.readers.compose(&ask, &Profile::default(), now);
        page.slots.retain(|slot| slot.readings.is_some());
        let readings = page.slots.iter().flat_map(|slot| slot.readings.clone().unwrap_or_default()).collect();
        let by_hand: Vec<f64> = page.slots.iter().map(|slot| slot.by_hand).collect();
        let deeds: Vec<Deeds> = page
            .slots
            .iter()
            .map(|slot| if source_of(slot.item).0 > 2 { Deeds::default().with(Head::Open) } else { Deeds::default() })
            .collect();
        let slate = Slate::from_readings(readings).unwrap();
        learner.learn(&Outcome { at: now, slate: &slate, by_hand: &by_hand, deeds: &deeds });
    }
    let lesson = learner.lesson(now);
    (lesson.fit(2), lesson.rows())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_model_that_would_have_done_clearly_worse_is_not_taken_and_the_old_one_stays_in_use() {
    let mut town = Town::new("worse").await;
    let now = town.reads_until_a_fit_is_due().await;
    assert!(town.readers.fit(2, now).unwrap().adopted);
    let later = now.plus(2 * HOUR);
    reads_on(&mut town, later).await;
    let now = later.plus(HOUR / 2);
    let before = town.readers.learned();
    let (fitted, rows) = upside_down(&town, now);
    let refused = town.readers.learning().consider(fitted, rows, 0.0, now);
    let after = town.readers.learned();
    assert!(!refused.adopted && after.figures.versions.back().is_some_and(|version| !version.adopted));
    let (slates, auc, _) = after.figures.versions.back().unwrap().compared.unwrap();
    assert!(slates >= 100 && auc[1] < auc[0] - 0.1, "{slates} slates, {auc:?}");
    assert_eq!(after.in_use.hash(), before.in_use.hash());
    assert_eq!(after.models.len(), before.models.len(), "no file is written for it");
    assert_eq!(held(&town.readers.learning().learner).model().number(), 1, "nor is it learned on");
    // What learns on is still published, and a restart finds the old one.
    town.readers.keep_learned(now);
    town.restart().await;
    assert_eq!(in_use(&town.readers).number(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_broken_model_file_leaves_a_working_timeline_and_one_clear_sentence() {
    let mut town = Town::new("broken").await;
    let now = town.reads_until_a_fit_is_due().await;
    assert!(town.readers.fit(2, now).unwrap().adopted);
    let good = town.readers.learned().models[0].model.to_bytes();
    let models = town.folder.join("models");
    let with = |at: usize, bytes: &[u8]| {
        let mut broken = good.clone();
        broken[at..at + bytes.len()].copy_from_slice(bytes);
        broken
    };
    let nan = f64::NAN.to_le_bytes();
    let mut files =
        vec![Vec::new(), b"GIF89a".to_vec(), vec![0; good.len()], with(8, &[9; 8]), with(good.len() - 8, &nan)];
    files.extend([1, 9, 20, 100, good.len() / 2, good.len() - 1].map(|end| good[..end].to_vec()));
    files.push([&good[..], b"more"].concat());
    // Not a number, and endless, wherever they may stand.
    let step = good.len() / 40;
    files.extend((28..good.len() - 8).step_by(step).map(|at| with(at, &nan)));
    files.extend((28..good.len() - 8).step_by(step).map(|at| with(at, &f32::INFINITY.to_le_bytes())));
    let mut refused = 0;
    for bytes in files {
        std::fs::remove_dir_all(&models).unwrap();
        std::fs::create_dir_all(&models).unwrap();
        let name = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect::<String>();
        std::fs::write(models.join(format!("{name}.model")), &bytes).unwrap();
        town.restart().await;
        let learned = town.readers.learned();
        match &learned.faults[..] {
            [] => assert!(learned.in_use.has_learned()),
            [fault] => {
                refused += 1;
                assert!(!learned.in_use.has_learned());
                assert!(fault.contains(&name[..12]) && !fault.contains('\n'), "{fault}");
            }
            several => panic!("{several:?}"),
        }
        let timeline = town.readers.compose(&timeline::Ask::default(), &Profile::default(), now);
        assert_eq!(timeline.slots.len(), 30);
        assert!(timeline.slots.iter().all(|slot| slot.value.is_finite()));
    }
    assert!(refused >= 13, "{refused}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_done_lately_is_counted_again_after_a_restart_without_anybody_s_keys() {
    let mut town = Town::new("counted").await;
    let readers = town.newcomers(3).await;
    let (item, now) = (ItemId(7), START.plus(HOUR));
    for reader in &readers {
        let opened = town.event(item, Deed::Opened, START);
        town.readers.take(*reader, &[opened], now).await.unwrap();
    }
    let lately = |town: &Town| town.readers.stock().lately(item, Deed::Opened, HalfLife::Day, now);
    let before = lately(&town);
    assert!(before > 2.0);
    town.restart().await;
    assert!(lately(&town) < 1e-6 && town.readers.history(readers[0], None, 9).await.is_err());
    town.readers.load(now).await.unwrap();
    assert!((lately(&town) - before).abs() < 0.2, "to the hour: {} and {before}", lately(&town));
}
