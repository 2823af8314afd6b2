//! Four days of a town's ledger, with entries of all kinds.

use std::collections::BTreeMap;

use ledger::entry::{
    Access, Action, Allow, Allowed, Automated, Beat, Body, Countries, Country, Counts, Decision, Entry, Erase, Erased,
    Field, Fields, Ground, Minute, Name, Notice, Object, Outcome, Policy, Purpose, Reference, Release, Request,
    RequestType, Role, Sealed, Settled, Source, State, Subjects, Transfer, Types, Where, Word,
};
use ledger::note::KeyKind;
use ledger::tree::Hash;
use ledger::{SigningKey, subject};
use sha2::{Digest, Sha256};

use crate::chance::Chance;

pub const ORIGIN: &str = "news.example/town";
pub const BEAT_MINUTES: i64 = 15;
pub const HOURS: i64 = 90;

pub fn key(seed: u8) -> SigningKey {
    SigningKey::new(ORIGIN, &[seed; 32]).unwrap()
}

pub fn name(text: &str) -> Name {
    Name::new(text).unwrap()
}

pub fn word(text: &str) -> Word {
    Word::new(text).unwrap()
}

pub fn country(text: &str) -> Country {
    Country::new(text).unwrap()
}

pub fn fields(list: &[Field]) -> Fields {
    Fields::new(list).unwrap()
}

pub fn release(seed: u8) -> Body {
    let hashes = ([1; 32], [2; 32], Some([3; 32]));
    let (binary, assets, model) = hashes;
    let key = key(seed).verifier(KeyKind::Text);
    Release { version: name("1.2.0"), source: Source::Sha1([4; 20]), binary, assets, model, key }.into()
}

pub fn policy(version: u64) -> Body {
    let line = |role, purpose, list: &[Field], countries: &[&str]| Allow {
        role,
        purpose,
        fields: fields(list),
        countries: Countries::new(countries.iter().map(|text| country(text)).collect()),
    };
    let allowed = Allowed::new(vec![
        line(Role::Staff, Purpose::Support, &[Field::Contact], &["AT", "DE"]),
        line(Role::Staff, Purpose::LegalDemand, Field::ALL, &[]),
        line(Role::Processor, Purpose::Repair, &[Field::Follows, Field::History], &["DE"]),
    ]);
    let beat_minutes = u64::try_from(BEAT_MINUTES).unwrap();
    Policy { version, terms: [5; 32], beat_minutes, answer_days: 1, allowed: allowed.unwrap() }.into()
}

#[derive(Clone, Default)]
pub struct Town {
    pub entries: Vec<Entry>,
    /// Side files by their root.
    pub subjects: BTreeMap<Hash, Vec<u8>>,
    pub packs: BTreeMap<Hash, Vec<u8>>,
}

impl Town {
    pub fn end(&self) -> Minute {
        self.entries.last().unwrap().time
    }

    /// Puts an entry in; what refers to later ones by number still does.
    pub fn insert(&mut self, index: usize, entry: Entry) {
        self.shift(index, 1);
        self.entries.insert(index, entry);
    }

    pub fn remove(&mut self, index: usize) -> Entry {
        let entry = self.entries.remove(index);
        self.shift(index, -1);
        entry
    }

    fn shift(&mut self, index: usize, by: i64) {
        for entry in &mut self.entries {
            let number = match &mut entry.body {
                Body::Outcome(outcome) => &mut outcome.request,
                Body::Sealed(Sealed::Open { of, .. }) => of,
                _ => continue,
            };
            if *number >= index as u64 {
                *number = number.checked_add_signed(by).unwrap_or(0);
            }
        }
    }

    /// Has the beats count what is there.
    pub fn recount(&mut self) {
        let (mut counts, mut number) = (Counts::default(), 0);
        for entry in &mut self.entries {
            if let Body::Beat(beat) = &mut entry.body {
                number += 1;
                beat.number = number;
                beat.counts.entries = counts.entries;
            }
            counts.add(entry.kind());
        }
    }

    pub fn places(&self, is: impl Fn(&Body) -> bool) -> Vec<usize> {
        (0..self.entries.len()).filter(|index| is(&self.entries[*index].body)).collect()
    }
}

struct Story {
    chance: Chance,
    town: Town,
    now: Minute,
    beats: (u64, [u64; 4]),
    /// What is still to be answered: an outcome's request, a seal with its salt and content.
    requests: Vec<usize>,
    seals: Vec<(usize, [u8; 16], Vec<u8>)>,
    decisions: Vec<[u8; 16]>,
}

/// A log that holds all that it promises.
pub fn town() -> Town {
    let now = Minute::from_text("2026-03-02T06:00Z").unwrap();
    let mut story = Story {
        chance: Chance(11),
        town: Town::default(),
        now,
        beats: (0, [0; 4]),
        requests: Vec::new(),
        seals: Vec::new(),
        decisions: Vec::new(),
    };
    story.write(release(1));
    story.write(policy(1));
    story.beat(State::Start);
    for beat in 1..HOURS * 60 / BEAT_MINUTES {
        let events = story.chance.below(3);
        story.now = story.now.plus(5);
        (0..events).for_each(|_| story.something());
        match beat {
            100 => story.write(policy(2)),
            140 => story.write(release(2)),
            200 => {
                // An evening for repairs.
                story.beat(State::Stop);
                story.now = story.now.plus(200);
                story.beat(State::Start);
            }
            _ => {}
        }
        story.now = story.now.plus(BEAT_MINUTES - 5);
        story.beat(State::Running);
    }
    story.town
}

impl Story {
    fn write(&mut self, body: Body) {
        self.town.entries.push(Entry { time: self.now, body });
    }

