//! What somebody who searches notices.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::path::Path;

use model::{DAY, ItemId, Kind, Language, SourceId, StoryId, Time, Topic};
use proptest::prelude::*;
use search::{Ask, Condition, Conditions, Query, Search, SearchDoc, Sort, Text, matches};

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
    let find = |typed: &str| search.find(&Ask { now: NOW, ..words(typed) }).expect("no error");
    let found = find("ferry bürgermeister ");
    assert_eq!((found.left_out.as_deref(), found.total), (Some("bürgermeister"), 4), "{found:?}");
    let found = find("hafen lang:en source:\"Gazette 0\" ");
    assert_eq!((found.left_out.as_deref(), found.total), (Some("lang:en"), 1), "{found:?}");
    let found = find("ferry nowhere nothing ");
    assert!(found.only_some_words && found.left_out.is_none(), "{found:?}");
    assert_eq!(found.total, 4);
    let found =
        search.find(&Ask { may_leave_out: false, now: NOW, ..words("ferry bürgermeister ") }).expect("no error");
    assert_eq!(found.total, 0);
    let found = search.find(&Ask { now: NOW, ..words("ferry harbour ") }).expect("no error");
    assert!(!found.only_some_words && found.left_out.is_none());
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

#[test]
fn filters_in_the_query_narrow_what_is_found() {
    let folder = tempfile::tempdir().expect("a folder");
    let search = filled(folder.path());
    for (typed, want) in [
        ("title:harbour ", vec![1, 7]),
        ("text:ferries ", vec![2]),
        ("title:(ferry OR elections) lang:en ", vec![1, 2, 7]),
        ("author:\"zoë müller\" kind:article before:2026-01-31 ", vec![7]),
        ("source:\"gazette 2\" ", vec![2, 5, 8]),
        ("source:gazette -source:(0 OR 1) ", vec![2, 5, 8]),
        ("kind:video ", vec![]),
        ("topic:politics OR topic:weather ", vec![]),
        ("topic:sport -\"old harbour\" lang:en ", vec![1, 2]),
        ("topic:education ferry ", vec![]),
        ("after:2026-11-22 ", vec![1, 2]),
        ("lang:ja OR lang:fr ", vec![5, 6]),
        ("-lang:en -lang:de ", vec![5, 6, 8]),
        ("harbour OR -ferry lang:fr ", vec![1, 5, 7]),
    ] {
        let mut found = find(&search, Ask { may_leave_out: false, ..words(typed) });
        found.sort_unstable();
        assert_eq!(found, want, "{typed}");
    }
}

#[test]
fn of_many_conditions_those_that_hold_are_found() {
    let languages = [Language::ENGLISH, Language::GERMAN];
    let conditions = [
        "ferry",
        "-ferry",
        "hafen lang:de",
        "title:\"neue fähre\"",
        "before:2026-01-31",
        "author:zoe",
        "x OR kind:article",
    ];
    let set = Conditions::new(conditions.iter().map(|typed| Condition::of(&Query::read(typed).query, &languages)));
    for (item, want) in [(0, vec![0, 6]), (2, vec![1, 2, 3, 6]), (6, vec![0, 4, 6])] {
        let mut held = set.that_hold(&Text::of(&town()[item]));
        held.retain(|place| *place != 5);
        assert_eq!(held, want, "{item}");
    }
    assert!(set.that_hold(&Text::of(&town()[0])).contains(&5), "accents do not matter in names");
}

/// Words that items and queries share, and some that only one of them has.
fn word() -> impl Strategy<Value = &'static str> {
    proptest::sample::select(vec![
        "ferry",
        "ferries",
        "Fähre",
        "harbour",
        "harbours",
        "Hafen",
        "Häuser",
        "Haus",
        "élections",
        "elect",
        "東京",
        "東",
        "the",
        "x2",
        "o'clock",
        "well-known",
        "Zoë",
        "Müller",
        "Gazette",
        "ß",
        "２",
    ])
}

fn written() -> impl Strategy<Value = String> {
    proptest::collection::vec(word(), 0..6).prop_map(|words| words.join(" "))
}

fn any_doc() -> impl Strategy<Value = SearchDoc> {
    let texts = (written(), written(), written(), written(), written());
    let rest = (0..4usize, 0..3usize, 0..40i64, proptest::bool::ANY);
    (texts, rest).prop_map(|((title, standfirst, body_text, byline, source_title), (tongue, kind, days, has_topic))| {
        SearchDoc {
            title,
            standfirst,
            body_text,
            byline,
            source_title,
            language: Language::from_tag(["en", "de", "fr", ""][tongue]),
            kind: Kind::ALL[kind],
            published: Time(1_793_491_200_000 + days * DAY / 2),
            topics: if has_topic { vec![Topic(20001065)] } else { vec![] },
            ..doc(1, "en", 0, "", "")
        }
    })
}

fn any_query() -> impl Strategy<Value = String> {
    let words = || proptest::collection::vec(word(), 1..3).prop_map(|words| format!("\"{}\"", words.join(" ")));
    let leaf = prop_oneof![
        4 => word().prop_map(str::to_owned),
        2 => words(),
        3 => (proptest::sample::select(vec!["title", "text", "author", "source"]), words()).prop_map(|(place, words)| format!("{place}:{words}")),
        1 => proptest::sample::select(vec!["lang:de", "lang:en", "kind:video", "topic:sport", "topic:weather", "after:2026-11-05", "before:2026-11-10", "kind:article"])
            .prop_map(str::to_owned),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 1..4).prop_map(|parts| format!("({})", parts.join(" "))),
            proptest::collection::vec(inner.clone(), 1..3).prop_map(|parts| format!("({})", parts.join(" OR "))),
            inner.prop_map(|part| format!("-({part})")),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn rules_and_the_index_agree_on_what_an_item_has(
        docs in proptest::collection::vec(any_doc(), 1..8),
        queries in proptest::collection::vec(any_query(), 12),
    ) {
        let folder = tempfile::tempdir().expect("a folder");
        let search = Search::open(folder.path()).expect("opened");
        let docs: Vec<SearchDoc> = (1..).zip(docs).map(|(id, doc)| SearchDoc { id: ItemId(id), ..doc }).collect();
        search.add(&docs).expect("added");
        search.commit(1).expect("committed");
        let languages = search.languages(None);
        let read: Vec<Query> = queries.iter().map(|typed| Query::read(typed).query).collect();
        let set = Conditions::new(read.iter().map(|query| Condition::of(query, &languages)));
        let held: Vec<Vec<usize>> = docs.iter().map(|doc| set.that_hold(&Text::of(doc))).collect();
        for (place, (typed, query)) in queries.iter().zip(&read).enumerate() {
            let ask = Ask { may_be_open: false, may_leave_out: false, limit: 200, ..words(typed) };
            let mut found = find(&search, ask);
            found.sort_unstable();
            let matching: Vec<i64> = docs.iter().filter(|doc| matches(query, doc, &languages)).map(|doc| doc.id.0).collect();
            prop_assert_eq!(&found, &matching, "{} in {:?}", typed, docs);
            let in_set: Vec<i64> = docs.iter().zip(&held).filter(|(_, held)| held.contains(&place)).map(|(doc, _)| doc.id.0).collect();
            prop_assert_eq!(&in_set, &matching, "{}", typed);
        }
    }
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
