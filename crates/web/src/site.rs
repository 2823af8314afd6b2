//! What the pages stand on, handed in once by the binary.

use crate::{
    chronicle::Chronicle, lent::LentOut, outward::Kept, picture_address::Seal, shelf::Shelf, traffic::Traffic,
    tries::Tries, turns::Turns, view::Starter,
};
use axum::body::Bytes;
use futures_util::stream::BoxStream;
use jiff::tz::TimeZone;
use model::{Language, LetterId, MailAddress, ReaderId, Region, Rhythm, SourceId};
use newsroom::{Comments, Newsroom};
use oversight::Oversight;
use readers::{Readers, accounts::Passkeys};
use sha2::{Digest, Sha256};
use std::{
    future::Future,
    net::IpAddr,
    ops::Deref,
    pin::Pin,
    sync::{Arc, Mutex},
};
use store::Store;
use tokio::sync::Semaphore;

/// For shelved pages of one kind, in bytes: a few hundred.
const ROOM: usize = 16 * 1024 * 1024;

pub type Later<T> = Pin<Box<dyn Future<Output = T> + Send>>;

/// A picture as it goes to a browser.
pub struct PictureFile {
    pub bytes: Vec<u8>,
    pub media_type: &'static str,
}

/// What a link in a letter does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LetterLink {
    Confirm,
    End,
}

impl LetterLink {
    /// As it stands in the address.
    pub fn word(self) -> &'static str {
        match self {
            LetterLink::Confirm => "confirm",
            LetterLink::End => "end",
        }
    }
}

/// A letter that a reader wants.
pub struct LetterOrder {
    pub to: MailAddress,
    /// Tag of the language that she reads in.
    pub language: &'static str,
    pub rhythm: Rhythm,
}

/// What came of ordering a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ordered {
    /// It goes on, at the times that she named.
    Goes,
    /// Whoever reads mail there was asked.
    Asked,
    /// The question could not be sent: nothing is ordered.
    Unsent,
}

/// What a player asks for, in the words of its request (RFC 9110, 13.1.5 and 14.2); empty for the whole.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ClipPart {
    pub range: String,
    pub if_range: String,
}

/// What came of asking for somebody else's clip.
pub enum Relay {
    /// Too many are under way.
    Busy,
    /// Its source does not give it.
    Gone,
    Goes(Relayed),
}

/// A clip on its way through; each header empty where there is none.
pub struct Relayed {
    /// 200, 206 or 416.
    pub status: u16,
    pub length: Option<u64>,
    pub content_range: String,
    pub etag: String,
    pub last_modified: String,
    pub body: BoxStream<'static, std::io::Result<Bytes>>,
}

/// What the pages need from those who bring the news in; the binary plugs it in, because siblings never meet.
pub trait NewsDesk: Send + Sync + 'static {
    /// The picture at this address, about so wide; `None` when it cannot be had.
    fn picture(&self, address: String, width: u32) -> Later<Option<PictureFile>>;
    /// Begins to pass on the clip that a feed named, to whoever asks from there.
    fn relay(&self, address: String, part: ClipPart, caller: Option<IpAddr>) -> Later<Relay>;
    /// Adds the feed at what was typed, or the feed of the page there; a refusal is a sentence in that language.
    fn add(&self, typed: String, language: Language) -> Later<Result<SourceId, String>>;
    /// Lists of public feeds to begin with.
    fn starters(&self, language: Language) -> Vec<Starter>;
    /// Adds a whole list; says how many sources are new.
    fn take_starter(&self, key: String, language: Language) -> Later<Result<u32, String>>;
    /// A hub asks whether we meant to subscribe (WebSub, 5.3); true when we did.
    fn websub_meant(
        &self,
        source: SourceId,
        topic: String,
        subscribes: bool,
        lease_seconds: Option<u64>,
    ) -> Later<bool>;
    /// A hub delivers; false when the signature (`X-Hub-Signature`) is wrong or nobody subscribed.
    fn websub_delivery(&self, source: SourceId, signature: String, body: Vec<u8>) -> Later<bool>;
    /// Somebody says that the page `source` links to our `target`: it is looked at later. False when that could not be
    /// put down.
    fn mentioned(&self, source: String, target: String) -> Later<bool>;
    /// What was put down to be done is begun now.
    fn begin_what_waits(&self);
    /// Is there a mail server for them?
    fn sends_letters(&self) -> bool;
    /// Deposits what letters need, with the keys of her who is here.
    fn order_letter(&self, reader: ReaderId, order: LetterOrder) -> Later<Result<Ordered, readers::Error>>;
    /// The letter that a link of ours names; `None` for one that was made up.
    fn letter_named(&self, link: LetterLink, id: &str, sign: &str) -> Option<LetterId>;
    /// The sentence about a source's health in another language than the kept English one.
    fn health_in(&self, sentence: &str, language: Language) -> String;
}

