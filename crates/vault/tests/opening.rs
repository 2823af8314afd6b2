//! Who brings what to a vault, and what it answers: every way in that must stay closed, over a real log.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use ledger::entry::{
    Access, Allow, Allowed, Body, Countries, Country, Entry, Field, Fields, Minute, Policy, Purpose, Reference,
    Release, Role, Source, Subjects,
};
use ledger::note::KeyKind;
use ledger::{Checkpoint, Hash, Proof, SigningKey, TrustPolicy, tree};
use model::{MINUTE, ReaderId, Time};
use vault::{Errand, Holder, Keys, Place, Shown, Unlocked, Vault};

const NOW: Time = Time(30_000_000 * MINUTE);
const ANN: ReaderId = ReaderId(1);
const BEN: ReaderId = ReaderId(2);

struct Log {
    key: SigningKey,
    entries: Vec<Vec<u8>>,
}

impl Log {
    fn new(seed: u8) -> Log {
        Log { key: SigningKey::new("news.example/main", &[seed; 32]).unwrap(), entries: Vec::new() }
    }

    fn trust(&self) -> String {
        format!("log {}\nquorum none\n", self.key.verifier(KeyKind::Text))
    }

    fn append(&mut self, body: impl Into<Body>, time: Time) -> usize {
        let entry = Entry { time: Minute(time.0 / MINUTE), body: body.into() };
        self.entries.push(entry.to_bytes().unwrap());
        self.entries.len() - 1
    }

    fn node(leaves: &[Hash]) -> impl FnMut(u32, u64) -> Result<Hash, ()> + '_ {
        move |height, index| {
            let (from, to) = ((index << height) as usize, ((index + 1) << height) as usize);
            Ok(tree::root_of(&leaves[from..to.min(leaves.len())]))
        }
    }

    /// Of entry `index`, to the head of `size` entries.
    fn shown(&self, index: usize, size: usize, seen: u64) -> Shown {
        let leaves: Vec<Hash> = self.entries[..size].iter().map(|entry| tree::leaf_hash(entry)).collect();
        let head = Checkpoint::new("news.example/main", size as u64, tree::root_of(&leaves));
        let path = tree::prove_inclusion(index as u64, size as u64, Log::node(&leaves)).unwrap();
        let growth = match seen {
            1.. if seen < size as u64 => tree::prove_consistency(seen, size as u64, Log::node(&leaves)).unwrap(),
            _ => Vec::new(),
        };
        let proof = Proof { extra: None, index: index as u64, path, head: head.signed(&self.key).unwrap() };
        Shown { entry: self.entries[index].clone(), proof: proof.to_string(), growth }
    }
}

fn fields(fields: &[Field]) -> Fields {
    Fields::new(fields).unwrap()
}

fn access(tag: Hash, nonce: [u8; 16]) -> Access {
    Access {
        actor: [1; 16],
        role: Role::Staff,
        country: Country::new("DE").unwrap(),
        purpose: Purpose::Support,
        fields: fields(&[Field::History]),
        reference: Reference::new("none").unwrap(),
        minutes: 30,
        subjects: Subjects::One { nonce, subject: tag },
    }
}

fn policy(version: u64) -> Policy {
    let allow = |role, purpose, fields, countries| Allow { role, purpose, fields, countries };
    let germany = Countries::new(vec![Country::new("DE").unwrap()]);
    let all = fields(Field::ALL);
    Policy {
        version,
        terms: [0; 32],
        beat_minutes: 60,
        answer_days: 30,
        allowed: Allowed::new(vec![
            allow(Role::Staff, Purpose::Support, fields(&[Field::Identity, Field::History]), germany),
            allow(Role::Staff, Purpose::OwnRequest, all, None),
        ])
        .unwrap(),
    }
}

