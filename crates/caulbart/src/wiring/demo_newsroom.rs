//! What the demo edition's own newsroom wrote: an export of ours in the bundle, moved in like any other.

use std::io::{Error, ErrorKind, Result};
use std::ops::ControlFlow;
use std::sync::Arc;

use model::{HOUR, Time};
use newsroom::{Export, Files, Moved, Newsroom, Ways};

use super::demo;

const FOLDER: &str = "newsroom/";
/// Stands for a date in the bundle, so that its news are never old news.
const HOURS_AGO: &str = "hours_ago: ";

/// Takes it in; returns how many articles are new.
pub async fn take_in(newsroom: &Newsroom, now: Time) -> anyhow::Result<u32> {
    let mut told = |_: &Moved| ControlFlow::Continue(());
    let ways = Ways { media: None, site: None, fetch: None, told: &mut told };
    let moved = newsroom.move_in(Export::Own(Arc::new(Bundled { now })), ways, now).await?;
    if let Some(fault) = moved.faults.first() {
        tracing::warn!("the demo edition's newsroom: {fault}");
    }
    Ok(moved.articles)
}

struct Bundled {
    now: Time,
}

impl Files for Bundled {
    fn names(&self) -> Result<Vec<String>> {
        let mut names: Vec<String> =
            demo::names().filter_map(|name| Some(name.strip_prefix(FOLDER)?.to_owned())).collect();
        names.sort();
        Ok(names)
    }

    fn read(&self, name: &str) -> Result<Vec<u8>> {
        // The pictures lie beside those of the feeds.
        let found = match name.strip_prefix("media/") {
            Some(picture) => demo::bundled(picture),
            None => demo::file(&format!("{FOLDER}{name}")),
        };
        let bytes = found.ok_or_else(|| Error::from(ErrorKind::NotFound))?;
        if !name.ends_with(".md") {
            return Ok(bytes);
        }
        let text = String::from_utf8(bytes).map_err(|_| Error::from(ErrorKind::InvalidData))?;
        Ok(dated(&text, self.now).into_bytes())
    }

    fn title(&self) -> String {
        "demo".to_owned()
    }
}

fn dated(text: &str, now: Time) -> String {
    let line = |line: &str| match line.strip_prefix(HOURS_AGO).and_then(|hours| hours.parse::<f64>().ok()) {
        Some(hours) => {
            let at = now.plus(-((hours * HOUR as f64) as i64)).rfc3339();
            format!("date: \"{at}\"\nlastmod: \"{at}\"\n")
        }
        None => format!("{line}\n"),
    };
    text.lines().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Time = Time(1_795_426_200_000);

    #[test]
    fn what_the_demo_newsroom_wrote_is_read_without_a_fault() {
        let files = Bundled { now: NOW };
        let mut media = Vec::new();
        let manifest = files.read("caulbart.json").unwrap();
        let summary = exports::manifest(manifest.as_slice(), &mut |part| {
            if let exports::Part::Medium(medium) = part {
                media.push(medium.address);
            }
            ControlFlow::Continue(())
        });
        assert!(summary.faults.is_empty(), "{:?}", summary.faults);
        let mut texts = 0;
        for name in files.names().unwrap().into_iter().filter(|name| name.ends_with(".md")) {
            let read = exports::markdown_file(&name, &files.read(&name).unwrap());
            assert!(read.summary.faults.is_empty(), "{name}: {:?}", read.summary.faults);
            let published = read.post.published.unwrap();
            assert!(published < NOW && NOW.since(published) <= 72 * HOUR, "{name}");
            assert!(media.contains(&read.post.lead), "{name}");
            texts += 1;
        }
        assert_eq!(texts, 3);
        for address in media {
            assert!(pictures::inspect(&files.read(&address).unwrap()).is_ok(), "{address}");
        }
    }
}
