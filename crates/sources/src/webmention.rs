//! Telling others that we link to them, and seeing whether they link to us (W3C Webmention, 2017). All of it goes
//! through the guard: an address that leads inside is neither told nor looked at.

use url::Url;

use crate::error::Error;
use crate::fetch::{Ask, Fetcher, Limits, PAGE_TYPES};

/// Characters of what is kept of a page that links here.
const LONGEST: usize = 280;

/// A page of somebody else, as plain text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Mention {
    pub title: String,
    pub author: String,
    pub excerpt: String,
}

/// Tells the page at `target` that `source` links to it. False where it does not want to know.
pub async fn send(fetcher: &Fetcher, source: &str, target: &str) -> Result<bool, Error> {
    let page = fetcher.fetch(&Ask::new(target, PAGE_TYPES, Limits::PAGE)).await?;
    let endpoint = match page.headers.webmention.clone() {
        Some(endpoint) => Some(endpoint),
        None if is_html(&page.headers.content_type) => {
            off_the_loop(move || pages::mention_endpoint(&page.body, page.headers.content_type(), &page.final_url))
                .await?
        }
        None => None,
    };
    let Some(endpoint) = endpoint else { return Ok(false) };
    match fetcher.post_form(&endpoint, &[("source", source), ("target", target)]).await? {
        200..300 => Ok(true),
        status => Err(Error::Status { host: endpoint, status }),
    }
}

/// What the page at `source` is; `None` where it is gone, or does not link to `target` (any more).
pub async fn look(fetcher: &Fetcher, source: &str, target: &str) -> Result<Option<Mention>, Error> {
    let wanted = Url::parse(target).map_err(|_| Error::address(target))?;
    let page = fetcher.fetch(&Ask::new(source, PAGE_TYPES, Limits::PAGE)).await?;
    if matches!(page.status, 404 | 410) {
        return Ok(None);
    }
    let page = page.expect_success()?;
    if !is_html(&page.headers.content_type) {
        return Ok(None);
    }
    off_the_loop(move || {
        let content_type = page.headers.content_type();
        if !pages::links_to(&page.body, content_type, &page.final_url, &wanted) {
            return None;
        }
        let hint = pages::PageHint { url: Some(page.final_url.as_str()), content_type, rule: None };
        let said = pages::extract(&page.body, &hint);
        Some(Mention { title: short(&said.title), author: short(&said.byline), excerpt: short(&said.excerpt) })
    })
    .await
}

fn is_html(content_type: &str) -> bool {
    let kind = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    matches!(kind.as_str(), "" | "text/html" | "application/xhtml+xml")
}

fn short(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ").replace('\0', "");
    match line.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}

/// A page of a stranger may take its time to be read.
async fn off_the_loop<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Error> {
    tokio::task::spawn_blocking(work).await.map_err(|_| Error::Broken)
}
