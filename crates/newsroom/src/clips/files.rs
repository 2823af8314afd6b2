//! Where the bytes of clips lie: each whole file under its SHA-256, each upload under its number until it is whole.

use std::path::{Path, PathBuf};

use model::ClipId;
use sha2::{Digest, Sha256};
use tokio::fs;

use crate::Error;

/// A folder of one edition.
#[derive(Debug, Clone)]
pub struct ClipFiles {
    folder: PathBuf,
}

impl ClipFiles {
    pub(crate) fn new(folder: PathBuf) -> ClipFiles {
        ClipFiles { folder }
    }

    pub(crate) fn part(&self, clip: ClipId) -> PathBuf {
        self.folder.join("arriving").join(clip.to_string())
    }

    /// Where renditions of a clip may be made; on the same disk as where they will lie.
    pub fn workshop(&self, clip: ClipId) -> PathBuf {
        self.folder.join("making").join(clip.to_string())
    }

    /// `None` for what is no SHA-256 in hexadecimal digits.
    pub fn path(&self, sha256: &str) -> Option<PathBuf> {
        let is_name =
            sha256.len() == 64 && sha256.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'a'..=b'f'));
        is_name.then(|| self.folder.join(&sha256[..2]).join(sha256))
    }

    /// Moves a file of the same disk to where it belongs: its SHA-256 and how many bytes it has.
    pub(crate) async fn keep(&self, from: PathBuf) -> Result<(String, u64), Error> {
        let files = self.clone();
        let kept = tokio::task::spawn_blocking(move || files.keep_now(&from));
        kept.await.map_err(|_| Error::Closing)?.map_err(failed)
    }

    fn keep_now(&self, from: &Path) -> std::io::Result<(String, u64)> {
        let mut file = std::fs::File::open(from)?;
        let mut hash = Sha256::new();
        let bytes = std::io::copy(&mut file, &mut hash)?;
        file.sync_all()?;
        let name: String = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        let to = self.folder.join(&name[..2]).join(&name);
        if to.is_file() {
            std::fs::remove_file(from)?;
        } else {
            std::fs::create_dir_all(to.parent().unwrap_or(&self.folder))?;
            std::fs::rename(from, &to)?;
        }
        Ok((name, bytes))
    }

    pub(crate) async fn forget(&self, sha256: &str) {
        if let Some(path) = self.path(sha256) {
            // Gone already is as good.
            let _ = fs::remove_file(path).await;
        }
    }

    pub(crate) async fn forget_part(&self, clip: ClipId) {
        let _ = fs::remove_file(self.part(clip)).await;
        let _ = fs::remove_dir_all(self.workshop(clip)).await;
    }
}

/// The disk is full, or takes nothing for another reason.
pub(crate) fn failed(why: std::io::Error) -> Error {
    Error::File { what: "The clip".to_owned(), why }
}
