//! A log whose files do not fit together is not gone on with.

use std::path::Path;

use oversight::{Book, Error};

use crate::stand::{SEED, Scratch, access, accesses, release};

type Harm = fn(&Path);

fn change(path: &Path, how: impl FnOnce(Vec<u8>) -> Vec<u8>) {
    std::fs::write(path, how(std::fs::read(path).unwrap())).unwrap();
}

/// What is done to the folder, and a word of what is then said.
const HARMS: &[(&str, Harm, &str)] = &[
    ("the key is gone", |folder| std::fs::remove_file(folder.join("ledger-keys/signing")).unwrap(), "key"),
    ("another key is there", |folder| change(&folder.join("ledger-keys/signing"), |_| b"09".repeat(32)), "key"),
    ("the key is no key", |folder| change(&folder.join("ledger-keys/signing"), |_| b"x".to_vec()), "64 hexadecimal"),
    (
        "the checkpoint is gone, and with it tiles",
        |folder| {
            std::fs::remove_file(folder.join("ledger/checkpoint")).unwrap();
            std::fs::remove_dir_all(folder.join("ledger/tile/0")).unwrap();
        },
        "missing",
    ),
    (
        "the checkpoint is cut",
        |folder| {
            change(&folder.join("ledger/checkpoint"), |mut bytes| {
                bytes.truncate(80);
                bytes
            })
        },
        "checkpoint",
    ),
    (
        "the keys were put back",
        |folder| {
            change(&folder.join("ledger-keys/intent"), |bytes| {
                String::from_utf8(bytes).unwrap().replace("\n302\n", "\n299\n").into_bytes()
            })
        },
        "earlier",
    ),
    (
        "there are two heads of a size",
        |folder| {
            change(&folder.join("ledger-keys/intent"), |bytes| {
                let mut lines: Vec<String> = String::from_utf8(bytes).unwrap().lines().map(str::to_owned).collect();
                lines[2] = format!("{}=", "A".repeat(43));
                (lines.join("\n") + "\n").into_bytes()
            })
        },
        "two heads",
    ),
    (
        "the log was put back",
        |folder| {
            change(&folder.join("ledger-keys/intent"), |bytes| {
                String::from_utf8(bytes).unwrap().replace("\n302\n", "\n600\n").into_bytes()
            })
        },
        "missing",
    ),
    (
        "the intent is somebody else's",
        |folder| {
            change(&folder.join("ledger-keys/intent"), |bytes| {
                String::from_utf8(bytes).unwrap().replace("town", "city").into_bytes()
            })
        },
        "city",
    ),
    ("the intent is no checkpoint", |folder| change(&folder.join("ledger-keys/intent"), |_| Vec::new()), "intent"),
    (
        "a tile that the root needs has lost a bit",
        |folder| {
            change(&folder.join("ledger/tile/1/000.p/1"), |mut bytes| {
                bytes[7] ^= 1;
                bytes
            })
        },
        "root",
    ),
    (
        "the last bundle has lost a bit",
        |folder| {
            change(&folder.join("ledger/tile/entries/001.p/46"), |mut bytes| {
                bytes[7] ^= 1;
                bytes
            })
        },
        "hashes of its tile",
    ),
    (
        "the last bundle is gone",
        |folder| {
            std::fs::remove_file(folder.join("ledger/tile/entries/001.p/46")).unwrap();
        },
        "missing",
    ),
];

#[test]
fn where_checkpoint_intent_keys_and_tiles_do_not_fit_the_book_is_not_opened_and_says_why() {
    for (what, harm, said) in HARMS {
        let scratch = Scratch::new();
        let book = scratch.open();
        book.append_blocking(&[release(SEED)]).unwrap();
        book.append_blocking(&accesses(0..300)).unwrap();
        book.append_blocking(&[access(300)]).unwrap();
        book.close();
        harm(&scratch.0);
        match Book::open(scratch.opening()) {
            Ok(_) => panic!("{what}: it was opened"),
            Err(error @ Error::Torn { .. }) => assert!(error.to_string().contains(said), "{what}: {error}"),
            Err(other) => panic!("{what}: {other}"),
        }
    }
}

#[test]
fn a_book_of_another_edition_is_not_opened() {
    let scratch = Scratch::new();
    let book = scratch.open();
    book.append_blocking(&[release(SEED)]).unwrap();
    book.close();
    let opening = oversight::Opening { origin: "news.example/city".to_owned(), ..scratch.opening() };
    assert!(matches!(Book::open(opening), Err(Error::Torn { .. })));
}
