//! A receipt is worth what it can be held to: from its bundle it is computed again, to the byte, on every machine.
//! `UPDATE_BUNDLES=1 cargo test -p timeline --test bundles` writes the golden bundles anew; a change in them is a change
//! in what readers get, or in what models and stocks look like on disk.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod town;

use std::path::PathBuf;

use model::{Choice, Deed, Event, EventId, HOUR, ItemId, Language, SourceId, Target, Time};
use proptest::prelude::*;
use timeline::learn::{Deeds, Head, Learner, Outcome};
use timeline::{
    Aim, Ask, Bundle, BundleError, Group, Impression, Model, Order, Profile, Sliders, SnapshotError, Stock, compose,
    take_in, weigh,
};
use town::{NOW, SPORT, WEATHER, did, stock_of, town};

/// The first items of the town, read by thirty readers, and the last of these.
fn read_town(items: usize) -> (Stock, Profile, Model) {
    let mut list = town();
    list.truncate(items);
    for (place, item) in list.iter_mut().enumerate() {
        item.language = if place % 3 == 0 { Language::GERMAN } else { Language::ENGLISH };
    }
    let mut stock = stock_of(&list);
    let mut learner = Learner::new(Model::empty());
    let mut profile = Profile::default();
    for reader in 0..30u64 {
        profile = Profile::default();
        let at = NOW.plus(-(30 - reader as i64) * HOUR / 2);
        let slate: Vec<ItemId> = (0..12).map(|place| list[(reader as usize * 7 + place * 3) % list.len()].id).collect();
        let ask = Ask { surface: 2, ..Ask::default() };
        let weighed =
            weigh(&ask, &stock, &profile, &Model::empty(), &slate, Aim { label: Head::Open, blind_to: &[] }, at)
                .unwrap();
        let mut deeds = vec![Deeds::default(); slate.len()];
        for (place, &item) in slate.iter().enumerate() {
            let mut happens = |deed, dwell_ms| {
                let event = Event { id: EventId(reader), item, deed, at, dwell_ms, slot: place as u16 + 1 };
                take_in(&event, &mut stock, &mut profile, NOW);
                deeds[place] = deeds[place].and(deed);
            };
            happens(Deed::Shown, 0);
            if item.0 % 5 < 2 {
                happens(Deed::Opened, 4000 + 100 * item.0 as u32);
            }
        }
        learner.learn(&Outcome { at, slate: &weighed.slate, by_hand: &weighed.by_hand, deeds: &deeds });
        let impression = Impression {
            at,
            items: slate,
            slate: weighed.slate.clone(),
            by_hand: weighed.by_hand.clone(),
            deeds,
            surface: 2,
        };
        impression.settle(&mut stock, &mut profile, &mut Learner::default());
    }
    stock.tend(NOW);
    let fitted = learner.lesson(NOW).fit(1);
    learner.adopt(fitted);
    (stock, profile, learner.model().clone())
}

fn german() -> Ask {
    let mut sliders = Sliders::default();
    sliders.0[Group::Popularity as usize] = 0;
    sliders.0[Group::Freshness as usize] = 4;
    Ask {
        slots: 12,
        choices: vec![
            (Choice::Mute, Target::Source(SourceId(3))),
            (Choice::Follow, Target::Topic(SPORT)),
            (Choice::Mute, Target::Word("title 12".to_owned())),
            (Choice::Mute, Target::Topic(WEATHER)),
        ],
        languages: vec![Language::GERMAN],
        sliders,
        context: Some(ItemId(9)),
        surface: 2,
        device: 1,
        seed: 11,
        ..Ask::default()
    }
}

fn golden() -> Vec<(&'static str, Bundle)> {
    let (stock, profile, model) = read_town(36);
    assert!(model.has_learned());
    let ask = Ask { slots: 10, seed: 7, surface: 2, ..Ask::default() };
    vec![
        ("by_hand", Bundle::of(&ask, &stock, &profile, &Model::empty(), NOW)),
        ("learned", Bundle::of(&ask, &stock, &profile, &model, NOW)),
        ("german", Bundle::of(&german(), &stock, &profile, &Model::empty(), NOW)),
    ]
}

