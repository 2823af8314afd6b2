//! What should not be, and what comes of it: nothing worse than a timeline that is a little poorer.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod town;

use model::{Deed, Event, EventId, HOUR, ItemId, MINUTE, Time, Topic};
use timeline::learn::{Deeds, Head, Learner, Outcome};
use timeline::signals::{Slate, WIDTH};
use timeline::{Ask, Bundle, HalfLife, Model, Order, Profile, Sliders, Standing, Stock, Within, compose, take_in};
use town::{ARTS, FOOTBALL, NOW, SPORT, WEATHER, event, item, stock_of, town};

fn values_are_numbers(stock: &Stock, profile: &Profile, model: &Model) {
    for order in Order::ALL {
        let timeline = compose(&Ask { order, ..Ask::default() }, stock, profile, model, NOW);
        assert!(!timeline.slots.is_empty() || order == Order::Following);
        assert!(timeline.slots.iter().all(|slot| slot.value.is_finite() && slot.by_hand.is_finite()), "{order:?}");
    }
}

#[test]
fn an_empty_stock_gives_an_empty_page_whatever_is_asked_of_it() {
    let stock = stock_of(&[]);
    let mut reader = Profile::default();
    let mut full = stock_of(&town());
    take_in(&event(ItemId(1), Deed::Opened, NOW), &mut full, &mut reader, NOW);
    for order in Order::ALL {
        for within in [Within::Everything, Within::Topic(SPORT), Within::Source(model::SourceId(1))] {
            for context in [None, Some(ItemId(1))] {
                for profile in [&Profile::default(), &reader] {
                    let ask = Ask { order, within, context, explain_fully: true, ..Ask::default() };
                    let timeline = compose(&ask, &stock, profile, &Model::empty(), NOW);
                    assert!(timeline.slots.is_empty() && timeline.left_out.is_empty() && !timeline.more);
                    let bundle = Bundle::of(&ask, &stock, profile, &Model::empty(), NOW);
                    assert_eq!(bundle.replay().as_ref(), Ok(bundle.receipt()));
                }
            }
        }
    }
}

#[test]
fn events_about_nothing_or_from_the_end_of_time_change_no_page() {
    let mut stock = stock_of(&town());
    let mut profile = Profile::default();
    let before = (stock.to_bytes(), profile.clone());
    for item in [0, -1, 99_999, i64::MAX, i64::MIN] {
        for deed in Deed::ALL.into_iter().filter(|deed| !matches!(deed, Deed::Opened | Deed::Finished)) {
            assert_eq!(take_in(&event(ItemId(item), deed, NOW), &mut stock, &mut profile, NOW), 0.0);
        }
    }
    assert_eq!((stock.to_bytes(), profile.clone()), before);
    for at in [Time(i64::MIN / 4), Time(0), NOW.plus(400 * 24 * HOUR), Time(i64::MAX / 4)] {
        for dwell_ms in [0, u32::MAX] {
            for deed in Deed::ALL {
                let odd = Event { dwell_ms, slot: u16::MAX, ..event(ItemId(5), deed, at) };
                take_in(&odd, &mut stock, &mut profile, NOW);
            }
        }
    }
    values_are_numbers(&stock, &profile, &Model::empty());
    assert!(stock.lately(ItemId(5), Deed::Liked, HalfLife::Day, NOW) <= 4.0 + 1e-6, "the future counts as now");
}

#[test]
fn the_order_in_which_reports_arrive_changes_little_and_what_she_read_nothing() {
    let deeds: Vec<Event> = (1..=12)
        .flat_map(|id| {
            let at = NOW.plus(-id * 20 * MINUTE);
            [Deed::Shown, Deed::Opened].map(|deed| event(ItemId(id), deed, at))
        })
        .collect();
    let after = |deeds: &mut dyn Iterator<Item = &Event>| {
        let (mut stock, mut profile) = (stock_of(&town()), Profile::default());
        deeds.for_each(|event| {
            take_in(event, &mut stock, &mut profile, NOW);
        });
        (stock, profile)
    };
    let (in_time, hers) = after(&mut deeds.iter().rev());
    let (late, same) = after(&mut deeds.iter());
    let read = |profile: &Profile| {
        let mut read = profile.read();
        read.sort_unstable();
        read
    };
    assert_eq!(read(&hers), read(&same));
    for ((topic, one), (other, two)) in hers.topics().into_iter().zip(same.topics()) {
        assert!(topic == other && (one - two).abs() < 0.2 * one.abs().max(0.2), "{topic:?}: {one} and {two}");
    }
    for id in 1..=12 {
        let [one, two] =
            [&in_time, &late].map(|stock| stock.lately(ItemId(id), Deed::Opened, HalfLife::FourHours, NOW));
        assert!((one - two).abs() < 1e-4, "{id}: {one} and {two}");
    }
}

