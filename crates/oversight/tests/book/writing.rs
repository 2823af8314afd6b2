//! What somebody notices who writes into a book and reads it.

use std::collections::HashSet;

use ledger::{Entry, Proof, TrustPolicy, tree};
use oversight::Error;

use crate::stand::{NEXT_SEED, SEED, Scratch, access, accesses, head, release, roots, vkey};

#[test]
fn what_was_written_is_read_again_after_a_restart_and_each_entry_is_proven() {
    let scratch = Scratch::new();
    let book = scratch.open();
    assert!(book.head().unwrap().is_none());
    assert!(matches!(book.entry(0), Err(Error::NoEntry { .. })));
    assert_eq!(book.append_blocking(&[release(SEED)]).unwrap(), 0..1);
    assert_eq!(book.append_blocking(&accesses(0..300)).unwrap(), 1..301);
    assert_eq!(book.append_blocking(&[access(300)]).unwrap(), 301..302);
    book.close();
    assert!(matches!(book.append_blocking(&[access(0)]), Err(Error::Closed)));

    let book = scratch.open();
    assert_eq!(book.append_blocking(&[access(301)]).unwrap(), 302..303);
    let published = head(&scratch.0, SEED);
    assert_eq!((published.size, published.root), (303, roots(&book)[303]));
    let trust = TrustPolicy::of_log(vkey(SEED));
    for index in 0..303 {
        let entry = book.entry(index).unwrap();
        let want = if index == 0 { release(SEED) } else { access(index - 1) };
        assert_eq!(Entry::parse(&entry).unwrap(), want);
        let proof = Proof::parse(book.proof(index).unwrap().to_string().as_bytes()).unwrap();
        assert_eq!(proof.index, index);
        proof.verify(&entry, &trust).unwrap();
    }
    assert!(matches!(book.proof(303), Err(Error::NoEntry { index: 303, size: 303 })));
    for old in 1..=303 {
        let growth = book.consistency(old).unwrap();
        let old_root = roots(&book)[usize::try_from(old).unwrap()];
        tree::verify_consistency(old, &old_root, 303, &published.root, &growth.path).unwrap();
    }
    assert!(book.consistency(0).unwrap().path.is_empty());
    assert!(matches!(book.consistency(304), Err(Error::NoSize { .. })));
}

#[test]
fn many_who_write_at_once_each_get_a_number_of_their_own() {
    let scratch = Scratch::new();
    let book = scratch.open();
    book.append_blocking(&[release(SEED)]).unwrap();
    let indexes: Vec<(u64, u64)> = std::thread::scope(|scope| {
        let writers: Vec<_> = (0..8_u64)
            .map(|writer| {
                let book = book.clone();
                scope.spawn(move || {
                    let numbers = writer * 50..(writer + 1) * 50;
                    numbers.map(|n| (n, book.append_blocking(&[access(n)]).unwrap().start)).collect::<Vec<_>>()
                })
            })
            .collect();
        writers.into_iter().flat_map(|writer| writer.join().unwrap()).collect()
    });
    assert_eq!(indexes.iter().map(|(_, index)| index).collect::<HashSet<_>>().len(), 400);
    for (number, index) in indexes {
        assert_eq!(Entry::parse(&book.entry(index).unwrap()).unwrap(), access(number));
    }
    assert_eq!(head(&scratch.0, SEED).root, roots(&book)[401]);
}

#[test]
fn who_writes_asynchronously_waits_for_the_head_too() {
    let scratch = Scratch::new();
    let book = scratch.open();
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(async {
        assert_eq!(book.append(release(SEED)).await.unwrap(), 0);
        assert_eq!(book.append_many(&accesses(0..2)).await.unwrap(), 1..3);
        assert_eq!(head(&scratch.0, SEED).size, 3);
    });
}

#[test]
fn two_books_in_one_folder_take_turns() {
    let scratch = Scratch::new();
    let (server, command) = (scratch.open(), scratch.open());
    server.append_blocking(&[release(SEED)]).unwrap();
    assert_eq!(command.append_blocking(&accesses(0..300)).unwrap(), 1..301);
    assert_eq!(server.append_blocking(&[access(300)]).unwrap(), 301..302);
    assert_eq!(command.append_blocking(&[access(301)]).unwrap(), 302..303);

    // One of them changes the key; the other signs with the new one from then on.
    let next = tokio::runtime::Builder::new_current_thread().build().unwrap();
    next.block_on(command.next_key(Some(NEXT_SEED))).unwrap();
    command.append_blocking(&[release(NEXT_SEED)]).unwrap();
    server.append_blocking(&[access(302)]).unwrap();
    let published = head(&scratch.0, NEXT_SEED);
    assert_eq!((published.size, published.root), (305, roots(&server)[305]));

    let threads: Vec<_> = [server, command]
        .into_iter()
        .zip([1000, 2000])
        .map(|(book, first)| {
            std::thread::spawn(move || {
                for n in first..first + 40 {
                    book.append_blocking(&[access(n)]).unwrap();
                }
                book
            })
        })
        .collect();
    let books: Vec<_> = threads.into_iter().map(|thread| thread.join().unwrap()).collect();
    assert_eq!(head(&scratch.0, NEXT_SEED).size, 385);
    assert_eq!(head(&scratch.0, NEXT_SEED).root, roots(&books[0])[385]);
}

#[test]
#[cfg(unix)]
fn nobody_else_may_read_the_keys() {
    use std::os::unix::fs::PermissionsExt;
    let scratch = Scratch::new();
    let book = scratch.open();
    book.append_blocking(&[release(SEED)]).unwrap();
    let mode = |path: std::path::PathBuf| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(scratch.keys()), 0o700);
    assert_eq!(mode(scratch.keys().join("signing")), 0o600);
    assert_eq!(mode(scratch.keys().join("intent")), 0o600);
    assert_eq!(mode(scratch.ledger().join("checkpoint")) & 0o044, 0o044);
}
