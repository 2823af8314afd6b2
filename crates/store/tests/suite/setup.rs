//! A fresh store on each database, and things to put into it.

use std::{
    future::Future,
    path::PathBuf,
    sync::atomic::{AtomicU32, Ordering},
};

use model::{
    Edition, EditionName, Embedding, Enclosure, Item, ItemId, Kind, Language, Picture, SourceId, SourceKind, Time,
    Topic,
};
use store::{Arrival, Database, NewSource, Placed, Store};

static NUMBER: AtomicU32 = AtomicU32::new(0);

/// An edition that no other test has.
pub fn fresh_edition() -> Edition {
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    edition(&format!("test-{}-{number}", std::process::id()))
}

pub fn edition(name: &str) -> Edition {
    let name = EditionName::new(name).expect("a good name");
    Edition { name, title: "Test".to_owned(), motto: String::new() }
}

/// A folder of the edition's own; removed when dropped, with the schema if it had one.
pub struct Place {
    pub edition: Edition,
    pub database: Database,
    pub folder: PathBuf,
}

impl Place {
    pub fn on_sqlite() -> Place {
        let edition = fresh_edition();
        let folder = std::env::temp_dir().join(format!("caulbart-{}", edition.name.as_str()));
        Place { database: Database::Sqlite(folder.join("kept")), folder, edition }
    }

    pub fn on_postgres() -> Option<Place> {
        let url = postgres_url()?;
        let mut place = Place::on_sqlite();
        place.database = Database::Postgres(url);
        Some(place)
    }

    pub async fn open(&self) -> Store {
        Store::open(&self.edition, &self.database).await.expect("a store")
    }

    /// Runs SQL beside the store, as another program would.
    pub fn psql(&self, sql: &str) -> String {
        let Database::Postgres(url) = &self.database else { return String::new() };
        let output = std::process::Command::new("psql").args(["-qtAX", "-d", url, "-c", sql]).output().expect("psql");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stdout).trim().to_owned()
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
        if let Database::Postgres(_) = &self.database {
            self.psql(&format!(
                "set client_min_messages = error; drop schema if exists \"edition_{}\" cascade",
                self.edition.name.as_str()
            ));
        }
    }
}

/// `None`, with a word about it, where no PostgreSQL answers; in CI that is a failure.
fn postgres_url() -> Option<String> {
    let url = std::env::var("CAULBART_TEST_POSTGRES")
        .unwrap_or_else(|_| "postgres://postgres@127.0.0.1:5432/test".to_owned());
    let address = url.rsplit('@').next().and_then(|rest| rest.split('/').next()).unwrap_or_default();
    if std::net::TcpStream::connect(address).is_ok() {
        return Some(url);
    }
    assert!(std::env::var_os("CI").is_none(), "no PostgreSQL answers at {address}");
    println!("skipped: no PostgreSQL answers at {address}");
    None
}

/// The same test on a fresh store of either kind.
pub fn on_both<F, Fut>(test: F)
where
    F: Fn(Store) -> Fut,
    Fut: Future<Output = ()>,
{
    on_both_places(async |place: &Place| test(place.open().await).await);
}

/// The same test where it opens the store itself.
pub fn on_both_places(test: impl AsyncFn(&Place)) {
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let place = Place::on_sqlite();
        test(&place).await;
        drop(place);
        if let Some(place) = Place::on_postgres() {
            test(&place).await;
        }
    });
}

pub async fn add_source(store: &Store, name: &str) -> SourceId {
    let source = NewSource {
        kind: SourceKind::Feed,
        address: format!("https://{name}.example/feed"),
        title: name.to_owned(),
        site: format!("https://{name}.example/"),
        language: Language::ENGLISH,
        folder: String::new(),
    };
    store.add_source(&source, Time(1)).await.expect("added").0
}

/// An arrival with something in every field; `text` decides its fingerprint.
pub fn arrival(key: &str, text: &str, published: i64) -> Arrival {
    let item = Item {
        id: ItemId(0),
        source: SourceId(0),
        story: None,
        kind: Kind::Article,
        key: key.to_owned(),
        url: format!("https://paper.example/{key}"),
        title: format!("Title of {text}"),
        standfirst: format!("Standfirst of {text}"),
        body: format!("<p>{text}</p>"),
        byline: "Ada".to_owned(),
        language: Language::ENGLISH,
        topics: vec![Topic(15_000_000)],
        entities: vec!["Ada Lovelace".to_owned(), "London".to_owned()],
        published: Time(published),
        first_seen: Time(0),
        updated: None,
        words: 2,
        picture: Some(Picture {
            url: "https://paper.example/a.jpg".to_owned(),
            width: 640,
            height: 480,
            alt: "A bridge".to_owned(),
            credit: "Bo".to_owned(),
        }),
        enclosures: vec![Enclosure {
            url: "https://paper.example/a.mp3".to_owned(),
            media_type: "audio/mpeg".to_owned(),
            length: Some(9),
            adults: false,
        }],
    };
    let mut embedding = Embedding::default();
    embedding.0[0] = -128;
    embedding.0[63] = 127;
    let fingerprint = text.bytes().fold(u64::MAX, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte.into()));
    Arrival { item, fingerprint, terms: text.as_bytes().to_vec(), embedding }
}

/// Keeps one item and places it in the story that it founds.
pub async fn keep_and_place(store: &Store, source: SourceId, arrival: Arrival) -> ItemId {
    let kept = store.keep(source, vec![arrival], Time(100)).await.expect("kept");
    let item = kept[0].id;
    let placed = Placed { item, story: model::StoryId(item.0) };
    store.place(&[placed], &[], &[], Time(100)).await.expect("placed");
    item
}
