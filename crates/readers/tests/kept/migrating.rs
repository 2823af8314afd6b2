//! What a release before the vault kept in the clear, and how it is sealed.

use argon2::password_hash::{PasswordHasher, SaltString};
use model::{Choice, DAY, Deed, FinderKind, HOUR, ItemId, ReaderId, Target, Task, Time};
use readers::accounts::{By, Code, Name, Scope};
use readers::{Readers, Secret};
use sha2::{Digest, Sha256};
use timeline::{Profile, Settings, Stock, StockItem};
use vault::Holder;

use crate::beside::{dump, files, hex, holds, sql};
use crate::stand::{PASSWORD, START, Stand, caller, did, holder, minutes, on_both};

/// What is nobody's to read in the database; each stands in one place of it.
const MARKS: [&str; 9] = [
    "Zebedea",
    "markedagent",
    "markedtoken",
    "markedpasskey",
    "markedword",
    "markedfinder",
    "markedquery",
    "markedwish",
    "4013322",
];
/// Tables that are there for the release before alone.
const OPEN_TABLES: [&str; 9] = [
    "profiles",
    "choices",
    "events",
    "saved",
    "reading_places",
    "reader_wishes",
    "reader_settings",
    "finders",
    "finds",
];
const CURSOR: &str = "sealed_up_to";

/// Somebody as an earlier release kept her.
struct Before {
    reader: ReaderId,
    /// Her cookie as a guest, or that of her session.
    secret: Secret,
    items: [ItemId; 3],
}

/// What an account has besides.
struct Account {
    token: String,
    code: Code,
    credential: [u8; 20],
}

fn bytes(stand: &Stand<'_>, bytes: &[u8]) -> String {
    match stand.store.engine().contains("PostgreSQL") {
        true => format!("'\\x{}'::bytea", hex(bytes)),
        false => format!("x'{}'", hex(bytes)),
    }
}

fn hash(secret: &Secret) -> [u8; 32] {
    Sha256::digest(secret.bytes()).into()
}

/// Of whoever opened the first of these.
fn learned(items: &[ItemId]) -> Profile {
    let (mut profile, stock) = (Profile::default(), stock_of(items));
    let event = did(1, items[0], Deed::Opened, 1);
    profile.apply(&event, &stock.get(items[0]).expect("an item of the stock"), minutes(2));
    profile
}

fn stock_of(items: &[ItemId]) -> Stock {
    let mut stock = Stock::new(Settings { live: 14 * DAY });
    for item in items {
        stock.upsert(&StockItem {
            id: *item,
            source: model::SourceId(1),
            story: model::StoryId(item.0),
            kind: model::Kind::Article,
            language: model::Language::ENGLISH,
            topics: vec![model::Topic(15_000_000)],
            published: START,
            first_seen: START,
            words: 300,
            embedding: model::Embedding::default(),
            has_picture: false,
            title_words: vec![7],
        });
    }
    stock
}

/// A reader with a row of each kind, as the release before this one wrote them.
async fn before(stand: &Stand<'_>, items: &[ItemId; 3]) -> Before {
    let secret = Secret::random().unwrap();
    let reader = stand.store.new_reader(&hash(&secret), START).await.unwrap();
    let [one, two, three] = *items;
    let profile = bytes(stand, &learned(items).to_bytes());
    let finder = reader.0 * 10;
    let (at, old) = (minutes(5).0, START.plus(-20 * DAY).0);
    sql(
        stand.place,
        &format!(
            "insert into profiles (reader, profile, at) values ({reader}, {profile}, {at});
        insert into choices (reader, choice, kind, target, at) values
            ({reader}, 'mute', 'word', 'markedword', {at}), ({reader}, 'follow', 'topic', '15000000', {old});
        insert into events (reader, id, item, deed, at, dwell_ms, slot) values
            ({reader}, 1, {one}, 'opened', {old}, 9000, 1), ({reader}, 2, {two}, 'shown', {at}, 0, 2),
            ({reader}, 3, {two}, 'opened', {at}, 700, 2), ({reader}, -1, {three}, 'finished', {at}, 1, 65535);
        insert into saved (reader, item, at) values ({reader}, {one}, {at}), ({reader}, {three}, {old});
        insert into reading_places (reader, item, place, at) values ({reader}, {two}, 431, {at});
        insert into reader_wishes (reader, name, value, at) values ({reader}, 'look', 'markedwish', {at});
        insert into reader_settings (reader, sliders, at) values ({reader}, '4013322', {at});
        insert into finders (id, reader, kind, name, query, task, added, seen) values
            ({finder}, {reader}, 'search', 'Markedfinder', 'markedquery', 'tell', {old}, {old}),
            ({finder} + 1, {reader}, 'rule', 'Markedfinder too', 'markedquery', 'mute', {at}, {at});
        insert into finds (finder, item, at) values ({finder}, {one}, {at}), ({finder} + 1, {two}, {at});"
        ),
    );
    Before { reader, secret, items: *items }
}

