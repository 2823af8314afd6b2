//! Is the tree fit to be sent? Formatting, clippy, layers, generated pages, sizes of files.

use std::path::Path;
use std::process::Command;

use anyhow::{Result, bail};

use crate::root;

/// A file that is longer than this no longer reads like a page.
const LINES_AT_MOST: usize = 500;
/// Pictures and fonts only, and small ones.
const BYTES_AT_MOST: u64 = 300_000;

pub fn run() -> Result<()> {
    step("formatting", Command::new(env!("CARGO")).args(["fmt", "--all", "--check"]))?;
    crate::layers::run()?;
    sizes()?;
    crate::gen_pages::run(&["--check".to_owned()])?;
    let clippy = ["clippy", "--workspace", "--all-targets", "--quiet", "--", "-D", "warnings"];
    step("clippy", Command::new(env!("CARGO")).args(clippy))?;
    println!("check: all well");
    Ok(())
}

pub fn step(what: &str, command: &mut Command) -> Result<()> {
    println!("== {what}");
    match command.current_dir(root()).status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => bail!("{what} found something ({status}); see above"),
        Err(error) => bail!("{what} could not be started: {error}"),
    }
}

fn sizes() -> Result<()> {
    let listed = Command::new("git").args(["ls-files", "-z"]).current_dir(root()).output()?;
    let mut faults = Vec::new();
    for name in String::from_utf8_lossy(&listed.stdout).split('\0').filter(|name| !name.is_empty()) {
        let path = root().join(name);
        if let Some(fault) = too_large(&path, name) {
            faults.push(fault);
        }
    }
    if faults.is_empty() { Ok(()) } else { bail!("{}", faults.join("\n")) }
}

fn too_large(path: &Path, name: &str) -> Option<String> {
    let bytes = std::fs::metadata(path).ok()?.len();
    if name.ends_with(".rs") {
        let lines = std::fs::read_to_string(path).ok()?.lines().count();
        return (lines > LINES_AT_MOST)
            .then(|| format!("{name} has {lines} lines; {LINES_AT_MOST} is the most: split it"));
    }
    let is_text =
        ["lock", "md", "json", "txt", "opml", "svg"].iter().any(|end| name.ends_with(end)) || name == "LICENSE";
    (bytes > BYTES_AT_MOST && !is_text).then(|| format!("{name} has {bytes} bytes; {BYTES_AT_MOST} is the most"))
}
