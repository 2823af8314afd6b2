use model::{Item, ItemId, SourceId, StoryId, Time, Topic};
use store::{Error, FullText, Newest, Outcome, Placed};

use crate::setup::{add_source, arrival, keep_and_place, on_both};

#[test]
fn an_item_reads_back_as_it_came() {
    on_both(async |store| {
        let source = add_source(&store, "paper").await;
        let sent = arrival("a", "one", 50);
        let kept = store.keep(source, vec![sent.clone()], Time(100)).await.expect("kept");
        assert_eq!(kept[0].outcome, Outcome::New);
        let read = store.item(kept[0].id).await.expect("read").expect("there");
        assert_eq!(read, Item { id: kept[0].id, source, first_seen: Time(100), ..sent.item.clone() });
        let card = store.cards(&[kept[0].id]).await.expect("cards").remove(0);
        assert_eq!(card, Item { body: String::new(), ..read });
        let waiting = store.unplaced(10).await.expect("unplaced");
        assert_eq!(waiting[0].terms, sent.terms);
        assert_eq!(waiting[0].embedding, sent.embedding);
        assert_eq!(waiting[0].title, sent.item.title);
    });
}

#[test]
fn the_same_again_changes_nothing_and_an_edit_keeps_number_and_story() {
    on_both(async |store| {
        let source = add_source(&store, "paper").await;
        let item = keep_and_place(&store, source, arrival("a", "one", 50)).await;
        let again = store.keep(source, vec![arrival("a", "one", 50)], Time(200)).await.expect("kept");
        assert_eq!((again[0].id, again[0].outcome), (item, Outcome::Same));
        assert!(store.unplaced(10).await.expect("unplaced").is_empty());

        let edited = store.keep(source, vec![arrival("a", "two", 50)], Time(300)).await.expect("kept");
        assert_eq!((edited[0].id, edited[0].outcome), (item, Outcome::Changed));
        let read = store.item(item).await.expect("read").expect("there");
        assert_eq!((read.title.as_str(), read.body.as_str()), ("Title of two", "<p>two</p>"));
        assert_eq!((read.first_seen, read.updated), (Time(100), Some(Time(300))));
        assert_eq!(read.story, Some(StoryId(item.0)));
        let versions = store.versions(item).await.expect("versions");
        assert_eq!((versions[0].at, versions[0].title.as_str()), (Time(300), "Title of one"));
        assert_eq!(versions[0].body, "<p>one</p>");
        assert_eq!(store.unplaced(10).await.expect("unplaced")[0].id, item);
    });
}

#[test]
fn an_item_with_a_new_key_is_known_by_its_address_unless_that_is_everybodys() {
    on_both(async |store| {
        let source = add_source(&store, "paper").await;
        let first = store.keep(source, vec![arrival("a", "one", 50)], Time(1)).await.expect("kept")[0].id;
        let mut rekeyed = arrival("b", "one", 50);
        rekeyed.item.url = "https://paper.example/a".to_owned();
        let kept = store.keep(source, vec![rekeyed.clone()], Time(2)).await.expect("kept");
        assert_eq!((kept[0].id, kept[0].outcome), (first, Outcome::Same));
        assert_eq!(store.known(source, &["b".to_owned(), "a".to_owned()]).await.expect("known").len(), 1);

        let at_home = |key: &str| {
            let mut arrival = arrival(key, key, 60);
            arrival.item.url = "https://paper.example/".to_owned();
            arrival
        };
        let batch = store.keep(source, vec![at_home("x"), at_home("y")], Time(3)).await.expect("kept");
        let next = store.keep(source, vec![at_home("x"), at_home("z")], Time(4)).await.expect("kept");
        assert_eq!(batch[0].id, next[0].id);
        assert_eq!(next[1].outcome, Outcome::New);
        assert_ne!(batch[1].id, next[1].id);
    });
}

#[test]
fn one_key_twice_in_a_batch_is_one_item() {
    on_both(async |store| {
        let source = add_source(&store, "paper").await;
        let kept = store.keep(source, vec![arrival("a", "1", 1), arrival("a", "2", 2)], Time(1)).await.expect("kept");
        assert_eq!(kept[0].id, kept[1].id);
        assert_eq!((kept[0].outcome, kept[1].outcome), (Outcome::New, Outcome::Same));
        assert_eq!(store.counts().await.expect("counts").items, 1);
    });
}

#[test]
fn texts_of_any_length_and_with_any_sign_are_kept() {
    on_both(async |store| {
        let source = add_source(&store, "paper").await;
        let mut huge = arrival(&"k".repeat(1_000_000), "one", 50);
        huge.item.title = "t".repeat(1_000_000);
        huge.item.standfirst = "a\0b".to_owned();
        let id = store.keep(source, vec![huge.clone()], Time(1)).await.expect("kept")[0].id;
        let read = store.item(id).await.expect("read").expect("there");
        assert_eq!(read.title.len(), 1_000_000);
        assert_eq!(read.standfirst, "ab");
        assert_eq!(store.keep(source, vec![huge], Time(1)).await.expect("kept")[0].outcome, Outcome::Same);
    });
}

