//! Any entry at all.

use ledger::entry::{
    Access, Action, Allow, Allowed, Automated, Beat, Body, Countries, Country, Counts, Decision, Entry, Erase, Erased,
    Field, Fields, Ground, Kind, Minute, Name, Notice, Object, Outcome, Policy, Purpose, Reference, Release, Request,
    RequestType, Role, Sealed, Settled, Source, State, Subjects, Transfer, Types, Where, Word,
};
use ledger::{SigningKey, note::KeyKind};
use proptest::prelude::*;
use proptest::sample::select;

const COUNT: std::ops::RangeInclusive<u64> = 0..=ledger::entry::COUNT_AT_MOST;

fn country() -> impl Strategy<Value = Country> {
    "[A-Z]{2}".prop_map(|text| Country::new(&text).unwrap())
}

fn countries() -> impl Strategy<Value = Countries> {
    prop::collection::vec(country(), 1..6).prop_map(|list| Countries::new(list).unwrap())
}

fn fields() -> impl Strategy<Value = Fields> {
    prop::collection::vec(select(Field::ALL), 1..5).prop_map(|list| Fields::new(&list).unwrap())
}

fn name() -> impl Strategy<Value = Name> {
    "[A-Za-z0-9][A-Za-z0-9._/-]{0,99}".prop_map(|text| Name::new(&text).unwrap())
}

fn word() -> impl Strategy<Value = Word> {
    "[a-z][a-z0-9-]{0,63}".prop_map(|text| Word::new(&text).unwrap())
}

fn reference() -> impl Strategy<Value = Reference> {
    "none|[A-Z]{1,8}-[0-9]{1,12}".prop_map(|text| Reference::new(&text).unwrap())
}

fn subjects() -> impl Strategy<Value = Subjects> {
    prop_oneof![
        any::<([u8; 16], [u8; 32])>().prop_map(|(nonce, subject)| Subjects::One { nonce, subject }),
        (any::<[u8; 16]>(), 2..=*COUNT.end(), any::<[u8; 32]>()).prop_map(|(nonce, count, root)| Subjects::Many {
            nonce,
            count,
            root
        }),
    ]
}

fn source() -> impl Strategy<Value = Source> {
    prop_oneof![
        Just(Source::Unknown),
        any::<[u8; 20]>().prop_map(Source::Sha1),
        any::<[u8; 32]>().prop_map(Source::Sha256)
    ]
}

fn release() -> impl Strategy<Value = Body> {
    let hashes = any::<([u8; 32], [u8; 32], Option<[u8; 32]>, [u8; 32])>();
    (name(), source(), hashes, "[a-zA-Z./é]{1,40}").prop_map(
        |(version, source, (binary, assets, model, seed), signer)| {
            let key = SigningKey::new(&signer, &seed).unwrap().verifier(KeyKind::Text);
            Release { version, source, binary, assets, model, key }.into()
        },
    )
}

fn policy() -> impl Strategy<Value = Body> {
    let line = (select(Role::ALL), select(Purpose::ALL), fields(), prop::option::of(countries()));
    let line = line.prop_map(|(role, purpose, fields, countries)| Allow { role, purpose, fields, countries });
    let allowed = prop::collection::vec(line, 1..65).prop_map(|lines| Allowed::new(lines).unwrap());
    (1..=*COUNT.end(), any::<[u8; 32]>(), 1_u64..=1440, 1_u64..=366, allowed).prop_map(
        |(version, terms, beat_minutes, answer_days, allowed)| {
            Policy { version, terms, beat_minutes, answer_days, allowed }.into()
        },
    )
}

fn access() -> impl Strategy<Value = Body> {
    let who = (any::<[u8; 16]>(), select(Role::ALL), country(), select(Purpose::ALL));
    (who, fields(), reference(), 1_u64..=1440, subjects()).prop_map(
        |((actor, role, country, purpose), fields, reference, minutes, subjects)| {
            Access { actor, role, country, purpose, fields, reference, minutes, subjects }.into()
        },
    )
}

fn transfer() -> impl Strategy<Value = Body> {
    let types = prop_oneof![Just(Types::Content), fields().prop_map(Types::Fields)];
    (name(), country(), (word(), word(), word()), types, COUNT, prop::option::of(subjects())).prop_map(
        |(to, country, (basis, end_use, method), types, volume, subjects)| {
            Transfer { to, country, basis, types, volume, end_use, method, subjects }.into()
        },
    )
}

fn request() -> impl Strategy<Value = Body> {
    (any::<[u8; 16]>(), country(), select(RequestType::ALL), COUNT, COUNT)
        .prop_map(|(id, country, asked, accounts, items)| Request { id, country, asked, accounts, items }.into())
}

fn outcome() -> impl Strategy<Value = Body> {
    (COUNT, select(Settled::ALL), COUNT, COUNT)
        .prop_map(|(request, result, accounts, items)| Outcome { request, result, accounts, items }.into())
}

fn decision() -> impl Strategy<Value = Body> {
    let what =
        (select(Action::ALL), select(Object::ALL), select(Ground::ALL), select(Automated::ALL), select(Notice::ALL));
    let place = prop_oneof![Just(Where::All), countries().prop_map(Where::Only)];
    (any::<[u8; 16]>(), any::<[u8; 16]>(), what, name(), place, any::<Option<[u8; 16]>>()).prop_map(
        |(id, item, (action, object, ground, automated, notice), rule, place, answers)| {
            Decision { id, action, object, item, ground, rule, automated, notice, place, answers }.into()
        },
    )
}

fn erase() -> impl Strategy<Value = Body> {
    (select(Erased::ALL), any::<[u8; 16]>(), any::<[u8; 32]>())
        .prop_map(|(by, nonce, subject)| Erase { by, nonce, subject }.into())
}

fn beat() -> impl Strategy<Value = Body> {
    let entries = prop::collection::vec(COUNT, Kind::COUNTED.len());
    (1..=*COUNT.end(), select(State::ALL), entries, (COUNT, COUNT, COUNT, COUNT), any::<Option<[u8; 32]>>()).prop_map(
        |(number, state, entries, (timelines, digests, unlocks, deposits), pack)| {
            let counts = Counts { entries: entries.try_into().unwrap(), timelines, digests, unlocks, deposits };
            Beat { number, state, counts, pack }.into()
        },
    )
}

fn at_any_time(body: impl Strategy<Value = Body>) -> impl Strategy<Value = Entry> {
    let earliest = Minute::from_text("2020-01-01T00:00Z").unwrap().0;
    let latest = Minute::from_text("9999-12-31T23:59Z").unwrap().0;
    (earliest..=latest, body).prop_map(|(time, body)| Entry { time: Minute(time), body })
}

fn plain() -> impl Strategy<Value = Body> {
    prop_oneof![release(), policy(), access(), transfer(), request(), outcome(), decision(), erase(), beat()]
}

fn sealed() -> impl Strategy<Value = Body> {
    prop_oneof![
        (any::<[u8; 32]>(), 18_262_i64..=2_932_896).prop_map(|(commitment, until)| {
            Body::Sealed(Sealed::Closed { commitment, until: ledger::entry::Day(until) })
        }),
        (COUNT, any::<[u8; 16]>(), at_any_time(plain())).prop_map(|(of, salt, hidden)| {
            Body::Sealed(Sealed::Open { of, salt, content: hidden.to_bytes().unwrap() })
        }),
    ]
}

pub fn entry() -> impl Strategy<Value = Entry> {
    at_any_time(prop_oneof![9 => plain(), 1 => sealed()])
}
