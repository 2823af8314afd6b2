//! Clips to try things on, made by FFmpeg itself.

use std::path::{Path, PathBuf};
use std::process::Command;

use video::{Limits, Made, Probed, Refusal, Tools};

/// `None` where FFmpeg is missing on a stranger's machine, which is said; where everything has to be tested, it fails.
pub async fn tools() -> Option<Tools> {
    match Tools::find().await {
        Ok(tools) => Some(tools),
        Err(missing) if std::env::var_os("CI").is_none() => {
            println!("{missing} This test is left out.");
            None
        }
        Err(missing) => panic!("{missing}"),
    }
}

/// Clips that were collected. `None` where they are missing, which is said; where everything has to be tested, it fails.
pub fn collected() -> Option<PathBuf> {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/video"));
    if !folder.is_dir() {
        assert!(std::env::var_os("CI").is_none(), "{} is missing", folder.display());
        println!("skipped: no collected clips");
        return None;
    }
    Some(folder.to_owned())
}

/// Runs FFmpeg with `arguments` (separated by spaces) and returns the file that it writes.
pub fn generate(folder: &Path, name: &str, arguments: &str) -> PathBuf {
    let path = folder.join(name);
    let status = Command::new("ffmpeg")
        .args(["-hide_banner", "-nostdin", "-y", "-v", "error"])
        .args(arguments.split_whitespace())
        .arg(&path)
        .status()
        .unwrap();
    assert!(status.success(), "{name}");
    path
}

/// As an edition has them, but at the pace of the machine.
pub fn limits() -> Limits {
    Limits { niceness: 0, ..Limits::default() }
}

pub const PICTURE: &str = "-f lavfi -i testsrc2=s=640x360:r=25:d=2";
pub const SOUND: &str = "-f lavfi -i sine=f=440:d=2";
pub const H264: &str = "-c:v libx264 -preset ultrafast -pix_fmt yuv420p";

pub async fn made(tools: &Tools, limits: &Limits, original: &Path, folder: &Path) -> Result<(Probed, Made), Refusal> {
    let probed = video::probe(tools, limits, original).await?;
    let made = video::transcode(tools, limits, original, &probed, folder, |_| {}).await?;
    Ok((probed, made))
}

/// What `ffprobe` says of these entries, a line a stream.
pub fn entries(path: &Path, entries: &str) -> Vec<String> {
    let output = Command::new("ffprobe")
        .args(["-v", "error", "-show_entries", entries, "-of", "csv=p=0"])
        .arg(path)
        .output()
        .unwrap();
    assert!(output.status.success() && output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().lines().map(|line| line.trim_end_matches(',').to_owned()).collect()
}

/// Decodes all of it; what FFmpeg complains of.
pub fn complaints(path: &Path) -> String {
    let output =
        Command::new("ffmpeg").args(["-v", "warning", "-i"]).arg(path).args(["-f", "null", "-"]).output().unwrap();
    String::from_utf8_lossy(&output.stderr).into_owned()
}
