//! From what was typed to a source.

use crate::edition::{Town, two_entries};
use crate::server::{Reply, Server};
use model::{Health, Time};

#[tokio::test(flavor = "multi_thread")]
async fn a_page_leads_to_its_feed() {
    let server = Server::start(|request| match request.path.as_str() {
        "/feeds/main.xml" => Reply::feed(two_entries()),
        "/" => Reply::new(200, "<html><head><link rel=\"alternate\" type=\"application/rss+xml\" href=\"/feeds/main.xml\"></head><body>Hello</body></html>")
            .with("content-type", "text/html"),
        _ => Reply::new(404, "no"),
    })
    .await;
    let town = Town::asking(&server).await;
    let typed = server.url("/");
    let add = || sources::add(&town.store, town.poller.fetcher(), town.poller.intake(), &typed, "Towns", Time::now());
    let added = add().await.unwrap();
    assert!(added.new);
    assert_eq!(added.address, server.url("/feeds/main.xml"));
    assert_eq!(added.visited.as_ref().map(|visited| (visited.health, visited.new)), Some((Health::Well, 2)));
    let known = town.known(added.source).await;
    assert_eq!(
        (known.title.as_str(), known.folder.as_str(), known.site.as_str()),
        ("Mill Lane Courier", "Towns", "https://courier.example/")
    );
    let again = add().await.unwrap();
    assert_eq!((again.source, again.new), (added.source, false));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_site_without_a_link_is_looked_at_in_the_usual_places() {
    let server = Server::start(|request| match request.path.as_str() {
        "/feed" | "/feed/" | "/rss.xml" => Reply::feed(two_entries()),
        "/" => Reply::new(200, "<html><body>Hello</body></html>").with("content-type", "text/html"),
        _ => Reply::new(404, "no"),
    })
    .await;
    let town = Town::asking(&server).await;
    let found = sources::discover(town.poller.fetcher(), &server.url("/")).await.unwrap();
    assert!(found.ends_with("/feed") || found.ends_with("/feed/") || found.ends_with("/rss.xml"), "{found}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_added_is_refused_with_a_reason() {
    let server = Server::start(|request| match request.path.as_str() {
        "/" => Reply::new(200, "<html><body>Hello</body></html>").with("content-type", "text/html"),
        _ => Reply::new(404, "no"),
    })
    .await;
    let town = Town::asking(&server).await;
    for (typed, words) in [
        (server.url("/"), "No feed was found at http://127.0.0.1"),
        (server.url("/missing"), "127.0.0.1 answers 404 instead of what was asked for"),
        ("http://127.0.0.1:8099/feed".to_owned(), "it is not asked unless the settings name it"),
        ("http://10.0.0.1/feed".to_owned(), "10.0.0.1, which belongs to a private network"),
        ("file:///etc/passwd".to_owned(), "An address that begins with file: is never asked"),
        ("the news".to_owned(), "“the news” is not an address on the web"),
    ] {
        let error = sources::add(&town.store, town.poller.fetcher(), town.poller.intake(), &typed, "", Time::now())
            .await
            .unwrap_err();
        assert!(error.to_string().contains(words), "{typed}: {error}");
        assert!(!error.hint().is_empty());
        assert_ne!(sources::german(&error.to_string()), error.to_string());
    }
    assert!(town.store.sources().await.unwrap().is_empty());
}