/// A vault with two readers that knows the log's key and its policy.
async fn begun() -> (Vault, Log, Keys) {
    let (vault, mut log) = (Vault::in_memory().unwrap(), Log::new(7));
    let ann = vault.enrol(ANN, &[]).await.unwrap();
    vault.enrol(BEN, &[]).await.unwrap();
    vault.trust(&log.trust()).await.unwrap();
    log.append(policy(1), NOW);
    vault.learn_policy(&log.shown(0, 1, 0)).await.unwrap();
    (vault, log, ann)
}

async fn newest(vault: &Vault, log: &Log, index: usize) -> Shown {
    log.shown(index, log.entries.len(), vault.seen().await.unwrap())
}

#[tokio::test]
async fn what_the_entry_names_is_opened_and_the_rest_stays_closed() {
    let (vault, mut log, ann) = begun().await;
    let tag = vault.tag(ANN, &[5; 16]).await.unwrap().unwrap();
    let index = log.append(access(tag, [5; 16]), NOW);
    let opened = vault.open_for(&newest(&vault, &log, index).await, &[ANN], NOW).await.unwrap();
    assert_eq!((opened.index(), opened.until()), (1, NOW.plus(30 * MINUTE)));
    let place = |class| Place { class, kind: 1, index: b"x" };
    let sealed = |class| ann.seal(place(class), b"hers").unwrap();
    let lent = opened.content(NOW).unwrap();
    let open = |class| lent[0].open(place(class), &sealed(class));
    assert_eq!(open(Field::History), Some(Ok(b"hers".to_vec())));
    for closed in [Field::Identity, Field::Contact, Field::Follows] {
        assert_eq!(open(closed), None, "{closed:?} was not named");
    }
    assert!(opened.content(NOW.plus(30 * MINUTE)).is_none(), "it ends by itself");
}

#[tokio::test]
async fn nothing_else_opens_and_each_refusal_says_why() {
    let (vault, mut log, _) = begun().await;
    let (ann, ben) =
        (vault.tag(ANN, &[5; 16]).await.unwrap().unwrap(), vault.tag(BEN, &[5; 16]).await.unwrap().unwrap());
    let hers = || access(ann, [5; 16]);
    let says = |answer: Result<_, vault::Error>| answer.map(|_: vault::Opened<_>| ()).unwrap_err().to_string();
    let table: Vec<(Access, Time, &str)> = vec![
        (access(ben, [5; 16]), NOW, "about somebody else"),
        (access(ann, [6; 16]), NOW, "about somebody else"),
        (Access { purpose: Purpose::Repair, ..hers() }, NOW, "does not allow"),
        (Access { fields: fields(&[Field::Contact]), ..hers() }, NOW, "does not allow"),
        (Access { fields: fields(&[Field::Follows, Field::History]), ..hers() }, NOW, "does not allow"),
        (Access { country: Country::new("US").unwrap(), ..hers() }, NOW, "does not allow"),
        (Access { role: Role::Processor, ..hers() }, NOW, "does not allow"),
        (hers(), NOW.plus(-11 * MINUTE), "another time"),
        (hers(), NOW.plus(11 * MINUTE), "another time"),
        (
            Access { subjects: Subjects::Many { nonce: [5; 16], count: 2, root: [0; 32] }, ..hers() },
            NOW,
            "about somebody else",
        ),
    ];
    for (access, time, why) in table {
        let index = log.append(access.clone(), time);
        let said = says(vault.open_for(&newest(&vault, &log, index).await, &[ANN], NOW).await);
        assert!(said.contains(why), "{access:?}: {said}");
    }
    let index = log.append(hers(), NOW);
    let good = newest(&vault, &log, index).await;
    let other = Log { key: SigningKey::new("news.example/main", &[8; 32]).unwrap(), entries: log.entries.clone() };
    let mut unsaid = good.clone();
    unsaid.entry =
        Entry { time: Minute(NOW.0 / MINUTE), body: Access { minutes: 31, ..hers() }.into() }.to_bytes().unwrap();
    let mut odd = good.clone();
    odd.proof = odd.proof.replace("index", "indices");
    let mut ungrown = good.clone();
    ungrown.growth.clear();
    let release = Shown { entry: log.entries[0].clone(), ..newest(&vault, &log, 0).await };
    for (shown, why) in [
        (newest(&vault, &other, index).await, "proof does not hold"),
        (unsaid, "proof does not hold"),
        (odd, "proof does not hold"),
        (ungrown, "does not go on"),
        (release, "it is no access"),
        (Shown { entry: b"kind access\n".to_vec(), ..good.clone() }, "no entry that opens"),
    ] {
        let said = says(vault.open_for(&shown, &[ANN], NOW).await);
        assert!(said.contains(why), "{said}");
    }
    assert!(vault.open_for(&good, &[ANN], NOW).await.is_ok(), "and the right one still does");
    let again = newest(&vault, &log, index).await;
    assert!(says(vault.open_for(&again, &[ANN], NOW).await).contains("used before"), "a replayed proof");
    assert!(says(vault.open_for(&again, &[ReaderId(9)], NOW).await).contains("no keys"));
}

