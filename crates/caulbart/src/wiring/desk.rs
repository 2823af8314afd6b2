//! What the pages need from those who bring the news in.

use anyhow::{Context, Result};
use model::{Language, LetterId, ReaderId, SourceId, SourceKind, Time};
use readers::accounts::Passkeys;
use sources::{Intake, Pictures, websub};
use std::net::IpAddr;
use store::{NewSource, Store};
use web::{
    ClipPart, Later, LetterLink, LetterOrder, NewsDesk, Ordered, Parts, PictureFile, Relay, Relayed, Site,
    view::Starter,
};

use super::{News, Opened, demo, letters::Letters, pictures_of};
use crate::settings::typed::Serve;

/// Key of the setting that holds the seal of picture addresses.
const PICTURE_KEY: &str = "picture-key";
/// And of the one that names us to search engines.
const INDEX_NOW_KEY: &str = "indexnow-key";

/// The site of one edition, wired.
pub async fn site(
    serve: &Serve,
    edition: &Opened,
    news: News,
    comments: newsroom::Comments,
    letters: Letters,
) -> Result<Site> {
    let public = serve.public_url.as_deref().is_some_and(|url| url.starts_with("https://"));
    let index_now = news.index_now.clone();
    let desk = Desk {
        queue: news.queue.clone(),
        store: edition.store.clone(),
        fetcher: edition.fetcher.clone(),
        relay: sources::Relay::new(edition.fetcher.clone(), sources::Limits::CLIP),
        intake: news.poller.intake().clone(),
        pictures: edition.pictures.clone(),
        newsroom: news.newsroom.clone(),
        poller: news.poller,
        letters,
    };
    Ok(Site::new(Parts {
        readers: edition.readers.clone(),
        oversight: edition.oversight.clone(),
        store: edition.store.clone(),
        newsroom: news.newsroom,
        comments,
        public_url: serve.public_url.clone(),
        hub: serve.hub.clone(),
        index_now,
        desk: std::sync::Arc::new(desk),
        zone: zone(),
        region: edition.region.clone(),
        https: public || serve.tls_cert.is_some(),
        operator_token: serve.operator_token.clone(),
        picture_key: picture_key(&edition.store).await?,
        passkeys: Passkeys::at(serve.public_url.as_deref(), &edition.store.edition().title),
        proxies: serve.behind_proxy.clone(),
    }))
}

/// The clock by which the edition lives.
pub fn zone() -> jiff::tz::TimeZone {
    jiff::tz::TimeZone::try_system().unwrap_or(jiff::tz::TimeZone::UTC)
}

/// Made at the first start and kept, so that addresses in a reader's cache stay good.
async fn picture_key(store: &Store) -> Result<[u8; 32]> {
    if let Some(kept) = store.setting(PICTURE_KEY).await?
        && let Some(key) = readers::Secret::from_hex(&kept)
    {
        return Ok(key.bytes());
    }
    let key = readers::Secret::random().context("The seal of picture addresses needs random bytes")?;
    store.set_setting(PICTURE_KEY, &key.as_hex()).await?;
    Ok(key.bytes())
}

/// Made when it is needed first and kept: search engines remember it.
pub async fn index_now_key(store: &Store) -> Result<String> {
    if let Some(kept) = store.setting(INDEX_NOW_KEY).await? {
        return Ok(kept);
    }
    let key = readers::Secret::random().context("The key for IndexNow needs random bytes")?.as_hex();
    store.set_setting(INDEX_NOW_KEY, &key).await?;
    Ok(key)
}

struct Desk {
    queue: jobs::Queue,
    store: Store,
    fetcher: sources::Fetcher,
    relay: sources::Relay,
    intake: Intake,
    pictures: Pictures,
    newsroom: newsroom::Newsroom,
    poller: sources::Poller,
    letters: Letters,
}

impl NewsDesk for Desk {
    fn begin_what_waits(&self) {
        self.queue.wake();
    }

    fn picture(&self, address: String, width: u32) -> Later<Option<PictureFile>> {
        let (pictures, newsroom) = (self.pictures.clone(), self.newsroom.clone());
        Box::pin(async move {
            let file = pictures_of::serve(&pictures, &newsroom, &address, width, Time::now()).await.ok()?;
            Some(PictureFile { bytes: file.bytes, media_type: file.media_type })
        })
    }

    fn relay(&self, address: String, part: ClipPart, caller: Option<IpAddr>) -> Later<Relay> {
        let relay = self.relay.clone();
        Box::pin(async move {
            let part = sources::Part { range: part.range, if_range: part.if_range };
            match relay.begin(&address, &part, caller).await {
                Ok(Some(found)) => Relay::Goes(Relayed {
                    status: found.status,
                    length: found.length,
                    content_range: found.content_range,
                    etag: found.etag,
                    last_modified: found.last_modified,
                    body: found.body,
                }),
                Ok(None) => Relay::Busy,
                Err(error) => {
                    tracing::info!("a clip of a feed cannot be had: {error}");
                    Relay::Gone
                }
            }
        })
    }

