//! What somebody who searches notices.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::path::Path;

use model::{DAY, ItemId, Kind, Language, SourceId, StoryId, Time, Topic};
use proptest::prelude::*;
use search::{Ask, Search, SearchDoc, Sort};

const NOW: Time = Time(1_795_426_200_000);

fn doc(id: i64, language: &str, days_ago: i64, title: &str, body: &str) -> SearchDoc {
    SearchDoc {
        id: ItemId(id),
        story: StoryId(id * 10),
        source: SourceId(id % 3),
        language: Language::from_tag(language),
        title: title.to_owned(),
        standfirst: String::new(),
        body_text: body.to_owned(),
        byline: "Zoë Müller".to_owned(),
        source_title: format!("Gazette {}", id % 3),
        topics: vec![Topic(20001065)],
        published: NOW.plus(-days_ago * DAY),
        kind: Kind::Article,
    }
}

fn town() -> Vec<SearchDoc> {
    vec![
        doc(1, "en", 1, "New ferry for the harbour", "The old ship is sold."),
        doc(2, "en", 1, "Elections are near", "Ferries stop on the day of the election."),
        doc(3, "de", 2, "Neue Fähre im Hafen", "Die Häuser am Hafen freuen sich."),
        doc(4, "de", 2, "Wahl des Bürgermeisters", "Keine Fähren am Wahltag."),
        doc(5, "fr", 3, "Élections municipales", "Le nouveau port."),
        doc(6, "ja", 3, "東京の港", "新しい船"),
        doc(7, "en", 300, "Old ferry, old harbour", "The harbour of old."),
        doc(8, "", 4, "Ferry", "No language is known."),
    ]
}

fn filled(folder: &Path) -> Search {
    let search = Search::open(folder).expect("a new index opens");
    search.add(&town()).expect("documents are added");
    search.commit(42).expect("and committed");
    search
}

fn find(search: &Search, ask: Ask) -> Vec<i64> {
    let found = search.find(&Ask { now: NOW, ..ask }).expect("a search is no error");
    found.hits.iter().map(|hit| hit.item.0).collect()
}

fn words(words: &str) -> Ask {
    Ask { words: words.to_owned(), ..Ask::default() }
}

#[test]
fn what_is_meant_is_found_in_every_language_as_typed() {
    let folder = tempfile::tempdir().expect("a folder");
    let search = filled(folder.path());
    for (typed, want) in [
        ("elections", vec![5, 2]),
        ("haus", vec![3]),
        ("fähren", vec![3, 4]),
        ("FAHRE", vec![3, 4]),
        ("ferry harbour", vec![1, 7]),
        ("\"ferry for the harbour\"", vec![1]),
        ("\"harbour ferry\"", vec![]),
        ("ferry -harbour", vec![8, 2]),
        ("-ferry -fähre -wahl", vec![5, 6]),
        ("ferr", vec![1, 8, 7, 2]),
        ("東京", vec![6]),
        ("京東", vec![]),
        ("müller bürgermeister", vec![4]),
        ("gazette 2 ferry ", vec![8, 2]),
        ("nothing-like-this-anywhere", vec![]),
        ("!!!", vec![]),
    ] {
        let mut found = find(&search, words(typed));
        let mut want = want;
        if want.len() > 2 || typed.starts_with('-') {
            found.sort_unstable();
            want.sort_unstable();
        }
        assert_eq!(found, want, "{typed}");
    }
}

#[test]
fn where_nothing_has_all_of_the_words_some_will_do_and_it_is_said() {
    let folder = tempfile::tempdir().expect("a folder");
    let search = filled(folder.path());
    let found = search.find(&Ask { now: NOW, ..words("ferry bürgermeister ") }).expect("no error");
    assert!(found.only_some_words);
    assert!(found.total >= 4, "{found:?}");
    let found = search.find(&Ask { now: NOW, ..words("ferry harbour ") }).expect("no error");
    assert!(!found.only_some_words);
    assert_eq!((found.total, found.hits[0].item, found.hits[0].story), (2, ItemId(1), StoryId(10)));
}

