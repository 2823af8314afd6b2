//! Does a receipt hold? Computes timelines again from their bundles; needs no edition.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use serde_json::{Value, json};
use timeline::{Bundle, Receipt};

use super::{Usage, say, say_json};
use crate::settings::Settings;

/// Exit status 0 where all are the same, 1 where one differs, 2 where one cannot be read.
pub fn run(settings: &Settings, files: &[PathBuf]) -> Result<()> {
    let mut told: Vec<Value> = Vec::new();
    let mut differing = 0;
    for file in files {
        let (kept, again) = replayed(file)?;
        let difference = kept.first_difference(&again);
        differing += usize::from(difference.is_some());
        if settings.json {
            told.push(json!({
                "file": file.display().to_string(),
                "receipt": kept.hash(),
                "same": difference.is_none(),
                "first_difference": difference.map(|(line, kept, again)| {
                    json!({ "line": line, "receipt": kept, "computed": again })
                }),
            }));
            continue;
        }
        let file = file.display();
        match difference {
            None => say(&format!("{file}: the same, to the byte. Receipt {}", kept.hash())),
            Some((line, kept, again)) => {
                say(&format!(
                    "{file}: another timeline comes out. Line {line} of the receipt says\n  {kept}\nbut it is\n  {again}"
                ));
            }
        }
    }
    if settings.json {
        say_json(&Value::Array(told))?;
    }
    if differing > 0 {
        bail!("{differing} of {} receipts do not hold.", files.len());
    }
    Ok(())
}

fn replayed(file: &Path) -> Result<(Receipt, Receipt)> {
    let wrong = |fault: &dyn std::fmt::Display| Usage(format!("{}: {fault}", file.display()));
    let bytes = std::fs::read(file).map_err(|fault| {
        Usage(format!(
            "{} cannot be read; name a file that `caulbart timeline --bundle` wrote: {fault}",
            file.display()
        ))
    })?;
    let bundle = Bundle::from_bytes(&bytes).map_err(|fault| wrong(&fault))?;
    let again = bundle.replay().map_err(|fault| wrong(&fault))?;
    Ok((bundle.receipt().clone(), again))
}
