//! Two editions whose ledgers cosign each other's heads.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use ledger::entry::{Entry, Erase, Erased, Minute};
use ledger::note::KeyKind;
use ledger::{TrustPolicy, VerifierKey};
use oversight::book::{Book, Opening as BookOpening};
use oversight::witness::{Circle, Member, Opening, Post, Posted, Witness};
use tokio::runtime::{Builder, Runtime};

use crate::stand::{NOW, Scratch, hash, key};

/// All witnesses there are, by where they are asked.
#[derive(Clone, Default)]
struct Net(Arc<Mutex<HashMap<String, Witness>>>);

impl Post for Net {
    async fn post(&self, url: &str, body: Vec<u8>, _: usize) -> Result<Posted, String> {
        let prefix = url.strip_suffix("/add-checkpoint").unwrap();
        let witness = self.0.lock().unwrap().get(prefix).cloned().ok_or("nobody is there")?;
        let answer = witness.add_checkpoint(&body, NOW).map_err(|error| error.to_string())?;
        Ok(Posted { status: answer.status, content_type: Some(answer.content_type.to_owned()), body: answer.body })
    }
}

struct Edition {
    scratch: Scratch,
    origin: String,
    witness_name: String,
}

impl Edition {
    fn new(name: &str) -> Self {
        let (origin, witness_name) = (format!("{name}.example/news"), format!("{name}.example/witness"));
        Self { scratch: Scratch::new(), origin, witness_name }
    }

    fn url(&self) -> String {
        format!("https://{}", self.witness_name)
    }

    fn vkey(&self) -> VerifierKey {
        key(&self.origin, 1).verifier(KeyKind::Text)
    }

    /// As a witness of others.
    fn witness(&self, others: &[&Edition]) -> Witness {
        let logs = others.iter().map(|other| other.vkey()).collect();
        let folders = (self.scratch.0.join("witness"), self.scratch.0.join("witness-keys"));
        Witness::open(Opening { seed: Some([2; 32]), ..Opening::new(folders.0, folders.1, &self.witness_name, logs) })
            .unwrap()
    }

    /// With its heads cosigned by others.
    fn book(&self, net: &Net, others: &[&Edition], runtime: &Runtime) -> Book {
        let member = |other: &&Edition| Member { url: other.url(), key: other.cosigner() };
        let members = others.iter().map(member).collect();
        let circle = Circle::new(net.clone(), members, Duration::from_secs(3600), runtime.handle().clone());
        let folders = (self.scratch.0.join("ledger"), self.scratch.0.join("ledger-keys"));
        let opening = BookOpening::new(folders.0, folders.1, &self.origin);
        Book::open(BookOpening { seed: Some([1; 32]), witnesses: Some(Arc::new(circle)), ..opening }).unwrap()
    }

    fn cosigner(&self) -> VerifierKey {
        key(&self.witness_name, 2).verifier(KeyKind::Cosignature)
    }

    /// Whoever believes this edition's heads only if that one has cosigned them.
    fn trust(&self, other: &Edition) -> TrustPolicy {
        TrustPolicy::parse(&format!("log {}\nwitness other {}\nquorum other\n", self.vkey(), other.cosigner())).unwrap()
    }
}

fn entries(numbers: std::ops::Range<u8>) -> Vec<Entry> {
    let time = Minute::from_text("2026-11-29T08:00Z").unwrap();
    let erase = |number: u8| Erase { by: Erased::Reader, nonce: [number; 16], subject: [number; 32] };
    numbers.map(|number| Entry { time, body: erase(number).into() }).collect()
}

fn is_cosigned(book: &Book, trust: &TrustPolicy) -> bool {
    trust.verify(&book.head().unwrap().unwrap().note).is_ok()
}

#[test]
fn two_editions_cosign_each_others_heads_and_go_on_when_one_of_them_was_away() {
    let runtime = Builder::new_multi_thread().worker_threads(2).build().unwrap();
    let (town, land, net) = (Edition::new("town"), Edition::new("land"), Net::default());
    let is_up = |edition: &Edition, others: &[&Edition]| {
        net.0.lock().unwrap().insert(edition.url(), edition.witness(others));
    };
    is_up(&town, &[&land]);
    is_up(&land, &[&town]);
    let (of_town, of_land) = (town.book(&net, &[&land], &runtime), land.book(&net, &[&town], &runtime));
    for number in 0..20 {
        of_town.append_blocking(&entries(number..number + 1)).unwrap();
        of_land.append_blocking(&entries(3 * number..3 * number + 3)).unwrap();
        assert!(is_cosigned(&of_town, &town.trust(&land)), "{number}");
        assert!(is_cosigned(&of_land, &land.trust(&town)), "{number}");
    }
    // Nothing but checkpoints has crossed: what one remembers of the other is its head.
    let witness = net.0.lock().unwrap().get(&land.url()).cloned().unwrap();
    let shown = witness.checkpoint(&hash(&town.origin)).unwrap();
    let head = of_town.head().unwrap().unwrap();
    assert!(String::from_utf8(shown.body).unwrap().starts_with(head.note.text()));

    net.0.lock().unwrap().remove(&land.url());
    of_town.append_blocking(&entries(20..30)).unwrap();
    assert!(!is_cosigned(&of_town, &town.trust(&land)), "nobody was there to cosign");
    is_up(&land, &[&town]);
    of_town.append_blocking(&entries(30..31)).unwrap();
    assert!(is_cosigned(&of_town, &town.trust(&land)));

    // A log that starts again does not know what its witness has seen, and is told.
    of_town.close();
    let again = town.book(&net, &[&land], &runtime);
    again.append_blocking(&entries(31..32)).unwrap();
    assert!(is_cosigned(&again, &town.trust(&land)));
}

#[test]
fn an_edition_that_goes_on_from_an_older_state_is_not_cosigned_any_more() {
    let runtime = Builder::new_multi_thread().worker_threads(2).build().unwrap();
    let (town, land, net) = (Edition::new("town"), Edition::new("land"), Net::default());
    net.0.lock().unwrap().insert(land.url(), land.witness(&[&town]));
    let book = town.book(&net, &[&land], &runtime);
    book.append_blocking(&entries(0..5)).unwrap();
    book.close();
    // The same key, and none of the entries.
    for folder in ["ledger", "ledger-keys"] {
        std::fs::remove_dir_all(town.scratch.0.join(folder)).unwrap();
    }
    let forked = town.book(&net, &[&land], &runtime);
    for (number, why) in
        [(50_u8, "it is behind"), (60, "it is behind"), (70, "it is of the same size"), (80, "it is ahead")]
    {
        forked.append_blocking(&entries(number..number + if number == 60 { 3 } else { 1 })).unwrap();
        assert!(!is_cosigned(&forked, &town.trust(&land)), "{why}");
    }
}
