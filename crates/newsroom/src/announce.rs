//! Who is elsewhere hears of what is published: a job is put down before it is, so that no crash in between keeps it from
//! being told.

use jobs::Job;
use model::{DAY, ManuscriptId, SECOND, Time};
use store::NewJob;

use crate::{Content, Error, Newsroom};

/// Time for the change itself to be written; whoever changes twice in it is told of once.
const AFTER: i64 = 3 * SECOND;
/// What was published longer ago comes from an archive: nobody waits for it.
const STALE: i64 = 7 * DAY;
/// Links of one article that are told of.
const MOST_LINKS: usize = 50;

impl Newsroom {
    /// `published` is when readers saw it first.
    pub(crate) async fn announce(
        &self,
        manuscript: ManuscriptId,
        published: Time,
        was_live: bool,
        now: Time,
    ) -> Result<(), Error> {
        if !was_live && now.since(published) > STALE {
            return Ok(());
        }
        let job = Job::Announce { manuscript };
        let (key, payload) = (job.payload(), job.payload());
        let row = NewJob { kind: job.kind().word(), key, payload, run_at: now.plus(AFTER) };
        Ok(self.store().enqueue(&[row], now).await?)
    }

    /// Where the published text of a manuscript leads, also of one that was withdrawn: pages of others know of it.
    pub async fn links_of(&self, manuscript: ManuscriptId) -> Result<Vec<String>, Error> {
        let row = self.store().manuscript(manuscript).await?;
        let Some(live) = row.and_then(|row| row.live) else { return Ok(Vec::new()) };
        let content: Content = self.content(live).await?;
        Ok(links_in(&self.written(&content).await?.html))
    }
}

/// Of clean HTML, each once, without what stands behind `#`.
fn links_in(html: &str) -> Vec<String> {
    let mut links = Vec::new();
    for rest in html.split("<a href=\"").skip(1) {
        let address = rest.split('"').next().unwrap_or_default().replace("&amp;", "&");
        let address = address.split('#').next().unwrap_or_default().to_owned();
        let is_web = address.starts_with("https://") || address.starts_with("http://");
        if is_web && !links.contains(&address) && links.len() < MOST_LINKS {
            links.push(address);
        }
    }
    links
}

#[cfg(test)]
mod tests {
    use super::links_in;
    use crate::writing::write;

    #[test]
    fn every_link_of_a_text_is_found_once() {
        let text = "[a](https://a.example/?x=1&y=2#z) and [again](https://a.example/?x=1&y=2), [mail](mailto:x@a.example) \
                    <https://b.example/>";
        let html = write(text, &Default::default()).html;
        assert_eq!(links_in(&html), ["https://a.example/?x=1&y=2", "https://b.example/"], "{html}");
    }
}
