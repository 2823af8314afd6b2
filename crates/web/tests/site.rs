//! The whole site over an empty edition: what is asked wrongly, and what is set in a browser.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, Request, StatusCode},
};
use model::{Edition, EditionName, Language, SourceId};
use readers::Readers;
use search::Search;
use std::{path::PathBuf, sync::Arc};
use store::{Database, Store};
use tower::ServiceExt;
use web::{Later, NewsDesk, Parts, PictureFile, Site, view::Starter};

/// A desk that has nothing and does nothing.
struct Closed;

impl NewsDesk for Closed {
    fn picture(&self, _: String, _: u32) -> Later<Option<PictureFile>> {
        Box::pin(async { None })
    }
    fn add(&self, typed: String, _: Language) -> Later<Result<SourceId, String>> {
        Box::pin(async move { Err(format!("There is no feed at {typed}.")) })
    }
    fn starters(&self, _: Language) -> Vec<Starter> {
        Vec::new()
    }
    fn take_starter(&self, _: String, _: Language) -> Later<Result<u32, String>> {
        Box::pin(async { Ok(0) })
    }
    fn websub_meant(&self, source: SourceId, _: String, _: bool, _: Option<u64>) -> Later<bool> {
        Box::pin(async move { source == SourceId(7) })
    }
    fn websub_delivery(&self, _: SourceId, _: String, _: Vec<u8>) -> Later<bool> {
        Box::pin(async { false })
    }
    fn health_in(&self, sentence: &str, _: Language) -> String {
        sentence.to_owned()
    }
}

struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let path = std::env::temp_dir().join(format!("caulbart-web-{}-{name}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Folder(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

async fn site(folder: &Folder, https: bool) -> Router {
    let edition = Edition { name: EditionName::new("main").unwrap(), title: "Caulbart".into(), motto: String::new() };
    let store = Store::open(&edition, &Database::Sqlite(folder.0.join("kept"))).await.unwrap();
    let search = Arc::new(Search::open(&folder.0.join("search")).unwrap());
    web::router(Site::new(Parts {
        readers: Readers::open(store.clone(), search),
        store,
        desk: Arc::new(Closed),
        zone: jiff::tz::TimeZone::UTC,
        https,
        operator_token: Some("open sesame".into()),
        picture_key: [7; 32],
    }))
}

struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: String,
}

async fn ask(site: &Router, method: &str, path: &str, headers: &[(&str, &str)], body: impl Into<Body>) -> Answer {
    let mut request = Request::builder().method(method).uri(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let response = site.clone().oneshot(request.body(body.into()).unwrap()).await.unwrap();
    let (parts, body) = response.into_parts();
    let bytes = to_bytes(body, usize::MAX).await.unwrap();
    Answer { status: parts.status, headers: parts.headers, body: String::from_utf8_lossy(&bytes).into_owned() }
}

const OWN: (&str, &str) = ("sec-fetch-site", "same-origin");
const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");

#[tokio::test(flavor = "multi_thread")]
async fn what_is_asked_wrongly_gets_a_page_that_says_so() {
    let folder = Folder::new("wrong");
    let site = site(&folder, false).await;
    let large = "x".repeat(1_000_000);
    for (method, path, headers, body, status, says) in [
        ("GET", "/nowhere", vec![], "", 404, "There is no such page"),
        ("GET", "/story/x", vec![], "", 404, "We do not have this item"),
        ("GET", "/story/99999999999999999999", vec![], "", 404, "We do not have this item"),
        ("GET", "/article/-1", vec![], "", 404, "We do not have this item"),
        ("GET", "/article/%FF", vec![], "", 400, "That could not be read"),
        ("GET", "/topic/no-such", vec![], "", 404, "There is no such page"),
        ("GET", "/source/0", vec![], "", 404, "We do not have this item"),
        ("GET", "/why/5", vec![("accept-language", "de")], "", 404, "Diese Meldung haben wir nicht"),
        ("GET", "/picture/640/AAAAAAAAAAAAAAAA/aHR0cDovLzEyNy4wLjAuMS8", vec![], "", 404, "no such page"),
        ("GET", "/assets/0/site.css", vec![], "", 404, "no such page"),
        ("GET", "/assets/..%2f..%2fCargo.toml", vec![], "", 404, "no such page"),
        ("DELETE", "/", vec![OWN], "", 405, "cannot be used that way"),
        ("GET", "/events", vec![], "", 405, "cannot be used that way"),
        ("POST", "/events", vec![OWN], "{", 400, "That could not be read"),
        ("POST", "/events", vec![OWN], large.as_str(), 413, "too much at once"),
        ("POST", "/choices", vec![OWN, FORM], "verb=follow", 422, "That could not be read"),
        ("POST", "/choices", vec![OWN, FORM], "verb=eat&kind=source&value=1", 400, "That could not be read"),
        ("POST", "/sources", vec![OWN, FORM], "address=x", 403, "Only the operator"),
        ("POST", "/look", vec![OWN, FORM], "look=pink", 400, "That could not be read"),
        ("POST", "/look", vec![("sec-fetch-site", "cross-site"), FORM], "look=dark", 403, "another site"),
        ("POST", "/events", vec![("origin", "https://evil.example"), ("host", "a.example")], "[]", 403, "another site"),
    ] {
        let answer = ask(&site, method, path, &headers, body.to_owned()).await;
        assert_eq!(answer.status.as_u16(), status, "{method} {path} {body:.60}");
        assert!(answer.body.contains(says), "{method} {path}: {}", answer.body);
        assert!(!answer.headers.contains_key("set-cookie"), "{method} {path}");
        assert!(answer.headers["content-security-policy"].to_str().unwrap().contains("default-src 'none'"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_visitor_becomes_somebody_only_when_there_is_something_to_keep() {
    let folder = Folder::new("guest");
    let site = site(&folder, true).await;
    for path in ["/", "/topics", "/sources", "/search?q=bridge", "/about", "/healthz", "/robots.txt", "/favicon.ico"] {
        let answer = ask(&site, "GET", path, &[], "").await;
        assert_eq!(answer.status, 200, "{path}");
        assert!(!answer.headers.contains_key("set-cookie"), "{path}");
    }
    let event = r#"[{"id":1,"item":7,"deed":"liked","at":0}]"#;
    let answer = ask(&site, "POST", "/events", &[OWN], event).await;
    assert_eq!(answer.status, 204);
    let cookie = answer.headers["set-cookie"].to_str().unwrap().to_owned();
    for part in ["__Host-reader-main=", "; Secure", "; HttpOnly", "; SameSite=Lax", "; Path=/"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    let known = cookie.split(';').next().unwrap();
    let again = ask(
        &site,
        "POST",
        "/choices",
        &[OWN, FORM, ("cookie", known)],
        "verb=follow&kind=topic&value=15000000&back=/topic/sport",
    )
    .await;
    assert_eq!(again.status, 303, "{}", again.body);
    assert_eq!(again.headers["location"], "/topic/sport");
    assert!(!again.headers.contains_key("set-cookie"), "she is known");
    let topic = ask(&site, "GET", "/topic/sport", &[("cookie", known)], "").await;
    assert!(topic.body.contains("unfollow"), "{}", topic.body);
    let made_up = format!("__Host-reader-main={}", "ab".repeat(32));
    let stranger = ask(&site, "POST", "/events", &[OWN, ("cookie", &made_up)], event).await;
    assert!(!stranger.headers["set-cookie"].to_str().unwrap().contains(&"ab".repeat(32)), "a secret is ours to choose");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_and_colours_stay_chosen() {
    let folder = Folder::new("order");
    let site = site(&folder, false).await;
    let answer = ask(&site, "GET", "/?order=newest", &[], "").await;
    assert!(answer.headers["set-cookie"].to_str().unwrap().starts_with("order=newest;"));
    let front = ask(&site, "GET", "/", &[("cookie", "order=newest; look=dark; tongue=de")], "").await;
    assert!(front.body.contains("<html lang=\"de\" data-look=\"dark\">"));
    assert!(front.body.contains("href=\"/?order=newest\" aria-current=\"true\""), "{}", front.body);
    let looked = ask(&site, "POST", "/look", &[OWN, FORM], "look=dark&back=//evil.example").await;
    assert_eq!((looked.status.as_u16(), looked.headers["location"].to_str().unwrap()), (303, "/"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_operator_s_token_opens_the_form() {
    let folder = Folder::new("operator");
    let site = site(&folder, false).await;
    let open = ask(
        &site,
        "POST",
        "/sources",
        &[OWN, FORM, ("authorization", "Bearer open sesame")],
        "address=https://a.example",
    )
    .await;
    assert_eq!(open.status, 200);
    assert!(open.body.contains("There is no feed at https://a.example."), "{}", open.body);
    let closed = ask(&site, "POST", "/sources", &[OWN, FORM, ("authorization", "Bearer guess")], "address=x").await;
    assert_eq!(closed.status, 403);
}

#[tokio::test(flavor = "multi_thread")]
async fn hubs_get_their_challenge_back_only_where_we_subscribed() {
    let folder = Folder::new("hub");
    let site = site(&folder, false).await;
    for (path, status) in [
        ("/websub/7?hub.mode=subscribe&hub.topic=x&hub.challenge=%3Cb%3Ehello&hub.lease_seconds=9", 200),
        ("/websub/8?hub.mode=subscribe&hub.topic=x&hub.challenge=hello", 404),
        ("/websub/7?hub.mode=denied&hub.topic=x", 204),
        ("/websub/7", 400),
    ] {
        let answer = ask(&site, "GET", path, &[], "").await;
        assert_eq!(answer.status.as_u16(), status, "{path}");
        if status == 200 {
            assert_eq!(answer.body, "<b>hello");
            assert_eq!(answer.headers["content-type"], "text/plain; charset=utf-8");
        }
    }
    let delivered = ask(&site, "POST", "/websub/7", &[("x-hub-signature", "sha256=00")], "<rss/>").await;
    assert_eq!(delivered.status, 202);
}

#[tokio::test(flavor = "multi_thread")]
async fn assets_are_kept_for_ever_and_travel_small() {
    let folder = Folder::new("assets");
    let site = site(&folder, false).await;
    let front = ask(&site, "GET", "/", &[], "").await;
    let css = front.body.split('"').find(|piece| piece.ends_with("/site.css")).unwrap().to_owned();
    let plain = ask(&site, "GET", &css, &[], "").await;
    assert_eq!(plain.status, 200);
    assert!(plain.headers["cache-control"].to_str().unwrap().contains("immutable"));
    let small = ask(&site, "GET", &css, &[("accept-encoding", "gzip")], "").await;
    assert_eq!(small.headers["content-encoding"], "gzip");
    let page = ask(&site, "GET", "/about", &[("accept-encoding", "gzip")], "").await;
    assert_eq!(page.headers["content-encoding"], "gzip");
}