#[test]
fn golden_bundles_give_their_receipts_again_to_the_byte() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    for (name, bundle) in golden() {
        let path = folder.join(format!("{name}.bundle"));
        if std::env::var_os("UPDATE_BUNDLES").is_some() {
            std::fs::create_dir_all(&folder).unwrap();
            std::fs::write(&path, bundle.to_bytes()).unwrap();
        }
        let kept = std::fs::read(&path).unwrap();
        assert!(kept.len() < 90_000, "{name} takes {} bytes", kept.len());
        let kept = Bundle::from_bytes(&kept).unwrap();
        assert!(kept.receipt().text.contains("\nslot 5 "), "{name} shows too little");
        let again = kept.replay().unwrap();
        assert_eq!(again.first_difference(kept.receipt()), None, "{name}");
        assert_eq!(bundle.receipt().text, kept.receipt().text, "{name} is composed otherwise now");
    }
}

#[test]
fn a_bundle_of_before_packs_gives_its_receipt_again() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden/of_receipt_2.bundle");
    let kept = Bundle::from_bytes(&std::fs::read(path).unwrap()).unwrap();
    assert_eq!(kept.replay().unwrap().first_difference(kept.receipt()), None);
    assert_eq!(kept.receipt().line("pack"), None);
}

#[test]
fn all_readers_choose_from_the_same_pack_and_no_candidate_stands_beside_it() {
    let (mut stock, profile, model) = read_town(36);
    let pack = |bundle: &Bundle| bundle.receipt().line("pack").unwrap().to_owned();
    let asks = [Ask::default(), german(), Ask { order: Order::Newest, slots: 3, ..Ask::default() }];
    let nobody = Profile::default();
    let of = |stock: &Stock| -> Vec<Bundle> {
        let bundles = asks.iter().flat_map(|ask| [&profile, &nobody].map(|who| (ask, who)));
        bundles.map(|(ask, who)| Bundle::of(ask, stock, who, &model, NOW)).collect()
    };
    let (before, turn) = (of(&stock), stock.pack_turn());
    assert!(before.iter().all(|bundle| pack(bundle) == pack(&before[0])));
    // What readers do changes what is counted, not what can be chosen.
    let event = Event { id: EventId(1), item: ItemId(8), deed: Deed::Opened, at: NOW, dwell_ms: 900, slot: 3 };
    take_in(&event, &mut stock, &mut profile.clone(), NOW);
    assert_eq!((pack(&of(&stock)[0]), stock.pack_turn()), (pack(&before[0]), turn));
    let chosen = before[0].receipt().line("slot 1 item").unwrap().split(' ').next().unwrap().parse().unwrap();
    stock.remove(ItemId(chosen));
    let after = of(&stock);
    assert!(after.iter().all(|bundle| pack(bundle) == pack(&after[0]) && pack(bundle) != pack(&before[0])));
    assert_ne!(stock.pack_turn(), turn);
    // The parts of one bundle with the pack of another.
    let (bytes, other) = (before[0].to_bytes(), after[0].to_bytes());
    let cut = |bytes: &[u8], pack: &[u8]| bytes.len() - pack.len() - 4;
    let full = read_town(36).0.pack();
    let forged = [&bytes[..cut(&bytes, &full)], &other[cut(&other, &stock.pack())..]].concat();
    let forged = Bundle::from_bytes(&forged).unwrap();
    assert_eq!(forged.replay().err(), Some(BundleError::Outside(ItemId(chosen))));
}

