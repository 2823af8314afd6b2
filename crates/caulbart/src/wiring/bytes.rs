//! What a command was pointed at: a file on disk, or an address that is asked for through the guard.

use std::io::Read;

use anyhow::{Context, Result};
use sources::{Ask, FEED_TYPES, Fetcher, Guard, Limits, Names};

use crate::settings::Settings;

/// A file larger than this is no feed and no page.
const FILE_AT_MOST: u64 = 64 * 1024 * 1024;

pub struct Bytes {
    pub body: Vec<u8>,
    pub content_type: Option<String>,
    /// Where it was in the end, after redirects; `None` for a file.
    pub address: Option<String>,
}

pub async fn bytes_of(settings: &Settings, what: &str) -> Result<Bytes> {
    if !what.contains("://") {
        return file(what);
    }
    let fetcher = Fetcher::new(Guard::new(&settings.allow_private, Names::System));
    let fetched = fetcher.fetch(&Ask::new(what, FEED_TYPES, Limits::FEED)).await?.expect_success()?;
    Ok(Bytes {
        content_type: Some(fetched.headers.content_type.clone()).filter(|media_type| !media_type.is_empty()),
        address: Some(fetched.final_url.to_string()),
        body: fetched.body,
    })
}

fn file(path: &str) -> Result<Bytes> {
    let file = std::fs::File::open(path).with_context(|| format!("{path} could not be read"))?;
    let mut body = Vec::new();
    file.take(FILE_AT_MOST).read_to_end(&mut body).with_context(|| format!("{path} could not be read to its end"))?;
    Ok(Bytes { body, content_type: None, address: None })
}