#[test]
fn who_opens_everything_counts_less_with_each_opening() {
    let mut stock = stock_of(&town());
    let mut profile = Profile::default();
    let first = NOW.plus(-3 * HOUR);
    for id in 1..=6 {
        take_in(&event(ItemId(id), Deed::Opened, first), &mut stock, &mut profile, NOW);
    }
    let weights: Vec<f64> = (7..=290)
        .map(|id| take_in(&event(ItemId(id), Deed::Opened, NOW), &mut stock, &mut profile, NOW))
        .filter(|weight| *weight > 0.0)
        .collect();
    assert_eq!(weights[0], 1.0, "she is known");
    assert!(weights.windows(2).all(|pair| pair[1] <= pair[0]), "{weights:?}");
    assert!(*weights.last().unwrap() < 0.1, "{weights:?}");
    values_are_numbers(&stock, &profile, &Model::empty());
}

/// The bounds: what a thousand unknown do counts as twenty; what a thousand who are known do leaves the page full, and
/// its source with as many slots as any may have.
#[test]
fn a_thousand_who_act_as_one_carry_an_item_no_further_than_the_page_s_rules_allow() {
    let target = ItemId(120);
    let place = |stock: &Stock| {
        let timeline = compose(&Ask::default(), stock, &Profile::default(), &Model::empty(), NOW);
        let source = stock.get(target).unwrap().source;
        let of_its_source =
            timeline.slots.iter().filter(|slot| stock.get(slot.item).is_some_and(|item| item.source == source)).count();
        assert!(of_its_source <= 6 && timeline.slots.len() == 30, "{of_its_source} of {}", timeline.slots.len());
        let slot = timeline.slots.iter().position(|slot| slot.item == target);
        let left = timeline.left_out.iter().find(|left_out| left_out.item == target).and_then(|left| left.would_stand);
        slot.map_or(left.unwrap_or(u32::MAX), |slot| slot as u32 + 1)
    };
    let after = |crowd: u64, known: bool| {
        let mut stock = stock_of(&town());
        for number in 0..crowd {
            for deed in [Deed::Shown, Deed::Opened, Deed::Finished, Deed::Liked] {
                let event = Event { id: EventId(number), dwell_ms: 60_000, ..event(target, deed, NOW) };
                if known {
                    stock.count(&event, Standing::Known(1.0));
                } else {
                    take_in(&event, &mut stock, &mut Profile::default(), NOW);
                }
            }
        }
        stock.tend(NOW);
        place(&stock)
    };
    assert_eq!(after(20, false), after(1_000, false), "unknown: as twenty");
    after(1_000, true);
}

#[test]
fn what_is_not_a_number_spoils_neither_counters_nor_model_nor_page() {
    let mut stock = stock_of(&town());
    for weight in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, -1.0, 1e300] {
        stock.count(&event(ItemId(3), Deed::Opened, NOW), Standing::Known(weight));
    }
    assert!(stock.lately(ItemId(3), Deed::Opened, HalfLife::Day, NOW) <= 1.0, "one of them may count, and once");
    let mut learner = Learner::default();
    for number in 0..900_u32 {
        let odd = [f32::NAN, f32::INFINITY, f32::NEG_INFINITY, f32::MAX, 0.0][number as usize % 5];
        let mut readings = vec![0.5; WIDTH * 6];
        (0..6).for_each(|place| readings[place * WIDTH + 3] = (number * 7 + place as u32 * 13) as f32 % 10.0);
        readings[(number as usize * 11) % (WIDTH * 6)] = odd;
        let deeds: Vec<Deeds> = (0..6)
            .map(|place| match readings[place * WIDTH + 3] > 6.0 {
                true => Deeds::default().with(Head::Open),
                false => Deeds::default(),
            })
            .collect();
        let slate = Slate::from_readings(readings).unwrap();
        let by_hand = [0.1, f64::from(odd), 0.2, 0.3, 0.0, -0.1];
        learner.learn(&Outcome { at: NOW, slate: &slate, by_hand: &by_hand, deeds: &deeds });
    }
    let fitted = learner.lesson(NOW).fit(1);
    learner.adopt(fitted);
    let model = Model::from_bytes(&learner.model().to_bytes()).expect("it can be read again, so it holds numbers only");
    values_are_numbers(&stock, &Profile::default(), &model);
    values_are_numbers(&stock, &Profile::default(), learner.model());
}

