//! A ledger wherever it lies: in a folder, or on a server that shows it.

use std::collections::HashMap;
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use ledger::Checkpoint;
use ledger::tiles::{BUNDLE_AT_MOST, Level, Tile, WIDTH};
use oversight::Files;
use oversight::audit::{Fetch, FetchError};
use reqwest::{Client, StatusCode, Url};
use tokio::runtime::Handle;
use tokio::task::JoinHandle;

/// So long may a file take, and so long a byte of it.
const WHOLE: Duration = Duration::from_secs(120);
const STEP: Duration = Duration::from_secs(20);
/// Bundles that are asked for before their turn comes.
const AHEAD: u64 = 6;
/// A file that is not answered for is asked for again so often.
const TRIES: u32 = 3;
const CHECKPOINT_AT_MOST: usize = ledger::note::BYTES_AT_MOST;

pub enum LogAt {
    Folder(Files),
    Web(Web),
}

impl LogAt {
    /// `place` is a folder with a ledger in it, or an address; which of both it is, how it begins says.
    pub async fn find(place: &str) -> Result<LogAt, String> {
        if place.starts_with("http://") || place.starts_with("https://") {
            return Web::find(place).await.map(LogAt::Web);
        }
        let folder = Path::new(place);
        let found = [folder.to_owned(), folder.join("ledger")].into_iter().find(|at| at.join("checkpoint").is_file());
        let at = found.ok_or_else(|| match folder.is_dir() {
            true => format!("{place} holds no ledger: neither checkpoint nor ledger/checkpoint is there."),
            false => format!("There is no folder {place}; an address begins with http:// or https://."),
        })?;
        Ok(LogAt::Folder(Files::new(at)))
    }
}

impl Fetch for LogAt {
    fn get(&self, path: &str, at_most: usize) -> Result<Option<Vec<u8>>, FetchError> {
        match self {
            LogAt::Folder(files) => files.get(path, at_most),
            LogAt::Web(web) => web.get(path, at_most),
        }
    }

    fn list(&self, folder: &str) -> Result<Option<Vec<String>>, FetchError> {
        match self {
            LogAt::Folder(files) => files.list(folder),
            // Nobody shows a list of what is there.
            LogAt::Web(_) => Ok(None),
        }
    }
}

type Asked = JoinHandle<Result<Option<Vec<u8>>, String>>;

/// A ledger on a server. Whoever audits chose its address, so it may be one of this machine or network; but no other address
/// is followed from there.
pub struct Web {
    client: Client,
    base: Url,
    runtime: Handle,
    ahead: Mutex<Ahead>,
}

/// What was asked for before its turn.
#[derive(Default)]
struct Ahead {
    size: u64,
    asked: HashMap<Tile, Asked>,
}

impl Web {
    async fn find(place: &str) -> Result<Web, String> {
        let mut base = Url::parse(place).map_err(|why| format!("`{place}` is no address: {why}."))?;
        base.set_query(None);
        base.set_fragment(None);
        if !base.path().ends_with('/') {
            base.set_path(&format!("{}/", base.path()));
        }
        let client = client(|builder| builder.connect_timeout(STEP).read_timeout(STEP).timeout(WHOLE))?;
        let mut last = String::new();
        for below in ["", "ledger/"] {
            let at = base.join(below).map_err(|why| why.to_string())?;
            let url = at.join("checkpoint").map_err(|why| why.to_string())?;
            match fetch(&client, url, CHECKPOINT_AT_MOST).await {
                Ok(Some(bytes)) if has_size(&bytes).is_some() => {
                    let (runtime, ahead) = (Handle::current(), Mutex::default());
                    return Ok(Web { client, base: at, runtime, ahead });
                }
                Ok(_) => last = "there is no checkpoint, nor one below ledger/".to_owned(),
                Err(why) => last = why,
            }
        }
        Err(format!("{place} shows no ledger: {last}."))
    }

    /// Asks for the bundles and hashes that come after this one.
    fn ask_ahead(&self, tile: Tile) {
        let mut ahead = self.ahead.lock().unwrap_or_else(PoisonError::into_inner);
        ahead.asked.retain(|asked, _| asked.index >= tile.index);
        let full = ahead.size / u64::from(WIDTH);
        for index in tile.index..full.min(tile.index.saturating_add(AHEAD)) {
            for level in [Level::Entries, Level::Hashes(0)] {
                let tile = Tile { level, index, width: WIDTH };
                let Ok(url) = self.base.join(&tile.to_string()) else { continue };
                ahead.asked.entry(tile).or_insert_with(|| {
                    let client = self.client.clone();
                    self.runtime.spawn(async move { fetch(&client, url, at_most(level)).await })
                });
            }
        }
    }