/// What a site is made of.
pub struct Parts {
    pub readers: Readers,
    pub oversight: Oversight,
    pub store: Store,
    pub newsroom: Newsroom,
    pub comments: Comments,
    pub desk: Arc<dyn NewsDesk>,
    /// The clock by which the edition lives.
    pub zone: TimeZone,
    /// Whose name database, media and node carry.
    pub region: Option<Region>,
    /// Is it reached by https? Then cookies never travel without.
    pub https: bool,
    /// Whoever sends `Authorization: Bearer` with this is the operator; `None` leaves only the machine itself.
    pub operator_token: Option<String>,
    /// Under which the world reaches it (`https://news.example`); without it, whatever a request came to.
    pub public_url: Option<String>,
    /// Of WebSub: told in feeds, and told whenever they change.
    pub hub: Option<String>,
    /// Names this site to search engines (IndexNow): `/KEY.txt` holds it.
    pub index_now: Option<String>,
    /// Signs the addresses of pictures, so that nobody else can have us fetch theirs. The same after a restart.
    pub picture_key: [u8; 32],
    /// Where passkeys are good; `None` turns them off.
    pub passkeys: Option<Passkeys>,
    /// Proxies before this server: whom they say they speak for is believed.
    pub proxies: Vec<IpAddr>,
}

/// Cheap to copy; every copy is the same site.
#[derive(Clone)]
pub struct Site(Arc<Inside>);

pub struct Inside {
    pub readers: Readers,
    pub oversight: Oversight,
    pub store: Store,
    pub newsroom: Newsroom,
    pub comments: Comments,
    pub desk: Arc<dyn NewsDesk>,
    pub zone: TimeZone,
    pub region: Option<Region>,
    pub https: bool,
    pub public_url: Option<String>,
    pub hub: Option<String>,
    pub index_now: Option<String>,
    pub mentions: Tries,
    /// Of readers' data by staff.
    pub openings: Tries,
    /// Questions whether letters shall come.
    pub orders: Tries,
    pub lent: LentOut,
    pub seal: Seal,
    pub passkeys: Option<Passkeys>,
    pub proxies: Vec<IpAddr>,
    /// Of the operator's token.
    pub token_hash: Option<[u8; 32]>,
    /// Front pages for visitors whom nobody knows: the same for all of them for a second.
    pub fronts: Shelf,
    /// And articles, as many as fit.
    pub articles: Shelf,
    /// Feeds and maps of the site.
    pub outward: Kept,
    /// Pictures beside links.
    pub cards: Kept,
    /// For receipts, which take more work than a page.
    pub turns: Turns,
    /// Places for pages that stand open and are told what is new.
    pub listeners: Arc<Semaphore>,
    pub traffic: Traffic,
    /// What the ledger says, as far as it was read.
    pub chronicle: Mutex<Chronicle>,
    /// Name of the reader's cookie: another edition on the same host must not read it.
    pub cookie: String,
    /// Name of the cookie that keeps a guest's secret while somebody is signed in.
    pub guest_cookie: String,
    /// Name of the cookie by which a guest finds again what she said below articles.
    pub commenter_cookie: String,
}

impl Site {
    pub fn new(parts: Parts) -> Site {
        let edition = parts.store.edition().name.as_str().to_owned();
        // The prefix has browsers refuse the cookie unless it is Secure, for this host alone and for all paths.
        let prefix = if parts.https { "__Host-" } else { "" };
        Site(Arc::new(Inside {
            readers: parts.readers,
            oversight: parts.oversight,
            store: parts.store,
            newsroom: parts.newsroom,
            comments: parts.comments,
            desk: parts.desk,
            zone: parts.zone,
            region: parts.region,
            https: parts.https,
            public_url: parts.public_url.map(|url| url.trim_end_matches('/').to_owned()),
            hub: parts.hub,
            index_now: parts.index_now,
            mentions: Tries::default(),
            openings: Tries::default(),
            orders: Tries::default(),
            lent: LentOut::default(),
            seal: Seal::new(parts.picture_key),
            passkeys: parts.passkeys,
            proxies: parts.proxies,
            token_hash: parts.operator_token.map(|token| Sha256::digest(token).into()),
            fronts: Shelf::with_room(ROOM),
            articles: Shelf::with_room(ROOM),
            outward: Kept::with_room(ROOM),
            cards: Kept::with_room(ROOM),
            turns: Turns::default(),
            listeners: crate::routes::live::places(),
            traffic: Traffic::default(),
            chronicle: Mutex::default(),
            cookie: format!("{prefix}reader-{edition}"),
            guest_cookie: format!("{prefix}guest-{edition}"),
            commenter_cookie: format!("{prefix}commenter-{edition}"),
        }))
    }
}

impl Deref for Site {
    type Target = Inside;
    fn deref(&self) -> &Inside {
        &self.0
    }
}
