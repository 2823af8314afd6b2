//! `/ledger/…`: the public log as it lies on the disk (docs/ledger.md), and a proof for each entry. Whoever asks is told the
//! same; no path is taken from an address but what was read out of it.

use crate::{Wrong, outward::FROM_ANYWHERE, site::Site};
use axum::{
    extract::{Path, State},
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use ledger::{
    entry::{from_hex, to_hex},
    tiles::Tile,
};

const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
const ANEW: HeaderValue = HeaderValue::from_static("no-cache");
const TEXT: &str = "text/plain; charset=utf-8";
const BYTES: &str = "application/octet-stream";

/// What an address below `/ledger/` names.
#[derive(Debug, PartialEq, Eq)]
enum Named {
    /// A file, its type, and whether it may change.
    File(String, &'static str, bool),
    /// The same, where the full tile takes the place of a partial one.
    Tile(Tile),
    Proof(u64),
    Entry(u64),
}

pub async fn ledger(State(site): State<Site>, Path(path): Path<String>) -> Result<Response, Wrong> {
    let named = named(&path).ok_or(Wrong::NoSuchPage)?;
    let oversight = site.oversight.clone();
    let found = tokio::task::spawn_blocking(move || answer(&oversight, &named)).await.ok().flatten();
    let (body, media_type, keep) = found.ok_or(Wrong::NoSuchPage)?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(media_type)),
        (header::CACHE_CONTROL, keep),
        (FROM_ANYWHERE.0, FROM_ANYWHERE.1),
    ];
    Ok((headers, body).into_response())
}

fn answer(oversight: &oversight::Oversight, named: &Named) -> Option<(Vec<u8>, &'static str, HeaderValue)> {
    let folder = oversight.files().folder();
    let read = |name: &str| std::fs::read(folder.join(name)).ok();
    match named {
        Named::File(name, media_type, changes) => {
            Some((read(name)?, media_type, if *changes { ANEW } else { FOR_EVER }))
        }
        Named::Tile(tile) => Some((oversight.files().tile(*tile).ok()?, BYTES, FOR_EVER)),
        Named::Proof(index) => Some((oversight.book().proof(*index).ok()?.to_string().into_bytes(), TEXT, ANEW)),
        Named::Entry(index) => Some((oversight.book().entry(*index).ok()?, TEXT, FOR_EVER)),
    }
}

fn named(path: &str) -> Option<Named> {
    match path.split_once('/') {
        None if path == "checkpoint" || path == "vkey" => Some(Named::File(path.to_owned(), TEXT, true)),
        Some(("tile", _)) => Tile::parse(path).ok().map(Named::Tile),
        Some(("proof", index)) => number(index).map(Named::Proof),
        Some(("entry", index)) => number(index).map(Named::Entry),
        Some(("rotation", size)) => Some(Named::File(format!("rotation/{}", number(size)?), TEXT, false)),
        Some((list @ ("subjects" | "packs"), root)) => {
            let root: [u8; 32] = from_hex(root)?;
            Some(Named::File(format!("{list}/{}", to_hex(&root)), BYTES, false))
        }
        Some(("reports", name)) => {
            let (period, kind) = name.rsplit_once('.')?;
            let plain = !period.is_empty() && period.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
            let media_type = match kind {
                "csv" => "text/csv; charset=utf-8",
                "note" => TEXT,
                _ => return None,
            };
            plain.then(|| Named::File(format!("reports/{period}.{kind}"), media_type, false))
        }
        _ => None,
    }
}

fn number(text: &str) -> Option<u64> {
    let plain =
        !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) && (text == "0" || !text.starts_with('0'));
    plain.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_a_log_consists_of_is_named() {
        let root = "ab".repeat(32);
        let lists = ["subjects", "packs"].map(|list| format!("{list}/{root}"));
        for path in ["checkpoint", "vkey", "rotation/70000", "reports/2026-Q4.csv", &lists[0], &lists[1]] {
            assert!(matches!(named(path), Some(Named::File(name, ..)) if name == path), "{path}");
        }
        for path in ["tile/0/000", "tile/0/x001/067.p/3", "tile/entries/000", "proof/0", "entry/17"] {
            assert!(named(path).is_some(), "{path}");
        }
        for path in [
            "",
            "..",
            "../ledger-keys/signing",
            "tile/../../ledger-keys/signing",
            "tile/0/..",
            "rotation/..",
            "rotation/01",
            "reports/../vkey.csv",
            "reports/.csv",
            "reports/2026.html",
            "reports/a/b.csv",
            "subjects/..",
            "subjects/AB",
            "packs/..",
            "proof/-1",
            "proof/",
            "entry/1e3",
            "entry/99999999999999999999999",
            "signing",
            "checkpoint/",
            "%2e%2e/ledger-keys/signing",
        ] {
            assert_eq!(named(path), None, "{path}");
        }
    }
}