#[test]
fn a_bundle_tells_what_the_page_shows_though_most_of_the_stock_is_missing() {
    let (stock, profile, model) = read_town(310);
    for order in Order::ALL {
        let ask = Ask { order, slots: 8, ..german() };
        let page = compose(&ask, &stock, &profile, &model, NOW);
        let bundle = Bundle::from_bytes(&Bundle::of(&ask, &stock, &profile, &model, NOW).to_bytes()).unwrap();
        assert_eq!(bundle.replay().as_ref(), Ok(bundle.receipt()));
        for (place, slot) in page.slots.iter().enumerate() {
            let line = format!(
                "slot {} item {} story {} value {:016x}\n",
                place + 1,
                slot.item,
                slot.story,
                slot.value.to_bits()
            );
            assert!(bundle.receipt().text.contains(&line), "{line}");
        }
    }
}

#[test]
fn whatever_is_changed_in_a_bundle_is_refused_or_seen() {
    let (stock, profile, model) = read_town(12);
    let bundle = Bundle::of(&german(), &stock, &profile, &model, NOW);
    let bytes = bundle.to_bytes();
    for place in 0..bytes.len() {
        // The receipt and the small parts byte by byte, the rest in steps that fall everywhere.
        if place > 2_000 && place % 37 != 0 {
            continue;
        }
        for flip in [0x01, 0x80] {
            let mut forged = bytes.clone();
            forged[place] ^= flip;
            let holds = Bundle::from_bytes(&forged)
                .and_then(|forged| Ok(forged.replay()? == *forged.receipt()))
                .unwrap_or(false);
            assert!(!holds, "a changed byte {place} passes");
        }
    }
}

#[test]
fn a_stock_goes_on_from_its_bytes_as_if_nothing_had_been() {
    let (stock, mut profile, _) = read_town(120);
    let mut other = Stock::from_bytes(&stock.to_bytes()).unwrap();
    assert_eq!(other.to_bytes(), stock.to_bytes());
    let mut stock = stock;
    for stock in [&mut stock, &mut other] {
        let mut profile = profile.clone();
        let event = Event { id: EventId(1), item: ItemId(8), deed: Deed::Opened, at: NOW, dwell_ms: 900, slot: 3 };
        take_in(&event, stock, &mut profile, NOW);
        stock.remove(ItemId(4));
        stock.tend(NOW);
    }
    assert_eq!(other.to_bytes(), stock.to_bytes());
    did(&mut profile, &stock, 8, Deed::Opened, 1);
    let ask = Ask::default();
    assert_eq!(
        compose(&ask, &stock, &profile, &Model::empty(), NOW),
        compose(&ask, &other, &profile, &Model::empty(), NOW)
    );
}

#[test]
fn foreign_bytes_are_told_apart_from_broken_ones() {
    let mut newer = Stock::default().to_bytes();
    newer[7] = b'9';
    assert_eq!(Stock::from_bytes(&newer).err(), Some(SnapshotError::OtherVersion));
    assert_eq!(Stock::from_bytes(b"PNG").err(), Some(SnapshotError::Foreign));
    assert_eq!(Bundle::from_bytes(b"PNG").err(), Some(BundleError::Foreign));
    assert_eq!(Bundle::from_bytes(b"caulbart timeline receipt 3\n").err(), Some(BundleError::Broken));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_broken_stock_is_refused_or_another_stock_but_never_the_end(
        cut in any::<prop::sample::Index>(), place in any::<prop::sample::Index>(), byte in any::<u8>(),
        at in any::<i64>(),
    ) {
        thread_local! {
            static BYTES: Vec<u8> = read_town(24).0.to_bytes();
        }
        let bytes = BYTES.with(Clone::clone);
        prop_assert!(Stock::from_bytes(&bytes[..cut.index(bytes.len())]).is_err());
        let mut mutated = bytes.clone();
        let place = place.index(bytes.len());
        mutated[place] = byte;
        if let Ok(mut stock) = Stock::from_bytes(&mutated) {
            prop_assert_eq!(&stock.to_bytes(), &mutated);
            let ask = Ask { slots: 10, ..Ask::default() };
            compose(&ask, &stock, &Profile::default(), &Model::empty(), Time(at));
            stock.forget_before(NOW);
            stock.tend(NOW);
        }
    }
}