    fn taken(&self, tile: Tile) -> Option<Asked> {
        self.ahead.lock().unwrap_or_else(PoisonError::into_inner).asked.remove(&tile)
    }
}

fn at_most(level: Level) -> usize {
    if level == Level::Entries { BUNDLE_AT_MOST } else { usize::from(WIDTH) * 32 }
}

impl Fetch for Web {
    fn get(&self, path: &str, at_most: usize) -> Result<Option<Vec<u8>>, FetchError> {
        let error = |why: String| FetchError { path: path.to_owned(), why };
        if let Ok(tile) = Tile::parse(path)
            && tile.width == WIDTH
        {
            if tile.level == Level::Entries {
                self.ask_ahead(tile);
            }
            if let Some(asked) = self.taken(tile) {
                let answered = self.runtime.block_on(asked).map_err(|why| error(why.to_string()))?;
                return answered.map_err(error);
            }
        }
        let url = self.base.join(path).map_err(|why| error(why.to_string()))?;
        let bytes = self.runtime.block_on(fetch(&self.client, url, at_most)).map_err(error)?;
        if path == "checkpoint"
            && let Some(size) = bytes.as_deref().and_then(has_size)
        {
            self.ahead.lock().unwrap_or_else(PoisonError::into_inner).size = size;
        }
        Ok(bytes)
    }

    fn list(&self, _folder: &str) -> Result<Option<Vec<String>>, FetchError> {
        Ok(None)
    }
}

fn has_size(note: &[u8]) -> Option<u64> {
    let note = ledger::Note::parse(note).ok()?;
    Some(Checkpoint::parse(note.text()).ok()?.size)
}

async fn fetch(client: &Client, url: Url, at_most: usize) -> Result<Option<Vec<u8>>, String> {
    let mut last = String::new();
    for _ in 0..TRIES {
        match fetch_once(client, url.clone(), at_most).await {
            Ok(found) => return Ok(found),
            Err(Unfetched::ForGood(why)) => return Err(why),
            Err(Unfetched::Perhaps(why)) => last = why,
        }
    }
    Err(last)
}

enum Unfetched {
    ForGood(String),
    Perhaps(String),
}

async fn fetch_once(client: &Client, url: Url, at_most: usize) -> Result<Option<Vec<u8>>, Unfetched> {
    let perhaps = |why: reqwest::Error| Unfetched::Perhaps(said(&why));
    let mut answer = client.get(url).send().await.map_err(perhaps)?;
    let status = answer.status();
    if status == StatusCode::NOT_FOUND || status == StatusCode::GONE {
        return Ok(None);
    }
    if status.is_redirection() {
        let to = answer.headers().get("location").and_then(|to| to.to_str().ok()).unwrap_or("somewhere else");
        return Err(Unfetched::ForGood(format!("it leads to {to}, and only the address that was named is asked")));
    }
    if status != StatusCode::OK {
        return Err(Unfetched::ForGood(format!("the server answers {status}")));
    }
    let mut bytes = Vec::new();
    while let Some(chunk) = answer.chunk().await.map_err(perhaps)? {
        bytes.extend_from_slice(&chunk);
        if bytes.len() > at_most {
            bytes.truncate(at_most + 1);
            break;
        }
    }
    Ok(Some(bytes))
}

/// A client that asks whomever it is told to, and nobody else.
pub fn client(limited: impl Fn(reqwest::ClientBuilder) -> reqwest::ClientBuilder) -> Result<Client, String> {
    // Fails only when somebody else installed a provider first, and then that one serves as well.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let builder = || {
        let agent = concat!("Caulbart/", env!("CARGO_PKG_VERSION"), " (ledger)");
        limited(Client::builder().redirect(reqwest::redirect::Policy::none()).no_proxy().user_agent(agent))
    };
    // A machine without any certificates still asks by plain HTTP.
    let client = builder().build().or_else(|_| builder().tls_certs_only([]).build());
    client.map_err(|why| format!("Nothing can be asked from here: {why}."))
}

/// The innermost cause: "connection refused" rather than "error sending request".
pub fn said(why: &reqwest::Error) -> String {
    let mut cause: &dyn std::error::Error = why;
    while let Some(inner) = cause.source() {
        cause = inner;
    }
    cause.to_string()
}