async fn three_items(stand: &Stand<'_>) -> [ItemId; 3] {
    stand.news(&["one", "two", "three"], START).await.try_into().unwrap()
}

/// Makes an account of her: her cookie is a session's from then on.
async fn with_account(stand: &Stand<'_>, her: &Before) -> Account {
    let (reader, at) = (her.reader, minutes(6).0);
    let name = Name::new("Zebedea Lee").unwrap();
    let code = Code::random().unwrap();
    let token = Secret::random().unwrap();
    let credential = [reader.0 as u8; 20];
    let salt = SaltString::encode_b64(&[7; 16]).unwrap();
    let password = argon2::Argon2::default().hash_password(PASSWORD.as_bytes(), &salt).unwrap().to_string();
    let (handle, other) = (bytes(stand, &[reader.0 as u8; 16]), bytes(stand, &[reader.0 as u8; 32]));
    sql(
        stand.place,
        &format!(
            "update readers set secret = {other} where id = {reader};
        insert into accounts (reader, handle, name, name_key, password_hash, recovery_hash, added)
            values ({reader}, {handle}, '{}', '{}', '{password}', {}, {at});
        insert into sessions (token_hash, reader, added, seen, agent) values ({}, {reader}, {at}, {at}, 'markedagent');
        insert into tokens (token_hash, reader, label, scopes, added, expires)
            values ({}, {reader}, 'Markedtoken', 'read', {at}, {});
        insert into passkeys (reader, credential_id, credential, label, added)
            values ({reader}, {}, '{{}}', 'Markedpasskey', {at});",
            name.shown(),
            name.key(),
            bytes(stand, &code.hash()),
            bytes(stand, &hash(&her.secret)),
            bytes(stand, &hash(&token)),
            START.plus(90 * DAY).0,
            bytes(stand, &credential),
        ),
    );
    let token = format!("caulbart-{}-{}", stand.place.edition.name.as_str(), token.as_hex());
    Account { token, code, credential }
}

/// Everything that was kept about her is there for whoever opened her keys at this desk.
async fn all_there(desk: &Readers, her: &Before) {
    let [one, two, three] = her.items;
    let (at, old) = (minutes(5), START.plus(-20 * DAY));
    let kept = desk.export(her.reader).await.unwrap();
    assert_eq!(kept.profile, learned(&her.items).every_part());
    let topic = Target::Topic(model::Topic(15_000_000));
    let word = Target::Word("markedword".to_owned());
    assert_eq!(kept.view.choices, [(Choice::Follow, topic), (Choice::Mute, word)]);
    assert_eq!(kept.view.sliders.0, [4, 0, 1, 3, 3, 2, 2]);
    let events: Vec<_> =
        kept.events.iter().map(|it| (it.id.0, it.item, it.deed, it.at, it.dwell_ms, it.slot)).collect();
    assert_eq!(
        events,
        [
            (u64::MAX, three, Deed::Finished, at, 1, 65_535),
            (3, two, Deed::Opened, at, 700, 2),
            (2, two, Deed::Shown, at, 0, 2),
            (1, one, Deed::Opened, old, 9_000, 1),
        ]
    );
    assert_eq!(kept.saved, [(one, at), (three, old)]);
    assert_eq!(kept.places, [(two, 431, at)]);
    assert_eq!(kept.wishes, [("look".to_owned(), "markedwish".to_owned())]);
    let finders: Vec<_> = kept
        .finders
        .iter()
        .map(|it| (it.id.0, it.kind, it.name.as_str(), it.query.as_str(), it.task, it.seen))
        .collect();
    let id = her.reader.0 * 10;
    assert_eq!(
        finders,
        [
            (id, FinderKind::SavedSearch, "Markedfinder", "markedquery", Task::Tell, old),
            (id + 1, FinderKind::Rule, "Markedfinder too", "markedquery", Task::Mute, at),
        ]
    );
    assert_eq!(desk.untold(her.reader).await.unwrap().iter().map(|untold| untold.count).collect::<Vec<_>>(), [1]);
}

