//! Do node, database and media belong to the same region? Each carries its name; what says another one is not opened.

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use model::Region;
use store::Store;

use crate::places;
use crate::settings::Settings;

/// Key of the database's mark.
const MARK: &str = "region";

/// Folders of an edition that hold media, each with a mark of its own: they may lie on disks of their own.
fn media(folder: &Path) -> [PathBuf; 2] {
    [places::newsroom(folder).join("media"), places::pictures(folder)]
}

/// Fails where one says another region than the node, or the node says none. Where nothing is marked yet, the node marks it.
pub async fn check(settings: &Settings, store: &Store) -> Result<()> {
    let node = settings.region.as_ref();
    // Everything is compared before anything is marked.
    let kept = store.setting(MARK).await?;
    if let Some(kept) = &kept {
        same("The database of this edition", kept, node)?;
    }
    check_media(settings)?;
    let Some(node) = node else { return Ok(()) };
    let settled = store.settle_setting(MARK, node.as_str()).await?;
    // Another node may have come first.
    same("The database of this edition", &settled, Some(node))?;
    for folder in media(&settings.folder) {
        mark(&folder, node)?;
    }
    Ok(())
}

/// The same for what needs no database.
pub fn check_media(settings: &Settings) -> Result<()> {
    for folder in media(&settings.folder) {
        if let Some(kept) = marked(&folder)? {
            same(&format!("The media store {}", folder.display()), &kept, settings.region.as_ref())?;
        }
    }
    Ok(())
}

pub fn same(what: &str, kept: &str, node: Option<&Region>) -> Result<()> {
    match (Region::new(kept), node) {
        (Some(kept), Some(node)) if kept == *node => Ok(()),
        (Some(kept), Some(node)) => bail!(
            "{what} belongs to region `{}`, and this node to region `{}`: serve it from a node of its own region, or give this node \
             what belongs to `{}` (--data, --database).",
            kept.as_str(),
            node.as_str(),
            node.as_str()
        ),
        (Some(kept), None) => bail!(
            "{what} belongs to region `{0}`, and this node names no region: say `--region {0}` if the node stands there.",
            kept.as_str()
        ),
        (None, _) => bail!("{what} has a mark that names no region: put the mark back from a copy."),
    }
}

fn marked(folder: &Path) -> Result<Option<String>> {
    let file = folder.join(MARK);
    match std::fs::read(&file) {
        Ok(bytes) => Ok(Some(String::from_utf8_lossy(&bytes).trim_end().to_owned())),
        Err(missing) if missing.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(failure) => Err(failure).with_context(|| format!("{} could not be read", file.display())),
    }
}

/// Whole or not at all; a mark that is there stays.
fn mark(folder: &Path, node: &Region) -> Result<()> {
    let (file, unfinished) = (folder.join(MARK), folder.join(format!("{MARK}.{:x}", std::process::id())));
    if file.exists() {
        return Ok(());
    }
    let write = || {
        std::fs::create_dir_all(folder)?;
        let mut bytes = std::fs::File::create(&unfinished)?;
        writeln!(bytes, "{}", node.as_str())?;
        bytes.sync_all()?;
        std::fs::rename(&unfinished, &file)
    };
    write().with_context(|| format!("{} could not be written", file.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn region(name: &str) -> Option<Region> {
        (!name.is_empty()).then(|| Region::new(name).unwrap())
    }

    #[test]
    fn a_mark_fits_its_own_region_alone() {
        for (kept, node, says) in [
            ("eu", "eu", None),
            ("eu", "us", Some("It belongs to region `eu`, and this node to region `us`: ")),
            ("eu", "", Some("It belongs to region `eu`, and this node names no region: say `--region eu`")),
            ("", "eu", Some("It has a mark that names no region")),
            ("EU\u{1b}[2J", "eu", Some("It has a mark that names no region")),
        ] {
            let told = same("It", kept, region(node).as_ref()).map_err(|why| why.to_string());
            match (told, says) {
                (Ok(()), None) => {}
                (Err(told), Some(says)) => assert!(told.starts_with(says), "{told}"),
                (told, _) => panic!("{kept:?} with {node:?}: {told:?}"),
            }
        }
    }

    #[test]
    fn a_mark_that_is_there_stays() {
        let folder = std::env::temp_dir().join(format!("caulbart-region-{}", std::process::id()));
        assert_eq!(marked(&folder).unwrap(), None);
        mark(&folder, &region("eu").unwrap()).unwrap();
        mark(&folder, &region("us").unwrap()).unwrap();
        let kept = marked(&folder).unwrap();
        let files = std::fs::read_dir(&folder).unwrap().count();
        std::fs::remove_dir_all(&folder).unwrap();
        assert_eq!((kept.as_deref(), files), (Some("eu"), 1));
    }
}
