//! An edition of its own for each test, with a poller.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use jobs::Queue;
use model::{Edition, EditionName, Health, Item, Language, Source, SourceId, SourceKind, Time};
use sources::{Fetcher, Guard, Limits, Names, PollSettings, Poller};
use store::{Database, NewSource, Polling, Store};

use crate::server::Server;

pub struct Town {
    pub store: Store,
    pub poller: Poller,
    pub folder: PathBuf,
}

/// Limits that a test need not wait for.
pub const LIMITS: Limits = Limits {
    bytes: 2 << 20,
    total: Duration::from_secs(10),
    redirects: 5,
    slowest: 500,
    grace: Duration::from_millis(150),
};

impl Town {
    /// May ask this server, and nothing else that is private.
    pub async fn asking(server: &Server) -> Town {
        Town::with(server, PollSettings { limits: LIMITS, ..PollSettings::default() }).await
    }

    pub async fn with(server: &Server, settings: PollSettings) -> Town {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("caulbart-sources-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let edition = Edition { name: EditionName::new("town").unwrap(), title: "Town".into(), motto: String::new() };
        let store = Store::open(&edition, &Database::Sqlite(folder.clone())).await.unwrap();
        let fetcher = Fetcher::new(Guard::new(&[server.address.to_string()], Names::System));
        let poller = Poller::new(store.clone(), fetcher, Queue::new(store.clone()), settings);
        Town { store, poller, folder }
    }

    pub async fn source(&self, address: &str) -> SourceId {
        let source = NewSource {
            kind: SourceKind::Feed,
            address: address.to_owned(),
            title: String::new(),
            site: String::new(),
            language: Language::UNKNOWN,
            folder: String::new(),
        };
        self.store.add_source(&source, Time::now()).await.unwrap().0
    }

    /// Asks the source now and returns what then stands beside it.
    pub async fn ask(&self, source: SourceId) -> (Health, String) {
        self.poller.refresh(Some(&[source]), |_| {}).await.unwrap();
        let source = self.known(source).await;
        (source.health, source.health_words)
    }

    pub async fn known(&self, source: SourceId) -> Source {
        self.store.source(source).await.unwrap().unwrap()
    }

    pub async fn wants_full_text(&self, source: SourceId) {
        let known = Source { full_text: true, ..self.known(source).await };
        self.store.update_source(&known).await.unwrap();
    }

    /// Fetches the pages of items that wait for it; how many jobs that were.
    pub async fn read_pages(&self) -> usize {
        let queue = jobs::Queue::new(self.store.clone());
        let (store, poller) = (self.store.clone(), self.poller.clone());
        let done = queue.work_once(&[jobs::Kind::FullText], 2, model::Time::now(), move |job| {
            let (store, poller) = (store.clone(), poller.clone());
            async move {
                let jobs::Job::FullText { item } = job else { return Ok(()) };
                let (fetcher, intake, hosts) = (poller.fetcher(), poller.intake(), poller.hosts());
                let read = sources::read_page(&store, fetcher, intake, hosts, item, model::Time::now()).await;
                read.map(|_| ()).map_err(|error| jobs::Failure::for_good(error.to_string()))
            }
        });
        done.await.unwrap()
    }

    pub async fn polling(&self, source: SourceId) -> Polling {
        self.store.polling(source).await.unwrap().unwrap()
    }

    pub async fn items(&self) -> Vec<Item> {
        let mut items = Vec::new();
        for waiting in self.store.unplaced(20_000).await.unwrap() {
            items.push(self.store.item(waiting.id).await.unwrap().unwrap());
        }
        items
    }

    pub async fn titles(&self) -> Vec<String> {
        let mut titles: Vec<String> = self.items().await.into_iter().map(|item| item.title).collect();
        titles.sort();
        titles
    }
}

impl Drop for Town {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

pub fn rss(entries: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Mill Lane Courier</title>\
         <link>https://courier.example/</link><language>en</language>{entries}</channel></rss>"
    )
}

pub fn entry(guid: &str, title: &str, words: &str) -> String {
    format!(
        "<item><guid isPermaLink=\"false\">{guid}</guid><link>https://courier.example/{guid}</link><title>{title}</title>\
         <description>&lt;p&gt;{words}&lt;/p&gt;</description><pubDate>Mon, 16 Nov 2026 08:00:00 GMT</pubDate></item>"
    )
}

pub fn two_entries() -> String {
    rss(&(entry("a", "Bakery opens", "A bakery opened.") + &entry("b", "River rises", "The river rose.")))
}
