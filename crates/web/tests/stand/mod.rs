//! A whole site over an edition of its own, asked without a network.

#![allow(dead_code, reason = "each test uses its part")]

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, Request, StatusCode},
};
use model::{Edition, EditionName, Language, LetterId, ReaderId, SourceId};
use readers::Readers;
use search::Search;
use std::net::IpAddr;
use std::{path::PathBuf, sync::Arc};
use store::{Database, Store};
use tower::ServiceExt;
use web::{
    ClipPart, Later, LetterLink, LetterOrder, NewsDesk, Ordered, Parts, PictureFile, Relay, Site, view::Starter,
};

/// A desk that has nothing and does nothing.
pub struct Closed;

impl NewsDesk for Closed {
    fn begin_what_waits(&self) {}

    fn picture(&self, _: String, _: u32) -> Later<Option<PictureFile>> {
        Box::pin(async { None })
    }
    fn relay(&self, _: String, _: ClipPart, _: Option<IpAddr>) -> Later<Relay> {
        Box::pin(async { Relay::Gone })
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
    fn mentioned(&self, source: String, _: String) -> Later<bool> {
        Box::pin(async move { source.starts_with("https://") })
    }
    fn sends_letters(&self) -> bool {
        true
    }
    fn order_letter(&self, _: ReaderId, _: LetterOrder) -> Later<Result<Ordered, readers::Error>> {
        Box::pin(async { Ok(Ordered::Unsent) })
    }
    fn letter_named(&self, _: LetterLink, _: &str, _: &str) -> Option<LetterId> {
        None
    }
    fn health_in(&self, sentence: &str, _: Language) -> String {
        sentence.to_owned()
    }
}

pub struct Folder(pub PathBuf);

impl Folder {
    pub fn new(name: &str) -> Folder {
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

pub async fn site(folder: &Folder, https: bool) -> Router {
    open(folder, "main", https).await.1
}

/// An edition with what stands behind its site.
pub async fn open(folder: &Folder, name: &str, https: bool) -> (Readers, Router) {
    let (_, readers, site) = open_whole(folder, name, https).await;
    (readers, site)
}

/// The same with its store, for tests that bring the news in themselves.
pub async fn open_whole(folder: &Folder, name: &str, https: bool) -> (Store, Readers, Router) {
    let edition = Edition { name: EditionName::new(name).unwrap(), title: "Caulbart".into(), motto: String::new() };
    let store = Store::open(&edition, &Database::Sqlite(folder.0.join(name))).await.unwrap();
    let search = Arc::new(Search::open(&folder.0.join(format!("search-{name}"))).unwrap());
    let readers = Readers::open(store.clone(), search).unwrap();
    let site = web::router(Site::new(Parts {
        readers: readers.clone(),
        oversight: oversight(folder, name).await,
        store: store.clone(),
        newsroom: newsroom::Newsroom::open(store.clone(), &folder.0, &vault::Key::new([7; 32]), Default::default()),
        comments: newsroom::Comments::open(store.clone(), &vault::Key::new([7; 32]), true, || {})
            .await
            .expect("opened"),
        public_url: None,
        hub: None,
        index_now: None,
        desk: Arc::new(Closed),
        zone: jiff::tz::TimeZone::UTC,
        region: None,
        https,
        operator_token: Some("open sesame".into()),
        picture_key: [7; 32],
        passkeys: readers::accounts::Passkeys::at(None, "Caulbart"),
        proxies: Vec::new(),
    }));
    (store, readers, site)
}

/// A ledger with its release and its policy.
async fn oversight(folder: &Folder, name: &str) -> oversight::Oversight {
    let place = |kind: &str| folder.0.join(format!("{name}-{kind}"));
    let opening = oversight::Opening::new(place("ledger"), place("ledger-keys"), &format!("news.example/{name}"));
    let vault = vault::Vault::in_memory().unwrap();
    let oversight = oversight::Oversight::new(oversight::Book::open(opening).unwrap(), vault);
    let running = oversight::Running {
        version: ledger::entry::Name::new("1").unwrap(),
        source: ledger::entry::Source::Unknown,
        binary: [1; 32],
        assets: [2; 32],
        model: None,
    };
    oversight.begin(&running, &oversight::Terms::usual([3; 32]), None, model::Time::now()).await.unwrap();
    oversight
}

pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

/// The bytes at an address.
pub async fn raw(site: &Router, path: &str) -> Vec<u8> {
    let request = Request::builder().uri(path).body(Body::empty()).unwrap();
    let response = site.clone().oneshot(request).await.unwrap();
    to_bytes(response.into_body(), usize::MAX).await.unwrap().to_vec()
}

pub async fn ask(site: &Router, method: &str, path: &str, headers: &[(&str, &str)], body: impl Into<Body>) -> Answer {
    let mut request = Request::builder().method(method).uri(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let response = site.clone().oneshot(request.body(body.into()).unwrap()).await.unwrap();
    let (parts, body) = response.into_parts();
    let bytes = to_bytes(body, usize::MAX).await.unwrap();
    Answer { status: parts.status, headers: parts.headers, body: String::from_utf8_lossy(&bytes).into_owned() }
}

pub const OWN: (&str, &str) = ("sec-fetch-site", "same-origin");
pub const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");
