//! What a server that died left behind, and what nobody has any more.

use std::path::Path;
use std::time::{Duration, SystemTime};

use model::ClipState;
use tokio::fs;

use super::files::{clip_named, remove};
use crate::{Error, Newsroom};

impl Newsroom {
    /// Takes away what lies in the folder of clips, belongs to none, and has not changed for so long; how many files and folders
    /// that were.
    pub async fn sweep_clips(&self, unchanged: Duration) -> Result<usize, Error> {
        let files = self.clip_files();
        let mut swept = 0;
        for sha256 in files.here().await? {
            let Some(path) = files.path(&sha256) else { continue };
            if is_old(&path, unchanged).await && !self.store().is_clip_file_used(&sha256).await? {
                self.forget_unused([sha256]).await?;
                swept += 1;
            }
        }
        let at_work = [ClipState::Waiting, ClipState::Working];
        for (paths, states) in [(files.workplaces().await, &at_work[..]), (files.parts().await, &[ClipState::Arriving])]
        {
            for path in paths {
                let clip = match clip_named(&path) {
                    Some(id) => self.store().clip(id).await?,
                    None => None,
                };
                if clip.is_none_or(|clip| !states.contains(&clip.state)) && is_old(&path, unchanged).await {
                    remove(&path).await;
                    swept += 1;
                }
            }
        }
        Ok(swept)
    }
}

async fn is_old(path: &Path, unchanged: Duration) -> bool {
    let Ok(known) = fs::metadata(path).await else { return false };
    let changed = known.modified().ok();
    changed.and_then(|at| SystemTime::now().duration_since(at).ok()).is_some_and(|age| age >= unchanged)
}
