//! Pages that stand open, are kept, and send again what was not answered.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod stand;

use stand::*;

/// Her cookie: a reader who follows something.
async fn somebody(site: &axum::Router) -> String {
    let answer = ask(site, "POST", "/choices", &[OWN, FORM], "verb=follow&kind=word&value=harbour").await;
    let cookie = answer.headers["set-cookie"].to_str().unwrap();
    cookie.split(';').next().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_with_a_key_is_done_once_for_its_reader() {
    let folder = Folder::new("once");
    let site = site(&folder, false).await;
    let (ada, eve) = (somebody(&site).await, somebody(&site).await);
    let send = async |cookie: &str, key: &str, body: &'static str| {
        let headers = [OWN, FORM, ("cookie", cookie), ("idempotency-key", key)];
        ask(&site, "POST", "/choices", &headers, body).await.status.as_u16()
    };
    let follow = "verb=follow&kind=word&value=ferry";
    let follows =
        async |cookie: &str| ask(&site, "GET", "/following", &[("cookie", cookie)], "").await.body.contains("ferry");
    assert_eq!(send(&ada, "1a", "verb=eat&kind=word&value=ferry").await, 400, "what was refused was not done");
    assert_eq!(send(&ada, "1a", follow).await, 303);
    assert!(follows(&ada).await);
    assert_eq!(send(&ada, "1b", "verb=unfollow&kind=word&value=ferry").await, 303);
    assert_eq!(send(&ada, "1a", follow).await, 204);
    assert!(!follows(&ada).await, "it was done once, and not again");
    assert_eq!(send(&eve, "1a", follow).await, 303, "a key is its reader's own");
    for useless in ["", "with space", "../..", &"x".repeat(65)] {
        assert_eq!(send(&ada, useless, follow).await, 303, "{useless:?} is as if there was none");
    }
    let foreign = [("sec-fetch-site", "cross-site"), FORM, ("cookie", ada.as_str()), ("idempotency-key", "9z")];
    assert_eq!(ask(&site, "POST", "/choices", &foreign, follow).await.status, 403);
    assert_eq!(send(&ada, "9z", follow).await, 303, "another site's form notes nothing");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_browser_is_told_whose_a_page_is_and_nobody_else_is() {
    let folder = Folder::new("whose");
    let site = site(&folder, false).await;
    let (ada, eve) = (somebody(&site).await, somebody(&site).await);
    let whose = async |cookie: &str, path: &str| {
        let answer = ask(&site, "GET", path, &[("cookie", cookie)], "").await;
        answer.headers.get("x-whose").map(|value| value.to_str().unwrap().to_owned())
    };
    let hers = whose(&ada, "/").await;
    assert_eq!(hers, whose(&ada, "/topics").await, "the same on every page");
    assert_ne!(hers, whose(&eve, "/").await);
    assert_eq!(whose("", "/").await.as_deref(), Some("-"));
    assert_eq!(whose("reader-main=nonsense", "/").await.as_deref(), Some("-"));
    let page = ask(&site, "GET", "/topics", &[("cookie", ada.as_str())], "").await.body;
    assert!(page.contains(&format!("data-whose=\"{}\"", hers.unwrap())));
    assert!(!ask(&site, "GET", "/topics", &[], "").await.body.contains("data-whose"));
}

#[tokio::test(flavor = "multi_thread")]
async fn who_listens_for_news_is_let_go_when_the_server_ends() {
    let folder = Folder::new("live");
    let (readers, site) = open(&folder, "main", false).await;
    for path in ["/live", "/live?newest=", "/live?newest=x", "/live?newest=99999999999999999999"] {
        assert_eq!(ask(&site, "GET", path, &[], "").await.status, 400, "{path}");
    }
    let listening = tokio::spawn({
        let site = site.clone();
        async move { ask(&site, "GET", "/live?newest=-3", &[], "").await }
    });
    tokio::task::yield_now().await;
    assert!(!listening.is_finished());
    readers.stop_telling();
    let answer = listening.await.unwrap();
    assert_eq!((answer.status.as_u16(), answer.body.as_str()), (200, ""), "there were no news");
    assert_eq!(answer.headers["content-type"], "text/event-stream");
    assert_eq!(answer.headers["cache-control"], "no-store");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_worker_finds_every_file_that_it_keeps_and_the_manifest_every_icon() {
    let folder = Folder::new("app");
    let site = site(&folder, false).await;
    let worker = ask(&site, "GET", "/worker.js", &[], "").await;
    assert_eq!(worker.headers["content-type"], "text/javascript; charset=utf-8");
    assert_eq!(worker.headers["cache-control"], "no-cache");
    let (files, _) = worker.body.strip_prefix("const FILES = ").unwrap().split_once(";\n").unwrap();
    let files: Vec<String> = serde_json::from_str(files).unwrap();
    assert!(files.iter().any(|file| file.ends_with("/site.css")));
    let manifest = ask(&site, "GET", "/manifest.webmanifest", &[("accept-language", "de")], "").await;
    assert_eq!(manifest.headers["content-type"], "application/manifest+json");
    let manifest: serde_json::Value = serde_json::from_str(&manifest.body).unwrap();
    assert_eq!((manifest["name"].as_str(), manifest["lang"].as_str()), (Some("Caulbart"), Some("de")));
    let icons = manifest["icons"].as_array().unwrap().iter().map(|icon| icon["src"].as_str().unwrap().to_owned());
    for file in files.into_iter().chain(icons) {
        assert_eq!(ask(&site, "GET", &file, &[], "").await.status, 200, "{file}");
    }
}
