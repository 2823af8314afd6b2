//! From a purpose to what it opens: entry, proof, vault, and what the readers concerned find in the log.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use ledger::entry::{Body, Country, Entry, Field, Fields, Name, Purpose, Reference, Role, Source, State, Subjects};
use ledger::{Note, subject};
use model::{MINUTE, ReaderId, Time};
use oversight::{Access, Book, Opening, Oversight, Running, Served, Terms};
use vault::{Holder, Place, Unlocked, Vault};

const NOW: Time = Time(30_000_000 * MINUTE);
const ANN: ReaderId = ReaderId(1);
const BEN: ReaderId = ReaderId(2);

struct Stand {
    folder: std::path::PathBuf,
    vault: Vault,
    oversight: Oversight,
}

impl Stand {
    async fn new(name: &str) -> Stand {
        let folder = std::env::temp_dir().join(format!("caulbart-oversight-{}-{name}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).unwrap();
        let vault = Vault::open(&folder.join("vault")).unwrap();
        let oversight = Stand::oversight(&folder, &vault);
        oversight.begin(&running(1), &Terms::usual([3; 32]), None, NOW).await.unwrap();
        Stand { folder, vault, oversight }
    }

    fn oversight(folder: &std::path::Path, vault: &Vault) -> Oversight {
        let opening = Opening::new(folder.join("ledger"), folder.join("ledger-keys"), "news.example/main");
        Oversight::new(Book::open(opening).unwrap(), vault.clone())
    }

    fn entry(&self, index: u64) -> Entry {
        Entry::parse(&self.oversight.book().entry(index).unwrap()).unwrap()
    }
}

impl Drop for Stand {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

fn running(binary: u8) -> Running {
    Running {
        version: Name::new("1.0").unwrap(),
        source: Source::Unknown,
        binary: [binary; 32],
        assets: [2; 32],
        model: None,
    }
}

fn access() -> Access {
    Access {
        actor: "Max Mustermann".to_owned(),
        role: Role::Staff,
        country: Country::new("DE").unwrap(),
        purpose: Purpose::Support,
        fields: Fields::new(&[Field::History]).unwrap(),
        reference: Reference::new("CASE-17").unwrap(),
        minutes: 30,
    }
}

#[tokio::test]
async fn staff_opens_what_it_said_and_the_reader_finds_it_in_the_log() {
    let stand = Stand::new("access").await;
    let ann = stand.vault.enrol(ANN, &[]).await.unwrap();
    let ben = stand.vault.enrol(BEN, &[]).await.unwrap();
    let place = Place { class: Field::History, kind: 1, index: b"x" };
    let sealed = ann.seal(place, b"hers").unwrap();
    let opened = stand.oversight.open(&access(), &[ANN], NOW).await.unwrap();
    assert_eq!(opened.content(NOW).unwrap()[0].open(place, &sealed), Some(Ok(b"hers".to_vec())));
    let entry = stand.entry(opened.index());
    let Body::Access(written) = &entry.body else { panic!("an access") };
    let Subjects::One { nonce, subject: tag } = written.subjects else { panic!("one reader") };
    assert_eq!(subject::tag(ann.tag_key().bytes(), &nonce), tag, "she knows it");
    assert_ne!(subject::tag(ben.tag_key().bytes(), &nonce), tag, "and nobody else");
    let text = String::from_utf8(entry.to_bytes().unwrap()).unwrap();
    assert!(!text.contains("Mustermann") && text.contains("reference CASE-17"), "{text}");
    let again = stand.oversight.open(&access(), &[ANN], NOW).await.unwrap();
    let Body::Access(second) = stand.entry(again.index()).body else { panic!("an access") };
    assert_eq!(second.actor, written.actor, "the same person is known again");
    assert_ne!(second.subjects, written.subjects, "the same reader is not");
}

#[tokio::test]
async fn what_the_policy_does_not_allow_is_neither_opened_nor_written() {
    let stand = Stand::new("policy").await;
    stand.vault.enrol(ANN, &[]).await.unwrap();
    let size = stand.oversight.book().head().unwrap().unwrap().checkpoint.size;
    for wrong in [
        Access { role: Role::ThirdParty, ..access() },
        Access { fields: Fields::new(&[Field::Contact]).unwrap(), ..access() },
        Access { purpose: Purpose::Repair, fields: Fields::new(&[Field::Identity]).unwrap(), ..access() },
    ] {
        let said = stand.oversight.open(&wrong, &[ANN], NOW).await.unwrap_err().to_string();
        assert!(said.contains("does not allow"), "{said}");
    }
    assert!(stand.oversight.open(&access(), &[ReaderId(9)], NOW).await.is_err(), "somebody without keys");
    assert!(stand.oversight.open(&access(), &[], NOW).await.is_err(), "nobody");
    assert_eq!(stand.oversight.book().head().unwrap().unwrap().checkpoint.size, size);
}

#[tokio::test]
async fn several_readers_are_one_entry_and_each_finds_herself_in_the_side_file() {
    let stand = Stand::new("several").await;
    let ann = stand.vault.enrol(ANN, &[]).await.unwrap();
    stand.vault.enrol(BEN, &[]).await.unwrap();
    let opened = stand.oversight.open(&access(), &[ANN, BEN], NOW).await.unwrap();
    assert_eq!(opened.content(NOW).unwrap().len(), 2);
    let Body::Access(written) = stand.entry(opened.index()).body else { panic!("an access") };
    let Subjects::Many { nonce, count: 2, root } = written.subjects else { panic!("two readers") };
    let file = std::fs::read(stand.folder.join("ledger/subjects").join(ledger::entry::to_hex(&root))).unwrap();
    let tags = subject::tags(&file).unwrap();
    assert_eq!(subject::root(tags), root);
    assert!(tags.contains(&subject::tag(ann.tag_key().bytes(), &nonce)));
}

#[tokio::test]
async fn a_start_writes_what_changed_and_nothing_else() {
    let stand = Stand::new("start").await;
    let kinds = |stand: &Stand| {
        let size = stand.oversight.book().head().unwrap().unwrap().checkpoint.size;
        (0..size).map(|index| stand.entry(index).kind().word()).collect::<Vec<_>>()
    };
    assert_eq!(kinds(&stand), ["release", "policy"]);
    let begin = |running: Running, terms: Terms| {
        let oversight = stand.oversight.clone();
        async move { oversight.begin(&running, &terms, None, NOW).await.unwrap() }
    };
    begin(running(1), Terms::usual([3; 32])).await;
    assert_eq!(kinds(&stand).len(), 2, "nothing changed");
    begin(running(2), Terms::usual([3; 32])).await;
    begin(running(2), Terms::usual([4; 32])).await;
    assert_eq!(kinds(&stand), ["release", "policy", "release", "policy"]);
    let Body::Policy(policy) = stand.entry(3).body else { panic!("a policy") };
    assert_eq!(policy.version, 2);
}

#[tokio::test]
async fn beats_count_what_stands_in_the_log_also_what_another_process_wrote() {
    let stand = Stand::new("beats").await;
    stand.vault.enrol(ANN, &[]).await.unwrap();
    let served = Served { timelines: 5, ..Served::default() };
    stand.oversight.beat(State::Start, served, None, NOW).await.unwrap();
    let beside = Stand::oversight(&stand.folder, &stand.vault);
    beside.open(&access(), &[ANN], NOW).await.unwrap();
    let index = stand.oversight.beat(State::Running, served, Some([9; 32]), NOW.plus(60 * MINUTE)).await.unwrap();
    let Body::Beat(beat) = stand.entry(index).body else { panic!("a beat") };
    assert_eq!((index, beat.number, beat.counts.timelines), (4, 2, 10));
    assert_eq!(beat.counts.of(ledger::entry::Kind::Access), 1);
    assert_eq!(beat.counts.of(ledger::entry::Kind::Release), 1);
}

#[tokio::test]
async fn after_a_new_key_the_vault_still_opens_and_old_heads_still_verify() {
    let stand = Stand::new("rotation").await;
    stand.vault.enrol(ANN, &[]).await.unwrap();
    let before = stand.oversight.book().head().unwrap().unwrap();
    let old = stand.oversight.files().keys().unwrap();
    stand.oversight.rotate(&running(1), NOW).await.unwrap();
    stand.oversight.open(&access(), &[ANN], NOW).await.unwrap();
    let keys = stand.oversight.files().keys().unwrap();
    assert_eq!(keys.len(), 2);
    assert!(before.note.verify(&keys).is_ok(), "the old key is kept for what it signed");
    let newest = stand.oversight.book().head().unwrap().unwrap();
    assert!(newest.note.verify(&old).is_err(), "and signs no more");
    let reopened = Stand::oversight(&stand.folder, &stand.vault);
    reopened.begin(&running(1), &Terms::usual([3; 32]), None, NOW).await.unwrap();
    reopened.open(&access(), &[ANN], NOW).await.unwrap();
}

#[tokio::test]
async fn a_clock_that_was_set_back_is_told_and_nothing_is_written() {
    let stand = Stand::new("clock").await;
    stand.vault.enrol(ANN, &[]).await.unwrap();
    let said = stand.oversight.open(&access(), &[ANN], NOW.plus(-60 * MINUTE)).await.unwrap_err().to_string();
    assert!(said.contains("the clock says"), "{said}");
}

#[tokio::test]
async fn a_ledger_put_back_from_an_old_copy_opens_nothing() {
    let stand = Stand::new("backup").await;
    stand.vault.enrol(ANN, &[]).await.unwrap();
    let copy = stand.folder.join("copy");
    let status = std::process::Command::new("cp").arg("-r").arg(stand.folder.join("ledger")).arg(&copy).status();
    assert!(status.unwrap().success());
    stand.oversight.open(&access(), &[ANN], NOW).await.unwrap();
    stand.oversight.book().close();
    std::fs::remove_dir_all(stand.folder.join("ledger")).unwrap();
    std::fs::rename(&copy, stand.folder.join("ledger")).unwrap();
    let opening = Opening::new(stand.folder.join("ledger"), stand.folder.join("ledger-keys"), "news.example/main");
    match Book::open(opening) {
        Err(refused) => assert!(refused.to_string().contains("does not fit together"), "{refused}"),
        Ok(book) => {
            let oversight = Oversight::new(book, stand.vault.clone());
            let said = oversight.open(&access(), &[ANN], NOW).await.unwrap_err().to_string();
            assert!(said.contains("older than") || said.contains("grown from"), "{said}");
        }
    }
}

#[tokio::test]
async fn a_new_way_in_is_an_entry_that_its_reader_finds() {
    let stand = Stand::new("way-in").await;
    stand.vault.enrol(ANN, &[]).await.unwrap();
    let code = Holder::new([4; 32], b"a new recovery code");
    let own = Access { purpose: Purpose::OwnRequest, fields: Fields::new(Field::ALL).unwrap(), ..access() };
    let index = stand.oversight.hand_over(&own, ANN, &code, NOW).await.unwrap();
    assert!(matches!(stand.vault.unlock(ANN, &code).await.unwrap(), Unlocked::Keys(_)));
    assert_eq!(stand.entry(index).kind().word(), "access");
}

#[tokio::test]
async fn a_text_is_signed_by_the_log() {
    let stand = Stand::new("note").await;
    let note: Note = stand.oversight.book().sign("a report\n").unwrap();
    assert!(note.verify(&stand.oversight.files().keys().unwrap()).is_ok());
}
