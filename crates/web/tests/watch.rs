//! Clips are watched: their pages, what is for whom, and what watching changes.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod stand;
#[path = "stand/clips.rs"]
mod taking;

use axum::Router;
use model::{Deed, Event, EventId, ItemId, Kind, MINUTE, ReaderId, Role, StoryId, Time};
use newsroom::{Editor, Newsroom};
use readers::Readers;
use stand::*;
use std::path::PathBuf;
use store::{Placed, Store};
use taking::{NewClip, take_in};

struct Town {
    store: Store,
    readers: Readers,
    site: Router,
    newsroom: Newsroom,
    folder: Folder,
}

impl Town {
    async fn new(name: &str) -> Town {
        let folder = Folder::new(name);
        let (store, readers, site) = open_whole(&folder, "main", false).await;
        let newsroom = Newsroom::open(store.clone(), &folder.0, &vault::Key::new([7; 32]), Default::default());
        Town { store, readers, site, newsroom, folder }
    }

    /// Five seconds, told about in so many words.
    fn clip(&self, title: &str, channel: &str) -> NewClip {
        let file = self.folder.0.join(format!("{}.bin", title.len()));
        std::fs::write(&file, format!("as if it were a film: {title}")).unwrap();
        NewClip {
            title: title.into(),
            channel: channel.into(),
            poster: Some(PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../demo/pictures/ferry.jpg"))),
            duration_ms: 5_100,
            width: 270,
            height: 480,
            file,
            ..NewClip::default()
        }
    }

    async fn take_in(&self, clips: &[NewClip]) -> Vec<ItemId> {
        let mut items = Vec::new();
        for (number, clip) in clips.iter().enumerate() {
            let at = Time::now().plus(-(number as i64 + 1) * MINUTE);
            items.push(take_in(&self.newsroom, clip, at).await);
        }
        self.seen(&items).await;
        items
    }

    async fn seen(&self, items: &[ItemId]) {
        let placed: Vec<Placed> = items.iter().map(|item| Placed { item: *item, story: StoryId(item.0) }).collect();
        self.store.place(&placed, &[], &[], Time::now()).await.unwrap();
        self.readers.follow(Time::now()).await.unwrap();
        self.readers.tend(Time::now());
    }

    async fn page(&self, path: &str, headers: &[(&str, &str)]) -> String {
        let answer = ask(&self.site, "GET", path, headers, "").await;
        assert_eq!(answer.status, 200, "{path}: {}", answer.body);
        answer.body
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn clips_stand_in_a_list_that_plays_without_a_script_and_each_says_what_it_is() {
    let town = Town::new("watch").await;
    let clips = [
        NewClip {
            about: "At the quay.".into(),
            tags: vec!["Boats".into()],
            credit: "Ida Venn".into(),
            synthetic: true,
            ..town.clip("The ferry turns", "Harbour Office")
        },
        town.clip("A lock by hand", "Water Works"),
    ];
    let items = town.take_in(&clips).await;
    let page = town.page("/watch", &[]).await;
    for wanted in [
        "The ferry turns",
        "A lock by hand",
        "At the quay.",
        "Harbour Office",
        "/tag/boats",
        "Source: Ida Venn",
        "made by a machine",
        "0:05",
        "preload=\"none\"",
        "type=\"video/mp4\"",
        "That was all",
    ] {
        assert!(page.contains(wanted), "{wanted}");
    }
    assert!(!page.contains("autoplay"), "nothing plays before a script knows that somebody looks");
    // The one that was asked for comes first, and once.
    let article = town.page(&format!("/article/{}", items[0]), &[]).await;
    for wanted in ["made by a machine", "Source: Ida Venn", "Harbour Office"] {
        assert!(article.contains(wanted), "{wanted}");
    }
    let page = town.page(&format!("/watch/{}", items[1]), &[]).await;
    assert!(page.find("A lock by hand") < page.find("The ferry turns"));
    assert_eq!(page.matches("<video").count(), 2);
    // Those that were seen do not come again.
    let page = town.page(&format!("/watch?after={}", items[0]), &[]).await;
    assert!(!page.contains("The ferry turns") && page.contains("A lock by hand"));
    let why = town.page(&format!("/why/{}?within=clips", items[0]), &[]).await;
    assert!(why.contains("The ferry turns"));
    for path in ["/watch/9999", "/watch/x", "/channel/nobody"] {
        assert_eq!(ask(&town.site, "GET", path, &[], "").await.status, 404, "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clip_has_a_page_a_channel_and_a_file_that_is_served_in_parts() {
    let town = Town::new("channel").await;
    let clip = NewClip { tags: vec!["Boats".into()], ..town.clip("The ferry turns", "Harbour Office") };
    let items = town.take_in(&[clip]).await;
    let article = town.page(&format!("/article/{}", items[0]), &[]).await;
    assert!(article.contains("<video") && article.contains("data-clip") && !article.contains("data-article"));
    assert!(article.contains("id=\"comments\""));
    let src = article.split('"').find(|part| part.starts_with("/clip/") && part.ends_with(".mp4")).unwrap();
    let answer = ask(&town.site, "GET", src, &[("range", "bytes=3-4")], "").await;
    assert_eq!((answer.status.as_u16(), answer.body.as_str()), (206, "if"));
    let channel = town.page("/channel/harbour-office", &[]).await;
    assert!(channel.contains(&format!("/watch/{}", items[0])) && channel.contains("0:05"));
    assert!(channel.contains("What happens at the water."));
    let source = town.store.channel_named("harbour-office").await.unwrap().unwrap().source;
    let led = ask(&town.site, "GET", &format!("/source/{source}"), &[], "").await;
    assert_eq!((led.status.as_u16(), &led.headers["location"]), (303, &"/channel/harbour-office".parse().unwrap()));
    for path in ["/tag/boats", "/"] {
        let page = town.page(path, &[]).await;
        assert!(page.contains(&format!("href=\"/watch/{}\"", items[0])) && page.contains("play-mark"), "{path}");
    }
    // Four words a second: five seconds are as long as twenty words.
    assert_eq!(town.store.cards(&items).await.unwrap()[0].words, 20);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_for_adults_or_for_few_stands_in_no_timeline_and_is_shown_to_whoever_says_so() {
    let town = Town::new("adults").await;
    let clips = [
        NewClip { adults: true, ..town.clip("What the lamplighter saw", "Harbour Office") },
        NewClip { unlisted: true, adults: true, ..town.clip("Told to few", "Harbour Office") },
        town.clip("Eels", "Harbour Office"),
    ];
    let items = town.take_in(&clips).await;
    let mut unlisted = String::new();
    for clip in town.store.clips(None, None, 9).await.unwrap() {
        let row = town.store.manuscript(clip.manuscript).await.unwrap().unwrap();
        if row.headline == "Told to few" {
            unlisted = format!("/unlisted/{}", town.newsroom.unlisted_name(clip.id));
        }
    }
    for path in ["/watch", "/"] {
        let page = town.page(path, &[]).await;
        assert!(page.contains("Eels"), "{path}");
        assert!(!page.contains("lamplighter") && !page.contains("Told to few"), "{path}");
    }
    let channel = town.page("/channel/harbour-office", &[]).await;
    assert!(channel.contains("lamplighter") && !channel.contains("Told to few"));
    assert!(town.page(&unlisted, &[]).await.contains("Told to few"));
    let feed = town.page("/feed.xml", &[]).await;
    let entry = feed.split("<item>").find(|entry| entry.contains("lamplighter")).unwrap();
    assert!(!entry.contains("/picture/") && !entry.contains("/clip/"), "it stands in no feed: {entry}");
    assert!(entry.contains(">adult</media:rating>"), "{entry}");
    let eels = feed.split("<item>").find(|entry| entry.contains("Eels")).unwrap();
    let file = eels.split("<enclosure url=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
    let path = &file[file.find("/clip/").unwrap()..];
    let whole = ask(&town.site, "GET", path, &[], String::new()).await;
    assert_eq!(whole.status, 200);
    assert!(eels.contains(&format!("length=\"{}\"", whole.body.len())), "{eels}");
    for path in [format!("/watch/{}", items[0]), format!("/article/{}", items[0]), unlisted] {
        let before = town.page(&path, &[]).await;
        let first = before.split("</article>").next().unwrap();
        assert!(first.contains("Are you 18 or older?") && !first.contains("<video"), "{path}");
        assert!(!first.contains("/picture/"), "its cover is not sent before she has answered: {path}");
        assert!(path.starts_with("/article") || first.contains(&format!("value=\"{path}\"")), "led back to {path}");
        let after = town.page(&path, &[("cookie", "old-enough=yes")]).await;
        assert!(after.split("</article>").next().unwrap().contains("<video"), "{path}");
    }
    let said = ask(&town.site, "POST", "/watch/age", &[OWN, FORM], format!("back=/watch/{}", items[0])).await;
    let cookie = said.headers["set-cookie"].to_str().unwrap();
    assert!(cookie.starts_with("old-enough=yes") && !cookie.contains("Max-Age"), "until she closes her browser");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_clip_of_every_page_is_explained_where_it_stands_and_its_page_can_be_computed_again() {
    let town = Town::new("explained").await;
    let clips: Vec<NewClip> = (0..14)
        .map(|number| town.clip(&format!("{} at the lock", "Eels ".repeat(number + 1)), "Water Works"))
        .collect();
    town.take_in(&clips).await;
    let first = town.page("/watch", &[]).await;
    let more = first.split("href=\"/watch?after=").nth(1).unwrap().split('"').next().unwrap();
    let second = town.page(&format!("/watch?after={more}"), &[]).await;
    for (page, most) in [(&first, 10), (&second, 4)] {
        let whys: Vec<&str> =
            page.split("p class=\"reason\"><a href=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
        assert_eq!(whys.len(), most);
        for (place, why) in whys.iter().enumerate() {
            let told = town.page(&why.replace("&amp;", "&"), &[]).await;
            assert!(told.contains(&format!("Place {} among", place + 1)), "{why}: {told}");
            let receipt =
                told.split("href=\"/receipt").nth(1).unwrap().split('"').next().unwrap().replace("&amp;", "&");
            let bundle = raw(&town.site, &format!("/receipt{receipt}")).await;
            let again = timeline::Bundle::from_bytes(&bundle).unwrap();
            let receipt = again.replay().unwrap();
            let item: i64 = why["/why/".len()..].split('?').next().unwrap().parse().unwrap();
            let line = receipt.line(&format!("slot {}", place + 1)).unwrap();
            assert!(line.starts_with(&format!("item {item} ")), "{line}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_watched_to_its_end_raises_clips_in_her_timeline_and_reading_lowers_them() {
    let town = Town::new("mixing").await;
    let mut clips = Vec::new();
    for number in 0..40 {
        clips.push(
            town.clip(&format!("{} at the lock", "Eels ".repeat(number + 1)), &format!("Channel {}", number % 4)),
        );
    }
    let clips = town.take_in(&clips).await;
    let articles = articles(&town).await;
    let (watched, read) =
        (clips_after(&town, &clips, &articles, 1).await, clips_after(&town, &articles, &clips, 2).await);
    assert!(watched > read, "{watched} clips among 20 for her who watches, {read} for her who reads");
}

/// Forty articles of four sources.
async fn articles(town: &Town) -> Vec<ItemId> {
    let card = |number: i64| model::Item {
        id: ItemId(0),
        source: model::SourceId(0),
        story: None,
        kind: Kind::Article,
        key: format!("a{number}"),
        url: String::new(),
        title: format!("Article {number} of the day"),
        standfirst: String::new(),
        body: "<p>Words.</p>".into(),
        byline: String::new(),
        language: model::Language::ENGLISH,
        topics: Vec::new(),
        entities: Vec::new(),
        published: Time::now().plus(-(number + 1) * MINUTE),
        first_seen: Time::now(),
        updated: None,
        words: 300,
        picture: None,
        enclosures: Vec::new(),
    };
    let arrivals = (0..40).map(|number| store::Arrival {
        item: card(number),
        fingerprint: number as u64 + 1,
        terms: Vec::new(),
        embedding: model::Embedding(std::array::from_fn(|at| ((at as i64 * (number + 3)) % 37) as i8)),
    });
    let mut items = Vec::new();
    for (number, arrival) in arrivals.enumerate() {
        let source = store::NewSource {
            kind: model::SourceKind::Feed,
            address: format!("https://post{}.example/feed", number % 4),
            title: format!("Post {}", number % 4),
            site: String::new(),
            language: model::Language::ENGLISH,
            folder: String::new(),
        };
        let (source, _) = town.store.add_source(&source, Time(1)).await.unwrap();
        let kept = town.store.keep(source, vec![arrival], Time::now()).await.unwrap();
        items.extend(kept.iter().map(|kept| kept.id));
    }
    town.seen(&items).await;
    items
}

/// Clips on the front page of somebody who finished the first eight of `done` and passed by the first eight of `left`.
async fn clips_after(town: &Town, done: &[ItemId], left: &[ItemId], number: u64) -> usize {
    let secret = readers::Secret::random().unwrap();
    let reader = town.readers.reader_or_new(&secret, Time::now()).await.unwrap();
    let mut events = Vec::new();
    let mut did = |item: ItemId, deed, dwell_ms| {
        let id = EventId(number * 1_000 + events.len() as u64);
        events.push(Event { id, item, deed, at: Time::now(), dwell_ms, slot: 1 });
    };
    for (done, left) in done.iter().zip(left).take(8) {
        did(*left, Deed::Shown, 0);
        did(*done, Deed::Shown, 0);
        did(*done, Deed::Opened, 0);
        did(*done, Deed::Finished, 5_100);
    }
    town.readers.take(reader, &events, Time::now()).await.unwrap();
    let wish = readers::Wish { slots: 20, ..readers::Wish::default() };
    let front = town.readers.timeline(Some(reader), &wish, Time::now()).await.unwrap();
    front.slots.iter().filter(|shown| shown.item.kind == Kind::Video).count()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clip_that_was_withdrawn_says_why_where_it_was_watched_and_one_that_came_back_is_led_to() {
    let town = Town::new("gone").await;
    let items = town.take_in(&[town.clip("The ferry turns", "Harbour Office")]).await;
    let mia = Editor { reader: ReaderId(1), name: "Mia".into(), role: Role::Chief };
    let clip = town.store.clips(None, None, 1).await.unwrap().remove(0);
    let path = format!("/watch/{}", items[0]);
    town.newsroom.withdraw(&mia, clip.manuscript, "It sank in May.", Time::now()).await.unwrap();
    let gone = ask(&town.site, "GET", &path, &[], "").await;
    assert_eq!(gone.status, 410);
    assert!(gone.body.contains("It sank in May."), "{}", gone.body);
    let back = town.newsroom.publish(&mia, clip.manuscript, None, Time::now()).await.unwrap();
    town.seen(&[back]).await;
    let led = ask(&town.site, "GET", &path, &[], "").await;
    assert_eq!(
        (led.status.as_u16(), led.headers["location"].to_str().unwrap()),
        (301, format!("/watch/{back}").as_str())
    );
    assert!(town.page(&format!("/watch/{back}"), &[]).await.contains("<video"));
}

#[tokio::test(flavor = "multi_thread")]
async fn watching_counts_as_being_here_until_it_is_time_for_the_pause() {
    let town = Town::new("sitting").await;
    let items = town.take_in(&[town.clip("The ferry turns", "Harbour Office"), town.clip("Eels", "River Watch")]).await;
    let now = Time::now();
    let at = |begun: i64, last: i64| format!("sitting={}-{}", now.plus(-begun * MINUTE).0, now.plus(-last * MINUTE).0);
    let told = format!(r#"[{{"id":1,"item":{},"deed":"opened","at":{},"dwell_ms":5000}}]"#, items[0], now.0);
    for (begun, last, minutes, renewed) in [(25, 25, 60, true), (25, 25, 20, false), (25, 25, 0, false)] {
        let cookies = format!("{}; minutes={minutes}", at(begun, last));
        let answer = ask(&town.site, "POST", "/events", &[OWN, ("cookie", &cookies)], told.clone()).await;
        assert_eq!(answer.status, 204);
        let set = answer.headers.get_all("set-cookie").iter().map(|cookie| cookie.to_str().unwrap());
        let set = set.filter_map(|cookie| cookie.strip_prefix("sitting=")?.split(';').next()?.split_once('-')).next();
        assert_eq!(set.is_some(), renewed, "{minutes}");
        if let Some((since, last)) = set {
            assert_eq!(since, now.plus(-begun * MINUTE).0.to_string(), "the same sitting");
            assert!(last.parse::<i64>().unwrap() >= now.0);
        }
    }
    for (begun, minutes, left) in [(5, 20, true), (25, 20, false), (5, 0, false)] {
        let page = town.page("/watch", &[("cookie", &format!("{}; minutes={minutes}", at(begun, 1)))]).await;
        let says = page.split("data-left=\"").nth(1).and_then(|rest| rest.split('"').next()?.parse::<i64>().ok());
        assert_eq!(
            says.is_some_and(|ms| (14 * MINUTE..=15 * MINUTE).contains(&ms)),
            left,
            "{begun} of {minutes}: {says:?}"
        );
        assert_eq!(page.contains("data-break"), begun == 25, "{begun} of {minutes}");
    }
    for (form, led) in [("back=/watch", "/watch"), ("back=//evil.example", "/"), ("", "/")] {
        let on = ask(&town.site, "POST", "/break", &[OWN, FORM], form).await;
        assert_eq!((on.status.as_u16(), on.headers["location"].to_str().unwrap()), (303, led));
    }
}
