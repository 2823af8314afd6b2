//! How does a log go over to another key?

use ledger::{Checkpoint, Note};
use oversight::Error;

use crate::stand::{NEXT_SEED, SEED, Scratch, access, head, release, vkey};

fn prepare(book: &oversight::Book) {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    assert_eq!(runtime.block_on(book.next_key(Some(NEXT_SEED))).unwrap(), vkey(NEXT_SEED));
    assert_eq!(runtime.block_on(book.next_key(None)).unwrap(), vkey(NEXT_SEED), "it is prepared once");
}

#[test]
fn a_release_that_names_the_prepared_key_is_signed_by_both_and_what_comes_after_by_the_new_one_alone() {
    let scratch = Scratch::new();
    let book = scratch.open();
    book.append_blocking(&[release(SEED), access(0)]).unwrap();
    prepare(&book);
    // That a key is prepared changes nothing yet.
    book.append_blocking(&[access(1)]).unwrap();
    head(&scratch.0, SEED);
    assert_eq!(book.append_blocking(&[access(2), release(NEXT_SEED)]).unwrap(), 3..5);

    let kept = Note::parse(&std::fs::read(scratch.ledger().join("rotation/5")).unwrap()).unwrap();
    for seed in [SEED, NEXT_SEED] {
        assert_eq!(Checkpoint::verified(&kept, &vkey(seed)).unwrap(), head(&scratch.0, seed));
    }
    let vkeys = std::fs::read_to_string(scratch.ledger().join("vkey")).unwrap();
    assert_eq!(vkeys, format!("{}\n{}\n", vkey(SEED), vkey(NEXT_SEED)));

    book.append_blocking(&[access(3)]).unwrap();
    head(&scratch.0, NEXT_SEED);
    let newest = book.head().unwrap().unwrap().note;
    assert!(Checkpoint::verified(&newest, &vkey(SEED)).is_err(), "the old key signs no more");
    book.close();
    let old_seed: String = SEED.iter().map(|byte| format!("{byte:02x}")).collect();
    for name in ["signing", "next"] {
        let kept = std::fs::read_to_string(scratch.keys().join(name)).unwrap_or_default();
        assert!(!kept.contains(&old_seed), "the old seed is nowhere any more");
    }
    scratch.open().append_blocking(&[access(4)]).unwrap();
}

#[test]
fn a_release_that_names_a_key_which_is_not_here_is_refused_and_the_book_goes_on() {
    let scratch = Scratch::new();
    let book = scratch.open();
    book.append_blocking(&[release(SEED)]).unwrap();
    assert!(matches!(book.append_blocking(&[release(NEXT_SEED)]), Err(Error::UnknownKey)));
    prepare(&book);
    assert!(matches!(book.append_blocking(&[release(NEXT_SEED), access(0)]), Err(Error::UnknownKey)));
    assert!(matches!(book.append_blocking(&[release([9; 32])]), Err(Error::UnknownKey)));
    assert_eq!(book.append_blocking(&[access(0)]).unwrap(), 1..2);
}
