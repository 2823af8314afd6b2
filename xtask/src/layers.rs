//! Do the crates use only what ARCHITECTURE.md's table lets them use?

use std::collections::BTreeMap;
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde_json::Value;

pub fn run() -> Result<()> {
    let page = std::fs::read_to_string(crate::root().join("ARCHITECTURE.md"))
        .context("ARCHITECTURE.md holds the layer table; it could not be read")?;
    let layers = layers_of(&page);
    let edges = edges()?;
    let faults = faults(&layers, &edges);
    if faults.is_empty() {
        println!("layers: {} crates, {} edges, all downwards", layers.len(), edges.len());
        return Ok(());
    }
    bail!("{}", faults.join("\n"))
}

/// Rows `| 2 keeping | `store` | …` of the table, as crate to layer.
fn layers_of(page: &str) -> BTreeMap<String, u32> {
    let mut layers = BTreeMap::new();
    for line in page.lines() {
        let mut cells = line.split('|').map(str::trim).skip(1);
        let (Some(layer), Some(name)) = (cells.next(), cells.next()) else { continue };
        let number = layer.split(' ').next().and_then(|word| word.parse().ok());
        let name = name.strip_prefix('`').and_then(|name| name.strip_suffix('`'));
        if let (Some(number), Some(name)) = (number, name) {
            layers.insert(name.to_owned(), number);
        }
    }
    layers
}

/// (crate, crate it uses), of this workspace, tests and build scripts included.
fn edges() -> Result<Vec<(String, String)>> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--no-deps", "--offline"])
        .current_dir(crate::root())
        .output()
        .context("cargo metadata could not be started")?;
    let metadata: Value = serde_json::from_slice(&output.stdout).context("cargo metadata answered with no JSON")?;
    let packages = metadata["packages"].as_array().context("cargo metadata names no packages")?;
    let names: Vec<&str> = packages.iter().filter_map(|package| package["name"].as_str()).collect();
    let mut edges = Vec::new();
    for package in packages {
        let Some(user) = package["name"].as_str() else { continue };
        // A crate without an edge must stand in the table too.
        edges.push((user.to_owned(), user.to_owned()));
        for dependency in package["dependencies"].as_array().into_iter().flatten() {
            if let Some(used) = dependency["name"].as_str().filter(|used| names.contains(used)) {
                edges.push((user.to_owned(), used.to_owned()));
            }
        }
    }
    Ok(edges)
}

fn faults(layers: &BTreeMap<String, u32>, edges: &[(String, String)]) -> Vec<String> {
    let mut faults = Vec::new();
    for (user, used) in edges {
        match (layers.get(user), layers.get(used)) {
            (None, _) => faults.push(format!("`{user}` has no row in ARCHITECTURE.md's layer table: add one")),
            (_, None) => faults.push(format!("`{user}` uses `{used}`, which has no row in the layer table")),
            (Some(_), Some(_)) if user == used => {}
            (Some(above), Some(below)) if above > below => {}
            (Some(above), Some(below)) => faults.push(format!(
                "`{user}` (layer {above}) uses `{used}` (layer {below}): only strictly lower layers may be used"
            )),
        }
    }
    faults.sort();
    faults.dedup();
    faults
}

#[cfg(test)]
mod tests {
    use super::{faults, layers_of};

    #[test]
    fn only_downward_edges_pass() {
        let layers = layers_of(
            "| 0 words | `model` | q |\n| 1 thinking | `text` | q |\n| 1 thinking | `feeds` | q |\n| x | y |",
        );
        for (user, used, fine) in [
            ("text", "model", true),
            ("text", "text", true),
            ("text", "feeds", false),
            ("model", "text", false),
            ("stray", "model", false),
            ("text", "stray", false),
        ] {
            let found = faults(&layers, &[(user.to_owned(), used.to_owned())]);
            assert_eq!(found.is_empty(), fine, "{user} -> {used}: {found:?}");
        }
    }
}
