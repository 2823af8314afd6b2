//! Whatever a server sends: one sentence, and what was kept stays.

use std::io::Write;
use std::time::Duration;

use model::Health;

use crate::edition::{Town, entry, rss, two_entries};
use crate::server::{Body, Reply, Server};

fn gzipped(megabytes: usize) -> Vec<u8> {
    let mut file = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    let zeros = vec![b' '; 1 << 20];
    for _ in 0..megabytes {
        file.write_all(&zeros).unwrap();
    }
    file.finish().unwrap()
}

/// A source with two kept items answers like this from now on: what stands beside it then.
#[track_caller]
fn after(reply: impl Fn(&Server) -> Reply + Send + Sync + 'static, health: Health, words: &str) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let (got, sentence) = runtime.block_on(async {
        let server = std::sync::Arc::new(Server::start(|_| Reply::feed(two_entries())).await);
        let town = Town::asking(&server).await;
        let source = town.source(&server.url("/feed")).await;
        assert_eq!(town.ask(source).await, (Health::Well, "It answers as it should.".to_owned()));
        let behind = std::sync::Arc::downgrade(&server);
        server.now(move |_| reply(&behind.upgrade().unwrap()));
        let answer = town.ask(source).await;
        assert!(town.items().await.len() >= 2, "what was kept stays");
        answer
    });
    assert_eq!(got, health, "{sentence}");
    assert!(sentence.contains(words), "{sentence}");
    assert!(sentence.ends_with('.'), "{sentence}");
    assert_ne!(sources::german(&sentence), sentence, "it has a German twin");
}

#[test]
fn a_feed_of_two_hundred_megabytes_is_not_read() {
    let long = || Body::Long { start: "<rss><channel>", piece: "<item><title>Again</title></item>", bytes: 200 << 20 };
    after(move |_| Reply::body(long()), Health::Failing, "127.0.0.1 sends more than 2 MB, which is more than is read");
}

#[test]
fn a_feed_that_says_that_it_is_too_long_is_not_even_begun() {
    after(
        |_| Reply::body(Body::Broken { claimed: 200 << 20, sent: b"<rss>".to_vec() }),
        Health::Failing,
        "sends more than 2 MB",
    );
}

#[test]
fn a_gzip_bomb_fizzles() {
    let bomb = gzipped(300);
    assert!(bomb.len() < 2 << 20, "it is small before it unfolds");
    after(move |_| Reply::feed(bomb.clone()).with("content-encoding", "gzip"), Health::Failing, "sends more than 2 MB");
}

#[test]
fn what_is_garbled_or_breaks_off_is_said_to_be() {
    after(
        |_| Reply::feed("no gzip").with("content-encoding", "gzip"),
        Health::Failing,
        "garbled it; it will be asked again",
    );
    after(
        |_| Reply::body(Body::Broken { claimed: 9_000, sent: b"<rss><channel>".to_vec() }),
        Health::Failing,
        "broke off in the middle",
    );
}

#[test]
fn redirects_without_an_end_are_left() {
    after(
        |server| Reply::to(302, server.url("/feed?again")),
        Health::Failing,
        "sends us on and on, 5 times without an end",
    );
}

#[test]
fn redirects_into_the_inside_are_not_followed() {
    for (target, words) in [
        ("http://127.0.0.1:8099/", "127.0.0.1 leads to 127.0.0.1, which belongs to this machine itself"),
        ("http://127.0.0.1/", "belongs to this machine itself"),
        ("http://[::ffff:10.0.0.1]/", "belongs to a private network"),
        ("http://[64:ff9b::a00:1]/", "belongs to a private network"),
        ("http://167772161/", "10.0.0.1 leads to 10.0.0.1"),
        ("http://012.0.0.1/", "belongs to a private network"),
        ("http://169.254.169.254/latest/", "where machines keep their metadata"),
        ("http://localhost:8099/", "localhost leads to"),
        ("file:///etc/passwd", "An address that begins with file: is never asked"),
        ("javascript:alert(1)", "begins with javascript: is never asked"),
        ("http://", "is not an address on the web"),
    ] {
        after(move |_| Reply::to(301, target), Health::Failing, words);
    }
}

#[test]
fn a_host_that_trickles_is_left() {
    after(
        |_| Reply::body(Body::Trickle(Duration::from_millis(20))),
        Health::Failing,
        "sends so slowly that we gave up",
    );
}

#[test]
fn a_page_instead_of_a_feed_is_told_apart() {
    let since = "since ";
    after(
        |_| Reply::new(200, "<!DOCTYPE html><html><body>Moved</body></html>").with("content-type", "text/html"),
        Health::Failing,
        &format!("It answers with a page instead of a feed {since}"),
    );
    after(
        |_| Reply::new(200, "certainly no feed"),
        Health::Failing,
        "It answers with something that is not a feed since",
    );
    after(|_| Reply::new(200, ""), Health::Failing, "It answers with nothing at all since");
}

