//! What comes of every file of a folder: `cargo run -p newsroom --example import_table -- FOLDER`.

use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;

use model::{Edition, EditionName, Time};
use newsroom::{Export, Moved, Newsroom, Ways};
use store::{Database, Store};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::args().nth(1).ok_or("name a folder with exports")?;
    println!(
        "| file | articles | drafts | authors | sections | media | comments | redirects | unreadable | changed | left aside |"
    );
    println!("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
    let mut said = Vec::new();
    for file in files(Path::new(&folder))? {
        let Some(export) = Export::at(&file)? else { continue };
        let moved = moved(export).await?;
        let kinds = [exports::FaultKind::Unreadable, exports::FaultKind::Changed, exports::FaultKind::LeftAside];
        let [unreadable, changed, aside] =
            kinds.map(|kind| moved.faults.iter().filter(|fault| fault.kind == kind).count());
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        println!(
            "| {name} | {} | {} | {} | {} | {} | {} | {} | {unreadable} | {changed} | {aside} |",
            moved.articles, moved.drafts, moved.authors, moved.sections, moved.media, moved.comments, moved.redirects
        );
        said.extend(moved.faults.into_iter().map(|fault| format!("{name}: {fault}")));
    }
    println!("\n{}", said.join("\n"));
    Ok(())
}

async fn moved(export: Export) -> Result<Moved, Box<dyn std::error::Error>> {
    let folder = tempfile::tempdir()?;
    let name = EditionName::new("table").ok_or("a name")?;
    let edition = Edition { name, title: "Table".to_owned(), motto: String::new() };
    let store = Store::open(&edition, &Database::Sqlite(folder.path().to_owned())).await?;
    let room = Newsroom::open(store.clone(), folder.path(), &vault::Key::new([7; 32]), Arc::default());
    let mut told = |_: &Moved| ControlFlow::Continue(());
    let ways = Ways { media: None, site: None, fetch: None, told: &mut told };
    let moved = room.move_in(export, ways, Time::now()).await?;
    store.close().await?;
    Ok(moved)
}

fn files(folder: &Path) -> std::io::Result<Vec<std::path::PathBuf>> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            files.extend(self::files(&path)?);
        } else if path.extension().is_some_and(|end| end == "xml" || end == "json") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}
