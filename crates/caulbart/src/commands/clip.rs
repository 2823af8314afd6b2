//! What would become of a video file? Nothing is kept.

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Result, bail};
use serde_json::{Value, json};
use video::{Limits, Tools};

use super::{Usage, say_json};
use crate::settings::typed::Clip;

pub async fn run(clip: Clip) -> Result<()> {
    let Clip::Test { files, clip_minutes } = clip;
    let longest = Duration::from_secs(u64::from(clip_minutes) * 60);
    test(&files, &Limits { longest, ..Limits::default() }).await
}

async fn test(files: &[PathBuf], limits: &Limits) -> Result<()> {
    if let Some(gone) = files.iter().find(|path| !path.is_file()) {
        return Err(Usage(format!("There is no file {}: name a video file.", gone.display())).into());
    }
    let tools = Tools::find().await?;
    let mut answers = Vec::new();
    let mut refused = 0;
    for path in files {
        let answer = answer(&tools, limits, path).await;
        refused += usize::from(!answer["refusal"].is_null());
        answers.push(answer);
    }
    say_json(&Value::Array(answers))?;
    match refused {
        0 => Ok(()),
        count if files.len() == 1 && count == 1 => bail!("This file is refused."),
        count => bail!("{count} of {} files are refused.", files.len()),
    }
}

/// The contract that other programs rely on; see docs/reference/commands.md.
async fn answer(tools: &Tools, limits: &Limits, path: &Path) -> Value {
    let file = path.display().to_string();
    match video::probe(tools, limits, path).await {
        Ok(probed) => {
            let sizes = video::ladder(&probed);
            json!({
                "file": file,
                "duration_ms": probed.duration_ms,
                "width": probed.width,
                "height": probed.height,
                "rotation": probed.rotation,
                "frame_rate": probed.frame_rate,
                "steady_frame_rate": probed.has_steady_frame_rate,
                "codec": probed.codec,
                "pixel_format": probed.pixel_format,
                "hdr": probed.is_hdr,
                "interlaced": probed.is_interlaced,
                "sound": probed.has_sound.then_some(json!({ "codec": probed.sound_codec, "channels": probed.channels })),
                "renditions": sizes.iter().map(|size| json!({ "width": size.width, "height": size.height })).collect::<Vec<_>>(),
                "hls": video::gets_hls(&probed),
                "refusal": Value::Null,
            })
        }
        Err(refusal) => json!({ "file": file, "refusal": { "word": refusal.word(), "sentence": refusal.to_string() } }),
    }
}
