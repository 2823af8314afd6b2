//! How long until a clip can be watched, beside plain `ffmpeg` with the same settings?

use std::path::Path;
use std::process::Stdio;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use serde_json::json;
use tokio::process::Command;
use video::{Limits, Probed, Size, Tools};

use crate::commands::{say, say_json};
use crate::settings::Settings;

const ROUNDS: usize = 3;
/// What most will watch.
const RENDITION: u32 = 720;

/// Of one round.
struct Took {
    plain: Duration,
    ours: Duration,
    all: Duration,
}

pub async fn run(settings: &Settings, seconds: u32) -> Result<()> {
    let tools = Tools::find().await?;
    let folder = tempfile::tempdir().context("No folder for the clip could be made")?;
    let original = folder.path().join("original.mp4");
    generate(&tools, seconds, &original).await?;
    // As plain ffmpeg: nothing stands back behind a server here.
    let limits = Limits { niceness: 0, ..Limits::default() };
    let mut rounds = Vec::new();
    for _ in 0..ROUNDS {
        // What a clip is has to be found out each time that one is uploaded.
        let started = Instant::now();
        let probed = video::probe(&tools, &limits, &original).await?;
        let probing = started.elapsed();
        let plain = plain(&tools, &limits, &original, &probed, folder.path()).await?;
        let (ours, all) = ours(&tools, &limits, &original, &probed, folder.path()).await?;
        rounds.push(Took { plain, ours: probing + ours, all: probing + all });
    }
    print(settings, seconds, &rounds)
}

/// Moving colours with noise, so that there is something to encode, and a tone.
async fn generate(tools: &Tools, seconds: u32, into: &Path) -> Result<()> {
    let picture = format!("testsrc2=s=1080x1920:r=30:d={seconds},noise=alls=14:allf=t");
    let sound = format!("sine=f=440:d={seconds}");
    let mut command = Command::new(tools.ffmpeg());
    command.args([
        "-hide_banner",
        "-nostdin",
        "-v",
        "error",
        "-f",
        "lavfi",
        "-i",
        &picture,
        "-f",
        "lavfi",
        "-i",
        &sound,
    ]);
    command.args(["-c:v", "libx264", "-preset", "ultrafast", "-crf", "20", "-pix_fmt", "yuv420p", "-c:a", "aac"]);
    finish(command.arg(into)).await
}

async fn plain(tools: &Tools, limits: &Limits, original: &Path, probed: &Probed, folder: &Path) -> Result<Duration> {
    let into = folder.join("plain.mp4");
    let size = rendition(probed)?;
    let started = Instant::now();
    finish(Command::new(tools.ffmpeg()).args(video::plain_arguments(limits, original, probed, size, &into))).await?;
    Ok(started.elapsed())
}

/// Until the rendition can be watched, and until all is made.
async fn ours(
    tools: &Tools,
    limits: &Limits,
    original: &Path,
    probed: &Probed,
    folder: &Path,
) -> Result<(Duration, Duration)> {
    let into = folder.join("ours");
    let first = Mutex::new(None);
    let started = Instant::now();
    let made = video::transcode(tools, limits, original, probed, &into, |progress| {
        if progress.finished.is_some_and(|size| size.short_edge() == RENDITION)
            && let Ok(mut first) = first.lock()
        {
            first.get_or_insert(started.elapsed());
        }
    })
    .await?;
    let all = started.elapsed();
    let first = first.into_inner().ok().flatten().context("There is no 720p rendition")?;
    if made.renditions.is_empty() {
        bail!("Nothing was made.");
    }
    std::fs::remove_dir_all(&into).context("What was made could not be removed")?;
    Ok((first, all))
}

fn rendition(probed: &Probed) -> Result<Size> {
    video::ladder(probed).into_iter().find(|size| size.short_edge() == RENDITION).context("There is no 720p rendition")
}

async fn finish(command: &mut Command) -> Result<()> {
    let status = command.stdin(Stdio::null()).status().await.context("FFmpeg could not be started")?;
    if status.success() { Ok(()) } else { bail!("FFmpeg failed ({status}); see above.") }
}

fn print(settings: &Settings, seconds: u32, rounds: &[Took]) -> Result<()> {
    let median = |of: fn(&Took) -> Duration| {
        let mut took: Vec<f64> = rounds.iter().map(|round| of(round).as_secs_f64()).collect();
        took.sort_by(f64::total_cmp);
        took.get(took.len() / 2).copied().unwrap_or_default()
    };
    let (plain, ours, all) = (median(|took| took.plain), median(|took| took.ours), median(|took| took.all));
    let ratio = ours / plain.max(f64::MIN_POSITIVE);
    if settings.json {
        let rounds: Vec<_> = rounds
            .iter()
            .map(|took| {
                json!({ "plain_s": took.plain.as_secs_f64(), "ours_s": took.ours.as_secs_f64(), "all_s": took.all.as_secs_f64() })
            })
            .collect();
        return say_json(
            &json!({ "seconds": seconds, "plain_s": plain, "ours_s": ours, "all_s": all, "ratio": ratio, "rounds": rounds }),
        );
    }
    for took in rounds {
        say(&format!(
            "plain ffmpeg 720p {:>6.2} s   ours 720p {:>6.2} s   all renditions, poster, strip {:>6.2} s",
            took.plain.as_secs_f64(),
            took.ours.as_secs_f64(),
            took.all.as_secs_f64()
        ));
    }
    say(&format!(
        "720p of {seconds} s of 1080 × 1920: {ours:.2} s with probing, loudness and poster's frames, plain ffmpeg {plain:.2} s: {ratio:.2} times; all of it {all:.2} s (medians of {ROUNDS})"
    ));
    Ok(())
}
