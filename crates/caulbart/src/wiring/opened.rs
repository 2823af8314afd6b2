//! One edition with everything that answers for it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result};
use jobs::Queue;
use model::{Region, Time};
use newsroom::Newsroom;
use oversight::Oversight;
use readers::{Indexer, Readers};
use search::Search;
use sources::{Fetcher, Guard, Limits, Names, Pictures, PollSettings, Poller};
use store::Store;
use stories::Placer;
use vault::Key;

use super::{overseeing, region, vault_of};
use crate::places;
use crate::settings::Settings;

pub struct Opened {
    pub store: Store,
    pub region: Option<Region>,
    pub oversight: Oversight,
    /// For what the newsroom has to read while the person is not here.
    pub newsroom_key: Key,
    pub readers: Readers,
    pub fetcher: Fetcher,
    pub pictures: Pictures,
    folder: PathBuf,
}

/// While it lives, no other process places items of this edition from this folder. The system lets go of it however the
/// process ends.
pub struct Alone(#[allow(dead_code)] std::fs::File);

impl Alone {
    /// `None` when somebody else is at work.
    pub fn in_folder(folder: &Path) -> Result<Option<Alone>> {
        let path = folder.join("placing.lock");
        let file = std::fs::File::create(&path).with_context(|| format!("{} could not be made", path.display()))?;
        match file.try_lock() {
            Ok(()) => Ok(Some(Alone(file))),
            Err(std::fs::TryLockError::WouldBlock) => Ok(None),
            Err(std::fs::TryLockError::Error(error)) => {
                Err(error).with_context(|| format!("{} could not be locked", path.display()))
            }
        }
    }
}

/// Who asks for news, and what still has to be done about them.
pub struct News {
    pub poller: Poller,
    pub queue: Queue,
    pub newsroom: Newsroom,
    pub public_url: Option<String>,
    /// WebSub hub of what is published here.
    pub hub: Option<String>,
    /// Under which search engines are told of changes.
    pub index_now: Option<String>,
}

impl Opened {
    /// The database alone, of the region of this node.
    pub async fn store(settings: &Settings) -> Result<Store> {
        region::check_media(settings)?;
        let store = Store::open(&settings.edition, &settings.database).await?;
        if let Err(why) = region::check(settings, &store).await {
            store.close().await?;
            return Err(why);
        }
        Ok(store)
    }

    /// Opens the database and the index, making what is not there yet.
    pub async fn open(settings: &Settings) -> Result<Opened> {
        std::fs::create_dir_all(&settings.folder).with_context(|| {
            format!("{} could not be made; choose another folder with --data", settings.folder.display())
        })?;
        let store = Opened::store(settings).await?;
        let search = Arc::new(Search::open(&places::search(&settings.folder))?);
        let vault = vault_of::open(settings, &store).await?;
        let readers = Readers::open_in(&settings.folder, store.clone(), vault.clone(), search);
        readers.seal_what_stands_open(Time::now()).await?;
        vault.end_enrolling().await?;
        let oversight =
            overseeing::open(&settings.folder, settings.edition.name.as_str(), settings.host.as_deref(), &vault)?;
        let fetcher = Fetcher::new(Guard::new(&settings.allow_private, Names::System));
        let pictures =
            Pictures::open(store.clone(), fetcher.clone(), &places::pictures(&settings.folder), Limits::PICTURE);
        let newsroom_key = vault.edition_key("newsroom").await?;
        Newsroom::open(store.clone(), &places::newsroom(&settings.folder), &newsroom_key, Arc::default())
            .seal_what_stands_open()
            .await?;
        Ok(Opened {
            store,
            region: settings.region.clone(),
            newsroom_key,
            readers,
            oversight,
            fetcher,
            pictures,
            folder: settings.folder.clone(),
        })
    }

    /// Places what waits, for commands that end afterwards. Where a server runs, its placer does that: a second one
    /// would place without knowing what the first has in mind.
    pub async fn place_waiting(&self, now: Time) -> Result<usize> {
        let Some(_alone) = Alone::in_folder(&self.folder)? else { return Ok(0) };
        if self.store.unplaced(1).await?.is_empty() {
            return Ok(0);
        }
        let mut placer = Placer::restore(self.store.clone(), now).await?;
        Ok(placer.place_waiting(now).await?)
    }

    /// `public_url` is where hubs reach this edition; without it nobody is asked to push.
    pub fn news(&self, public_url: Option<String>, hub: Option<String>, index_now: Option<String>) -> News {
        let queue = Queue::new(self.store.clone());
        let settings = PollSettings { public_address: public_url.clone(), ..PollSettings::default() };
        let poller = Poller::new(self.store.clone(), self.fetcher.clone(), queue.clone(), settings);
        let newsroom = self.newsroom(poller.news());
        News { poller, queue, newsroom, public_url, hub, index_now }
    }

    /// Rings whenever something was published.
    pub fn newsroom(&self, news: Arc<tokio::sync::Notify>) -> Newsroom {
        Newsroom::open(self.store.clone(), &places::newsroom(&self.folder), &self.newsroom_key, news)
    }

    pub fn indexer(&self) -> Indexer {
        Indexer::new(self.readers.clone())
    }
}