#[test]
fn sliders_beyond_the_last_step_are_the_last_step() {
    let stock = stock_of(&town());
    let of = |step| {
        compose(
            &Ask { sliders: Sliders([step; 7]), ..Ask::default() },
            &stock,
            &Profile::default(),
            &Model::empty(),
            NOW,
        )
    };
    assert_eq!(of(Sliders::MOST), of(u8::MAX));
}

/// As version 1 wrote it: no times of reading, no words, no measure of how much she reads.
#[test]
fn a_profile_of_an_older_version_is_taken_over_and_one_of_a_newer_is_not() {
    let mut old = vec![1];
    let long = |out: &mut Vec<u8>, number: i64| out.extend(number.to_le_bytes());
    long(&mut old, NOW.0);
    old.push(1);
    long(&mut old, 7);
    long(&mut old, 70);
    old.extend([3; 64]);
    for ids in [vec![7, 8], vec![9]] {
        old.push(ids.len() as u8);
        ids.into_iter().for_each(|id| long(&mut old, id));
    }
    old.push(1);
    long(&mut old, 10);
    old.push(2);
    long(&mut old, NOW.0 - HOUR);
    let topics = |out: &mut Vec<u8>, list: &[(Topic, f32)]| {
        out.push(list.len() as u8);
        for (topic, strength) in list {
            out.extend(topic.0.to_le_bytes());
            out.extend(strength.to_le_bytes());
        }
    };
    topics(&mut old, &[(ARTS, 0.5), (FOOTBALL, 1.5)]);
    old.push(1);
    long(&mut old, 4);
    old.extend(2.0_f32.to_le_bytes());
    (0..6).for_each(|_| old.extend(1.0_f32.to_le_bytes()));
    (0..4).for_each(|_| topics(&mut old, &[(WEATHER, 1.0)]));

    let profile = Profile::from_bytes(&old).expect("an older profile is still hers");
    assert_eq!((profile.read(), profile.hidden()), (vec![ItemId(8), ItemId(7)], vec![ItemId(9)]));
    assert_eq!(profile.topics(), [(FOOTBALL, 1.5), (ARTS, 0.5)]);
    assert_eq!(profile.source(model::SourceId(4)), 2.0);
    assert_eq!(profile.shown(), [(ItemId(10), 2, NOW.plus(-HOUR))]);
    assert_eq!(Profile::from_bytes(&profile.to_bytes()), Some(profile.clone()), "and is kept as a new one");
    let mut stock = stock_of(&town());
    stock.upsert(&item(901, 1, 901, 5, &[ARTS], "One more"));
    values_are_numbers(&stock, &profile, &Model::empty());

    for version in [0, 4, 200, 255] {
        let mut newer = profile.to_bytes();
        newer[0] = version;
        assert_eq!(Profile::from_bytes(&newer), None, "{version}");
    }
    for end in 0..old.len() {
        assert_eq!(Profile::from_bytes(&old[..end]), None, "broken off after {end} bytes");
    }
    for at in 9..old.len() {
        let mut spoilt = old.clone();
        let end = (at + 4).min(spoilt.len());
        spoilt[at..end].copy_from_slice(&f32::NAN.to_le_bytes()[..end - at]);
        if let Some(read) = Profile::from_bytes(&spoilt) {
            values_are_numbers(&stock, &read, &Model::empty());
        }
    }
}
