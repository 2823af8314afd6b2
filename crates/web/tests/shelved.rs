//! An article's page is one for all visitors whom nobody knows, and nothing of anybody's stands on it.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod stand;

use axum::Router;
use model::{Embedding, Item, ItemId, Kind, Language, SourceId, SourceKind, StoryId, Time, Topic};
use stand::*;
use store::{NewSource, Placed, Store};

/// Two articles of one source, told in one story.
async fn bring_in(store: &Store) -> Vec<ItemId> {
    let source = NewSource {
        kind: SourceKind::Feed,
        address: "https://post.example/feed".into(),
        title: "Harbour Post".into(),
        site: "https://post.example/".into(),
        language: Language::ENGLISH,
        folder: String::new(),
    };
    let (source, _) = store.add_source(&source, Time(1)).await.unwrap();
    let arrivals = ["The bridge is closed", "The bridge opens again"].map(|title| store::Arrival {
        item: Item {
            id: ItemId(0),
            source: SourceId(0),
            story: None,
            kind: Kind::Article,
            key: title.into(),
            url: format!("https://post.example/{}", title.len()),
            title: title.into(),
            standfirst: String::new(),
            body: "<p>First what all know.</p><p>Then what is new about it.</p><p>And what comes of it.</p>".into(),
            byline: String::new(),
            language: Language::ENGLISH,
            topics: vec![Topic(15_000_000)],
            entities: Vec::new(),
            published: Time(1_000),
            first_seen: Time(0),
            updated: None,
            words: 14,
            picture: None,
            enclosures: Vec::new(),
        },
        fingerprint: title.len() as u64,
        terms: Vec::new(),
        embedding: Embedding::default(),
    });
    let kept = store.keep(source, arrivals.into(), Time(2_000)).await.unwrap();
    let items: Vec<ItemId> = kept.iter().map(|kept| kept.id).collect();
    let placed: Vec<Placed> = items.iter().map(|item| Placed { item: *item, story: StoryId(items[0].0) }).collect();
    store.place(&placed, &[], &[], Time(2_000)).await.unwrap();
    items
}

async fn page(site: &Router, path: &str, headers: &[(&str, &str)]) -> (String, bool) {
    let answer = ask(site, "GET", path, headers, "").await;
    assert_eq!(answer.status, 200, "{path}: {}", answer.body);
    (answer.body, answer.headers.contains_key("set-cookie"))
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_one_visitor_s_never_stands_on_another_s_page() {
    let folder = Folder::new("shelved");
    let (store, readers, site) = open_whole(&folder, "main", false).await;
    let item = bring_in(&store).await[0];
    readers.follow(Time::now()).await.unwrap();
    let path = format!("/article/{item}");

    let met = ask(&site, "POST", "/sign-up", &[OWN, FORM], "name=Wilhelmina&password=seven+quiet+herons").await;
    let set =
        met.headers.get_all("set-cookie").iter().map(|cookie| cookie.to_str().unwrap().split(';').next().unwrap());
    let hers = set.collect::<Vec<_>>().join("; ");
    let known = ("cookie", hers.as_str());
    for (to, form) in [
        ("/choices", "verb=follow&kind=source&value=1&back=/".to_owned()),
        ("/saved", format!("item={item}&verb=save")),
        ("/place", format!("item={item}&place=500")),
    ] {
        let answer = ask(&site, "POST", to, &[OWN, FORM, known], form).await;
        assert!(answer.status.as_u16() < 400, "{to}: {}", answer.body);
    }

    let usual = page(&site, &path, &[]).await;
    assert!(usual.0.contains("The bridge opens again") && !usual.1, "{}", usual.0);
    let letter = format!("{path}?from=her-letter");
    let padded = format!("/article/00{item}");
    for (who, path, headers, sees) in [
        ("who is signed in", &path, vec![known], vec!["Wilhelmina", "unfollow", "id=\"go-on\""]),
        (
            "whose cookie is nobody's",
            &path,
            vec![("cookie", "reader-main=0000000000000000000000000000000000000000000000000000000000000000")],
            vec![],
        ),
        ("who wants large letters", &path, vec![("cookie", "text=large")], vec!["data-text=\"large\""]),
        ("who wants it dark", &path, vec![("cookie", "look=dark")], vec!["data-look=\"dark\""]),
        ("who wants contrast", &path, vec![("cookie", "contrast=more")], vec!["data-contrast=\"more\""]),
        ("who chose German", &path, vec![("cookie", "tongue=de")], vec!["<html lang=\"de\""]),
        ("whose browser speaks German", &path, vec![("accept-language", "de")], vec!["<html lang=\"de\""]),
        ("who wants breaks", &path, vec![("cookie", "minutes=20; sitting=1-2")], vec![]),
        ("who follows a link of hers", &letter, vec![], vec![]),
        ("who types it otherwise", &padded, vec![], vec![]),
        ("who runs it", &path, vec![("authorization", "Bearer open sesame")], vec![]),
    ] {
        let once = page(&site, path, &headers).await;
        assert_eq!(page(&site, &format!("/article/{item}"), &[]).await, usual, "after a visitor {who}");
        let again = page(&site, path, &headers).await;
        assert_eq!(once.0, again.0, "a visitor {who}");
        assert_eq!(once.1, headers.iter().any(|(_, value)| value.contains("minutes=20")), "a visitor {who}");
        assert!(!once.0.contains("her-letter"), "a visitor {who}: {}", once.0);
        for part in sees {
            assert!(once.0.contains(part) && !usual.0.contains(part), "a visitor {who} sees {part}: {}", once.0);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn each_article_has_a_page_of_its_own_and_one_that_is_not_there_has_none() {
    let folder = Folder::new("shelved-each");
    let (store, readers, site) = open_whole(&folder, "main", false).await;
    let items = bring_in(&store).await;
    readers.follow(Time::now()).await.unwrap();
    for _ in 0..2 {
        for (item, headline) in items.iter().zip(["The bridge is closed", "The bridge opens again"]) {
            let (page, _) = page(&site, &format!("/article/{item}"), &[]).await;
            assert!(page.contains(&format!("<h1 class=\"headline\" lang=\"en\">{headline}")), "{page}");
        }
        let missing = ask(&site, "GET", "/article/99", &[], "").await;
        assert_eq!(missing.status, 404, "{}", missing.body);
    }
}
