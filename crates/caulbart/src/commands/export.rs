//! Everything that the newsroom wrote, as a folder.

use std::io::IsTerminal;
use std::path::Path;

use anyhow::Result;
use indicatif::{ProgressBar, ProgressStyle};
use newsroom::MovedOut;
use serde_json::json;

use super::{say, say_json};
use crate::settings::Settings;
use crate::wiring::{Opened, bucket};

pub async fn run(settings: Settings, folder: &Path, public_url: Option<&str>) -> Result<()> {
    let edition = Opened::open(&settings).await?;
    let folder = std::path::absolute(folder)?;
    let shows = std::io::stderr().is_terminal() && !settings.json;
    let bar = if shows { ProgressBar::new_spinner() } else { ProgressBar::hidden() };
    bar.set_style(ProgressStyle::default_spinner());
    let mut told = |out: &MovedOut| {
        bar.set_message(format!("{} pictures, {} articles, {} clips", out.media, out.articles, out.clips));
        bar.tick();
    };
    let newsroom = edition.newsroom(Default::default());
    if let Some(bucket) = bucket::open(&settings, &edition.store).await? {
        newsroom.keep_clips_in(bucket);
    }
    let out = newsroom.move_out(&folder, public_url.unwrap_or_default(), &mut told).await;
    bar.finish_and_clear();
    let out = out?;
    if settings.json {
        return say_json(&json!({
            "folder": folder.display().to_string(), "articles": out.articles, "authors": out.authors,
            "sections": out.sections, "media": out.media, "redirects": out.redirects, "clips": out.clips, "faults": out.faults,
        }));
    }
    say(&format!(
        "{} articles, {} clips, {} authors, {} sections, {} pictures and {} old addresses are in {}.",
        out.articles,
        out.clips,
        out.authors,
        out.sections,
        out.media,
        out.redirects,
        folder.display()
    ));
    out.faults.iter().for_each(|fault| say(fault));
    Ok(())
}