/// Her name and what she calls her things.
async fn texts(desk: &Readers, reader: ReaderId) -> Vec<String> {
    let mut texts = vec![desk.account(reader).await.unwrap().expect("an account").name];
    texts.extend(desk.sessions(reader, minutes(9)).await.unwrap().into_iter().map(|session| session.agent));
    texts.extend(desk.tokens(reader).await.unwrap().into_iter().map(|token| token.label));
    texts.extend(desk.passkeys(reader).await.unwrap().into_iter().map(|passkey| passkey.label));
    texts
}

const TEXTS: [&str; 4] = ["Zebedea Lee", "markedagent", "Markedtoken", "Markedpasskey"];

async fn nothing_stands_open(stand: &Stand<'_>, readers: &[&Before]) {
    let (dump, files) = (dump(stand.place), files(stand.place));
    for mark in MARKS {
        assert!(!holds(&dump, mark), "{mark}");
        assert!(!holds(&files, mark), "{mark} on a free page");
    }
    for her in readers {
        let profile = hex(&learned(&her.items).to_bytes());
        assert!(!dump.contains(&profile), "what was learned");
    }
    for table in OPEN_TABLES {
        assert!(!dump.contains(&format!("\n{table}|")), "{table} is empty");
    }
}

#[test]
fn what_stood_open_is_sealed_and_opens_with_what_she_has() {
    on_both(async |stand| {
        let items = three_items(stand).await;
        let (guest, ann) = (before(stand, &items).await, before(stand, &items).await);
        let account = with_account(stand, &ann).await;
        let dump = dump(stand.place);
        assert!(MARKS.iter().all(|mark| holds(&dump, mark)), "it stands open");
        let tables = OPEN_TABLES.iter().filter(|table| dump.contains(&format!("\n{table}|"))).count();
        assert_eq!(tables, OPEN_TABLES.len());

        assert_eq!(stand.readers.seal_what_stands_open(minutes(9)).await.unwrap(), 2);
        nothing_stands_open(stand, &[&guest, &ann]).await;
        assert_eq!(stand.readers.seal_what_stands_open(minutes(9)).await.unwrap(), 0, "once is enough");

        // Whoever brings something else is nobody, before she comes and after.
        let stranger = holder(&Secret::random().unwrap());
        for reader in [guest.reader, ann.reader] {
            assert!(!stand.opens(reader, &stranger).await);
        }
        assert!(!stand.opens(guest.reader, &holder(&ann.secret)).await, "another's cookie");

        let desk = stand.anew();
        let who = desk.who(&guest.secret, minutes(10)).await.unwrap().expect("by the old cookie");
        assert_eq!((who.reader, who.by), (guest.reader, By::Guest));
        all_there(&desk, &guest).await;

        let desk = stand.anew();
        let (reader, token) = desk.token(&account.token, minutes(10)).await.unwrap().expect("by the old token");
        assert_eq!((reader, token.scopes), (ann.reader, vec![Scope::Read]));
        all_there(&desk, &ann).await;

        let desk = stand.anew();
        let By::Session(session) = desk.who(&ann.secret, minutes(10)).await.unwrap().expect("by the old session").by
        else {
            panic!("a session")
        };
        assert_eq!(session.name, "Zebedea Lee");
        assert_eq!(texts(&desk, ann.reader).await, TEXTS);
        all_there(&desk, &ann).await;

        let desk = stand.anew();
        let entry = desk.sign_in("zebedea LEE", PASSWORD, &caller(), minutes(10)).await.expect("by the old password");
        assert_eq!(entry.reader, ann.reader);
        all_there(&desk, &ann).await;

        // As her device opens them, once the desk has taken what it signed.
        let passkey = |secret: &[u8]| Holder::new(Sha256::digest(account.credential).into(), secret);
        assert!(stand.opens(ann.reader, &passkey(b"what her device gives")).await, "by the old passkey");
        assert!(!stand.opens(ann.reader, &passkey(b"what another gives")).await, "and from then on by it alone");
        assert!(!stand.opens(ann.reader, &stranger).await);

        let desk = stand.anew();
        let typed = account.code.shown();
        let (entry, _) =
            desk.recover("Zebedea Lee", &typed, "nine loud kettles", &caller(), minutes(11)).await.unwrap();
        assert_eq!(entry.reader, ann.reader, "by the old recovery code");
        all_there(&desk, &ann).await;
        assert_eq!(stand.anew().who(&ann.secret, minutes(12)).await.unwrap(), None, "which ends her sessions");
        nothing_stands_open(stand, &[&guest, &ann]).await;
    });
}

