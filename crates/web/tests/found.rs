//! What is published can be found: feeds, maps, the head of an article, the picture beside a link.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod stand;

use feeds::Hint;
use model::{HOUR, ItemId, ManuscriptId, ReaderId, Role, Time};
use newsroom::{Content, Editor, Newsroom};
use stand::*;
use store::Store;

const HOST: (&str, &str) = ("host", "news.example");

struct House {
    room: Newsroom,
    chief: Editor,
}

impl House {
    async fn new(folder: &Folder, store: &Store) -> House {
        let room = Newsroom::open(store.clone(), &folder.0, &vault::Key::new([7; 32]), Default::default());
        let chief = Editor { reader: ReaderId(0), name: "Chris".into(), role: Role::Chief };
        room.set_section(&chief, "Town & Country").await.unwrap();
        House { room, chief }
    }

    async fn publish(&self, content: Content, now: Time) -> (ManuscriptId, ItemId) {
        let id = self.room.begin(&self.chief, content, now).await.unwrap();
        (id, self.room.publish(&self.chief, id, None, now).await.unwrap())
    }
}

fn content(headline: &str) -> Content {
    Content {
        headline: headline.into(),
        standfirst: "What it means.".into(),
        body: "The bridge is *open* again, [they say](https://elsewhere.example/x).".into(),
        language: "en".into(),
        section: "town-country".into(),
        tags: vec!["Bridges".into()],
        ..Content::default()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_published_stands_in_its_feeds_and_what_is_withdrawn_does_not() {
    let folder = Folder::new("found-feeds");
    let (store, _, site) = open_whole(&folder, "main", false).await;
    let house = House::new(&folder, &store).await;
    let now = Time::now();
    let author = house.room.add_author(&house.chief, "Ada Müller", now).await.unwrap();
    let signed = Content { authors: vec![author.0], ..content("A < B & more") };
    let (first, item) = house.publish(signed, now.plus(-HOUR)).await;
    house.publish(Content { section: String::new(), tags: Vec::new(), ..content("Second") }, now).await;
    for (path, titles) in [
        ("", vec!["Second", "A < B & more"]),
        ("/section/town-country", vec!["A < B & more"]),
        ("/tag/bridges", vec!["A < B & more"]),
        ("/author/ada-mueller", vec!["A < B & more"]),
    ] {
        for name in newsroom::addresses::FEEDS {
            let address = format!("http://news.example{path}/{name}");
            let answer = ask(&site, "GET", &format!("{path}/{name}"), &[HOST], "").await;
            assert_eq!(answer.status, 200, "{address}");
            assert!(!answer.headers.contains_key("set-cookie"));
            let said = answer.headers["content-type"].to_str().unwrap();
            let read = feeds::parse(answer.body.as_bytes(), &Hint { content_type: Some(said), base: None });
            assert!(read.faults.is_empty(), "{address} {:?}", read.faults);
            let found: Vec<&str> = read.feed.entries.iter().map(|entry| entry.title.as_str()).collect();
            assert_eq!(found, titles, "{address}");
            assert_eq!(read.feed.self_link.as_deref(), Some(address.as_str()));
            let entry = read.feed.entries.last().unwrap();
            assert_eq!(entry.link.as_deref(), Some(&*format!("http://news.example/article/{item}-a-b-more")));
            assert!(entry.content.as_deref().unwrap().contains("<em>open</em>"), "{address} {:?}", entry.content);
            assert_eq!(entry.authors[0].name, "Ada Müller");
            for condition in ["etag", "last-modified"] {
                let known = answer.headers[condition].to_str().unwrap();
                let name = if condition == "etag" { "if-none-match" } else { "if-modified-since" };
                let again = ask(
                    &site,
                    "GET",
                    &format!("{path}/{}", address.rsplit('/').next().unwrap()),
                    &[HOST, (name, known)],
                    "",
                )
                .await;
                assert_eq!((again.status.as_u16(), again.body.as_str()), (304, ""), "{address} {condition}");
            }
        }
    }
    let before = ask(&site, "GET", "/feed.xml", &[HOST], "").await;
    house.room.withdraw(&house.chief, first, "It was not so.", now.plus(2_000)).await.unwrap();
    // Another room changed it, as on another node; what is kept is shown a little longer there.
    let fresh = ask(&site, "GET", "/feed.xml", &[("host", "other.example")], "").await;
    assert!(fresh.body.contains("Second") && !fresh.body.contains("A &lt; B"), "{}", fresh.body);
    let since = before.headers["last-modified"].to_str().unwrap();
    let asked = ask(&site, "GET", "/feed.xml", &[("host", "other.example"), ("if-modified-since", since)], "").await;
    assert_eq!(asked.status, 200, "a withdrawal is news too");
    for path in
        ["/section/none/feed.xml", "/tag/none/feed.json", "/author/none/feed.atom", "/section/town-country/feed.html"]
    {
        assert_eq!(ask(&site, "GET", path, &[HOST], "").await.status, 404, "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_article_names_its_one_address_and_what_others_need_to_show_it() {
    let folder = Folder::new("found-head");
    let (store, _, site) = open_whole(&folder, "main", false).await;
    let house = House::new(&folder, &store).await;
    let now = Time::now();
    let (id, item) = house.publish(content("The bridge is open"), now).await;
    let page = ask(&site, "GET", &format!("/article/{item}"), &[HOST], "").await.body;
    let address = format!("http://news.example/article/{item}-the-bridge-is-open");
    assert!(page.contains(&format!("<link rel=\"canonical\" href=\"{address}\">")), "{page}");
    let other = ask(&site, "GET", &format!("/article/{item}"), &[("host", "evil.example")], "").await.body;
    assert!(other.contains("http://evil.example/article/"));
    let page = ask(&site, "GET", &format!("/article/{item}"), &[HOST], "").await.body;
    assert!(!page.contains("evil.example"), "what one asked under a made-up name is not shown to others");

    let card =
        page.split("og:image\" content=\"http://news.example").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let shown = ask(&site, "GET", &card, &[HOST], "").await;
    assert_eq!(shown.status, 200);
    assert_eq!(shown.headers["content-type"], "image/jpeg");
    assert_eq!(shown.headers["cross-origin-resource-policy"], "cross-origin");
    let etag = shown.headers["etag"].to_str().unwrap().to_owned();
    assert_eq!(ask(&site, "GET", &card, &[HOST, ("if-none-match", &etag)], "").await.status, 304);
    for path in ["/article/9999/card.jpg", "/article/x/card.jpg"] {
        assert_eq!(ask(&site, "GET", path, &[HOST], "").await.status, 404, "{path}");
    }

    let changed = Content { headline: "The bridge is shut".into(), ..content("") };
    let draft = store.manuscript(id).await.unwrap().unwrap().draft;
    house.room.save(&house.chief, id, draft, changed, model::RevisionKind::Saved, now.plus(1)).await.unwrap();
    house.room.publish(&house.chief, id, Some("It is shut."), now.plus(2)).await.unwrap();
    let again = ask(&site, "GET", &format!("/article/{item}"), &[("host", "b.example")], "").await.body;
    let new = again.split("og:image\" content=\"http://b.example").nth(1).unwrap().split('"').next().unwrap();
    assert_ne!(new, card, "a corrected headline has another picture");
    assert!(again.contains("CorrectionComment"));
    for (format, says) in [("json", "\"type\":\"rich\""), ("xml", "<type>rich</type>")] {
        let path =
            format!("/oembed?url=http%3A%2F%2Fnews.example%2Farticle%2F{item}-the-bridge-is-shut&format={format}");
        let answer = ask(&site, "GET", &path, &[HOST], "").await;
        assert_eq!(answer.status, 200, "{path}");
        assert!(answer.body.contains(says), "{}", answer.body);
    }
    for (path, status) in [
        ("/oembed?url=https%3A%2F%2Fevil.example%2Farticle%2F1", 404),
        ("/oembed", 404),
        ("/oembed?url=http%3A%2F%2Fnews.example%2Farticle%2F1&format=yaml", 501),
    ] {
        assert_eq!(ask(&site, "GET", path, &[HOST], "").await.status.as_u16(), status, "{path}");
    }
    // What somebody else wrote says none of it.
    let front = ask(&site, "GET", "/", &[HOST], "").await.body;
    assert!(front.contains("href=\"/feed.xml\"") && !front.contains("og:image"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_map_names_every_article_and_the_news_of_two_days() {
    let folder = Folder::new("found-map");
    let (store, _, site) = open_whole(&folder, "main", false).await;
    let house = House::new(&folder, &store).await;
    let now = Time::now();
    let (_, old) = house.publish(content("Long ago"), now.plus(-49 * HOUR)).await;
    let (id, fresh) = house.publish(content("جسر جديد & more"), now.plus(-HOUR)).await;
    let map = ask(&site, "GET", "/sitemap.xml", &[HOST], "").await;
    assert_eq!(map.headers["content-type"], "application/xml; charset=utf-8");
    for address in [
        "<loc>http://news.example/</loc>",
        "<loc>http://news.example/section/town-country</loc>",
        "<loc>http://news.example/tag/bridges</loc>",
        &format!("<loc>http://news.example/article/{old}-long-ago</loc>"),
        &format!("<loc>http://news.example/article/{fresh}-%D8%AC"),
    ] {
        assert!(map.body.contains(address), "{address}: {}", map.body);
    }
    // A headline that nobody published stands nowhere.
    let draft = store.manuscript(id).await.unwrap().unwrap().draft;
    house.room.save(&house.chief, id, draft, content("Not yet"), model::RevisionKind::Saved, now).await.unwrap();
    let news = ask(&site, "GET", "/sitemap/news.xml", &[HOST], "").await.body;
    assert!(news.contains("<news:title>جسر جديد &amp; more</news:title>"), "{news}");
    assert!(news.contains("<news:language>en</news:language>") && news.contains("<news:name>Caulbart</news:name>"));
    assert!(!news.contains("Long ago") && !news.contains("Not yet"));
    let read = feeds::parse(news.as_bytes(), &Hint::default());
    assert_eq!((read.faults.len(), read.feed.entries.len()), (0, 1), "{:?}", read.faults);
    for (path, status) in [
        ("/sitemap/pages.xml", 200),
        ("/sitemap/1.xml", 200),
        ("/sitemap/2.xml", 404),
        ("/sitemap/0.xml", 404),
        ("/sitemap/9223372036854775807.xml", 404),
        ("/sitemap/x", 404),
    ] {
        assert_eq!(ask(&site, "GET", path, &[HOST], "").await.status.as_u16(), status, "{path}");
    }
    let robots = ask(&site, "GET", "/robots.txt", &[HOST], "").await.body;
    assert!(robots.contains("Sitemap: http://news.example/sitemap.xml\n") && !robots.contains("GPTBot"));
    store.set_setting("ai-crawlers", "refuse").await.unwrap();
    assert!(ask(&site, "GET", "/robots.txt", &[HOST], "").await.body.contains("User-agent: GPTBot\n"));
}