    fn beat(&mut self, state: State) {
        self.beats.0 += 1;
        self.beats.1.iter_mut().for_each(|count| *count += 3);
        let mut counts = Counts::default();
        self.town.entries.iter().for_each(|entry| counts.add(entry.kind()));
        [counts.timelines, counts.digests, counts.unlocks, counts.deposits] = self.beats.1;
        let mut packs: Vec<Hash> = (0..=self.chance.below(3)).map(|_| self.chance.bytes()).collect();
        packs.sort_unstable();
        let pack = ledger::packs::root(&packs);
        self.town.packs.insert(pack, packs.concat());
        self.write(Beat { number: self.beats.0, state, counts, pack: Some(pack) }.into());
    }

    fn subjects(&mut self) -> Subjects {
        let nonce = self.chance.bytes();
        if self.chance.below(3) > 0 {
            return Subjects::One { nonce, subject: subject::tag(&self.chance.bytes(), &nonce) };
        }
        let count = 2 + self.chance.below(40);
        let mut tags: Vec<Hash> = (0..count).map(|_| subject::tag(&self.chance.bytes(), &nonce)).collect();
        tags.sort_unstable();
        let root = subject::root(&tags);
        self.town.subjects.insert(root, subject::side_file(&tags));
        Subjects::Many { nonce, count: count as u64, root }
    }

    fn something(&mut self) {
        let body = match self.chance.below(13) {
            0..=2 => self.access(),
            3 => self.transfer(),
            4 => self.request(),
            5 => self.outcome(),
            6..=8 => self.decision(),
            9 => {
                let nonce = self.chance.bytes();
                Some(Erase { by: Erased::Reader, nonce, subject: self.chance.bytes() }.into())
            }
            10 => self.closed(),
            _ => self.opened(),
        };
        if let Some(body) = body {
            self.write(body);
        }
        // What is due within a day is done within one.
        while self.requests.first().is_some_and(|index| self.town.entries[*index].time.plus(20 * 60) < self.now) {
            let outcome = self.outcome();
            self.write(outcome.unwrap());
        }
    }

    fn access(&mut self) -> Option<Body> {
        let (role, purpose, list, from) = self.chance.pick(&[
            (Role::Staff, Purpose::Support, &[Field::Contact][..], "AT"),
            (Role::Staff, Purpose::LegalDemand, Field::ALL, "FR"),
            (Role::Processor, Purpose::Repair, &[Field::History], "DE"),
        ]);
        let reference = Reference::new(self.chance.pick(&["none", "CASE-7"])).unwrap();
        let (actor, subjects) = (self.chance.bytes(), self.subjects());
        let (country, fields) = (country(from), fields(list));
        Some(Access { actor, role, country, purpose, fields, reference, minutes: 30, subjects }.into())
    }

    fn transfer(&mut self) -> Option<Body> {
        let subjects = (self.chance.below(2) == 0).then(|| self.subjects());
        let types = if subjects.is_some() { Types::Fields(fields(&[Field::Contact])) } else { Types::Content };
        let (basis, end_use, method) = (word("contract"), word("backup"), word("sftp"));
        let transfer = Transfer {
            to: name("depot.example"),
            country: country("AT"),
            basis,
            types,
            volume: 9000,
            end_use,
            method,
            subjects,
        };
        Some(transfer.into())
    }

    fn request(&mut self) -> Option<Body> {
        self.requests.push(self.town.entries.len());
        let asked = self.chance.pick(RequestType::ALL);
        let accounts = if asked == RequestType::Removal { 0 } else { 4 };
        Some(Request { id: self.chance.bytes(), country: country("FR"), asked, accounts, items: 3 }.into())
    }

    fn outcome(&mut self) -> Option<Body> {
        let request = *self.requests.first()?;
        self.requests.remove(0);
        Some(Outcome { request: request as u64, result: Settled::Some, accounts: 0, items: 2 }.into())
    }

    fn decision(&mut self) -> Option<Body> {
        let answers = if self.chance.below(3) == 0 { self.decisions.pop() } else { None };
        let id = self.chance.bytes();
        if answers.is_none() {
            self.decisions.push(id);
        }
        let place = match self.chance.below(2) {
            0 => Where::All,
            _ => Where::Only(Countries::new(vec![country("FR"), country("DE")]).unwrap()),
        };
        let (action, object) = (self.chance.pick(Action::ALL), self.chance.pick(Object::ALL));
        let (ground, notice) = (self.chance.pick(Ground::ALL), self.chance.pick(Notice::ALL));
        let (item, rule, automated) = (self.chance.bytes(), name("4.2"), Automated::No);
        Some(Decision { id, action, object, item, ground, rule, automated, notice, place, answers }.into())
    }

    fn closed(&mut self) -> Option<Body> {
        let request = Request {
            id: self.chance.bytes(),
            country: country("US"),
            asked: RequestType::Legal,
            accounts: 1,
            items: 0,
        };
        let content = Entry { time: self.now, body: request.into() }.to_bytes().unwrap();
        let salt: [u8; 16] = self.chance.bytes();
        let commitment = Sha256::new().chain_update(salt).chain_update(&content).finalize().into();
        self.seals.push((self.town.entries.len(), salt, content));
        // The last ones stay closed at the end of the story.
        Some(Body::Sealed(Sealed::Closed { commitment, until: ledger::entry::Day(self.now.day().0 + 10) }))
    }

    fn opened(&mut self) -> Option<Body> {
        let (of, salt, content) = self.seals.pop()?;
        Some(Body::Sealed(Sealed::Open { of: of as u64, salt, content }))
    }
}