#[tokio::test]
async fn a_log_that_went_back_or_forked_opens_nothing() {
    let (vault, mut log, _) = begun().await;
    let tag = vault.tag(ANN, &[5; 16]).await.unwrap().unwrap();
    let index = log.append(access(tag, [5; 16]), NOW);
    for _ in 0..5 {
        log.append(access(tag, [5; 16]), NOW);
    }
    let stale = log.shown(index, 2, 1);
    vault.open_for(&newest(&vault, &log, index + 1).await, &[ANN], NOW).await.unwrap();
    let said = vault.open_for(&stale, &[ANN], NOW).await.unwrap_err().to_string();
    assert!(said.contains("older than one that the vault saw"), "{said}");
    let mut forked = Log { key: SigningKey::new("news.example/main", &[7; 32]).unwrap(), entries: log.entries.clone() };
    forked.entries[3] = forked.entries[0].clone();
    for more in [0, 3] {
        for _ in 0..more {
            forked.append(access(tag, [5; 16]), NOW);
        }
        let shown = newest(&vault, &forked, 1).await;
        let said = vault.open_for(&shown, &[ANN], NOW).await.unwrap_err().to_string();
        assert!(said.contains("was changed or exchanged"), "{said}");
    }
}

#[tokio::test]
async fn the_log_s_key_changes_by_a_release_that_both_signed_and_in_no_other_way() {
    let (vault, mut log, _) = begun().await;
    let next = SigningKey::new("news.example/main", &[9; 32]).unwrap();
    let thief = Log { key: next.clone(), entries: Vec::new() };
    assert!(vault.trust(&thief.trust()).await.is_err(), "another key is not simply believed");
    let release = Release {
        version: ledger::entry::Name::new("1.0").unwrap(),
        source: Source::Unknown,
        binary: [0; 32],
        assets: [0; 32],
        model: None,
        key: next.verifier(KeyKind::Text),
    };
    let index = log.append(release, NOW);
    let shown = newest(&vault, &log, index).await;
    let proof = Proof::parse(shown.proof.as_bytes()).unwrap();
    let by_one = proof.head.to_string();
    assert!(vault.learn_key(&by_one, &shown.entry, &proof.path).await.is_err(), "the new key has not signed");
    let mut both = proof.head.clone();
    both.add(next.sign(proof.head.text()));
    assert!(vault.learn_key(&both.to_string(), &log.entries[0], &proof.path).await.is_err(), "another entry");
    vault.learn_key(&both.to_string(), &shown.entry, &proof.path).await.unwrap();
    let tag = vault.tag(ANN, &[5; 16]).await.unwrap().unwrap();
    let index = log.append(access(tag, [5; 16]), NOW);
    let old = newest(&vault, &log, index).await;
    assert!(vault.open_for(&old, &[ANN], NOW).await.is_err(), "the old key is believed no more");
    log.key = next;
    assert!(vault.open_for(&newest(&vault, &log, index).await, &[ANN], NOW).await.is_ok());
}

