//! From what a person typed to a source.

use model::{Language, SourceId, SourceKind, Time};
use store::{NewSource, Store};
use url::Url;

use crate::error::Error;
use crate::fetch::{Ask, FEED_TYPES, Fetched, Fetcher, Limits};
use crate::hosts::Hosts;
use crate::take_in::Intake;
use crate::visit::{Visited, Visitor};

/// So many of a page's candidates are tried before giving up.
const MOST_TRIED: usize = 6;

/// A source that was added, or was there already.
#[derive(Debug, Clone, PartialEq)]
pub struct Added {
    pub source: SourceId,
    pub address: String,
    pub new: bool,
    /// How its first visit went; `None` when it was there already.
    pub visited: Option<Visited>,
}

/// The feed at an address: the address itself, or the first that its page names, or a well-known place.
pub async fn discover(fetcher: &Fetcher, typed: &str) -> Result<String, Error> {
    let mut address = completed(typed)?;
    let mut asked = fetcher.fetch(&Ask::new(&address, FEED_TYPES, Limits::FEED)).await;
    if let (Err(Error::NoConnection { .. }), false, Some(rest)) =
        (&asked, typed.contains("://"), address.strip_prefix("https://"))
    {
        // Nobody typed https: some old sites speak without it only.
        address = format!("http://{rest}");
        asked = fetcher.fetch(&Ask::new(&address, FEED_TYPES, Limits::FEED)).await;
    }
    let fetched = asked?.expect_success()?;
    if feeds::is_feed(&fetched.body) {
        return Ok(fetched.moved_to.map_or(address, Into::into));
    }
    let base = fetched.final_url.clone();
    for address in candidates(fetched, base).await? {
        let Ok(answer) = fetcher.fetch(&Ask::new(&address, FEED_TYPES, Limits::FEED)).await else { continue };
        if (200..300).contains(&answer.status) && feeds::is_feed(&answer.body) {
            return Ok(answer.moved_to.map_or(address, Into::into));
        }
    }
    Err(Error::NothingFound { address })
}

async fn candidates(page: Fetched, base: Url) -> Result<Vec<String>, Error> {
    // A page of two megabytes takes a while to read.
    let links = tokio::task::spawn_blocking(move || pages::feeds_of(&page.body, Some(&base)))
        .await
        .map_err(|_| Error::Broken)?;
    let mut addresses: Vec<String> = links.into_iter().map(|link| link.address).collect();
    addresses.truncate(MOST_TRIED);
    Ok(addresses)
}

/// Adds the feed at what was typed, and reads it at once.
pub async fn add(
    store: &Store,
    fetcher: &Fetcher,
    intake: &Intake,
    typed: &str,
    folder: &str,
    now: Time,
) -> Result<Added, Error> {
    let typed_address = completed(typed)?;
    if let Some(there) = store.source_at(&typed_address).await? {
        return Ok(Added { source: there.id, address: there.address, new: false, visited: None });
    }
    let address = discover(fetcher, typed).await?;
    let source = NewSource {
        kind: SourceKind::Feed,
        title: address.clone(),
        site: String::new(),
        language: Language::UNKNOWN,
        folder: folder.to_owned(),
        address,
    };
    let (id, new) = store.add_source(&source, now).await?;
    let (Some(kept), Some(polling)) = (store.source(id).await?, store.polling(id).await?) else {
        return Err(Error::Broken);
    };
    let mut added = Added { source: id, address: kept.address.clone(), new, visited: None };
    if new {
        let hosts = Hosts::new(std::time::Duration::ZERO);
        let visitor = Visitor { store, fetcher, intake, hosts: &hosts, limits: Limits::FEED, can_be_pushed: false };
        added.visited = Some(visitor.visit(kept, polling, now).await?);
    }
    Ok(added)
}

/// `example.org/feed` means `https://example.org/feed`; `feed:` is what some programs write before a feed's address.
fn completed(typed: &str) -> Result<String, Error> {
    let typed = typed.trim();
    let typed = typed
        .strip_prefix("feed://")
        .map_or_else(|| typed.strip_prefix("feed:").unwrap_or(typed).to_owned(), |rest| format!("https://{rest}"));
    let no_scheme = !typed.contains("://")
        && typed.contains('.')
        && !typed.contains(char::is_whitespace)
        && Url::parse(&typed).map_or(true, |url| url.scheme().contains('.') || url.scheme() == "localhost");
    let address = if no_scheme { format!("https://{typed}") } else { typed };
    let url = Url::parse(&address).map_err(|_| Error::address(&address))?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(Error::Scheme { scheme: url.scheme().to_owned() });
    }
    Ok(url.into())
}

#[cfg(test)]
mod tests {
    use super::completed;

    #[test]
    fn what_people_type_becomes_an_address() {
        for (typed, address) in [
            (" https://a.example/feed ", Ok("https://a.example/feed")),
            ("a.example", Ok("https://a.example/")),
            ("a.example:8080/x", Ok("https://a.example:8080/x")),
            ("feed://a.example/rss", Ok("https://a.example/rss")),
            ("feed:http://a.example/rss", Ok("http://a.example/rss")),
            ("javascript:alert(1)", Err("begins with javascript:")),
            ("file:///etc/passwd", Err("begins with file:")),
            ("the news", Err("is not an address on the web")),
            ("", Err("is not an address on the web")),
        ] {
            let got = completed(typed).map_err(|error| error.to_string());
            match address {
                Ok(want) => assert_eq!(got.as_deref(), Ok(want), "{typed}"),
                Err(words) => assert!(got.unwrap_err().contains(words), "{typed}"),
            }
        }
    }
}