    fn add(&self, typed: String, language: Language) -> Later<Result<SourceId, String>> {
        let (store, fetcher, intake, poller) =
            (self.store.clone(), self.fetcher.clone(), self.intake.clone(), self.poller.clone());
        Box::pin(async move {
            let added = sources::add(&store, &fetcher, &intake, &typed, "", Time::now()).await;
            poller.news().notify_one();
            match added {
                Ok(added) => Ok(added.source),
                Err(error) => Err(sources::health_in(&error.to_string(), language)),
            }
        })
    }

    fn starters(&self, language: Language) -> Vec<Starter> {
        let starter = |tag: String| {
            let list = feeds::opml::parse(&demo::starter(&tag)?);
            Some(Starter {
                name: demo::language_name(&tag).to_owned(),
                language: Language::from_tag(&tag),
                feeds: list.outlines.len() as u32,
                key: tag,
            })
        };
        let mut starters: Vec<Starter> = demo::starter_languages().into_iter().filter_map(starter).collect();
        // Her own language first, the others by their tags.
        starters.sort_by_key(|starter| starter.language != language);
        starters
    }

    fn take_starter(&self, key: String, language: Language) -> Later<Result<u32, String>> {
        let (store, poller) = (self.store.clone(), self.poller.clone());
        Box::pin(async move {
            let Some(list) = demo::starter(&key) else {
                let words =
                    if language == Language::GERMAN { "Diese Liste gibt es nicht." } else { "There is no such list." };
                return Err(words.to_owned());
            };
            let added =
                add_outlines(&store, &feeds::opml::parse(&list).outlines).await.map_err(|error| error.to_string())?;
            poller.wake();
            Ok(added as u32)
        })
    }

    fn websub_meant(
        &self,
        source: SourceId,
        topic: String,
        subscribes: bool,
        lease_seconds: Option<u64>,
    ) -> Later<bool> {
        let store = self.store.clone();
        Box::pin(async move {
            websub::confirm(&store, source, &topic, subscribes, lease_seconds, Time::now()).await.unwrap_or_else(
                |error| {
                    tracing::warn!(%error, "a hub's question could not be answered");
                    false
                },
            )
        })
    }

    fn websub_delivery(&self, source: SourceId, signature: String, body: Vec<u8>) -> Later<bool> {
        let (store, intake, poller) = (self.store.clone(), self.intake.clone(), self.poller.clone());
        Box::pin(async move {
            match websub::deliver(&store, &intake, source, None, Some(&signature), body, Time::now()).await {
                Ok(websub::Delivered::Taken(_)) => {
                    poller.news().notify_one();
                    true
                }
                Ok(websub::Delivered::Ignored) => false,
                Err(error) => {
                    tracing::warn!(%error, "a delivery could not be kept; it will be polled");
                    false
                }
            }
        })
    }

    fn mentioned(&self, source: String, target: String) -> Later<bool> {
        let queue = self.queue.clone();
        Box::pin(async move {
            let job = jobs::Job::TakeMention { source, target };
            let put = queue.enqueue(&[job], Time::now()).await;
            if let Err(error) = &put {
                tracing::warn!(%error, "a mention could not be put down to be looked at");
            }
            put.is_ok()
        })
    }

    fn sends_letters(&self) -> bool {
        self.letters.are_sent()
    }

    fn order_letter(&self, reader: ReaderId, order: LetterOrder) -> Later<Result<Ordered, readers::Error>> {
        let letters = self.letters.clone();
        Box::pin(async move { letters.order(reader, order).await })
    }

    fn letter_named(&self, link: LetterLink, id: &str, sign: &str) -> Option<LetterId> {
        self.letters.named(link, id, sign)
    }

    fn health_in(&self, sentence: &str, language: Language) -> String {
        sources::health_in(sentence, language)
    }
}

/// Adds what is not there yet, to be asked at the next turn; returns how many.
pub async fn add_outlines(store: &Store, outlines: &[feeds::opml::Outline]) -> Result<usize, store::Error> {
    let mut added = 0;
    for outline in outlines {
        let source = NewSource {
            kind: SourceKind::Feed,
            address: outline.address.clone(),
            title: if outline.title.is_empty() { outline.address.clone() } else { outline.title.clone() },
            site: outline.site.clone(),
            language: Language::from_tag(&outline.language),
            folder: outline.folder.clone(),
        };
        let (_, new) = store.add_source(&source, Time::now()).await?;
        added += usize::from(new);
    }
    Ok(added)
}