#[tokio::test]
async fn a_quorum_of_witnesses_is_asked_for_where_the_trust_policy_wants_one() {
    let (vault, mut log, _) = begun().await;
    let witness = SigningKey::new("witness.example/w1", &[3; 32]).unwrap();
    let trust = format!(
        "log {}\nwitness w1 {}\nquorum w1\n",
        log.key.verifier(KeyKind::Text),
        witness.verifier(KeyKind::Cosignature)
    );
    assert!(TrustPolicy::parse(&trust).is_ok());
    vault.trust(&trust).await.unwrap();
    let tag = vault.tag(ANN, &[5; 16]).await.unwrap().unwrap();
    let index = log.append(access(tag, [5; 16]), NOW);
    let shown = newest(&vault, &log, index).await;
    let said = vault.open_for(&shown, &[ANN], NOW).await.unwrap_err().to_string();
    assert!(said.contains("witness"), "{said}");
    let mut proof = Proof::parse(shown.proof.as_bytes()).unwrap();
    proof.head.add(witness.cosign(proof.head.text(), 1_800_000_000));
    let cosigned = Shown { proof: proof.to_string(), ..shown };
    assert!(vault.open_for(&cosigned, &[ANN], NOW).await.is_ok());
}

#[tokio::test]
async fn who_lost_every_way_in_gets_a_new_one_by_her_own_request_alone() {
    let (vault, mut log, ann) = begun().await;
    let tag = vault.tag(ANN, &[5; 16]).await.unwrap().unwrap();
    let code = Holder::new([4; 32], b"a new recovery code");
    let own = Access { purpose: Purpose::OwnRequest, fields: fields(Field::ALL), ..access(tag, [5; 16]) };
    let index = log.append(access(tag, [5; 16]), NOW);
    assert!(vault.hand_over(&newest(&vault, &log, index).await, ANN, &code, NOW).await.is_err(), "support alone");
    vault.deposit(&ann, Errand::Digest, NOW).await.unwrap();
    let index = log.append(own, NOW);
    vault.hand_over(&newest(&vault, &log, index).await, ANN, &code, NOW).await.unwrap();
    assert!(vault.use_deposit(ANN, Errand::Digest).await.is_err(), "what was deposited before is lent no more");
    let Unlocked::Keys(hers) = vault.unlock(ANN, &code).await.unwrap() else { panic!("she is in") };
    let place = Place { class: Field::History, kind: 1, index: b"x" };
    assert_eq!(hers.open(place, &ann.seal(place, b"hers").unwrap()).unwrap(), b"hers");
}

#[tokio::test]
async fn nothing_opens_before_a_log_and_a_policy_are_known() {
    let (vault, mut log) = (Vault::in_memory().unwrap(), Log::new(7));
    vault.enrol(ANN, &[]).await.unwrap();
    let tag = vault.tag(ANN, &[5; 16]).await.unwrap().unwrap();
    let index = log.append(access(tag, [5; 16]), NOW);
    let shown = newest(&vault, &log, index).await;
    let said = vault.open_for(&shown, &[ANN], NOW).await.unwrap_err().to_string();
    assert!(said.contains("which log"), "{said}");
    vault.trust(&log.trust()).await.unwrap();
    let said = vault.open_for(&shown, &[ANN], NOW).await.unwrap_err().to_string();
    assert!(said.contains("no access policy"), "{said}");
    log.append(policy(2), NOW);
    vault.learn_policy(&newest(&vault, &log, 1).await).await.unwrap();
    log.append(policy(1), NOW);
    assert!(vault.learn_policy(&newest(&vault, &log, 2).await).await.is_err(), "an older policy does not come back");
    assert!(vault.open_for(&newest(&vault, &log, index).await, &[ANN], NOW).await.is_ok());
}