#[test]
fn a_search_can_be_narrowed_paged_and_sorted_by_time() {
    let folder = tempfile::tempdir().expect("a folder");
    let search = filled(folder.path());
    for (ask, want) in [
        (Ask { source: Some(SourceId(1)), sort: Sort::Newest, ..words("ferry") }, vec![1, 7]),
        (Ask { language: Some(Language::GERMAN), ..words("hafen") }, vec![3]),
        (Ask { language: Some(Language::ENGLISH), ..words("hafen") }, vec![]),
        (Ask { topic: Some(Topic(15000000)), ..words("haus") }, vec![3]),
        (Ask { topic: Some(Topic(17000000)), ..words("haus") }, vec![]),
        (Ask { before: Some(NOW.plus(-10 * DAY)), ..words("ferry") }, vec![7]),
        (Ask { after: Some(NOW.plus(-DAY)), ..words("ferry harbour ") }, vec![1]),
        (Ask { sort: Sort::Newest, limit: 2, offset: 1, ..words("ferry -ferries") }, vec![]),
        (Ask { source: Some(SourceId(0)), ..words("") }, vec![3, 6]),
        (Ask { limit: 0, ..words("ferry") }, vec![]),
        (Ask { offset: usize::MAX, limit: usize::MAX, ..words("ferry") }, vec![]),
    ] {
        assert_eq!(find(&search, ask.clone()), want, "{ask:?}");
    }
    let total = search.find(&Ask { limit: 1, ..words("harbour") }).expect("no error").total;
    assert_eq!(total, 2);
}

#[test]
fn an_edited_item_is_found_by_its_new_words_only_and_a_removed_one_not_at_all() {
    let folder = tempfile::tempdir().expect("a folder");
    let search = filled(folder.path());
    search.add(&[doc(1, "en", 1, "A bridge instead", "")]).expect("added");
    search.remove(&[ItemId(7), ItemId(999)]).expect("removed");
    assert_eq!(find(&search, words("harbour")), [1, 7], "not before the commit");
    search.rest().expect("does nothing while something waits");
    search.commit(43).expect("committed");
    search.rest().expect("rested");
    assert_eq!(find(&search, words("harbour")), Vec::<i64>::new());
    assert_eq!(find(&search, words("bridge")), [1]);
    search.add(&[doc(9, "en", 1, "Another bridge", "")]).expect("added after a rest");
    search.commit(44).expect("committed");
    assert_eq!(search.len(), 8);
}

#[test]
fn a_restart_goes_on_where_the_last_commit_ended() {
    let folder = tempfile::tempdir().expect("a folder");
    let search = filled(folder.path());
    search.add(&[doc(50, "en", 1, "Never committed", "")]).expect("added");
    drop(search);
    let search = Search::open(folder.path()).expect("opens again");
    assert_eq!((search.cursor(), search.len(), search.began_anew()), (42, 8, None));
    assert_eq!(find(&search, words("fähren")), [3, 4], "languages are known again");
    assert_eq!(search.damaged_files().expect("readable"), Vec::<std::path::PathBuf>::new());
}

#[test]
fn a_damaged_index_is_begun_anew_and_says_so() {
    for damage in ["meta.json", "segment", "schema"] {
        let folder = tempfile::tempdir().expect("a folder");
        drop(filled(folder.path()));
        match damage {
            "meta.json" => std::fs::write(folder.path().join("meta.json"), "{").expect("written"),
            "schema" => {
                let meta = std::fs::read_to_string(folder.path().join("meta.json")).expect("read");
                let meta = meta.replace("title_words", "title_verbs");
                std::fs::write(folder.path().join("meta.json"), meta).expect("written");
            }
            _ => {
                for file in std::fs::read_dir(folder.path()).expect("listed") {
                    let path = file.expect("listed").path();
                    if path.extension().is_some_and(|extension| extension == "term" || extension == "fast") {
                        std::fs::write(path, "short").expect("written");
                    }
                }
            }
        }
        let search = Search::open(folder.path()).expect("opens whatever is there");
        let sentence = search.began_anew().unwrap_or_default().to_owned();
        assert!(sentence.contains("made again from the store"), "{damage}: {sentence}");
        assert_eq!((search.cursor(), search.len()), (0, 0));
        search.add(&town()).expect("added");
        search.commit(42).expect("committed");
        assert_eq!(find(&search, words("haus")), [3]);
    }
}

#[test]
fn two_processes_do_not_write_one_index() {
    let folder = tempfile::tempdir().expect("a folder");
    let search = filled(folder.path());
    let other = Search::open(folder.path()).expect("reading is allowed");
    let error = other.add(&town()).expect_err("writing is not");
    assert!(error.to_string().contains("another process"), "{error}");
    drop(search);
    other.add(&town()).expect("now it is");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_that_can_be_typed_is_an_error(typed in "\\PC{0,60}", offset in 0..3usize) {
        thread_local! {
            static SEARCH: (tempfile::TempDir, Search) = {
                let folder = tempfile::tempdir().expect("a folder");
                let search = filled(folder.path());
                (folder, search)
            };
        }
        SEARCH.with(|(_, search)| {
            for typed in [typed.clone(), format!("\"{typed} ferry"), format!("-{typed} a*:[ \\"), format!("ferry {typed}")] {
                let found = search.find(&Ask { offset, ..words(&typed) });
                prop_assert!(found.is_ok(), "{typed}: {found:?}");
            }
            Ok(())
        })?;
    }
}