#[test]
fn statuses_are_put_into_words() {
    for (status, health, words) in [
        (404, Health::Failing, "It has no feed at this address since"),
        (401, Health::Failing, "It wants a name and a password since"),
        (403, Health::Failing, "It refuses to answer us since"),
        (410, Health::Stopped, "is gone for good, so it is not asked any more"),
        (429, Health::Slowed, "It asked us to slow down; it will be asked again after"),
        (500, Health::Failing, "Its server is in trouble since"),
        (418, Health::Failing, "It answers 418 since"),
    ] {
        after(move |_| Reply::new(status, "no"), health, words);
    }
}

#[test]
fn broken_feeds_are_read_as_far_as_they_go() {
    let broken = "<rss version=\"2.0\"><channel><title>Mill & Lane</title><item><title>One & two</title><link>https://courier.example/1</link><description>Text & more <b>of it</description></item>";
    let truncated = two_entries().replace("</channel></rss>", "") + "<item><title>Third";
    let control = rss(&entry("c", "Bell \u{1}tower", "It rings."));
    for (body, titles) in [
        (broken.to_owned(), vec!["One & two"]),
        (truncated, vec!["Bakery opens", "River rises"]),
        (control, vec!["Bell tower"]),
    ] {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        runtime.block_on(async {
            let server = Server::start(move |_| Reply::feed(body.clone())).await;
            let town = Town::asking(&server).await;
            let source = town.source(&server.url("/feed")).await;
            let (health, words) = town.ask(source).await;
            assert!(matches!(health, Health::Well | Health::Faulty), "{words}");
            let read = town.titles().await;
            assert!(
                titles.iter().all(|title| read.iter().any(|read| read.replace(' ', "") == title.replace(' ', ""))),
                "{read:?} has {titles:?}"
            );
        });
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn feeds_in_utf_16_are_read() {
    for big_endian in [true, false] {
        let text = rss(&entry("ü", "Straße überflutet", "Wasser — überall."))
            .replace("version=\"1.0\"", "version=\"1.0\" encoding=\"utf-16\"");
        let mark = std::iter::once(0xFEFF).chain(text.encode_utf16());
        let bytes: Vec<u8> =
            mark.flat_map(|unit| if big_endian { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect();
        let server = Server::start(move |_| Reply::feed(bytes.clone())).await;
        let town = Town::asking(&server).await;
        let source = town.source(&server.url("/feed")).await;
        town.ask(source).await;
        assert_eq!(town.titles().await, ["Straße überflutet"]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn entries_without_anything_to_know_them_by_are_kept_once() {
    let odd = "<item><title>Only a title</title></item><item><description>Only words, and not many.</description></item><item></item>\
               <item><link>https://courier.example/only-link</link></item><item><title>Old</title><pubDate>Thu, 01 Jan 1970 00:00:00 GMT</pubDate></item>\
               <item><title>Future</title><pubDate>Thu, 01 Jan 2099 00:00:00 GMT</pubDate></item><item><title>Link</title><link>javascript:alert(1)</link></item>";
    let (server, before) = (Server::start(move |_| Reply::feed(rss(odd))).await, model::Time::now());
    let town = Town::asking(&server).await;
    let source = town.source(&server.url("/feed")).await;
    let (health, words) = town.ask(source).await;
    assert_eq!(health, Health::Faulty);
    assert!(words.contains("had to be read around"), "{words}");
    let first = town.titles().await;
    assert_eq!(first, ["Future", "Link", "Old", "Only a title", "Only words, and not many.", "courier.example"]);
    for item in town.items().await {
        assert!(item.published >= before, "{} is dated when it was seen first", item.title);
        assert!(!item.url.contains("javascript"));
    }
    // Other bytes, the same entries.
    server.now(move |_| Reply::feed(rss(odd) + "<!-- once more -->"));
    town.ask(source).await;
    assert_eq!(town.titles().await, first);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_very_long_feed_and_a_very_long_title_are_taken_in() {
    let many: String = (0..10_000).map(|n| format!("<item><guid>{n}</guid><title>Entry {n}</title></item>")).collect();
    let body = rss(&(format!("<item><guid>long</guid><title>{}</title></item>", "very ".repeat(200_000)) + &many));
    let server = Server::start(move |_| Reply::feed(body.clone())).await;
    let town = Town::asking(&server).await;
    let source = town.source(&server.url("/feed")).await;
    town.ask(source).await;
    let titles = town.titles().await;
    assert!(titles.len() >= 10_000, "{}", titles.len());
    assert!(titles.iter().all(|title| title.len() < 1_000));
}