#[test]
fn of_what_was_done_lately_the_hours_are_counted_without_its_readers() {
    on_both(async |stand| {
        let items = three_items(stand).await;
        let (guest, _) = (before(stand, &items).await, before(stand, &items).await);
        for again in [false, true] {
            if again {
                stand.store.set_setting(CURSOR, "0").await.unwrap();
            }
            stand.readers.seal_what_stands_open(minutes(9)).await.unwrap();
            let done = stand.store.done_since(Time(0), 99).await.unwrap();
            let counted: Vec<_> = done.iter().map(|done| (done.item, done.deed, done.times)).collect();
            let [_, two, three] = guest.items;
            assert_eq!(counted, [(two, Deed::Opened, 2), (two, Deed::Shown, 2), (three, Deed::Finished, 2)]);
            assert!(done.iter().all(|done| done.hour.0 == START.0 / HOUR * HOUR), "{done:?}");
        }
    });
}

#[test]
fn wherever_it_breaks_off_it_goes_on_and_nothing_is_lost() {
    on_both(async |stand| {
        let items = three_items(stand).await;
        let (guest, ann, third) =
            (before(stand, &items).await, before(stand, &items).await, before(stand, &items).await);
        let account = with_account(stand, &ann).await;
        // Her keys were made, and nothing was sealed with them yet.
        stand.vault.enrol_absent(third.reader, &[]).await.unwrap();
        // Some were sealed, and the word about it was not written any more.
        assert_eq!(stand.readers.seal_what_stands_open(minutes(9)).await.unwrap(), 3);
        for (cursor, sealed) in [("0".to_owned(), 3), (ann.reader.0.to_string(), 1), ("0".to_owned(), 3)] {
            stand.store.set_setting(CURSOR, &cursor).await.unwrap();
            assert_eq!(stand.anew().seal_what_stands_open(minutes(9)).await.unwrap(), sealed);
            nothing_stands_open(stand, &[&guest, &ann, &third]).await;
        }
        for her in [&guest, &ann, &third] {
            let desk = stand.anew();
            desk.who(&her.secret, minutes(10)).await.unwrap().expect("she is known");
            all_there(&desk, her).await;
        }
        // Again, with somebody here who has her keys by now.
        stand.store.set_setting(CURSOR, "0").await.unwrap();
        stand.anew().seal_what_stands_open(minutes(11)).await.unwrap();
        let desk = stand.anew();
        desk.sign_in("Zebedea Lee", PASSWORD, &caller(), minutes(12)).await.expect("her name is found");
        all_there(&desk, &ann).await;
        assert_eq!(texts(&desk, ann.reader).await, [TEXTS[0], "firefox linux", TEXTS[1], TEXTS[2], TEXTS[3]]);
        assert!(desk.token(&account.token, minutes(12)).await.unwrap().is_ok());
    });
}

#[test]
fn whoever_stops_it_anywhere_finds_each_reader_open_or_sealed_and_none_between() {
    on_both(async |stand| {
        let (items, mut all) = (three_items(stand).await, Vec::new());
        for _ in 0..6 {
            all.push(before(stand, &items).await);
        }
        with_account(stand, &all[3]).await;
        for steps in 0..400 {
            let sealing = tokio::spawn({
                let desk = stand.anew();
                async move { desk.seal_what_stands_open(minutes(9)).await }
            });
            for _ in 0..steps {
                tokio::task::yield_now().await;
            }
            sealing.abort();
            if let Ok(ended) = sealing.await {
                ended.unwrap();
                break;
            }
        }
        stand.anew().seal_what_stands_open(minutes(9)).await.unwrap();
        nothing_stands_open(stand, &all.iter().collect::<Vec<_>>()).await;
        for her in &all {
            let desk = stand.anew();
            desk.who(&her.secret, minutes(10)).await.unwrap().expect("she is known");
            all_there(&desk, her).await;
        }
        let desk = stand.anew();
        desk.sign_in("Zebedea Lee", PASSWORD, &caller(), minutes(12)).await.expect("her name is found");
    });
}
