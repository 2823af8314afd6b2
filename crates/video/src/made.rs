//! What was made of a clip, and how a folder tells it to whoever comes later.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::{Refusal, Signature, Size};

/// The file in the folder that says what the others are; it is written last.
pub(crate) const LIST: &str = "made.json";

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// `video/mp4`: H.264 and AAC, playable from its first bytes.
    Mp4,
    /// `application/vnd.apple.mpegurl`: names the playlists.
    Master,
    /// `application/vnd.apple.mpegurl`: of one rendition, names ranges of bytes of its segments' file.
    Playlist,
    /// `video/mp4`, in fragments.
    Segments,
    /// `image/jpeg`
    Poster,
    /// `image/jpeg`
    Strip,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    pub path: PathBuf,
    pub kind: Kind,
    /// Pixels; 0 where there are none.
    pub width: u32,
    pub height: u32,
    pub bytes: u64,
    /// Bits a second, on average; 0 for pictures and lists.
    pub bitrate: u64,
}

impl File {
    /// Its name in the folder.
    pub fn name(&self) -> &str {
        self.path.file_name().and_then(|name| name.to_str()).unwrap_or_default()
    }
}

/// Thumbnails side by side in one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Strip {
    pub file: File,
    pub count: u32,
    /// Of one of them, in pixels.
    pub width: u32,
    pub height: u32,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Made {
    /// Largest first.
    pub renditions: Vec<File>,
    /// The master first. Only for clips of more than a minute.
    pub hls: Option<Vec<File>>,
    pub poster: File,
    pub strip: Strip,
    pub signature: Signature,
    /// Of the original's sound, in LUFS; `None` without sound.
    pub loudness: Option<f32>,
    pub duration_ms: u64,
}

#[derive(Serialize, Deserialize)]
struct WireFile {
    name: String,
    kind: Kind,
    width: u32,
    height: u32,
    bitrate: u64,
}

#[derive(Serialize, Deserialize)]
struct Wire {
    plan: String,
    renditions: Vec<WireFile>,
    hls: Option<Vec<WireFile>>,
    poster: WireFile,
    strip: WireFile,
    thumbs: u32,
    thumb: (u32, u32),
    signature: String,
    loudness: Option<f32>,
    duration_ms: u64,
}

impl Wire {
    fn read(folder: &Path) -> Option<Wire> {
        serde_json::from_str(&std::fs::read_to_string(folder.join(LIST)).ok()?).ok()
    }
}

/// A file of this name in `folder`; its bitrate follows from its size.
pub(crate) fn file(folder: &Path, name: &str, kind: Kind, size: Size, duration_ms: u64) -> Result<File, Refusal> {
    let path = folder.join(name);
    let bytes = std::fs::metadata(&path).map_err(|error| Refusal::file(&error))?.len();
    let bitrate = bytes.saturating_mul(8000).checked_div(duration_ms).unwrap_or(0);
    Ok(File { path, kind, width: size.width, height: size.height, bytes, bitrate })
}

impl Made {
    /// What a folder holds that [`transcode`](crate::transcode) made; `None` when not all of it is there.
    pub fn in_folder(folder: &Path) -> Option<Made> {
        Made::of(folder, &Wire::read(folder)?)
    }

    /// The same, when it was made by this plan.
    pub(crate) fn read(folder: &Path, plan: &str) -> Option<Made> {
        Made::of(folder, &Wire::read(folder).filter(|wire| wire.plan == plan)?)
    }

    fn of(folder: &Path, wire: &Wire) -> Option<Made> {
        let of = |wire: &WireFile| {
            let bytes = std::fs::metadata(folder.join(&wire.name)).ok()?.len();
            let WireFile { kind, width, height, bitrate, .. } = *wire;
            Some(File { path: folder.join(&wire.name), kind, width, height, bytes, bitrate })
        };
        let all = |wires: &[WireFile]| wires.iter().map(of).collect::<Option<Vec<File>>>();
        Some(Made {
            renditions: all(&wire.renditions)?,
            hls: match &wire.hls {
                Some(files) => Some(all(files)?),
                None => None,
            },
            poster: of(&wire.poster)?,
            strip: Strip { file: of(&wire.strip)?, count: wire.thumbs, width: wire.thumb.0, height: wire.thumb.1 },
            signature: Signature::from_text(&wire.signature)?,
            loudness: wire.loudness,
            duration_ms: wire.duration_ms,
        })
    }

    /// What stands in [`LIST`].
    pub(crate) fn to_json(&self, plan: &str) -> Result<String, Refusal> {
        let of = |file: &File| WireFile {
            name: file.name().to_owned(),
            kind: file.kind,
            width: file.width,
            height: file.height,
            bitrate: file.bitrate,
        };
        let wire = Wire {
            plan: plan.to_owned(),
            renditions: self.renditions.iter().map(of).collect(),
            hls: self.hls.as_ref().map(|files| files.iter().map(of).collect()),
            poster: of(&self.poster),
            strip: of(&self.strip.file),
            thumbs: self.strip.count,
            thumb: (self.strip.width, self.strip.height),
            signature: self.signature.to_text(),
            loudness: self.loudness,
            duration_ms: self.duration_ms,
        };
        serde_json::to_string_pretty(&wire).map_err(Refusal::ours)
    }

    /// The same files where the folder is now.
    pub(crate) fn moved(mut self, folder: &Path) -> Made {
        let files = self.renditions.iter_mut().chain(self.hls.iter_mut().flatten());
        for file in files.chain([&mut self.poster, &mut self.strip.file]) {
            if let Some(name) = file.path.file_name() {
                file.path = folder.join(name);
            }
        }
        self
    }
}