#[test]
fn what_comes_for_a_source_that_is_gone_is_refused() {
    on_both(async |store| {
        let refused = store.keep(SourceId(99), vec![arrival("a", "one", 50)], Time(1)).await;
        assert_eq!(refused, Err(Error::NotThere("Source 99".to_owned())));
    });
}

#[test]
fn a_full_text_replaces_the_teaser_and_stays_when_the_teaser_is_edited() {
    on_both(async |store| {
        let source = add_source(&store, "paper").await;
        let item = keep_and_place(&store, source, arrival("a", "one", 50)).await;
        let full = FullText {
            body: "<p>All of it</p>".to_owned(),
            words: 300,
            picture: None,
            fingerprint: u64::MAX,
            terms: vec![9],
            embedding: Default::default(),
            topics: vec![Topic(7_000_000)],
            entities: vec![],
            language: model::Language::GERMAN,
        };
        assert!(store.set_body(item, full.clone(), Time(5)).await.expect("set"));
        assert!(!store.set_body(item, full.clone(), Time(6)).await.expect("set"));
        assert_eq!(store.unplaced(9).await.expect("unplaced")[0].terms, [9]);
        store.keep(source, vec![arrival("a", "two", 50)], Time(7)).await.expect("kept");
        let read = store.item(item).await.expect("read").expect("there");
        assert_eq!((read.body.as_str(), read.title.as_str()), ("<p>All of it</p>", "Title of two"));
        assert_eq!((read.words, read.picture.map(|picture| picture.width)), (300, Some(640)));
        let missing = store.set_body(ItemId(999), full, Time(8)).await;
        assert!(matches!(missing, Err(Error::NotThere(_))));
    });
}

#[test]
fn the_newest_come_first_and_go_on_where_they_ended() {
    on_both(async |store| {
        let paper = add_source(&store, "paper").await;
        let radio = add_source(&store, "radio").await;
        let a = keep_and_place(&store, paper, arrival("a", "a", 10)).await;
        let b = keep_and_place(&store, paper, arrival("b", "b", 30)).await;
        let mut german = arrival("c", "c", 30);
        german.item.language = model::Language::GERMAN;
        german.item.topics = vec![Topic(1_000_000), Topic(2)];
        let c = keep_and_place(&store, radio, german).await;
        store.keep(radio, vec![arrival("d", "d", 99)], Time(1)).await.expect("kept");

        let newest = async |which: Newest| store.newest(10, which).await.expect("newest");
        let all = Newest::default();
        assert_eq!(newest(all).await, [c, b, a]);
        assert_eq!(newest(Newest { before: Some((Time(30), c)), ..all }).await, [b, a]);
        assert_eq!(newest(Newest { source: Some(paper), ..all }).await, [b, a]);
        assert_eq!(newest(Newest { topic: Some(Topic(2)), ..all }).await, [c]);
        assert_eq!(newest(Newest { topic: Some(Topic(1)), ..all }).await, []);
        assert_eq!(newest(Newest { language: Some(model::Language::ENGLISH), ..all }).await, [b, a]);
        let mixed = Newest { source: Some(radio), language: Some(model::Language::GERMAN), ..all };
        assert_eq!(newest(mixed).await, [c]);
        let cards = store.cards(&[a, ItemId(999), c, b]).await.expect("cards");
        assert_eq!(cards.iter().map(|card| card.id).collect::<Vec<_>>(), [a, c, b]);
    });
}

#[test]
fn forgotten_items_take_their_stories_with_them_and_their_numbers_are_never_given_again() {
    on_both(async |store| {
        let source = add_source(&store, "paper").await;
        let old = keep_and_place(&store, source, arrival("a", "a", 10)).await;
        let young = keep_and_place(&store, source, arrival("b", "b", 30)).await;
        let both = [Placed { item: young, story: StoryId(young.0) }];
        store.place(&both, &[], &[], Time(1)).await.expect("placed");
        let before = store.newest_rev().await.expect("rev");
        assert_eq!(store.forget_items(Time(31), 1).await, Ok(1));
        assert_eq!(store.item(old).await, Ok(None));
        assert_eq!(store.story(StoryId(old.0)).await, Ok(None));
        let gone = store.gone_since(before, 10).await.expect("gone");
        assert_eq!(gone.iter().map(|(_, item)| *item).collect::<Vec<_>>(), [old]);
        assert_eq!(store.forget_items(Time(31), 10).await, Ok(1));
        let next = store.keep(source, vec![arrival("a", "a", 10)], Time(1)).await.expect("kept")[0].id;
        assert!(next > young);
    });
}
