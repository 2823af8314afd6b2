//! Reference pages that are written by the code they describe, so that they cannot go stale.

use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::root;

/// File in `docs/reference/`, and the arguments with which the binary prints it.
const PAGES: &[(&str, &[&str])] =
    &[("commands.md", &["reference", "commands"]), ("signals.md", &["reference", "signals"])];

pub fn run(args: &[String]) -> Result<()> {
    let check = args.iter().any(|arg| arg == "--check");
    for (name, arguments) in PAGES {
        let output = Command::new(env!("CARGO"))
            .args(["run", "--quiet", "--package", "caulbart", "--"])
            .args(*arguments)
            .current_dir(root())
            .output()?;
        if !output.status.success() {
            bail!("{name} could not be generated: {}", String::from_utf8_lossy(&output.stderr));
        }
        let path = root().join("docs/reference").join(name);
        let stands = std::fs::read(&path).unwrap_or_default();
        if stands == output.stdout {
            continue;
        }
        if check {
            bail!("docs/reference/{name} is stale: run `cargo x gen` and commit it");
        }
        std::fs::create_dir_all(root().join("docs/reference"))?;
        std::fs::write(&path, &output.stdout).with_context(|| format!("{} could not be written", path.display()))?;
        println!("wrote docs/reference/{name}");
    }
    Ok(())
}
