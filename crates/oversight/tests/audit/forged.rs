//! What an operator does to a log who has its key, and a witness who cosigns anything: all is hashed and signed anew, and only
//! the rules across entries can tell.

use ledger::entry::{Access, Body, Country, Day, Entry, Field, Minute, Purpose, Role, Sealed, State, Subjects};

use sha2::{Digest, Sha256};

use crate::chance::Chance;
use crate::town::{Town, country, fields};

fn any(chance: &mut Chance, places: &[usize]) -> usize {
    chance.pick(places)
}

fn places_of(town: &Town, is: impl Fn(&Body) -> bool) -> Vec<usize> {
    let places = town.places(is);
    assert!(!places.is_empty());
    places
}

fn access(town: &mut Town, chance: &mut Chance) -> (usize, Access) {
    let index = any(chance, &places_of(town, |body| matches!(body, Body::Access(_))));
    let Body::Access(access) = town.entries[index].body.clone() else { panic!() };
    (index, access)
}

/// Each changes the town and says a word that the auditor has to say.
pub type Forgery = fn(&mut Town, &mut Chance) -> &'static str;

pub const FORGERIES: &[(&str, Forgery)] = &[
    ("an entry is dated back", |town, chance| {
        let index = 3 + chance.below(town.entries.len() - 4);
        let before = town.entries[index - 1].time;
        town.entries[index].time = before.plus(-11 - i64::try_from(chance.below(600)).unwrap());
        "earlier than the one before"
    }),
    ("an access is from a country that the policy does not allow", |town, chance| {
        let (index, access) = loop {
            let (index, access) = access(town, chance);
            if access.purpose != Purpose::LegalDemand {
                break (index, access);
            }
        };
        let other: Country = country(chance.pick(&["RU", "US", "CN", "ZZ"]));
        town.entries[index].body = Access { country: other, ..access }.into();
        "does not allow"
    }),
    ("an access has a role that the policy does not allow", |town, chance| {
        let (index, access) = access(town, chance);
        town.entries[index].body = Access { role: Role::ThirdParty, ..access }.into();
        "does not allow"
    }),
    ("an access has a purpose that the policy does not allow", |town, chance| {
        let (index, access) = access(town, chance);
        let purpose = chance.pick(&[Purpose::AbuseReview, Purpose::Incident, Purpose::OwnRequest]);
        town.entries[index].body = Access { purpose, ..access }.into();
        "does not allow"
    }),
    ("an access opens more than the policy allows", |town, chance| {
        let (index, access) = loop {
            let (index, access) = access(town, chance);
            if access.purpose != Purpose::LegalDemand {
                break (index, access);
            }
        };
        town.entries[index].body = Access { fields: fields(&[Field::Identity, Field::Contact]), ..access }.into();
        "does not allow"
    }),
    ("a nonce stands in two entries", |town, chance| {
        let used = |body: &Body| match body {
            Body::Access(access) => Some(*access.subjects.nonce()),
            Body::Transfer(transfer) => transfer.subjects.map(|subjects| *subjects.nonce()),
            Body::Erase(erase) => Some(erase.nonce),
            _ => None,
        };
        let places = places_of(town, |body| used(body).is_some());
        let (from, to) = (any(chance, &places[..places.len() / 2]), any(chance, &places[places.len() / 2..]));
        let nonce = used(&town.entries[from].body).unwrap();
        match &mut town.entries[to].body {
            Body::Access(Access { subjects, .. }) => set_nonce(subjects, nonce),
            Body::Transfer(transfer) => set_nonce(transfer.subjects.as_mut().unwrap(), nonce),
            Body::Erase(erase) => erase.nonce = nonce,
            _ => panic!(),
        }
        "nonce"
    }),
    ("a beat is missing, and the others are numbered anew", |town, chance| {
        let beats = places_of(town, |body| matches!(body, Body::Beat(beat) if beat.state == State::Running));
        town.remove(any(chance, &beats[1..beats.len() - 2]));
        town.recount();
        "after the one before it"
    }),
    ("a beat is missing", |town, chance| {
        let beats = places_of(town, |body| matches!(body, Body::Beat(_)));
        town.remove(any(chance, &beats[..beats.len() - 1]));
        "number"
    }),
    ("the server stopped without saying so", |town, chance| {
        let stop = places_of(town, |body| matches!(body, Body::Beat(beat) if beat.state == State::Stop))[0];
        let index = if chance.below(2) == 0 { stop } else { stop + 1 };
        let Body::Beat(beat) = &mut town.entries[index].body else { panic!() };
        beat.state = State::Running;
        "after the one before it"
    }),
    ("an entry is left out, and the beats still count it", |town, chance| {
        let last_beat = *places_of(town, |body| matches!(body, Body::Beat(_))).last().unwrap();
        let others = places_of(town, |body| !matches!(body, Body::Beat(_) | Body::Release(_) | Body::Policy(_)));
        let others: Vec<usize> = others.into_iter().filter(|index| *index < last_beat).collect();
        town.remove(any(chance, &others));
        "counts"
    }),
    ("an entry is added, and the beats do not count it", |town, chance| {
        let (index, mut access) = access(town, chance);
        set_nonce(&mut access.subjects, chance.bytes());
        let time = town.entries[index].time;
        town.insert(index, Entry { time, body: access.into() });
        "counts"
    }),
    ("a count of a beat goes down", |town, chance| {
        let beats = places_of(town, |body| matches!(body, Body::Beat(_)));
        let index = any(chance, &beats[1..]);
        let Body::Beat(beat) = &mut town.entries[index].body else { panic!() };
        let counts = &mut beat.counts;
        match chance.below(4) {
            0 => counts.timelines -= 4,
            1 => counts.digests -= 4,
            2 => counts.unlocks -= 4,
            _ => counts.deposits -= 4,
        }
        "fewer"
    }),
    ("an outcome comes late", |town, chance| {
        let index = any(chance, &places_of(town, |body| matches!(body, Body::Outcome(_))));
        let Body::Outcome(outcome) = town.entries[index].body.clone() else { panic!() };
        let due = town.entries[usize::try_from(outcome.request).unwrap()].time.plus(24 * 60);
        let entry = town.remove(index);
        later(town, due);
        let place = (0..town.entries.len()).find(|place| town.entries[*place].time > due).unwrap();
        let time = town.entries[place].time;
        town.insert(place, Entry { time, ..entry });
        town.recount();
        "no outcome until"
    }),
    ("a request has no outcome", |town, chance| {
        let index = any(chance, &places_of(town, |body| matches!(body, Body::Outcome(_))));
        let Body::Outcome(outcome) = town.remove(index).body else { panic!() };
        town.recount();
        later(town, town.entries[usize::try_from(outcome.request).unwrap()].time.plus(24 * 60))
    }),
    ("an outcome is of no request", |town, chance| {
        let index = any(chance, &places_of(town, |body| matches!(body, Body::Outcome(_))));
        let other = loop {
            let other = chance.below(town.entries.len());
            if other > index || !matches!(town.entries[other].body, Body::Request(_)) {
                break other as u64;
            }
        };
        let Body::Outcome(outcome) = &mut town.entries[index].body else { panic!() };
        outcome.request = other;
        "is no request"
    }),
    ("a request has two outcomes", |town, chance| {
        let index = any(chance, &places_of(town, |body| matches!(body, Body::Outcome(_))));
        let again = town.entries[index].clone();
        town.insert(index + 1, again);
        town.recount();
        "has its outcome already"
    }),
    ("an outcome is more than was asked for", |town, chance| {
        let index = any(chance, &places_of(town, |body| matches!(body, Body::Outcome(_))));
        let Body::Outcome(outcome) = &mut town.entries[index].body else { panic!() };
        if chance.below(2) == 0 {
            outcome.items = 4
        } else {
            outcome.accounts = 5
        }
        "more than"
    }),
    ("a decision answers none that there is", |town, chance| {
        let index = any(chance, &places_of(town, |body| matches!(body, Body::Decision(_))));
        let Body::Decision(decision) = &mut town.entries[index].body else { panic!() };
        decision.answers = Some(if chance.below(2) == 0 { chance.bytes() } else { decision.id });
        "does not stand before it"
    }),
    ("a decision is answered twice", |town, chance| {
        let answers = places_of(town, |body| matches!(body, Body::Decision(decision) if decision.answers.is_some()));
        let index = any(chance, &answers);
        let Body::Decision(decision) = town.entries[index].body.clone() else { panic!() };
        let later = places_of(town, |body| matches!(body, Body::Decision(_)));
        let other = later.into_iter().find(|other| *other > index);
        let time = town.end();
        let again = ledger::entry::Decision { id: chance.bytes(), ..decision.clone() };
        match other {
            Some(other) => {
                let Body::Decision(decision) = &mut town.entries[other].body else { panic!() };
                decision.answers = again.answers;
            }
            None => town.entries.push(Entry { time, body: again.into() }),
        }
        "has an answer already"
    }),
    ("what is opened is not what was sealed", |town, chance| {
        let index = any(chance, &places_of(town, |body| matches!(body, Body::Sealed(Sealed::Open { .. }))));
        let Body::Sealed(Sealed::Open { salt, content, .. }) = &mut town.entries[index].body else { panic!() };
        if chance.below(2) == 0 {
            salt[chance.below(16)] ^= 1;
        } else {
            let other = String::from_utf8(content.clone()).unwrap().replace("country US", "country RU");
            *content = other.into_bytes();
        }
        "is not what entry"
    }),
    ("what was sealed is opened twice", |town, chance| {
        let index = any(chance, &places_of(town, |body| matches!(body, Body::Sealed(Sealed::Open { .. }))));
        let again = town.entries[index].clone();
        town.insert(index + 1, again);
        town.recount();
        "open already"
    }),
    ("what is opened was not sealed", |town, chance| {
        let index = any(chance, &places_of(town, |body| matches!(body, Body::Sealed(Sealed::Open { .. }))));
        let Body::Sealed(Sealed::Open { of, .. }) = &mut town.entries[index].body else { panic!() };
        *of = 2;
        "nothing that was sealed"
    }),
    ("what was sealed is an access that no policy allowed", |town, chance| {
        let index = any(chance, &places_of(town, |body| matches!(body, Body::Sealed(Sealed::Open { .. }))));
        let (_, allowed) = access(town, chance);
        let mut hidden = Access { role: Role::ThirdParty, ..allowed };
        set_nonce(&mut hidden.subjects, chance.bytes());
        let bytes = Entry { time: town.entries[index].time, body: hidden.into() }.to_bytes().unwrap();
        let Body::Sealed(Sealed::Open { of, salt, content }) = &mut town.entries[index].body else { panic!() };
        *content = bytes;
        let (of, sealed) =
            (*of as usize, Sha256::new().chain_update(*salt).chain_update(content.as_slice()).finalize());
        let Body::Sealed(Sealed::Closed { commitment, .. }) = &mut town.entries[of].body else { panic!() };
        *commitment = sealed.into();
        "does not allow"
    }),
    ("two requests or decisions bear one id", |town, chance| {
        let id = |body: &Body| match body {
            Body::Request(request) => Some((true, request.id)),
            Body::Decision(decision) => Some((false, decision.id)),
            _ => None,
        };
        let places = places_of(town, |body| id(body).is_some());
        let from = places[0];
        let (kind, used) = id(&town.entries[from].body).unwrap();
        let alike: Vec<usize> = places[1..]
            .iter()
            .copied()
            .filter(|place| id(&town.entries[*place].body).is_some_and(|(other, _)| other == kind))
            .collect();
        match &mut town.entries[any(chance, &alike)].body {
            Body::Request(request) => request.id = used,
            Body::Decision(decision) => decision.id = used,
            _ => panic!(),
        }
        "its id is that of"
    }),
    ("what was sealed is not opened in time", |town, chance| {
        let index = any(chance, &places_of(town, |body| matches!(body, Body::Sealed(Sealed::Closed { .. }))));
        let end = town.end().day().0;
        let Body::Sealed(Sealed::Closed { until, .. }) = &mut town.entries[index].body else { panic!() };
        // Before the story began.
        *until = Day(end - 5);
        "is not opened until"
    }),
    ("a policy's number is left out", |town, chance| {
        let index = any(chance, &places_of(town, |body| matches!(body, Body::Policy(_))));
        let Body::Policy(policy) = &mut town.entries[index].body else { panic!() };
        policy.version += 1 + chance.next() % 9;
        "version"
    }),
    ("the log does not begin with a release and a policy", |town, chance| {
        if chance.below(2) == 0 {
            let policy = town.remove(1);
            let later = 2 + chance.below(4);
            let time = town.entries[later - 1].time;
            town.insert(later, Entry { time, ..policy });
        } else {
            town.entries.swap(0, 1);
        }
        town.recount();
        "begins with a release and a policy"
    }),
    ("a beat covers packs that no list names", |town, chance| {
        let index = any(chance, &places_of(town, |body| matches!(body, Body::Beat(_))));
        let Body::Beat(beat) = &mut town.entries[index].body else { panic!() };
        beat.pack = Some(chance.bytes());
        "is missing"
    }),
    ("an entry names subjects that its list does not have", |town, chance| {
        let many = |body: &Body| matches!(body, Body::Access(Access { subjects: Subjects::Many { .. }, .. }));
        let index = any(chance, &places_of(town, many));
        let Body::Access(Access { subjects: Subjects::Many { count, root, .. }, .. }) = &mut town.entries[index].body
        else {
            panic!()
        };
        if chance.below(2) == 0 {
            *count += 1
        } else {
            root[chance.below(32)] ^= 4
        }
        "subjects"
    }),
    ("a key follows that nobody handed over to", |town, chance| {
        // Whoever has it signs, and the log says that it was so all the time.
        let seed = 3 + u8::try_from(chance.below(6)).unwrap();
        for index in places_of(town, |body| matches!(body, Body::Release(_))) {
            town.entries[index].body = crate::town::release(seed);
        }
        "trust policy"
    }),
];

fn set_nonce(subjects: &mut Subjects, new: [u8; 16]) {
    match subjects {
        Subjects::One { nonce, .. } | Subjects::Many { nonce, .. } => *nonce = new,
    }
}

/// Has the log go on until after this minute, with beats.
fn later(town: &mut Town, until: Minute) -> &'static str {
    while town.end() <= until {
        let last = town.entries.iter().rev().find(|entry| matches!(entry.body, Body::Beat(_))).unwrap().clone();
        town.entries.push(Entry { time: last.time.plus(crate::town::BEAT_MINUTES), ..last });
    }
    town.recount();
    "no outcome until"
}
