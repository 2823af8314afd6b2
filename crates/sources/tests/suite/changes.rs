//! What a source edits, moves and repeats.

use crate::edition::{Town, entry, rss, two_entries};
use crate::server::{Reply, Server};
use model::Health;

#[tokio::test(flavor = "multi_thread")]
async fn an_edited_title_changes_the_item_and_the_earlier_text_is_kept() {
    let server = Server::start(|_| Reply::feed(rss(&entry("a", "Fire in Mill Lane", "Two houses burn.")))).await;
    let town = Town::asking(&server).await;
    let source = town.source(&server.url("/feed")).await;
    town.ask(source).await;
    let before = town.items().await.remove(0);
    server.now(|_| Reply::feed(rss(&entry("a", "Fire in Mill Lane is out", "Two houses burned."))));
    town.ask(source).await;
    let items = town.items().await;
    assert_eq!(items.len(), 1, "one item, not two");
    assert_eq!((items[0].id, items[0].title.as_str()), (before.id, "Fire in Mill Lane is out"));
    let versions = town.store.versions(before.id).await.unwrap();
    assert_eq!(versions.iter().map(|version| version.title.as_str()).collect::<Vec<_>>(), ["Fire in Mill Lane"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn new_tracking_and_new_markup_change_nothing() {
    let with = |token: &str| {
        format!(
            "<item><guid>a</guid><link>https://courier.example/a?utm_source={token}</link><title>Fire</title>\
                 <description>&lt;p class=\"{token}\"&gt;Two houses burn.&lt;/p&gt;&lt;img src=\"https://t.example/p.gif?{token}\" width=\"1\" height=\"1\"&gt;</description></item>"
        )
    };
    let first = rss(&with("one"));
    let server = Server::start(move |_| Reply::feed(first.clone())).await;
    let town = Town::asking(&server).await;
    let source = town.source(&server.url("/feed")).await;
    town.ask(source).await;
    let before = town.items().await;
    let second = rss(&with("two"));
    server.now(move |_| Reply::feed(second.clone()));
    town.ask(source).await;
    assert_eq!(town.items().await, before);
    assert!(!before[0].url.contains("utm_"));
    assert!(!before[0].body.contains("t.example"));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unchanged_feed_is_not_sent_again() {
    let server = Server::start(|request| match request.header("if-none-match") {
        Some("\"v1\"") => Reply::new(304, ""),
        _ => Reply::feed(two_entries()).with("etag", "\"v1\"").with("last-modified", "Mon, 16 Nov 2026 08:00:00 GMT"),
    })
    .await;
    let town = Town::asking(&server).await;
    let source = town.source(&server.url("/feed")).await;
    town.ask(source).await;
    let (health, _) = town.ask(source).await;
    assert_eq!(health, Health::Well);
    let asked = server.asked();
    assert_eq!(asked[1].header("if-modified-since"), Some("Mon, 16 Nov 2026 08:00:00 GMT"));
    assert!(asked[1].header("user-agent").is_some_and(|agent| agent.starts_with("Caulbart/")));
    let answers = town.polling(source).await.last_answers;
    assert_eq!(
        answers.iter().map(|answer| (answer.status, answer.new_items)).collect::<Vec<_>>(),
        [(200, 2), (304, 0)]
    );
    // After the 304 the ETag is still known.
    town.ask(source).await;
    assert_eq!(server.asked()[2].header("if-none-match"), Some("\"v1\""));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_feed_that_moved_for_good_is_asked_at_its_new_address() {
    for (status, moves) in [(301, true), (308, true), (302, false), (307, false)] {
        let server = Server::start(move |request| match request.path.as_str() {
            "/new" => Reply::feed(two_entries()),
            _ => Reply::to(status, "/new"),
        })
        .await;
        let town = Town::asking(&server).await;
        let source = town.source(&server.url("/old")).await;
        let (_, words) = town.ask(source).await;
        assert_eq!(words.contains("it moved to http://127.0.0.1"), moves, "{status}: {words}");
        let known = town.known(source).await;
        assert_eq!(known.address, server.url(if moves { "/new" } else { "/old" }));
        assert_eq!(known.title, "Mill Lane Courier", "it is called as it calls itself");
        assert_eq!(town.items().await.len(), 2);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_password_goes_to_its_own_server_alone() {
    let elsewhere = Server::start(|_| Reply::feed(two_entries())).await;
    let target = elsewhere.url("/feed");
    let server = Server::start(move |request| match request.path.as_str() {
        "/on" => Reply::to(301, target.clone()),
        _ => Reply::to(302, "/on"),
    })
    .await;
    let fetcher = sources::Fetcher::new(sources::Guard::new(
        &[server.address.to_string(), elsewhere.address.to_string()],
        sources::Names::System,
    ));
    let address = server.url("/feed").replace("http://", "http://ada:secret@");
    let fetched =
        fetcher.fetch(&sources::Ask::new(&address, sources::FEED_TYPES, crate::edition::LIMITS)).await.unwrap();
    assert_eq!(fetched.status, 200);
    assert_eq!(fetched.moved_to, None, "only the first of the two redirects counts, and it was a temporary one");
    assert!(server.asked().iter().all(|request| request.header("authorization") == Some("Basic YWRhOnNlY3JldA==")));
    assert_eq!(elsewhere.asked()[0].header("authorization"), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_teaser_is_replaced_by_the_article_from_its_page() {
    let paragraph = "The council of the small town met on Tuesday evening to talk about the bridge over the river, which has been closed since the flood in spring. ";
    let page = format!(
        "<html><head><title>Bridge</title></head><body><nav><a href=/>Home</a></nav><article><h1>Bridge</h1>{}</article><footer>Imprint</footer></body></html>",
        format!("<p>{}</p>", paragraph.repeat(3)).repeat(5)
    );
    let server = std::sync::Arc::new(Server::start(|_| Reply::new(404, "")).await);
    let link = server.url("/bridge");
    server.now(move |request| match request.path.as_str() {
        "/bridge" => Reply::new(200, page.clone()).with("content-type", "text/html; charset=utf-8"),
        _ => Reply::feed(rss(&format!("<item><guid>1</guid><title>Bridge</title><link>{link}</link><description>The council met …</description></item>"))),
    });
    let town = Town::asking(&server).await;
    let source = town.source(&server.url("/feed")).await;
    town.wants_full_text(source).await;
    town.ask(source).await;
    assert_eq!(town.read_pages().await, 1);
    let item = town.items().await.remove(0);
    assert!(item.body.contains("closed since the flood") && !item.body.contains("Imprint"), "{}", item.body);
    assert!(item.words > 300);
    // The same feed again does not put the teaser back.
    town.ask(source).await;
    assert_eq!(town.items().await.remove(0).body, item.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_feed_that_says_it_is_for_adults_says_so_of_what_is_known_already_and_a_page_undoes_nothing() {
    let feed = |mark: &str| {
        format!(
            "<rss version=\"2.0\" xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\"><channel><title>Night</title>{mark}\
             <item><guid>a</guid><link>PAGE</link><title>Night</title><description>Short.</description>\
             <enclosure url=\"https://films.example/a.mp4\" type=\"video/mp4\" length=\"9\"/><itunes:duration>20</itunes:duration></item></channel></rss>"
        )
    };
    let page = format!(
        "<html><head><meta property=\"og:image\" content=\"https://films.example/a.jpg\"></head><body><article><h1>Night</h1><p>{}</p></article></body></html>",
        "Many words stand on its page. ".repeat(100)
    );
    let page = std::sync::Arc::new(page);
    let served = |server_url: String, mark: &'static str, page: std::sync::Arc<String>| {
        let text = feed(mark).replace("PAGE", &server_url);
        move |request: &crate::server::Request| match request.path.as_str() {
            "/a" => Reply::new(200, page.as_str()).with("content-type", "text/html"),
            _ => Reply::feed(text.clone()),
        }
    };
    let server = Server::start(|_| Reply::feed(String::new())).await;
    server.now(served(server.url("/a"), "", page.clone()));
    let town = Town::asking(&server).await;
    let source = town.source(&server.url("/feed")).await;
    town.wants_full_text(source).await;
    town.ask(source).await;
    assert!(!town.items().await[0].enclosures[0].adults);
    server.now(served(server.url("/a"), "<itunes:explicit>yes</itunes:explicit>", page));
    town.ask(source).await;
    let item = town.items().await.remove(0);
    assert!(item.enclosures[0].adults && item.picture.is_none());
    town.read_pages().await;
    let after = town.items().await.remove(0);
    assert_eq!((after.duration_ms(), after.picture), (20_000, None), "neither a picture nor another length");
}
