//! Witnesses are heard, whatever they answer, and the log does not wait for ever.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use ledger::note::{KeyKind, Signature};
use ledger::{SigningKey, VerifierKey, tree};
use oversight::book::{Asked, Witnesses};
use oversight::{Book, Opening};

use crate::stand::{SEED, Scratch, access, release};

/// What a witness does with what it is asked.
type Answering = Box<dyn Fn(Asked) + Send + Sync>;

struct Played {
    keys: Vec<VerifierKey>,
    patience: Duration,
    answering: Answering,
}

impl Witnesses for Played {
    fn keys(&self) -> &[VerifierKey] {
        &self.keys
    }

    fn patience(&self) -> Duration {
        self.patience
    }

    fn ask(&self, asked: Asked) {
        (self.answering)(asked);
    }
}

fn witness(seed: u8) -> SigningKey {
    SigningKey::new("witness.example", &[seed; 32]).unwrap()
}

fn cosignature(seed: u8, asked: &Asked) -> Signature {
    witness(seed).cosign(asked.head.note.text(), 1_796_000_000)
}

fn open(scratch: &Scratch, patience: Duration, answering: impl Fn(Asked) + Send + Sync + 'static) -> Book {
    let keys = [20, 21].map(|seed| witness(seed).verifier(KeyKind::Cosignature)).to_vec();
    let witnesses: Arc<dyn Witnesses> = Arc::new(Played { keys, patience, answering: Box::new(answering) });
    Book::open(Opening { witnesses: Some(witnesses), ..scratch.opening() }).unwrap()
}

fn cosigned_by(book: &Book) -> usize {
    let keys = [20, 21].map(|seed| witness(seed).verifier(KeyKind::Cosignature));
    book.head().unwrap().unwrap().note.verify(&keys).map_or(0, |signed| signed.len())
}

const FOREVER: Duration = Duration::from_secs(3600);

#[test]
fn a_head_is_published_with_the_cosignatures_as_soon_as_all_have_answered() {
    let scratch = Scratch::new();
    let book = open(&scratch, FOREVER, |asked| {
        // A witness that knows the head of one entry wants to see that this one grew from it.
        let size = asked.head.checkpoint.size;
        if size > 1 {
            assert_eq!(asked.consistency(1).unwrap().is_empty(), size == 1);
        }
        std::thread::spawn(move || {
            asked.answer(cosignature(20, &asked));
            asked.answer(cosignature(21, &asked));
            asked.answer(cosignature(21, &asked));
        });
    });
    book.append_blocking(&[release(SEED)]).unwrap();
    assert_eq!(cosigned_by(&book), 2);
    book.append_blocking(&[access(0)]).unwrap();
    assert_eq!(cosigned_by(&book), 2);
    assert_eq!(book.head().unwrap().unwrap().note.signatures().len(), 3, "none stands there twice");
}

#[test]
fn a_proof_that_a_witness_is_given_holds_before_the_head_is_published() {
    let scratch = Scratch::new();
    let seen: Arc<Mutex<Vec<oversight::book::Head>>> = Arc::default();
    let heads = seen.clone();
    let book = open(&scratch, FOREVER, move |asked| {
        let mut heads = heads.lock().unwrap();
        for old in heads.iter() {
            let path = asked.consistency(old.checkpoint.size).unwrap();
            let (old, new) = (&old.checkpoint, &asked.head.checkpoint);
            tree::verify_consistency(old.size, &old.root, new.size, &new.root, &path).unwrap();
        }
        heads.push(asked.head.clone());
    });
    book.append_blocking(&[release(SEED)]).unwrap();
    for n in 0..40 {
        book.append_blocking(&[access(n)]).unwrap();
    }
    assert_eq!(seen.lock().unwrap().len(), 41);
}

#[test]
fn wrong_answers_count_for_nothing() {
    let scratch = Scratch::new();
    let book = open(&scratch, FOREVER, |asked| {
        let good = cosignature(20, &asked);
        let mut bent = good.clone();
        bent.bytes[20] ^= 1;
        asked.answer(bent);
        asked.answer(cosignature(22, &asked));
        asked.answer(witness(20).cosign("another text\n", 5));
        asked.answer(witness(20).sign(asked.head.note.text()));
        asked.answer(Signature { name: "no name".to_owned(), ..good.clone() });
        asked.answer(Signature { name: "a\nb".to_owned(), ..good.clone() });
        asked.answer(good);
    });
    book.append_blocking(&[release(SEED)]).unwrap();
    assert_eq!(cosigned_by(&book), 1);
    assert_eq!(book.head().unwrap().unwrap().note.signatures().len(), 2);
}

#[test]
fn a_witness_that_never_answers_holds_nothing_up_and_a_late_cosignature_is_added() {
    let scratch = Scratch::new();
    let asked: Arc<Mutex<Vec<Asked>>> = Arc::default();
    let keeps = asked.clone();
    let book = open(&scratch, Duration::from_millis(20), move |asked| keeps.lock().unwrap().push(asked));
    book.append_blocking(&[release(SEED)]).unwrap();
    book.append_blocking(&[access(0)]).unwrap();
    assert_eq!(cosigned_by(&book), 0);
    // The first head is not the newest any more.
    for asked in asked.lock().unwrap().drain(..) {
        asked.answer(cosignature(20, &asked));
    }
    let until = Instant::now() + Duration::from_secs(60);
    while cosigned_by(&book) == 0 && Instant::now() < until {
        std::thread::yield_now();
    }
    assert_eq!(cosigned_by(&book), 1);
    book.append_blocking(&[access(1)]).unwrap();
    assert_eq!(book.head().unwrap().unwrap().checkpoint.size, 3);
}
